// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package x509

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"slices"
	"strings"
	"time"
	"unicode/utf8"
)

// An InvalidReason is why a certificate is not good.
type InvalidReason int

const (
	NotAuthorizedToSign InvalidReason = iota
	Expired
	CANotAuthorizedForThisName
	TooManyIntermediates
	IncompatibleUsage
	NameMismatch
	NameConstraintsWithoutSANs
	UnconstrainedName
	TooManyConstraints
	CANotAuthorizedForExtKeyUsage
	NoValidChains
)

// A CertificateInvalidError is that a certificate is not good.
type CertificateInvalidError struct {
	Cert   *Certificate
	Reason InvalidReason
	Detail string
}

func (e CertificateInvalidError) Error() string {
	switch e.Reason {
	case NotAuthorizedToSign:
		return "x509: certificate is not authorized to sign other certificates"
	case Expired:
		return "x509: certificate has expired or is not yet valid: " + e.Detail
	case TooManyIntermediates:
		return "x509: too many intermediates for path length constraint"
	case IncompatibleUsage:
		return "x509: certificate specifies an incompatible key usage"
	case NameMismatch:
		return "x509: issuer name does not match subject from issuing certificate"
	case NoValidChains:
		s := "x509: no valid chains built"
		if e.Detail != "" {
			s += ": " + e.Detail
		}
		return s
	}
	return "x509: unknown error"
}

// A HostnameError is that a certificate is for others.
type HostnameError struct {
	Certificate *Certificate
	Host        string
}

func (h HostnameError) Error() string {
	c := h.Certificate
	if len(c.DNSNames) == 0 && len(c.IPAddresses) == 0 && validName(c.Subject.CommonName, false) {
		return "x509: certificate relies on legacy Common Name field, use SANs instead"
	}
	var valid []string
	if ip := net.ParseIP(h.Host); ip != nil {
		if len(c.IPAddresses) == 0 {
			return "x509: cannot validate certificate for " + h.Host + " because it doesn't contain any IP SANs"
		}
		for _, san := range c.IPAddresses {
			valid = append(valid, san.String())
		}
	} else {
		valid = c.DNSNames
	}
	switch {
	case len(valid) == 0:
		return "x509: certificate is not valid for any names, but wanted to match " + h.Host
	case len(valid) >= 100:
		return fmt.Sprintf("x509: certificate is valid for %d names, but none matched %s", len(valid), h.Host)
	}
	return "x509: certificate is valid for " + strings.Join(valid, ", ") + ", not " + h.Host
}

// An UnknownAuthorityError is that nobody who is trusted has signed.
type UnknownAuthorityError struct {
	Cert *Certificate

	hintErr  error // why a certificate that seemed to have is none that has
	hintCert *Certificate
}

func (e UnknownAuthorityError) Error() string {
	s := "x509: certificate signed by unknown authority"
	if e.hintErr != nil {
		name := e.hintCert.Subject.CommonName
		if name == "" {
			if len(e.hintCert.Subject.Organization) > 0 {
				name = e.hintCert.Subject.Organization[0]
			} else {
				name = "serial"
			}
		}
		s += fmt.Sprintf(" (possibly because of %q while trying to verify candidate authority certificate %q)", e.hintErr, name)
	}
	return s
}

// A SystemRootsError is that the system's certificates could not be read.
type SystemRootsError struct{ Err error }

func (e SystemRootsError) Error() string {
	const text = "x509: failed to load system roots and no roots provided"
	if e.Err != nil {
		return text + "; " + e.Err.Error()
	}
	return text
}

func (e SystemRootsError) Unwrap() error { return e.Err }

// An UnhandledCriticalExtension is that a certificate has one that must be known.
type UnhandledCriticalExtension struct{}

func (UnhandledCriticalExtension) Error() string { return "x509: unhandled critical extension" }

// VerifyOptions say what a certificate must be good for.
type VerifyOptions struct {
	DNSName       string // "": any
	Intermediates *CertPool
	Roots         *CertPool     // nil: the system's
	CurrentTime   time.Time     // zero: now
	KeyUsages     []ExtKeyUsage // any of these; empty: ExtKeyUsageServerAuth

	MaxConstraintComparisions int // not used
}

// Verify returns chains from c to a root.
func (c *Certificate) Verify(opts VerifyOptions) (chains [][]*Certificate, err error) {
	if len(c.Raw) == 0 {
		return nil, errors.New("x509: missing ASN.1 contents; use ParseCertificate")
	}
	if opts.Roots == nil {
		roots, err := systemRoots()
		if err != nil || roots == nil {
			return nil, SystemRootsError{err}
		}
		opts.Roots = roots
	}
	v := &verifier{opts: opts, now: opts.CurrentTime}
	if v.now.IsZero() {
		v.now = time.Now()
	}
	if err := v.check(c, nil, false); err != nil {
		return nil, err
	}
	if opts.DNSName != "" {
		if err := c.VerifyHostname(opts.DNSName); err != nil {
			return nil, err
		}
	}
	var candidates [][]*Certificate
	if opts.Roots.contains(c) {
		candidates = [][]*Certificate{{c}}
	} else if candidates, err = v.build([]*Certificate{c}); err != nil {
		return nil, err
	}
	usages := opts.KeyUsages
	if len(usages) == 0 {
		usages = []ExtKeyUsage{ExtKeyUsageServerAuth}
	}
	for _, chain := range candidates {
		if allows(chain, usages) {
			chains = append(chains, chain)
		}
	}
	if len(chains) == 0 {
		return nil, CertificateInvalidError{c, IncompatibleUsage, ""}
	}
	return chains, nil
}

type verifier struct {
	opts VerifyOptions
	now  time.Time
	work int // signatures looked at
}

const maxSignatures = 100

// check returns why c cannot be the next in a chain.
func (v *verifier) check(c *Certificate, chain []*Certificate, intermediate bool) error {
	if c.unhandled {
		return UnhandledCriticalExtension{}
	}
	if len(chain) > 0 && !bytes.Equal(chain[len(chain)-1].RawIssuer, c.RawSubject) {
		return CertificateInvalidError{c, NameMismatch, ""}
	}
	if v.now.Before(c.NotBefore) {
		return CertificateInvalidError{c, Expired, fmt.Sprintf("current time %s is before %s", v.now.Format(time.RFC3339), c.NotBefore.Format(time.RFC3339))}
	}
	if v.now.After(c.NotAfter) {
		return CertificateInvalidError{c, Expired, fmt.Sprintf("current time %s is after %s", v.now.Format(time.RFC3339), c.NotAfter.Format(time.RFC3339))}
	}
	if intermediate && (!c.BasicConstraintsValid || !c.IsCA) {
		return CertificateInvalidError{c, NotAuthorizedToSign, ""}
	}
	if c.BasicConstraintsValid && c.MaxPathLen >= 0 && len(chain)-1 > c.MaxPathLen {
		return CertificateInvalidError{c, TooManyIntermediates, ""}
	}
	return nil
}

// build returns the chains that go on from one.
func (v *verifier) build(chain []*Certificate) (chains [][]*Certificate, err error) {
	c := chain[len(chain)-1]
	var hintErr error
	var hintCert *Certificate
	consider := func(p *Certificate, root bool) {
		if slices.ContainsFunc(chain, func(x *Certificate) bool {
			return bytes.Equal(x.RawSubject, p.RawSubject) && bytes.Equal(x.RawSubjectPublicKeyInfo, p.RawSubjectPublicKeyInfo)
		}) {
			return
		}
		if v.work++; v.work > maxSignatures {
			err = errors.New("x509: signature check attempts limit reached while verifying certificate chain")
			return
		}
		if e := c.CheckSignatureFrom(p); e != nil {
			if hintErr == nil {
				hintErr, hintCert = e, p
			}
			return
		}
		if e := v.check(p, chain, !root); e != nil {
			if hintErr == nil {
				hintErr, hintCert = e, p
			}
			return
		}
		next := append(slices.Clone(chain), p)
		if root {
			chains = append(chains, next)
			return
		}
		more, e := v.build(next)
		chains = append(chains, more...)
		if e != nil && err == nil {
			err = e
		}
	}
	for _, p := range v.opts.Roots.bySubject[string(c.RawIssuer)] {
		consider(p, true)
	}
	if v.opts.Intermediates != nil {
		for _, p := range v.opts.Intermediates.bySubject[string(c.RawIssuer)] {
			consider(p, false)
		}
	}
	if len(chains) > 0 {
		return chains, nil
	}
	if err == nil {
		err = UnknownAuthorityError{c, hintErr, hintCert}
	}
	return nil, err
}

// allows reports whether all of a chain may be used for one of usages.
func allows(chain []*Certificate, usages []ExtKeyUsage) bool {
	if slices.Contains(usages, ExtKeyUsageAny) {
		return true
	}
	left := slices.Clone(usages)
	for _, c := range slices.Backward(chain) {
		if len(c.ExtKeyUsage) == 0 || slices.Contains(c.ExtKeyUsage, ExtKeyUsageAny) {
			continue
		}
		left = slices.DeleteFunc(left, func(u ExtKeyUsage) bool { return !slices.Contains(c.ExtKeyUsage, u) })
	}
	return len(left) > 0
}

// VerifyHostname returns nil if the certificate is for a host, which may be an
// address, in brackets or not.
func (c *Certificate) VerifyHostname(h string) error {
	candidate := h
	if len(h) >= 3 && h[0] == '[' && h[len(h)-1] == ']' {
		candidate = h[1 : len(h)-1]
	}
	if ip := net.ParseIP(candidate); ip != nil {
		for _, san := range c.IPAddresses {
			if ip.Equal(san) {
				return nil
			}
		}
		return HostnameError{c, candidate}
	}
	name := lower(h)
	valid := validName(name, false)
	for _, pattern := range c.DNSNames {
		if valid && validName(pattern, true) {
			if matches(pattern, name) {
				return nil
			}
		} else if name != "" && name != "." && strings.EqualFold(pattern, name) {
			return nil
		}
	}
	return HostnameError{c, h}
}

// validName reports whether s is a host name, or with a * as the first label.
func validName(s string, pattern bool) bool {
	if !pattern {
		s = strings.TrimSuffix(s, ".")
	}
	if s == "" || s == "*" {
		return false
	}
	for i, label := range strings.Split(s, ".") {
		if label == "" {
			return false
		}
		if pattern && i == 0 && label == "*" {
			continue
		}
		for j, c := range label {
			switch {
			case 'a' <= c && c <= 'z', 'A' <= c && c <= 'Z', '0' <= c && c <= '9', c == '_', c == '-' && j > 0:
			default:
				return false
			}
		}
	}
	return true
}

func matches(pattern, host string) bool {
	pattern, host = lower(pattern), strings.TrimSuffix(host, ".")
	if pattern == "" || host == "" {
		return false
	}
	if rest, ok := strings.CutPrefix(pattern, "*."); ok {
		_, domain, ok := strings.Cut(host, ".")
		return ok && domain == rest
	}
	return pattern == host
}

// lower maps only ASCII letters.
func lower(s string) string {
	for _, c := range s {
		if c == utf8.RuneError || 'A' <= c && c <= 'Z' {
			b := []byte(s)
			for i, c := range b {
				if 'A' <= c && c <= 'Z' {
					b[i] += 'a' - 'A'
				}
			}
			return string(b)
		}
	}
	return s
}

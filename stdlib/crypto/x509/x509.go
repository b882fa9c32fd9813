// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package x509 reads and verifies certificates. It is for programs without the
// packages of a GOROOT, whose crypto/x509 is used where there is one: nothing here
// needs math/big or a type of key, so certificates have no serial numbers and
// public keys, and none can be made. OpenSSL checks the signatures.
package x509

import (
	"bytes"
	"crypto/internal/openssl"
	"crypto/x509/pkix"
	"errors"
	"net"
	"net/url"
	"strconv"
	"time"
)

// A KeyUsage is a set of what a key may be used for.
type KeyUsage int

const (
	KeyUsageDigitalSignature KeyUsage = 1 << iota
	KeyUsageContentCommitment
	KeyUsageKeyEncipherment
	KeyUsageDataEncipherment
	KeyUsageKeyAgreement
	KeyUsageCertSign
	KeyUsageCRLSign
	KeyUsageEncipherOnly
	KeyUsageDecipherOnly
)

// An ExtKeyUsage is a purpose of a certificate.
type ExtKeyUsage int

const (
	ExtKeyUsageAny ExtKeyUsage = iota
	ExtKeyUsageServerAuth
	ExtKeyUsageClientAuth
	ExtKeyUsageCodeSigning
	ExtKeyUsageEmailProtection
	ExtKeyUsageIPSECEndSystem
	ExtKeyUsageIPSECTunnel
	ExtKeyUsageIPSECUser
	ExtKeyUsageTimeStamping
	ExtKeyUsageOCSPSigning
)

// A SignatureAlgorithm is a way to sign.
type SignatureAlgorithm int

const (
	UnknownSignatureAlgorithm SignatureAlgorithm = iota
	MD2WithRSA
	MD5WithRSA
	SHA1WithRSA
	SHA256WithRSA
	SHA384WithRSA
	SHA512WithRSA
	DSAWithSHA1
	DSAWithSHA256
	ECDSAWithSHA1
	ECDSAWithSHA256
	ECDSAWithSHA384
	ECDSAWithSHA512
	SHA256WithRSAPSS
	SHA384WithRSAPSS
	SHA512WithRSAPSS
	PureEd25519
)

// String returns the name.
func (a SignatureAlgorithm) String() string {
	names := [...]string{MD2WithRSA: "MD2-RSA", MD5WithRSA: "MD5-RSA", SHA1WithRSA: "SHA1-RSA", SHA256WithRSA: "SHA256-RSA",
		SHA384WithRSA: "SHA384-RSA", SHA512WithRSA: "SHA512-RSA", DSAWithSHA1: "DSA-SHA1", DSAWithSHA256: "DSA-SHA256",
		ECDSAWithSHA1: "ECDSA-SHA1", ECDSAWithSHA256: "ECDSA-SHA256", ECDSAWithSHA384: "ECDSA-SHA384",
		ECDSAWithSHA512: "ECDSA-SHA512", SHA256WithRSAPSS: "SHA256-RSAPSS", SHA384WithRSAPSS: "SHA384-RSAPSS",
		SHA512WithRSAPSS: "SHA512-RSAPSS", PureEd25519: "Ed25519"}
	if a <= 0 || int(a) >= len(names) {
		return strconv.Itoa(int(a))
	}
	return names[a]
}

// A PublicKeyAlgorithm is a kind of key.
type PublicKeyAlgorithm int

const (
	UnknownPublicKeyAlgorithm PublicKeyAlgorithm = iota
	RSA
	DSA
	ECDSA
	Ed25519
)

// String returns the name.
func (a PublicKeyAlgorithm) String() string {
	names := [...]string{RSA: "RSA", DSA: "DSA", ECDSA: "ECDSA", Ed25519: "Ed25519"}
	if a <= 0 || int(a) >= len(names) {
		return strconv.Itoa(int(a))
	}
	return names[a]
}

// A Certificate is a parsed certificate.
type Certificate struct {
	Raw                     []byte // all of it, in DER
	RawTBSCertificate       []byte
	RawSubjectPublicKeyInfo []byte
	RawSubject              []byte
	RawIssuer               []byte

	Signature          []byte
	SignatureAlgorithm SignatureAlgorithm
	PublicKeyAlgorithm PublicKeyAlgorithm

	Version             int
	Issuer, Subject     pkix.Name
	NotBefore, NotAfter time.Time
	KeyUsage            KeyUsage
	ExtKeyUsage         []ExtKeyUsage

	BasicConstraintsValid bool // IsCA and what is below are
	IsCA                  bool
	MaxPathLen            int // -1: no limit
	MaxPathLenZero        bool

	SubjectKeyId   []byte
	AuthorityKeyId []byte

	DNSNames       []string
	EmailAddresses []string
	IPAddresses    []net.IP
	URIs           []*url.URL

	unhandled bool   // there is a critical extension that is not known
	serial    []byte // DER of the number
}

// Equal reports whether two certificates are the same.
func (c *Certificate) Equal(other *Certificate) bool {
	if c == nil || other == nil {
		return c == other
	}
	return bytes.Equal(c.Raw, other.Raw)
}

// CheckSignatureFrom returns nil if the key of parent has signed c.
func (c *Certificate) CheckSignatureFrom(parent *Certificate) error {
	if parent.Version == 3 && !parent.BasicConstraintsValid || parent.BasicConstraintsValid && !parent.IsCA {
		return ConstraintSignatureError{}
	}
	if parent.KeyUsage != 0 && parent.KeyUsage&KeyUsageCertSign == 0 {
		return ConstraintSignatureError{}
	}
	switch c.SignatureAlgorithm {
	case UnknownSignatureAlgorithm, DSAWithSHA1, DSAWithSHA256:
		return ErrUnsupportedAlgorithm
	case MD2WithRSA, MD5WithRSA, SHA1WithRSA, ECDSAWithSHA1:
		return InsecureAlgorithmError(c.SignatureAlgorithm)
	}
	if !openssl.SignedBy(c.Raw, parent.Raw) {
		return errors.New("x509: invalid signature")
	}
	return nil
}

// A ConstraintSignatureError is that a certificate may not sign others.
type ConstraintSignatureError struct{}

func (ConstraintSignatureError) Error() string {
	return "x509: invalid signature: parent certificate cannot sign this kind of certificate"
}

// An InsecureAlgorithmError is that anybody could have signed.
type InsecureAlgorithmError SignatureAlgorithm

func (e InsecureAlgorithmError) Error() string {
	return "x509: cannot verify signature: insecure algorithm " + SignatureAlgorithm(e).String()
}

// ErrUnsupportedAlgorithm is of signatures that are not known.
var ErrUnsupportedAlgorithm = errors.New("x509: cannot verify signature: algorithm unimplemented")

// ParseCertificates parses certificates one behind the other.
func ParseCertificates(der []byte) ([]*Certificate, error) {
	var all []*Certificate
	for len(der) > 0 {
		c, rest, err := parse(der)
		if err != nil {
			return nil, err
		}
		all = append(all, c)
		der = rest
	}
	return all, nil
}

// ParseCertificate parses one certificate.
func ParseCertificate(der []byte) (*Certificate, error) {
	c, rest, err := parse(der)
	if err != nil {
		return nil, err
	}
	if len(rest) > 0 {
		return nil, errors.New("x509: trailing data")
	}
	return c, nil
}

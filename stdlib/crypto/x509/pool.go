// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package x509

import (
	"crypto/internal/openssl"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync"
)

// A CertPool is a set of certificates.
type CertPool struct {
	certs     []*Certificate
	bySubject map[string][]*Certificate
	system    bool // with the system's
}

// NewCertPool returns an empty one.
func NewCertPool() *CertPool { return &CertPool{bySubject: make(map[string][]*Certificate)} }

// Clone returns a copy.
func (s *CertPool) Clone() *CertPool {
	p := NewCertPool()
	p.system = s.system
	for _, c := range s.certs {
		p.AddCert(c)
	}
	return p
}

// AddCert adds a certificate.
func (s *CertPool) AddCert(cert *Certificate) {
	if cert == nil {
		panic("adding nil Certificate to CertPool")
	}
	if s.contains(cert) {
		return
	}
	s.certs = append(s.certs, cert)
	s.bySubject[string(cert.RawSubject)] = append(s.bySubject[string(cert.RawSubject)], cert)
}

func (s *CertPool) contains(cert *Certificate) bool {
	if s == nil {
		return false
	}
	for _, c := range s.bySubject[string(cert.RawSubject)] {
		if c.Equal(cert) {
			return true
		}
	}
	return false
}

// AppendCertsFromPEM adds what it can read, and reports whether there was any.
func (s *CertPool) AppendCertsFromPEM(pemCerts []byte) (ok bool) {
	for len(pemCerts) > 0 {
		var b *openssl.Block
		if b, pemCerts = openssl.DecodePEM(pemCerts); b == nil {
			break
		}
		if b.Type != "CERTIFICATE" || b.Headers {
			continue
		}
		cert, err := ParseCertificate(b.Bytes)
		if err != nil {
			continue
		}
		s.AddCert(cert)
		ok = true
	}
	return ok
}

// Subjects returns the names, in DER.
func (s *CertPool) Subjects() [][]byte {
	names := make([][]byte, len(s.certs))
	for i, c := range s.certs {
		names[i] = c.RawSubject
	}
	return names
}

// Equal reports whether two pools have the same certificates.
func (s *CertPool) Equal(other *CertPool) bool {
	if s == nil || other == nil {
		return s == other
	}
	if s.system != other.system || len(s.certs) != len(other.certs) {
		return false
	}
	for _, c := range s.certs {
		if !other.contains(c) {
			return false
		}
	}
	return true
}

// Where systems keep the certificates that they trust.
var (
	rootFiles = []string{
		"/etc/ssl/certs/ca-certificates.crt", "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
		"/etc/pki/tls/cacert.pem", "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem", "/etc/ssl/cert.pem",
	}
	rootDirs = []string{"/etc/ssl/certs", "/etc/pki/tls/certs"}
)

var systemRoots = sync.OnceValues(func() (*CertPool, error) {
	p := NewCertPool()
	p.system = true
	files, dirs := rootFiles, rootDirs
	if f := os.Getenv("SSL_CERT_FILE"); f != "" {
		files = []string{f}
	}
	if d := os.Getenv("SSL_CERT_DIR"); d != "" {
		dirs = strings.Split(d, ":")
	}
	var first error
	for _, f := range files {
		data, err := os.ReadFile(f)
		if err == nil {
			p.AppendCertsFromPEM(data)
			break
		}
		if first == nil && !os.IsNotExist(err) {
			first = err
		}
	}
	if len(p.certs) > 0 && os.Getenv("SSL_CERT_DIR") == "" {
		return p, nil
	}
	for _, d := range dirs {
		entries, err := os.ReadDir(d)
		if err != nil {
			if first == nil && !os.IsNotExist(err) {
				first = err
			}
			continue
		}
		for _, e := range entries {
			if data, err := os.ReadFile(filepath.Join(d, e.Name())); err == nil {
				p.AppendCertsFromPEM(data)
			}
		}
	}
	if len(p.certs) > 0 || first == nil {
		return p, nil
	}
	return nil, first
})

// SystemCertPool returns a copy of the certificates that the system trusts. The
// environment's SSL_CERT_FILE and SSL_CERT_DIR say where they are.
func SystemCertPool() (*CertPool, error) {
	p, err := systemRoots()
	if err != nil {
		return nil, err
	}
	if p == nil {
		return nil, errors.New("x509: no system roots")
	}
	return p.Clone(), nil
}

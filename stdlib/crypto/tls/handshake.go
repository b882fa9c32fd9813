// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements what OpenSSL is told before a handshake, and what it asks
// in one.

package tls

import (
	"context"
	"crypto/internal/openssl"
	"crypto/x509"
	"errors"
	"fmt"
	"net"
	"strings"
)

var emptyConfig Config

func (c *Conn) configure(ssl *openssl.Conn) error {
	if c.config == nil {
		c.config = &emptyConfig
	}
	if c.server {
		return c.applyConfig(ssl, c.config)
	}
	if c.config.ServerName == "" && !c.config.InsecureSkipVerify {
		return errors.New("tls: either ServerName or InsecureSkipVerify must be specified in the tls.Config")
	}
	var protocols []byte
	for _, p := range c.config.NextProtos {
		if len(p) == 0 || len(p) > 255 {
			return errors.New("tls: invalid NextProtos value")
		}
		protocols = append(append(protocols, byte(len(p))), p...)
	}
	if len(protocols) > 0xffff {
		return errors.New("tls: NextProtos values too large")
	}
	if len(protocols) > 0 {
		ssl.OfferProtocols(protocols)
	}
	c.state.ServerName = sniOf(c.config.ServerName)
	if name := c.state.ServerName; name != "" && !ssl.SetServerName(name) {
		return errors.New("tls: invalid ServerName")
	}
	ssl.SetVerify(true, true)
	return c.applyConfig(ssl, c.config)
}

// sniOf returns the name for the server: addresses are none.
func sniOf(name string) string {
	host := strings.TrimSuffix(strings.TrimPrefix(name, "["), "]")
	if i := strings.LastIndexByte(host, '%'); i > 0 {
		host = host[:i]
	}
	if net.ParseIP(host) != nil {
		return ""
	}
	return strings.TrimRight(name, ".")
}

// applyConfig sets what both ends have.
func (c *Conn) applyConfig(ssl *openssl.Conn, config *Config) error {
	lowest, highest := config.versions()
	if lowest > highest || !ssl.SetVersions(lowest, highest) {
		return errors.New("tls: no supported versions satisfy MinVersion and MaxVersion")
	}
	if list := cipherList(config.CipherSuites); list != "" && !ssl.SetCiphers(list) {
		return errors.New("tls: no cipher suite of the tls.Config is supported")
	}
	var curves []string
	for _, id := range config.CurvePreferences {
		if name, ok := opensslCurves[id]; ok {
			curves = append(curves, name)
		}
	}
	if len(curves) > 0 && !ssl.SetGroups(strings.Join(curves, ":")) {
		return errors.New("tls: no curve of the tls.Config is supported")
	}
	if c.server {
		c.authMode = config.ClientAuth
		ssl.SetVerify(config.ClientAuth >= RequestClientCert,
			config.ClientAuth == RequireAnyClientCert || config.ClientAuth == RequireAndVerifyClientCert)
		if config.ClientAuth != NoClientCert && config.ClientCAs != nil {
			for _, name := range config.ClientCAs.Subjects() {
				ssl.AddAuthority(name)
			}
		}
	}
	return nil
}

// agreed keeps what the handshake has agreed on; c.mu is held.
func (c *Conn) agreed(ssl *openssl.Conn) {
	c.state.Version, c.state.CipherSuite, c.state.NegotiatedProtocol = ssl.Parameters()
	c.state.NegotiatedProtocolIsMutual = true
}

// afterwards calls VerifyConnection where no certificate gave occasion to.
func (c *Conn) afterwards() error {
	if c.server && len(c.state.PeerCertificates) == 0 && c.config.VerifyConnection != nil {
		s := c.state
		return c.config.VerifyConnection(s)
	}
	return nil
}

// answer answers OpenSSL's questions with an alert, 0 if all is well; c.mu is held.
func (c *Conn) answer(ctx context.Context, ssl *openssl.Conn, what int, data []byte) int {
	var a alert
	var err error
	parts := openssl.Parts(data)
	switch what {
	case openssl.AskHello:
		a, err = c.answerHello(ctx, ssl, parts)
	case openssl.AskVerify:
		if c.server {
			a, err = c.verifyClient(ssl, parts)
		} else {
			a, err = c.verifyServer(ssl, parts)
		}
	case openssl.AskCertificate:
		a, err = c.showCertificate(ctx, ssl, parts)
	}
	if err == nil {
		return 0
	}
	c.askErr = err
	return int(a)
}

func (c *Conn) answerHello(ctx context.Context, ssl *openssl.Conn, parts [][]byte) (alert, error) {
	if c.saidHello || len(parts) != 8 {
		return 0, nil // a second one, after a retry
	}
	c.saidHello = true
	info := &ClientHelloInfo{Conn: c.conn, config: c.config, ctx: ctx}
	info.CipherSuites = shorts(parts[0])
	if list := parts[2]; len(list) > 5 {
		info.ServerName = strings.ToLower(strings.TrimSuffix(string(list[5:]), "."))
	}
	if list := parts[3]; len(list) > 2 {
		for list = list[2:]; len(list) > 0 && int(list[0]) < len(list); list = list[1+int(list[0]):] {
			info.SupportedProtos = append(info.SupportedProtos, string(list[1:1+int(list[0])]))
		}
	}
	if list := parts[4]; len(list) > 1 {
		info.SupportedVersions = shorts(list[1:])
	} else if v := shorts(parts[1]); len(v) == 1 {
		for x := min(v[0], VersionTLS12); x >= VersionTLS10; x-- {
			info.SupportedVersions = append(info.SupportedVersions, x)
		}
	}
	if list := parts[5]; len(list) > 2 {
		for _, v := range shorts(list[2:]) {
			info.SupportedCurves = append(info.SupportedCurves, CurveID(v))
		}
	}
	if list := parts[6]; len(list) > 2 {
		for _, v := range shorts(list[2:]) {
			info.SignatureSchemes = append(info.SignatureSchemes, SignatureScheme(v))
		}
	}
	if list := parts[7]; len(list) > 1 {
		info.SupportedPoints = list[1:]
	}
	c.state.ServerName, c.offered = info.ServerName, info.SupportedVersions
	config := c.config
	if config.GetConfigForClient != nil {
		chosen, err := config.GetConfigForClient(info)
		if err != nil {
			return alertInternalError, err
		}
		if chosen != nil {
			config = chosen
			c.config = chosen
			info.config = chosen
			if err := c.applyConfig(ssl, config); err != nil {
				return alertInternalError, err
			}
		}
	}
	protocol, err := chooseProtocol(config.NextProtos, info.SupportedProtos)
	if err != nil {
		return alertNoApplicationProtocol, err
	}
	if protocol != "" {
		ssl.ChooseProtocol(protocol)
	}
	cert, err := config.certificateFor(info)
	if err != nil {
		if err == errNoCertificates {
			return alertUnrecognizedName, err
		}
		return alertInternalError, err
	}
	if err := useCertificate(ssl, cert); err != nil {
		return alertInternalError, err
	}
	return 0, nil
}

func shorts(b []byte) (list []uint16) {
	for ; len(b) >= 2; b = b[2:] {
		list = append(list, uint16(b[0])<<8|uint16(b[1]))
	}
	return list
}

// chooseProtocol returns the server's best that the client has as well.
func chooseProtocol(server, client []string) (string, error) {
	if len(server) == 0 || len(client) == 0 {
		return "", nil
	}
	fallback := false
	for _, s := range server {
		for _, p := range client {
			if s == p {
				return s, nil
			}
			if s == "h2" && p == "http/1.1" {
				fallback = true // of a server for HTTP/2 that serves HTTP/1.1 anyway
			}
		}
	}
	if fallback {
		return "", nil
	}
	return "", fmt.Errorf("tls: client requested unsupported application protocols (%q)", client)
}

var errNoCertificates = errors.New("tls: no certificates configured")

// certificateFor returns the certificate for a client.
func (c *Config) certificateFor(info *ClientHelloInfo) (*Certificate, error) {
	if c.GetCertificate != nil && (len(c.Certificates) == 0 || info.ServerName != "") {
		cert, err := c.GetCertificate(info)
		if cert != nil || err != nil {
			return cert, err
		}
	}
	switch len(c.Certificates) {
	case 0:
		return nil, errNoCertificates
	case 1:
		return &c.Certificates[0], nil
	}
	if c.NameToCertificate != nil {
		if cert, ok := c.NameToCertificate[info.ServerName]; ok {
			return cert, nil
		}
		if _, domain, ok := strings.Cut(info.ServerName, "."); ok {
			if cert, ok := c.NameToCertificate["*."+domain]; ok {
				return cert, nil
			}
		}
	}
	for i := range c.Certificates {
		if info.SupportsCertificate(&c.Certificates[i]) == nil {
			return &c.Certificates[i], nil
		}
	}
	return &c.Certificates[0], nil
}

func useCertificate(ssl *openssl.Conn, cert *Certificate) error {
	if len(cert.Certificate) == 0 {
		return errNoCertificates
	}
	k, err := opensslKey(cert.PrivateKey)
	if err != nil {
		return err
	}
	if !ssl.UseCertificate(cert.Certificate, k) {
		return errors.New("tls: OpenSSL cannot use the certificate with its key")
	}
	return nil
}

// showCertificate is a client's answer to a server that wants a certificate.
func (c *Conn) showCertificate(ctx context.Context, ssl *openssl.Conn, authorities [][]byte) (alert, error) {
	version, _, _ := ssl.Parameters()
	info := &CertificateRequestInfo{AcceptableCAs: authorities, Version: version, ctx: ctx}
	if get := c.config.GetClientCertificate; get != nil {
		cert, err := get(info)
		switch {
		case err != nil:
			return alertInternalError, err
		case cert == nil:
			return alertInternalError, errors.New("tls: GetClientCertificate returned neither a certificate nor an error")
		case len(cert.Certificate) == 0:
			return 0, nil
		}
		if err := useCertificate(ssl, cert); err != nil {
			return alertInternalError, err
		}
		return 0, nil
	}
	for i := range c.config.Certificates {
		cert := &c.config.Certificates[i]
		if info.SupportsCertificate(cert) != nil {
			continue
		}
		if err := useCertificate(ssl, cert); err != nil {
			return alertInternalError, err
		}
		break
	}
	return 0, nil
}

func parseChain(parts [][]byte, whose string) ([]*x509.Certificate, error) {
	certs := make([]*x509.Certificate, len(parts))
	for i, der := range parts {
		cert, err := x509.ParseCertificate(der)
		if err != nil {
			return nil, errors.New("tls: failed to parse " + whose + ": " + err.Error())
		}
		certs[i] = cert
	}
	return certs, nil
}

// verifyServer decides whether a client trusts the server.
func (c *Conn) verifyServer(ssl *openssl.Conn, parts [][]byte) (alert, error) {
	certs, err := parseChain(parts, "certificate from server")
	if err != nil {
		return alertBadCertificate, err
	}
	if len(certs) == 0 {
		return alertBadCertificate, errors.New("tls: received empty certificates message")
	}
	if !c.config.InsecureSkipVerify {
		c.state.VerifiedChains, err = certs[0].Verify(x509.VerifyOptions{
			Roots: c.config.RootCAs, CurrentTime: c.config.time(), DNSName: c.config.ServerName, Intermediates: poolOf(certs[1:]),
		})
		if err != nil {
			return alertBadCertificate, &CertificateVerificationError{certs, err}
		}
	}
	c.state.PeerCertificates = certs
	return c.verifyBy(ssl, parts)
}

// verifyClient decides whether a server trusts the client.
func (c *Conn) verifyClient(ssl *openssl.Conn, parts [][]byte) (alert, error) {
	certs, err := parseChain(parts, "client certificate")
	if err != nil {
		return alertBadCertificate, err
	}
	if len(certs) > 0 && c.authMode >= VerifyClientCertIfGiven {
		c.state.VerifiedChains, err = certs[0].Verify(x509.VerifyOptions{
			Roots: c.config.ClientCAs, CurrentTime: c.config.time(), Intermediates: poolOf(certs[1:]),
			KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth},
		})
		if err != nil {
			a := alertBadCertificate
			var unknown x509.UnknownAuthorityError
			var invalid x509.CertificateInvalidError
			if errors.As(err, &unknown) {
				a = alertUnknownCA
			} else if errors.As(err, &invalid) && invalid.Reason == x509.Expired {
				a = alertCertificateExpired
			}
			return a, &CertificateVerificationError{certs, err}
		}
	}
	c.state.PeerCertificates = certs
	return c.verifyBy(ssl, parts)
}

// verifyBy asks the program.
func (c *Conn) verifyBy(ssl *openssl.Conn, parts [][]byte) (alert, error) {
	if verify := c.config.VerifyPeerCertificate; verify != nil {
		if err := verify(parts, c.state.VerifiedChains); err != nil {
			return alertBadCertificate, err
		}
	}
	if verify := c.config.VerifyConnection; verify != nil {
		s := c.state
		s.Version, s.CipherSuite, s.NegotiatedProtocol = ssl.Parameters()
		s.NegotiatedProtocolIsMutual = true
		if err := verify(s); err != nil {
			return alertBadCertificate, err
		}
	}
	return 0, nil
}

func poolOf(certs []*x509.Certificate) *x509.CertPool {
	pool := x509.NewCertPool()
	for _, cert := range certs {
		pool.AddCert(cert)
	}
	return pool
}

func parseLeaf(der []byte) (*x509.Certificate, error) { return x509.ParseCertificate(der) }

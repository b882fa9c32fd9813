// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package tls has connections by the protocols TLS 1.0 to 1.3, on any net.Conn.
// The protocol itself is OpenSSL's, which never waits: goroutines wait for the
// net.Conn, as they do without TLS.
package tls

import (
	"context"
	"crypto/internal/openssl"
	"errors"
	"net"
	"os"
	"strings"
	"time"
)

// Server returns the server's end of a connection; config needs a certificate.
func Server(conn net.Conn, config *Config) *Conn {
	return &Conn{conn: conn, config: config, server: true}
}

// Client returns the client's end of a connection; config needs ServerName or
// InsecureSkipVerify.
func Client(conn net.Conn, config *Config) *Conn { return &Conn{conn: conn, config: config} }

type listener struct {
	net.Listener
	config *Config
}

// Accept returns a connection whose handshake comes with its first use.
func (l *listener) Accept() (net.Conn, error) {
	c, err := l.Listener.Accept()
	if err != nil {
		return nil, err
	}
	return Server(c, l.config), nil
}

// NewListener returns one with the connections of inner.
func NewListener(inner net.Listener, config *Config) net.Listener {
	return &listener{inner, config}
}

// Listen listens as net.Listen does.
func Listen(network, laddr string, config *Config) (net.Listener, error) {
	if config == nil || len(config.Certificates) == 0 && config.GetCertificate == nil && config.GetConfigForClient == nil {
		return nil, errors.New("tls: neither Certificates, GetCertificate, nor GetConfigForClient set in Config")
	}
	l, err := net.Listen(network, laddr)
	if err != nil {
		return nil, err
	}
	return NewListener(l, config), nil
}

type timeoutError struct{}

func (timeoutError) Error() string   { return "tls: DialWithDialer timed out" }
func (timeoutError) Timeout() bool   { return true }
func (timeoutError) Temporary() bool { return true }

// DialWithDialer connects with dialer, whose timeout includes the handshake.
func DialWithDialer(dialer *net.Dialer, network, addr string, config *Config) (*Conn, error) {
	return dial(context.Background(), dialer, network, addr, config)
}

// Dial connects and does the handshake. A nil config is the zero one, and its
// ServerName by default the host in addr.
func Dial(network, addr string, config *Config) (*Conn, error) {
	return DialWithDialer(new(net.Dialer), network, addr, config)
}

func dial(ctx context.Context, d *net.Dialer, network, addr string, config *Config) (*Conn, error) {
	if d.Timeout != 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, d.Timeout)
		defer cancel()
	}
	if !d.Deadline.IsZero() {
		var cancel context.CancelFunc
		ctx, cancel = context.WithDeadline(ctx, d.Deadline)
		defer cancel()
	}
	raw, err := d.DialContext(ctx, network, addr)
	if err != nil {
		return nil, err
	}
	if config == nil {
		config = &Config{}
	}
	if config.ServerName == "" {
		host := addr
		if i := strings.LastIndexByte(addr, ':'); i >= 0 {
			host = addr[:i]
		}
		config = config.Clone()
		config.ServerName = host
	}
	c := Client(raw, config)
	if err := c.HandshakeContext(ctx); err != nil {
		raw.Close()
		return nil, err
	}
	return c, nil
}

// A Dialer connects with a Config.
type Dialer struct {
	NetDialer *net.Dialer // nil: the zero one
	Config    *Config
}

// Dial connects and does the handshake.
func (d *Dialer) Dial(network, addr string) (net.Conn, error) {
	return d.DialContext(context.Background(), network, addr)
}

// DialContext is Dial until ctx is done.
func (d *Dialer) DialContext(ctx context.Context, network, addr string) (net.Conn, error) {
	nd := d.NetDialer
	if nd == nil {
		nd = new(net.Dialer)
	}
	c, err := dial(ctx, nd, network, addr, d.Config)
	if err != nil {
		return nil, err // not a nil *Conn
	}
	return c, nil
}

// LoadX509KeyPair is X509KeyPair of two files.
func LoadX509KeyPair(certFile, keyFile string) (Certificate, error) {
	cert, err := os.ReadFile(certFile)
	if err != nil {
		return Certificate{}, err
	}
	key, err := os.ReadFile(keyFile)
	if err != nil {
		return Certificate{}, err
	}
	return X509KeyPair(cert, key)
}

// X509KeyPair returns the certificate, with its chain, and the key of PEM text.
func X509KeyPair(certPEMBlock, keyPEMBlock []byte) (Certificate, error) {
	fail := func(text string) (Certificate, error) { return Certificate{}, errors.New("tls: " + text) }
	var cert Certificate
	var skipped []string
	for rest := certPEMBlock; ; {
		var b *openssl.Block
		if b, rest = openssl.DecodePEM(rest); b == nil {
			break
		}
		if b.Type == "CERTIFICATE" {
			cert.Certificate = append(cert.Certificate, b.Bytes)
		} else {
			skipped = append(skipped, b.Type)
		}
	}
	if len(cert.Certificate) == 0 {
		switch {
		case len(skipped) == 0:
			return fail("failed to find any PEM data in certificate input")
		case len(skipped) == 1 && strings.HasSuffix(skipped[0], "PRIVATE KEY"):
			return fail("failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched")
		}
		return fail("failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM blocks of the following types: [" + strings.Join(skipped, " ") + "]")
	}
	skipped = nil
	var der []byte
	for rest := keyPEMBlock; der == nil; {
		var b *openssl.Block
		if b, rest = openssl.DecodePEM(rest); b == nil {
			switch {
			case len(skipped) == 0:
				return fail("failed to find any PEM data in key input")
			case len(skipped) == 1 && skipped[0] == "CERTIFICATE":
				return fail("found a certificate rather than a key in the PEM for the private key")
			}
			return fail("failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after skipping PEM blocks of the following types: [" + strings.Join(skipped, " ") + "]")
		}
		if b.Type == "PRIVATE KEY" || strings.HasSuffix(b.Type, " PRIVATE KEY") {
			der = b.Bytes
		} else {
			skipped = append(skipped, b.Type)
		}
	}
	leaf, err := parseLeaf(cert.Certificate[0])
	if err != nil {
		return Certificate{}, err
	}
	cert.Leaf = leaf
	k := openssl.ParseKey(der)
	if k == nil {
		return fail("failed to parse private key")
	}
	switch k.Matches(cert.Certificate[0]) {
	case openssl.OtherKind:
		return fail("private key type does not match public key type")
	case openssl.OtherKey:
		return fail("private key does not match public key")
	case openssl.NoCertificate:
		return fail("failed to parse certificate")
	}
	if cert.PrivateKey, err = privateKey(der, k); err != nil {
		return Certificate{}, err
	}
	return cert, nil
}

func (c *Config) time() time.Time {
	if c.Time != nil {
		return c.Time()
	}
	return time.Now()
}

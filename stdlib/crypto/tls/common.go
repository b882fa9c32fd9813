// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package tls

import (
	"context"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"slices"
	"strconv"
	"time"
)

const (
	VersionTLS10 = 0x0301
	VersionTLS11 = 0x0302
	VersionTLS12 = 0x0303
	VersionTLS13 = 0x0304

	VersionSSL30 = 0x0300 // refused
)

// VersionName returns the name of a version.
func VersionName(version uint16) string {
	switch version {
	case VersionSSL30:
		return "SSLv3"
	case VersionTLS10:
		return "TLS 1.0"
	case VersionTLS11:
		return "TLS 1.1"
	case VersionTLS12:
		return "TLS 1.2"
	case VersionTLS13:
		return "TLS 1.3"
	}
	return fmt.Sprintf("0x%04X", version)
}

// A CurveID names a group for the exchange of keys.
type CurveID uint16

const (
	CurveP256      CurveID = 23
	CurveP384      CurveID = 24
	CurveP521      CurveID = 25
	X25519         CurveID = 29
	X25519MLKEM768 CurveID = 4588 // which OpenSSL 3.0 does not have
)

// String returns the name.
func (c CurveID) String() string {
	if n, ok := curveNames[c]; ok {
		return n
	}
	return "CurveID(" + strconv.Itoa(int(c)) + ")"
}

var curveNames = map[CurveID]string{
	CurveP256: "CurveP256", CurveP384: "CurveP384", CurveP521: "CurveP521", X25519: "X25519", X25519MLKEM768: "X25519MLKEM768",
}

// What OpenSSL calls them.
var opensslCurves = map[CurveID]string{CurveP256: "P-256", CurveP384: "P-384", CurveP521: "P-521", X25519: "X25519"}

// A SignatureScheme is a way to sign.
type SignatureScheme uint16

const (
	PKCS1WithSHA256        SignatureScheme = 0x0401
	PKCS1WithSHA384        SignatureScheme = 0x0501
	PKCS1WithSHA512        SignatureScheme = 0x0601
	PSSWithSHA256          SignatureScheme = 0x0804
	PSSWithSHA384          SignatureScheme = 0x0805
	PSSWithSHA512          SignatureScheme = 0x0806
	ECDSAWithP256AndSHA256 SignatureScheme = 0x0403
	ECDSAWithP384AndSHA384 SignatureScheme = 0x0503
	ECDSAWithP521AndSHA512 SignatureScheme = 0x0603
	Ed25519                SignatureScheme = 0x0807
	PKCS1WithSHA1          SignatureScheme = 0x0201
	ECDSAWithSHA1          SignatureScheme = 0x0203
)

var schemeNames = map[SignatureScheme]string{
	PKCS1WithSHA256: "PKCS1WithSHA256", PKCS1WithSHA384: "PKCS1WithSHA384", PKCS1WithSHA512: "PKCS1WithSHA512",
	PSSWithSHA256: "PSSWithSHA256", PSSWithSHA384: "PSSWithSHA384", PSSWithSHA512: "PSSWithSHA512",
	ECDSAWithP256AndSHA256: "ECDSAWithP256AndSHA256", ECDSAWithP384AndSHA384: "ECDSAWithP384AndSHA384",
	ECDSAWithP521AndSHA512: "ECDSAWithP521AndSHA512", Ed25519: "Ed25519", PKCS1WithSHA1: "PKCS1WithSHA1", ECDSAWithSHA1: "ECDSAWithSHA1",
}

// String returns the name.
func (s SignatureScheme) String() string {
	if n, ok := schemeNames[s]; ok {
		return n
	}
	return "SignatureScheme(" + strconv.Itoa(int(s)) + ")"
}

// A ClientAuthType is a server's policy for certificates of clients.
type ClientAuthType int

const (
	NoClientCert               ClientAuthType = iota // none is asked for
	RequestClientCert                                // one is asked for
	RequireAnyClientCert                             // and must come
	VerifyClientCertIfGiven                          // one that comes must be good
	RequireAndVerifyClientCert                       // one must come and be good
)

// String returns the name.
func (t ClientAuthType) String() string {
	names := [...]string{"NoClientCert", "RequestClientCert", "RequireAnyClientCert", "VerifyClientCertIfGiven", "RequireAndVerifyClientCert"}
	if t < 0 || int(t) >= len(names) {
		return "ClientAuthType(" + strconv.Itoa(int(t)) + ")"
	}
	return names[t]
}

// RenegotiationSupport has no effect: there is no renegotiation.
type RenegotiationSupport int

const (
	RenegotiateNever RenegotiationSupport = iota
	RenegotiateOnceAsClient
	RenegotiateFreelyAsClient
)

// A Certificate is a chain of certificates, the own one first, with its key.
type Certificate struct {
	Certificate [][]byte
	// PrivateKey is one of the types that crypto/x509 parses, or X509KeyPair's.
	PrivateKey                   any
	SupportedSignatureAlgorithms []SignatureScheme // not used
	OCSPStaple                   []byte            // not used
	SignedCertificateTimestamps  [][]byte          // not used
	Leaf                         *x509.Certificate // Certificate[0] parsed; may be nil
}

func (c *Certificate) leaf() (*x509.Certificate, error) {
	if c.Leaf != nil {
		return c.Leaf, nil
	}
	if len(c.Certificate) == 0 {
		return nil, errors.New("tls: no certificates configured")
	}
	return x509.ParseCertificate(c.Certificate[0])
}

// A ClientHelloInfo is what a client begins with.
type ClientHelloInfo struct {
	CipherSuites      []uint16
	ServerName        string
	SupportedCurves   []CurveID
	SupportedPoints   []uint8
	SignatureSchemes  []SignatureScheme
	SupportedProtos   []string
	SupportedVersions []uint16
	Extensions        []uint16 // empty: OpenSSL does not tell
	Conn              net.Conn

	config *Config
	ctx    context.Context
}

// Context returns the handshake's.
func (h *ClientHelloInfo) Context() context.Context { return h.ctx }

// SupportsCertificate returns an error if c is of no use to the client.
func (h *ClientHelloInfo) SupportsCertificate(c *Certificate) error {
	config := h.config
	if config == nil {
		config = &Config{}
	}
	lowest, highest := config.versions()
	if !slices.ContainsFunc(h.SupportedVersions, func(v uint16) bool { return lowest <= v && v <= highest }) {
		return errors.New("no mutually supported protocol versions")
	}
	if h.ServerName != "" {
		leaf, err := c.leaf()
		if err != nil {
			return fmt.Errorf("failed to parse certificate: %w", err)
		}
		if err := leaf.VerifyHostname(h.ServerName); err != nil {
			return fmt.Errorf("certificate is not valid for requested server name: %w", err)
		}
	}
	return nil
}

// A CertificateRequestInfo is a server's wish for a certificate.
type CertificateRequestInfo struct {
	AcceptableCAs    [][]byte          // names, in DER
	SignatureSchemes []SignatureScheme // empty: OpenSSL does not tell
	Version          uint16

	ctx context.Context
}

// Context returns the handshake's.
func (c *CertificateRequestInfo) Context() context.Context { return c.ctx }

// SupportsCertificate returns an error if none of AcceptableCAs is an issuer in
// cert's chain.
func (c *CertificateRequestInfo) SupportsCertificate(cert *Certificate) error {
	if len(c.AcceptableCAs) == 0 {
		return nil
	}
	for _, der := range cert.Certificate {
		x, err := x509.ParseCertificate(der)
		if err != nil {
			return fmt.Errorf("failed to parse certificate: %w", err)
		}
		for _, ca := range c.AcceptableCAs {
			if string(x.RawIssuer) == string(ca) {
				return nil
			}
		}
	}
	return errors.New("chain is not signed by an acceptable CA")
}

// A ClientSessionCache is not used: sessions are not resumed.
type ClientSessionCache interface {
	Get(sessionKey string) (session *ClientSessionState, ok bool)
	Put(sessionKey string, cs *ClientSessionState)
}

// A ClientSessionState would be a session.
type ClientSessionState struct{}

type noSessions struct{}

func (noSessions) Get(string) (*ClientSessionState, bool) { return nil, false }
func (noSessions) Put(string, *ClientSessionState)        {}

// NewLRUClientSessionCache returns a cache that remains empty.
func NewLRUClientSessionCache(capacity int) ClientSessionCache { return noSessions{} }

// A Config says how connections are made. It must not be changed while it is in use.
type Config struct {
	Rand io.Reader        // not used: OpenSSL has its own
	Time func() time.Time // nil: time.Now

	Certificates      []Certificate
	NameToCertificate map[string]*Certificate

	GetCertificate        func(*ClientHelloInfo) (*Certificate, error)
	GetClientCertificate  func(*CertificateRequestInfo) (*Certificate, error)
	GetConfigForClient    func(*ClientHelloInfo) (*Config, error)
	VerifyPeerCertificate func(rawCerts [][]byte, verifiedChains [][]*x509.Certificate) error
	VerifyConnection      func(ConnectionState) error

	RootCAs            *x509.CertPool // nil: the system's
	NextProtos         []string       // for ALPN, the best first
	ServerName         string
	ClientAuth         ClientAuthType
	ClientCAs          *x509.CertPool
	InsecureSkipVerify bool

	CipherSuites             []uint16 // before TLS 1.3; nil: safe ones
	PreferServerCipherSuites bool     // not used

	SessionTicketsDisabled bool     // not used: there are none
	SessionTicketKey       [32]byte // not used
	ClientSessionCache     ClientSessionCache

	MinVersion       uint16 // 0: TLS 1.2
	MaxVersion       uint16 // 0: TLS 1.3
	CurvePreferences []CurveID

	DynamicRecordSizingDisabled bool                 // not used
	Renegotiation               RenegotiationSupport // not used
	KeyLogWriter                io.Writer            // not used
}

// Clone returns a copy, nil of nil.
func (c *Config) Clone() *Config {
	if c == nil {
		return nil
	}
	d := *c
	return &d
}

// SetSessionTicketKeys does nothing: there are no tickets.
func (c *Config) SetSessionTicketKeys(keys [][32]byte) {}

// BuildNameToCertificate fills NameToCertificate, which is not needed.
func (c *Config) BuildNameToCertificate() {
	c.NameToCertificate = make(map[string]*Certificate)
	for i := range c.Certificates {
		cert := &c.Certificates[i]
		x, err := cert.leaf()
		if err != nil {
			continue
		}
		if x.Subject.CommonName != "" && len(x.DNSNames) == 0 {
			c.NameToCertificate[x.Subject.CommonName] = cert
		}
		for _, name := range x.DNSNames {
			c.NameToCertificate[name] = cert
		}
	}
}

func (c *Config) versions() (lowest, highest uint16) {
	lowest, highest = c.MinVersion, c.MaxVersion
	if lowest == 0 {
		lowest = VersionTLS12
	}
	if highest == 0 {
		highest = VersionTLS13
	}
	return max(lowest, VersionTLS10), min(highest, VersionTLS13)
}

// A ConnectionState describes a connection.
type ConnectionState struct {
	Version                     uint16
	HandshakeComplete           bool
	DidResume                   bool // false
	CipherSuite                 uint16
	CurveID                     CurveID // 0: OpenSSL's is not looked at
	NegotiatedProtocol          string
	NegotiatedProtocolIsMutual  bool // true
	ServerName                  string
	PeerCertificates            []*x509.Certificate
	VerifiedChains              [][]*x509.Certificate
	SignedCertificateTimestamps [][]byte
	OCSPResponse                []byte
	TLSUnique                   []byte
	ECHAccepted                 bool
	HelloRetryRequest           bool

	export func(label string, context []byte, length int) ([]byte, error)
}

// ExportKeyingMaterial returns bytes that both ends can compute (RFC 5705).
func (cs *ConnectionState) ExportKeyingMaterial(label string, context []byte, length int) ([]byte, error) {
	if cs.export == nil {
		return nil, errors.New("tls: ExportKeyingMaterial is unavailable")
	}
	return cs.export(label, context, length)
}

// An AlertError is an alert, as the peer or QUIC sees it.
type AlertError uint8

func (e AlertError) Error() string { return alert(e).Error() }

type alert uint8

const (
	alertBadCertificate        alert = 42
	alertCertificateExpired    alert = 45
	alertUnknownCA             alert = 48
	alertInternalError         alert = 80
	alertUnrecognizedName      alert = 112
	alertNoApplicationProtocol alert = 120
)

var alertTexts = map[alert]string{
	0: "close notify", 10: "unexpected message", 20: "bad record MAC", 21: "decryption failed", 22: "record overflow",
	30: "decompression failure", 40: "handshake failure", 42: "bad certificate", 43: "unsupported certificate",
	44: "revoked certificate", 45: "expired certificate", 46: "unknown certificate", 47: "illegal parameter",
	48: "unknown certificate authority", 49: "access denied", 50: "error decoding message", 51: "error decrypting message",
	60: "export restriction", 70: "protocol version not supported", 71: "insufficient security level", 80: "internal error",
	86: "inappropriate fallback", 90: "user canceled", 100: "no renegotiation", 109: "missing extension",
	110: "unsupported extension", 111: "certificate unobtainable", 112: "unrecognized name",
	113: "bad certificate status response", 114: "bad certificate hash value", 115: "unknown PSK identity",
	116: "certificate required", 120: "no application protocol", 121: "encrypted client hello required",
}

func (a alert) String() string {
	if s, ok := alertTexts[a]; ok {
		return "tls: " + s
	}
	return "tls: alert(" + strconv.Itoa(int(a)) + ")"
}

func (a alert) Error() string { return a.String() }

// A RecordHeaderError is a first record that is none of TLS.
type RecordHeaderError struct {
	Msg          string
	RecordHeader [5]byte
	Conn         net.Conn // to answer otherwise
}

func (e RecordHeaderError) Error() string { return "tls: " + e.Msg }

// A CertificateVerificationError is why a peer's certificates are not good.
type CertificateVerificationError struct {
	UnverifiedCertificates []*x509.Certificate
	Err                    error
}

func (e *CertificateVerificationError) Error() string {
	return fmt.Sprintf("tls: failed to verify certificate: %s", e.Err)
}

func (e *CertificateVerificationError) Unwrap() error { return e.Err }

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package openssl is what crypto/tls and crypto/x509 use of OpenSSL.
package openssl

import "runtime"

// The natives. A handle is an address; a connection's may not be used by two
// goroutines at a time.

func newConn(server bool) (handle uintptr)
func freeConn(h uintptr)
func setVersions(h uintptr, lowest, highest int) bool
func setCiphers(h uintptr, list string) bool
func setGroups(h uintptr, list string) bool
func setServerName(h uintptr, name string) bool
func offerProtocols(h uintptr, list []byte)
func chooseProtocol(h uintptr, name string)
func setVerify(h uintptr, how int)
func addAuthority(h uintptr, name []byte)
func useCertificate(h uintptr, chain [][]byte, key uintptr) bool
func handshake(h uintptr, ask func(what int, data []byte) (alert int)) int
func read(h uintptr, p []byte) (n, outcome int)
func write(h uintptr, p []byte) int
func shutdown(h uintptr)
func feed(h uintptr, p []byte)
func take(h uintptr, p []byte) int
func midRecord(h uintptr) bool
func lastError() (reason int, text string)
func parameters(h uintptr) (version, cipher int, protocol string)
func exportKeys(h uintptr, label string, context []byte, hasContext bool, n int) []byte
func parseKey(der []byte) (key uintptr)
func freeKey(key uintptr)
func matches(cert []byte, key uintptr) int
func signedBy(child, parent []byte) bool

// What the function given to Handshake is asked, with the data in parts.
// It returns the alert to fail with, or 0.
const (
	AskHello       = 1 // a server, what it makes of the ClientHello
	AskVerify      = 2 // whether a chain of certificates is good
	AskCertificate = 3 // a client, for its certificate; the data: names of authorities
)

// How an operation has ended.
const (
	Done     = 0
	WantRead = 1 // more of the peer is needed
	Closed   = 2 // the peer has said so
	Failed   = 3 // LastError says why
)

// LastError returns OpenSSL's number and text of what failed just now on this
// thread; an alert of the peer is AlertOffset and its number.
func LastError() (reason int, text string) { return lastError() }

// AlertOffset is added to alerts in reasons.
const AlertOffset = 1000

// A Conn is one end of a connection; what is written to it becomes records to
// be taken, records that are fed become what is read.
type Conn struct{ h uintptr }

// NewConn returns a new end, or nil if there is no memory.
func NewConn(server bool) *Conn {
	h := newConn(server)
	if h == 0 {
		return nil
	}
	c := &Conn{h}
	runtime.SetFinalizer(c, (*Conn).Free)
	return c
}

// Free gives the memory back; nothing else may be called then.
func (c *Conn) Free() {
	if c.h != 0 {
		freeConn(c.h)
		c.h = 0
	}
}

// SetVersions sets the lowest and the highest version of the protocol.
func (c *Conn) SetVersions(lowest, highest uint16) bool {
	return setVersions(c.h, int(lowest), int(highest))
}

// SetCiphers sets the cipher suites before TLS 1.3, by OpenSSL's names.
func (c *Conn) SetCiphers(list string) bool { return setCiphers(c.h, list) }

// SetGroups sets the groups for the exchange of keys, by OpenSSL's names.
func (c *Conn) SetGroups(list string) bool { return setGroups(c.h, list) }

// SetServerName sets the name that a client sends.
func (c *Conn) SetServerName(name string) bool { return setServerName(c.h, name) }

// OfferProtocols sets a client's protocols, each with its length before it.
func (c *Conn) OfferProtocols(list []byte) { offerProtocols(c.h, list) }

// ChooseProtocol sets the one that a server answers with.
func (c *Conn) ChooseProtocol(name string) { chooseProtocol(c.h, name) }

// SetVerify sets whether the peer is asked for a certificate, and must have one.
func (c *Conn) SetVerify(ask, must bool) {
	how := 0
	if ask {
		how = 1
	}
	if must {
		how = 2
	}
	setVerify(c.h, how)
}

// AddAuthority adds a name to those that a server asks for certificates of.
func (c *Conn) AddAuthority(name []byte) { addAuthority(c.h, name) }

// UseCertificate sets the certificate to show.
func (c *Conn) UseCertificate(chain [][]byte, key *Key) bool {
	ok := useCertificate(c.h, chain, key.h)
	runtime.KeepAlive(key)
	return ok
}

// Handshake goes as far as it can.
func (c *Conn) Handshake(ask func(what int, data []byte) (alert int)) int {
	return handshake(c.h, ask)
}

// Read reads what came.
func (c *Conn) Read(p []byte) (n, outcome int) { return read(c.h, p) }

// Write makes records of p.
func (c *Conn) Write(p []byte) (outcome int) { return write(c.h, p) }

// Shutdown makes the record that says that nothing follows.
func (c *Conn) Shutdown() { shutdown(c.h) }

// Feed takes what came from the peer.
func (c *Conn) Feed(p []byte) { feed(c.h, p) }

// Take returns how many bytes of p are to be sent now.
func (c *Conn) Take(p []byte) int { return take(c.h, p) }

// MidRecord reports whether a part of a record came.
func (c *Conn) MidRecord() bool { return midRecord(c.h) }

// Parameters returns what was agreed on.
func (c *Conn) Parameters() (version, cipher uint16, protocol string) {
	v, s, protocol := parameters(c.h)
	return uint16(v), uint16(s), protocol
}

// ExportKeys returns n bytes by RFC 5705, or nil.
func (c *Conn) ExportKeys(label string, context []byte, n int) []byte {
	return exportKeys(c.h, label, context, context != nil, n)
}

// Parts takes data apart that functions of Handshake are given.
func Parts(data []byte) [][]byte {
	var parts [][]byte
	for len(data) >= 4 {
		n := int(data[0])<<24 | int(data[1])<<16 | int(data[2])<<8 | int(data[3])
		parts = append(parts, data[4:4+n:4+n])
		data = data[4+n:]
	}
	return parts
}

// A Key is a private key.
type Key struct{ h uintptr }

// ParseKey returns the key that der has, in any of the usual forms, or nil.
func ParseKey(der []byte) *Key {
	h := parseKey(der)
	if h == 0 {
		return nil
	}
	k := &Key{h}
	runtime.SetFinalizer(k, func(k *Key) { freeKey(k.h) })
	return k
}

// What Matches returns.
const (
	Match         = 0
	OtherKind     = 1
	OtherKey      = 2
	NoCertificate = 3
)

// Matches tells whether k is the key of a certificate.
func (k *Key) Matches(cert []byte) int {
	how := matches(cert, k.h)
	runtime.KeepAlive(k)
	return how
}

// SignedBy reports whether the key in parent has signed child.
func SignedBy(child, parent []byte) bool { return signedBy(child, parent) }

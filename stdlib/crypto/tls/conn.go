// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package tls

import (
	"context"
	"crypto/internal/openssl"
	"errors"
	"fmt"
	"io"
	"net"
	"sync"
	"sync/atomic"
	"time"
)

// A Conn is one end of a TLS connection; a net.Conn.
//
// Three locks, taken in this order: in by who reads from conn, out by who writes
// to it, mu by who uses ssl. None but in and out is held while somebody waits.
type Conn struct {
	conn   net.Conn
	config *Config
	server bool

	handshakeMu  sync.Mutex
	handshakeErr error // guarded by handshakeMu, as what the handshake sets
	complete     atomic.Bool
	state        ConnectionState
	askErr       error // of what OpenSSL has asked
	authMode     ClientAuthType
	saidHello    bool
	offered      []uint16 // versions that the client has

	in     sync.Mutex
	raw    []byte // records as they come
	readOf bool   // a record came
	inErr  error

	out    sync.Mutex
	rawOut []byte
	outErr error

	closing  atomic.Bool
	notified atomic.Bool // that nothing will be written

	mu  sync.Mutex
	ssl *openssl.Conn // nil: not begun, or closed
}

const (
	recordSize = 16 << 10
	rawSize    = recordSize + 512
)

var (
	errClosed       = net.ErrClosed
	errShutdown     = errors.New("tls: protocol is shutdown")
	errEarlyClose   = errors.New("tls: CloseWrite called before handshake complete")
	errMemory       = errors.New("tls: OpenSSL is out of memory")
	errNotHandshake = errors.New("tls: handshake has not yet been performed")
)

// LocalAddr is the net.Conn's.
func (c *Conn) LocalAddr() net.Addr { return c.conn.LocalAddr() }

// RemoteAddr is the net.Conn's.
func (c *Conn) RemoteAddr() net.Addr { return c.conn.RemoteAddr() }

// SetDeadline is the net.Conn's. After a Write that was too late the connection
// is of no use.
func (c *Conn) SetDeadline(t time.Time) error { return c.conn.SetDeadline(t) }

// SetReadDeadline is the net.Conn's.
func (c *Conn) SetReadDeadline(t time.Time) error { return c.conn.SetReadDeadline(t) }

// SetWriteDeadline is the net.Conn's.
func (c *Conn) SetWriteDeadline(t time.Time) error { return c.conn.SetWriteDeadline(t) }

// NetConn returns the net.Conn, which must not be read or written.
func (c *Conn) NetConn() net.Conn { return c.conn }

// Handshake does the handshake unless it was done.
func (c *Conn) Handshake() error { return c.HandshakeContext(context.Background()) }

// HandshakeContext is Handshake until ctx is done; the connection is closed then.
func (c *Conn) HandshakeContext(ctx context.Context) (err error) {
	if c.complete.Load() {
		return nil
	}
	if ctx.Done() != nil {
		closed := make(chan struct{})
		stop := context.AfterFunc(ctx, func() {
			c.conn.Close()
			close(closed)
		})
		defer func() {
			if !stop() {
				<-closed
				err = ctx.Err()
			}
		}()
	}
	handshakeCtx, cancel := context.WithCancel(ctx)
	defer cancel()
	c.handshakeMu.Lock()
	defer c.handshakeMu.Unlock()
	if c.handshakeErr != nil {
		return c.handshakeErr
	}
	if c.complete.Load() {
		return nil
	}
	c.in.Lock()
	defer c.in.Unlock()
	if c.handshakeErr = c.handshake(handshakeCtx); c.handshakeErr == nil {
		c.complete.Store(true)
	}
	return c.handshakeErr
}

// handshake goes on until OpenSSL needs nothing more.
func (c *Conn) handshake(ctx context.Context) error {
	if c.closing.Load() {
		return errClosed
	}
	ssl := openssl.NewConn(c.server)
	if ssl == nil {
		return errMemory
	}
	if err := c.configure(ssl); err != nil {
		return err
	}
	c.mu.Lock()
	c.ssl = ssl
	c.mu.Unlock()
	ask := func(what int, data []byte) int { return c.answer(ctx, ssl, what, data) }
	for {
		c.mu.Lock()
		if c.ssl == nil {
			c.mu.Unlock()
			return errClosed
		}
		outcome := ssl.Handshake(ask)
		var err error
		switch outcome {
		case openssl.Failed:
			err = c.failure()
		case openssl.Closed:
			err = io.EOF
		case openssl.Done:
			c.agreed(ssl)
		}
		c.mu.Unlock()
		if c.askErr != nil {
			err = c.askErr
		}
		// What is to be sent goes first, an alert too.
		if e := c.flush(); err == nil {
			err = e
		}
		if err != nil || outcome == openssl.Done {
			if err == nil {
				err = c.afterwards()
			}
			return err
		}
		if err := c.fill(); err != nil {
			return err
		}
	}
}

// failure returns what an operation of OpenSSL has failed with, on the same thread.
func (c *Conn) failure() error {
	reason, text := openssl.LastError()
	if reason > openssl.AlertOffset && reason < openssl.AlertOffset+256 {
		return &net.OpError{Op: "remote error", Err: alert(reason - openssl.AlertOffset)}
	}
	switch reason {
	case 0:
		return io.ErrUnexpectedEOF
	case 147, 281: // decryption failed or bad record mac
		return &net.OpError{Op: "local error", Err: alert(20)}
	case 146, 150, 198: // packet length too long, encrypted length too long, data too large
		return &net.OpError{Op: "local error", Err: alert(22)}
	case 193: // no shared cipher
		return errors.New("tls: no cipher suite supported by both client and server")
	case 199: // peer did not return a certificate
		return errors.New("tls: client didn't provide a certificate")
	case 258: // unsupported protocol
		if c.server {
			return fmt.Errorf("tls: client offered only unsupported versions: %x", c.offered)
		}
		return errors.New("tls: server selected unsupported protocol version")
	case 101: // no suitable key share
		return errors.New("tls: no key exchanges supported by both client and server")
	}
	return errors.New("tls: " + text)
}

// fill waits for records, and gives them to OpenSSL. c.in is held.
func (c *Conn) fill() error {
	if c.raw == nil {
		c.raw = make([]byte, rawSize)
	}
	n, err := c.conn.Read(c.raw)
	if n > 0 {
		if !c.readOf {
			if e := c.checkFirst(c.raw[:n]); e != nil {
				return e
			}
		}
		c.mu.Lock()
		if c.ssl != nil {
			c.ssl.Feed(c.raw[:n])
		}
		c.mu.Unlock()
		return nil
	}
	if err == nil {
		return io.ErrNoProgress
	}
	if err == io.EOF {
		c.mu.Lock()
		if c.ssl != nil && c.ssl.MidRecord() {
			err = io.ErrUnexpectedEOF
		}
		c.mu.Unlock()
	}
	return err
}

// checkFirst tells of peers that speak something else.
func (c *Conn) checkFirst(p []byte) error {
	c.readOf = true
	const alertRecord, handshakeRecord = 21, 22
	if len(p) >= 5 && (p[0] == handshakeRecord || p[0] == alertRecord) && p[1] < 0x10 && int(p[3])<<8|int(p[4]) <= rawSize ||
		len(p) < 5 && (p[0] == handshakeRecord || p[0] == alertRecord) {
		return nil
	}
	e := RecordHeaderError{Msg: "first record does not look like a TLS handshake", Conn: c.conn}
	copy(e.RecordHeader[:], p)
	return e
}

// flush sends what OpenSSL has to send.
func (c *Conn) flush() error {
	c.out.Lock()
	defer c.out.Unlock()
	return c.flushLocked()
}

func (c *Conn) flushLocked() error {
	for {
		if c.rawOut == nil {
			c.rawOut = make([]byte, rawSize)
		}
		n := 0
		c.mu.Lock()
		if c.ssl != nil {
			n = c.ssl.Take(c.rawOut)
		}
		c.mu.Unlock()
		if n == 0 {
			return nil
		}
		if c.outErr != nil {
			return c.outErr
		}
		if _, err := c.conn.Write(c.rawOut[:n]); err != nil {
			c.outErr = err // a part of a record may have gone
			return err
		}
	}
}

// Read reads what came, after the handshake.
func (c *Conn) Read(b []byte) (int, error) {
	if err := c.Handshake(); err != nil {
		return 0, err
	}
	if len(b) == 0 {
		return 0, nil
	}
	c.in.Lock()
	defer c.in.Unlock()
	if c.inErr != nil {
		return 0, c.inErr
	}
	for {
		c.mu.Lock()
		if c.ssl == nil {
			c.mu.Unlock()
			_, err := c.conn.Read(b[:1]) // words the error
			if err == nil {
				err = errClosed
			}
			return 0, err
		}
		n, outcome := c.ssl.Read(b)
		var err error
		if outcome == openssl.Failed {
			err = c.failure()
		}
		c.mu.Unlock()
		if n > 0 {
			return n, nil
		}
		// A key update, or an alert.
		if e := c.flush(); err == nil && e != nil && outcome != openssl.Closed {
			err = e
		}
		switch {
		case outcome == openssl.Closed:
			c.inErr = io.EOF
			return 0, io.EOF
		case err == nil:
			err = c.fill()
		}
		if err != nil {
			if ne, ok := err.(net.Error); !ok || !ne.Timeout() {
				c.inErr = err
			}
			return 0, err
		}
	}
}

// Write sends b, after the handshake.
func (c *Conn) Write(b []byte) (int, error) {
	if c.closing.Load() {
		return 0, errClosed
	}
	if err := c.Handshake(); err != nil {
		return 0, err
	}
	c.out.Lock()
	defer c.out.Unlock()
	if c.outErr != nil {
		return 0, c.outErr
	}
	if c.notified.Load() {
		return 0, errShutdown
	}
	n := 0
	for len(b) > 0 {
		part := b[:min(len(b), recordSize)]
		c.mu.Lock()
		if c.ssl == nil {
			c.mu.Unlock()
			return n, errClosed
		}
		var err error
		if c.ssl.Write(part) != openssl.Done {
			err = c.failure()
		}
		c.mu.Unlock()
		if err == nil {
			err = c.flushLocked()
		}
		if err != nil {
			return n, err
		}
		n += len(part)
		b = b[len(part):]
	}
	return n, nil
}

// notify tells the peer that nothing follows, if it reads that within some seconds.
func (c *Conn) notify() error {
	if !c.notified.CompareAndSwap(false, true) {
		return nil
	}
	c.conn.SetWriteDeadline(time.Now().Add(5 * time.Second))
	c.out.Lock()
	defer c.out.Unlock()
	c.mu.Lock()
	if c.ssl != nil {
		c.ssl.Shutdown()
	}
	c.mu.Unlock()
	err := c.flushLocked()
	c.conn.SetWriteDeadline(time.Now()) // nothing is written any more
	return err
}

// CloseWrite ends the sending half, when the handshake is done.
func (c *Conn) CloseWrite() error {
	if !c.complete.Load() {
		return errEarlyClose
	}
	return c.notify()
}

// Close closes the connection.
func (c *Conn) Close() error {
	if !c.closing.CompareAndSwap(false, true) {
		return errClosed
	}
	var alertErr error
	if c.complete.Load() {
		// Who writes at this moment is interrupted rather than waited for.
		if c.out.TryLock() {
			c.out.Unlock()
			if err := c.notify(); err != nil && !errors.Is(err, net.ErrClosed) {
				alertErr = errors.New("tls: failed to send closeNotify alert (but connection was closed anyway): " + err.Error())
			}
		}
	}
	err := c.conn.Close()
	c.mu.Lock()
	if c.ssl != nil {
		c.ssl.Free()
		c.ssl = nil
	}
	c.mu.Unlock()
	if err != nil {
		return err
	}
	return alertErr
}

// ConnectionState returns what was agreed on.
func (c *Conn) ConnectionState() ConnectionState {
	c.handshakeMu.Lock()
	defer c.handshakeMu.Unlock()
	s := c.state
	s.HandshakeComplete = c.complete.Load()
	if s.HandshakeComplete {
		s.export = c.exportKeys
	}
	return s
}

func (c *Conn) exportKeys(label string, context []byte, length int) ([]byte, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.ssl == nil {
		return nil, errClosed
	}
	if b := c.ssl.ExportKeys(label, context, length); b != nil {
		return b, nil
	}
	return nil, errors.New("tls: failed to export keying material")
}

// OCSPResponse returns nil: none is asked for.
func (c *Conn) OCSPResponse() []byte { return nil }

// VerifyHostname checks the server's certificate against a host name.
func (c *Conn) VerifyHostname(host string) error {
	c.handshakeMu.Lock()
	defer c.handshakeMu.Unlock()
	switch {
	case c.server:
		return errors.New("tls: VerifyHostname called on TLS server connection")
	case !c.complete.Load():
		return errNotHandshake
	case len(c.state.VerifiedChains) == 0:
		return errors.New("tls: handshake did not verify certificate chain")
	}
	return c.state.PeerCertificates[0].VerifyHostname(host)
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the server's end of a connection of HTTP/2: every stream
// that a client opens is a request, and a goroutine that runs the handler.

package http

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http/internal/h2"
	"runtime"
	"slices"
	"sync"
	"time"
)

const (
	h2prefaceTimeout  = 10 * time.Second
	h2settingsTimeout = 2 * time.Second
	// h2waiting times the number of streams is how many requests may wait for others
	// to end. A client can only have more if it opens streams to reset them.
	h2waiting = 4
)

// h2goAwayTimeout is how long the client has to read a GOAWAY and to close.
var h2goAwayTimeout = 250 * time.Millisecond

type h2server struct {
	h2conn
	c      *conn
	h      Handler
	ctx    context.Context
	hookMu sync.Mutex // orders calls of ConnState

	// Under mu.
	last     uint32 // stream of the client that is served
	seen     uint32 // the last one that it has opened
	goneAway bool   // streams after last are not served
	running  int    // handlers
	waiting  []*h2response
	idle     *time.Timer
}

// serveH2 serves a connection of HTTP/2 until it ends. preface is false if the
// client's was read already.
func (c *conn) serveH2(ctx context.Context, rwc net.Conn, h Handler, preface bool) {
	s := c.server
	sc := &h2server{c: c, h: h}
	limit := uint64(s.maxHeaderBytes()) + 32*10 // lists count more than lines
	sc.init(rwc, sc, newH2Config(s.HTTP2, true), uint32(min(limit, 1<<32-1)))
	if code, text := sc.checkTLS(); code != h2.ErrNo {
		sc.refuse(code, text)
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	sc.ctx = ctx
	rwc.SetDeadline(time.Time{})
	go sc.writeLoop()
	sc.mu.Lock()
	sc.greet(append(sc.config.settings(sc.limit), h2.Setting{ID: h2.MaxStreams, Val: sc.config.streams})...)
	sc.mu.Unlock()
	c.mu.Lock()
	c.h2 = sc
	c.mu.Unlock()
	if preface && !sc.readPreface() {
		sc.endNow(errH2Closed)
		return
	}
	sc.hook(StateActive)
	sc.hook(StateIdle)
	sc.mu.Lock()
	sc.setIdle()
	sc.mu.Unlock()
	if s.inShutdown.Load() {
		sc.shutdown()
	}
	t := time.AfterFunc(h2settingsTimeout, func() {
		sc.mu.Lock()
		defer sc.mu.Unlock()
		if !sc.settings {
			sc.fail(errH2NoSettings)
		}
	})
	err := sc.readLoop()
	t.Stop()
	var ce h2.ConnError
	code := h2.ErrNo
	switch {
	case errors.As(err, &ce):
		code = h2.Code(ce)
	case errors.Is(err, h2.ErrTooLarge):
		code = h2.ErrFrameSize
	}
	if code != h2.ErrNo {
		sc.count("conn_close_" + code.Token())
		s.logf("http2: server connection error from %v: %v", sc.c.remoteAddr, err)
		sc.linger(code)
	}
	sc.endNow(err)
}

func (sc *h2server) hook(state ConnState) {
	if f := sc.c.server.ConnState; f != nil {
		f(sc.c.rwc, state)
	}
}

func (sc *h2server) endNow(err error) {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	sc.fail(err)
	sc.waiting = nil
	if sc.idle != nil {
		sc.idle.Stop()
	}
}

func (sc *h2server) readPreface() bool {
	sc.conn.SetReadDeadline(time.Now().Add(h2prefaceTimeout))
	var b [len(h2.Preface)]byte
	if _, err := io.ReadFull(sc.conn, b[:]); err != nil || string(b[:]) != h2.Preface {
		return false
	}
	sc.conn.SetReadDeadline(time.Time{})
	return true
}

// h2suites are those before TLS 1.3 that RFC 9113, appendix A, does not prohibit.
var h2suites = []uint16{
	tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, tls.TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
	tls.TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256, tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
}

// checkTLS: RFC 9113, 9.2.
func (sc *h2server) checkTLS() (h2.Code, string) {
	state := sc.c.tls
	switch {
	case state == nil:
	case state.Version < tls.VersionTLS12:
		return h2.ErrInadequateSecurity, "TLS version too low"
	case state.Version == tls.VersionTLS12 && !sc.config.permitProhibitedSuites && !slices.Contains(h2suites, state.CipherSuite):
		return h2.ErrInadequateSecurity, fmt.Sprintf("Prohibited TLS 1.2 Cipher Suite: %x", state.CipherSuite)
	}
	return h2.ErrNo, ""
}

// refuse ends a connection that has not begun.
func (sc *h2server) refuse(code h2.Code, text string) {
	sc.conn.SetWriteDeadline(time.Now().Add(h2goAwayTimeout))
	sc.conn.Write(h2.AppendGoAway(h2.AppendSettings(nil), 0, code, text))
	sc.conn.Close()
}

// linger tells the client why the connection ends, and gives it a moment to read
// that: what it still sends would reset the connection.
func (sc *h2server) linger(code h2.Code) {
	sc.mu.Lock()
	sc.goneAway = true
	sc.out = h2.AppendGoAway(sc.out, sc.last, code, "")
	sc.flush()
	for _, st := range sc.streams {
		sc.remove(st, h2.ConnError(code))
	}
	sc.mu.Unlock()
	sc.conn.SetReadDeadline(time.Now().Add(h2goAwayTimeout))
	io.Copy(io.Discard, sc.conn)
}

// shutdown has the connection end when the requests that have come are answered.
func (sc *h2server) shutdown() {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	sc.shutdownLocked()
}

func (sc *h2server) shutdownLocked() {
	if sc.goneAway {
		return
	}
	sc.goneAway = true
	sc.out = h2.AppendGoAway(sc.out, sc.last, h2.ErrNo, "")
	sc.flush()
	sc.setIdle()
}

// setIdle is called, with mu held, when there may be no streams.
func (sc *h2server) setIdle() {
	if len(sc.streams) > 0 || sc.closed != nil {
		return
	}
	if sc.goneAway {
		time.AfterFunc(h2goAwayTimeout, func() {
			sc.mu.Lock()
			defer sc.mu.Unlock()
			sc.closing = true
			sc.flush()
		})
		return
	}
	d := sc.c.server.idleTimeout()
	if d <= 0 {
		return
	}
	if sc.idle == nil {
		sc.idle = time.AfterFunc(d, sc.shutdownIdle)
	} else {
		sc.idle.Reset(d)
	}
}

func (sc *h2server) shutdownIdle() {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if len(sc.streams) == 0 {
		sc.shutdownLocked()
	}
}

func (sc *h2server) isIdle(id uint32) bool { return id > sc.seen || id%2 == 0 }

func (sc *h2server) goAway(last uint32, code h2.Code, debug string) {
	if code == h2.ErrNo {
		sc.shutdown()
		return
	}
	// The client closes the connection.
	sc.mu.Lock()
	sc.goneAway = true
	sc.mu.Unlock()
}

func (sc *h2server) settled() {}

func (sc *h2server) removed(st *h2stream) {
	if len(sc.streams) > 0 || sc.closed != nil {
		return
	}
	if !sc.c.server.doKeepAlives() {
		sc.shutdownLocked()
	}
	sc.setIdle()
	if sc.c.server.ConnState != nil {
		go sc.hookIdle()
	}
}

// hookIdle and hookActive tell of the states in their order, unless there is
// another by now.
func (sc *h2server) hookIdle() {
	sc.hookMu.Lock()
	defer sc.hookMu.Unlock()
	sc.mu.Lock()
	idle := len(sc.streams) == 0 && sc.closed == nil
	sc.mu.Unlock()
	if idle {
		sc.hook(StateIdle)
	}
}

func (sc *h2server) hookActive() {
	sc.hookMu.Lock()
	defer sc.hookMu.Unlock()
	sc.hook(StateActive)
}

func (sc *h2server) bodyError(st *h2stream, longer bool) error {
	if longer {
		return fmt.Errorf("sender tried to send more than declared Content-Length of %d bytes", st.declared)
	}
	return fmt.Errorf("request declared a Content-Length of %d but only wrote %d bytes", st.declared, st.received)
}

func (sc *h2server) headers(st *h2stream, id uint32, f *h2fields, end bool) error {
	if st != nil {
		return sc.gotTrailer(st, f, end)
	}
	sc.mu.Lock()
	switch {
	case id%2 == 0:
		sc.mu.Unlock()
		return h2.ConnError(h2.ErrProtocol)
	case sc.goneAway && id > sc.last:
		sc.seen = max(sc.seen, id)
		sc.forgive(id)
		sc.mu.Unlock()
		return nil
	case id <= sc.last:
		late := sc.wasReset(id)
		sc.mu.Unlock()
		if late {
			return nil
		}
		return h2.ConnError(h2.ErrStreamClosed)
	}
	sc.last, sc.seen = id, id
	tooMany, knows := uint32(len(sc.streams)) >= sc.config.streams, sc.acked
	sc.mu.Unlock()
	if tooMany && knows {
		return h2.StreamError{Stream: id, Code: h2.ErrProtocol}
	} else if tooMany {
		return h2.StreamError{Stream: id, Code: h2.ErrRefusedStream}
	}
	req, handler, err := sc.request(id, f, end)
	if err != nil {
		return err
	}
	return sc.start(id, req, handler, end)
}

// start opens a stream and has its handler run.
func (sc *h2server) start(id uint32, req *Request, handler Handler, end bool) error {
	ctx, cancel := context.WithCancel(sc.ctx)
	req.ctx = ctx
	sc.mu.Lock()
	if sc.closed != nil {
		sc.mu.Unlock()
		cancel()
		return nil
	}
	st := sc.open(id)
	first := len(sc.streams) == 1
	if sc.idle != nil {
		sc.idle.Stop()
	}
	w := newH2Response(sc, st, req, handler, cancel)
	st.onRemove = w.streamRemoved
	if end {
		st.gotEnd = true
		st.body.err = io.EOF
	} else {
		st.declared = req.ContentLength
	}
	st.trailer = w.gotTrailer
	sc.mu.Unlock()
	if first && sc.c.server.ConnState != nil {
		sc.hookActive()
	}
	w.setTimeouts()
	return sc.run(w)
}

// run runs handlers, not more than there may be streams: those of streams that
// were reset count as well.
func (sc *h2server) run(w *h2response) error {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if sc.running >= int(sc.config.streams) {
		if len(sc.waiting) >= h2waiting*int(sc.config.streams) {
			return h2.ConnError(h2.ErrEnhanceYourCalm)
		}
		sc.waiting = append(sc.waiting, w)
		return nil
	}
	sc.running++
	go sc.serveAll(w)
	return nil
}

// serveAll runs a handler, and then those that have waited for it.
func (sc *h2server) serveAll(w *h2response) {
	for w != nil {
		w.serve()
		w = sc.nextWaiting()
	}
}

func (sc *h2server) nextWaiting() *h2response {
	sc.mu.Lock()
	defer sc.mu.Unlock()
	for len(sc.waiting) > 0 {
		w := sc.waiting[0]
		sc.waiting[0] = nil
		sc.waiting = sc.waiting[1:]
		if !w.st.removed { // it was not reset before it began
			return w
		}
	}
	sc.running--
	return nil
}

// logPanic logs what a handler has panicked with.
func (sc *h2server) logPanic(v any) {
	if v == nil || v == ErrAbortHandler {
		return
	}
	buf := make([]byte, 64<<10)
	buf = buf[:runtime.Stack(buf, false)]
	sc.c.server.logf("http2: panic serving %v: %v\n%s", sc.c.remoteAddr, v, buf)
}

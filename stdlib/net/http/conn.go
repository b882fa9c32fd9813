// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the server's end of a connection: requests are read one
// after the other, each when the one before is answered.

package http

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http/internal/h2"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

type conn struct {
	server     *Server
	rwc        net.Conn
	remoteAddr string
	tls        *tls.ConnectionState
	cancel     context.CancelFunc
	r          *connReader
	br         *bufio.Reader
	bw         *bufio.Writer
	werr       error // of writing to rwc
	lastMethod string
	deadline   bool          // one for reading was set
	state      atomic.Uint64 // seconds<<8 | ConnState

	mu       sync.Mutex
	hijacked bool
	h2       *h2server // nil: the connection is of HTTP/1
}

func (c *conn) setState(state ConnState, hook bool) {
	switch state {
	case StateNew:
		c.server.trackConn(c, true)
	case StateHijacked, StateClosed:
		c.server.trackConn(c, false)
	}
	c.state.Store(uint64(time.Now().Unix())<<8 | uint64(state))
	if hook && c.server.ConnState != nil {
		c.server.ConnState(c.rwc, state)
	}
}

func (c *conn) getState() (state ConnState, since int64) {
	v := c.state.Load()
	return ConnState(v & 0xff), int64(v >> 8)
}

func (c *conn) isHijacked() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.hijacked
}

var (
	readers sync.Pool // of *bufio.Reader
	writers sync.Pool // of *bufio.Writer with 4 KB, for connections
	bodies  sync.Pool // of *bufio.Writer with 2 KB, for bodies
)

func newReader(r io.Reader) *bufio.Reader {
	if v, ok := readers.Get().(*bufio.Reader); ok {
		v.Reset(r)
		return v
	}
	return bufio.NewReader(r)
}

func newWriter(pool *sync.Pool, w io.Writer, size int) *bufio.Writer {
	if v, ok := pool.Get().(*bufio.Writer); ok {
		v.Reset(w)
		return v
	}
	return bufio.NewWriterSize(w, size)
}

// connWriter remembers errors; the client is gone then.
type connWriter struct{ c *conn }

func (w connWriter) Write(p []byte) (n int, err error) {
	n, err = w.c.rwc.Write(p)
	if err != nil && w.c.werr == nil {
		w.c.werr = err
		w.c.cancel()
	}
	return
}

// A connReader reads from the connection. While a handler runs, has no body to
// read and wants to know when the client is gone, a goroutine waits for a byte.
type connReader struct {
	c *conn

	mu      sync.Mutex
	cond    sync.Cond // a read has ended
	inRead  bool
	aborted bool // the deadline was set to end the goroutine's read
	hasByte bool // which the goroutine read
	byte    [1]byte
	remain  int64 // may be read for a header

	res      *response // the one that may want the goroutine
	bodyRead bool      // its request's body was read to the end
	wanted   bool
}

// begin says that res's handler is about to run.
func (r *connReader) begin(res *response, bodyRead bool) {
	r.mu.Lock()
	r.res, r.bodyRead, r.wanted = res, bodyRead, false
	r.mu.Unlock()
}

// end ends the goroutine's read.
func (r *connReader) end() {
	r.mu.Lock()
	r.res = nil
	r.abort()
	r.mu.Unlock()
}

// abort ends the goroutine's read, with r.mu held.
func (r *connReader) abort() {
	if !r.inRead {
		return
	}
	r.aborted = true
	r.c.rwc.SetReadDeadline(time.Unix(1, 0))
	for r.inRead {
		r.cond.Wait()
	}
	r.c.rwc.SetReadDeadline(time.Time{})
}

// want is called when it matters whether the client is gone.
func (r *connReader) want(res *response) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.res == res && !r.wanted {
		r.wanted = true
		r.start()
	}
}

// gotBody is called when the body was read to its end.
func (r *connReader) gotBody(res *response) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.res == res {
		r.bodyRead = true
		r.start()
	}
}

func (r *connReader) start() {
	if !r.wanted || !r.bodyRead || r.inRead || r.hasByte {
		return
	}
	r.inRead = true
	r.c.rwc.SetReadDeadline(time.Time{})
	go r.readByte()
}

func (r *connReader) readByte() {
	n, err := r.c.rwc.Read(r.byte[:])
	r.mu.Lock()
	if n == 1 {
		r.hasByte = true // of the next request, which came early
	}
	if ne, ok := err.(net.Error); err != nil && !(ok && r.aborted && ne.Timeout()) {
		r.failed()
	}
	r.aborted = false
	r.inRead = false
	r.mu.Unlock()
	r.cond.Broadcast()
}

// failed tells the handler that the client is gone, with r.mu held.
func (r *connReader) failed() {
	r.c.cancel()
	if r.res != nil {
		r.res.notifyClosed()
	}
}

func (r *connReader) Read(p []byte) (n int, err error) {
	r.mu.Lock()
	switch {
	case r.inRead:
		r.mu.Unlock()
		panic("invalid concurrent Body.Read call")
	case r.remain <= 0:
		r.mu.Unlock()
		return 0, io.EOF
	case len(p) == 0:
		r.mu.Unlock()
		return 0, nil
	}
	if int64(len(p)) > r.remain {
		p = p[:r.remain]
	}
	if r.hasByte {
		p[0] = r.byte[0]
		r.hasByte = false
		r.mu.Unlock()
		return 1, nil
	}
	r.inRead = true
	r.mu.Unlock()
	n, err = r.c.rwc.Read(p)
	r.mu.Lock()
	r.inRead = false
	if err != nil {
		r.failed()
	}
	r.remain -= int64(n)
	r.mu.Unlock()
	r.cond.Broadcast()
	return n, err
}

const noLimit = 1<<63 - 1

// A requestCtx is the context of a request. Only who asks for its end has the
// connection watched.
type requestCtx struct {
	context.Context
	res *response
}

func (x *requestCtx) Done() <-chan struct{} {
	x.res.conn.r.want(x.res)
	return x.Context.Done()
}

func (x *requestCtx) Err() error {
	x.res.conn.r.want(x.res)
	return x.Context.Err()
}

// A statusError is a bad request that is answered with its text.
type statusError struct {
	code int
	text string
}

func (e statusError) Error() string { return StatusText(e.code) + ": " + e.text }

func badRequest(text string) error { return statusError{StatusBadRequest, text} }

var errTooLarge = errors.New("http: request too large")

// setReadDeadline avoids a call where there is nothing to change.
func (c *conn) setReadDeadline(t time.Time) {
	if !t.IsZero() || c.deadline {
		c.deadline = !t.IsZero()
		c.rwc.SetReadDeadline(t)
	}
}

func (c *conn) readRequest(ctx context.Context) (*response, error) {
	if c.isHijacked() {
		return nil, ErrHijacked
	}
	s := c.server
	t0 := time.Time{}
	after := func(d time.Duration) time.Time {
		if d <= 0 {
			return time.Time{}
		}
		if t0.IsZero() {
			t0 = time.Now()
		}
		return t0.Add(d)
	}
	whole, header := after(s.ReadTimeout), after(s.readHeaderTimeout())
	c.setReadDeadline(header)
	if d := s.WriteTimeout; d > 0 {
		defer func() { c.rwc.SetWriteDeadline(time.Now().Add(d)) }()
	}
	c.r.remain = s.maxHeaderBytes() + 4096 // what br reads ahead
	if c.lastMethod == "POST" {            // some clients send a line end more than they say
		peek, _ := c.br.Peek(4)
		n := 0
		for n < len(peek) && (peek[n] == '\r' || peek[n] == '\n') {
			n++
		}
		c.br.Discard(n)
	}
	req, err := readRequest(c.br)
	if err != nil {
		if c.r.remain <= 0 {
			return nil, errTooLarge
		}
		return nil, err
	}
	if err := checkRequest(req); err != nil {
		return nil, err
	}
	c.lastMethod = req.Method
	c.r.remain = noLimit
	delete(req.Header, "Host")
	ctx, cancel := context.WithCancel(ctx)
	w := &response{
		conn: c, cancel: cancel, req: req, reqBody: req.Body, header: make(Header), contentLength: -1,
		wants10KeepAlive: req.wantsHTTP10KeepAlive(), wantsClose: req.wantsClose(),
	}
	req.ctx = &requestCtx{ctx, w}
	req.RemoteAddr = c.remoteAddr
	req.TLS = c.tls
	if b, ok := req.Body.(*body); ok {
		b.early = true
	}
	if !header.Equal(whole) {
		c.setReadDeadline(whole)
	}
	if req.isH2Upgrade() {
		w.closeAfterReply = true
	}
	w.cw.res = w
	w.w = newWriter(&bodies, &w.cw, 2048)
	return w, nil
}

// checkRequest is what servers ask for beyond ReadRequest.
func checkRequest(req *Request) error {
	if req.ProtoMajor != 1 && !req.isH2Upgrade() {
		return statusError{StatusHTTPVersionNotSupported, "unsupported protocol version"}
	}
	hosts, have := req.Header["Host"]
	if req.ProtoAtLeast(1, 1) && (!have || len(hosts) == 0) && !req.isH2Upgrade() && req.Method != "CONNECT" {
		return badRequest("missing required Host header")
	}
	if len(hosts) == 1 && !validHost(hosts[0]) {
		return badRequest("malformed Host header")
	}
	for k, vv := range req.Header {
		if !validFieldName(k) {
			return badRequest("invalid header name")
		}
		for _, v := range vv {
			if !validFieldValue(v) {
				return badRequest("invalid header value")
			}
		}
	}
	return nil
}

func (c *conn) serve(ctx context.Context) {
	if a := c.rwc.RemoteAddr(); a != nil {
		c.remoteAddr = a.String()
	}
	ctx = context.WithValue(ctx, LocalAddrContextKey, c.rwc.LocalAddr())
	var current *response
	defer func() {
		if err := recover(); err != nil && err != ErrAbortHandler {
			buf := make([]byte, 64<<10)
			buf = buf[:runtime.Stack(buf, false)]
			c.server.logf("http: panic serving %v: %v\n%s", c.remoteAddr, err, buf)
		}
		if current != nil {
			current.cancel()
			current.disableContinue()
		}
		if !c.isHijacked() {
			if current != nil {
				c.r.end()
				current.reqBody.Close()
			}
			c.close()
			c.setState(StateClosed, true)
		}
	}()
	if t, ok := c.rwc.(*tls.Conn); ok && !c.handshake(ctx, t) {
		return
	}
	ctx, cancel := context.WithCancel(ctx)
	c.cancel = cancel
	defer cancel()
	c.r = &connReader{c: c}
	c.r.cond.L = &c.r.mu
	c.br = newReader(c.r)
	c.bw = newWriter(&writers, connWriter{c}, 4<<10)
	protocols := c.server.protocols()
	if c.tls == nil && protocols.UnencryptedHTTP2() && c.hasPreface() {
		c.setState(StateActive, false)
		c.br.Discard(len(h2.Preface))
		c.serveH2(ctx, &bufferedConn{c.rwc, c.br}, serverHandler{c.server}, false)
		return
	}
	if !protocols.HTTP1() {
		return
	}
	for {
		w, err := c.readRequest(ctx)
		if c.r.remain != c.server.maxHeaderBytes()+4096 { // something came
			c.setState(StateActive, true)
		}
		if err != nil {
			c.refuse(err)
			return
		}
		req := w.req
		if req.expectsContinue() {
			if req.ProtoAtLeast(1, 1) && req.ContentLength != 0 {
				req.Body = &continueReader{body: req.Body, res: w}
				w.canContinue.Store(true)
			}
		} else if req.Header.get("Expect") != "" {
			w.expectationFailed()
			return
		}
		current = w
		b, _ := w.reqBody.(*body)
		c.r.begin(w, b == nil)
		if b != nil {
			b.setOnEOF(func() { c.r.gotBody(w) })
		}
		// The next request, if it is here already, waits.
		serverHandler{c.server}.ServeHTTP(w, req)
		current = nil
		w.cancel()
		if c.isHijacked() {
			c.r.end()
			return
		}
		w.finish()
		c.rwc.SetWriteDeadline(time.Time{})
		if !w.canReuse() {
			if w.bodyTooLarge || w.closedBodyEarly() {
				c.closeWriteAndWait()
			}
			return
		}
		c.setState(StateIdle, true)
		if !c.server.doKeepAlives() {
			return
		}
		if !c.awaitRequest() {
			return
		}
	}
}

// handshake returns false if there is no request to wait for.
func (c *conn) handshake(ctx context.Context, t *tls.Conn) bool {
	d := c.server.handshakeTimeout()
	if d > 0 {
		t.SetDeadline(time.Now().Add(d))
	}
	if err := t.HandshakeContext(ctx); err != nil {
		reason := err.Error()
		var re tls.RecordHeaderError
		if errors.As(err, &re) && re.Conn != nil && looksLikeHTTP(re.RecordHeader) {
			io.WriteString(re.Conn, "HTTP/1.0 400 Bad Request\r\n\r\nClient sent an HTTP request to an HTTPS server.\n")
			re.Conn.Close()
			reason = "client sent an HTTP request to an HTTPS server"
		}
		c.server.logf("http: TLS handshake error from %s: %v", c.remoteAddr, reason)
		return false
	}
	if d > 0 {
		t.SetDeadline(time.Time{})
	}
	state := t.ConnectionState()
	c.tls = &state
	switch state.NegotiatedProtocol {
	case "", "http/1.0", "http/1.1":
		return true
	}
	if serve := c.server.TLSNextProto[state.NegotiatedProtocol]; serve != nil {
		c.setState(StateActive, false) // Shutdown waits for it
		serve(c.server, t, otherProtocol{c, serverHandler{c.server}, ctx})
	}
	return false
}

// otherProtocol is the handler for requests that a function of TLSNextProto makes.
type otherProtocol struct {
	c   *conn
	h   Handler
	ctx context.Context
}

// BaseContext is the connection's, which such functions look for.
func (o otherProtocol) BaseContext() context.Context { return o.ctx }

func (o otherProtocol) ServeHTTP(w ResponseWriter, r *Request) {
	if r.TLS == nil {
		state := *o.c.tls
		r.TLS = &state
	}
	if r.Body == nil {
		r.Body = NoBody
	}
	if r.RemoteAddr == "" {
		r.RemoteAddr = o.c.remoteAddr
	}
	o.h.ServeHTTP(w, r)
}

// looksLikeHTTP tells a request without TLS.
func looksLikeHTTP(header [5]byte) bool {
	switch string(header[:]) {
	case "GET /", "HEAD ", "POST ", "PUT /", "OPTIO":
		return true
	}
	return false
}

// awaitRequest waits for the next request: only then the time for its header
// begins.
func (c *conn) awaitRequest() bool {
	c.r.remain = noLimit
	if d := c.server.idleTimeout(); d > 0 {
		c.setReadDeadline(time.Now().Add(d))
	} else {
		c.deadline = true // a handler may have set one
		c.setReadDeadline(time.Time{})
	}
	if _, err := c.br.Peek(4); err != nil {
		return false
	}
	c.setReadDeadline(time.Time{})
	return true
}

const errorHeaders = "\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n"

// refuse answers a request that could not be read.
func (c *conn) refuse(err error) {
	var te *unsupportedTEError
	var se statusError
	switch {
	case err == errTooLarge:
		const text = "431 Request Header Fields Too Large"
		io.WriteString(c.rwc, "HTTP/1.1 "+text+errorHeaders+text)
		c.closeWriteAndWait()
	case errors.As(err, &te):
		fmt.Fprintf(c.rwc, "HTTP/1.1 %d %s%sUnsupported transfer encoding", StatusNotImplemented,
			StatusText(StatusNotImplemented), errorHeaders)
	case isGone(err):
	case errors.As(err, &se):
		fmt.Fprintf(c.rwc, "HTTP/1.1 %d %s: %s%s%d %[2]s: %[3]s", se.code, StatusText(se.code), se.text, errorHeaders, se.code)
	default:
		const text = "400 Bad Request"
		io.WriteString(c.rwc, "HTTP/1.1 "+text+errorHeaders+text)
	}
}

// isGone tells the errors after which nobody would read an answer.
func isGone(err error) bool {
	if err == io.EOF || err == ErrHijacked {
		return true
	}
	if ne, ok := err.(net.Error); ok && ne.Timeout() {
		return true
	}
	oe, ok := err.(*net.OpError)
	return ok && oe.Op == "read"
}

func (c *conn) flush() {
	if c.br != nil {
		c.br.Reset(nil)
		readers.Put(c.br)
		c.br = nil
	}
	if c.bw != nil {
		c.bw.Flush()
		c.bw.Reset(nil)
		writers.Put(c.bw)
		c.bw = nil
	}
}

func (c *conn) close() {
	c.flush()
	c.rwc.Close()
}

// lingerDelay is how long the client has to read an answer before the
// connection is reset because of what the client still sends.
const lingerDelay = 500 * time.Millisecond

func (c *conn) closeWriteAndWait() {
	c.flush()
	if t, ok := c.rwc.(interface{ CloseWrite() error }); ok {
		t.CloseWrite()
	}
	time.Sleep(lingerDelay)
}

// A continueReader asks for the body when it is first read.
type continueReader struct {
	body   io.ReadCloser
	res    *response
	closed atomic.Bool
	sawEOF atomic.Bool
}

func (r *continueReader) Read(p []byte) (n int, err error) {
	if r.closed.Load() {
		return 0, ErrBodyReadAfterClose
	}
	if w := r.res; w.canContinue.Load() {
		w.continueMu.Lock()
		if w.canContinue.Load() {
			w.conn.bw.WriteString("HTTP/1.1 100 Continue\r\n\r\n")
			w.conn.bw.Flush()
			w.canContinue.Store(false)
		}
		w.continueMu.Unlock()
	}
	n, err = r.body.Read(p)
	if err == io.EOF {
		r.sawEOF.Store(true)
	}
	return
}

func (r *continueReader) Close() error {
	r.closed.Store(true)
	return nil
}

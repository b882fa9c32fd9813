// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the client's end of a connection. A goroutine reads:
// responses, or that the server closes. Who has the connection writes; only a
// body, which may wait for the server to read it, is written by another goroutine.

package http

import (
	"bufio"
	"container/list"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http/httptrace"
	"net/textproto"
	"net/url"
	"strings"
	"sync"
	"time"
)

type persistConn struct {
	t     *Transport
	key   connKey
	proxy *url.URL // that reads the requests
	conn  net.Conn
	tls   *tls.ConnectionState
	br    *bufio.Reader
	bw    *bufio.Writer
	reqch chan *exchange // to readLoop
	multi multiplexer    // nil: the connection is of HTTP/1, and the rest is about that

	limit  int64 // how much readLoop may read of a header
	sawEOF bool  // readLoop's
	nwrite int64 // who writes has it

	closech chan struct{} // closed when the connection is

	mu       sync.Mutex
	expected int   // responses
	closed   error // why; nil: it is not
	reused   bool

	// Of the pool, under its lock.
	element   *list.Element // in pool.lru; nil: it is not idle
	idleAt    time.Time
	idleTimer *time.Timer
}

// An exchange is a request and its response.
type exchange struct {
	ctx     context.Context
	req     *Request
	gzip    bool // we asked for it
	resc    chan result
	written chan struct{} // closed when the request is written
	werr    error         // of writing, when written is closed
	bodyErr error         // of reading the request's body, likewise
	proceed chan bool     // whether the body may be sent; nil: it may
	stop    func()        // to call when all is done

	canceled error // why; under pc.mu
	finished bool  // the connection may serve another one; under pc.mu
}

type result struct {
	resp *Response
	err  error
}

func newPersistConn(t *Transport, tg target, conn net.Conn, state *tls.ConnectionState) *persistConn {
	proxy := tg.proxy
	if tg.secure() { // it only passes on what it cannot read
		proxy = nil
	}
	pc := &persistConn{
		t: t, key: tg.key, proxy: proxy, conn: conn, tls: state, reqch: make(chan *exchange, 1), closech: make(chan struct{}),
	}
	pc.br = bufio.NewReaderSize(pc, t.readBufferSize())
	pc.bw = bufio.NewWriterSize(countingWriter{pc}, t.writeBufferSize())
	go pc.readLoop()
	return pc
}

type countingWriter struct{ pc *persistConn }

func (w countingWriter) Write(p []byte) (n int, err error) {
	n, err = w.pc.conn.Write(p)
	w.pc.nwrite += int64(n)
	return
}

// Read is br's.
func (pc *persistConn) Read(p []byte) (n int, err error) {
	if pc.limit <= 0 {
		return 0, fmt.Errorf("read limit of %d bytes exhausted", pc.t.maxHeader())
	}
	if int64(len(p)) > pc.limit {
		p = p[:pc.limit]
	}
	n, err = pc.conn.Read(p)
	if err == io.EOF {
		pc.sawEOF = true
	}
	pc.limit -= int64(n)
	return
}

func (pc *persistConn) isBroken() bool {
	pc.mu.Lock()
	defer pc.mu.Unlock()
	return pc.closed != nil
}

func (pc *persistConn) isReused() bool {
	pc.mu.Lock()
	defer pc.mu.Unlock()
	return pc.reused
}

func (pc *persistConn) markReused() {
	pc.mu.Lock()
	pc.reused = true
	pc.mu.Unlock()
}

var errCallerOwnsConn = errors.New("read loop ending; caller owns writable underlying conn")

func (pc *persistConn) close(err error) {
	pc.mu.Lock()
	pc.closeLocked(err)
	pc.mu.Unlock()
}

func (pc *persistConn) closeLocked(err error) {
	if pc.closed != nil {
		return
	}
	pc.closed = err
	if pc.t.MaxConnsPerHost > 0 {
		go pc.t.released(pc.key) // takes the pool's lock
	}
	if pc.multi != nil {
		go pc.multi.closeNow(err)
	} else if err != errCallerOwnsConn {
		pc.conn.Close()
	}
	close(pc.closech)
}

// cancel ends an exchange. It returns false if that has ended already: the
// connection may be another one's then.
func (pc *persistConn) cancel(x *exchange, err error) bool {
	pc.mu.Lock()
	defer pc.mu.Unlock()
	if x.finished {
		return false
	}
	if x.canceled == nil {
		x.canceled = err
	}
	pc.closeLocked(errRequestCanceled)
	return true
}

// finish ends an exchange, and returns false if it was canceled.
func (pc *persistConn) finish(x *exchange) bool {
	pc.mu.Lock()
	defer pc.mu.Unlock()
	x.finished = x.canceled == nil
	return x.finished
}

func (pc *persistConn) wasCanceled(x *exchange) error {
	pc.mu.Lock()
	defer pc.mu.Unlock()
	return x.canceled
}

func (pc *persistConn) readLoop() {
	closeErr := errors.New("persistConn.readLoop exiting")
	defer func() {
		pc.close(closeErr)
		pc.t.removeIdle(pc)
	}()
	for alive := true; alive; {
		pc.limit = pc.t.maxHeader()
		_, err := pc.br.Peek(1)
		pc.mu.Lock()
		if pc.expected == 0 {
			pc.unexpected(err)
			pc.mu.Unlock()
			return
		}
		pc.mu.Unlock()
		x := <-pc.reqch
		trace := httptrace.ContextClientTrace(x.ctx)
		var resp *Response
		if err == nil {
			resp, err = pc.readResponse(x, trace)
		} else {
			err = readFailed{err}
			closeErr = err
		}
		if err != nil {
			if pc.limit <= 0 {
				err = fmt.Errorf("net/http: server response headers exceeded %d bytes; aborted", pc.t.maxHeader())
				closeErr = err
			}
			pc.close(closeErr)
			x.resc <- result{err: err}
			return
		}
		pc.limit = noLimit
		pc.mu.Lock()
		pc.expected--
		pc.mu.Unlock()
		owned := resp.bodyIsWritable()
		hasBody := x.req.Method != "HEAD" && resp.ContentLength != 0
		if resp.Close || x.req.Close || resp.StatusCode <= 199 || owned {
			alive = false
		}
		if !hasBody || owned {
			if alive = alive && !pc.sawEOF && pc.wroteRequest(x) && pc.finish(x); alive {
				if err := pc.putBack(trace); err != nil {
					alive, closeErr = false, err
				}
			}
			if owned {
				closeErr = errCallerOwnsConn
				pc.close(closeErr)
			}
			x.resc <- result{resp: resp}
			x.stop()
			continue
		}
		alive = pc.passBody(x, resp, alive, trace)
	}
}

// passBody answers with a response that has a body, and waits until that was
// read. It returns whether the connection goes on.
func (pc *persistConn) passBody(x *exchange, resp *Response, alive bool, trace *httptrace.ClientTrace) bool {
	b := &responseBody{pc: pc, x: x, body: resp.Body, alive: alive, trace: trace, done: make(chan bool, 1)}
	resp.Body = b
	if x.gzip && strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") {
		resp.Body = &gunzipBody{body: b}
		resp.Header.Del("Content-Encoding")
		resp.Header.Del("Content-Length")
		resp.ContentLength = -1
		resp.Uncompressed = true
	}
	x.resc <- result{resp: resp}
	select {
	case alive = <-b.done:
	case <-x.ctx.Done():
		alive = false
		if !pc.cancel(x, context.Cause(x.ctx)) {
			alive = <-b.done
		}
	case <-pc.closech:
		alive = false
	}
	x.stop()
	return alive
}

// putBack gives the connection back to the pool.
func (pc *persistConn) putBack(trace *httptrace.ClientTrace) error {
	err := pc.t.putIdle(pc)
	if trace != nil && trace.PutIdleConn != nil && err != errKeepAlivesDisabled {
		trace.PutIdleConn(err)
	}
	return err
}

// unexpected closes a connection that is idle, with pc.mu held: the server has
// closed it or sent what nobody asked for.
func (pc *persistConn) unexpected(err error) {
	if pc.closed != nil {
		return
	}
	if n := pc.br.Buffered(); n > 0 {
		buf, _ := pc.br.Peek(n)
		if s := string(buf); strings.HasPrefix(s, "HTTP/1.1 408") || strings.HasPrefix(s, "HTTP/1.0 408") { // waited too long
			pc.closeLocked(errServerClosedIdle)
			return
		}
		log.Printf("Unsolicited response received on idle HTTP channel starting with %q; err=%v", buf, err)
	}
	if err == io.EOF {
		pc.closeLocked(errServerClosedIdle)
	} else {
		pc.closeLocked(fmt.Errorf("readLoopPeekFailLocked: %w", err))
	}
}

// wroteRequest reports whether all of the request was sent, which may be known
// only a little after the response is there.
func (pc *persistConn) wroteRequest(x *exchange) bool {
	select {
	case <-x.written:
		return x.werr == nil
	default:
	}
	t := time.NewTimer(50 * time.Millisecond)
	defer t.Stop()
	select {
	case <-x.written:
		return x.werr == nil
	case <-t.C:
		return false
	}
}

// readResponse reads the response, and those with 1xx before it.
func (pc *persistConn) readResponse(x *exchange, trace *httptrace.ClientTrace) (resp *Response, err error) {
	if trace != nil && trace.GotFirstResponseByte != nil {
		trace.GotFirstResponseByte()
	}
	told := false
	tell := func(v bool) {
		if x.proceed != nil && !told {
			told = true
			x.proceed <- v
		}
	}
	for {
		if resp, err = ReadResponse(pc.br, x.req); err != nil {
			return nil, err
		}
		code := resp.StatusCode
		if code == StatusContinue {
			tell(true)
			if trace != nil && trace.Got100Continue != nil {
				trace.Got100Continue()
			}
		}
		if code < 100 || code > 199 || code == StatusSwitchingProtocols {
			break
		}
		if trace != nil && trace.Got1xxResponse != nil {
			if err := trace.Got1xxResponse(code, textproto.MIMEHeader(resp.Header)); err != nil {
				return nil, err
			}
			pc.limit = pc.t.maxHeader()
		}
	}
	if x.proceed != nil && !told { // the body is not wanted
		resp.Close = true
		tell(false)
	}
	resp.TLS = pc.tls
	if resp.isProtocolSwitch() {
		resp.Body = &switchedBody{br: pc.br, ReadWriteCloser: pc.conn}
	}
	return resp, nil
}

// A switchedBody is the connection after "101 Switching Protocols".
type switchedBody struct {
	br *bufio.Reader // has what came early; nil: nothing is left of that
	io.ReadWriteCloser
}

func (b *switchedBody) Read(p []byte) (int, error) {
	if b.br != nil {
		if n := b.br.Buffered(); n > 0 {
			return b.br.Read(p[:min(n, len(p))])
		}
		b.br = nil
	}
	return b.ReadWriteCloser.Read(p)
}

// writesAtOnce reports whether the system takes a request without a body even if
// the server does not read.
func writesAtOnce(c net.Conn) bool {
	switch c.(type) {
	case *net.TCPConn, *net.UnixConn:
		return true
	}
	return false
}

func (pc *persistConn) roundTrip(ctx context.Context, req *Request, stop func()) (*Response, error) {
	if pc.multi != nil {
		return pc.multi.roundTrip(ctx, req, stop)
	}
	x := &exchange{ctx: ctx, req: req, resc: make(chan result, 1), written: make(chan struct{}), stop: stop}
	extra := pc.extraHeaders(req, x)
	var wait func() bool
	hasBody := req.Body != nil && req.Body != NoBody
	if hasBody && req.ProtoAtLeast(1, 1) && req.expectsContinue() && pc.t.ExpectContinueTimeout > 0 {
		x.proceed = make(chan bool, 1)
		wait = func() bool { return pc.waitContinue(x) }
	}
	pc.mu.Lock()
	pc.expected++
	pc.mu.Unlock()
	start := pc.nwrite
	pc.reqch <- x
	if !hasBody && writesAtOnce(pc.conn) {
		pc.write(x, extra, wait)
	} else {
		go pc.write(x, extra, wait)
	}
	written := x.written
	var timeout <-chan time.Time
	for {
		select {
		case r := <-x.resc:
			return pc.answer(x, r, start)
		case <-written:
			written = nil
			if x.werr != nil {
				return nil, pc.mapError(x, start, x.werr)
			}
			if d := pc.t.ResponseHeaderTimeout; d > 0 {
				t := time.NewTimer(d)
				defer t.Stop()
				timeout = t.C
			}
		case <-pc.closech:
			select {
			case r := <-x.resc: // came just before
				return pc.answer(x, r, start)
			default:
			}
			pc.mu.Lock()
			err, finished := pc.closed, x.finished
			pc.mu.Unlock()
			if finished { // it was closed under the next request already
				return pc.answer(x, <-x.resc, start)
			}
			return nil, pc.mapError(x, start, err)
		case <-timeout:
			if pc.cancel(x, errHeaderTimeout) {
				return nil, errHeaderTimeout
			}
			return pc.answer(x, <-x.resc, start)
		case <-ctx.Done():
			if pc.cancel(x, context.Cause(ctx)) {
				return nil, context.Cause(ctx)
			}
			return pc.answer(x, <-x.resc, start)
		}
	}
}

var errHeaderTimeout error = &timeoutError{"net/http: timeout awaiting response headers"}

func (pc *persistConn) answer(x *exchange, r result, start int64) (*Response, error) {
	if r.err != nil {
		return nil, pc.mapError(x, start, r.err)
	}
	return r.resp, nil
}

// mapError returns what the caller should see of an error.
func (pc *persistConn) mapError(x *exchange, start int64, err error) error {
	if c := pc.wasCanceled(x); c != nil {
		return c
	}
	select { // who writes ends soon, as the connection is closed
	case <-x.written:
	case <-time.After(time.Second):
		return err // the body takes its time
	}
	if x.bodyErr != nil {
		return x.bodyErr
	}
	pc.mu.Lock()
	closed := pc.closed
	pc.mu.Unlock()
	if closed == errServerClosedIdle {
		return errServerClosedIdle
	}
	nothing := pc.nwrite == start
	if _, ok := err.(readFailed); ok {
		if nothing {
			return nothingWritten{err}
		}
		return err
	}
	if closed != nil {
		if nothing && x.req.outgoingLength() == 0 {
			return nothingWritten{err}
		}
		if e, ok := err.(nothingWritten); ok {
			err = e.error
		}
		return fmt.Errorf("net/http: HTTP/1.x transport connection broken: %w", err)
	}
	return err
}

// extraHeaders returns what the request does not have itself.
func (pc *persistConn) extraHeaders(req *Request, x *exchange) Header {
	var extra Header
	set := func(k, v string) {
		if extra == nil {
			extra = make(Header)
		}
		extra[k] = []string{v}
	}
	// Of a part of a file nothing could be decoded.
	if !pc.t.DisableCompression && req.Header.Get("Accept-Encoding") == "" && req.Header.Get("Range") == "" && req.Method != "HEAD" {
		x.gzip = true
		set("Accept-Encoding", "gzip")
	}
	if pc.t.DisableKeepAlives && !req.wantsClose() && !anyHasToken(req.Header["Connection"], "upgrade") {
		set("Connection", "close")
	}
	if p := pc.proxy; p != nil && p.User != nil && !req.Header.has("Proxy-Authorization") {
		password, _ := p.User.Password()
		set("Proxy-Authorization", "Basic "+basicAuth(p.User.Username(), password))
	}
	return extra
}

// write writes the request.
func (pc *persistConn) write(x *exchange, extra Header, wait func() bool) {
	start := pc.nwrite
	err := x.req.write(pc.bw, pc.proxy != nil, extra, wait)
	var be requestBodyError
	if errors.As(err, &be) {
		err = be.error
		x.bodyErr = err
	}
	if err == nil {
		err = pc.bw.Flush()
	}
	if err != nil && x.bodyErr == nil && pc.nwrite == start {
		err = nothingWritten{err}
	}
	x.werr = err
	close(x.written)
	if err != nil {
		pc.close(fmt.Errorf("write error: %w", err))
	}
}

// waitContinue waits until the body may be sent, and reports whether it may.
func (pc *persistConn) waitContinue(x *exchange) bool {
	t := time.NewTimer(pc.t.ExpectContinueTimeout)
	defer t.Stop()
	select {
	case ok := <-x.proceed:
		return ok
	case <-t.C:
		return true
	case <-pc.closech:
		return false
	}
}

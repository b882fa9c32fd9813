// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/http/httptrace"
	"net/url"
	"sync"
	"sync/atomic"
	"time"
)

// DefaultMaxIdleConnsPerHost is what a MaxIdleConnsPerHost of 0 means.
const DefaultMaxIdleConnsPerHost = 2

// DefaultTransport is what DefaultClient uses.
var DefaultTransport RoundTripper = &Transport{
	Proxy:                 ProxyFromEnvironment,
	DialContext:           (&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
	ForceAttemptHTTP2:     true,
	MaxIdleConns:          100,
	IdleConnTimeout:       90 * time.Second,
	TLSHandshakeTimeout:   10 * time.Second,
	ExpectContinueTimeout: 1 * time.Second,
}

// A Transport is a RoundTripper for http:// and https:// URLs that keeps
// connections for later requests. It should be kept, and may be used by several
// goroutines.
type Transport struct {
	// Proxy returns the proxy for a request, nil for none.
	Proxy                  func(*Request) (*url.URL, error)
	OnProxyConnectResponse func(ctx context.Context, proxyURL *url.URL, connectReq *Request, connectRes *Response) error

	// DialContext makes connections; nil: Dial, or net's.
	DialContext func(ctx context.Context, network, addr string) (net.Conn, error)
	Dial        func(network, addr string) (net.Conn, error)

	// DialTLSContext makes connections for https without a proxy; nil: DialTLS, or
	// one of DialContext with a handshake by TLSClientConfig.
	DialTLSContext      func(ctx context.Context, network, addr string) (net.Conn, error)
	DialTLS             func(network, addr string) (net.Conn, error)
	TLSClientConfig     *tls.Config   // nil: the zero one
	TLSHandshakeTimeout time.Duration // 0: none

	DisableKeepAlives  bool // one request for each connection
	DisableCompression bool // do not ask for gzip, which is then decoded

	MaxIdleConns        int // of all hosts; 0: no limit
	MaxIdleConnsPerHost int // 0: DefaultMaxIdleConnsPerHost
	MaxConnsPerHost     int // idle or not; 0: no limit

	IdleConnTimeout       time.Duration // after which idle ones are closed; 0: never
	ResponseHeaderTimeout time.Duration // from the end of the request; 0: none
	ExpectContinueTimeout time.Duration // after which the body is sent anyway; 0: at once

	// TLSNextProto has who answers requests on connections of other protocols of
	// ALPN. If it is not nil, there is no HTTP/2 but what it has.
	TLSNextProto          map[string]func(authority string, c *tls.Conn) RoundTripper
	ProxyConnectHeader    Header
	GetProxyConnectHeader func(ctx context.Context, proxyURL *url.URL, target string) (Header, error)

	MaxResponseHeaderBytes int64 // 0: 10 MB
	WriteBufferSize        int   // 0: 4 KB
	ReadBufferSize         int   // 0: 4 KB

	ForceAttemptHTTP2 bool         // also if there are functions to dial, or a TLSClientConfig
	HTTP2             *HTTP2Config // nil: the zero one
	Protocols         *Protocols   // nil: HTTP/1 and, as the fields above say, HTTP/2 with TLS

	pool connPool

	setup   sync.Once
	speaks  Protocols // after setup
	ownH2   bool      // TLSNextProto["h2"] is ours
	ownNext bool      // all of it is

	altMu sync.Mutex   // for changes of alt
	alt   atomic.Value // map[string]RoundTripper, by schemes
}

// Clone returns a copy of the exported fields.
func (t *Transport) Clone() *Transport {
	t.setUp()
	c := &Transport{
		Proxy: t.Proxy, OnProxyConnectResponse: t.OnProxyConnectResponse, DialContext: t.DialContext, Dial: t.Dial,
		DialTLSContext: t.DialTLSContext, DialTLS: t.DialTLS, TLSClientConfig: t.TLSClientConfig.Clone(),
		TLSHandshakeTimeout: t.TLSHandshakeTimeout, DisableKeepAlives: t.DisableKeepAlives,
		DisableCompression: t.DisableCompression, MaxIdleConns: t.MaxIdleConns, MaxIdleConnsPerHost: t.MaxIdleConnsPerHost,
		MaxConnsPerHost: t.MaxConnsPerHost, IdleConnTimeout: t.IdleConnTimeout, ResponseHeaderTimeout: t.ResponseHeaderTimeout,
		ExpectContinueTimeout: t.ExpectContinueTimeout,
		ProxyConnectHeader:    t.ProxyConnectHeader.Clone(), GetProxyConnectHeader: t.GetProxyConnectHeader,
		MaxResponseHeaderBytes: t.MaxResponseHeaderBytes, WriteBufferSize: t.WriteBufferSize, ReadBufferSize: t.ReadBufferSize,
		ForceAttemptHTTP2: t.ForceAttemptHTTP2,
	}
	if t.HTTP2 != nil {
		c.HTTP2 = new(*t.HTTP2)
	}
	if t.Protocols != nil {
		c.Protocols = new(*t.Protocols)
	}
	if !t.ownNext {
		c.TLSNextProto = maps.Clone(t.TLSNextProto)
	}
	return c
}

// ErrSkipAltProtocol is for RoundTrippers of RegisterProtocol.
var ErrSkipAltProtocol = errors.New("net/http: skip alternate protocol")

// RegisterProtocol has rt answer requests with a scheme, unless it returns
// ErrSkipAltProtocol.
func (t *Transport) RegisterProtocol(scheme string, rt RoundTripper) {
	t.altMu.Lock()
	defer t.altMu.Unlock()
	old, _ := t.alt.Load().(map[string]RoundTripper)
	if _, ok := old[scheme]; ok {
		panic("protocol " + scheme + " already registered")
	}
	m := make(map[string]RoundTripper, len(old)+1)
	maps.Copy(m, old)
	m[scheme] = rt
	t.alt.Store(m)
}

// CloseIdleConnections closes connections that are not in use.
func (t *Transport) CloseIdleConnections() {
	t.setUp()
	t.pool.closeIdle()
}

// CancelRequest does nothing: requests are canceled by their contexts.
func (t *Transport) CancelRequest(req *Request) {}

var (
	errRequestCanceled     = errors.New("net/http: request canceled")
	errRequestCanceledConn = errors.New("net/http: request canceled while waiting for connection")
	errServerClosedIdle    = errors.New("http: server closed idle connection")
)

// nothingWritten is an error before which nothing of a request was sent.
type nothingWritten struct{ error }

func (e nothingWritten) Unwrap() error { return e.error }

// readFailed is an error of reading the first byte of a response.
type readFailed struct{ err error }

func (e readFailed) Unwrap() error { return e.err }

func (e readFailed) Error() string {
	return fmt.Sprintf("net/http: Transport failed to read from server: %v", e.err)
}

func (t *Transport) readBufferSize() int {
	if t.ReadBufferSize > 0 {
		return t.ReadBufferSize
	}
	return 4 << 10
}

func (t *Transport) writeBufferSize() int {
	if t.WriteBufferSize > 0 {
		return t.WriteBufferSize
	}
	return 4 << 10
}

func (t *Transport) maxHeader() int64 {
	if t.MaxResponseHeaderBytes != 0 {
		return t.MaxResponseHeaderBytes
	}
	return 10 << 20
}

// check returns why a request cannot be sent, or nil.
func (t *Transport) check(req *Request) error {
	if req.URL == nil {
		return errors.New("http: nil Request.URL")
	}
	if req.Header == nil {
		return errors.New("http: nil Request.Header")
	}
	if s := req.URL.Scheme; s == "http" || s == "https" {
		if err := checkFields(req.Header, "header"); err != nil {
			return err
		}
		if err := checkFields(req.Trailer, "trailer"); err != nil {
			return err
		}
	}
	return nil
}

func checkFields(h Header, what string) error {
	for k, vv := range h {
		if !validFieldName(k) {
			return fmt.Errorf("net/http: invalid %s field name %q", what, k)
		}
		for _, v := range vv {
			if !validFieldValue(v) { // the value may be a secret
				return fmt.Errorf("net/http: invalid %s field value for %q", what, k)
			}
		}
	}
	return nil
}

// RoundTrip sends one request; see Client for redirects and cookies.
func (t *Transport) RoundTrip(req *Request) (*Response, error) {
	t.setUp()
	if err := t.check(req); err != nil {
		req.closeBody()
		return nil, err
	}
	orig := req
	req = trackBody(req)
	scheme := req.URL.Scheme
	if alt, _ := t.alt.Load().(map[string]RoundTripper); alt[scheme] != nil {
		resp, err := alt[scheme].RoundTrip(req)
		if err != ErrSkipAltProtocol {
			return resp, err
		}
		if req, err = rewind(req); err != nil {
			return nil, err
		}
	}
	var err error
	switch {
	case scheme != "http" && scheme != "https":
		err = badStringError("unsupported protocol scheme", scheme)
	case req.Method != "" && !validMethod(req.Method):
		err = fmt.Errorf("net/http: invalid method %q", req.Method)
	case req.URL.Host == "":
		err = errors.New("http: no Host in request URL")
	}
	if err != nil {
		req.closeBody()
		return nil, err
	}
	ctx := req.Context()
	stop := func() {}
	if req.Cancel != nil {
		ctx, stop = withCancelChannel(ctx, req.Cancel)
	}
	resp, err := t.try(ctx, req, stop)
	if err != nil {
		stop()
		return nil, err
	}
	resp.Request = orig
	return resp, nil
}

// try sends the request until it is answered, or should not be sent again.
func (t *Transport) try(ctx context.Context, req *Request, stop func()) (*Response, error) {
	for tries := 0; ; tries++ {
		err := ctx.Err()
		if err != nil {
			err = context.Cause(ctx)
		}
		var pc *persistConn
		var tg target
		if err == nil {
			tg, err = t.targetOf(req)
		}
		if err == nil {
			pc, err = t.getConn(ctx, tg)
		}
		if err != nil {
			req.closeBody()
			return nil, err
		}
		resp, err := pc.roundTrip(ctx, req, stop)
		if err == nil {
			return resp, nil
		}
		again := false
		if pc.multi != nil {
			again, err = pc.again(ctx, req, err, tries)
		} else {
			again = pc.shouldRetry(req, err)
		}
		if !again {
			if e, ok := err.(nothingWritten); ok {
				err = e.error
			}
			if e, ok := err.(readFailed); ok {
				err = e.err
			}
			if b, ok := req.Body.(*trackedBody); ok && !b.closed.Load() {
				req.closeBody()
			}
			return nil, err
		}
		if req, err = rewind(req); err != nil {
			return nil, err
		}
	}
}

// withCancelChannel returns a context that Request.Cancel cancels as well.
func withCancelChannel(ctx context.Context, ch <-chan struct{}) (context.Context, func()) {
	ctx, cancel := context.WithCancelCause(ctx)
	done := make(chan struct{})
	var once sync.Once
	go func() {
		select {
		case <-ch:
			cancel(errRequestCanceled)
		case <-done:
			cancel(nil)
		case <-ctx.Done():
		}
	}()
	return ctx, func() { once.Do(func() { close(done) }) }
}

// A trackedBody knows whether it must be made anew to be sent again.
type trackedBody struct {
	io.ReadCloser
	read   atomic.Bool
	closed atomic.Bool
}

func (b *trackedBody) Read(p []byte) (int, error) {
	b.read.Store(true)
	return b.ReadCloser.Read(p)
}

func (b *trackedBody) Close() error {
	b.closed.Store(true)
	return b.ReadCloser.Close()
}

// trackBody returns a copy of req with a trackedBody.
func trackBody(req *Request) *Request {
	if req.Body == nil || req.Body == NoBody {
		return req
	}
	r := new(Request)
	*r = *req
	r.Body = &trackedBody{ReadCloser: req.Body}
	return r
}

// rewind returns req, with a new body if the old one was used.
func rewind(req *Request) (*Request, error) {
	b, ok := req.Body.(*trackedBody)
	if !ok || !b.read.Load() && !b.closed.Load() {
		return req, nil
	}
	if !b.closed.Load() {
		b.Close()
	}
	if req.GetBody == nil {
		return nil, errors.New("http: cannot rewind body after connection loss")
	}
	body, err := req.GetBody()
	if err != nil {
		return nil, err
	}
	r := new(Request)
	*r = *req
	r.Body = &trackedBody{ReadCloser: body}
	return r, nil
}

// isReplayable reports whether sending req twice does no harm.
func isReplayable(req *Request) bool {
	if req.Body != nil && req.Body != NoBody && req.GetBody == nil {
		return false
	}
	switch methodOr(req.Method) {
	case "GET", "HEAD", "OPTIONS", "TRACE":
		return true
	}
	return req.Header.has("Idempotency-Key") || req.Header.has("X-Idempotency-Key")
}

// shouldRetry: a connection that was kept may have been closed by the server just
// before the request came.
func (pc *persistConn) shouldRetry(req *Request, err error) bool {
	if !pc.isReused() {
		return false
	}
	if _, ok := err.(nothingWritten); ok {
		return req.outgoingLength() == 0 || req.GetBody != nil
	}
	if !isReplayable(req) {
		return false
	}
	if _, ok := err.(readFailed); ok {
		return true
	}
	return err == errServerClosedIdle
}

// A connKey says which connections a request may use.
type connKey struct {
	proxy  string // URL of the proxy; "": none
	scheme string
	addr   string // host:port of the server; "" with a proxy for http, which takes all
	http1  bool   // only of HTTP/1
}

// A target is a connKey with what it was made of.
type target struct {
	key   connKey
	proxy *url.URL
	addr  string // to dial
	host  string // host:port of the server
}

func (tg *target) secure() bool { return tg.key.scheme == "https" }

func (t *Transport) targetOf(req *Request) (tg target, err error) {
	tg.key.scheme = req.URL.Scheme
	// Only HTTP/1 switches.
	tg.key.http1 = t.speaks.HTTP2() && tg.secure() && req.Header.has("Upgrade") && anyHasToken(req.Header["Connection"], "upgrade")
	tg.host = hostPort(req.URL)
	if t.Proxy != nil {
		if tg.proxy, err = t.Proxy(req); err != nil {
			return tg, err
		}
	}
	if p := tg.proxy; p != nil {
		if p.Scheme != "http" && p.Scheme != "https" && p.Scheme != "" {
			return tg, badStringError("unsupported proxy scheme", p.Scheme)
		}
		tg.key.proxy = p.String()
		tg.addr = hostPort(p)
		if tg.secure() {
			tg.key.addr = tg.host
		}
		return tg, nil
	}
	tg.addr = tg.host
	tg.key.addr = tg.host
	return tg, nil
}

// hostPort returns the host and the port, also if it is the scheme's.
func hostPort(u *url.URL) string {
	port := u.Port()
	if port == "" {
		port = "80"
		if u.Scheme == "https" {
			port = "443"
		}
	}
	host := u.Hostname()
	if h, err := asciiHost(host); err == nil {
		host = h
	}
	return net.JoinHostPort(host, port)
}

func (t *Transport) dial(ctx context.Context, addr string) (net.Conn, error) {
	trace := httptrace.ContextClientTrace(ctx)
	if trace != nil && trace.ConnectStart != nil {
		trace.ConnectStart("tcp", addr)
	}
	var c net.Conn
	var err error
	switch {
	case t.DialContext != nil:
		c, err = t.DialContext(ctx, "tcp", addr)
		if c == nil && err == nil {
			err = errors.New("net/http: Transport.DialContext hook returned (nil, nil)")
		}
	case t.Dial != nil:
		c, err = t.Dial("tcp", addr)
		if c == nil && err == nil {
			err = errors.New("net/http: Transport.Dial hook returned (nil, nil)")
		}
	default:
		var d net.Dialer
		c, err = d.DialContext(ctx, "tcp", addr)
	}
	if trace != nil && trace.ConnectDone != nil {
		trace.ConnectDone("tcp", addr, err)
	}
	return c, err
}

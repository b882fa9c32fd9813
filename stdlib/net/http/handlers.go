// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the handlers, and helpers of handlers, that are not
// about files.

package http

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"maps"
	"net"
	"net/url"
	"path"
	"strings"
	"sync"
	"time"
)

// A Handler answers requests: it writes header and body to the ResponseWriter
// and returns. It should read the body of the request before it writes. If it
// panics the connection is closed.
type Handler interface {
	ServeHTTP(ResponseWriter, *Request)
}

// A HandlerFunc is a function that is a Handler.
type HandlerFunc func(ResponseWriter, *Request)

// ServeHTTP calls f.
func (f HandlerFunc) ServeHTTP(w ResponseWriter, r *Request) { f(w, r) }

// Error answers with a text and a status. Headers that describe another body are
// removed. The handler should then return.
func Error(w ResponseWriter, error string, code int) {
	h := w.Header()
	h.Del("Content-Length")
	h.Set("Content-Type", "text/plain; charset=utf-8")
	h.Set("X-Content-Type-Options", "nosniff")
	w.WriteHeader(code)
	fmt.Fprintln(w, error)
}

// NotFound answers with 404.
func NotFound(w ResponseWriter, r *Request) { Error(w, "404 page not found", StatusNotFound) }

// NotFoundHandler returns a handler that answers with 404.
func NotFoundHandler() Handler { return HandlerFunc(NotFound) }

// StripPrefix returns a handler that calls h with the prefix removed from the
// path, and answers with 404 where it is not there.
func StripPrefix(prefix string, h Handler) Handler {
	if prefix == "" {
		return h
	}
	return HandlerFunc(func(w ResponseWriter, r *Request) {
		p := strings.TrimPrefix(r.URL.Path, prefix)
		raw := strings.TrimPrefix(r.URL.RawPath, prefix)
		if len(p) < len(r.URL.Path) && (r.URL.RawPath == "" || len(raw) < len(r.URL.RawPath)) {
			r2 := new(Request)
			*r2 = *r
			u := *r.URL
			u.Path, u.RawPath = p, raw
			r2.URL = &u
			h.ServeHTTP(w, r2)
		} else {
			NotFound(w, r)
		}
	})
}

// Redirect answers with a redirect to a URL, which may be relative to the
// request's, and a status of 3xx.
func Redirect(w ResponseWriter, r *Request, target string, code int) {
	if u, err := url.Parse(target); err == nil && u.Scheme == "" && u.Host == "" {
		old := r.URL.Path
		if old == "" {
			old = "/"
		}
		if target == "" || target[0] != '/' { // relative to the folder
			dir, _ := path.Split(old)
			target = dir + target
		}
		var query string
		if i := strings.IndexByte(target, '?'); i >= 0 {
			target, query = target[:i], target[i:]
		}
		slash := strings.HasSuffix(target, "/")
		target = path.Clean(target)
		if slash && !strings.HasSuffix(target, "/") {
			target += "/"
		}
		target += query
	}
	h := w.Header()
	_, hadType := h["Content-Type"]
	h.Set("Location", hexEscapeNonASCII(target))
	if !hadType && (r.Method == "GET" || r.Method == "HEAD") {
		h.Set("Content-Type", "text/html; charset=utf-8")
	}
	w.WriteHeader(code)
	if !hadType && r.Method == "GET" {
		fmt.Fprintln(w, "<a href=\""+htmlEscape(target)+"\">"+StatusText(code)+"</a>.\n")
	}
}

func hexEscapeNonASCII(s string) string {
	if isASCII(s) {
		return s
	}
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			fmt.Fprintf(&b, "%%%x", s[i])
		} else {
			b.WriteByte(s[i])
		}
	}
	return b.String()
}

type redirectHandler struct {
	url  string
	code int
}

func (h *redirectHandler) ServeHTTP(w ResponseWriter, r *Request) { Redirect(w, r, h.url, h.code) }

// RedirectHandler returns a handler that redirects all requests.
func RedirectHandler(url string, code int) Handler { return &redirectHandler{url, code} }

// MaxBytesHandler returns a handler that calls h with the body limited by
// MaxBytesReader.
func MaxBytesHandler(h Handler, n int64) Handler {
	return HandlerFunc(func(w ResponseWriter, r *Request) {
		r2 := *r
		r2.Body = MaxBytesReader(w, r.Body, n)
		h.ServeHTTP(w, &r2)
	})
}

// ErrHandlerTimeout is the error of writing in a handler whose time is up.
var ErrHandlerTimeout = errors.New("http: Handler timeout")

// TimeoutHandler returns a handler that calls h and, if that takes longer than
// dt, answers with 503 and msg. What h writes is kept until it returns.
func TimeoutHandler(h Handler, dt time.Duration, msg string) Handler {
	return &timeoutHandler{handler: h, body: msg, dt: dt}
}

type timeoutHandler struct {
	handler Handler
	body    string
	dt      time.Duration
	testCtx context.Context // instead of one that ends after dt
}

func (h *timeoutHandler) ServeHTTP(w ResponseWriter, r *Request) {
	ctx := h.testCtx
	if ctx == nil {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(r.Context(), h.dt)
		defer cancel()
	}
	r = r.WithContext(ctx)
	tw := &timeoutWriter{w: w, header: make(Header), req: r}
	done := make(chan struct{})
	panicked := make(chan any, 1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				panicked <- p
			}
		}()
		h.handler.ServeHTTP(tw, r)
		close(done)
	}()
	select {
	case p := <-panicked:
		panic(p)
	case <-done:
		tw.mu.Lock()
		defer tw.mu.Unlock()
		maps.Copy(w.Header(), tw.header)
		if !tw.wroteHeader {
			tw.code = StatusOK
		}
		w.WriteHeader(tw.code)
		w.Write(tw.buf.Bytes())
	case <-ctx.Done():
		tw.mu.Lock()
		defer tw.mu.Unlock()
		switch err := ctx.Err(); err {
		case context.DeadlineExceeded:
			w.WriteHeader(StatusServiceUnavailable)
			body := h.body
			if body == "" {
				body = "<html><head><title>Timeout</title></head><body><h1>Timeout</h1></body></html>"
			}
			io.WriteString(w, body)
			tw.err = ErrHandlerTimeout
		default:
			w.WriteHeader(StatusServiceUnavailable)
			tw.err = err
		}
	}
}

type timeoutWriter struct {
	w      ResponseWriter
	header Header
	buf    bytes.Buffer
	req    *Request

	mu          sync.Mutex
	err         error // why nothing may be written any more
	wroteHeader bool
	code        int
}

var _ Pusher = (*timeoutWriter)(nil)

func (tw *timeoutWriter) Push(target string, opts *PushOptions) error {
	if p, ok := tw.w.(Pusher); ok {
		return p.Push(target, opts)
	}
	return ErrNotSupported
}

func (tw *timeoutWriter) Header() Header { return tw.header }

func (tw *timeoutWriter) Write(p []byte) (int, error) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	if tw.err != nil {
		return 0, tw.err
	}
	if !tw.wroteHeader {
		tw.writeHeader(StatusOK)
	}
	return tw.buf.Write(p)
}

func (tw *timeoutWriter) WriteHeader(code int) {
	tw.mu.Lock()
	defer tw.mu.Unlock()
	tw.writeHeader(code)
}

func (tw *timeoutWriter) writeHeader(code int) {
	checkStatus(code)
	switch {
	case tw.err != nil:
	case tw.wroteHeader:
		if tw.req != nil {
			caller := relevantCaller()
			logf(tw.req, "http: superfluous response.WriteHeader call from %s", caller)
		}
	default:
		tw.wroteHeader = true
		tw.code = code
	}
}

// A Flusher is a ResponseWriter that can send at once what was written.
type Flusher interface {
	Flush()
}

// A Hijacker is a ResponseWriter that can give its connection away. The server
// then does nothing more with it; the reader may have bytes of the client.
type Hijacker interface {
	Hijack() (net.Conn, *bufio.ReadWriter, error)
}

// A CloseNotifier is a ResponseWriter that tells when the client is gone; a
// request's context does as well.
type CloseNotifier interface {
	CloseNotify() <-chan bool
}

// PushOptions are for Push.
type PushOptions struct {
	Method string // "": GET
	Header Header
}

// A Pusher is a ResponseWriter that can push; only HTTP/2 could.
type Pusher interface {
	Push(target string, opts *PushOptions) error
}

// A ResponseController has what not every ResponseWriter has. It looks through
// those that wrap others and have a method Unwrap() ResponseWriter.
type ResponseController struct{ rw ResponseWriter }

// NewResponseController returns a ResponseController for rw.
func NewResponseController(rw ResponseWriter) *ResponseController { return &ResponseController{rw} }

type rwUnwrapper interface{ Unwrap() ResponseWriter }

func errNotSupported() error { return fmt.Errorf("%w", ErrNotSupported) }

// Flush sends what was written.
func (c *ResponseController) Flush() error {
	for rw := c.rw; ; {
		switch t := rw.(type) {
		case interface{ FlushError() error }:
			return t.FlushError()
		case Flusher:
			t.Flush()
			return nil
		case rwUnwrapper:
			rw = t.Unwrap()
		default:
			return errNotSupported()
		}
	}
}

// Hijack gives the connection away.
func (c *ResponseController) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	for rw := c.rw; ; {
		switch t := rw.(type) {
		case Hijacker:
			return t.Hijack()
		case rwUnwrapper:
			rw = t.Unwrap()
		default:
			return nil, nil, errNotSupported()
		}
	}
}

// SetReadDeadline sets until when the request must have been read.
func (c *ResponseController) SetReadDeadline(deadline time.Time) error {
	for rw := c.rw; ; {
		switch t := rw.(type) {
		case interface{ SetReadDeadline(time.Time) error }:
			return t.SetReadDeadline(deadline)
		case rwUnwrapper:
			rw = t.Unwrap()
		default:
			return errNotSupported()
		}
	}
}

// SetWriteDeadline sets until when the response must have been written.
func (c *ResponseController) SetWriteDeadline(deadline time.Time) error {
	for rw := c.rw; ; {
		switch t := rw.(type) {
		case interface{ SetWriteDeadline(time.Time) error }:
			return t.SetWriteDeadline(deadline)
		case rwUnwrapper:
			rw = t.Unwrap()
		default:
			return errNotSupported()
		}
	}
}

// EnableFullDuplex says that the handler reads the body also after it has begun
// to write.
func (c *ResponseController) EnableFullDuplex() error {
	for rw := c.rw; ; {
		switch t := rw.(type) {
		case interface{ EnableFullDuplex() error }:
			return t.EnableFullDuplex()
		case rwUnwrapper:
			rw = t.Unwrap()
		default:
			return errNotSupported()
		}
	}
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package httputil

import (
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"mime"
	"net"
	"net/http"
	"net/http/httptrace"
	"net/textproto"
	"net/url"
	"slices"
	"strings"
	"sync"
	"time"
)

// A ProxyRequest is a request that a proxy passes on.
type ProxyRequest struct {
	In  *http.Request // must not be changed
	Out *http.Request // to be changed, or replaced
}

// SetURL directs the request to a server; its path and query come first.
func (r *ProxyRequest) SetURL(target *url.URL) {
	retarget(r.Out, target)
	r.Out.Host = ""
}

// SetXForwarded says in X-Forwarded-For, -Host and -Proto whose request it was.
func (r *ProxyRequest) SetXForwarded() {
	if ip, _, err := net.SplitHostPort(r.In.RemoteAddr); err == nil {
		all := append(slices.Clip(r.Out.Header["X-Forwarded-For"]), ip)
		r.Out.Header.Set("X-Forwarded-For", strings.Join(all, ", "))
	} else {
		r.Out.Header.Del("X-Forwarded-For")
	}
	r.Out.Header.Set("X-Forwarded-Host", r.In.Host)
	if r.In.TLS == nil {
		r.Out.Header.Set("X-Forwarded-Proto", "http")
	} else {
		r.Out.Header.Set("X-Forwarded-Proto", "https")
	}
}

// A BufferPool has buffers for copies of bodies.
type BufferPool interface {
	Get() []byte
	Put([]byte)
}

// A ReverseProxy is a handler that passes requests on to another server, and its
// responses back.
type ReverseProxy struct {
	// Rewrite directs the request. What concerns only one connection, and what
	// says whose request it was, is not in Out.
	Rewrite func(*ProxyRequest)
	// Director is the older way: it is given the outgoing request, to which
	// X-Forwarded-For is added afterwards.
	Director func(*http.Request)

	Transport      http.RoundTripper // nil: DefaultTransport
	FlushInterval  time.Duration     // how long a response may wait for more; negative: not at all
	ErrorLog       *log.Logger       // nil: log's standard one
	BufferPool     BufferPool
	ModifyResponse func(*http.Response) error // an error is ErrorHandler's
	ErrorHandler   func(http.ResponseWriter, *http.Request, error)
}

// NewSingleHostReverseProxy returns a proxy for one server. The header field Host
// stays as it is.
func NewSingleHostReverseProxy(target *url.URL) *ReverseProxy {
	return &ReverseProxy{Director: func(req *http.Request) { retarget(req, target) }}
}

// hopHeaders are of one connection.
var hopHeaders = []string{
	"Connection", "Proxy-Connection", "Keep-Alive", "Proxy-Authenticate", "Proxy-Authorization", "Te", "Trailer",
	"Transfer-Encoding", "Upgrade",
}

func removeHopHeaders(h http.Header) {
	for _, f := range h["Connection"] {
		for name := range strings.SplitSeq(f, ",") {
			if name = textproto.TrimString(name); name != "" {
				h.Del(name)
			}
		}
	}
	for _, name := range hopHeaders {
		h.Del(name)
	}
}

func hasToken(fields []string, token string) bool {
	for _, f := range fields {
		for t := range strings.SplitSeq(f, ",") {
			if strings.EqualFold(textproto.TrimString(t), token) {
				return true
			}
		}
	}
	return false
}

func upgradeType(h http.Header) string {
	if !hasToken(h["Connection"], "Upgrade") {
		return ""
	}
	return h.Get("Upgrade")
}

func printable(s string) bool {
	for i := range len(s) {
		if s[i] < ' ' || s[i] > '~' {
			return false
		}
	}
	return true
}

func copyHeader(to, from http.Header) {
	for k, vv := range from {
		for _, v := range vv {
			to.Add(k, v)
		}
	}
}

func (p *ReverseProxy) logf(format string, args ...any) {
	if p.ErrorLog != nil {
		p.ErrorLog.Printf(format, args...)
	} else {
		log.Printf(format, args...)
	}
}

func (p *ReverseProxy) fail(w http.ResponseWriter, req *http.Request, err error) {
	if p.ErrorHandler != nil {
		p.ErrorHandler(w, req, err)
		return
	}
	p.logf("http: proxy error: %v", err)
	w.WriteHeader(http.StatusBadGateway)
}

// modify reports whether the response may go on.
func (p *ReverseProxy) modify(w http.ResponseWriter, res *http.Response, req *http.Request) bool {
	if p.ModifyResponse == nil {
		return true
	}
	if err := p.ModifyResponse(res); err != nil {
		res.Body.Close()
		p.fail(w, req, err)
		return false
	}
	return true
}

// outgoing returns the request to send, or nil after an error.
func (p *ReverseProxy) outgoing(w http.ResponseWriter, req *http.Request, ctx context.Context) *http.Request {
	out := req.Clone(ctx)
	if req.ContentLength == 0 {
		out.Body = nil // else it would be sent in chunks
	}
	if out.Header == nil {
		out.Header = make(http.Header)
	}
	if (p.Director != nil) == (p.Rewrite != nil) {
		p.fail(w, req, errors.New("ReverseProxy must have exactly one of Director or Rewrite set"))
		return nil
	}
	if p.Director != nil {
		p.Director(out)
		if out.Form != nil {
			out.URL.RawQuery = cleanQuery(out.URL.RawQuery)
		}
	}
	out.Close = false
	up := upgradeType(out.Header)
	if !printable(up) {
		p.fail(w, req, fmt.Errorf("client tried to switch to invalid protocol %q", up))
		return nil
	}
	removeHopHeaders(out.Header)
	if hasToken(req.Header["Te"], "trailers") {
		out.Header.Set("Te", "trailers")
	}
	if up != "" {
		out.Header.Set("Connection", "Upgrade")
		out.Header.Set("Upgrade", up)
	}
	if p.Rewrite != nil {
		for _, name := range []string{"Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto"} {
			out.Header.Del(name)
		}
		out.URL.RawQuery = cleanQuery(out.URL.RawQuery)
		pr := &ProxyRequest{In: req, Out: out}
		p.Rewrite(pr)
		out = pr.Out
	} else if ip, _, err := net.SplitHostPort(req.RemoteAddr); err == nil {
		before, ok := out.Header["X-Forwarded-For"]
		if !ok || before != nil { // a Director that has set it to nil wants none
			out.Header.Set("X-Forwarded-For", strings.Join(append(before[:len(before):len(before)], ip), ", "))
		}
	}
	if _, ok := out.Header["User-Agent"]; !ok {
		out.Header.Set("User-Agent", "") // not Transport's own
	}
	return out
}

// ServeHTTP passes a request on.
func (p *ReverseProxy) ServeHTTP(rw http.ResponseWriter, req *http.Request) {
	t := p.Transport
	if t == nil {
		t = http.DefaultTransport
	}
	ctx, cancel := context.WithCancel(req.Context())
	defer cancel()
	out := p.outgoing(rw, req, ctx)
	if out == nil {
		return
	}
	if out.Body != nil {
		// The server may not be done with it when this function returns.
		defer out.Body.Close()
	}
	var mu sync.Mutex
	answered := false
	trace := &httptrace.ClientTrace{Got1xxResponse: func(code int, header textproto.MIMEHeader) error {
		mu.Lock()
		defer mu.Unlock()
		if answered {
			return nil
		}
		h := rw.Header()
		copyHeader(h, http.Header(header))
		rw.WriteHeader(code)
		clear(h) // the server does not do that
		return nil
	}}
	out = out.WithContext(httptrace.WithClientTrace(out.Context(), trace))
	res, err := t.RoundTrip(out)
	mu.Lock()
	answered = true
	mu.Unlock()
	if err != nil {
		p.fail(rw, out, err)
		return
	}
	if res.StatusCode == http.StatusSwitchingProtocols {
		if p.modify(rw, res, out) {
			p.switchProtocols(rw, out, res)
		}
		return
	}
	removeHopHeaders(res.Header)
	if !p.modify(rw, res, out) {
		return
	}
	copyHeader(rw.Header(), res.Header)
	announced := len(res.Trailer)
	if announced > 0 {
		keys := make([]string, 0, announced)
		for k := range res.Trailer {
			keys = append(keys, k)
		}
		rw.Header().Add("Trailer", strings.Join(keys, ", "))
	}
	rw.WriteHeader(res.StatusCode)
	if err := p.copyBody(rw, res.Body, p.flushInterval(res)); err != nil {
		defer res.Body.Close()
		if req.Context().Value(http.ServerContextKey) == nil {
			p.logf("suppressing panic for copyResponse error in test; copy error: %v", err)
			return
		}
		panic(http.ErrAbortHandler) // the client must not take it for whole
	}
	res.Body.Close() // fills in the trailer
	if len(res.Trailer) > 0 {
		http.NewResponseController(rw).Flush() // in chunks, or there is no place for one
	}
	if len(res.Trailer) == announced {
		copyHeader(rw.Header(), res.Trailer)
		return
	}
	for k, vv := range res.Trailer {
		for _, v := range vv {
			rw.Header().Add(http.TrailerPrefix+k, v)
		}
	}
}

func (p *ReverseProxy) flushInterval(res *http.Response) time.Duration {
	if media, _, _ := mime.ParseMediaType(res.Header.Get("Content-Type")); media == "text/event-stream" {
		return -1
	}
	if res.ContentLength == -1 { // a stream
		return -1
	}
	return p.FlushInterval
}

func (p *ReverseProxy) copyBody(to http.ResponseWriter, from io.Reader, interval time.Duration) error {
	var w io.Writer = to
	if interval != 0 {
		f := &flushWriter{w: to, flush: http.NewResponseController(to).Flush, interval: interval}
		defer f.stop()
		f.wait() // the header as well
		w = f
	}
	var buf []byte
	if p.BufferPool != nil {
		buf = p.BufferPool.Get()
		defer func() { p.BufferPool.Put(buf) }()
	}
	if len(buf) == 0 {
		buf = make([]byte, 32<<10)
	}
	for {
		n, rerr := from.Read(buf)
		if rerr != nil && rerr != io.EOF && rerr != context.Canceled {
			p.logf("httputil: ReverseProxy read error during body copy: %v", rerr)
		}
		if n > 0 {
			m, err := w.Write(buf[:n])
			if err != nil {
				return err
			}
			if m != n {
				return io.ErrShortWrite
			}
		}
		if rerr == io.EOF {
			return nil
		}
		if rerr != nil {
			return rerr
		}
	}
}

// A flushWriter lets nothing wait longer than for an interval.
type flushWriter struct {
	w        io.Writer
	flush    func() error
	interval time.Duration

	mu      sync.Mutex
	timer   *time.Timer
	pending bool
}

func (f *flushWriter) Write(p []byte) (int, error) {
	f.mu.Lock()
	n, err := f.w.Write(p)
	f.mu.Unlock()
	f.wait()
	return n, err
}

// wait flushes now, or sees to it that somebody does.
func (f *flushWriter) wait() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.interval < 0 {
		f.flush()
		return
	}
	if f.pending {
		return
	}
	f.pending = true
	if f.timer == nil {
		f.timer = time.AfterFunc(f.interval, f.late)
	} else {
		f.timer.Reset(f.interval)
	}
}

func (f *flushWriter) late() {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.pending { // else it was stopped
		f.flush()
		f.pending = false
	}
}

func (f *flushWriter) stop() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.pending = false
	if f.timer != nil {
		f.timer.Stop()
	}
}

// switchProtocols ties the connections together.
func (p *ReverseProxy) switchProtocols(rw http.ResponseWriter, req *http.Request, res *http.Response) {
	asked, given := upgradeType(req.Header), upgradeType(res.Header)
	if !printable(given) {
		p.fail(rw, req, fmt.Errorf("backend tried to switch to invalid protocol %q", given))
		return
	}
	if !strings.EqualFold(asked, given) {
		p.fail(rw, req, fmt.Errorf("backend tried to switch protocol %q when %q was requested", given, asked))
		return
	}
	back, ok := res.Body.(io.ReadWriteCloser)
	if !ok {
		p.fail(rw, req, fmt.Errorf("internal error: 101 switching protocols response with non-writable body"))
		return
	}
	conn, brw, err := http.NewResponseController(rw).Hijack()
	if errors.Is(err, http.ErrNotSupported) {
		p.fail(rw, req, fmt.Errorf("can't switch protocols using non-Hijacker ResponseWriter type %T", rw))
		return
	}
	ended := make(chan struct{})
	go func() {
		select {
		case <-req.Context().Done():
		case <-ended:
		}
		back.Close()
	}()
	defer close(ended)
	if err != nil {
		p.fail(rw, req, fmt.Errorf("Hijack failed on protocol switch: %v", err))
		return
	}
	defer conn.Close()
	copyHeader(rw.Header(), res.Header)
	res.Header = rw.Header()
	res.Body = nil // only the header
	if err := res.Write(brw); err != nil {
		p.fail(rw, req, fmt.Errorf("response write: %v", err))
		return
	}
	if err := brw.Flush(); err != nil {
		p.fail(rw, req, fmt.Errorf("response flush: %v", err))
		return
	}
	errs := make(chan error, 2)
	pass := func(to io.Writer, from io.Reader) {
		_, err := io.Copy(to, from)
		if c, ok := to.(interface{ CloseWrite() error }); ok && err == nil {
			errs <- c.CloseWrite()
			return
		}
		if err == nil {
			err = io.EOF
		}
		errs <- err
	}
	go pass(conn, back)
	go pass(back, brw) // the client may have sent something already
	if err := <-errs; err == nil {
		<-errs // the other direction goes on
	}
}

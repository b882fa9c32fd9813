// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"math/rand"
	"net"
	"path"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// A ResponseWriter is what a handler answers with. It must not be used after
// ServeHTTP has returned.
type ResponseWriter interface {
	// Header returns the headers that WriteHeader sends; changes after that have
	// no effect, but for trailers.
	Header() Header
	// Write writes to the body, after WriteHeader(StatusOK) if WriteHeader was not
	// called. If there is no Content-Type it is detected from the first 512
	// bytes; of a body that is short and not flushed the Content-Length is added.
	Write([]byte) (int, error)
	// WriteHeader sends the header. A code of 1xx, but 101, may come before others.
	WriteHeader(statusCode int)
}

// Errors of the server.
var (
	ErrBodyNotAllowed  = errors.New("http: request method or response status code does not allow body")
	ErrHijacked        = errors.New("http: connection has been hijacked")
	ErrContentLength   = errors.New("http: wrote more than the declared Content-Length")
	ErrWriteAfterFlush = errors.New("unused")
)

// ErrServerClosed is what Serve and its like return after Shutdown or Close.
var ErrServerClosed = errors.New("http: Server closed")

// ErrAbortHandler is a panic of a handler that is not logged.
var ErrAbortHandler = errors.New("net/http: abort Handler")

type contextKey struct{ name string }

func (k *contextKey) String() string { return "net/http context value " + k.name }

var (
	// ServerContextKey is the key of the *Server in a request's context.
	ServerContextKey = &contextKey{"http-server"}
	// LocalAddrContextKey is the key of the connection's net.Addr.
	LocalAddrContextKey = &contextKey{"local-addr"}
)

// DefaultMaxHeaderBytes limits the header of a request.
const DefaultMaxHeaderBytes = 1 << 20

// TrailerPrefix before a key of ResponseWriter.Header means a trailer.
const TrailerPrefix = "Trailer:"

// A ConnState says what a connection of a server does.
type ConnState int

const (
	StateNew      ConnState = iota // a request should come
	StateActive                    // some of a request was read
	StateIdle                      // between requests
	StateHijacked                  // given away; the last state
	StateClosed                    // the last state
)

func (c ConnState) String() string {
	switch c {
	case StateNew:
		return "new"
	case StateActive:
		return "active"
	case StateIdle:
		return "idle"
	case StateHijacked:
		return "hijacked"
	case StateClosed:
		return "closed"
	}
	return ""
}

// A Server has the parameters of a server; the zero value is one.
type Server struct {
	Addr    string  // to listen on, "host:port"; "": ":http"
	Handler Handler // nil: DefaultServeMux

	// DisableGeneralOptionsHandler passes "OPTIONS *" to Handler.
	DisableGeneralOptionsHandler bool

	TLSConfig *tls.Config // of ServeTLS, which works on a copy

	// Of these, no more than zero is without limit.
	ReadTimeout       time.Duration // of a whole request
	ReadHeaderTimeout time.Duration // of a header; 0: ReadTimeout
	WriteTimeout      time.Duration // from the end of a request's header
	IdleTimeout       time.Duration // of waiting for a request; 0: ReadTimeout

	MaxHeaderBytes int // of request line and header; 0: DefaultMaxHeaderBytes

	// TLSNextProto has who serves connections by other protocols of ALPN.
	TLSNextProto map[string]func(*Server, *tls.Conn, Handler)

	ConnState   func(net.Conn, ConnState)
	ErrorLog    *log.Logger                        // nil: log's standard one
	BaseContext func(net.Listener) context.Context // nil: Background
	// ConnContext changes the context of a new connection.
	ConnContext func(ctx context.Context, c net.Conn) context.Context

	HTTP2 *HTTP2Config // nil: the zero one
	// Protocols are those that the server speaks; nil: HTTP/1 and, with TLS, HTTP/2,
	// unless TLSNextProto is there without "h2".
	Protocols *Protocols

	inShutdown        atomic.Bool
	disableKeepAlives atomic.Bool

	mu         sync.Mutex
	listeners  map[*net.Listener]struct{}
	conns      map[*conn]struct{}
	onShutdown []func()
	serving    sync.WaitGroup // of Serve

	setup    sync.Once // of HTTP/2
	setupErr error
}

// Serve serves l with a Server of its own.
func Serve(l net.Listener, handler Handler) error { return (&Server{Handler: handler}).Serve(l) }

// ListenAndServe listens on a TCP address and serves. It always returns an error.
func ListenAndServe(addr string, handler Handler) error {
	return (&Server{Addr: addr, Handler: handler}).ListenAndServe()
}

// ListenAndServeTLS is ListenAndServe for https.
func ListenAndServeTLS(addr, certFile, keyFile string, handler Handler) error {
	return (&Server{Addr: addr, Handler: handler}).ListenAndServeTLS(certFile, keyFile)
}

// ServeTLS is Serve for https.
func ServeTLS(l net.Listener, handler Handler, certFile, keyFile string) error {
	return (&Server{Handler: handler}).ServeTLS(l, certFile, keyFile)
}

// ListenAndServeTLS listens on s.Addr, by default ":https", and serves. The files
// have the certificate, with those of its issuers behind it, and its key; they are
// not needed if TLSConfig has certificates.
func (s *Server) ListenAndServeTLS(certFile, keyFile string) error {
	if s.inShutdown.Load() {
		return ErrServerClosed
	}
	addr := s.Addr
	if addr == "" {
		addr = ":https"
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	defer l.Close()
	return s.ServeTLS(l, certFile, keyFile)
}

// ServeTLS is Serve with a handshake first; see ListenAndServeTLS.
func (s *Server) ServeTLS(l net.Listener, certFile, keyFile string) error {
	if err := s.setUpHTTP2(true); err != nil {
		return err
	}
	config := s.TLSConfig.Clone()
	if config == nil {
		config = &tls.Config{}
	}
	config.NextProtos = s.protocols().offer(config.NextProtos)
	has := len(config.Certificates) > 0 || config.GetCertificate != nil || config.GetConfigForClient != nil
	if !has || certFile != "" || keyFile != "" {
		cert, err := tls.LoadX509KeyPair(certFile, keyFile)
		if err != nil {
			return err
		}
		config.Certificates = []tls.Certificate{cert}
	}
	return s.Serve(tls.NewListener(l, config))
}

// handshakeTimeout is the shortest of what limits reading and writing.
func (s *Server) handshakeTimeout() time.Duration {
	var d time.Duration
	for _, v := range [...]time.Duration{s.ReadHeaderTimeout, s.ReadTimeout, s.WriteTimeout} {
		if v > 0 && (d == 0 || v < d) {
			d = v
		}
	}
	return d
}

// ListenAndServe listens on s.Addr and serves. It always returns an error.
func (s *Server) ListenAndServe() error {
	if s.inShutdown.Load() {
		return ErrServerClosed
	}
	addr := s.Addr
	if addr == "" {
		addr = ":http"
	}
	l, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	return s.Serve(l)
}

// Serve accepts connections and has each served by a goroutine. It always
// returns an error, and closes l.
func (s *Server) Serve(l net.Listener) error {
	orig := l
	l = &onceCloseListener{Listener: l}
	defer l.Close()
	if err := s.setUpHTTP2(false); err != nil {
		return err
	}
	if !s.trackListener(&l, true) {
		return ErrServerClosed
	}
	defer s.trackListener(&l, false)
	base := context.Background()
	if s.BaseContext != nil {
		if base = s.BaseContext(orig); base == nil {
			panic("BaseContext returned a nil context")
		}
	}
	ctx := context.WithValue(base, ServerContextKey, s)
	var delay time.Duration // after an error that may pass
	for {
		rwc, err := l.Accept()
		if err != nil {
			if s.inShutdown.Load() {
				return ErrServerClosed
			}
			if ne, ok := err.(net.Error); ok && ne.Temporary() {
				delay = min(max(2*delay, 5*time.Millisecond), time.Second)
				s.logf("http: Accept error: %v; retrying in %v", err, delay)
				time.Sleep(delay)
				continue
			}
			return err
		}
		delay = 0
		connCtx := ctx
		if s.ConnContext != nil {
			if connCtx = s.ConnContext(connCtx, rwc); connCtx == nil {
				panic("ConnContext returned nil")
			}
		}
		c := &conn{server: s, rwc: rwc}
		c.setState(StateNew, true) // before Serve can return
		go c.serve(connCtx)
	}
}

type onceCloseListener struct {
	net.Listener
	once sync.Once
	err  error
}

func (l *onceCloseListener) Close() error {
	l.once.Do(func() { l.err = l.Listener.Close() })
	return l.err
}

// trackListener returns false if the server is shut down.
func (s *Server) trackListener(l *net.Listener, add bool) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !add {
		delete(s.listeners, l)
		s.serving.Done()
		return true
	}
	if s.inShutdown.Load() {
		return false
	}
	if s.listeners == nil {
		s.listeners = make(map[*net.Listener]struct{})
	}
	s.listeners[l] = struct{}{}
	s.serving.Add(1)
	return true
}

func (s *Server) trackConn(c *conn, add bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !add {
		delete(s.conns, c)
		return
	}
	if s.conns == nil {
		s.conns = make(map[*conn]struct{})
	}
	s.conns[c] = struct{}{}
}

func (s *Server) closeListeners() error {
	var err error
	for l := range s.listeners {
		if e := (*l).Close(); e != nil && err == nil {
			err = e
		}
	}
	return err
}

// Close closes all listeners and connections at once, but for hijacked ones.
func (s *Server) Close() error {
	s.inShutdown.Store(true)
	s.mu.Lock()
	defer s.mu.Unlock()
	err := s.closeListeners()
	s.mu.Unlock() // Serve needs it to end
	s.serving.Wait()
	s.mu.Lock()
	for c := range s.conns {
		c.rwc.Close()
		delete(s.conns, c)
	}
	return err
}

// shutdownPollMax is how seldom Shutdown looks for idle connections.
const shutdownPollMax = 500 * time.Millisecond

// Shutdown closes the listeners, then connections as they become idle, and
// returns when all are closed, or with ctx's error. Hijacked connections are not
// waited for.
func (s *Server) Shutdown(ctx context.Context) error {
	s.inShutdown.Store(true)
	s.mu.Lock()
	err := s.closeListeners()
	for _, f := range s.onShutdown {
		go f()
	}
	for c := range s.conns {
		c.goAway()
	}
	s.mu.Unlock()
	s.serving.Wait()
	wait := time.Millisecond
	next := func() time.Duration {
		d := wait + time.Duration(rand.Int63n(int64(wait/10)+1))
		wait = min(2*wait, shutdownPollMax)
		return d
	}
	t := time.NewTimer(next())
	defer t.Stop()
	for {
		if s.closeIdleConns() {
			return err
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-t.C:
			t.Reset(next())
		}
	}
}

// RegisterOnShutdown has f called, in a goroutine, when Shutdown is.
func (s *Server) RegisterOnShutdown(f func()) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.onShutdown = append(s.onShutdown, f)
}

// closeIdleConns returns true if there are no other connections.
func (s *Server) closeIdleConns() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	quiet := true
	for c := range s.conns {
		state, since := c.getState()
		if state == StateNew && since < time.Now().Unix()-5 { // from which nothing came
			state = StateIdle
		}
		if state != StateIdle || since == 0 {
			quiet = false
			continue
		}
		c.rwc.Close()
		delete(s.conns, c)
	}
	return quiet
}

// SetKeepAlivesEnabled sets whether connections are used for several requests;
// at first they are.
func (s *Server) SetKeepAlivesEnabled(v bool) {
	s.disableKeepAlives.Store(!v)
	if !v {
		s.closeIdleConns()
	}
}

func (s *Server) doKeepAlives() bool { return !s.disableKeepAlives.Load() && !s.inShutdown.Load() }

func (s *Server) logf(format string, args ...any) {
	if s.ErrorLog != nil {
		s.ErrorLog.Printf(format, args...)
	} else {
		log.Printf(format, args...)
	}
}

// logf logs with the server of a request.
func logf(r *Request, format string, args ...any) {
	if s, _ := r.Context().Value(ServerContextKey).(*Server); s != nil {
		s.logf(format, args...)
	} else {
		log.Printf(format, args...)
	}
}

// relevantCaller returns the first caller outside of this package.
func relevantCaller() string {
	var pcs [16]uintptr
	n := runtime.Callers(1, pcs[:])
	frames := runtime.CallersFrames(pcs[:n])
	for {
		f, more := frames.Next()
		if !strings.HasPrefix(f.Function, "net/http.") || !more {
			return fmt.Sprintf("%s (%s:%d)", f.Function, path.Base(f.File), f.Line)
		}
	}
}

func (s *Server) maxHeaderBytes() int64 {
	if s.MaxHeaderBytes > 0 {
		return int64(s.MaxHeaderBytes)
	}
	return DefaultMaxHeaderBytes
}

func (s *Server) idleTimeout() time.Duration {
	if s.IdleTimeout != 0 {
		return s.IdleTimeout
	}
	return s.ReadTimeout
}

func (s *Server) readHeaderTimeout() time.Duration {
	if s.ReadHeaderTimeout != 0 {
		return s.ReadHeaderTimeout
	}
	return s.ReadTimeout
}

// A serverHandler is the handler of a server, whatever that is.
type serverHandler struct{ s *Server }

func (sh serverHandler) ServeHTTP(w ResponseWriter, r *Request) {
	h := sh.s.Handler
	if h == nil {
		h = DefaultServeMux
	}
	if !sh.s.DisableGeneralOptionsHandler && r.RequestURI == "*" && r.Method == "OPTIONS" {
		h = HandlerFunc(generalOptions)
	}
	h.ServeHTTP(w, r)
}

// generalOptions answers "OPTIONS *".
func generalOptions(w ResponseWriter, r *Request) {
	w.Header().Set("Content-Length", "0")
	if r.ContentLength != 0 {
		io.Copy(io.Discard, MaxBytesReader(w, r.Body, 4<<10)) // a client may send something
	}
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package httptest

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net"
	"net/http"
	"net/http/internal/testcert"
	"strings"
	"sync"
	"time"
)

// A Server serves on a loopback address, at a port of the system's choice.
type Server struct {
	URL         string // "http://127.0.0.1:1234"
	Listener    net.Listener
	EnableHTTP2 bool        // may be set before StartTLS
	TLS         *tls.Config // may be set before StartTLS
	Config      *http.Server

	certificate *x509.Certificate
	client      *http.Client
	wg          sync.WaitGroup // of connections, and of Serve

	mu     sync.Mutex
	closed bool
	conns  map[net.Conn]http.ConnState
}

func listen() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		if l, err = net.Listen("tcp6", "[::1]:0"); err != nil {
			panic(fmt.Sprintf("httptest: failed to listen on a port: %v", err))
		}
	}
	return l
}

// NewServer starts a server.
func NewServer(handler http.Handler) *Server {
	s := NewUnstartedServer(handler)
	s.Start()
	return s
}

// NewUnstartedServer returns a server that can be changed before Start.
func NewUnstartedServer(handler http.Handler) *Server {
	return &Server{Listener: listen(), Config: &http.Server{Handler: handler}}
}

// Start starts a server.
func (s *Server) Start() {
	if s.URL != "" {
		panic("Server already started")
	}
	if s.client == nil {
		t := &http.Transport{}
		t.DialContext = s.dialer(t, ":80")
		s.client = &http.Client{Transport: t}
	}
	s.URL = "http://" + s.Listener.Addr().String()
	s.serve()
}

// dialer returns a function that takes example.com, and what is below, for the server.
func (s *Server) dialer(t *http.Transport, port string) func(context.Context, string, string) (net.Conn, error) {
	return func(ctx context.Context, network, addr string) (net.Conn, error) {
		if t.Dial != nil {
			return t.Dial(network, addr)
		}
		if addr == "example.com"+port || strings.HasSuffix(addr, ".example.com"+port) {
			addr = s.Listener.Addr().String()
		}
		var d net.Dialer
		return d.DialContext(ctx, network, addr)
	}
}

func (s *Server) serve() {
	s.watch()
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		s.Config.Serve(s.Listener)
	}()
}

// NewTLSServer starts a server for https.
func NewTLSServer(handler http.Handler) *Server {
	s := NewUnstartedServer(handler)
	s.StartTLS()
	return s
}

// StartTLS starts a server for https. Only the client of Client trusts it, unless
// TLS has certificates.
func (s *Server) StartTLS() {
	if s.URL != "" {
		panic("Server already started")
	}
	if s.client == nil {
		s.client = &http.Client{}
	}
	fail := func(err error) { panic(fmt.Sprintf("httptest: NewTLSServer: %v", err)) }
	cert, err := tls.X509KeyPair(testcert.LocalhostCert, testcert.LocalhostKey)
	if err != nil {
		fail(err)
	}
	if s.TLS = s.TLS.Clone(); s.TLS == nil {
		s.TLS = &tls.Config{}
	}
	if s.TLS.NextProtos == nil {
		s.TLS.NextProtos = []string{"http/1.1"}
		if s.EnableHTTP2 {
			s.TLS.NextProtos = []string{"h2"}
		}
	}
	if len(s.TLS.Certificates) == 0 {
		s.TLS.Certificates = []tls.Certificate{cert}
	}
	if s.certificate, err = x509.ParseCertificate(s.TLS.Certificates[0].Certificate[0]); err != nil {
		fail(err)
	}
	roots := x509.NewCertPool()
	roots.AddCert(s.certificate)
	t := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}, ForceAttemptHTTP2: s.EnableHTTP2}
	t.DialContext = s.dialer(t, ":443")
	s.client.Transport = t
	s.Listener = tls.NewListener(s.Listener, s.TLS)
	s.URL = "https://" + s.Listener.Addr().String()
	s.serve()
}

// Certificate returns the server's, nil without TLS.
func (s *Server) Certificate() *x509.Certificate { return s.certificate }

// Client returns a client whose connections Close closes.
func (s *Server) Client() *http.Client { return s.client }

// watch follows the states of connections.
func (s *Server) watch() {
	old := s.Config.ConnState
	s.Config.ConnState = func(c net.Conn, cs http.ConnState) {
		s.mu.Lock()
		switch cs {
		case http.StateNew:
			if s.conns == nil {
				s.conns = make(map[net.Conn]http.ConnState)
			}
			s.wg.Add(1)
			s.conns[c] = cs
			if s.closed { // it came too late
				c.Close()
			}
		case http.StateActive, http.StateIdle:
			if _, ok := s.conns[c]; ok {
				s.conns[c] = cs
				if cs == http.StateIdle && s.closed {
					c.Close()
				}
			}
		case http.StateHijacked, http.StateClosed:
			if _, ok := s.conns[c]; ok {
				delete(s.conns, c)
				defer s.wg.Done()
			}
		}
		s.mu.Unlock()
		if old != nil {
			old(c, cs)
		}
	}
}

// Close ends the server, when the requests that are being served are answered.
func (s *Server) Close() {
	s.mu.Lock()
	if !s.closed {
		s.closed = true
		s.Listener.Close()
		s.Config.SetKeepAlivesEnabled(false)
		for c, st := range s.conns {
			if st == http.StateIdle || st == http.StateNew {
				c.Close()
			}
		}
		t := time.AfterFunc(5*time.Second, s.logBlocked)
		defer t.Stop()
	}
	s.mu.Unlock()
	// Not only those of s.Client: tests use the default one.
	if t, ok := http.DefaultTransport.(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
	if s.client != nil {
		s.client.CloseIdleConnections()
	}
	s.wg.Wait()
}

func (s *Server) logBlocked() {
	s.mu.Lock()
	defer s.mu.Unlock()
	println("httptest.Server blocked in Close after 5 seconds, waiting for connections:")
	for c, st := range s.conns {
		println(fmt.Sprintf("  %T %p %v in state %v", c, c, c.RemoteAddr(), st))
	}
}

// CloseClientConnections closes all connections.
func (s *Server) CloseClientConnections() {
	s.mu.Lock()
	var all []net.Conn
	for c := range s.conns {
		all = append(all, c)
	}
	s.mu.Unlock()
	for _, c := range all {
		c.Close()
	}
	for end := time.Now().Add(5 * time.Second); time.Now().Before(end); time.Sleep(time.Millisecond) {
		s.mu.Lock()
		left := false
		for _, c := range all {
			if _, ok := s.conns[c]; ok {
				left = true
			}
		}
		s.mu.Unlock()
		if !left {
			return
		}
	}
}

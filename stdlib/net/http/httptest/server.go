// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package httptest

import (
	"crypto/tls"
	"fmt"
	"net"
	"net/http"
	"sync"
	"time"
)

// A Server serves on a loopback address, at a port of the system's choice.
type Server struct {
	URL         string // "http://127.0.0.1:1234"
	Listener    net.Listener
	EnableHTTP2 bool        // not used
	TLS         *tls.Config // not used
	Config      *http.Server

	client *http.Client
	wg     sync.WaitGroup // of connections, and of Serve

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
		s.client = &http.Client{Transport: &http.Transport{}}
	}
	s.URL = "http://" + s.Listener.Addr().String()
	s.watch()
	s.wg.Add(1)
	go func() {
		defer s.wg.Done()
		s.Config.Serve(s.Listener)
	}()
}

// NewTLSServer panics: there is no TLS yet.
func NewTLSServer(handler http.Handler) *Server { panic("httptest: goloom does not support TLS") }

// StartTLS panics: there is no TLS yet.
func (s *Server) StartTLS() { panic("httptest: goloom does not support TLS") }

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

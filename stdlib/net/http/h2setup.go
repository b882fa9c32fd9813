// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements which protocol a connection of a server has.

package http

import (
	"bufio"
	"crypto/tls"
	"errors"
	"net"
	"net/http/internal/h2"
	"os"
	"slices"
	"strings"
	"time"
)

// godebug reports whether GODEBUG has the setting.
func godebug(setting string) bool {
	return slices.Contains(strings.Split(os.Getenv("GODEBUG"), ","), setting)
}

func (s *Server) protocols() Protocols {
	if s.Protocols != nil {
		return *s.Protocols
	}
	var p Protocols
	p.SetHTTP1(true)
	_, has := s.TLSNextProto["h2"]
	p.SetHTTP2(has || s.TLSNextProto == nil && !godebug("http2server=0"))
	return p
}

// offer returns protocols of ALPN with those of p, and without those that p lacks.
func (p Protocols) offer(protocols []string) []string {
	out := make([]string, 0, len(protocols)+2)
	for _, name := range protocols {
		if name == "h2" && !p.HTTP2() || name == "http/1.1" && !p.HTTP1() {
			continue
		}
		out = append(out, name)
	}
	if p.HTTP2() && !slices.Contains(out, "h2") {
		out = append(out, "h2")
	}
	if p.HTTP1() && !slices.Contains(out, "http/1.1") {
		out = append(out, "http/1.1")
	}
	return out
}

var errH2Suites = errors.New("http2: TLSConfig.CipherSuites is missing an HTTP/2-required AES_128_GCM_SHA256 cipher (need at least one of " +
	"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256 or TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256)")

// setUpHTTP2 has TLSNextProto serve HTTP/2, if the server should, once. Without
// own, whoever has made a listener with TLS says himself whether there is HTTP/2.
func (s *Server) setUpHTTP2(own bool) error {
	s.setup.Do(func() {
		p := s.protocols()
		if !own && s.TLSConfig != nil && !slices.Contains(s.TLSConfig.NextProtos, "h2") && !p.UnencryptedHTTP2() {
			return
		}
		if p.HTTP2() && s.TLSNextProto["h2"] == nil {
			s.setupErr = s.configureHTTP2()
		}
	})
	return s.setupErr
}

func (s *Server) configureHTTP2() error {
	if s.TLSConfig == nil {
		s.TLSConfig = &tls.Config{}
	}
	c := s.TLSConfig
	if c.CipherSuites != nil && c.MinVersion < tls.VersionTLS13 &&
		!slices.Contains(c.CipherSuites, tls.TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256) &&
		!slices.Contains(c.CipherSuites, tls.TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256) {
		return errH2Suites // RFC 9113, 9.2.2
	}
	if !slices.Contains(c.NextProtos, "h2") {
		c.NextProtos = append(slices.Clone(c.NextProtos), "h2")
	}
	if !slices.Contains(c.NextProtos, "http/1.1") {
		c.NextProtos = append(c.NextProtos, "http/1.1")
	}
	if s.TLSNextProto == nil {
		s.TLSNextProto = make(map[string]func(*Server, *tls.Conn, Handler))
	}
	s.TLSNextProto["h2"] = func(s *Server, t *tls.Conn, h Handler) {
		if o, ok := h.(otherProtocol); ok {
			o.c.serveH2(o.ctx, t, o.h, true)
		}
	}
	return nil
}

// goAway has a connection of HTTP/2 end when its requests are answered.
func (c *conn) goAway() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.h2 != nil {
		c.h2.shutdown()
	}
}

// hasPreface waits until it is clear whether the client's preface of HTTP/2 comes.
func (c *conn) hasPreface() bool {
	if d := c.server.readHeaderTimeout(); d > 0 {
		c.setReadDeadline(time.Now().Add(d))
	}
	c.r.remain = c.server.maxHeaderBytes() + 4096
	for n := 1; n <= len(h2.Preface); n++ {
		b, err := c.br.Peek(n)
		if err != nil || b[n-1] != h2.Preface[n-1] {
			return false
		}
	}
	c.r.remain = noLimit
	return true
}

// A bufferedConn is a connection of which something was read already.
type bufferedConn struct {
	net.Conn
	br *bufio.Reader
}

func (c *bufferedConn) Read(p []byte) (int, error) { return c.br.Read(p) }

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements what a Transport does for https: handshakes, and tunnels
// through proxies.

package http

import (
	"bufio"
	"context"
	"crypto/tls"
	"errors"
	"net"
	"net/http/httptrace"
	"net/url"
	"slices"
	"strings"
	"time"
)

var errHandshakeTimeout error = &timeoutError{"net/http: TLS handshake timeout"}

// connectByHook makes a connection with DialTLSContext or DialTLS.
func (t *Transport) connectByHook(ctx context.Context, tg target) (*persistConn, error) {
	var conn net.Conn
	var err error
	if t.DialTLSContext != nil {
		conn, err = t.DialTLSContext(ctx, "tcp", tg.addr)
	} else {
		conn, err = t.DialTLS("tcp", tg.addr)
	}
	if conn == nil && err == nil {
		err = errors.New("net/http: Transport.DialTLS or DialTLSContext returned (nil, nil)")
	}
	if err != nil {
		return nil, err
	}
	var state *tls.ConnectionState
	if c, ok := conn.(*tls.Conn); ok {
		trace := httptrace.ContextClientTrace(ctx)
		if state, err = handshake(ctx, c, trace); err != nil {
			go conn.Close()
			return nil, err
		}
	}
	return t.newConn(tg, conn, state)
}

// secure does the handshake with the server at an address. After an error conn is
// closed. Of protocols, the server chooses one; nil: HTTP/1.
func (t *Transport) secure(ctx context.Context, conn net.Conn, addr string, protocols *Protocols) (net.Conn, *tls.ConnectionState, error) {
	config := t.TLSClientConfig.Clone()
	if config == nil {
		config = &tls.Config{}
	}
	if config.ServerName == "" {
		host, _, err := net.SplitHostPort(addr)
		if err != nil {
			host = addr
		}
		config.ServerName = host
	}
	if protocols != nil {
		config.NextProtos = protocols.offer(config.NextProtos)
	} else {
		config.NextProtos = withoutH2(config.NextProtos)
	}
	c := tls.Client(conn, config)
	trace := httptrace.ContextClientTrace(ctx)
	hctx, cancel := ctx, func() {}
	if d := t.TLSHandshakeTimeout; d > 0 {
		hctx, cancel = context.WithTimeoutCause(ctx, d, errHandshakeTimeout)
	}
	defer cancel()
	state, err := handshake(hctx, c, trace)
	if err == nil {
		return c, state, nil
	}
	conn.Close()
	if hctx.Err() != nil && context.Cause(hctx) == errHandshakeTimeout {
		err = errHandshakeTimeout
	}
	return nil, nil, err
}

func withoutH2(protocols []string) []string {
	if !slices.Contains(protocols, "h2") {
		return protocols
	}
	return slices.DeleteFunc(slices.Clone(protocols), func(p string) bool { return p == "h2" })
}

func handshake(ctx context.Context, c *tls.Conn, trace *httptrace.ClientTrace) (*tls.ConnectionState, error) {
	if trace != nil && trace.TLSHandshakeStart != nil {
		trace.TLSHandshakeStart()
	}
	err := c.HandshakeContext(ctx)
	if err != nil {
		if trace != nil && trace.TLSHandshakeDone != nil {
			trace.TLSHandshakeDone(tls.ConnectionState{}, err)
		}
		return nil, err
	}
	state := c.ConnectionState()
	if trace != nil && trace.TLSHandshakeDone != nil {
		trace.TLSHandshakeDone(state, nil)
	}
	return &state, nil
}

// tunnelTimeout is how long a proxy may take, if nothing else limits it.
const tunnelTimeout = time.Minute

// tunnel has a proxy pass on what comes.
func (t *Transport) tunnel(ctx context.Context, conn net.Conn, tg target) error {
	header := t.ProxyConnectHeader
	if t.GetProxyConnectHeader != nil {
		h, err := t.GetProxyConnectHeader(ctx, tg.proxy, tg.host)
		if err != nil {
			return err
		}
		header = h
	}
	header = header.Clone()
	if header == nil {
		header = make(Header)
	}
	if u := tg.proxy.User; u != nil && header.Get("Proxy-Authorization") == "" {
		password, _ := u.Password()
		header.Set("Proxy-Authorization", "Basic "+basicAuth(u.Username(), password))
	}
	req := &Request{Method: "CONNECT", URL: &url.URL{Opaque: tg.host}, Host: tg.host, Header: header}
	if _, ok := ctx.Deadline(); !ok {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, tunnelTimeout)
		defer cancel()
	}
	stop := context.AfterFunc(ctx, func() { conn.SetDeadline(time.Unix(1, 0)) })
	resp, err := connectVia(conn, req)
	if !stop() {
		return ctx.Err()
	}
	if err != nil {
		return err
	}
	if t.OnProxyConnectResponse != nil {
		if err := t.OnProxyConnectResponse(ctx, tg.proxy, req, resp); err != nil {
			return err
		}
	}
	if resp.StatusCode != StatusOK {
		_, text, ok := strings.Cut(resp.Status, " ")
		if !ok {
			text = "unknown status code"
		}
		return errors.New(text)
	}
	return nil
}

func connectVia(conn net.Conn, req *Request) (*Response, error) {
	if err := req.Write(conn); err != nil {
		return nil, err
	}
	// Nothing comes before we have said something: the reader takes nothing away.
	return ReadResponse(bufio.NewReader(conn), req)
}

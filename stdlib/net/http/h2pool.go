// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements how a Transport comes to speak other protocols than
// HTTP/1, and how requests share the connections of such.

package http

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"math/rand"
	"net"
	"slices"
	"time"
)

// A multiplexer is a connection that several requests may have.
type multiplexer interface {
	// reserve returns false if the connection takes no other request; else
	// roundTrip or release follows.
	reserve() bool
	release()
	roundTrip(ctx context.Context, req *Request, stop func()) (*Response, error)
	closeIfIdle(err error) bool
	closeNow(err error)
}

func (t *Transport) protocols() Protocols {
	if t.Protocols != nil {
		return *t.Protocols
	}
	var p Protocols
	p.SetHTTP1(true)
	custom := t.TLSClientConfig != nil || t.Dial != nil || t.DialContext != nil || t.DialTLS != nil || t.DialTLSContext != nil
	switch {
	case t.TLSNextProto != nil:
		p.SetHTTP2(t.TLSNextProto["h2"] != nil)
	case custom && !t.ForceAttemptHTTP2: // they may not be made for it
	case !godebug("http2client=0"):
		p.SetHTTP2(true)
	}
	return p
}

// setUp finds which protocols there are, once.
func (t *Transport) setUp() {
	t.setup.Do(func() {
		t.speaks = t.protocols()
		t.ownNext = t.TLSNextProto == nil
		if !t.speaks.HTTP2() || t.TLSNextProto["h2"] != nil {
			return
		}
		t.ownH2 = true
		if t.TLSNextProto == nil {
			t.TLSNextProto = make(map[string]func(string, *tls.Conn) RoundTripper)
		}
		t.TLSNextProto["h2"] = t.roundTripperOn
		if t.TLSClientConfig == nil {
			t.TLSClientConfig = &tls.Config{}
		}
		t.TLSClientConfig.NextProtos = t.speaks.offer(t.TLSClientConfig.NextProtos)
	})
}

// protocols returns which the server of a target may choose; nil: only HTTP/1.
func (tg *target) protocols(t *Transport) *Protocols {
	if tg.key.http1 || !t.speaks.HTTP2() {
		return nil
	}
	return &t.speaks
}

// newConn makes a connection of what was agreed on.
func (t *Transport) newConn(tg target, conn net.Conn, state *tls.ConnectionState) (*persistConn, error) {
	protocol := ""
	if state != nil {
		protocol = state.NegotiatedProtocol
	}
	known := state == nil && tg.proxy == nil && t.speaks.UnencryptedHTTP2() && !t.speaks.HTTP1()
	if known || protocol == "h2" && t.ownH2 {
		return t.newH2Conn(tg, conn, state)
	}
	next := t.TLSNextProto[protocol]
	c, ok := conn.(*tls.Conn)
	if protocol == "" || next == nil || !ok {
		return newPersistConn(t, tg, conn, state), nil
	}
	rt := next(tg.host, c)
	if e, ok := rt.(interface{ RoundTripErr() error }); ok { // it does not want the connection
		return nil, e.RoundTripErr()
	}
	pc := &persistConn{t: t, key: tg.key, conn: conn, tls: state, closech: make(chan struct{})}
	pc.multi = &foreign{rt: rt, pc: pc}
	return pc, nil
}

func (t *Transport) newH2Conn(tg target, conn net.Conn, state *tls.ConnectionState) (*persistConn, error) {
	pc := &persistConn{t: t, key: tg.key, conn: conn, tls: state, closech: make(chan struct{})}
	if err := newH2Client(t, pc); err != nil {
		conn.Close()
		return nil, err
	}
	return pc, nil
}

// A foreign is a connection that a function of TLSNextProto has.
type foreign struct {
	rt RoundTripper
	pc *persistConn
}

func (f *foreign) reserve() bool { return !f.pc.isBroken() }
func (f *foreign) release()      {}

func (f *foreign) roundTrip(ctx context.Context, req *Request, stop func()) (*Response, error) {
	return f.rt.RoundTrip(req.WithContext(ctx))
}

// closeIfIdle leaves it to the RoundTripper what that is.
func (f *foreign) closeIfIdle(err error) bool {
	if c, ok := f.rt.(interface{ CloseIdleConnections() }); ok {
		c.CloseIdleConnections()
	}
	return false
}

func (f *foreign) closeNow(err error) { f.pc.conn.Close() }

// An h2roundTripper is a RoundTripper on one connection.
type h2roundTripper struct {
	pc  *persistConn
	err error // why there is none
}

func (rt h2roundTripper) RoundTrip(req *Request) (*Response, error) {
	if rt.err != nil {
		return nil, rt.err
	}
	if !rt.pc.multi.reserve() {
		return nil, errH2Unusable
	}
	return rt.pc.multi.roundTrip(req.Context(), trackBody(req), func() {})
}

// roundTripperOn is our function of TLSNextProto, for others to call.
func (t *Transport) roundTripperOn(authority string, c *tls.Conn) RoundTripper {
	state := c.ConnectionState()
	pc, err := t.newH2Conn(target{key: connKey{scheme: "https", addr: authority}}, c, &state)
	if err == nil {
		pc.multi.release()
	}
	return h2roundTripper{pc, err}
}

// share has other requests use a new connection.
func (t *Transport) share(pc *persistConn) {
	if t.DisableKeepAlives {
		pc.multi.closeIfIdle(errKeepAlivesDisabled)
		return
	}
	p := &t.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	// Another one, dialed at the same time, may do.
	for _, other := range p.shared[pc.key] {
		if other.multi.reserve() {
			other.multi.release()
			if pc.multi.closeIfIdle(errTooManyIdleHost) {
				return
			}
			break
		}
	}
	if pc.isBroken() { // by now; unshare was called before
		return
	}
	if p.shared == nil {
		p.shared = make(map[connKey][]*persistConn)
	}
	p.shared[pc.key] = append(p.shared[pc.key], pc)
	p.handOut(pc)
}

// handOut gives the connection to those who wait, with p.mu held.
func (p *connPool) handOut(pc *persistConn) {
	q := compact(p.waiting[pc.key])
	for len(q) > 0 && pc.multi.reserve() {
		if !q[0].deliver(pc, nil, true, time.Time{}) {
			pc.multi.release()
		}
		q[0] = nil
		q = compact(q[1:])
	}
	if len(q) == 0 {
		delete(p.waiting, pc.key)
	} else {
		p.waiting[pc.key] = q
	}
}

// offer is called when a connection takes requests again.
func (t *Transport) offer(pc *persistConn) {
	t.pool.mu.Lock()
	defer t.pool.mu.Unlock()
	t.pool.handOut(pc)
}

// unshare is called when a connection takes no more requests.
func (t *Transport) unshare(pc *persistConn) {
	p := &t.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	list := slices.DeleteFunc(p.shared[pc.key], func(x *persistConn) bool { return x == pc })
	if len(list) == 0 {
		delete(p.shared, pc.key)
	} else {
		p.shared[pc.key] = list
	}
}

// maxTries is how often a request is sent that servers do not look at.
const maxTries = 6

// again reports whether a request that has failed on a shared connection should be
// sent again, after a moment, or else the error that the caller should see.
func (pc *persistConn) again(ctx context.Context, req *Request, err error, tries int) (bool, error) {
	var gone interface{ IsHTTP2NoCachedConnError() }
	if errors.As(err, &gone) { // another implementation's connection is no more
		pc.t.unshare(pc)
		return tries < maxTries, err
	}
	if !h2again(err) || tries >= maxTries {
		return false, err
	}
	if b, ok := req.Body.(*trackedBody); ok && req.GetBody == nil && (b.read.Load() || b.closed.Load()) {
		return false, fmt.Errorf("http2: Transport: cannot retry err [%v] after Request.Body was written; "+
			"define Request.GetBody to avoid this error", err)
	}
	if tries == 0 {
		return true, nil
	}
	wait := time.Second << (tries - 1)
	t := time.NewTimer(wait + time.Duration(rand.Int63n(int64(wait/10))))
	defer t.Stop()
	select {
	case <-t.C:
		return true, nil
	case <-ctx.Done():
		return false, context.Cause(ctx)
	}
}

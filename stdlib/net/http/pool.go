// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements which connection a request of a Transport gets: one that
// is idle, the first one that becomes so, or a new one, whichever is there first.

package http

import (
	"container/list"
	"context"
	"crypto/tls"
	"errors"
	"maps"
	"net"
	"net/http/httptrace"
	"slices"
	"sync"
	"time"
)

// A connPool has the connections of a Transport.
type connPool struct {
	mu      sync.Mutex
	idle    map[connKey][]*persistConn // the last one was used last
	shared  map[connKey][]*persistConn // by requests, of other protocols than HTTP/1
	lru     list.List                  // of all idle ones; the front one was used first
	waiting map[connKey][]*wantConn    // for any connection
	conns   map[connKey]int            // counted for MaxConnsPerHost
	dialing map[connKey][]*wantConn    // for leave to dial
	closed  bool                       // CloseIdleConnections was called; a request opens it again
}

// A wantConn is a request that waits for a connection.
type wantConn struct {
	target target
	ctx    context.Context // for dialing
	ready  chan struct{}   // closed when pc or err is set

	mu   sync.Mutex
	done bool // pc or err is set, or nobody waits any more
	pc   *persistConn
	err  error
	old  bool      // pc had other requests
	idle time.Time // since when pc was idle
}

// deliver returns false if nobody waits any more.
func (w *wantConn) deliver(pc *persistConn, err error, old bool, idle time.Time) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.done {
		return false
	}
	w.done, w.pc, w.err, w.old, w.idle = true, pc, err, old, idle
	close(w.ready)
	return true
}

func (w *wantConn) waits() bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return !w.done
}

// cancel returns the connection, if there is one already, to the pool.
func (w *wantConn) cancel(t *Transport) {
	w.mu.Lock()
	pc := w.pc
	w.done, w.pc = true, nil
	w.mu.Unlock()
	if pc != nil {
		t.giveBack(pc)
	}
}

// giveBack is called with a connection that its request does not need.
func (t *Transport) giveBack(pc *persistConn) {
	if pc.multi != nil {
		pc.multi.release()
	} else {
		t.putOrClose(pc)
	}
}

func (t *Transport) getConn(ctx context.Context, tg target) (*persistConn, error) {
	trace := httptrace.ContextClientTrace(ctx)
	if trace != nil && trace.GetConn != nil {
		trace.GetConn(tg.addr)
	}
	if pc, since := t.takeIdle(tg.key); pc != nil {
		traceGotConn(trace, pc, true, since)
		return pc, nil
	}
	w := &wantConn{target: tg, ctx: ctx, ready: make(chan struct{})}
	t.queue(w)
	select {
	case <-w.ready:
		if w.err == nil {
			traceGotConn(trace, w.pc, w.old, w.idle)
			return w.pc, nil
		}
	case <-ctx.Done():
		w.cancel(t)
	}
	if ctx.Err() == nil {
		return nil, w.err
	}
	// If there was an error, it was that the dial was canceled.
	if err := context.Cause(ctx); err != errRequestCanceled {
		return nil, err
	}
	return nil, errRequestCanceledConn
}

func traceGotConn(trace *httptrace.ClientTrace, pc *persistConn, old bool, since time.Time) {
	if trace == nil || trace.GotConn == nil {
		return
	}
	if _, ok := pc.multi.(*foreign); ok { // it tells itself
		return
	}
	info := httptrace.GotConnInfo{Conn: pc.conn, Reused: old}
	if !since.IsZero() {
		info.WasIdle, info.IdleTime = true, time.Since(since)
	}
	trace.GotConn(info)
}

// takeIdle returns an idle connection, or nil.
func (t *Transport) takeIdle(key connKey) (*persistConn, time.Time) {
	p := &t.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	p.closed = false
	if t.DisableKeepAlives {
		return nil, time.Time{}
	}
	for _, pc := range p.shared[key] {
		if pc.multi.reserve() {
			return pc, time.Time{}
		}
	}
	for {
		list := p.idle[key]
		if len(list) == 0 {
			return nil, time.Time{}
		}
		pc := list[len(list)-1]
		p.remove(pc)
		// The timer may be late, as when the machine slept.
		if t.IdleConnTimeout > 0 && time.Now().Round(0).Sub(pc.idleAt.Round(0)) > t.IdleConnTimeout {
			go pc.close(errIdleTimeout)
			continue
		}
		if !pc.isBroken() {
			return pc, pc.idleAt
		}
	}
}

// remove takes a connection from the idle ones, with p.mu held.
func (p *connPool) remove(pc *persistConn) {
	if pc.element == nil {
		return
	}
	p.lru.Remove(pc.element)
	pc.element = nil
	if pc.idleTimer != nil {
		pc.idleTimer.Stop()
	}
	list := p.idle[pc.key]
	for i, x := range list {
		if x == pc {
			list = append(list[:i], list[i+1:]...)
			break
		}
	}
	if len(list) == 0 {
		delete(p.idle, pc.key)
	} else {
		p.idle[pc.key] = list
	}
}

// queue has w wait for a connection, and makes one if that is allowed.
func (t *Transport) queue(w *wantConn) {
	p := &t.pool
	key := w.target.key
	p.mu.Lock()
	defer p.mu.Unlock()
	if !t.DisableKeepAlives {
		if p.waiting == nil {
			p.waiting = make(map[connKey][]*wantConn)
		}
		p.waiting[key] = append(compact(p.waiting[key]), w)
	}
	if t.MaxConnsPerHost <= 0 {
		go t.dialFor(w)
		return
	}
	if p.conns[key] < t.MaxConnsPerHost {
		if p.conns == nil {
			p.conns = make(map[connKey]int)
		}
		p.conns[key]++
		go t.dialFor(w)
		return
	}
	if p.dialing == nil {
		p.dialing = make(map[connKey][]*wantConn)
	}
	p.dialing[key] = append(compact(p.dialing[key]), w)
}

// compact removes from the front of a queue who does not wait any more.
func compact(q []*wantConn) []*wantConn {
	for len(q) > 0 && !q[0].waits() {
		q[0] = nil
		q = q[1:]
	}
	return q
}

func (t *Transport) dialFor(w *wantConn) {
	pc, err := t.connect(w.ctx, w.target)
	if !w.deliver(pc, err, false, time.Time{}) && err == nil {
		t.giveBack(pc) // another one was there first
	}
	if err == nil && pc.multi != nil {
		t.share(pc)
	}
	if err != nil {
		t.released(w.target.key)
	}
}

func (t *Transport) connect(ctx context.Context, tg target) (*persistConn, error) {
	if tg.secure() && tg.proxy == nil && (t.DialTLSContext != nil || t.DialTLS != nil) {
		return t.connectByHook(ctx, tg)
	}
	conn, err := t.dial(ctx, tg.addr)
	if err != nil {
		return nil, wrapProxyError(tg, err)
	}
	if tg.proxy != nil && tg.proxy.Scheme == "https" {
		c, _, err := t.secure(ctx, conn, tg.addr, nil)
		if err != nil {
			return nil, wrapProxyError(tg, err)
		}
		conn = c
	}
	var state *tls.ConnectionState
	if tg.secure() {
		if tg.proxy != nil {
			if err := t.tunnel(ctx, conn, tg); err != nil {
				conn.Close()
				return nil, err
			}
		}
		if conn, state, err = t.secure(ctx, conn, tg.host, tg.protocols(t)); err != nil {
			return nil, err
		}
	}
	return t.newConn(tg, conn, state)
}

func wrapProxyError(tg target, err error) error {
	if tg.proxy == nil {
		return err
	}
	return &net.OpError{Op: "proxyconnect", Net: "tcp", Err: err}
}

// released is called when a connection that counts for MaxConnsPerHost is no more.
func (t *Transport) released(key connKey) {
	if t.MaxConnsPerHost <= 0 {
		return
	}
	p := &t.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	q := compact(p.dialing[key])
	if len(q) > 0 {
		w := q[0]
		q = q[1:]
		go t.dialFor(w)
	} else if p.conns[key]--; p.conns[key] <= 0 {
		delete(p.conns, key)
	}
	if len(q) == 0 {
		delete(p.dialing, key)
	} else {
		p.dialing[key] = q
	}
}

// Why connections are not kept.
var (
	errKeepAlivesDisabled = errors.New("http: putIdleConn: keep alives disabled")
	errConnBroken         = errors.New("http: putIdleConn: connection is in bad state")
	errCloseIdle          = errors.New("http: putIdleConn: CloseIdleConnections was called")
	errTooManyIdle        = errors.New("http: putIdleConn: too many idle connections")
	errTooManyIdleHost    = errors.New("http: putIdleConn: too many idle connections for host")
	errCloseIdleConns     = errors.New("http: CloseIdleConnections called")
	errIdleTimeout        = errors.New("http: idle connection timeout")
)

func (t *Transport) putOrClose(pc *persistConn) {
	if err := t.putIdle(pc); err != nil {
		pc.close(err)
	}
}

// putIdle gives a connection to who waits for one, or keeps it.
func (t *Transport) putIdle(pc *persistConn) error {
	if t.DisableKeepAlives || t.MaxIdleConnsPerHost < 0 {
		return errKeepAlivesDisabled
	}
	if pc.isBroken() {
		return errConnBroken
	}
	pc.markReused()
	p := &t.pool
	p.mu.Lock()
	defer p.mu.Unlock()
	if pc.element != nil {
		return nil
	}
	pc.idleAt = time.Now()
	if p.handOver(pc) {
		return nil
	}
	if p.closed {
		return errCloseIdle
	}
	limit := t.MaxIdleConnsPerHost
	if limit == 0 {
		limit = DefaultMaxIdleConnsPerHost
	}
	if len(p.idle[pc.key]) >= limit {
		return errTooManyIdleHost
	}
	if p.idle == nil {
		p.idle = make(map[connKey][]*persistConn)
	}
	p.idle[pc.key] = append(p.idle[pc.key], pc)
	pc.element = p.lru.PushBack(pc)
	if t.MaxIdleConns != 0 && p.lru.Len() > t.MaxIdleConns {
		oldest := p.lru.Front().Value.(*persistConn)
		p.remove(oldest)
		go oldest.close(errTooManyIdle)
	}
	if t.IdleConnTimeout > 0 {
		if pc.idleTimer != nil {
			pc.idleTimer.Reset(t.IdleConnTimeout)
		} else {
			pc.idleTimer = time.AfterFunc(t.IdleConnTimeout, pc.closeIfIdle)
		}
	}
	return nil
}

// handOver gives pc to the first that waits, with p.mu held.
func (p *connPool) handOver(pc *persistConn) bool {
	q := p.waiting[pc.key]
	delivered := false
	for len(q) > 0 && !delivered {
		delivered = q[0].deliver(pc, nil, true, time.Time{})
		q[0] = nil
		q = q[1:]
	}
	if len(q) == 0 {
		delete(p.waiting, pc.key)
	} else {
		p.waiting[pc.key] = q
	}
	return delivered
}

func (pc *persistConn) closeIfIdle() {
	p := &pc.t.pool
	p.mu.Lock()
	idle := pc.element != nil
	p.remove(pc)
	p.mu.Unlock()
	if idle {
		pc.close(errIdleTimeout)
	}
}

// removeIdle is called when a connection is closed.
func (t *Transport) removeIdle(pc *persistConn) {
	t.pool.mu.Lock()
	t.pool.remove(pc)
	t.pool.mu.Unlock()
}

func (p *connPool) closeIdle() {
	p.mu.Lock()
	var all []*persistConn
	for p.lru.Len() > 0 {
		pc := p.lru.Front().Value.(*persistConn)
		p.remove(pc)
		all = append(all, pc)
	}
	p.closed = true
	shared := slices.Concat(slices.Collect(maps.Values(p.shared))...)
	p.mu.Unlock()
	for _, pc := range shared {
		pc.multi.closeIfIdle(errCloseIdleConns)
	}
	for _, pc := range all {
		pc.close(errCloseIdleConns)
	}
}

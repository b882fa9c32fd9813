// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// What upstream's tests use of the inside. Tests that use what is not here are left out.

package http

import (
	"context"
	"net"
	"net/url"
	"sort"
	"testing"
	"time"
)

var (
	DefaultUserAgent             = defaultUserAgent
	ExportErrRequestCanceled     = errRequestCanceled
	ExportErrRequestCanceledConn = errRequestCanceledConn
	ExportErrServerClosedIdle    = errServerClosedIdle
	ExportServeFile              = serveFile
	ExportScanETag               = scanETag
	ExportCloseWriteAndWait      = (*conn).closeWriteAndWait
)

func ExportRefererForURL(last, next *url.URL) string { return referer(last, next, "") }

func Export_shouldCopyHeaderOnRedirect(key string, initial, dest *url.URL) bool {
	switch CanonicalHeaderKey(key) {
	case "Authorization", "Www-Authenticate", "Cookie", "Cookie2":
		return isDomainOrSub(dest.Hostname(), initial.Hostname())
	}
	return true
}

func CondSkipHTTP2(t *testing.T) {}

// What upstream hands to its HTTP/2 is nothing to ours.
func ExportHttp2ConfigureServer(s *Server, _ any) error { return s.configureHTTP2() }

func ExportHttp2ConfigureTransport(t *Transport) error {
	t.ForceAttemptHTTP2 = true
	t.setUp()
	return nil
}

func ExportSetH2GoawayTimeout(d time.Duration) (restore func()) {
	old := h2goAwayTimeout
	h2goAwayTimeout = d
	return func() { h2goAwayTimeout = old }
}

// IdleConnStrsForTesting_h2 has an address for each connection of HTTP/2.
func (t *Transport) IdleConnStrsForTesting_h2() []string {
	t.pool.mu.Lock()
	defer t.pool.mu.Unlock()
	var all []string
	for k, list := range t.pool.shared {
		for range list {
			all = append(all, k.addr)
		}
	}
	sort.Strings(all)
	return all
}

// PutIdleTestConnH2 puts a connection into the pool whose requests rt answers.
func (t *Transport) PutIdleTestConnH2(scheme, addr string, rt RoundTripper) bool {
	pc := t.newTestConn(scheme, addr)
	pc.multi = &foreign{rt: rt, pc: pc}
	t.share(pc)
	return true
}

func NewTestTimeoutHandler(handler Handler, ctx context.Context) Handler {
	return &timeoutHandler{handler: handler, testCtx: ctx}
}

// NumPendingRequestsForTesting counts those that wait for a connection.
func (t *Transport) NumPendingRequestsForTesting() (n int) {
	t.pool.mu.Lock()
	defer t.pool.mu.Unlock()
	for _, q := range t.pool.waiting {
		n += len(compact(q))
	}
	return n
}

func (k connKey) text() string { return k.proxy + "|" + k.scheme + "|" + k.addr }

func (t *Transport) IdleConnKeysForTesting() []string {
	t.pool.mu.Lock()
	defer t.pool.mu.Unlock()
	keys := make([]string, 0)
	for k := range t.pool.idle {
		keys = append(keys, k.text())
	}
	sort.Strings(keys)
	return keys
}

func (t *Transport) IdleConnKeyCountForTesting() int { return len(t.IdleConnKeysForTesting()) }

func (t *Transport) IdleConnStrsForTesting() []string {
	t.pool.mu.Lock()
	defer t.pool.mu.Unlock()
	var all []string
	for _, list := range t.pool.idle {
		for _, pc := range list {
			all = append(all, pc.conn.LocalAddr().String()+"/"+pc.conn.RemoteAddr().String())
		}
	}
	sort.Strings(all)
	return all
}

func (t *Transport) IdleConnCountForTesting(scheme, addr string) int {
	t.pool.mu.Lock()
	defer t.pool.mu.Unlock()
	key := connKey{scheme: scheme, addr: addr}
	return len(t.pool.idle[key]) + len(t.pool.shared[key])
}

func (t *Transport) IdleConnWaitMapSizeForTesting() int {
	t.pool.mu.Lock()
	defer t.pool.mu.Unlock()
	return len(t.pool.waiting)
}

func (t *Transport) IsIdleForTesting() bool {
	t.pool.mu.Lock()
	defer t.pool.mu.Unlock()
	return t.pool.closed
}

func (t *Transport) QueueForIdleConnForTesting() { t.takeIdle(connKey{}) }

func (t *Transport) PutIdleTestConn(scheme, addr string) bool {
	return t.putIdle(t.newTestConn(scheme, addr)) == nil
}

// newTestConn returns a connection to nobody, counted as one to the host.
func (t *Transport) newTestConn(scheme, addr string) *persistConn {
	c, _ := net.Pipe()
	key := connKey{scheme: scheme, addr: addr}
	if t.MaxConnsPerHost > 0 {
		t.pool.mu.Lock()
		if t.pool.conns == nil {
			t.pool.conns = map[connKey]int{}
		}
		t.pool.conns[key]++
		t.pool.mu.Unlock()
	}
	return &persistConn{t: t, conn: c, closech: make(chan struct{}), key: key}
}

func (s *Server) ExportAllConnsIdle() bool {
	for st := range s.ExportAllConnsByState() {
		if st != StateIdle {
			return false
		}
	}
	return true
}

func (s *Server) ExportAllConnsByState() map[ConnState]int {
	states := map[ConnState]int{}
	s.mu.Lock()
	defer s.mu.Unlock()
	for c := range s.conns {
		st, _ := c.getState()
		states[st]++
	}
	return states
}

func (r *Request) WithT(t *testing.T) *Request { return r }

func (r *Request) ExportIsReplayable() bool { return isReplayable(r) }

func ResetCachedEnvironment() { envProxy = readEnvProxy() }

func ExportCloseTransportConnsAbruptly(t *Transport) {
	t.pool.mu.Lock()
	defer t.pool.mu.Unlock()
	for _, list := range t.pool.idle {
		for _, pc := range list {
			pc.conn.Close()
		}
	}
}

func ResponseWriterConnForTesting(w ResponseWriter) (c net.Conn, ok bool) {
	switch r := w.(type) {
	case *response:
		return r.conn.rwc, true
	case *h2response:
		return r.sc.c.rwc, true
	}
	return nil, false
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"errors"
	"fmt"
	"net/url"
	"sync"
	"sync/atomic"
)

// A CrossOriginProtection refuses requests that browsers send for other sites, by
// Sec-Fetch-Site or, from old browsers, Origin. GET, HEAD and OPTIONS are always
// allowed: they should change nothing. The zero value is ready.
type CrossOriginProtection struct {
	bypass  atomic.Pointer[ServeMux]
	mu      sync.Mutex // for adding
	trusted sync.Map   // of origins
	deny    atomic.Pointer[Handler]
}

// NewCrossOriginProtection returns one.
func NewCrossOriginProtection() *CrossOriginProtection { return &CrossOriginProtection{} }

// AddTrustedOrigin allows requests of an origin, "scheme://host[:port]".
func (c *CrossOriginProtection) AddTrustedOrigin(origin string) error {
	u, err := url.Parse(origin)
	if err != nil {
		return fmt.Errorf("invalid origin %q: %w", origin, err)
	}
	if u.Scheme == "" {
		return fmt.Errorf("invalid origin %q: scheme is required", origin)
	}
	if u.Host == "" {
		return fmt.Errorf("invalid origin %q: host is required", origin)
	}
	if u.Path != "" || u.RawQuery != "" || u.Fragment != "" {
		return fmt.Errorf("invalid origin %q: path, query, and fragment are not allowed", origin)
	}
	c.trusted.Store(origin, true)
	return nil
}

// AddInsecureBypassPattern allows requests that match a pattern of ServeMux.
func (c *CrossOriginProtection) AddInsecureBypassPattern(pattern string) {
	c.mu.Lock()
	defer c.mu.Unlock()
	mux := c.bypass.Load()
	if mux == nil {
		mux = NewServeMux()
		c.bypass.Store(mux)
	}
	mux.Handle(pattern, HandlerFunc(func(ResponseWriter, *Request) {}))
}

// SetDenyHandler sets what answers requests that are refused; nil: 403.
func (c *CrossOriginProtection) SetDenyHandler(h Handler) {
	if h == nil {
		c.deny.Store(nil)
		return
	}
	c.deny.Store(&h)
}

var (
	errCrossOrigin    = errors.New("cross-origin request detected from Sec-Fetch-Site header")
	errCrossOriginOld = errors.New("cross-origin request detected, and/or browser is out of date: " +
		"Sec-Fetch-Site is missing, and Origin does not match Host")
)

// Check returns why req is refused, or nil.
func (c *CrossOriginProtection) Check(req *Request) error {
	switch req.Method {
	case "GET", "HEAD", "OPTIONS":
		return nil
	}
	switch req.Header.Get("Sec-Fetch-Site") {
	case "":
	case "same-origin", "none":
		return nil
	default:
		if c.exempt(req) {
			return nil
		}
		return errCrossOrigin
	}
	origin := req.Header.Get("Origin")
	if origin == "" { // no browser, or the same origin
		return nil
	}
	if o, err := url.Parse(origin); err == nil && o.Host == req.Host {
		return nil
	}
	if c.exempt(req) {
		return nil
	}
	return errCrossOriginOld
}

func (c *CrossOriginProtection) exempt(req *Request) bool {
	if mux := c.bypass.Load(); mux != nil {
		if _, pattern := mux.Handler(req); pattern != "" {
			return true
		}
	}
	_, ok := c.trusted.Load(req.Header.Get("Origin"))
	return ok
}

// Handler returns a handler that calls h with the requests that Check allows.
func (c *CrossOriginProtection) Handler(h Handler) Handler {
	return HandlerFunc(func(w ResponseWriter, r *Request) {
		if err := c.Check(r); err != nil {
			if deny := c.deny.Load(); deny != nil {
				(*deny).ServeHTTP(w, r)
				return
			}
			Error(w, err.Error(), StatusForbidden)
			return
		}
		h.ServeHTTP(w, r)
	})
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"fmt"
	"maps"
	"net"
	"net/url"
	"path"
	"runtime"
	"slices"
	"strings"
	"sync"
)

// A ServeMux is a handler that hands requests to others by their patterns,
// "[METHOD ][HOST]/[PATH]". A path may have segments {name}, which match one
// segment, and end in {name...}, which matches the rest, in a slash, which
// matches the rest too, or in {$}, which matches nothing more. Of several
// patterns that match, the most specific one counts; where none is, Handle
// panics. A request for a path that is not clean, or that lacks a slash at its
// end, is redirected.
//
// The patterns are a tree of segments for each host. Of the patterns that match
// a request each is more specific than the next, as they do not conflict, so the
// first one that is found with text tried before wildcards is the right one.
type ServeMux struct {
	mu       sync.RWMutex
	hosts    map[string]*muxNode // "": all hosts
	patterns []*pattern
}

type muxNode struct {
	text  map[string]*muxNode
	wild  *muxNode
	multi *muxLeaf // patterns that end here in a wildcard for the rest
	leaf  *muxLeaf // patterns that end here
}

type muxLeaf struct {
	any     *muxEntry
	methods map[string]*muxEntry
}

type muxEntry struct {
	pattern *pattern
	handler Handler
}

// NewServeMux returns an empty ServeMux.
func NewServeMux() *ServeMux { return &ServeMux{} }

// DefaultServeMux is what Serve uses if it is given no handler.
var DefaultServeMux = &defaultServeMux

var defaultServeMux ServeMux

// Handle registers a handler in DefaultServeMux.
func Handle(pattern string, handler Handler) { DefaultServeMux.register(pattern, handler) }

// HandleFunc registers a function in DefaultServeMux.
func HandleFunc(pattern string, handler func(ResponseWriter, *Request)) {
	DefaultServeMux.registerFunc(pattern, handler)
}

// Handle registers a handler. It panics if the pattern is not valid or conflicts
// with another one.
func (mux *ServeMux) Handle(pattern string, handler Handler) { mux.register(pattern, handler) }

// HandleFunc registers a function.
func (mux *ServeMux) HandleFunc(pattern string, handler func(ResponseWriter, *Request)) {
	mux.registerFunc(pattern, handler)
}

func (mux *ServeMux) registerFunc(pattern string, f func(ResponseWriter, *Request)) {
	if f == nil {
		panic("http: nil handler")
	}
	mux.add(pattern, HandlerFunc(f))
}

func (mux *ServeMux) register(pattern string, h Handler) { mux.add(pattern, h) }

// add is called two calls below whoever registers.
func (mux *ServeMux) add(str string, h Handler) {
	if str == "" {
		panic("http: invalid pattern")
	}
	if h == nil {
		panic("http: nil handler")
	}
	if f, ok := h.(HandlerFunc); ok && f == nil {
		panic("http: nil handler")
	}
	p, err := parsePattern(str)
	if err != nil {
		panic(err)
	}
	p.loc = "unknown location"
	if _, file, line, ok := runtime.Caller(3); ok {
		p.loc = fmt.Sprintf("%s:%d", file, line)
	}
	mux.mu.Lock()
	defer mux.mu.Unlock()
	for _, q := range mux.patterns {
		if p.conflictsWith(q) {
			panic(fmt.Sprintf("pattern %q (registered at %s) conflicts with pattern %q (registered at %s):\n%s",
				p.str, p.loc, q.str, q.loc, describeConflict(p, q)))
		}
	}
	mux.patterns = append(mux.patterns, p)
	if mux.hosts == nil {
		mux.hosts = map[string]*muxNode{}
	}
	n := mux.hosts[p.host]
	if n == nil {
		n = &muxNode{}
		mux.hosts[p.host] = n
	}
	n.add(p.segments, &muxEntry{p, h})
}

func (n *muxNode) add(segs []segment, e *muxEntry) {
	if len(segs) == 0 {
		n.leaf = n.leaf.with(e)
		return
	}
	s := segs[0]
	var next *muxNode
	switch {
	case s.multi:
		n.multi = n.multi.with(e)
		return
	case s.wild:
		if n.wild == nil {
			n.wild = &muxNode{}
		}
		next = n.wild
	default:
		if next = n.text[s.s]; next == nil {
			if n.text == nil {
				n.text = map[string]*muxNode{}
			}
			next = &muxNode{}
			n.text[s.s] = next
		}
	}
	next.add(segs[1:], e)
}

func (l *muxLeaf) with(e *muxEntry) *muxLeaf {
	if l == nil {
		l = &muxLeaf{}
	}
	if e.pattern.method == "" {
		l.any = e
		return l
	}
	if l.methods == nil {
		l.methods = map[string]*muxEntry{}
	}
	l.methods[e.pattern.method] = e
	return l
}

func (l *muxLeaf) find(method string) *muxEntry {
	if l == nil {
		return nil
	}
	if e := l.methods[method]; e != nil {
		return e
	}
	if method == "HEAD" {
		if e := l.methods["GET"]; e != nil {
			return e
		}
	}
	return l.any
}

// find looks for path, "" or what follows after "/a/b", and returns what the
// wildcards with names have matched.
func (n *muxNode) find(method, path string, matches []string, visit func(*muxLeaf)) (*muxEntry, []string) {
	done := func(l *muxLeaf) *muxEntry {
		if visit != nil && l != nil {
			visit(l)
			return nil
		}
		return l.find(method)
	}
	if path == "" {
		return done(n.leaf), matches
	}
	seg, rest := firstSegment(path)
	if next := n.text[seg]; next != nil {
		if e, m := next.find(method, rest, matches, visit); e != nil {
			return e, m
		}
	}
	if n.wild != nil && seg != "/" {
		if e, m := n.wild.find(method, rest, append(matches, seg), visit); e != nil {
			return e, m
		}
	}
	if e := done(n.multi); e != nil {
		if e.pattern.last().s != "" {
			matches = append(matches, unescapePath(path[1:]))
		}
		return e, matches
	}
	return nil, nil
}

// firstSegment takes the first segment off a path; the last one of "/a/" is "/".
func firstSegment(path string) (seg, rest string) {
	if path == "/" {
		return "/", ""
	}
	path = path[1:]
	i := strings.IndexByte(path, '/')
	if i < 0 {
		i = len(path)
	}
	return unescapePath(path[:i]), path[i:]
}

func (mux *ServeMux) match(host, method, path string) (*muxEntry, []string) {
	if !strings.HasPrefix(path, "/") {
		return nil, nil
	}
	if host != "" {
		if n := mux.hosts[host]; n != nil {
			if e, m := n.find(method, path, nil, nil); e != nil {
				return e, m
			}
		}
	}
	if n := mux.hosts[""]; n != nil {
		return n.find(method, path, nil, nil)
	}
	return nil, nil
}

// allowed returns the methods that the path has.
func (mux *ServeMux) allowed(host, path string) []string {
	set := map[string]bool{}
	visit := func(l *muxLeaf) {
		for m := range l.methods {
			set[m] = true
			if m == "GET" {
				set["HEAD"] = true
			}
		}
	}
	for _, h := range [...]string{host, ""} {
		if n := mux.hosts[h]; n != nil && strings.HasPrefix(path, "/") {
			n.find("", path, nil, visit)
			if !strings.HasSuffix(path, "/") {
				n.find("", path+"/", nil, visit)
			}
		}
	}
	return slices.Sorted(maps.Keys(set))
}

// exact reports whether e matches path otherwise than by a wildcard for a rest
// that is not empty.
func exact(e *muxEntry, path string) bool {
	return e != nil && (!e.pattern.last().multi || strings.HasSuffix(path, "/") && len(e.pattern.segments) == strings.Count(path, "/"))
}

// matchOrRedirect also returns where to redirect, if only a slash is missing.
func (mux *ServeMux) matchOrRedirect(host, method, path string, u *url.URL) (*muxEntry, []string, *url.URL) {
	mux.mu.RLock()
	defer mux.mu.RUnlock()
	e, matches := mux.match(host, method, path)
	if !exact(e, path) && u != nil && path != "" && !strings.HasSuffix(path, "/") {
		if with, _ := mux.match(host, method, path+"/"); exact(with, path+"/") {
			return with, nil, &url.URL{Path: cleanPath(u.Path) + "/", RawQuery: u.RawQuery}
		}
	}
	return e, matches, nil
}

// findHandler never returns nil for the handler.
func (mux *ServeMux) findHandler(r *Request) (h Handler, str string, p *pattern, matches []string) {
	var e *muxEntry
	host := r.URL.Host
	escaped := r.URL.EscapedPath()
	p2 := escaped
	if r.Method == "CONNECT" { // neither the path nor the host is made clean
		e, _, u := mux.matchOrRedirect(host, r.Method, p2, r.URL)
		if u != nil {
			return RedirectHandler(u.String(), StatusTemporaryRedirect), e.pattern.str, nil, nil
		}
		e, matches, _ = mux.matchOrRedirect(r.Host, r.Method, p2, nil)
		if e != nil {
			return e.handler, e.pattern.str, e.pattern, matches
		}
		host = r.Host
	} else {
		host = stripHostPort(r.Host)
		p2 = cleanPath(p2)
		var u *url.URL
		e, matches, u = mux.matchOrRedirect(host, r.Method, p2, r.URL)
		if u != nil {
			return RedirectHandler(u.String(), StatusTemporaryRedirect), e.pattern.str, nil, nil
		}
		if p2 != escaped {
			if e != nil {
				str = e.pattern.str
			}
			u := &url.URL{Path: p2, RawQuery: r.URL.RawQuery}
			return RedirectHandler(u.String(), StatusTemporaryRedirect), str, nil, nil
		}
		if e != nil {
			return e.handler, e.pattern.str, e.pattern, matches
		}
	}
	mux.mu.RLock()
	methods := mux.allowed(host, p2)
	mux.mu.RUnlock()
	if len(methods) > 0 {
		return HandlerFunc(func(w ResponseWriter, r *Request) {
			w.Header().Set("Allow", strings.Join(methods, ", "))
			Error(w, StatusText(StatusMethodNotAllowed), StatusMethodNotAllowed)
		}), "", nil, nil
	}
	return NotFoundHandler(), "", nil, nil
}

// Handler returns the handler for r and its pattern, "" if it is one of ours.
func (mux *ServeMux) Handler(r *Request) (h Handler, pattern string) {
	h, pattern, _, _ = mux.findHandler(r)
	return
}

// ServeHTTP calls the handler for r.
func (mux *ServeMux) ServeHTTP(w ResponseWriter, r *Request) {
	if r.RequestURI == "*" {
		if r.ProtoAtLeast(1, 1) {
			w.Header().Set("Connection", "close")
		}
		w.WriteHeader(StatusBadRequest)
		return
	}
	var h Handler
	h, r.Pattern, r.pattern, r.matches = mux.findHandler(r)
	h.ServeHTTP(w, r)
}

// cleanPath is path.Clean for paths that begin with a slash and may end in one.
func cleanPath(p string) string {
	if p == "" {
		return "/"
	}
	if p[0] != '/' {
		p = "/" + p
	}
	c := path.Clean(p)
	if p[len(p)-1] == '/' && c != "/" {
		if len(p) == len(c)+1 && strings.HasPrefix(p, c) {
			return p // allocates nothing
		}
		c += "/"
	}
	return c
}

// stripHostPort returns host without a port.
func stripHostPort(h string) string {
	if !strings.Contains(h, ":") {
		return h
	}
	host, _, err := net.SplitHostPort(h)
	if err != nil {
		return h
	}
	return host
}

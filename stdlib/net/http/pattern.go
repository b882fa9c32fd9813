// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"fmt"
	"net/url"
	"strings"
	"unicode"
)

// A pattern is "[METHOD ][HOST]/[PATH]".
type pattern struct {
	str      string
	method   string // "": all
	host     string // "": all
	segments []segment
	loc      string // where it was registered
}

// A segment is what stands between two slashes. A path that ends in a slash has
// a last segment: a wildcard for the rest without a name, or, of {$}, "/".
type segment struct {
	s     string // text, or the wildcard's name
	wild  bool
	multi bool // all of the rest
}

func (p *pattern) last() segment { return p.segments[len(p.segments)-1] }

// wildcard returns which of the wildcards with names has this one; -1: none.
func (p *pattern) wildcard(name string) int {
	if p == nil {
		return -1
	}
	i := 0
	for _, s := range p.segments {
		if s.wild && s.s != "" {
			if s.s == name {
				return i
			}
			i++
		}
	}
	return -1
}

func parsePattern(s string) (p *pattern, err error) {
	off := 0 // of what is looked at
	defer func() {
		if err != nil {
			err = fmt.Errorf("parsing %q: at offset %d: %w", s, off, err)
		}
	}()
	if s == "" {
		return nil, fmt.Errorf("empty pattern")
	}
	method, rest, found := s, "", false
	if i := strings.IndexAny(s, " \t"); i >= 0 {
		method, rest, found = s[:i], strings.TrimLeft(s[i+1:], " \t"), true
	}
	if !found {
		method, rest = "", s
	}
	if method != "" && !validMethod(method) {
		return nil, fmt.Errorf("invalid method %q", method)
	}
	p = &pattern{str: s, method: method}
	if found {
		off = len(method) + 1
	}
	slash := strings.IndexByte(rest, '/')
	if slash < 0 {
		return nil, fmt.Errorf("host/path missing /")
	}
	p.host, rest = rest[:slash], rest[slash:]
	if j := strings.IndexByte(p.host, '{'); j >= 0 {
		off += j
		return nil, fmt.Errorf("host contains '{' (missing initial '/'?)")
	}
	off += slash
	if method != "" && method != "CONNECT" && rest != cleanPath(rest) {
		return nil, fmt.Errorf("non-CONNECT pattern with unclean path can never match")
	}
	seen := map[string]bool{}
	for rest != "" {
		rest = rest[1:] // the slash
		off = len(s) - len(rest)
		if rest == "" {
			p.segments = append(p.segments, segment{wild: true, multi: true})
			break
		}
		i := strings.IndexByte(rest, '/')
		if i < 0 {
			i = len(rest)
		}
		var text string
		text, rest = rest[:i], rest[i:]
		seg, err := parseSegment(text, rest, seen)
		if err != nil {
			return nil, err
		}
		p.segments = append(p.segments, seg)
	}
	return p, nil
}

func parseSegment(text, rest string, seen map[string]bool) (segment, error) {
	i := strings.IndexByte(text, '{')
	if i < 0 {
		return segment{s: unescapePath(text)}, nil
	}
	if i != 0 {
		return segment{}, fmt.Errorf("bad wildcard segment (must start with '{')")
	}
	if text[len(text)-1] != '}' {
		return segment{}, fmt.Errorf("bad wildcard segment (must end with '}')")
	}
	name := text[1 : len(text)-1]
	if name == "$" {
		if rest != "" {
			return segment{}, fmt.Errorf("{$} not at end")
		}
		return segment{s: "/"}, nil
	}
	name, multi := strings.CutSuffix(name, "...")
	if multi && rest != "" {
		return segment{}, fmt.Errorf("{...} wildcard not at end")
	}
	if name == "" {
		return segment{}, fmt.Errorf("empty wildcard")
	}
	for i, c := range name {
		if !unicode.IsLetter(c) && c != '_' && (i == 0 || !unicode.IsDigit(c)) {
			return segment{}, fmt.Errorf("bad wildcard name %q", name)
		}
	}
	if seen[name] {
		return segment{}, fmt.Errorf("duplicate wildcard name %q", name)
	}
	seen[name] = true
	return segment{s: name, wild: true, multi: multi}, nil
}

func unescapePath(s string) string {
	if strings.IndexByte(s, '%') < 0 {
		return s
	}
	if u, err := url.PathUnescape(s); err == nil {
		return u
	}
	return s
}

// A relation is how the sets of what two patterns match relate.
type relation int

const (
	equivalent relation = iota
	moreGeneral
	moreSpecific
	overlaps
	disjoint
)

func (r relation) inverse() relation {
	switch r {
	case moreGeneral:
		return moreSpecific
	case moreSpecific:
		return moreGeneral
	}
	return r
}

// both is the relation of two sets of which the parts relate as r and s.
func both(r, s relation) relation {
	switch {
	case r == disjoint || s == disjoint:
		return disjoint
	case r == equivalent:
		return s
	case s == equivalent || r == s:
		return r
	}
	return overlaps
}

// conflictsWith reports whether it would not be clear which of two patterns a
// request that both match is for.
func (p *pattern) conflictsWith(q *pattern) bool {
	if p.host != q.host {
		return false // the one with a host counts, if only one has one
	}
	r := both(compareMethods(p, q), comparePaths(p, q))
	return r == equivalent || r == overlaps
}

func compareMethods(p, q *pattern) relation {
	switch {
	case p.method == q.method:
		return equivalent
	case p.method == "" || p.method == "GET" && q.method == "HEAD":
		return moreGeneral
	case q.method == "" || q.method == "GET" && p.method == "HEAD":
		return moreSpecific
	}
	return disjoint
}

func comparePaths(p, q *pattern) relation {
	a, b := p.segments, q.segments
	if len(a) > len(b) {
		return comparePaths(q, p).inverse()
	}
	if len(a) < len(b) && !p.last().multi {
		return disjoint
	}
	r := equivalent
	for i, s := range a {
		if r = both(r, compareSegments(s, b[i])); r == disjoint {
			return r
		}
	}
	return r
}

func compareSegments(s, t segment) relation {
	switch {
	case s.multi && t.multi:
		return equivalent
	case s.multi:
		return moreGeneral
	case t.multi:
		return moreSpecific
	case s.wild && t.wild:
		return equivalent
	case s.wild && t.s == "/" || t.wild && s.s == "/":
		return disjoint // a wildcard is not nothing
	case s.wild:
		return moreGeneral
	case t.wild:
		return moreSpecific
	case s.s == t.s:
		return equivalent
	}
	return disjoint
}

// describeConflict tells why p and q conflict.
func describeConflict(p, q *pattern) string {
	methods, paths := compareMethods(p, q), comparePaths(p, q)
	switch {
	case paths == overlaps:
		return fmt.Sprintf("%[1]s and %[2]s both match some paths, like %[3]q.\nBut neither is more specific than the other.\n"+
			"%[1]s matches %[4]q, but %[2]s doesn't.\n%[2]s matches %[5]q, but %[1]s doesn't.",
			p.str, q.str, commonPath(p, q), differencePath(p, q), differencePath(q, p))
	case paths == equivalent && methods == equivalent:
		return fmt.Sprintf("%s matches the same requests as %s", p.str, q.str)
	case methods == moreGeneral:
		return fmt.Sprintf("%s matches more methods than %s, but has a more specific path pattern", p.str, q.str)
	}
	return fmt.Sprintf("%s matches fewer methods than %s, but has a more general path pattern", p.str, q.str)
}

func writePath(b *strings.Builder, segs []segment) {
	for _, s := range segs {
		b.WriteByte('/')
		if !s.multi && s.s != "/" {
			b.WriteString(s.s)
		}
	}
}

// commonPath returns a path that both match.
func commonPath(p, q *pattern) string {
	var b strings.Builder
	n := min(len(p.segments), len(q.segments))
	for i := range n {
		s := p.segments[i]
		if s.wild {
			s = q.segments[i]
		}
		writePath(&b, []segment{s})
	}
	writePath(&b, p.segments[n:])
	writePath(&b, q.segments[n:])
	return b.String()
}

// differencePath returns a path that p matches and q does not.
func differencePath(p, q *pattern) string {
	var b strings.Builder
	n := min(len(p.segments), len(q.segments))
	for i := range n {
		s, t := p.segments[i], q.segments[i]
		if s.multi && !t.multi {
			b.WriteByte('/')
			if t.s == "/" {
				if s.s != "" {
					b.WriteString(s.s)
				} else {
					b.WriteByte('x')
				}
			}
			return b.String()
		}
		if s.wild && !t.wild && s.s == t.s {
			s.s += "x"
		}
		writePath(&b, []segment{s})
	}
	writePath(&b, p.segments[n:])
	return b.String()
}

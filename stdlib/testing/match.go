// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements which tests are run, and the names of sub-tests.

package testing

import (
	"fmt"
	"os"
	"strconv"
	"strings"
	"sync"
	"unicode"
)

// A filter is a pattern of -run or the like: its alternatives at top level,
// each a list of patterns for the parts of a name.
type filter [][]func(string) bool

// A matcher decides by name, and gives sub-tests names of their own.
type matcher struct {
	only, skip filter
	mu         sync.Mutex
	used       map[string]bool
	count      map[string]int // how many of a name there were
}

func newMatcher(pattern, flag, skip string) *matcher {
	m := &matcher{used: map[string]bool{}, count: map[string]int{}}
	m.only = newFilter(pattern, flag)
	m.skip = newFilter(skip, "-test.skip")
	return m
}

// split cuts at sep outside of brackets and groups.
func split(s string, sep byte) []string {
	var list []string
	depth, class, from := 0, false, 0
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '\\':
			i++
		case class:
			class = c != ']'
		case c == '[':
			class = true
		case c == '(':
			depth++
		case c == ')':
			depth--
		case c == sep && depth == 0:
			list = append(list, s[from:i])
			from = i + 1
		}
	}
	return append(list, s[from:])
}

func newFilter(pattern, flag string) filter {
	if pattern == "" {
		return nil
	}
	var f filter
	for _, alternative := range split(pattern, '|') {
		var parts []func(string) bool
		for i, part := range split(alternative, '/') {
			match, err := compilePattern(rewrite(part))
			if err != nil {
				fmt.Fprintf(os.Stderr, "testing: invalid regexp for element %d of %s (%q): %s\n", i, flag, part, err)
				os.Exit(1)
			}
			parts = append(parts, match)
		}
		f = append(f, parts)
	}
	return f
}

// matches reports whether the parts of a name pass. partial: the name is
// shorter than the pattern, so that what is below it may pass.
func (f filter) matches(parts []string) (ok, partial bool) {
alternatives:
	for _, patterns := range f {
		for i, match := range patterns {
			if i >= len(parts) {
				break
			}
			if !match(parts[i]) {
				continue alternatives
			}
		}
		if len(parts) >= len(patterns) {
			return true, false
		}
		partial = true
	}
	return partial, partial
}

// fullName returns the name of a test below c (nil: at top level), and whether
// it is to be run.
func (m *matcher) fullName(c *common, subname string) (name string, ok, partial bool) {
	name = subname
	m.mu.Lock()
	defer m.mu.Unlock()
	if c != nil && c.level > 0 {
		name = m.unique(c.name, rewrite(subname))
	}
	parts := strings.Split(name, "/")
	ok = true
	if m.only != nil {
		ok, partial = m.only.matches(parts)
	}
	if ok && m.skip != nil {
		if skip, part := m.skip.matches(parts); skip && !part {
			ok = false
		}
	}
	return name, ok, partial
}

// unique returns parent/sub, with a number behind it if that was used before.
func (m *matcher) unique(parent, sub string) string {
	base := parent + "/" + sub
	name := base
	n := m.count[base]
	if sub == "" || m.used[name] {
		if sub != "" && n == 0 {
			n = 1
		}
		for {
			name = fmt.Sprintf("%s#%02d", base, n)
			n++
			if !m.used[name] {
				break
			}
		}
		m.count[base] = n
	}
	m.used[name] = true
	return name
}

// rewrite makes a name printable and free of spaces.
func rewrite(s string) string {
	var b []byte
	for _, r := range s {
		switch {
		case unicode.IsSpace(r):
			b = append(b, '_')
		case !strconv.IsPrint(r):
			q := strconv.QuoteRune(r)
			b = append(b, q[1:len(q)-1]...)
		default:
			b = append(b, string(r)...)
		}
	}
	return string(b)
}

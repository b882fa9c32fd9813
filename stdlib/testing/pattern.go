// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the patterns of -run, -skip, -bench and -list.

package testing

import (
	"errors"
	"unicode"
	"unicode/utf8"
)

// A pattern is a regular expression with what names of tests need: literals,
// ".", classes, groups, "|", "^", "$", "*", "+", "?", "{n,m}" and their lazy
// forms, \d \s \w \b, and (?i). Matching backtracks; names are short.
//
// A node matches at a position and then asks its continuation.
type node func(s string, at int, then func(int) bool) bool

type patternParser struct {
	src  string
	at   int
	fold bool
	err  error
}

// compilePattern returns a function that reports whether the pattern matches
// somewhere in a string.
func compilePattern(src string) (func(string) bool, error) {
	p := &patternParser{src: src}
	n := p.alternatives()
	if p.err == nil && p.at < len(src) {
		p.fail("unexpected )")
	}
	if p.err != nil {
		return nil, p.err
	}
	return func(s string) bool {
		for i := 0; i <= len(s); i++ {
			if n(s, i, func(int) bool { return true }) {
				return true
			}
		}
		return false
	}, nil
}

func (p *patternParser) fail(what string) {
	if p.err == nil {
		p.err = errors.New("error parsing regexp: " + what + ": `" + p.src + "`")
	}
}

func (p *patternParser) more() bool { return p.err == nil && p.at < len(p.src) }

func (p *patternParser) eat(c byte) bool {
	if p.more() && p.src[p.at] == c {
		p.at++
		return true
	}
	return false
}

func (p *patternParser) char() rune {
	r, n := utf8.DecodeRuneInString(p.src[p.at:])
	p.at += n
	return r
}

func empty(s string, at int, then func(int) bool) bool { return then(at) }

func (p *patternParser) alternatives() node {
	list := []node{p.sequence()}
	for p.eat('|') {
		list = append(list, p.sequence())
	}
	if len(list) == 1 {
		return list[0]
	}
	return func(s string, at int, then func(int) bool) bool {
		for _, n := range list {
			if n(s, at, then) {
				return true
			}
		}
		return false
	}
}

func (p *patternParser) sequence() node {
	var list []node
	for p.more() && p.src[p.at] != '|' && p.src[p.at] != ')' {
		list = append(list, p.repeated())
	}
	return sequenceOf(list)
}

func sequenceOf(list []node) node {
	switch len(list) {
	case 0:
		return empty
	case 1:
		return list[0]
	}
	first, rest := list[0], sequenceOf(list[1:])
	return func(s string, at int, then func(int) bool) bool {
		return first(s, at, func(i int) bool { return rest(s, i, then) })
	}
}

func (p *patternParser) repeated() node {
	n := p.atom()
	for p.more() {
		low, high := 0, -1
		switch {
		case p.eat('*'):
		case p.eat('+'):
			low = 1
		case p.eat('?'):
			high = 1
		case p.src[p.at] == '{':
			var ok bool
			if low, high, ok = p.bounds(); !ok {
				return n
			}
		default:
			return n
		}
		n = repeat(n, low, high, p.eat('?'))
	}
	return n
}

// bounds reads {n}, {n,} or {n,m}; anything else is literal text.
func (p *patternParser) bounds() (low, high int, ok bool) {
	start := p.at
	p.at++
	number := func() int {
		n, from := 0, p.at
		for p.more() && '0' <= p.src[p.at] && p.src[p.at] <= '9' && n < 10000 {
			n = n*10 + int(p.src[p.at]-'0')
			p.at++
		}
		if p.at == from {
			return -1
		}
		return n
	}
	low = number()
	high = low
	if p.eat(',') {
		high = number()
	}
	if low < 0 || !p.eat('}') {
		p.at = start
		return 0, 0, false
	}
	if low > 1000 || high > 1000 || high >= 0 && high < low {
		p.fail("invalid repeat count")
	}
	return low, high, true
}

func repeat(n node, low, high int, lazy bool) node {
	var try func(s string, at, done int, then func(int) bool) bool
	try = func(s string, at, done int, then func(int) bool) bool {
		again := func() bool {
			return (high < 0 || done < high) && n(s, at, func(i int) bool {
				// An empty match repeated would never end.
				return (i > at || done < low) && try(s, i, done+1, then)
			})
		}
		if done < low {
			return again()
		}
		if lazy {
			return then(at) || again()
		}
		return again() || then(at)
	}
	return func(s string, at int, then func(int) bool) bool { return try(s, at, 0, then) }
}

// one matches a character.
func one(is func(rune) bool) node {
	return func(s string, at int, then func(int) bool) bool {
		if at >= len(s) {
			return false
		}
		r, n := utf8.DecodeRuneInString(s[at:])
		return is(r) && then(at+n)
	}
}

func (p *patternParser) literal(c rune) node {
	if p.fold {
		return one(func(r rune) bool { return unicode.ToLower(r) == unicode.ToLower(c) })
	}
	return one(func(r rune) bool { return r == c })
}

func where(is func(s string, at int) bool) node {
	return func(s string, at int, then func(int) bool) bool { return is(s, at) && then(at) }
}

func isWord(r rune) bool {
	return r == '_' || '0' <= r && r <= '9' || 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z'
}

func atBoundary(s string, at int) bool {
	before := at > 0 && isWord(rune(s[at-1]))
	return before != (at < len(s) && isWord(rune(s[at])))
}

func (p *patternParser) atom() node {
	switch c := p.char(); c {
	case '(':
		outer := p.fold
		if p.eat('?') {
			switch {
			case p.eat(':'):
			case p.eat('i'):
				p.fold = true
				if p.eat(')') {
					return empty // for what follows
				}
				if !p.eat(':') {
					p.fail("invalid or unsupported Perl syntax")
				}
			default:
				p.fail("invalid or unsupported Perl syntax")
			}
		}
		n := p.alternatives()
		if !p.eat(')') {
			p.fail("missing closing )")
		}
		p.fold = outer
		return n
	case '.':
		return one(func(r rune) bool { return r != '\n' })
	case '^':
		return where(func(s string, at int) bool { return at == 0 })
	case '$':
		return where(func(s string, at int) bool { return at == len(s) })
	case '[':
		return p.class()
	case '*', '+', '?':
		p.fail("missing argument to repetition operator")
		return empty
	case '\\':
		if !p.more() {
			p.fail("trailing backslash at end of expression")
			return empty
		}
		e := p.char()
		if is := perlClass(e); is != nil {
			return one(is)
		}
		switch e {
		case 'A':
			return where(func(s string, at int) bool { return at == 0 })
		case 'z':
			return where(func(s string, at int) bool { return at == len(s) })
		case 'b':
			return where(atBoundary)
		case 'B':
			return where(func(s string, at int) bool { return !atBoundary(s, at) })
		}
		return p.literal(p.escaped(e))
	default:
		return p.literal(c)
	}
}

func (p *patternParser) escaped(e rune) rune {
	switch e {
	case 'n':
		return '\n'
	case 't':
		return '\t'
	case 'r':
		return '\r'
	}
	if isWord(e) {
		p.fail("invalid escape sequence")
	}
	return e
}

func perlClass(e rune) func(rune) bool {
	not := func(is func(rune) bool) func(rune) bool { return func(r rune) bool { return !is(r) } }
	digit := func(r rune) bool { return '0' <= r && r <= '9' }
	space := func(r rune) bool { return r == ' ' || '\t' <= r && r <= '\r' && r != '\v' }
	switch e {
	case 'd':
		return digit
	case 'D':
		return not(digit)
	case 's':
		return space
	case 'S':
		return not(space)
	case 'w':
		return isWord
	case 'W':
		return not(isWord)
	}
	return nil
}

// class reads what follows "[".
func (p *patternParser) class() node {
	negated := p.eat('^')
	var parts []func(rune) bool
	for first := true; ; first = false {
		if !p.more() {
			p.fail("missing closing ]")
			return empty
		}
		if p.src[p.at] == ']' && !first {
			p.at++
			break
		}
		low := p.char()
		if low == '\\' && p.more() {
			e := p.char()
			if is := perlClass(e); is != nil {
				parts = append(parts, is)
				continue
			}
			low = p.escaped(e)
		}
		high := low
		if p.at+1 < len(p.src) && p.src[p.at] == '-' && p.src[p.at+1] != ']' {
			p.at++
			if high = p.char(); high == '\\' && p.more() {
				high = p.escaped(p.char())
			}
			if high < low {
				p.fail("invalid character class range")
			}
		}
		parts = append(parts, func(r rune) bool { return low <= r && r <= high })
	}
	fold := p.fold
	in := func(r rune) bool {
		for _, is := range parts {
			if is(r) {
				return true
			}
		}
		return false
	}
	return one(func(r rune) bool {
		found := in(r) || fold && (in(unicode.ToLower(r)) || in(unicode.ToUpper(r)))
		return found != negated
	})
}

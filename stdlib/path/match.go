// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Match.

package path

import (
	"errors"
	"unicode/utf8"
)

// ErrBadPattern says that a pattern is malformed.
var ErrBadPattern = errors.New("syntax error in pattern")

// Match reports whether name, all of it, matches the pattern:
//
//	'*'         any sequence of characters but '/'
//	'?'         any single character but '/'
//	'[' ['^'] range {range} ']'
//	            a character of (not of) the ranges
//	c           the character c (not '*', '?', '\\', '[')
//	'\\' c      the character c
//
// where a range is a character or two with '-' between; '\\', '-' and ']' are
// written with a backslash. The only error is ErrBadPattern.
func Match(pattern, name string) (matched bool, err error) {
	// After a star: where to go on if what follows it does not match here.
	star, retry := -1, 0
	p, n := 0, 0
	for p < len(pattern) || n < len(name) {
		if p < len(pattern) && pattern[p] == '*' {
			p++
			star, retry = p, n
			continue
		}
		if p < len(pattern) && n < len(name) {
			width, ok, err := matchOne(pattern[p:], name[n:])
			if err != nil {
				return false, err
			}
			if ok {
				p += width
				_, size := utf8.DecodeRuneInString(name[n:])
				n += size
				continue
			}
		}
		// Let the last star take one more character. An earlier star
		// cannot help.
		if star >= 0 && retry < len(name) && name[retry] != '/' {
			_, size := utf8.DecodeRuneInString(name[retry:])
			retry += size
			p, n = star, retry
			continue
		}
		return false, checkRest(pattern[p:])
	}
	return true, nil
}

// checkRest returns ErrBadPattern if pattern is malformed.
func checkRest(pattern string) error {
	for len(pattern) > 0 {
		if pattern[0] == '*' {
			pattern = pattern[1:]
			continue
		}
		width, _, err := matchOne(pattern, "")
		if err != nil {
			return err
		}
		pattern = pattern[width:]
	}
	return nil
}

// matchOne matches the first character of name with the first item of pattern,
// which is no star. It returns the length of the item. The name may be empty.
func matchOne(pattern, name string) (width int, ok bool, err error) {
	var c rune
	size := 0
	if name != "" {
		c, size = utf8.DecodeRuneInString(name)
	}
	switch pattern[0] {
	case '?':
		return 1, size > 0 && c != '/', nil
	case '[':
		return matchClass(pattern, c, size > 0)
	case '\\':
		if len(pattern) == 1 {
			return 0, false, ErrBadPattern
		}
		_, width = utf8.DecodeRuneInString(pattern[1:])
		return 1 + width, name[:size] == pattern[1:1+width], nil
	}
	_, width = utf8.DecodeRuneInString(pattern)
	return width, name[:size] == pattern[:width], nil
}

func matchClass(pattern string, c rune, some bool) (width int, ok bool, err error) {
	i := 1
	negated := i < len(pattern) && pattern[i] == '^'
	if negated {
		i++
	}
	found := false
	for first := true; ; first = false {
		if i < len(pattern) && pattern[i] == ']' && !first {
			return i + 1, some && found != negated, nil
		}
		low, size := classRune(pattern[i:])
		if size == 0 {
			return 0, false, ErrBadPattern
		}
		i += size
		high := low
		if pattern[i] == '-' {
			high, size = classRune(pattern[i+1:])
			if size == 0 {
				return 0, false, ErrBadPattern
			}
			i += 1 + size
		}
		if low <= c && c <= high {
			found = true
		}
	}
}

// classRune returns the character at the start of s, within a class, and the
// length of its text: 0 if it is malformed or nothing follows it.
func classRune(s string) (r rune, size int) {
	skip := 0
	switch {
	case s == "" || s[0] == '-' || s[0] == ']':
		return 0, 0
	case s[0] == '\\':
		skip = 1
	}
	r, size = utf8.DecodeRuneInString(s[skip:])
	if r == utf8.RuneError && size <= 1 || skip+size >= len(s) {
		return 0, 0
	}
	return r, skip + size
}

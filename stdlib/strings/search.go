// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package strings searches, splits, joins and changes UTF-8 strings.
package strings

// This file implements what finds something in a string.

import (
	"internal/bytealg"
	"unicode"
	"unicode/utf8"
)

// Index returns the index of the first substr in s, or -1.
func Index(s, substr string) int {
	if len(substr) == 1 {
		return bytealg.IndexByteString(s, substr[0])
	}
	return bytealg.IndexString(s, substr)
}

// IndexByte returns the index of the first c in s, or -1.
func IndexByte(s string, c byte) int {
	return bytealg.IndexByteString(s, c)
}

// LastIndex returns the index of the last substr in s, or -1.
func LastIndex(s, substr string) int {
	return bytealg.LastIndexString(s, substr)
}

// LastIndexByte returns the index of the last c in s, or -1.
func LastIndexByte(s string, c byte) int {
	return bytealg.LastIndexByteString(s, c)
}

// IndexRune returns the index of the first rune r in s, or -1. For
// utf8.RuneError that is the first of an invalid sequence too; for a rune that
// is not valid, it is always -1.
func IndexRune(s string, r rune) int {
	switch {
	case 0 <= r && r < utf8.RuneSelf:
		return bytealg.IndexByteString(s, byte(r))
	case r == utf8.RuneError:
		for i, c := range s {
			if c == utf8.RuneError {
				return i
			}
		}
		return -1
	case !utf8.ValidRune(r):
		return -1
	}
	return bytealg.IndexString(s, string(r))
}

// asciiSet is a set of ASCII characters: one bit each.
type asciiSet [4]uint32

// makeASCIISet returns the set of the characters of chars, and whether they
// are all ASCII.
func makeASCIISet(chars string) (set asciiSet, ok bool) {
	for i := 0; i < len(chars); i++ {
		c := chars[i]
		if c >= utf8.RuneSelf {
			return set, false
		}
		set[c>>5] |= 1 << (c & 31)
	}
	return set, true
}

func (set *asciiSet) contains(c byte) bool {
	return c < utf8.RuneSelf && set[c>>5]&(1<<(c&31)) != 0
}

// IndexAny returns the index of the first rune of s that is in chars, or -1.
func IndexAny(s, chars string) int {
	if chars == "" {
		return -1
	}
	if set, ok := makeASCIISet(chars); ok {
		for i := 0; i < len(s); i++ {
			if set.contains(s[i]) {
				return i
			}
		}
		return -1
	}
	for i, c := range s {
		if IndexRune(chars, c) >= 0 {
			return i
		}
	}
	return -1
}

// LastIndexAny returns the index of the last rune of s that is in chars, or -1.
func LastIndexAny(s, chars string) int {
	if chars == "" {
		return -1
	}
	if set, ok := makeASCIISet(chars); ok {
		for i := len(s) - 1; i >= 0; i-- {
			if set.contains(s[i]) {
				return i
			}
		}
		return -1
	}
	for end := len(s); end > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:end])
		end -= size
		if IndexRune(chars, r) >= 0 {
			return end
		}
	}
	return -1
}

// IndexFunc returns the index of the first rune of s for which f is true, or
// -1.
func IndexFunc(s string, f func(rune) bool) int {
	return indexFunc(s, f, true)
}

// LastIndexFunc returns the index of the last rune of s for which f is true,
// or -1.
func LastIndexFunc(s string, f func(rune) bool) int {
	return lastIndexFunc(s, f, true)
}

func indexFunc(s string, f func(rune) bool, want bool) int {
	for i, r := range s {
		if f(r) == want {
			return i
		}
	}
	return -1
}

func lastIndexFunc(s string, f func(rune) bool, want bool) int {
	for end := len(s); end > 0; {
		r, size := utf8.DecodeLastRuneInString(s[:end])
		end -= size
		if f(r) == want {
			return end
		}
	}
	return -1
}

// Contains reports whether substr is in s.
func Contains(s, substr string) bool { return Index(s, substr) >= 0 }

// ContainsAny reports whether any of the runes in chars is in s.
func ContainsAny(s, chars string) bool { return IndexAny(s, chars) >= 0 }

// ContainsRune reports whether r is in s.
func ContainsRune(s string, r rune) bool { return IndexRune(s, r) >= 0 }

// ContainsFunc reports whether f is true for a rune of s.
func ContainsFunc(s string, f func(rune) bool) bool { return IndexFunc(s, f) >= 0 }

// Count returns how often substr is in s, not counting overlaps. For the empty
// string it is one more than s has runes.
func Count(s, substr string) int {
	switch len(substr) {
	case 0:
		return utf8.RuneCountInString(s) + 1
	case 1:
		return bytealg.CountString(s, substr[0])
	}
	n := 0
	for {
		i := bytealg.IndexString(s, substr)
		if i < 0 {
			return n
		}
		n++
		s = s[i+len(substr):]
	}
}

// HasPrefix reports whether s begins with prefix.
func HasPrefix(s, prefix string) bool {
	return len(s) >= len(prefix) && s[:len(prefix)] == prefix
}

// HasSuffix reports whether s ends with suffix.
func HasSuffix(s, suffix string) bool {
	return len(s) >= len(suffix) && s[len(s)-len(suffix):] == suffix
}

// Compare returns -1, 0 or 1 as a sorts before, with or after b, byte by byte.
// The operators < and == are usually clearer.
func Compare(a, b string) int {
	return bytealg.CompareString(a, b)
}

// EqualFold reports whether s and t are equal under Unicode's simple case
// folding, which ignores the case of letters.
func EqualFold(s, t string) bool {
	i := 0
	for ; i < len(s) && i < len(t); i++ {
		a, b := s[i], t[i]
		if a|b >= utf8.RuneSelf {
			return equalFoldUnicode(s[i:], t[i:])
		}
		if a != b && (a|0x20 != b|0x20 || a|0x20 < 'a' || a|0x20 > 'z') {
			return false
		}
	}
	// One of the two is used up. What is left of the other may not be: no
	// rune folds to nothing.
	return len(s) == len(t)
}

func equalFoldUnicode(s, t string) bool {
	for _, a := range s {
		if len(t) == 0 {
			return false
		}
		b, size := utf8.DecodeRuneInString(t)
		t = t[size:]
		if a != b && !sameFold(a, b) {
			return false
		}
	}
	return len(t) == 0
}

// sameFold reports whether b is in a's orbit of equivalent runes.
func sameFold(a, b rune) bool {
	for r := unicode.SimpleFold(a); r != a; r = unicode.SimpleFold(r) {
		if r == b {
			return true
		}
	}
	return false
}

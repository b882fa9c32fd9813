// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package bytes searches, splits, joins and changes slices of bytes: its functions
// are those of strings. None of them changes its arguments; a nil slice is an
// empty one.
package bytes

// This file implements what finds something in a slice.

import (
	"internal/bytealg"
	"unicode"
	"unicode/utf8"
)

// Index returns the index of the first sep in s, or -1.
func Index(s, sep []byte) int {
	if len(sep) == 1 {
		return bytealg.IndexByte(s, sep[0])
	}
	return bytealg.Index(s, sep)
}

// IndexByte returns the index of the first c in s, or -1.
func IndexByte(s []byte, c byte) int {
	return bytealg.IndexByte(s, c)
}

// LastIndex returns the index of the last sep in s, or -1.
func LastIndex(s, sep []byte) int {
	return bytealg.LastIndex(s, sep)
}

// LastIndexByte returns the index of the last c in s, or -1.
func LastIndexByte(s []byte, c byte) int {
	return bytealg.LastIndexByte(s, c)
}

// IndexRune returns the index of the first rune r in s, or -1. For
// utf8.RuneError that is the first of an invalid sequence too; for a rune that
// is not valid, it is always -1.
func IndexRune(s []byte, r rune) int {
	switch {
	case 0 <= r && r < utf8.RuneSelf:
		return bytealg.IndexByte(s, byte(r))
	case r == utf8.RuneError:
		for i := 0; i < len(s); {
			c, size := utf8.DecodeRune(s[i:])
			if c == utf8.RuneError {
				return i
			}
			i += size
		}
		return -1
	case !utf8.ValidRune(r):
		return -1
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	return bytealg.Index(s, buf[:n])
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

// runeIn reports whether r is one of the runes of chars, where RuneError stands
// for invalid bytes too.
func runeIn(r rune, chars string) bool {
	for _, c := range chars {
		if c == r {
			return true
		}
	}
	return false
}

// IndexAny returns the index of the first rune of s that is in chars, or -1.
func IndexAny(s []byte, chars string) int {
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
	for i := 0; i < len(s); {
		c, size := utf8.DecodeRune(s[i:])
		if runeIn(c, chars) {
			return i
		}
		i += size
	}
	return -1
}

// LastIndexAny returns the index of the last rune of s that is in chars, or -1.
func LastIndexAny(s []byte, chars string) int {
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
		r, size := utf8.DecodeLastRune(s[:end])
		end -= size
		if runeIn(r, chars) {
			return end
		}
	}
	return -1
}

// IndexFunc returns the index of the first rune of s for which f is true, or
// -1.
func IndexFunc(s []byte, f func(rune) bool) int {
	return indexFunc(s, f, true)
}

// LastIndexFunc returns the index of the last rune of s for which f is true,
// or -1.
func LastIndexFunc(s []byte, f func(rune) bool) int {
	return lastIndexFunc(s, f, true)
}

func indexFunc(s []byte, f func(rune) bool, want bool) int {
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		if f(r) == want {
			return i
		}
		i += size
	}
	return -1
}

func lastIndexFunc(s []byte, f func(rune) bool, want bool) int {
	for end := len(s); end > 0; {
		r, size := utf8.DecodeLastRune(s[:end])
		end -= size
		if f(r) == want {
			return end
		}
	}
	return -1
}

// Contains reports whether sep is in s.
func Contains(s, sep []byte) bool { return Index(s, sep) >= 0 }

// ContainsAny reports whether any of the runes in chars is in s.
func ContainsAny(s []byte, chars string) bool { return IndexAny(s, chars) >= 0 }

// ContainsRune reports whether r is in s.
func ContainsRune(s []byte, r rune) bool { return IndexRune(s, r) >= 0 }

// ContainsFunc reports whether f is true for a rune of s.
func ContainsFunc(s []byte, f func(rune) bool) bool { return IndexFunc(s, f) >= 0 }

// Count returns how often sep is in s, not counting overlaps. For the empty
// string it is one more than s has runes.
func Count(s, sep []byte) int {
	switch len(sep) {
	case 0:
		return utf8.RuneCount(s) + 1
	case 1:
		return bytealg.Count(s, sep[0])
	}
	n := 0
	for {
		i := bytealg.Index(s, sep)
		if i < 0 {
			return n
		}
		n++
		s = s[i+len(sep):]
	}
}

// HasPrefix reports whether s begins with prefix.
func HasPrefix(s, prefix []byte) bool {
	return len(s) >= len(prefix) && Equal(s[:len(prefix)], prefix)
}

// HasSuffix reports whether s ends with suffix.
func HasSuffix(s, suffix []byte) bool {
	return len(s) >= len(suffix) && Equal(s[len(s)-len(suffix):], suffix)
}

// Equal reports whether a and b have the same length and bytes.
func Equal(a, b []byte) bool { return bytealg.Equal(a, b) }

// Compare returns -1, 0 or 1 as a sorts before, with or after b, byte by byte.
func Compare(a, b []byte) int {
	return bytealg.Compare(a, b)
}

// EqualFold reports whether s and t are equal under Unicode's simple case
// folding, which ignores the case of letters.
func EqualFold(s, t []byte) bool {
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

func equalFoldUnicode(s, t []byte) bool {
	for len(s) > 0 && len(t) > 0 {
		a, size := utf8.DecodeRune(s)
		s = s[size:]
		b, size := utf8.DecodeRune(t)
		t = t[size:]
		if a != b && !sameFold(a, b) {
			return false
		}
	}
	return len(s) == len(t)
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

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements what changes a string rune by rune.

package strings

import (
	"unicode"
	"unicode/utf8"
)

// Map returns s with every rune replaced by what mapping returns for it. Runes
// for which that is negative are dropped.
func Map(mapping func(rune) rune, s string) string {
	for i, r := range s {
		to := mapping(r)
		if to == r && r != utf8.RuneError {
			continue
		}
		size := 1
		if r != utf8.RuneError {
			size = utf8.RuneLen(r)
		} else {
			_, size = utf8.DecodeRuneInString(s[i:])
			// An invalid byte that maps to RuneError becomes one.
			if to == r && size > 1 {
				continue
			}
		}
		var b Builder
		b.Grow(len(s) + utf8.UTFMax)
		b.WriteString(s[:i])
		if to >= 0 {
			b.WriteRune(to)
		}
		for _, r := range s[i+size:] {
			if to := mapping(r); to >= 0 {
				b.WriteRune(to)
			}
		}
		return b.String()
	}
	return s
}

// ToUpper returns s with all letters mapped to upper case.
func ToUpper(s string) string {
	change := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return Map(unicode.ToUpper, s)
		}
		change = change || 'a' <= c && c <= 'z'
	}
	if !change {
		return s
	}
	return shiftASCII(s, 'a')
}

// ToLower returns s with all letters mapped to lower case.
func ToLower(s string) string {
	change := false
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf {
			return Map(unicode.ToLower, s)
		}
		change = change || 'A' <= c && c <= 'Z'
	}
	if !change {
		return s
	}
	return shiftASCII(s, 'A')
}

// shiftASCII returns the ASCII string s with the case of the 26 letters from
// first on changed.
func shiftASCII(s string, first byte) string {
	var b Builder
	b.Grow(len(s))
	buf := b.buf[:len(s)]
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c-first < 26 {
			c ^= 'a' - 'A'
		}
		buf[i] = c
	}
	b.buf = buf
	return b.String()
}

// ToTitle returns s with all letters mapped to title case.
func ToTitle(s string) string { return Map(unicode.ToTitle, s) }

// ToUpperSpecial is ToUpper with the mappings of c first.
func ToUpperSpecial(c unicode.SpecialCase, s string) string {
	return Map(c.ToUpper, s)
}

// ToLowerSpecial is ToLower with the mappings of c first.
func ToLowerSpecial(c unicode.SpecialCase, s string) string {
	return Map(c.ToLower, s)
}

// ToTitleSpecial is ToTitle with the mappings of c first.
func ToTitleSpecial(c unicode.SpecialCase, s string) string {
	return Map(c.ToTitle, s)
}

// ToValidUTF8 returns s with each run of invalid bytes replaced by
// replacement, which may be empty.
func ToValidUTF8(s, replacement string) string {
	if utf8.ValidString(s) {
		return s
	}
	var b Builder
	b.Grow(len(s) + len(replacement))
	bad := false // whether the previous byte was invalid
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		if r == utf8.RuneError && size == 1 {
			if !bad {
				b.WriteString(replacement)
			}
			bad = true
		} else {
			b.WriteString(s[i : i+size])
			bad = false
		}
		i += size
	}
	return b.String()
}

// isSeparator says what ends a word for Title. In ASCII that is all but
// letters, digits and the underscore; elsewhere only white space.
func isSeparator(r rune) bool {
	switch {
	case r < utf8.RuneSelf:
		return !('0' <= r && r <= '9' || 'a' <= r|0x20 && r|0x20 <= 'z' || r == '_')
	case unicode.IsLetter(r) || unicode.IsDigit(r):
		return false
	}
	return unicode.IsSpace(r)
}

// Title returns s with the first letter of every word mapped to title case.
//
// Deprecated: it does not find words well in most scripts.
func Title(s string) string {
	previous := ' '
	return Map(func(r rune) rune {
		start := isSeparator(previous)
		previous = r
		if start {
			return unicode.ToTitle(r)
		}
		return r
	}, s)
}

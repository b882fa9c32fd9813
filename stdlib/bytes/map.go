// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements what makes a new slice rune by rune.

package bytes

import (
	"unicode"
	"unicode/utf8"
)

// Map returns a copy of s with every rune replaced by what mapping returns for
// it. Runes for which that is negative are dropped.
func Map(mapping func(rune) rune, s []byte) []byte {
	mapped := make([]byte, 0, len(s))
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		if r = mapping(r); r >= 0 {
			mapped = utf8.AppendRune(mapped, r)
		}
		i += size
	}
	return mapped
}

// Runes returns the runes of s.
func Runes(s []byte) []rune {
	runes := make([]rune, 0, utf8.RuneCount(s))
	for len(s) > 0 {
		r, size := utf8.DecodeRune(s)
		runes = append(runes, r)
		s = s[size:]
	}
	return runes
}

// shiftASCII returns a copy of s with the case of the 26 letters from first on
// changed, or nil if s is not all ASCII.
func shiftASCII(s []byte, first byte) []byte {
	shifted := make([]byte, len(s))
	for i, c := range s {
		if c >= utf8.RuneSelf {
			return nil
		}
		if c-first < 26 {
			c ^= 'a' - 'A'
		}
		shifted[i] = c
	}
	return shifted
}

// ToUpper returns a copy of s with all letters mapped to upper case.
func ToUpper(s []byte) []byte {
	if shifted := shiftASCII(s, 'a'); shifted != nil {
		return shifted
	}
	return Map(unicode.ToUpper, s)
}

// ToLower returns a copy of s with all letters mapped to lower case.
func ToLower(s []byte) []byte {
	if shifted := shiftASCII(s, 'A'); shifted != nil {
		return shifted
	}
	return Map(unicode.ToLower, s)
}

// ToTitle returns a copy of s with all letters mapped to title case.
func ToTitle(s []byte) []byte { return Map(unicode.ToTitle, s) }

// ToUpperSpecial is ToUpper with the mappings of c first.
func ToUpperSpecial(c unicode.SpecialCase, s []byte) []byte {
	return Map(c.ToUpper, s)
}

// ToLowerSpecial is ToLower with the mappings of c first.
func ToLowerSpecial(c unicode.SpecialCase, s []byte) []byte {
	return Map(c.ToLower, s)
}

// ToTitleSpecial is ToTitle with the mappings of c first.
func ToTitleSpecial(c unicode.SpecialCase, s []byte) []byte {
	return Map(c.ToTitle, s)
}

// ToValidUTF8 returns a copy of s with each run of invalid bytes replaced by
// replacement, which may be empty.
func ToValidUTF8(s, replacement []byte) []byte {
	valid := make([]byte, 0, len(s)+len(replacement))
	bad := false // whether the previous byte was invalid
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		if r == utf8.RuneError && size == 1 {
			if !bad {
				valid = append(valid, replacement...)
			}
			bad = true
		} else {
			valid = append(valid, s[i:i+size]...)
			bad = false
		}
		i += size
	}
	return valid
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

// Title returns a copy of s with the first letter of every word mapped to
// title case.
//
// Deprecated: it does not find words well in most scripts.
func Title(s []byte) []byte {
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

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package utf16 translates between runes and UTF-16.
package utf16

const (
	replacement = '\uFFFD'
	maxRune     = '\U0010FFFF'

	// A rune from supplementary on is a high surrogate, with its upper ten
	// bits less supplementary, and a low one.
	highMin       = 0xD800
	lowMin        = 0xDC00
	surrogateEnd  = 0xE000
	supplementary = 0x10000
)

// IsSurrogate reports whether r is a surrogate half.
func IsSurrogate(r rune) bool { return highMin <= r && r < surrogateEnd }

// DecodeRune returns the rune that the surrogate pair r1, r2 stands for, or
// U+FFFD if it is no pair.
func DecodeRune(r1, r2 rune) rune {
	if highMin <= r1 && r1 < lowMin && lowMin <= r2 && r2 < surrogateEnd {
		return (r1-highMin)<<10 | (r2 - lowMin) + supplementary
	}
	return replacement
}

// EncodeRune returns the surrogate pair for r, or U+FFFD twice if r needs none
// or is not valid.
func EncodeRune(r rune) (r1, r2 rune) {
	if r < supplementary || r > maxRune {
		return replacement, replacement
	}
	r -= supplementary
	return highMin + r>>10, lowMin + r&0x3FF
}

// RuneLen returns how many 16-bit words the encoding of r takes, or -1 if r
// cannot be encoded.
func RuneLen(r rune) int {
	switch {
	case 0 <= r && r < highMin, surrogateEnd <= r && r < supplementary:
		return 1
	case supplementary <= r && r <= maxRune:
		return 2
	}
	return -1
}

// AppendRune appends the encoding of r to a. For a rune that cannot be encoded
// it appends U+FFFD.
func AppendRune(a []uint16, r rune) []uint16 {
	switch RuneLen(r) {
	case 1:
		return append(a, uint16(r))
	case 2:
		r1, r2 := EncodeRune(r)
		return append(a, uint16(r1), uint16(r2))
	}
	return append(a, replacement)
}

// Encode returns the UTF-16 encoding of s.
func Encode(s []rune) []uint16 {
	size := len(s)
	for _, r := range s {
		if r >= supplementary {
			size++
		}
	}
	a := make([]uint16, 0, size)
	for _, r := range s {
		a = AppendRune(a, r)
	}
	return a
}

// Decode returns the runes that the UTF-16 text s stands for. A surrogate
// without its other half becomes U+FFFD.
func Decode(s []uint16) []rune {
	runes := make([]rune, 0, len(s))
	for i := 0; i < len(s); i++ {
		r := rune(s[i])
		if IsSurrogate(r) {
			if i+1 < len(s) {
				r = DecodeRune(r, rune(s[i+1]))
			} else {
				r = replacement
			}
			if r != replacement {
				i++
			}
		}
		runes = append(runes, r)
	}
	return runes
}

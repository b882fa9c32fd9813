// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package utf8 translates between runes and their UTF-8 byte sequences.
//
// The valid sequences are those of the Unicode Standard, table 3-7: shortest
// form only, no surrogates, nothing above MaxRune. Whatever does not begin a
// valid sequence decodes as RuneError with width 1.
package utf8

const (
	RuneError = '\uFFFD'     // what an invalid sequence decodes to
	RuneSelf  = 0x80         // bytes below RuneSelf are runes by themselves
	MaxRune   = '\U0010FFFF' // the largest valid code point
	UTFMax    = 4            // the most bytes that a rune takes
)

const (
	surrogateMin = 0xD800
	surrogateMax = 0xDFFF

	// The first byte of the sequences of 2, 3 and 4 bytes. 0xC0 and 0xC1
	// could only begin overlong forms, 0xF5 and up only runes above MaxRune.
	lead2   = 0xC2
	lead3   = 0xE0
	lead4   = 0xF0
	leadEnd = 0xF5

	// Runes from here on take 2, 3 and 4 bytes.
	min2 = 0x80
	min3 = 0x800
	min4 = 0x10000

	contMask = 0xC0 // a continuation byte c has c&contMask == cont
	cont     = 0x80
	contBits = 0x3F
)

// RuneStart reports whether b could be the first byte of a rune: whether it is
// not a continuation byte.
func RuneStart(b byte) bool { return b&contMask != cont }

// ValidRune reports whether r can be encoded: it is in range and no surrogate
// half.
func ValidRune(r rune) bool {
	return uint32(r) < surrogateMin || surrogateMax < r && r <= MaxRune
}

// RuneLen returns how many bytes the encoding of r takes, or -1 if r cannot be
// encoded.
func RuneLen(r rune) int {
	switch {
	case r < 0:
		return -1
	case r < min2:
		return 1
	case r < min3:
		return 2
	case r < min4:
		if surrogateMin <= r && r <= surrogateMax {
			return -1
		}
		return 3
	case r <= MaxRune:
		return 4
	}
	return -1
}

// EncodeRune writes the encoding of r to p, which must be long enough, and
// returns the number of bytes written. For a rune that cannot be encoded it
// writes RuneError.
func EncodeRune(p []byte, r rune) int {
	if uint32(r) < RuneSelf {
		p[0] = byte(r)
		return 1
	}
	if !ValidRune(r) {
		r = RuneError
	}
	switch {
	case r < min3:
		_ = p[1]
		p[0] = 0xC0 | byte(r>>6)
		p[1] = cont | byte(r)&contBits
		return 2
	case r < min4:
		_ = p[2]
		p[0] = 0xE0 | byte(r>>12)
		p[1] = cont | byte(r>>6)&contBits
		p[2] = cont | byte(r)&contBits
		return 3
	}
	_ = p[3]
	p[0] = 0xF0 | byte(r>>18)
	p[1] = cont | byte(r>>12)&contBits
	p[2] = cont | byte(r>>6)&contBits
	p[3] = cont | byte(r)&contBits
	return 4
}

// AppendRune appends the encoding of r to p. For a rune that cannot be encoded
// it appends RuneError.
func AppendRune(p []byte, r rune) []byte {
	if uint32(r) < RuneSelf {
		return append(p, byte(r))
	}
	if !ValidRune(r) {
		r = RuneError
	}
	switch {
	case r < min3:
		return append(p, 0xC0|byte(r>>6), cont|byte(r)&contBits)
	case r < min4:
		return append(p, 0xE0|byte(r>>12), cont|byte(r>>6)&contBits, cont|byte(r)&contBits)
	}
	return append(p, 0xF0|byte(r>>18), cont|byte(r>>12)&contBits,
		cont|byte(r>>6)&contBits, cont|byte(r)&contBits)
}

// need returns the length of the sequence that c begins: 1 for ASCII and for
// bytes that begin no valid sequence.
func need(c byte) int {
	switch {
	case c < lead2 || c >= leadEnd:
		return 1
	case c < lead3:
		return 2
	case c < lead4:
		return 3
	}
	return 4
}

// secondOK reports whether c may follow the lead byte of a longer sequence.
// After four of the leads, part of the continuation bytes would make an
// overlong form, a surrogate or a rune above MaxRune.
func secondOK(lead, c byte) bool {
	if c&contMask != cont {
		return false
	}
	switch lead {
	case 0xE0:
		return c >= 0xA0
	case 0xED:
		return c < 0xA0
	case 0xF0:
		return c >= 0x90
	case 0xF4:
		return c < 0x90
	}
	return true
}

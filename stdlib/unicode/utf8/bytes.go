// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements decoding from byte slices. It is the twin of string.go:
// change both.

package utf8

// DecodeRune returns the first rune in p and its width in bytes. It returns
// (RuneError, 0) if p is empty and (RuneError, 1) if p does not begin with a
// valid sequence.
func DecodeRune(p []byte) (rune, int) {
	if len(p) > 0 && p[0] < RuneSelf {
		return rune(p[0]), 1
	}
	return decode(p)
}

func decode(p []byte) (rune, int) {
	n := len(p)
	if n == 0 {
		return RuneError, 0
	}
	c := p[0]
	switch {
	case c < RuneSelf:
		return rune(c), 1
	case c < lead2:
	case c < lead3:
		if n >= 2 && p[1]&contMask == cont {
			return rune(c&0x1F)<<6 | rune(p[1]&contBits), 2
		}
	case c < lead4:
		if n >= 3 && secondOK(c, p[1]) && p[2]&contMask == cont {
			return rune(c&0x0F)<<12 | rune(p[1]&contBits)<<6 | rune(p[2]&contBits), 3
		}
	case c < leadEnd:
		if n >= 4 && secondOK(c, p[1]) && p[2]&contMask == cont && p[3]&contMask == cont {
			return rune(c&0x07)<<18 | rune(p[1]&contBits)<<12 | rune(p[2]&contBits)<<6 | rune(p[3]&contBits), 4
		}
	}
	return RuneError, 1
}

// FullRune reports whether p begins with a complete rune. An invalid sequence
// counts as complete: it decodes as an error of width 1, whatever follows.
func FullRune(p []byte) bool {
	n := len(p)
	if n == 0 {
		return false
	}
	c := p[0]
	if n >= need(c) {
		return true
	}
	return n > 1 && !secondOK(c, p[1]) || n > 2 && p[2]&contMask != cont
}

// DecodeLastRune returns the last rune in p and its width in bytes. It returns
// (RuneError, 0) if p is empty and (RuneError, 1) if p does not end in a valid
// sequence.
func DecodeLastRune(p []byte) (rune, int) {
	end := len(p)
	if end == 0 {
		return RuneError, 0
	}
	if c := p[end-1]; c < RuneSelf {
		return rune(c), 1
	}
	for start := end - 1; start >= 0 && start >= end-UTFMax; start-- {
		if RuneStart(p[start]) {
			if r, width := decode(p[start:]); start+width == end {
				return r, width
			}
			break
		}
	}
	return RuneError, 1
}

// RuneCount returns the number of runes in p. Every byte that belongs to no
// valid sequence counts as one.
func RuneCount(p []byte) int {
	count := 0
	for i := 0; i < len(p); count++ {
		if p[i] < RuneSelf {
			i++
			continue
		}
		_, width := decode(p[i:])
		i += width
	}
	return count
}

// Valid reports whether p is valid UTF-8 from end to end.
func Valid(p []byte) bool {
	for i := 0; i < len(p); {
		if p[i] < RuneSelf {
			// Most text is ASCII: skip eight bytes at a time.
			for len(p)-i >= 8 && (p[i]|p[i+1]|p[i+2]|p[i+3]|p[i+4]|p[i+5]|p[i+6]|p[i+7]) < RuneSelf {
				i += 8
			}
			for i < len(p) && p[i] < RuneSelf {
				i++
			}
			continue
		}
		_, width := decode(p[i:])
		if width == 1 {
			return false
		}
		i += width
	}
	return true
}

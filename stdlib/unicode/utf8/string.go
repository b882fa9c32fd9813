// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements decoding from strings. It is the twin of bytes.go:
// change both.

package utf8

// DecodeRuneInString returns the first rune in s and its width in bytes. It returns
// (RuneError, 0) if s is empty and (RuneError, 1) if s does not begin with a
// valid sequence.
func DecodeRuneInString(s string) (rune, int) {
	if len(s) > 0 && s[0] < RuneSelf {
		return rune(s[0]), 1
	}
	return decodeString(s)
}

func decodeString(s string) (rune, int) {
	n := len(s)
	if n == 0 {
		return RuneError, 0
	}
	c := s[0]
	switch {
	case c < RuneSelf:
		return rune(c), 1
	case c < lead2:
	case c < lead3:
		if n >= 2 && s[1]&contMask == cont {
			return rune(c&0x1F)<<6 | rune(s[1]&contBits), 2
		}
	case c < lead4:
		if n >= 3 && secondOK(c, s[1]) && s[2]&contMask == cont {
			return rune(c&0x0F)<<12 | rune(s[1]&contBits)<<6 | rune(s[2]&contBits), 3
		}
	case c < leadEnd:
		if n >= 4 && secondOK(c, s[1]) && s[2]&contMask == cont && s[3]&contMask == cont {
			return rune(c&0x07)<<18 | rune(s[1]&contBits)<<12 | rune(s[2]&contBits)<<6 | rune(s[3]&contBits), 4
		}
	}
	return RuneError, 1
}

// FullRuneInString reports whether s begins with a complete rune. An invalid sequence
// counts as complete: it decodes as an error of width 1, whatever follows.
func FullRuneInString(s string) bool {
	n := len(s)
	if n == 0 {
		return false
	}
	c := s[0]
	if n >= need(c) {
		return true
	}
	return n > 1 && !secondOK(c, s[1]) || n > 2 && s[2]&contMask != cont
}

// DecodeLastRuneInString returns the last rune in s and its width in bytes. It returns
// (RuneError, 0) if s is empty and (RuneError, 1) if s does not end in a valid
// sequence.
func DecodeLastRuneInString(s string) (rune, int) {
	end := len(s)
	if end == 0 {
		return RuneError, 0
	}
	if c := s[end-1]; c < RuneSelf {
		return rune(c), 1
	}
	for start := end - 1; start >= 0 && start >= end-UTFMax; start-- {
		if RuneStart(s[start]) {
			if r, width := decodeString(s[start:]); start+width == end {
				return r, width
			}
			break
		}
	}
	return RuneError, 1
}

// RuneCountInString returns the number of runes in s. Every byte that belongs to no
// valid sequence counts as one.
func RuneCountInString(s string) int {
	count := 0
	for i := 0; i < len(s); count++ {
		if s[i] < RuneSelf {
			i++
			continue
		}
		_, width := decodeString(s[i:])
		i += width
	}
	return count
}

// ValidString reports whether s is valid UTF-8 from end to end.
func ValidString(s string) bool {
	for i := 0; i < len(s); {
		if s[i] < RuneSelf {
			// Most text is ASCII: skip eight bytes at a time.
			for len(s)-i >= 8 && (s[i]|s[i+1]|s[i+2]|s[i+3]|s[i+4]|s[i+5]|s[i+6]|s[i+7]) < RuneSelf {
				i += 8
			}
			for i < len(s) && s[i] < RuneSelf {
				i++
			}
			continue
		}
		_, width := decodeString(s[i:])
		if width == 1 {
			return false
		}
		i += width
	}
	return true
}

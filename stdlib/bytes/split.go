// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements what takes slices apart and puts them together. Pieces
// have their capacity cut to their length, so that appending to one does not
// write over the next.

package bytes

import (
	"internal/bytealg"
	"unicode"
	"unicode/utf8"
)

// explode splits s into its runes, at most n pieces (n < 0: no limit); the
// last piece is the rest.
func explode(s []byte, n int) [][]byte {
	if max := utf8.RuneCount(s); n < 0 || n > max {
		n = max
	}
	pieces := make([][]byte, 0, n)
	for len(pieces) < n-1 {
		_, size := utf8.DecodeRune(s)
		pieces = append(pieces, s[:size:size])
		s = s[size:]
	}
	if n > 0 {
		pieces = append(pieces, s)
	}
	return pieces
}

// split cuts s at each sep, and leaves keep bytes of it at the end of the
// pieces.
func split(s, sep []byte, keep, n int) [][]byte {
	if n == 0 {
		return nil
	}
	if len(sep) == 0 {
		return explode(s, n)
	}
	if n < 0 {
		n = Count(s, sep) + 1
	}
	if n > len(s)+1 {
		n = len(s) + 1
	}
	pieces := make([][]byte, 0, n)
	for len(pieces) < n-1 {
		i := Index(s, sep)
		if i < 0 {
			break
		}
		pieces = append(pieces, s[:i+keep:i+keep])
		s = s[i+len(sep):]
	}
	return append(pieces, s)
}

// Split cuts s at every sep and returns the pieces between, which are parts of
// s. If sep is empty, they are the runes of s.
func Split(s, sep []byte) [][]byte { return split(s, sep, 0, -1) }

// SplitN is Split with at most n pieces, of which the last is the unsplit rest.
// With n == 0 it returns nil, with n < 0 all pieces.
func SplitN(s, sep []byte, n int) [][]byte { return split(s, sep, 0, n) }

// SplitAfter cuts s after every sep: the pieces put together are s.
func SplitAfter(s, sep []byte) [][]byte { return split(s, sep, len(sep), -1) }

// SplitAfterN is SplitAfter with at most n pieces, counted as in SplitN.
func SplitAfterN(s, sep []byte, n int) [][]byte { return split(s, sep, len(sep), n) }

// isASCIISpace has the bytes of ASCII that unicode.IsSpace holds for.
func isASCIISpace(c byte) bool {
	return c == ' ' || '\t' <= c && c <= '\r'
}

// Fields returns the words of s: what stands between runs of white space as
// unicode.IsSpace defines it. No word is empty.
func Fields(s []byte) [][]byte {
	words := 0
	var seen byte // OR of all bytes
	space := true // whether the previous byte was
	for _, c := range s {
		seen |= c
		now := isASCIISpace(c)
		if space && !now {
			words++
		}
		space = now
	}
	if seen >= utf8.RuneSelf {
		return FieldsFunc(s, unicode.IsSpace)
	}
	fields := make([][]byte, 0, words)
	for i := 0; i < len(s); {
		if isASCIISpace(s[i]) {
			i++
			continue
		}
		start := i
		for i < len(s) && !isASCIISpace(s[i]) {
			i++
		}
		fields = append(fields, s[start:i:i])
	}
	return fields
}

// FieldsFunc returns the parts of s between runs of runes for which f is true.
// No part is empty. f must not depend on how often and in what order it is
// called.
func FieldsFunc(s []byte, f func(rune) bool) [][]byte {
	fields := make([][]byte, 0, 16)
	start := -1 // of the field being read; -1 between fields
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRune(s[i:])
		switch {
		case f(r):
			if start >= 0 {
				fields = append(fields, s[start:i:i])
				start = -1
			}
		case start < 0:
			start = i
		}
		i += size
	}
	if start >= 0 {
		fields = append(fields, s[start:len(s):len(s)])
	}
	return fields
}

// Join puts the elements of s together in a new slice, with sep between them.
func Join(s [][]byte, sep []byte) []byte {
	if len(s) == 0 {
		return []byte{}
	}
	if len(s) == 1 {
		return append([]byte(nil), s[0]...)
	}
	const maxInt = int(^uint(0) >> 1)
	size := 0
	if len(sep) > 0 {
		if len(sep) >= maxInt/(len(s)-1) {
			panic("bytes: Join output length overflow")
		}
		size = len(sep) * (len(s) - 1)
	}
	for _, e := range s {
		if len(e) > maxInt-size {
			panic("bytes: Join output length overflow")
		}
		size += len(e)
	}
	joined := make([]byte, 0, size)
	joined = append(joined, s[0]...)
	for _, e := range s[1:] {
		joined = append(joined, sep...)
		joined = append(joined, e...)
	}
	return joined
}

// Cut cuts s at the first sep. The parts belong to s. If sep is not there, it
// returns s, nil, false.
func Cut(s, sep []byte) (before, after []byte, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, nil, false
}

// CutPrefix returns s without prefix, and whether s began with it.
func CutPrefix(s, prefix []byte) (after []byte, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// CutSuffix returns s without suffix, and whether s ended with it.
func CutSuffix(s, suffix []byte) (before []byte, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// TrimPrefix returns s without prefix, if it begins with it.
func TrimPrefix(s, prefix []byte) []byte {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

// TrimSuffix returns s without suffix, if it ends with it.
func TrimSuffix(s, suffix []byte) []byte {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

// TrimLeftFunc returns s without the leading runes for which f is true; nil if
// nothing is left.
func TrimLeftFunc(s []byte, f func(rune) bool) []byte {
	i := indexFunc(s, f, false)
	if i < 0 {
		return nil
	}
	return s[i:]
}

// TrimRightFunc returns s without the trailing runes for which f is true.
func TrimRightFunc(s []byte, f func(rune) bool) []byte {
	i := lastIndexFunc(s, f, false)
	if i < 0 {
		return s[:0]
	}
	_, size := utf8.DecodeRune(s[i:])
	return s[:i+size]
}

// TrimFunc returns s without the leading and trailing runes for which f is
// true.
func TrimFunc(s []byte, f func(rune) bool) []byte {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

// Trim returns s without the leading and trailing runes that are in cutset;
// nil if nothing is left of it.
func Trim(s []byte, cutset string) []byte {
	if len(s) == 0 {
		return nil
	}
	if cutset == "" {
		return s
	}
	if s = TrimLeft(s, cutset); len(s) == 0 {
		return nil
	}
	return TrimRight(s, cutset)
}

// TrimLeft returns s without the leading runes that are in cutset; nil if
// nothing is left. To remove a prefix, use TrimPrefix.
func TrimLeft(s []byte, cutset string) []byte {
	if len(s) == 0 {
		return nil
	}
	if set, ok := makeASCIISet(cutset); ok {
		i := 0
		for i < len(s) && set.contains(s[i]) {
			i++
		}
		s = s[i:]
	} else {
		for len(s) > 0 {
			r, size := utf8.DecodeRune(s)
			if !runeIn(r, cutset) {
				break
			}
			s = s[size:]
		}
	}
	if len(s) == 0 {
		return nil
	}
	return s
}

// TrimRight returns s without the trailing runes that are in cutset. To remove
// a suffix, use TrimSuffix.
func TrimRight(s []byte, cutset string) []byte {
	if set, ok := makeASCIISet(cutset); ok {
		end := len(s)
		for end > 0 && set.contains(s[end-1]) {
			end--
		}
		return s[:end]
	}
	for len(s) > 0 {
		r, size := utf8.DecodeLastRune(s)
		if !runeIn(r, cutset) {
			break
		}
		s = s[:len(s)-size]
	}
	return s
}

// TrimSpace returns s without leading and trailing white space as
// unicode.IsSpace defines it; nil if nothing is left.
func TrimSpace(s []byte) []byte {
	start, end := 0, len(s)
	for start < end && isASCIISpace(s[start]) {
		start++
	}
	for end > start && isASCIISpace(s[end-1]) {
		end--
	}
	if start == end {
		return nil
	}
	s = s[start:end]
	if s[0]|s[len(s)-1] >= utf8.RuneSelf {
		return TrimFunc(s, unicode.IsSpace)
	}
	return s
}

// Clone returns a copy of b, or nil for nil.
func Clone(b []byte) []byte {
	if b == nil {
		return nil
	}
	return append([]byte{}, b...)
}

// Repeat returns count copies of b in a row, in a new slice. It panics if
// count is negative or the result too long.
func Repeat(b []byte, count int) []byte {
	if count < 0 {
		panic("bytes: negative Repeat count")
	}
	if count == 0 || len(b) == 0 {
		return []byte{}
	}
	const maxInt = int(^uint(0) >> 1)
	if len(b) > maxInt/count {
		panic("bytes: Repeat output length overflow")
	}
	size := len(b) * count
	repeated := make([]byte, size)
	// Double what is there, but copy from no more than fits a cache.
	const maxChunk = 8 << 10
	for done := copy(repeated, b); done < size; {
		chunk := done
		if chunk > maxChunk && len(b) < maxChunk {
			chunk = maxChunk / len(b) * len(b)
		}
		done += copy(repeated[done:], repeated[:chunk])
	}
	return repeated
}

// Replace returns a copy of s with the first n occurrences of old replaced by
// new; all of them if n < 0. If old is empty, it is found at the start of s
// and after each rune.
func Replace(s, old, new []byte, n int) []byte {
	m := 0
	if n != 0 {
		m = Count(s, old)
	}
	if m == 0 {
		return append([]byte(nil), s...)
	}
	if n < 0 || m < n {
		n = m
	}
	replaced := make([]byte, 0, len(s)+n*(len(new)-len(old)))
	if len(old) == 0 {
		replaced = append(replaced, new...)
		for n--; n > 0; n-- {
			_, size := utf8.DecodeRune(s)
			replaced = append(replaced, s[:size]...)
			replaced = append(replaced, new...)
			s = s[size:]
		}
	}
	for ; n > 0; n-- {
		i := bytealg.Index(s, old)
		replaced = append(replaced, s[:i]...)
		replaced = append(replaced, new...)
		s = s[i+len(old):]
	}
	return append(replaced, s...)
}

// ReplaceAll is Replace without a limit.
func ReplaceAll(s, old, new []byte) []byte { return Replace(s, old, new, -1) }

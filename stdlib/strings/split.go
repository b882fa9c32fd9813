// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements what takes strings apart and puts them together.

package strings

import (
	"internal/bytealg"
	"unicode"
	"unicode/utf8"
)

// explode splits s into its runes, at most n pieces (n < 0: no limit); the
// last piece is the rest.
func explode(s string, n int) []string {
	if max := utf8.RuneCountInString(s); n < 0 || n > max {
		n = max
	}
	pieces := make([]string, n)
	for i := 0; i < n-1; i++ {
		_, size := utf8.DecodeRuneInString(s)
		pieces[i] = s[:size]
		s = s[size:]
	}
	if n > 0 {
		pieces[n-1] = s
	}
	return pieces
}

// split cuts s at each sep, and leaves keep bytes of it at the end of the
// pieces.
func split(s, sep string, keep, n int) []string {
	if n == 0 {
		return nil
	}
	if sep == "" {
		return explode(s, n)
	}
	if n < 0 {
		n = Count(s, sep) + 1
	}
	if n > len(s)+1 {
		n = len(s) + 1
	}
	pieces := make([]string, 0, n)
	for len(pieces) < n-1 {
		i := Index(s, sep)
		if i < 0 {
			break
		}
		pieces = append(pieces, s[:i+keep])
		s = s[i+len(sep):]
	}
	return append(pieces, s)
}

// Split cuts s at every sep and returns the pieces between. If sep is empty,
// the pieces are the runes of s. There is one piece if sep is not in s, none
// if both are empty.
func Split(s, sep string) []string { return split(s, sep, 0, -1) }

// SplitN is Split with at most n pieces, of which the last is the unsplit rest.
// With n == 0 it returns nil, with n < 0 all pieces.
func SplitN(s, sep string, n int) []string { return split(s, sep, 0, n) }

// SplitAfter cuts s after every sep: the pieces put together are s.
func SplitAfter(s, sep string) []string { return split(s, sep, len(sep), -1) }

// SplitAfterN is SplitAfter with at most n pieces, counted as in SplitN.
func SplitAfterN(s, sep string, n int) []string { return split(s, sep, len(sep), n) }

// isASCIISpace has the bytes of ASCII that unicode.IsSpace holds for.
func isASCIISpace(c byte) bool {
	return c == ' ' || '\t' <= c && c <= '\r'
}

// Fields returns the words of s: what stands between runs of white space as
// unicode.IsSpace defines it. No word is empty.
func Fields(s string) []string {
	words := 0
	var seen byte // OR of all bytes
	space := true // whether the previous byte was
	for i := 0; i < len(s); i++ {
		c := s[i]
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
	fields := make([]string, 0, words)
	for i := 0; i < len(s); {
		if isASCIISpace(s[i]) {
			i++
			continue
		}
		start := i
		for i < len(s) && !isASCIISpace(s[i]) {
			i++
		}
		fields = append(fields, s[start:i])
	}
	return fields
}

// FieldsFunc returns the parts of s between runs of runes for which f is true.
// No part is empty. f must not depend on how often and in what order it is
// called.
func FieldsFunc(s string, f func(rune) bool) []string {
	fields := make([]string, 0, 16)
	start := -1 // of the field being read; -1 between fields
	for i, r := range s {
		switch {
		case f(r):
			if start >= 0 {
				fields = append(fields, s[start:i])
				start = -1
			}
		case start < 0:
			start = i
		}
	}
	if start >= 0 {
		fields = append(fields, s[start:])
	}
	return fields
}

// Join puts the elements of elems together, with sep between them.
func Join(elems []string, sep string) string {
	switch len(elems) {
	case 0:
		return ""
	case 1:
		return elems[0]
	}
	const maxInt = int(^uint(0) >> 1)
	size := 0
	if len(sep) > 0 {
		if len(sep) >= maxInt/(len(elems)-1) {
			panic("strings: Join output length overflow")
		}
		size = len(sep) * (len(elems) - 1)
	}
	for _, e := range elems {
		if len(e) > maxInt-size {
			panic("strings: Join output length overflow")
		}
		size += len(e)
	}
	var b Builder
	b.Grow(size)
	b.WriteString(elems[0])
	for _, e := range elems[1:] {
		b.WriteString(sep)
		b.WriteString(e)
	}
	return b.String()
}

// Cut cuts s at the first sep. If there is none, it returns s, "", false.
func Cut(s, sep string) (before, after string, found bool) {
	if i := Index(s, sep); i >= 0 {
		return s[:i], s[i+len(sep):], true
	}
	return s, "", false
}

// CutPrefix returns s without prefix, and whether s began with it.
func CutPrefix(s, prefix string) (after string, found bool) {
	if !HasPrefix(s, prefix) {
		return s, false
	}
	return s[len(prefix):], true
}

// CutSuffix returns s without suffix, and whether s ended with it.
func CutSuffix(s, suffix string) (before string, found bool) {
	if !HasSuffix(s, suffix) {
		return s, false
	}
	return s[:len(s)-len(suffix)], true
}

// TrimPrefix returns s without prefix, if it begins with it.
func TrimPrefix(s, prefix string) string {
	if HasPrefix(s, prefix) {
		return s[len(prefix):]
	}
	return s
}

// TrimSuffix returns s without suffix, if it ends with it.
func TrimSuffix(s, suffix string) string {
	if HasSuffix(s, suffix) {
		return s[:len(s)-len(suffix)]
	}
	return s
}

// TrimLeftFunc returns s without the leading runes for which f is true.
func TrimLeftFunc(s string, f func(rune) bool) string {
	i := indexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	return s[i:]
}

// TrimRightFunc returns s without the trailing runes for which f is true.
func TrimRightFunc(s string, f func(rune) bool) string {
	i := lastIndexFunc(s, f, false)
	if i < 0 {
		return ""
	}
	_, size := utf8.DecodeRuneInString(s[i:])
	return s[:i+size]
}

// TrimFunc returns s without the leading and trailing runes for which f is
// true.
func TrimFunc(s string, f func(rune) bool) string {
	return TrimRightFunc(TrimLeftFunc(s, f), f)
}

// Trim returns s without the leading and trailing runes that are in cutset.
func Trim(s, cutset string) string {
	return TrimRight(TrimLeft(s, cutset), cutset)
}

// TrimLeft returns s without the leading runes that are in cutset. To remove a
// prefix, use TrimPrefix.
func TrimLeft(s, cutset string) string {
	if s == "" || cutset == "" {
		return s
	}
	if set, ok := makeASCIISet(cutset); ok {
		i := 0
		for i < len(s) && set.contains(s[i]) {
			i++
		}
		return s[i:]
	}
	for len(s) > 0 {
		r, size := utf8.DecodeRuneInString(s)
		if !ContainsRune(cutset, r) {
			break
		}
		s = s[size:]
	}
	return s
}

// TrimRight returns s without the trailing runes that are in cutset. To remove
// a suffix, use TrimSuffix.
func TrimRight(s, cutset string) string {
	if s == "" || cutset == "" {
		return s
	}
	if set, ok := makeASCIISet(cutset); ok {
		end := len(s)
		for end > 0 && set.contains(s[end-1]) {
			end--
		}
		return s[:end]
	}
	for len(s) > 0 {
		r, size := utf8.DecodeLastRuneInString(s)
		if !ContainsRune(cutset, r) {
			break
		}
		s = s[:len(s)-size]
	}
	return s
}

// TrimSpace returns s without leading and trailing white space as
// unicode.IsSpace defines it.
func TrimSpace(s string) string {
	start, end := 0, len(s)
	for start < end && isASCIISpace(s[start]) {
		start++
	}
	for end > start && isASCIISpace(s[end-1]) {
		end--
	}
	s = s[start:end]
	if s != "" && s[0]|s[len(s)-1] >= utf8.RuneSelf {
		return TrimFunc(s, unicode.IsSpace)
	}
	return s
}

// Clone returns a copy of s in memory of its own, for a small part of a large
// string that is to outlive it. It does not allocate for the empty string.
func Clone(s string) string {
	if s == "" {
		return ""
	}
	var b Builder
	b.Grow(len(s))
	b.WriteString(s)
	return b.String()
}

// Repeat returns count copies of s in a row. It panics if count is negative
// or the result too long.
func Repeat(s string, count int) string {
	if count < 0 {
		panic("strings: negative Repeat count")
	}
	if count == 0 || s == "" {
		return ""
	}
	if count == 1 {
		return s
	}
	const maxInt = int(^uint(0) >> 1)
	if len(s) > maxInt/count {
		panic("strings: Repeat output length overflow")
	}
	size := len(s) * count
	var b Builder
	b.Grow(size)
	b.WriteString(s)
	// Double what is there, but copy from no more than fits a cache.
	const maxChunk = 8 << 10
	for b.Len() < size {
		chunk := b.Len()
		if chunk > maxChunk && len(s) < maxChunk {
			chunk = maxChunk / len(s) * len(s)
		}
		if chunk > size-b.Len() {
			chunk = size - b.Len()
		}
		b.WriteString(b.String()[:chunk])
	}
	return b.String()
}

// Replace returns s with the first n occurrences of old replaced by new; all
// of them if n < 0. If old is empty, it is found at the start of s and after
// each rune.
func Replace(s, old, new string, n int) string {
	if old == new || n == 0 {
		return s
	}
	if m := Count(s, old); m == 0 {
		return s
	} else if n < 0 || m < n {
		n = m
	}
	var b Builder
	b.Grow(len(s) + n*(len(new)-len(old)))
	if old == "" {
		b.WriteString(new)
		for n--; n > 0; n-- {
			_, size := utf8.DecodeRuneInString(s)
			b.WriteString(s[:size])
			b.WriteString(new)
			s = s[size:]
		}
	}
	for ; n > 0; n-- {
		i := bytealg.IndexString(s, old)
		b.WriteString(s[:i])
		b.WriteString(new)
		s = s[i+len(old):]
	}
	b.WriteString(s)
	return b.String()
}

// ReplaceAll is Replace without a limit.
func ReplaceAll(s, old, new string) string { return Replace(s, old, new, -1) }

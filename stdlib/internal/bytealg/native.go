// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package bytealg holds the searches over raw bytes that strings and bytes
// share. All are natives. None allocates or parks; none looks at UTF-8.
package bytealg

// IndexByte returns the index of the first c in b, or -1.
//
//go:noescape
func IndexByte(b []byte, c byte) int

// IndexByteString returns the index of the first c in s, or -1.
//
//go:noescape
func IndexByteString(s string, c byte) int

// LastIndexByte returns the index of the last c in b, or -1.
//
//go:noescape
func LastIndexByte(b []byte, c byte) int

// LastIndexByteString returns the index of the last c in s, or -1.
//
//go:noescape
func LastIndexByteString(s string, c byte) int

// Index returns the index of the first occurrence of sep in b, or -1.
//
//go:noescape
func Index(b, sep []byte) int

// IndexString returns the index of the first occurrence of sep in s, or -1.
//
//go:noescape
func IndexString(s, sep string) int

// LastIndex returns the index of the last occurrence of sep in b, or -1.
//
//go:noescape
func LastIndex(b, sep []byte) int

// LastIndexString returns the index of the last occurrence of sep in s, or -1.
//
//go:noescape
func LastIndexString(s, sep string) int

// Count returns how many bytes of b are c.
//
//go:noescape
func Count(b []byte, c byte) int

// CountString returns how many bytes of s are c.
//
//go:noescape
func CountString(s string, c byte) int

// Equal reports whether a and b have the same length and bytes.
//
//go:noescape
func Equal(a, b []byte) bool

// Compare returns -1, 0 or 1 as a sorts before, with or after b.
//
//go:noescape
func Compare(a, b []byte) int

// CompareString returns -1, 0 or 1 as a sorts before, with or after b.
//
//go:noescape
func CompareString(a, b string) int

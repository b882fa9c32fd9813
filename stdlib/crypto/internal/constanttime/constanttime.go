// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package constanttime compares and selects without branches, for packages of a
// GOROOT. Results are 1 or 0.
package constanttime

// Select returns y if v is 0, else x.
func Select(v, x, y int) int {
	mask := (v | -v) >> 63
	return mask&x | ^mask&y
}

// ByteEq compares bytes.
func ByteEq(x, y uint8) int { return int((uint32(x^y) - 1) >> 31) }

// Eq compares integers.
func Eq(x, y int32) int { return int((uint64(uint32(x^y)) - 1) >> 63) }

// LessOrEq compares integers from 0 to 1<<31-1.
func LessOrEq(x, y int) int { return int((uint32(int32(x)-int32(y)-1) >> 31) & 1) }

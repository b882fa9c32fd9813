// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// The natives of the package; native.cpp defines them with single machine instructions.

package bits

// Len64 returns the number of bits needed for x, 0 for 0.
func Len64(x uint64) int

// TrailingZeros64 returns the number of zero bits below the lowest set bit, 64 for 0.
func TrailingZeros64(x uint64) int

// OnesCount64 returns the number of set bits.
func OnesCount64(x uint64) int

// Mul64 returns the 128-bit product of x and y.
func Mul64(x, y uint64) (hi, lo uint64)

// divide returns quotient and remainder of hi·2⁶⁴+lo by y; the quotient must fit: hi < y.
func divide(hi, lo, y uint64) (quo, rem uint64)

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package bits counts, moves and computes with the bits of unsigned integers.
//
// The functions without a body are one or two instructions, which the compiler sees in go/intrinsics.h.
package bits

// UintSize is the number of bits of a uint.
const UintSize = 64

// LeadingZeros returns the number of zero bits above the highest set bit, UintSize for 0.
func LeadingZeros(x uint) int

// LeadingZeros8 is LeadingZeros for 8 bits.
func LeadingZeros8(x uint8) int

// LeadingZeros16 is LeadingZeros for 16 bits.
func LeadingZeros16(x uint16) int

// LeadingZeros32 is LeadingZeros for 32 bits.
func LeadingZeros32(x uint32) int

// LeadingZeros64 is LeadingZeros for 64 bits.
func LeadingZeros64(x uint64) int

// TrailingZeros returns the number of zero bits below the lowest set bit, UintSize for 0.
func TrailingZeros(x uint) int

// TrailingZeros8 is TrailingZeros for 8 bits.
func TrailingZeros8(x uint8) int

// TrailingZeros16 is TrailingZeros for 16 bits.
func TrailingZeros16(x uint16) int

// TrailingZeros32 is TrailingZeros for 32 bits.
func TrailingZeros32(x uint32) int

// OnesCount returns the number of set bits.
func OnesCount(x uint) int

// OnesCount8 is OnesCount for 8 bits.
func OnesCount8(x uint8) int

// OnesCount16 is OnesCount for 16 bits.
func OnesCount16(x uint16) int

// OnesCount32 is OnesCount for 32 bits.
func OnesCount32(x uint32) int

// Len returns the number of bits needed for x, 0 for 0.
func Len(x uint) int

// Len8 is Len for 8 bits.
func Len8(x uint8) int

// Len16 is Len for 16 bits.
func Len16(x uint16) int

// Len32 is Len for 32 bits.
func Len32(x uint32) int

// RotateLeft returns x rotated left by k modulo UintSize bits; a negative k rotates right.
func RotateLeft(x uint, k int) uint

// RotateLeft8 is RotateLeft for 8 bits.
func RotateLeft8(x uint8, k int) uint8

// RotateLeft16 is RotateLeft for 16 bits.
func RotateLeft16(x uint16, k int) uint16

// RotateLeft32 is RotateLeft for 32 bits.
func RotateLeft32(x uint32, k int) uint32

// RotateLeft64 is RotateLeft for 64 bits.
func RotateLeft64(x uint64, k int) uint64

// Reverse returns the bits of x in reverse order.
func Reverse(x uint) uint { return uint(Reverse64(uint64(x))) }

// Reverse8 is Reverse for 8 bits.
func Reverse8(x uint8) uint8 { return uint8(Reverse64(uint64(x)) >> 56) }

// Reverse16 is Reverse for 16 bits.
func Reverse16(x uint16) uint16 { return uint16(Reverse64(uint64(x)) >> 48) }

// Reverse32 is Reverse for 32 bits.
func Reverse32(x uint32) uint32 { return uint32(Reverse64(uint64(x)) >> 32) }

// Reverse64 is Reverse for 64 bits.
func Reverse64(x uint64) uint64 {
	// Swap neighbours of one, two and four bits, then the bytes.
	const m1, m2, m4 = 0x5555555555555555, 0x3333333333333333, 0x0f0f0f0f0f0f0f0f
	x = x>>1&m1 | x&m1<<1
	x = x>>2&m2 | x&m2<<2
	x = x>>4&m4 | x&m4<<4
	return ReverseBytes64(x)
}

// ReverseBytes returns the bytes of x in reverse order.
func ReverseBytes(x uint) uint

// ReverseBytes16 is ReverseBytes for 16 bits.
func ReverseBytes16(x uint16) uint16

// ReverseBytes32 is ReverseBytes for 32 bits.
func ReverseBytes32(x uint32) uint32

// ReverseBytes64 is ReverseBytes for 64 bits.
func ReverseBytes64(x uint64) uint64

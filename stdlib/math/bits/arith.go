// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Arithmetic on full words: sums and differences with carry, double-word products and
// quotients.

package bits

var (
	errOverflow error = runtimeError("integer overflow")
	errDivide   error = runtimeError("integer divide by zero")
)

// A runtimeError satisfies runtime.Error without importing runtime.
type runtimeError string

func (e runtimeError) Error() string { return "runtime error: " + string(e) }

func (e runtimeError) RuntimeError() {}

// Add returns x+y+carry and the carry out of it; carry must be 0 or 1.
func Add(x, y, carry uint) (sum, carryOut uint)

// Add32 is Add for 32 bits.
func Add32(x, y, carry uint32) (sum, carryOut uint32) {
	s := uint64(x) + uint64(y) + uint64(carry)
	return uint32(s), uint32(s >> 32)
}

// Add64 is Add for 64 bits.
func Add64(x, y, carry uint64) (sum, carryOut uint64)

// Sub returns x-y-borrow and the borrow out of it; borrow must be 0 or 1.
func Sub(x, y, borrow uint) (diff, borrowOut uint)

// Sub32 is Sub for 32 bits.
func Sub32(x, y, borrow uint32) (diff, borrowOut uint32) {
	d := uint64(x) - uint64(y) - uint64(borrow)
	return uint32(d), uint32(d >> 63)
}

// Sub64 is Sub for 64 bits.
func Sub64(x, y, borrow uint64) (diff, borrowOut uint64)

// Mul returns the double-word product of x and y.
func Mul(x, y uint) (hi, lo uint)

// Mul32 is Mul for 32 bits.
func Mul32(x, y uint32) (hi, lo uint32) {
	p := uint64(x) * uint64(y)
	return uint32(p >> 32), uint32(p)
}

// Div returns quotient and remainder of the double word hi, lo by y. It panics if y is zero
// or the quotient does not fit a word (y <= hi).
func Div(hi, lo, y uint) (quo, rem uint) {
	q, r := Div64(uint64(hi), uint64(lo), uint64(y))
	return uint(q), uint(r)
}

// Div32 is Div for 32 bits.
func Div32(hi, lo, y uint32) (quo, rem uint32) {
	if y == 0 {
		panic(errDivide)
	}
	if y <= hi {
		panic(errOverflow)
	}
	z := uint64(hi)<<32 | uint64(lo)
	return uint32(z / uint64(y)), uint32(z % uint64(y))
}

// Div64 is Div for 64 bits.
func Div64(hi, lo, y uint64) (quo, rem uint64) {
	if y == 0 {
		panic(errDivide)
	}
	if y <= hi {
		panic(errOverflow)
	}
	return divide(hi, lo, y)
}

// Rem returns the remainder of the double word hi, lo by y; the quotient need not fit. It
// panics if y is zero.
func Rem(hi, lo, y uint) uint { return uint(Rem64(uint64(hi), uint64(lo), uint64(y))) }

// Rem32 is Rem for 32 bits.
func Rem32(hi, lo, y uint32) uint32 {
	return uint32((uint64(hi)<<32 | uint64(lo)) % uint64(y))
}

// Rem64 is Rem for 64 bits.
func Rem64(hi, lo, y uint64) uint64 {
	if y == 0 {
		panic(errDivide)
	}
	_, rem := divide(hi%y, lo, y)
	return rem
}

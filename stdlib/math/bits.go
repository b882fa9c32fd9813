// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// The representation of floating-point numbers: sign, exponent, fraction, special values.

package math

const (
	signBit  = 1 << 63
	fracBits = 52
	fracMask = 1<<fracBits - 1
	expMask  = 0x7ff
	expBias  = 1023
	infBits  = expMask << fracBits
	nanBits  = infBits | 1<<(fracBits-1) | 1
)

// Float64bits returns the IEEE 754 bits of f.
func Float64bits(f float64) uint64

// Float64frombits returns the number with the IEEE 754 bits b.
func Float64frombits(b uint64) float64

// Float32bits returns the IEEE 754 bits of f.
func Float32bits(f float32) uint32

// Float32frombits returns the number with the IEEE 754 bits b.
func Float32frombits(b uint32) float32

// Inf returns +∞ if sign >= 0, -∞ otherwise.
func Inf(sign int) float64 {
	if sign >= 0 {
		return Float64frombits(infBits)
	}
	return Float64frombits(signBit | infBits)
}

// NaN returns a value that is not a number.
func NaN() float64 { return Float64frombits(nanBits) }

// IsNaN reports whether f is not a number.
func IsNaN(f float64) (is bool)

// IsInf reports whether f is +∞ (sign >= 0) or -∞ (sign <= 0).
func IsInf(f float64, sign int) bool

// Signbit reports whether x is negative or -0.
func Signbit(x float64) bool

// Abs returns the magnitude of x.
func Abs(x float64) float64

// Copysign returns the magnitude of f with the sign of sign.
func Copysign(f, sign float64) float64

// Max returns the larger of x and y: +∞ if either is, otherwise NaN if either is; +0 is larger than -0.
func Max(x, y float64) float64 {
	switch {
	case IsInf(x, 1) || IsInf(y, 1):
		return Inf(1)
	case x > y:
		return x
	case x < y:
		return y
	case x == y:
		return Float64frombits(Float64bits(x) & Float64bits(y)) // differ only as ±0
	}
	return NaN()
}

// Min returns the smaller of x and y: -∞ if either is, otherwise NaN if either is; -0 is smaller than +0.
func Min(x, y float64) float64 {
	switch {
	case IsInf(x, -1) || IsInf(y, -1):
		return Inf(-1)
	case x < y:
		return x
	case x > y:
		return y
	case x == y:
		return Float64frombits(Float64bits(x) | Float64bits(y)) // differ only as ±0
	}
	return NaN()
}

// Dim returns x-y if that is positive, 0 otherwise; NaN for the difference of equal infinities.
func Dim(x, y float64) float64 {
	d := x - y
	if d <= 0 {
		return 0
	}
	return d
}

// normalized splits a finite nonzero x so that x = y * 2^exp, where y has an implicit leading bit.
func normalized(x float64) (y float64, exp int) {
	if Float64bits(x)>>fracBits&expMask == 0 {
		return x * (1 << fracBits), -fracBits
	}
	return x, 0
}

// Frexp splits f into a fraction in [½, 1) and a power of two; ±0, ±∞ and NaN are returned as they
// are with exponent 0.
func Frexp(f float64) (frac float64, exp int) {
	if f == 0 || f-f != 0 {
		return f, 0
	}
	f, exp = normalized(f)
	b := Float64bits(f)
	exp += int(b>>fracBits&expMask) - (expBias - 1)
	return Float64frombits(b&^(expMask<<fracBits) | (expBias-1)<<fracBits), exp
}

// Ldexp returns frac × 2^exp, rounded once.
func Ldexp(frac float64, exp int) float64 {
	if frac == 0 || frac-frac != 0 {
		return frac
	}
	frac, shift := normalized(frac)
	b := Float64bits(frac)
	// Bound exp first, so that the sum cannot overflow.
	if exp > 5000 {
		exp = 5000
	} else if exp < -5000 {
		exp = -5000
	}
	exp += shift + int(b>>fracBits&expMask)
	b &^= expMask << fracBits
	switch {
	case exp >= expMask:
		return Float64frombits(b&signBit | infBits)
	case exp > 0:
		return Float64frombits(b | uint64(exp)<<fracBits)
	case exp > -fracBits-1:
		// Denormal: let the multiplication round.
		return Float64frombits(b|uint64(exp+fracBits+1)<<fracBits) * (1.0 / (1 << (fracBits + 1)))
	}
	return Float64frombits(b & signBit)
}

// exponent returns the binary exponent of a finite nonzero x.
func exponent(x float64) int {
	x, exp := normalized(x)
	return exp + int(Float64bits(x)>>fracBits&expMask) - expBias
}

// Logb returns the binary exponent of x: -∞ for 0, +∞ for infinities.
func Logb(x float64) float64 {
	switch {
	case x == 0:
		return Inf(-1)
	case x-x != 0:
		return x * x // +∞ or NaN
	}
	return float64(exponent(x))
}

// Ilogb is Logb as an int: MinInt32 for 0, MaxInt32 for infinities and NaN.
func Ilogb(x float64) int {
	switch {
	case x == 0:
		return MinInt32
	case x-x != 0:
		return MaxInt32
	}
	return exponent(x)
}

// Nextafter returns the number after x in the direction of y.
func Nextafter(x, y float64) (r float64) {
	switch {
	case x != x || y != y:
		return NaN()
	case x == y:
		return x
	case x == 0:
		return Copysign(SmallestNonzeroFloat64, y)
	case (y > x) == (x > 0):
		return Float64frombits(Float64bits(x) + 1)
	}
	return Float64frombits(Float64bits(x) - 1)
}

// Nextafter32 is Nextafter for float32.
func Nextafter32(x, y float32) (r float32) {
	switch {
	case x != x || y != y:
		return float32(NaN())
	case x == y:
		return x
	case x == 0:
		return float32(Copysign(SmallestNonzeroFloat32, float64(y)))
	case (y > x) == (x > 0):
		return Float32frombits(Float32bits(x) + 1)
	}
	return Float32frombits(Float32bits(x) - 1)
}

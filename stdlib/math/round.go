// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Rounding to integers, and what is computed from integer parts. Numbers from 2^52 on are
// integers; smaller ones survive a conversion to int64 and back.

package math

const integral = 1 << fracBits

// Trunc returns the integer part of x.
func Trunc(x float64) float64

// Floor returns the greatest integer not above x.
func Floor(x float64) float64

// Ceil returns the least integer not below x.
func Ceil(x float64) float64

// Round returns the integer nearest to x, away from zero in the middle.
func Round(x float64) float64 {
	a := Abs(x)
	if !(a < integral) {
		return x
	}
	t := float64(int64(a))
	if a-t >= 0.5 {
		t++
	}
	return Copysign(t, x)
}

// RoundToEven returns the integer nearest to x, the even one in the middle.
func RoundToEven(x float64) float64 {
	a := Abs(x)
	if !(a < integral) {
		return x
	}
	t := float64(int64(a))
	if d := a - t; d > 0.5 || d == 0.5 && int64(a)&1 != 0 {
		t++
	}
	return Copysign(t, x)
}

// Modf splits f into integer part and fraction, both with the sign of f; the fraction of an infinity
// is NaN.
func Modf(f float64) (integer float64, fractional float64) {
	integer = Trunc(f)
	return integer, Copysign(f-integer, f)
}

// smallPowers and bigPowers are the powers of ten of which Pow10 multiplies two.
var (
	smallPowers = [...]float64{
		1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10,
		1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
		1e21, 1e22, 1e23, 1e24, 1e25, 1e26, 1e27, 1e28, 1e29, 1e30, 1e31,
	}
	bigPowers  = [...]float64{1e0, 1e32, 1e64, 1e96, 1e128, 1e160, 1e192, 1e224, 1e256, 1e288}
	tinyPowers = [...]float64{
		1e-0, 1e-32, 1e-64, 1e-96, 1e-128, 1e-160, 1e-192, 1e-224, 1e-256, 1e-288, 1e-320,
	}
)

// Pow10 returns 10^n: 0 below -323, +∞ above 308.
func Pow10(n int) float64 {
	switch {
	case 0 <= n && n <= 308:
		return bigPowers[n/32] * smallPowers[n%32]
	case -323 <= n && n < 0:
		return tinyPowers[-n/32] / smallPowers[-n%32]
	case n > 0:
		return Inf(1)
	}
	return 0
}

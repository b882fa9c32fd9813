// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package cmplx has the elementary functions of complex numbers.
//
// Branch cuts and special values are those of C's Annex G.
package cmplx

import "math"

// Abs returns the modulus of x.
func Abs(x complex128) float64 { return math.Hypot(real(x), imag(x)) }

// Phase returns the argument of x in (-π, π].
func Phase(x complex128) float64 { return math.Atan2(imag(x), real(x)) }

// Polar returns modulus and argument of x.
func Polar(x complex128) (r, θ float64) { return Abs(x), Phase(x) }

// Rect returns the number with modulus r and argument θ.
func Rect(r, θ float64) complex128 {
	s, c := math.Sincos(θ)
	return complex(r*c, r*s)
}

// Conj returns the conjugate of x.
func Conj(x complex128) complex128 { return complex(real(x), -imag(x)) }

// Inf returns (+∞, +∞).
func Inf() complex128 { return complex(math.Inf(1), math.Inf(1)) }

// NaN returns a complex value that is not a number.
func NaN() complex128 { return complex(math.NaN(), math.NaN()) }

// IsInf reports whether a part of x is infinite.
func IsInf(x complex128) bool { return math.IsInf(real(x), 0) || math.IsInf(imag(x), 0) }

// IsNaN reports whether a part of x is NaN and neither is infinite.
func IsNaN(x complex128) bool {
	return !IsInf(x) && (math.IsNaN(real(x)) || math.IsNaN(imag(x)))
}

// Cot returns the cotangent of x, (+∞, +∞) for 0.
func Cot(x complex128) complex128 {
	if x == 0 {
		return Inf()
	}
	// cot x = i·coth(ix), and coth is 1/tanh.
	y := 1 / Tanh(complex(-imag(x), real(x)))
	return complex(-imag(y), real(y))
}

// Log10 returns the decimal logarithm of x.
func Log10(x complex128) complex128 {
	z := Log(x)
	return complex(math.Log10E*real(z), math.Log10E*imag(z))
}

// Pow returns x^y. Pow(0, 0) is 1; for other powers of 0 the real part of y decides between 0 and
// infinities.
func Pow(x, y complex128) complex128 {
	if x != 0 {
		modulus := Abs(x)
		if modulus == 0 {
			return 0
		}
		r := math.Pow(modulus, real(y))
		arg := Phase(x)
		theta := real(y) * arg
		if im := imag(y); im != 0 {
			r *= math.Exp(-im * arg)
			theta += im * math.Log(modulus)
		}
		s, c := math.Sincos(theta)
		return complex(r*c, r*s)
	}
	switch re, im := real(y), imag(y); {
	case y == 0:
		return 1
	case re < 0 && im == 0:
		return complex(math.Inf(1), 0)
	case re < 0:
		return Inf()
	case re > 0:
		return 0
	}
	return NaN()
}

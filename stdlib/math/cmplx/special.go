// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Functions for which Go defines special values that Annex G leaves open.

package cmplx

import "math"

// isFinite reports whether x is neither infinite nor NaN.
func isFinite(x float64) bool { return x-x == 0 }

// Sin returns the sine of x.
func Sin(x complex128) complex128 {
	if math.Signbit(imag(x)) {
		return Conj(nativeSin(Conj(x)))
	}
	return nativeSin(x)
}

// Cos returns the cosine of x.
func Cos(x complex128) complex128 {
	if imag(x) == 0 && !isFinite(real(x)) {
		return complex(math.NaN(), -imag(x))
	}
	return nativeCos(x)
}

// Tan returns the tangent of x.
func Tan(x complex128) complex128 {
	if imag(x) == 0 && math.IsNaN(real(x)) {
		return NaN()
	}
	return nativeTan(x)
}

// Cosh returns the hyperbolic cosine of x.
func Cosh(x complex128) complex128 {
	if math.Signbit(imag(x)) {
		return Conj(nativeCosh(Conj(x)))
	}
	return nativeCosh(x)
}

// Acos returns the arccosine of x.
func Acos(x complex128) complex128 {
	if math.IsInf(real(x), -1) && math.IsNaN(imag(x)) {
		return complex(math.NaN(), math.Inf(1))
	}
	return nativeAcos(x)
}

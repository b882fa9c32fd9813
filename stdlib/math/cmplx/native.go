// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// The natives of the package; native.cpp defines them.

package cmplx

// Sqrt returns the square root of x with non-negative real part.
func Sqrt(x complex128) complex128

// Exp returns e^x.
func Exp(x complex128) complex128

// Log returns the natural logarithm of x.
func Log(x complex128) complex128

func nativeSin(x complex128) complex128

func nativeCos(x complex128) complex128

func nativeTan(x complex128) complex128

// Asin returns the arcsine of x.
func Asin(x complex128) complex128

func nativeAcos(x complex128) complex128

// Atan returns the arctangent of x.
func Atan(x complex128) complex128

// Sinh returns the hyperbolic sine of x.
func Sinh(x complex128) complex128

func nativeCosh(x complex128) complex128

// Tanh returns the hyperbolic tangent of x.
func Tanh(x complex128) complex128

// Asinh returns the inverse hyperbolic sine of x.
func Asinh(x complex128) complex128

// Acosh returns the inverse hyperbolic cosine of x.
func Acosh(x complex128) complex128

// Atanh returns the inverse hyperbolic tangent of x.
func Atanh(x complex128) complex128

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Most natives of the package; native.cpp defines them, and go/intrinsics.h those of an
// instruction or two. Special values are those of C's Annex F.

package math

// Sqrt returns the square root of x, rounded correctly.
func Sqrt(x float64) float64

// Cbrt returns the cube root of x.
func Cbrt(x float64) float64

// FMA returns x*y + z, rounded once.
func FMA(x, y, z float64) float64

// Mod returns the remainder of x/y with the sign of x, exactly.
func Mod(x, y float64) float64

// Remainder returns x - n*y for the integer n nearest to x/y, exactly.
func Remainder(x, y float64) float64

// Hypot returns Sqrt(p*p + q*q) without needless overflow or underflow.
func Hypot(p, q float64) float64

// Exp returns e^x.
func Exp(x float64) float64

// Exp2 returns 2^x.
func Exp2(x float64) float64

// Expm1 returns e^x - 1, accurate also near 0.
func Expm1(x float64) float64

// Log returns the natural logarithm of x.
func Log(x float64) float64

// Log2 returns the binary logarithm of x, exactly for powers of two.
func Log2(x float64) float64

// Log10 returns the decimal logarithm of x.
func Log10(x float64) float64

// Log1p returns the natural logarithm of 1+x, accurate also near 0.
func Log1p(x float64) float64

// Pow returns x^y.
func Pow(x, y float64) float64

// Sin returns the sine of x radians.
func Sin(x float64) float64

// Cos returns the cosine of x radians.
func Cos(x float64) float64

// Sincos returns Sin(x) and Cos(x).
func Sincos(x float64) (sin, cos float64)

// Tan returns the tangent of x radians.
func Tan(x float64) float64

// Asin returns the arcsine of x in radians.
func Asin(x float64) float64

// Acos returns the arccosine of x in radians.
func Acos(x float64) float64

// Atan returns the arctangent of x in radians.
func Atan(x float64) float64

// Atan2 returns the angle of the point (x, y) in (-π, π].
func Atan2(y, x float64) float64

// Sinh returns the hyperbolic sine of x.
func Sinh(x float64) float64

// Cosh returns the hyperbolic cosine of x.
func Cosh(x float64) float64

// Tanh returns the hyperbolic tangent of x.
func Tanh(x float64) float64

// Asinh returns the inverse hyperbolic sine of x.
func Asinh(x float64) float64

// Acosh returns the inverse hyperbolic cosine of x.
func Acosh(x float64) float64

// Atanh returns the inverse hyperbolic tangent of x.
func Atanh(x float64) float64

// Erf returns the error function of x.
func Erf(x float64) float64

// Erfc returns 1 - Erf(x), accurate also for large x.
func Erfc(x float64) float64

func gamma(x float64) float64

func lgamma(x float64) (float64, int)

func bessel1(n int, x float64) float64

func bessel2(n int, x float64) float64

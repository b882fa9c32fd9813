// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Special functions: where Go's special values differ from C's, and the inverse error function.

package math

// Gamma returns the gamma function of x: ±∞ at ±0, NaN at negative integers and -∞.
func Gamma(x float64) float64 {
	if x < 0 && (x == Trunc(x) || IsInf(x, -1)) {
		return NaN()
	}
	return gamma(x)
}

// Lgamma returns the natural logarithm and the sign of Gamma(x).
func Lgamma(x float64) (lgam float64, sign int) {
	switch {
	case x != x:
		return x, 1
	case IsInf(x, -1):
		return x, 1
	case x == 0 && Signbit(x):
		return Inf(1), -1
	case x <= 0 && x == Trunc(x):
		return Inf(1), 1
	}
	return lgamma(x)
}

// J0 returns the Bessel function of the first kind of order 0.
func J0(x float64) float64 { return Jn(0, x) }

// J1 returns the Bessel function of the first kind of order 1.
func J1(x float64) float64 { return Jn(1, x) }

// Jn returns the Bessel function of the first kind of order n.
func Jn(n int, x float64) float64 {
	if IsInf(x, 0) || x == 0 && n != 0 {
		return 0
	}
	return bessel1(n, x)
}

// Y0 returns the Bessel function of the second kind of order 0.
func Y0(x float64) float64 { return Yn(0, x) }

// Y1 returns the Bessel function of the second kind of order 1.
func Y1(x float64) float64 { return Yn(1, x) }

// Yn returns the Bessel function of the second kind of order n.
func Yn(n int, x float64) float64 {
	switch {
	case x != x || x < 0:
		return NaN()
	case x == 0 && n < 0 && n&1 != 0:
		return Inf(1)
	case x == 0:
		return Inf(-1)
	case IsInf(x, 1):
		return 0
	}
	return bessel2(n, x)
}

// A ratio approximates a function by the quotient of two polynomials of degree 7; the constant of the
// denominator is 1.
type ratio struct {
	num [8]float64
	den [8]float64
}

func (r *ratio) at(x float64) float64 {
	num, den := 0.0, 0.0
	for i := 7; i >= 0; i-- {
		num = num*x + r.num[i]
		den = den*x + r.den[i]
	}
	return num / den
}

// The quantile of the normal distribution near its middle, in its tails and far out: M. J. Wichura,
// "The Percentage Points of the Normal Distribution", Applied Statistics 37 (1988), AS 241, PPND16.
var (
	quantileMiddle = ratio{
		[8]float64{3.3871328727963666080e0, 1.3314166789178437745e+2, 1.9715909503065514427e+3,
			1.3731693765509461125e+4, 4.5921953931549871457e+4, 6.7265770927008700853e+4,
			3.3430575583588128105e+4, 2.5090809287301226727e+3},
		[8]float64{1, 4.2313330701600911252e+1, 6.8718700749205790830e+2, 5.3941960214247511077e+3,
			2.1213794301586595867e+4, 3.9307895800092710610e+4, 2.8729085735721942674e+4,
			5.2264952788528545610e+3},
	}
	quantileTail = ratio{
		[8]float64{1.42343711074968357734e0, 4.63033784615654529590e0, 5.76949722146069140550e0,
			3.64784832476320460504e0, 1.27045825245236838258e0, 2.41780725177450611770e-1,
			2.27238449892691845833e-2, 7.74545014278341407640e-4},
		[8]float64{1, 2.05319162663775882187e0, 1.67638483018380384940e0, 6.89767334985100004550e-1,
			1.48103976427480074590e-1, 1.51986665636164571966e-2, 5.47593808499534494600e-4,
			1.05075007164441684324e-9},
	}
	quantileFar = ratio{
		[8]float64{6.65790464350110377720e0, 5.46378491116411436990e0, 1.78482653991729133580e0,
			2.96560571828504891230e-1, 2.65321895265761230930e-2, 1.24266094738807843860e-3,
			2.71155556874348757815e-5, 2.01033439929228813265e-7},
		[8]float64{1, 5.99832206555887937690e-1, 1.36929880922735805310e-1, 1.48753612908506148525e-2,
			7.86869131145613259100e-4, 1.84631831751005468180e-5, 1.42151175831644588870e-7,
			2.04426310338993978564e-15},
	}
)

// Erfinv returns the inverse of Erf: NaN outside [-1, 1], ±∞ at the ends.
func Erfinv(x float64) float64 {
	a := Abs(x)
	switch {
	case !(a <= 1):
		return NaN()
	case a == 1:
		return Copysign(Inf(1), x)
	case a <= 0.85:
		r := 0.180625 - 0.25*x*x
		return x * quantileMiddle.at(r) / (2 * Sqrt2)
	}
	r := Sqrt(Ln2 - Log(1-a))
	if r <= 5 {
		r = quantileTail.at(r - 1.6)
	} else {
		r = quantileFar.at(r - 5)
	}
	return Copysign(r/Sqrt2, x)
}

// Erfcinv returns the inverse of Erfc.
func Erfcinv(x float64) float64 { return Erfinv(1 - x) }

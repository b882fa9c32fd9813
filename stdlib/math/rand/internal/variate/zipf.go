// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package variate has what math/rand and math/rand/v2 make numbers with that are not evenly distributed.
package variate

import "math"

// A Zipf makes numbers of a Zipf distribution, by rejection and inversion: Hörmann and Derflinger,
// "Rejection-Inversion to Generate Variates from Monotone Discrete Distributions" (1996).
type Zipf struct {
	v, q       float64
	last       float64 // H at the right end
	width      float64 // H at the left end, less last
	accept     float64 // a number this close to its variate is right at once
	exponent   float64 // 1-q
	reciprocal float64 // 1/(1-q)
}

// area is H, the integral of the density.
func (z *Zipf) area(x float64) float64 {
	return math.Exp(z.exponent*math.Log(z.v+x)) * z.reciprocal
}

// inverse is that of area.
func (z *Zipf) inverse(x float64) float64 {
	return math.Exp(z.reciprocal*math.Log(z.exponent*x)) - z.v
}

// NewZipf returns a Zipf for numbers k in [0, imax], whose probabilities are proportional to (v+k)**(-s), s > 1 and v >= 1.
func NewZipf(s float64, v float64, imax uint64) Zipf {
	z := Zipf{v: v, q: s, exponent: 1 - s, reciprocal: 1 / (1 - s)}
	z.last = z.area(float64(imax) + 0.5)
	z.width = z.area(0.5) - math.Exp(math.Log(v)*(-s)) - z.last
	z.accept = 1 - z.inverse(z.area(1.5)-math.Exp(-s*math.Log(v+1)))
	return z
}

// Next returns the next number, made of evenly distributed ones.
func (z *Zipf) Next(even interface{ Float64() float64 }) uint64 {
	for {
		u := z.last + even.Float64()*z.width
		x := z.inverse(u)
		k := math.Floor(x + 0.5)
		if k-x <= z.accept || u >= z.area(k+0.5)-math.Exp(-math.Log(k+z.v)*z.q) {
			return uint64(k)
		}
	}
}

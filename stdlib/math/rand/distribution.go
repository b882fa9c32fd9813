// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements random numbers that are not evenly distributed.

package rand

import "math"

// NormFloat64 returns a number of the standard normal distribution: mean 0,
// standard deviation 1. It is the ziggurat method of Marsaglia and Tsang.
func (r *Rand) NormFloat64() float64 {
	const start = 3.442619855899 // of the strip that has no end
	for {
		j := int32(r.Uint32())
		i := j & 0x7F
		x := float64(j) * float64(normalW[i])
		size := uint32(j)
		if j < 0 {
			size = -size
		}
		if size < normalK[i] {
			return x
		}
		if i == 0 {
			for {
				x = -math.Log(r.Float64()) * (1.0 / start)
				y := -math.Log(r.Float64())
				if y+y >= x*x {
					break
				}
			}
			if j > 0 {
				return start + x
			}
			return -start - x
		}
		if normalF[i]+float32(r.Float64())*(normalF[i-1]-normalF[i]) < float32(math.Exp(-.5*x*x)) {
			return x
		}
	}
}

// ExpFloat64 returns a number of the exponential distribution with rate 1. It
// is the ziggurat method of Marsaglia and Tsang.
func (r *Rand) ExpFloat64() float64 {
	const start = 7.69711747013104972 // of the strip that has no end
	for {
		j := r.Uint32()
		i := j & 0xFF
		x := float64(j) * float64(exponentialW[i])
		if j < exponentialK[i] {
			return x
		}
		if i == 0 {
			return start - math.Log(r.Float64())
		}
		if exponentialF[i]+float32(r.Float64())*(exponentialF[i-1]-exponentialF[i]) < float32(math.Exp(-x)) {
			return x
		}
	}
}

// A Zipf makes numbers of a Zipf distribution, by rejection and inversion:
// Hörmann and Derflinger, "Rejection-Inversion to Generate Variates from
// Monotone Discrete Distributions" (1996).
type Zipf struct {
	r          *Rand
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

// NewZipf returns a Zipf for numbers k in [0, imax], whose probabilities are
// proportional to (v+k)**(-s). It returns nil unless s > 1 and v >= 1.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	if s <= 1 || v < 1 {
		return nil
	}
	z := &Zipf{r: r, v: v, q: s, exponent: 1 - s, reciprocal: 1 / (1 - s)}
	z.last = z.area(float64(imax) + 0.5)
	z.width = z.area(0.5) - math.Exp(math.Log(v)*(-s)) - z.last
	z.accept = 1 - z.inverse(z.area(1.5)-math.Exp(-s*math.Log(v+1)))
	return z
}

// Uint64 returns the next number.
func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	for {
		u := z.last + z.r.Float64()*z.width
		x := z.inverse(u)
		k := math.Floor(x + 0.5)
		if k-x <= z.accept || u >= z.area(k+0.5)-math.Exp(-math.Log(k+z.v)*z.q) {
			return uint64(k)
		}
	}
}

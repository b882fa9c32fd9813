// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements random numbers that are not evenly distributed.

package rand

import (
	"math"
	"math/rand/internal/variate"
)

// NormFloat64 returns a number of the standard normal distribution: mean 0,
// standard deviation 1. It is the ziggurat method of Marsaglia and Tsang.
func (r *Rand) NormFloat64() float64 {
	const start = 3.442619855899 // of the strip that has no end
	for {
		j := int32(r.Uint32())
		i := j & 0x7F
		x := float64(j) * float64(variate.NormalW[i])
		size := uint32(j)
		if j < 0 {
			size = -size
		}
		if size < variate.NormalK[i] {
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
		if variate.NormalF[i]+float32(r.Float64())*(variate.NormalF[i-1]-variate.NormalF[i]) < float32(math.Exp(-.5*x*x)) {
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
		x := float64(j) * float64(variate.ExponentialW[i])
		if j < variate.ExponentialK[i] {
			return x
		}
		if i == 0 {
			return start - math.Log(r.Float64())
		}
		if variate.ExponentialF[i]+float32(r.Float64())*(variate.ExponentialF[i-1]-variate.ExponentialF[i]) < float32(math.Exp(-x)) {
			return x
		}
	}
}

// A Zipf makes numbers of a Zipf distribution.
type Zipf struct {
	r *Rand
	z variate.Zipf
}

// NewZipf returns a Zipf for numbers k in [0, imax], whose probabilities are
// proportional to (v+k)**(-s). It returns nil unless s > 1 and v >= 1.
func NewZipf(r *Rand, s float64, v float64, imax uint64) *Zipf {
	if s <= 1 || v < 1 {
		return nil
	}
	return &Zipf{r, variate.NewZipf(s, v, imax)}
}

// Uint64 returns the next number.
func (z *Zipf) Uint64() uint64 {
	if z == nil {
		panic("rand: nil Zipf")
	}
	return z.z.Next(z.r)
}

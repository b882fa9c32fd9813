// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package rand makes pseudo-random numbers. They can be predicted: for secrets, use crypto/rand.
//
// The functions of the package are seeded at random, and may be used by several goroutines at once. A Rand is not safe for
// that.
package rand

import (
	"math"
	"math/bits"
	"math/rand/internal/variate"
)

// A Source is a source of pseudo-random numbers of 64 bits.
type Source interface {
	Uint64() uint64
}

// A Rand makes random numbers of many kinds out of those of a Source.
type Rand struct{ src Source }

// New returns a Rand on src.
func New(src Source) *Rand { return &Rand{src} }

// Int64 returns a number in [0, 1<<63).
func (r *Rand) Int64() int64 { return int64(r.src.Uint64() &^ (1 << 63)) }

// Uint32 returns a number of 32 bits.
func (r *Rand) Uint32() uint32 { return uint32(r.src.Uint64() >> 32) }

// Uint64 returns a number of 64 bits.
func (r *Rand) Uint64() uint64 { return r.src.Uint64() }

// Int32 returns a number in [0, 1<<31).
func (r *Rand) Int32() int32 { return int32(r.src.Uint64() >> 33) }

// Int returns a number that is not negative.
func (r *Rand) Int() int { return int(r.src.Uint64() &^ (1 << 63)) }

// Uint returns a number of all bits.
func (r *Rand) Uint() uint { return uint(r.src.Uint64()) }

// below returns a number in [0, n), n > 0. Of the product of n and a number of 64 bits the upper half is one, evenly
// distributed unless the lower half is one of few: Lemire, "Fast Random Integer Generation in an Interval" (2019).
func (r *Rand) below(n uint64) uint64 {
	if n&(n-1) == 0 {
		return r.Uint64() & (n - 1)
	}
	high, low := bits.Mul64(r.Uint64(), n)
	if low < n {
		for few := -n % n; low < few; {
			high, low = bits.Mul64(r.Uint64(), n)
		}
	}
	return high
}

// Int64N returns a number in [0, n). It panics if n <= 0.
func (r *Rand) Int64N(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int64N")
	}
	return int64(r.below(uint64(n)))
}

// Uint64N returns a number in [0, n). It panics if n is 0.
func (r *Rand) Uint64N(n uint64) uint64 {
	if n == 0 {
		panic("invalid argument to Uint64N")
	}
	return r.below(n)
}

// Int32N returns a number in [0, n). It panics if n <= 0.
func (r *Rand) Int32N(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int32N")
	}
	return int32(r.below(uint64(n)))
}

// Uint32N returns a number in [0, n). It panics if n is 0.
func (r *Rand) Uint32N(n uint32) uint32 {
	if n == 0 {
		panic("invalid argument to Uint32N")
	}
	return uint32(r.below(uint64(n)))
}

// IntN returns a number in [0, n). It panics if n <= 0.
func (r *Rand) IntN(n int) int {
	if n <= 0 {
		panic("invalid argument to IntN")
	}
	return int(r.below(uint64(n)))
}

// UintN returns a number in [0, n). It panics if n is 0.
func (r *Rand) UintN(n uint) uint {
	if n == 0 {
		panic("invalid argument to UintN")
	}
	return uint(r.below(uint64(n)))
}

// Float64 returns a number in [0.0, 1.0).
func (r *Rand) Float64() float64 { return float64(r.Uint64()<<11>>11) / (1 << 53) }

// Float32 returns a number in [0.0, 1.0).
func (r *Rand) Float32() float32 { return float32(r.Uint32()<<8>>8) / (1 << 24) }

// Perm returns the numbers of [0, n) in a random order.
func (r *Rand) Perm(n int) []int {
	p := make([]int, n)
	for i := range p {
		p[i] = i
	}
	r.Shuffle(len(p), func(i, j int) { p[i], p[j] = p[j], p[i] })
	return p
}

// Shuffle brings n elements into a random order; swap exchanges two of them. It panics if n < 0.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	for i := n - 1; i > 0; i-- {
		swap(i, int(r.below(uint64(i+1))))
	}
}

// NormFloat64 returns a number of the standard normal distribution: mean 0, standard deviation 1. It is the ziggurat method
// of Marsaglia and Tsang.
func (r *Rand) NormFloat64() float64 {
	const start = 3.442619855899 // of the strip that has no end
	for {
		u := r.Uint64()
		j, i := int32(u), u>>32&0x7F
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

// ExpFloat64 returns a number of the exponential distribution with rate 1. It is the ziggurat method of Marsaglia and Tsang.
func (r *Rand) ExpFloat64() float64 {
	const start = 7.69711747013104972 // of the strip that has no end
	for {
		u := r.Uint64()
		j, i := uint32(u), uint8(u>>32)
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

// NewZipf returns a Zipf for numbers k in [0, imax], whose probabilities are proportional to (v+k)**(-s). It returns nil
// unless s > 1 and v >= 1.
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

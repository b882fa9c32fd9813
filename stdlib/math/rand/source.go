// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the source of NewSource: the additive lagged Fibonacci
// generator y[n] = y[n-607] + y[n-273] of Mitchell and Moore (Knuth, TAOCP
// volume 2, section 3.2.2), as in Go, so that a seed gives the same numbers.

package rand

const (
	length = 607
	tap    = 273

	int31Max  = 1<<31 - 1
	int63Mask = 1<<63 - 1
)

type additive struct {
	tap  int // index of y[n-273]
	feed int // index of y[n-607], where y[n] goes
	vec  [length]uint64
}

// nextSeed is a step of the generator 48271*x mod 2**31-1 of Park and Miller.
func nextSeed(x uint64) uint64 { return x * 48271 % int31Max }

// Seed implements Source.
func (g *additive) Seed(seed int64) {
	g.tap = 0
	g.feed = length - tap
	seed %= int31Max
	if seed < 0 {
		seed += int31Max
	}
	if seed == 0 {
		seed = 89482311
	}
	x := uint64(seed)
	for i := 0; i < 20; i++ {
		x = nextSeed(x)
	}
	for i := range g.vec {
		a := nextSeed(x)
		b := nextSeed(a)
		x = nextSeed(b)
		g.vec[i] = a<<40 ^ b<<20 ^ x ^ cooked[i]
	}
}

// Uint64 implements Source64.
func (g *additive) Uint64() uint64 {
	if g.tap--; g.tap < 0 {
		g.tap += length
	}
	if g.feed--; g.feed < 0 {
		g.feed += length
	}
	x := g.vec[g.feed] + g.vec[g.tap]
	g.vec[g.feed] = x
	return x
}

// Int63 implements Source.
func (g *additive) Int63() int64 { return int64(g.Uint64() & int63Mask) }

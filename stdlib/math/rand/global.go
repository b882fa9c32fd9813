// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the functions of the package: those of a Rand whose
// source is the runtime.

package rand

// runtime_rand returns 64 random bits. It may be called by several goroutines
// at once.
func runtime_rand() uint64

type runtimeSource struct{}

func (runtimeSource) Uint64() uint64 { return runtime_rand() }
func (runtimeSource) Int63() int64   { return int64(runtime_rand() & int63Mask) }
func (runtimeSource) Seed(int64)     {}

// global has no state of its own: Read does not go through it.
var global = Rand{src: runtimeSource{}, s64: runtimeSource{}}

// Seed does nothing: the functions of the package are seeded at random.
//
// Deprecated: for numbers that depend on a seed, use New(NewSource(seed)).
func Seed(seed int64) {}

// Int63 returns a number in [0, 1<<63).
func Int63() int64 { return int64(runtime_rand() & int63Mask) }

// Uint32 returns a number of 32 bits.
func Uint32() uint32 { return uint32(runtime_rand() >> 32) }

// Uint64 returns a number of 64 bits.
func Uint64() uint64 { return runtime_rand() }

// Int31 returns a number in [0, 1<<31).
func Int31() int32 { return int32(runtime_rand() >> 33) }

// Int returns a number that is not negative.
func Int() int { return int(uint(Int63())) }

// Int63n returns a number in [0, n). It panics if n <= 0.
func Int63n(n int64) int64 { return global.Int63n(n) }

// Int31n returns a number in [0, n). It panics if n <= 0.
func Int31n(n int32) int32 { return global.Int31n(n) }

// Intn returns a number in [0, n). It panics if n <= 0.
func Intn(n int) int { return global.Intn(n) }

// Float64 returns a number in [0.0, 1.0).
func Float64() float64 { return global.Float64() }

// Float32 returns a number in [0.0, 1.0).
func Float32() float32 { return global.Float32() }

// Perm returns the numbers of [0, n) in a random order.
func Perm(n int) []int { return global.Perm(n) }

// Shuffle brings n elements into a random order; swap exchanges two of them. It
// panics if n < 0.
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }

// NormFloat64 returns a number of the standard normal distribution: mean 0,
// standard deviation 1.
func NormFloat64() float64 { return global.NormFloat64() }

// ExpFloat64 returns a number of the exponential distribution with rate 1.
func ExpFloat64() float64 { return global.ExpFloat64() }

// Read fills p with random bytes. It returns len(p) and nil.
//
// Deprecated: it is easily mistaken for crypto/rand's Read.
func Read(p []byte) (n int, err error) {
	for i := 0; i < len(p); {
		for bits := runtime_rand(); i < len(p); bits >>= 8 {
			p[i] = byte(bits)
			if i++; i%8 == 0 {
				break
			}
		}
	}
	return len(p), nil
}

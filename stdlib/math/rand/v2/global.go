// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the functions of the package: those of a Rand whose source is the runtime.

package rand

// runtime_rand returns 64 random bits. It may be called by several goroutines at once.
func runtime_rand() uint64

type runtimeSource struct{}

func (runtimeSource) Uint64() uint64 { return runtime_rand() }

var global = Rand{runtimeSource{}}

// Int64 returns a number in [0, 1<<63).
func Int64() int64 { return global.Int64() }

// Uint32 returns a number of 32 bits.
func Uint32() uint32 { return global.Uint32() }

// Uint64 returns a number of 64 bits.
func Uint64() uint64 { return runtime_rand() }

// Int32 returns a number in [0, 1<<31).
func Int32() int32 { return global.Int32() }

// Int returns a number that is not negative.
func Int() int { return global.Int() }

// Uint returns a number of all bits.
func Uint() uint { return global.Uint() }

// Int64N returns a number in [0, n). It panics if n <= 0.
func Int64N(n int64) int64 { return global.Int64N(n) }

// Uint64N returns a number in [0, n). It panics if n is 0.
func Uint64N(n uint64) uint64 { return global.Uint64N(n) }

// Int32N returns a number in [0, n). It panics if n <= 0.
func Int32N(n int32) int32 { return global.Int32N(n) }

// Uint32N returns a number in [0, n). It panics if n is 0.
func Uint32N(n uint32) uint32 { return global.Uint32N(n) }

// IntN returns a number in [0, n). It panics if n <= 0.
func IntN(n int) int { return global.IntN(n) }

// UintN returns a number in [0, n). It panics if n is 0.
func UintN(n uint) uint { return global.UintN(n) }

// N returns a number in [0, n), for any integer type. It panics if n <= 0.
func N[Int intType](n Int) Int {
	if n <= 0 {
		panic("invalid argument to N")
	}
	return Int(global.below(uint64(n)))
}

type intType interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 | ~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr
}

// Float64 returns a number in [0.0, 1.0).
func Float64() float64 { return global.Float64() }

// Float32 returns a number in [0.0, 1.0).
func Float32() float32 { return global.Float32() }

// Perm returns the numbers of [0, n) in a random order.
func Perm(n int) []int { return global.Perm(n) }

// Shuffle brings n elements into a random order; swap exchanges two of them. It panics if n < 0.
func Shuffle(n int, swap func(i, j int)) { global.Shuffle(n, swap) }

// NormFloat64 returns a number of the standard normal distribution: mean 0, standard deviation 1.
func NormFloat64() float64 { return global.NormFloat64() }

// ExpFloat64 returns a number of the exponential distribution with rate 1.
func ExpFloat64() float64 { return global.ExpFloat64() }

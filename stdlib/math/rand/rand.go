// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package rand makes pseudo-random numbers. They can be predicted: for secrets,
// use crypto/rand.
//
// The functions of the package are seeded at random, and may be used by several
// goroutines at once. A Rand is not safe for that.
package rand

// A Source is a source of pseudo-random numbers in [0, 1<<63).
type Source interface {
	Int63() int64
	Seed(seed int64)
}

// A Source64 can make numbers in [0, 1<<64), too.
type Source64 interface {
	Source
	Uint64() uint64
}

// NewSource returns a source whose numbers depend on seed alone. It is a
// Source64.
func NewSource(seed int64) Source {
	g := new(additive)
	g.Seed(seed)
	return g
}

// A Rand makes random numbers of many kinds out of those of a Source.
type Rand struct {
	src Source
	s64 Source64 // src, or nil if it is no Source64

	// What Read has left of the last number: readLeft bytes.
	readBits int64
	readLeft int8
}

// New returns a Rand on src.
func New(src Source) *Rand {
	s64, _ := src.(Source64)
	return &Rand{src: src, s64: s64}
}

// Seed seeds the source. It must not be called together with other methods.
func (r *Rand) Seed(seed int64) {
	r.src.Seed(seed)
	r.readLeft = 0
}

// Int63 returns a number in [0, 1<<63).
func (r *Rand) Int63() int64 { return r.src.Int63() }

// Uint32 returns a number of 32 bits.
func (r *Rand) Uint32() uint32 { return uint32(r.Int63() >> 31) }

// Uint64 returns a number of 64 bits.
func (r *Rand) Uint64() uint64 {
	if r.s64 != nil {
		return r.s64.Uint64()
	}
	low := uint64(r.Int63()) >> 31
	return low | uint64(r.Int63())<<32
}

// Int31 returns a number in [0, 1<<31).
func (r *Rand) Int31() int32 { return int32(r.Int63() >> 32) }

// Int returns a number that is not negative.
func (r *Rand) Int() int { return int(uint(r.Int63())) }

// Int63n returns a number in [0, n). It panics if n <= 0.
func (r *Rand) Int63n(n int64) int64 {
	if n <= 0 {
		panic("invalid argument to Int63n")
	}
	if n&(n-1) == 0 {
		return r.Int63() & (n - 1)
	}
	// Numbers beyond the last multiple of n would favour the small results.
	last := int64(1<<63 - 1 - (1<<63)%uint64(n))
	v := r.Int63()
	for v > last {
		v = r.Int63()
	}
	return v % n
}

// Int31n returns a number in [0, n). It panics if n <= 0.
func (r *Rand) Int31n(n int32) int32 {
	if n <= 0 {
		panic("invalid argument to Int31n")
	}
	if n&(n-1) == 0 {
		return r.Int31() & (n - 1)
	}
	last := int32(1<<31 - 1 - (1<<31)%uint32(n))
	v := r.Int31()
	for v > last {
		v = r.Int31()
	}
	return v % n
}

// fastInt31n is Int31n with a multiplication in place of the division: Lemire,
// "Fast Random Integer Generation in an Interval" (2019). Int31n cannot change:
// it would give other numbers for a seed.
func (r *Rand) fastInt31n(n int32) int32 {
	product := uint64(r.Uint32()) * uint64(n)
	if low := uint32(product); low < uint32(n) {
		for least := uint32(-n) % uint32(n); low < least; low = uint32(product) {
			product = uint64(r.Uint32()) * uint64(n)
		}
	}
	return int32(product >> 32)
}

// Intn returns a number in [0, n). It panics if n <= 0.
func (r *Rand) Intn(n int) int {
	if n <= 0 {
		panic("invalid argument to Intn")
	}
	if n <= int31Max {
		return int(r.Int31n(int32(n)))
	}
	return int(r.Int63n(int64(n)))
}

// Float64 returns a number in [0.0, 1.0).
func (r *Rand) Float64() float64 {
	for {
		// Rounding may reach 1.
		if f := float64(r.Int63()) / (1 << 63); f < 1 {
			return f
		}
	}
}

// Float32 returns a number in [0.0, 1.0).
func (r *Rand) Float32() float32 {
	for {
		if f := float32(r.Float64()); f < 1 {
			return f
		}
	}
}

// Perm returns the numbers of [0, n) in a random order.
func (r *Rand) Perm(n int) []int {
	m := make([]int, n)
	for i := 0; i < n; i++ {
		j := r.Intn(i + 1)
		m[i] = m[j]
		m[j] = i
	}
	return m
}

// Shuffle brings n elements into a random order; swap exchanges two of them. It
// panics if n < 0.
func (r *Rand) Shuffle(n int, swap func(i, j int)) {
	if n < 0 {
		panic("invalid argument to Shuffle")
	}
	i := n - 1
	for ; i > int31Max-1; i-- {
		swap(i, int(r.Int63n(int64(i+1))))
	}
	for ; i > 0; i-- {
		swap(i, int(r.fastInt31n(int32(i+1))))
	}
}

// Read fills p with random bytes. It returns len(p) and nil.
func (r *Rand) Read(p []byte) (n int, err error) {
	for i := range p {
		if r.readLeft == 0 {
			r.readBits = r.Int63()
			r.readLeft = 7
		}
		p[i] = byte(r.readBits)
		r.readBits >>= 8
		r.readLeft--
	}
	return len(p), nil
}

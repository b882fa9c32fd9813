// The generators of math/rand/v2 and the numbers that are made of theirs.
// RUN: %run %s
package main

import (
	"fmt"
	"math/rand/v2"
	"time"
)

type ID uint16

func numbers(name string, src rand.Source) {
	r := rand.New(src)
	fmt.Println(name, r.Uint64(), r.Uint32(), r.Int64(), r.Int32(), r.Int(), r.Uint())
	fmt.Println(r.Float64(), r.Float32(), r.Perm(7))
	for _, n := range []int{1, 2, 3, 10, 100, 1 << 20, 1<<31 - 1, 1 << 40, 3 << 60} {
		fmt.Print(r.IntN(n), " ", r.Int64N(int64(n)), " ", r.Uint64N(uint64(n)), " ", r.UintN(uint(n)), " ")
	}
	fmt.Println(r.Int32N(1000), r.Uint32N(3<<30), r.Uint64N(1<<64-1))
	var sum, sum2 float64
	for range 20000 { // the rare ways through them, too
		sum += r.NormFloat64()
		sum2 += r.ExpFloat64()
	}
	fmt.Println(sum, sum2)
	z := rand.NewZipf(r, 1.2, 2, 1000)
	for range 10 {
		fmt.Print(z.Uint64(), " ")
	}
	s := []string{"a", "b", "c", "d", "e"}
	r.Shuffle(len(s), func(i, j int) { s[i], s[j] = s[j], s[i] })
	fmt.Println(s, rand.NewZipf(r, 1, 2, 3) == nil)
}

func panics(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

func main() {
	seed := [32]byte([]byte("what a loom weaves, it weaves so"))
	numbers("pcg", rand.NewPCG(1, 2))
	numbers("chacha8", rand.NewChaCha8(seed))

	c := rand.NewChaCha8(seed)
	var x uint64
	for i := range 2000 { // through several keys
		x = x*31 + c.Uint64()
		if i%100 == 0 {
			fmt.Print(x, " ")
		}
	}
	fmt.Println()
	p := make([]byte, 21)
	fmt.Println(c.Read(p[:3]))
	fmt.Println(c.Read(p))
	fmt.Printf("%x\n", p)
	state, err := c.MarshalBinary()
	fmt.Printf("%q %v\n", state, err)
	var d rand.ChaCha8
	fmt.Println(d.UnmarshalBinary(state))
	c.Read(p)
	q := make([]byte, 21)
	d.Read(q)
	fmt.Println(string(p) == string(q), c.Uint64() == d.Uint64(), d.UnmarshalBinary(state[1:]), d.UnmarshalBinary([]byte("readbuf:\x09")))

	g := rand.NewPCG(3, 4)
	g.Uint64()
	state, err = g.AppendBinary([]byte("x"))
	fmt.Printf("%q %v\n", state, err)
	var h rand.PCG
	fmt.Println(h.UnmarshalBinary(state[1:]), g.Uint64() == h.Uint64(), h.UnmarshalBinary(state))

	fmt.Println(rand.N(10) < 10, rand.N(10*time.Minute) < 10*time.Minute, rand.N(ID(1)), rand.IntN(1), rand.Float64() < 1)
	panics(func() { rand.IntN(0) })
	panics(func() { rand.N(-1) })
	panics(func() { rand.Int32N(-5) })
	panics(func() { rand.Uint64N(0) })
	panics(func() { rand.Shuffle(-1, nil) })
}

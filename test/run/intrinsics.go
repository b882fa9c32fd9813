// Natives that are inlined: math/bits, math, sync/atomic.
// RUN: %goloom run %s > %t && diff %S/Inputs/intrinsics.out %t

package main

import (
	"fmt"
	"math"
	"math/bits"
	"sync/atomic"
)

func main() {
	for _, x := range []uint64{0, 1, 2, 0x80, 0xff, 0x1234, 0x8000, 0xdeadbeef, 1 << 31, 1 << 32, 1<<63 | 5, ^uint64(0)} {
		fmt.Println(x, bits.Len(uint(x)), bits.Len8(uint8(x)), bits.Len16(uint16(x)), bits.Len32(uint32(x)), bits.Len64(x))
		fmt.Println(bits.LeadingZeros(uint(x)), bits.LeadingZeros8(uint8(x)), bits.LeadingZeros16(uint16(x)), bits.LeadingZeros32(uint32(x)), bits.LeadingZeros64(x))
		fmt.Println(bits.TrailingZeros(uint(x)), bits.TrailingZeros8(uint8(x)), bits.TrailingZeros16(uint16(x)), bits.TrailingZeros32(uint32(x)), bits.TrailingZeros64(x))
		fmt.Println(bits.OnesCount(uint(x)), bits.OnesCount8(uint8(x)), bits.OnesCount16(uint16(x)), bits.OnesCount32(uint32(x)), bits.OnesCount64(x))
		fmt.Println(bits.ReverseBytes(uint(x)), bits.ReverseBytes16(uint16(x)), bits.ReverseBytes32(uint32(x)), bits.ReverseBytes64(x))
		for _, k := range []int{0, 1, 7, 8, 31, 33, 64, 100, -1, -9, math.MinInt64} {
			fmt.Print(bits.RotateLeft(uint(x), k), bits.RotateLeft8(uint8(x), k), bits.RotateLeft16(uint16(x), k), bits.RotateLeft32(uint32(x), k), bits.RotateLeft64(x, k), " ")
		}
		fmt.Println()
		for _, y := range []uint64{0, 1, 1 << 63, ^uint64(0)} {
			for c := uint64(0); c < 2; c++ {
				fmt.Print(" ")
				fmt.Print(bits.Add64(x, y, c))
				fmt.Print(" ")
				fmt.Print(bits.Sub64(x, y, c))
				fmt.Print(" ")
				fmt.Print(bits.Add(uint(x), uint(y), uint(c)))
				fmt.Print(" ")
				fmt.Print(bits.Sub(uint(x), uint(y), uint(c)))
			}
			fmt.Print(" ")
			fmt.Print(bits.Mul64(x, y))
			fmt.Print(" ")
			fmt.Print(bits.Mul(uint(x), uint(y)))
		}
		fmt.Println()
	}

	zero := 0.0
	for _, x := range []float64{0, math.Copysign(0, -1), 0.5, -0.5, 1, 2.5, -2.5, 1e15 + 0.5, 1 << 52, 1e300, -1e300, 1 / zero, -1 / zero, math.NaN(), math.SmallestNonzeroFloat64} {
		fmt.Println(x, math.Floor(x), math.Ceil(x), math.Trunc(x), math.Sqrt(x), math.Abs(x), math.Signbit(x), math.IsNaN(x), math.IsInf(x, 0), math.IsInf(x, 1), math.IsInf(x, -1), math.Copysign(3, x))
		if !math.IsNaN(x) {
			fmt.Println(math.Float64bits(x), math.Float32bits(float32(x)), math.Float64frombits(math.Float64bits(x)+1), math.Float32frombits(math.Float32bits(float32(x))))
		}
	}

	// A native as a value, and one that is given nil.
	f, g := bits.OnesCount8, math.Abs
	fmt.Println(f(7), g(-2))
	var u atomic.Uint32
	fmt.Println(u.Add(5), u.CompareAndSwap(5, 9), u.Swap(1), u.Or(6), u.And(3), u.Load())
	add := atomic.AddInt64
	var n int64
	fmt.Println(add(&n, 3), n)
	defer func() { fmt.Println(recover()) }()
	var p *int32
	atomic.StoreInt32(p, 1)
}

// RUN: %run %s
// Floating point and complex numbers.
package main

import (
	"fmt"
	"math"
)

func main() {
	zero := 0.0
	inf, nan := 1/zero, zero/zero
	fmt.Println(inf, -inf, nan, nan == nan, nan != nan, nan < 1, nan > 1, -zero, 1/(-zero) < 0)
	neg := math.Copysign(0, -1)
	fmt.Println(neg, neg == 0, 1/neg)
	fmt.Println(0.1+0.2, float32(0.1)+float32(0.2), 1e100, 1e-7, 123456789.0, 1e21, 1e20, 0.000001)
	var f32 float32 = 16777216
	fmt.Println(f32+1 == f32, float64(f32)+1, f32/3, float64(float32(0.1)))
	fmt.Println(int(3.99+zero), int(-3.99+zero), int64(1e18), uint8(200.5+zero), float64(1<<53+1))
	x := 7.9
	fmt.Println(int(x), int(-x), int8(x), uint(x), float32(x), int64(float32(x)*1000))
	const c = 1.0 / 3
	fmt.Println(c, float32(c), c*3 == 1)
	fmt.Println(0x1p-2, 0x1.8p1, 1_0.5, .5, 5., 1e+3, math.MaxFloat64, math.SmallestNonzeroFloat64, math.MaxFloat32)
	fmt.Println(math.Sqrt(2), math.Floor(-1.5), math.Inf(1), math.Mod(7, -3), math.Pow(2, 10))
	x += 0.1
	x *= 2
	x /= 4
	x -= 1
	x++
	fmt.Println(x)
	fmt.Printf("%.3f %e %g %8.2f|%-8.2f|%+.1f %v\n", math.Pi, 12345.678, 1e-10, 3.14159, 2.5, 1.25, float32(1)/3)

	z := 3 + 4i
	w := complex(1, -2)
	fmt.Println(z+w, z-w, z*w, z/w, -z, z == 3+4i, z != w, real(z), imag(w))
	var c64 complex64 = complex64(z)
	c64 *= 2i
	fmt.Println(c64, real(c64), 1i*1i)
	fmt.Printf("%v %.1f %T %T %T\n", z, w, z, c64, real(c64))
	var zc complex128
	q := z / zc
	fmt.Println(math.IsInf(real(q), 0), zc == 0, 2*z, z*0.5)
	const k = 2i * 2i
	var n int = k
	fmt.Println(n, complex(float32(1), 2), real(k), 'a'+0i)
	f := func(a, b float64) (float64, bool) { return min(a, b), max(a, b) > a }
	fmt.Println(f(2, 1))
	fmt.Println(f(nan, 1))
	fmt.Println(min(3, 1.5, 2), max("b", "a", "c"), min(neg, 0), max(neg, 0), max(1, nan))
	sum := 0.0
	for i := 1; i <= 1000; i++ {
		sum += 1 / float64(i)
	}
	fmt.Println(sum, float32(sum))
	fmt.Println(math.Float64bits(1.5), math.Float32frombits(0x40490fdb), math.Trunc(-2.7), math.Hypot(3, 4))
	a, b, d := 0.1, 10.0, -1.0
	fmt.Println(a*b+d, a*b == 1)
}

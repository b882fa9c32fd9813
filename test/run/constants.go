// RUN: %run %s
// Constants: exact arithmetic, iota, typed and untyped, shifts.
package main

import "fmt"

type bits uint8

const (
	flagA bits = 1 << iota
	flagB
	_
	flagD
	mask = flagA | flagD
)
const (
	_  = iota
	kb = 1 << (10 * iota)
	mb
	gb
)
const (
	a, b = iota, iota * 10
	c, d
	e, f = "s", iota
)
const big = 1 << 200
const third = 1.0 / 3.0
const (
	x0 = iota + 5
	x1
	x2 = "str"
	x3
	x4 = iota
)
const minInt = -1 << 63
const huge = 1e1000 / 1e997

type day int

const (
	sunday day = iota
	monday
)

func (d day) String() string { return [...]string{"Sun", "Mon"}[d] }

func main() {
	fmt.Println(flagA, flagB, flagD, mask, kb, mb, gb)
	fmt.Println(a, b, c, d, e, f, x0, x1, x2, x3, x4)
	fmt.Println(big>>198, big/big, big%1000, third*3 == 1, minInt, huge)
	fmt.Println(sunday, monday, day(1))
	const local = len("hello") * 2
	var arr [local]int
	fmt.Println(len(arr), 'a'*2, "s"+"t", 7/2, -7/2, 7/2.0, 7%3, 1<<3|1, 5.0/2)
	var i8 int8 = -1 << 7
	var u uint64 = 1<<64 - 1
	var f32 float32 = 0.1
	var f64 float64 = 0.1
	fmt.Println(i8, u, float64(f32) == f64, f32 == 0.1, f64 == 0.1)
	const h = 'x'
	var r rune = h
	var by byte = h
	var st = string(h)
	fmt.Println(r, by, st)
	fmt.Printf("%T %T %T %T %T %T\n", 1, 1.0, 'a', "s", 1i, true)
	fmt.Printf("%T %T %T\n", 1<<3, 2*'a', 1.5+'a')
	const typed int64 = 5
	fmt.Printf("%T %v\n", typed*2, typed<<2)
	s := uint(3)
	var w = 1 << s
	var v int32 = 1 << s
	var z = uint8(1<<s) << 5
	fmt.Printf("%T %v %T %v %v\n", w, w, v, v, z)
	fmt.Println(^0, ^uint8(1), -5>>1, -5/2, 1^3, 6&^2, !true, !(1 < 2), "a" < "b")
	const cplx = (1 + 2i) * (3 - 1i)
	fmt.Println(cplx, real(cplx), imag(cplx))
	const isBig = big > 1e50
	fmt.Println(isBig, len([...]int{1, 2, 3}), cap([4]int{}))
	if isBig {
		fmt.Println("big")
	}
	const max = 1<<31 - 1
	var n int32 = max
	n++
	fmt.Println(n, uint32(1<<32-1), 0x7fff_ffff_ffff_ffff, 1e3, int(1e3), 0b1_01)
	fmt.Println(float32(16777217.0), float32(1)/3, 1/3.0, 2.5e-3, 1e6, 1e-5, 100000000000000000000.0)
	true := false
	fmt.Println(true, !true)
}

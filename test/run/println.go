// RUN: %run --stderr %s
// print and println.
package main

type myInt int

func main() {
	println(1, -2, "text", true, 'a', 1.5, 1e100, -0.25, 0.0)
	println(uint8(200), int64(-1)<<63, ^uint64(0), myInt(4), 2+3i)
	print("a", 1, "b", 2, "\n")
	var p *int
	var e error
	var s []int
	println(p, e == nil, len(s), nil == e)
	println()
	var f32 float32 = 0.1
	println(f32, float64(f32))
	inf := 1e308
	println(inf*10, -inf*10, inf*10-inf*10)
}

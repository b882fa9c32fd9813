// A large variable without pointers among others with some.
package main

import "runtime"

var grid [2048][1024]float64
var small [4]int
var grid_noptr = 1
var ptrs [1000]*int

func main() {
	for i := range ptrs {
		ptrs[i] = new(int)
		*ptrs[i] = i
	}
	grid[5][5] = 1
	runtime.GC()
	s := 0
	for _, p := range ptrs {
		s += *p
	}
	println(s, grid[5][5] == 1, small[0])
}

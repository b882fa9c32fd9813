// RUN: %goloom emit %s | FileCheck %s
package main

// A range over a slice is a counted loop over one copy of the slice.
func sum(xs []int) int {
	total := 0
	// CHECK-LABEL: int_ sum(
	// CHECK: for (int_
	for _, x := range xs {
		// CHECK: total += x;
		total += x
	}
	return total
}

func main() { println(sum([]int{1, 2, 3})) }

// A run-time panic: Go's message on standard error, exit status 2.
// RUN: %goloom build -o %t %s
// RUN: not %t 2>&1 | FileCheck %s
// RUN: %t > /dev/null 2>&1; test $? = 2
package main

func main() {
	var xs []int
	i := 5
	// CHECK: panic: runtime error: index out of range [5] with length 0
	// CHECK: goroutine 1 [running]:
	xs[i] = 1
}

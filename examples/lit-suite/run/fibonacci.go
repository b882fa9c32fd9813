// RUN: %goloom run %s | FileCheck %s
package main

import "fmt"

func fib() func() int {
	a, b := 0, 1
	return func() int {
		a, b = b, a+b
		return a
	}
}

func main() {
	f := fib()
	for range 5 {
		fmt.Println(f())
	}
	// CHECK:      1
	// CHECK-NEXT: 1
	// CHECK-NEXT: 2
	// CHECK-NEXT: 3
	// CHECK-NEXT: 5
	// CHECK-NOT:  {{.}}
}

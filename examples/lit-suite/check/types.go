// RUN: not %goloom check %s 2>&1 | FileCheck %s
package main

func main() {
	// CHECK: types.go:[[@LINE+1]]:14: cannot use "one" (untyped string constant) as int value in variable declaration
	var n int = "one"
	// CHECK: types.go:[[@LINE+1]]:2: undefined: prnt
	prnt(n)
}

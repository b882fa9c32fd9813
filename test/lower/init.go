// RUN: %goloom emit %s | FileCheck %s
// RUN: %goloom run %s

// Constant initialisers stand with their variables; package_init does the rest, in the order of dependencies.
package main

// CHECK-DAG: int_ limit = 10;
var limit = 10

// CHECK-DAG: array<int_, 3> table = {1, 2, 3};
var table = [3]int{1, 2, 3}

// CHECK-DAG: int_ a{};
var a = b + 1
var b = f()

func f() int { return limit }

func init() { a++ }
func init() { a *= 2 }

// CHECK-LABEL: GO_CC void package_init() {
// CHECK: b = f();
// CHECK-NEXT: a = b + 1;
// CHECK-NEXT: init_0();
// CHECK-NEXT: init_1();

// CHECK: GO_INIT(package_init);
func main() {
	if a != 24 || table[2] != 3 {
		panic(a)
	}
}

// RUN: %goloom emit %s | FileCheck %s

package main

type shape interface{ area() float64 }

type square struct{ side float64 }

func (s square) area() float64 { return s.side * s.side }

func f(x int) int { return x }

func switches(n int, s string, x any) int {
	// CHECK-LABEL: GO_CC int_ switches({{.*}}{

	// Integer constants: a C++ switch.
	// CHECK: switch (n) {
	// CHECK-NEXT: case 1:
	// CHECK-NEXT: case 2:
	// CHECK-NEXT: n = 10;
	// CHECK-NEXT: {{\[\[}}fallthrough{{\]\]}};
	// CHECK-NEXT: case 3:
	switch n {
	case 1, 2:
		n = 10
		fallthrough
	case 3:
		n++
	default:
		n = 0
	}

	// Anything else: ifs over a temporary.
	// CHECK: string [[T:t[0-9]+]] = s;
	// CHECK-NEXT: if ([[T]] == "a"_s || [[T]] == "b"_s) {
	// CHECK: } else if ([[T]] == "c"_s) {
	// CHECK: } else {
	switch s {
	case "a", "b":
		n = 1
	case "c":
		n = 2
	default:
		n = 3
	}

	// CHECK: // switch y := x.(type)
	// CHECK: any [[X:t[0-9]+]] = x;
	// CHECK-NEXT: auto [[TYP:typ[0-9]+]] = [[X]].typ;
	// CHECK-NEXT: if ([[TYP]] == nullptr) {
	// CHECK: } else if ([[TYP]] == &types::int_) {
	// CHECK-NEXT: int_ y = runtime::fromdata<int_>([[X]].data);
	// CHECK: } else if (auto [[TAB:tab[0-9]+]] = runtime::assertE2I2(&shape_type, [[TYP]]); [[TAB]]) {
	// CHECK-NEXT: shape y = shape{{[{][{]}}[[TAB]], [[X]].data{{[}][}]}};
	switch y := x.(type) {
	case nil:
		n = 0
	case int:
		n = y
	case shape:
		n = int(y.area())
	}
	return n
}

func main() { switches(f(1), "", square{1}) }

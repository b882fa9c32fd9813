// RUN: %goloom emit %s | FileCheck %s

// Calls are made from left to right: only what C++ would not order goes to a temporary. A variable that a call beside it may
// change, and an operand that may panic, are read behind the call, as in gc: of `g(*p, f(1))` the call `f(1)` goes to a temporary.
package main

func f(x int) int { return x }

func g(x, y int) int { return x + y }

var v int

func order(x int, c chan int, ok bool) int {
	// CHECK-LABEL: GO_CC int_ order({{.*}}{

	// CHECK-NEXT: x = g(x, f(1));
	x = g(x, f(1))

	// CHECK: // x = g(f(1), <-c)
	// CHECK-NEXT: int_ [[T:t[0-9]+]] = f(1);
	// CHECK-NEXT: x = g([[T]], runtime::chanrecv1(c));
	x = g(f(1), <-c)

	// CHECK: // x = f(1) + f(2)
	// CHECK-NEXT: int_ [[T:t[0-9]+]] = f(1);
	// CHECK-NEXT: x = [[T]] + f(2);
	x = f(1) + f(2)

	// CHECK: if (ok && f(x) > 1) {
	if ok && f(x) > 1 {
		return 1
	}

	// What the right operand needs runs only if it is asked for.
	// CHECK: bool [[B:t[0-9]+]] = ok;
	// CHECK-NEXT: if ([[B]]) {
	// CHECK-NEXT: int_ [[T:t[0-9]+]] = f(1);
	// CHECK-NEXT: [[B]] = g([[T]], f(2)) > 3;
	if ok && g(f(1), f(2)) > 3 {
		return 2
	}

	// What the call may change is read behind it.
	// CHECK: // x = g(v, f(1))
	// CHECK-NEXT: int_ [[T:t[0-9]+]] = f(1);
	// CHECK-NEXT: x = g(v, [[T]]);
	x = g(v, f(1))

	// Of v+f(1) only the call has its place among the calls.
	// CHECK: // x = g(v+f(1), f(2))
	// CHECK-NEXT: int_ [[T1:t[0-9]+]] = f(1);
	// CHECK-NEXT: int_ [[T2:t[0-9]+]] = f(2);
	// CHECK-NEXT: x = g(v + [[T1]], [[T2]]);
	x = g(v+f(1), f(2))

	// A builtin that only looks changes nothing.
	// CHECK: while (p->n < p->s.len)
	for p.n < len(p.s) {
		p.n++
	}

	// A brace list is ordered.
	// CHECK: array<int_, 2> {{t[0-9]+}} = {f(1), f(2)};
	return len([]int{f(1), f(2)})
}

type cursor struct {
	n int
	s string
}

var p = &cursor{0, "text"}

func main() { order(1, make(chan int, 1), false) }

// RUN: %goloom emit %s | FileCheck %s

package main

func labels(n int) int {
	// CHECK-LABEL: GO_CC int_ labels(int_ n) {
	sum := 0
outer:
	for i := 0; i < n; i++ {
		for j := 0; j < n; j++ {
			// CHECK: if (j == 2) {
			// CHECK-NEXT: goto outer_continue1;
			if j == 2 {
				continue outer
			}
			switch {
			case i == 3:
				// CHECK: goto outer_break2;
				break outer
			}
			// CHECK: if (j == 5) {
			// CHECK-NEXT: break;
			if j == 5 {
				break
			}
			sum++
		}
		// CHECK: outer_continue1:;
	}
	// CHECK: outer_break2:;
	return sum
}

func perIteration(n int) []func() int {
	// CHECK-LABEL: perIteration(int_ n) {
	var fs []func() int
	// Each iteration has its own i, since a closure keeps it.
	// CHECK: for (int_ [[C:i[0-9]+]] = 0; [[C]] < n; [[C]]++) {
	// CHECK-NEXT: int_ &i = *runtime::newvalue<int_>([[C]]);
	// CHECK: [&i = i]() -> int_ {
	// CHECK: [[C]] = i;
	for i := 0; i < n; i++ {
		fs = append(fs, func() int { i++; return i })
	}
	return fs
}

func gotos(n int) int {
	// CHECK-LABEL: GO_CC int_ gotos(int_ n) {
	i := 0
	// CHECK: again:;
again:
	if i < n {
		i += labels(1) * labels(2)
		// CHECK: goto again;
		goto again
	}
	return i
}

func main() {
	labels(1)
	perIteration(1)
	gotos(0)
}

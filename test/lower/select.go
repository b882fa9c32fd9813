// RUN: %goloom emit %s | FileCheck %s

package main

func selects(a, b chan int, done chan struct{}) (v int) {
	// CHECK-LABEL: GO_CC int_ selects({{.*}}{

	// CHECK: // select
	// CHECK-NEXT: {
	// CHECK-NEXT: int_ [[S:v[0-9]+]] = v + 1;
	// CHECK-NEXT: int_ [[R:v[0-9]+]]{};
	// CHECK-NEXT: bool [[OK:ok[0-9]+]]{};
	// CHECK-NEXT: switch (runtime::selectgo(
	// CHECK-NEXT: {runtime::caserecv(a, &[[R]], &[[OK]]), runtime::casesend(b, &[[S]]), runtime::caserecv(done)},
	// CHECK-NEXT: runtime::block
	// CHECK: case 0: { // case x, ok := <-a:
	// CHECK-NEXT: int_ x = [[R]];
	// CHECK-NEXT: bool ok = [[OK]];
	// CHECK: case 1: // case b <- v + 1:
	// CHECK: case 2: // case <-done:
	select {
	case x, ok := <-a:
		if ok {
			v = x
		}
	case b <- v + 1:
		v = 2
	case <-done:
	}

	// CHECK: runtime::noblock
	// CHECK: default:
	select {
	case v = <-a:
	default:
		v = -1
	}
	return v
}

func main() { selects(make(chan int, 1), make(chan int, 1), nil) }

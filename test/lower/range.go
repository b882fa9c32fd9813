// RUN: %goloom emit %s | FileCheck %s

// The object around the body of a loop over a function panics when `yield` is called after the body has said false, after
// the loop, or while the body runs. It is on the heap (`heaprangebody`) unless the iterator is known not to keep it.

package main

func loops(xs []int, m map[string]int, c chan int, s string, n int) {
	// CHECK-LABEL: GO_CC void loops({{.*}}{

	// CHECK: // for i, x := range xs
	// CHECK-NEXT: for (int_ i = 0; i < xs.len; i++) {
	// CHECK-NEXT: int_ x = xs.ptr[i];
	// CHECK-NEXT: runtime::println(i, x);
	for i, x := range xs {
		println(i, x)
	}

	// CHECK: // for i := range n
	// CHECK-NEXT: for (int_ i = 0; i < n; i++) {
	for i := range n {
		println(i)
	}

	// CHECK: // for k, v := range m
	// CHECK-NEXT: for (auto [[IT:it[0-9]+]] = runtime::mapiter(m); [[IT]]; [[IT]].next()) {
	// CHECK-NEXT: string k{{.*}} = [[IT]].key();
	// CHECK-NEXT: int_ v = [[IT]].elem();
	for k, v := range m {
		println(k, v)
	}

	// CHECK: // for v := range c
	// CHECK-NEXT: for (;;) {
	// CHECK-NEXT: auto [v, [[OK:ok[0-9]+]]] = runtime::chanrecv2(c);
	// CHECK-NEXT: if (![[OK]]) {
	// CHECK-NEXT: break;
	for v := range c {
		println(v)
	}

	// ASCII needs no call.
	// CHECK: // for i, r := range s
	// CHECK: int32 r = s.ptr[i];
	// CHECK: if (r >= 0x80) {
	// CHECK: runtime::decoderune(s, i);
	for i, r := range s {
		println(i, r)
	}

	// An array is copied, since the body changes it.
	// CHECK: array<int_, 2> [[T:t[0-9]+]] = a;
	// CHECK: int_ v = [[T]].a[i{{.*}}];
	a := [2]int{1, 2}
	for i, v := range a {
		a[1] = v + i
	}
}

func count(yield func(int) bool) {
	for i := 0; yield(i); i++ {
	}
}

func first(limit int) int {
	// CHECK-LABEL: GO_CC int_ first(int_ limit) {

	// CHECK: // for i := range count
	// CHECK: int_ [[NEXT:next[0-9]+]] = 0;
	// CHECK-NEXT: auto [[BODY:body[0-9]+]] = runtime::rangebody<bool(int_)>([&](int_ i) -> bool {
	// CHECK: return true;
	// CHECK: [[NEXT]] = -1;
	// CHECK-NEXT: return false;
	// CHECK: count([[BODY]]);
	// CHECK-NEXT: [[BODY]].end();
	// CHECK-NEXT: if ([[NEXT]] == -1) {
	for i := range count {
		if i < 3 {
			continue
		}
		if i > limit {
			return i
		}
	}
	return 0
}

// The body's object is on the heap if the iterator may keep it.
func keeps(seqs []func(yield func(int) bool)) {
	// CHECK-LABEL: GO_CC void keeps(
	// CHECK: = runtime::heaprangebody<bool(int_)>([&](int_) -> bool {
	for range seqs[0] {
	}
	// CHECK: = runtime::rangebody<bool(int_)>([&](int_) -> bool {
	for range upTo(3) {
	}
}

func upTo(n int) func(yield func(int) bool) {
	return func(yield func(int) bool) {
		for i := 0; i < n && yield(i); i++ {
		}
	}
}

func main() {
	keeps(nil)
	loops(nil, nil, nil, "", 0)
	first(4)
}

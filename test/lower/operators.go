// RUN: %goloom emit %s | FileCheck %s

package main

func ints(a, b int, u uint8, w uint32, n uint, s string, f float64) {
	// CHECK-LABEL: GO_CC void ints({{.*}}{

	// CHECK: a = runtime::div<int_>(a, b);
	a = a / b
	// CHECK: a = a / 3;
	a = a / 3
	// CHECK: u = uint8(u + 1);
	u = u + 1
	// CHECK: u += 200;
	u += 200
	// CHECK: w = w * 4294967295u;
	w = w * 4294967295
	// CHECK: a = runtime::shl<int_>(a, n);
	a = a << n
	// CHECK: a = a << 3;
	a = a << 3
	// CHECK: a = a >> (n & 63);
	a = a >> (n & 63)
	// CHECK: a = a & ~b;
	a = a &^ b
	// CHECK: a = ~a;
	a = ^a
	// CHECK: s = runtime::concatstrings({{.*}}, {s, "-"_s, s});
	s = s + "-" + s
	// CHECK: runtime::store(name) = s + "!"_s;
	name = s + "!"
	// CHECK: a = runtime::ftoi<int_>(f);
	a = int(f)
	// CHECK: f = float64(a);
	f = float64(a)
	// CHECK: s = runtime::intstring({{.*}}, int64(int32(w)));
	s = string(rune(w))
}

type pair struct{ a, b int }

var name string

func equal(x any, y error, p pair, a [2]string, i int) bool {
	// CHECK-LABEL: GO_CC bool equal({{.*}}{

	// CHECK: if (x == nullptr || y != nullptr) {
	if x == nil || y != nil {
		return false
	}
	// CHECK: if (runtime::holds<int_>(x, &types::int_, i)) {
	if x == i {
		return true
	}
	// CHECK: return p == pair{.a = 1, .b = 2} && a == array<string, 2>{"x"_s, "y"_s};
	return p == pair{1, 2} && a == [2]string{"x", "y"}
}

func main() {
	ints(1, 2, 3, 4, 5, "", 6)
	equal(nil, nil, pair{}, [2]string{}, 1)
}

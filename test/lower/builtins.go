// RUN: %goloom emit %s | FileCheck %s

package main

func builtins(s []int, m map[string]int, c chan int, b []byte, n int) {
	// CHECK-LABEL: GO_CC void builtins({{.*}}{

	// CHECK: s = runtime::append(s, 1, n);
	s = append(s, 1, n)
	// CHECK: s = runtime::appendslice(s, s);
	s = append(s, s...)
	// CHECK: b = runtime::appendstring(b, "x"_s);
	b = append(b, "x"...)
	// CHECK: runtime::copy(s, s);
	copy(s, s)
	// CHECK: n = s.len + s.cap + runtime::maplen(m) + runtime::chanlen(c);
	n = len(s) + cap(s) + len(m) + len(c)
	// CHECK: runtime::mapdelete(m, "k"_s);
	delete(m, "k")
	// CHECK: runtime::mapclear(m);
	clear(m)
	// CHECK: runtime::closechan(c);
	close(c)
	// CHECK: s = runtime::make<int_>(n, 10);
	s = make([]int, n, 10)
	// CHECK: runtime::smallmap<string, int_> [[M:t[0-9]+]]{};
	// CHECK-NEXT: m = runtime::makemap([[M]], &types::
	m = make(map[string]int)
	// CHECK: c = runtime::makechan<int_>(4);
	c = make(chan int, 4)
	// CHECK: n = runtime::min<int_>(n, 3);
	n = min(n, 3)
	// CHECK: int_ [[P:t[0-9]+]]{};
	// CHECK: ptr<int_> p = &[[P]];
	p := new(int)
	// CHECK: s = runtime::slicing(s, 1, n);
	s = s[1:n]
	// CHECK: runtime::gopanic(runtime::toany(&types::string, GO_CONST("stop"_s)));
	if *p > 0 {
		panic("stop")
	}
}

func main() { builtins(nil, nil, make(chan int), nil, 0) }

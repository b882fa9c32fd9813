// RUN: %goloom emit %s | FileCheck %s

package main

type counter struct{ n int }

func (c *counter) inc() int { c.n++; return c.n }

func (c counter) get() int { return c.n }

func make1() func() int {
	// A variable that its closure outlives is on the heap; its name refers to it.
	// CHECK-LABEL: GO_CC func<int_()> make1() {
	// CHECK: int_ &n = *runtime::newvalue<int_>(0);
	// CHECK: return [&n = n]() -> int_ {
	n := 0
	return func() int {
		n++
		return n
	}
}

func values(c *counter, k int) {
	// CHECK-LABEL: GO_CC void values({{.*}}{

	// Never assigned again: captured by value.
	// CHECK: auto [[F:closure[0-9]+]] = runtime::stackclosure<int_(int_)>([k](int_ x) -> int_ { return x + k; });
	// CHECK: func<int_(int_)> f = [[F]];
	f := func(x int) int { return x + k }

	// CHECK: runtime::stackclosure<int_()>([[[R:recv[0-9]+]] = {{.*}}c{{.*}}]() -> int_ { return counter_inc([[R]]); });
	// CHECK-NEXT: func<int_()> g = closure{{[0-9]+}};
	g := c.inc

	// CHECK: func<int_(ptr<counter>)> h = runtime::funcval<counter_inc>();
	h := (*counter).inc

	// CHECK: runtime::println(counter_get(*c));
	println(counter.get(*c))
	_, _, _ = f, g, h
}

func main() {
	make1()
	values(&counter{}, 2)
}

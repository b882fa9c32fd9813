// RUN: %goloom emit %s | FileCheck %s

// `recover` knows the deferred function by its frame. What the compiler puts between the runtime and a method or function
// that may call `recover` (an interface's entry, a promoted method's, the closure of a method value or of a declared
// function) begins with `GO_WRAPPER`, which passes the mark on and tests one word of the G while nothing panics.

package main

type getter interface {
	get() int
	put(int)
}

type large struct{ a, b, c, d, e int }

func (l large) get() int {
	recover()
	return l.e
}
func (l large) put(int) {}

type outer struct {
	n int
	large
}
type holder struct{ getter }

func plain() {}

func recovers() { recover() }

func main() {
	// CHECK-LABEL: GO_CC void main() {
	var l large
	// CHECK: func<int_()> f = func<int_()>(runtime::ownframe([{{.*}}]() -> int_ {
	// CHECK-NEXT: GO_WRAPPER();
	f := l.get
	// CHECK: runtime::stackclosure<void(int_)>([{{.*}}](int_ {{.*}}) { large_put(
	// CHECK-NEXT: func<void(int_)> p = closure{{[0-9]+}};
	p := l.put
	// CHECK: func<void()> q = runtime::funcval<plain>();
	q := plain
	// CHECK: func<void()> r = runtime::wrappedval<recovers>();
	r := recovers
	f()
	p(1)
	q()
	r()
	for _, g := range []getter{&l, outer{}, holder{}} {
		g.put(1)
	}
}

// CHECK: noinline{{.*}} int_ outer_get_ptr(ptr<outer> recv) {
// CHECK-NEXT: GO_WRAPPER();
// CHECK-NEXT: return large_get(
// CHECK: {{^}}inline GO_CC void outer_put_ptr(ptr<outer> recv, int_ a0) { large_put(
// CHECK: noinline{{.*}} void holder_put_ptr(ptr<holder> recv, int_ a0) {
// CHECK-NEXT: GO_WRAPPER();
// CHECK-NEXT: recv->getter.put(a0);

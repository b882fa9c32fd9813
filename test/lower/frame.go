// RUN: %goloom emit %s | FileCheck %s
// RUN: %goloom run %s

// What does not outlive its block is a variable of it, or a temporary of the call that it is passed to.
package main

type node struct {
	v    int
	next *node
}

func (n *node) get() int { return n.v }

func read(n *node) int                 { return n.v }
func first(ns ...*node) *node          { return ns[0] }
func count(ns ...int) int              { return len(ns) }
func apply(f func(int) int, n int) int { return f(n) }

var kept *node

func keepResult(f func() *node) { kept = f() }

func overwrite(n int) int {
	var a [100]int
	for i := range a {
		a[i] = n
	}
	return a[n]
}

// CHECK-LABEL: GO_CC void temporaries(int_ k) {
func temporaries(k int) {
	// CHECK: read(runtime::stackvalue<node>(node{.v = 1}))
	println(read(&node{v: 1}))
	// CHECK: count(runtime::stackslice<int_>({1, 2, k}))
	println(count(1, 2, k))
	// CHECK: apply(runtime::stackclosure<int_(int_)>([k](int_ n) -> int_ { return n + k; }), 1)
	println(apply(func(n int) int { return n + k }, 1))
}

// CHECK-LABEL: GO_CC ptr<node> variables() {
func variables() *node {
	// CHECK: node [[A:t[0-9]+]] = node{.v = 1};
	// CHECK: ptr<node> a = &[[A]];
	a := &node{v: 1}
	// The slice is a temporary, its elements may come back.
	// CHECK: node [[B:t[0-9]+]] = node{.v = 2};
	// CHECK: ptr<node> b = first(runtime::stackslice<ptr<node>>({&[[B]]}));
	b := first(&node{v: 2})
	// CHECK: array<int_, 4> [[C:t[0-9]+]]{};
	// CHECK: slice<int_> c = runtime::slicing([[C]], 0, 2, 4);
	c := make([]int, 2, 4)
	// CHECK: ptr<node> d = runtime::newvalue<node>(node{.v = a->v + b->v + c.len});
	d := &node{v: a.v + b.v + len(c)}
	return d
}

// CHECK-LABEL: GO_CC int_ loops() {
func loops() int {
	var list *node
	sum := 0
	for i := 0; i < 3; i++ {
		// Lives as long as an iteration:
		// CHECK: node [[N:t[0-9]+]] = node{.v = i};
		// CHECK: ptr<node> n = &[[N]];
		n := &node{v: i}
		sum += n.get()
		// Outlives it:
		// CHECK: list = runtime::newvalue<node>(
		list = &node{i, list}
	}
	for ; list != nil; list = list.next {
		sum = sum*10 + list.v
	}
	return sum
}

// Where its results go, only the closure's callers know.
// CHECK-LABEL: GO_CC void result() {
func result() {
	// CHECK: ptr<node> n = runtime::newvalue<node>(
	n := &node{v: 5}
	keepResult(func() *node { return n })
}

// Deferred operands are kept until the function ends.
// CHECK-LABEL: GO_CC void deferred() {
func deferred() {
	for i := 0; i < 2; i++ {
		// CHECK: runtime::sliceof<int_>({i, i})
		defer count(i, i)
		// CHECK: runtime::newvalue<node>(node{.v = i})
		defer read(&node{v: i})
	}
}

func main() {
	temporaries(3)
	if n := variables(); overwrite(7) != 7 || n.v != 5 {
		panic("variables")
	}
	if loops() != 3210 {
		panic("loops")
	}
	result()
	if overwrite(9) != 9 || kept.v != 5 {
		panic("result")
	}
	deferred()
}

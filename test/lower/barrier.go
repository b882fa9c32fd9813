// RUN: %goloom emit %s | FileCheck %s

// Stores that may take a pointer out of the heap or a global are behind the write barrier; those to the frame are not, nor are
// values without pointers and memory just made.
package main

type node struct {
	next *node
	name string
	data [2]*node
	n    int
}

var global *node

func set(p *node, m map[string]*node, s []*node, q *[4]*node) (result *node) {
	// CHECK-LABEL: GO_CC ptr<node> set(ptr<node> p
	var local node
	// CHECK: local.next = p;
	local.next = p
	// CHECK: local.data[1] = p;
	local.data[1] = p
	// CHECK: runtime::store(p->next) = (*q)[0];
	p.next = q[0]
	// CHECK: runtime::store(p->name) = "a"_s;
	p.name = "a"
	// CHECK: p->name += "b"_s;
	p.name += "b"
	// CHECK: p->n = 1;
	p.n = 1
	// CHECK: runtime::store(p->data[1]) = p;
	p.data[1] = p
	// CHECK: runtime::store(p->data) = local.data;
	p.data = local.data
	// CHECK: runtime::store(*p) = node{};
	*p = node{}
	// CHECK: runtime::store(runtime::mapassign(m, "k"_s)) = p;
	m["k"] = p
	// CHECK: runtime::store(s[0]) = p;
	s[0] = p
	// CHECK: runtime::store((*q)[1]) = p;
	q[1] = p
	// CHECK: runtime::store(global) = p;
	global = p
	// CHECK: runtime::store(s[0]) = s[1];
	// CHECK: runtime::store(s[1]) = {{t[0-9]+}};
	s[0], s[1] = s[1], s[0]
	// CHECK: result = p;
	result = p
	// CHECK: return runtime::newvalue<node>(
	return &node{next: p}
}

// A result that a closure keeps is on the heap.
func kept() (p *node, f func()) {
	// CHECK-LABEL: GO_CC tuple<ptr<node>, func<void()>> kept()
	// CHECK: runtime::store(p) = global;
	p = global
	// CHECK: runtime::store(p) = nullptr;
	f = func() { p = nil }
	return p, f
}

func put[T any](to *T, v T) {
	*to = v
}

func main() {
	s := []*node{nil, nil}
	set(&node{}, map[string]*node{}, s, new([4]*node))
	kept()
	put(&s[0], nil)
	n := 0
	put(&n, 1)
}

// CHECK-LABEL: inline GO_CC void put_ptr_main_node(
// CHECK: runtime::store(*to) = v;
// CHECK-LABEL: inline GO_CC void put_int(
// CHECK: *to = v;

// RUN: rm -f %t
// RUN: %goloom build -explain=escape -o %t %s 2>&1 | FileCheck %s
// RUN: %t
// RUN: %goloom check -explain=escape %s 2>&1 | FileCheck %s
// RUN: %goloom check %s 2>&1 | FileCheck --allow-empty --check-prefix=QUIET %s
// RUN: not %goloom check -explain=inline %s 2>&1 | FileCheck --check-prefix=BAD %s

// What goes to the heap is said with the way that leads there, in the form of gc's -m=2.
// QUIET-NOT: escape
// BAD: invalid value "inline" for flag -explain: want escape
package main

type T struct {
	p    *int
	next *T
}

var (
	g    *T
	sink any
	ch   = make(chan *int, 1)
)

func returned() *T {
	// CHECK: explain.go:[[#@LINE+7]]:2: t escapes to heap:
	// CHECK-NEXT: :[[#@LINE+6]]:2:   flow: p ← &t:
	// CHECK-NEXT: :[[#@LINE+5]]:2:     from &t (address-of) at {{.*}}explain.go:[[#@LINE+6]]:7
	// CHECK-NEXT: :[[#@LINE+4]]:2:     from p := &t (assign) at {{.*}}explain.go:[[#@LINE+5]]:4
	// CHECK-NEXT: :[[#@LINE+3]]:2:   flow: ~r0 ← p:
	// CHECK-NEXT: :[[#@LINE+2]]:2:     from return p (return) at {{.*}}explain.go:[[#@LINE+4]]:2
	// CHECK-NEXT: :[[#@LINE+1]]:2: moved to heap: t
	t := T{}
	p := &t
	return p
}

// CHECK: explain.go:[[#@LINE+2]]:14: parameter p leaks to ~r0 with derefs=0:
// CHECK: explain.go:[[#@LINE+1]]:14: leaking param: p to result ~r0 level=0
func through(p *int) *int { return p }

// CHECK: explain.go:[[#@LINE+3]]:11: parameter p leaks to {heap} with derefs=1:
// CHECK-NEXT: :11:   flow: {heap} ← *p:
// CHECK: explain.go:[[#@LINE+1]]:11: leaking param content: p
func keep(p **int) { g.p = *p }

// CHECK: explain.go:[[#@LINE+1]]:11: p does not escape
func read(p *int) int { return *p }

func counter() func() int {
	// CHECK: explain.go:[[#@LINE+5]]:2: x escapes to heap:
	// CHECK-NEXT: flow: {storage for func literal} ← &x:
	// CHECK-NEXT: from func literal (captured by reference) at {{.*}}explain.go:[[#@LINE+5]]:9
	// CHECK-NEXT: {storage for func literal} is on the heap
	// CHECK-NEXT: moved to heap: x
	x := 1
	// CHECK: explain.go:[[#@LINE+1]]:9: func literal escapes to heap:
	return func() int { x++; return x }
}

// Blocks end before their function does.
func blocks(n int) int {
	var last *int
	for i := range n {
		// CHECK: explain.go:[[#@LINE+5]]:3: k escapes to heap:
		// CHECK-NEXT: flow: last ← &k:
		// CHECK: from last = &k (assign)
		// CHECK-NEXT: last lives longer than k
		// CHECK-NEXT: moved to heap: k
		k := i
		last = &k
	}
	return *last
}

// Values may flow in a circle.
func circle() *T {
	// CHECK: explain.go:[[#@LINE+4]]:7: &T{} escapes to heap:
	// CHECK: explain.go:[[#@LINE+3]]:7:   flow: {{.*}} ← &{storage for &T{}}:
	// CHECK: explain.go:[[#@LINE+3]]:7: &T{} escapes to heap:
	// CHECK: from a.next = b (assign)
	a := &T{}
	b := &T{}
	a.next = b
	b.next = a
	for range 3 {
		a, b = b.next, a.next
	}
	return a
}

// CHECK: x does not escape
func isInt(x any) int {
	if _, ok := x.(int); ok {
		return 1
	}
	return 0
}

func main() {
	// CHECK: explain.go:[[#@LINE+1]]:2: z escapes to heap:
	z := 2
	// CHECK: from ch <- &z (send)
	ch <- &z
	// CHECK: explain.go:[[#@LINE+3]]:6: &T{...} escapes to heap:
	// CHECK-NEXT: flow: {heap} ← &{storage for &T{...}}:
	// CHECK: from g = &T{...} (assign)
	g = &T{p: through(new(int))}
	q := new(int)
	keep(&q)
	// CHECK: explain.go:[[#@LINE+3]]:9: z escapes to heap:
	// CHECK-NEXT: flow: {heap} ← &{storage for z}:
	// CHECK-NEXT: from z (interface conversion)
	sink = z
	n := read(&z) + blocks(3)
	// Of a size that is not constant it has a buffer; it is on the heap if that is too small.
	// CHECK: explain.go:[[#@LINE+3]]:6: make([]byte, n) does not escape
	// CHECK: explain.go:[[#@LINE+3]]:6: make([][5]int, n) escapes to heap:
	// CHECK: (too large for stack)
	_ = make([]byte, n)
	_ = make([][5]int, n)
	// CHECK: explain.go:[[#@LINE+2]]:11: string(rune(n)) does not escape
	// CHECK: explain.go:[[#@LINE+1]]:36: n does not escape
	n -= len(string(rune(n))) - isInt(n)
	// CHECK: explain.go:[[#@LINE+2]]:7: func literal does not escape
	// CHECK-NOT: moved to heap
	f := func() { n++ }
	f()
	if returned() == nil || counter()() != 2 || circle() == nil || n != 5 {
		panic("wrong")
	}
}

// RUN: %goloom emit %s | FileCheck %s
// RUN: %goloom run %s

// What may outlive its block goes to the heap; the rest stays in the frame.
package main

type point struct{ x, y int }

func (p *point) move(d int) { p.x += d }

func read(p *int) int { return *p }

// CHECK-LABEL: GO_CC int_ inFrame() {
func inFrame() int {
	// Neither read nor move keeps its argument.
	// CHECK: int_ n = 1;
	n := 1
	// CHECK: point p{};
	var p point
	p.move(read(&n))
	// CHECK: [&n]
	func() { n++ }()
	return p.x + n
}

// CHECK-LABEL: GO_CC ptr<int_> returned() {
func returned() *int {
	// CHECK: int_ &n = *runtime::newvalue<int_>({{.}});
	n := 7
	return &n
}

var global *point

// CHECK-LABEL: GO_CC void stored(point p_) {
func stored(p point) {
	// CHECK: point &p = *runtime::newvalue<point>(p_);
	global = &p
}

// CHECK-LABEL: GO_CC int_ outlivesBlock() {
func outlivesBlock() int {
	var p *int
	{
		// The block ends before p's last use.
		// CHECK: int_ &inner = *runtime::newvalue<int_>(3);
		inner := 3
		p = &inner
	}
	return *p
}

// CHECK-LABEL: GO_CC func<int_()> counter() {
func counter() func() int {
	// CHECK: int_ &n = *runtime::newvalue<int_>({{.}});
	n := 0
	return func() int { n++; return n }
}

func main() {
	stored(point{1, 2})
	c := counter()
	c()
	if inFrame() != 3 || *returned() != 7 || global.y != 2 || outlivesBlock() != 3 || c() != 2 {
		panic("wrong")
	}
}

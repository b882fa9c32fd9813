// RUN: %goloom emit %s | FileCheck %s
// RUN: %goloom run %s

// Types stand in an order in which C++ finds each complete where it is held by value.
package main

// CHECK-DAG: struct inner {
// CHECK-DAG: using celsius = float64;
// CHECK-DAG: using list = slice<ptr<outer>>;
type outer struct {
	in    inner
	kids  list
	inner // a field hides the type of its name
	temp  celsius
}
type inner struct{ a, b int }
type list []*outer
type celsius float64

// A type that contains itself without a struct in between is a struct of its own.
// CHECK-DAG: struct tree : slice<tree> {
type tree []tree

// CHECK-DAG: struct stateFn : func<stateFn(int_)> {
type stateFn func(int) stateFn

// CHECK-DAG: struct shape : runtime::iface {
// CHECK-DAG: return runtime::icall<float64>(*this, 0);
type shape interface{ area() float64 }

// CHECK-DAG: template <> inline constexpr bool noscan<::go::main::inner> = true;

// An unnamed struct has one name wherever it is mentioned.
// CHECK-DAG: struct struct_X_int_Y_int {
var point struct{ X, Y int }

func done(int) stateFn    { return nil }
func start(n int) stateFn { return done }

func main() {
	point = struct{ X, Y int }{1, 2}
	var o outer
	o.kids = append(o.kids, &o)
	o.in.a, o.inner.b = 1, 2
	if o.in == o.inner || o.in == (inner{0, 1}) {
		panic("equal")
	}
	t := tree{nil, tree{}}
	if len(t) != 2 || t[0] != nil {
		panic("tree")
	}
	n := 0
	for f := stateFn(start); f != nil; f = f(n) {
		n++
	}
	if n != 2 {
		panic("states")
	}
}

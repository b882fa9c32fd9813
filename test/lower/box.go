// RUN: %goloom emit %s | FileCheck %s
// RUN: %goloom run %s

// A value that becomes an interface is copied: to the heap, to a variable or temporary if the interface does not outlive the
// block, and not at all if it is constant.
package main

type point struct{ x, y int }

func (p point) sum() int { return p.x + p.y }

type summer interface{ sum() int }

var global any

func kind(x any) int {
	switch x := x.(type) {
	case int:
		return x
	case string:
		return len(x)
	}
	return 0
}

func kinds(xs ...any) (n int) {
	for _, x := range xs {
		n += kind(x)
	}
	return n
}

func both(x, y any) int { return kind(x) - kind(y) }

func id(x any) any { return x }

func f() int { return 300 }

// CHECK-LABEL: void boxes(int_ n
func boxes(n int, s string, p point) {
	// CHECK: kind(runtime::stackany(&types::int_, n))
	println(kind(n))
	// A constant stands in the program.
	// CHECK: kind(runtime::toany(&types::string, GO_CONST("abc"_s)))
	println(kind("abc"))
	// CHECK: runtime::stackslice<any>({runtime::stackany(&types::int_, n), runtime::toany(&types::int_, int_(7)),
	// CHECK-NEXT: runtime::stackany(&types::string, s)})
	println(kinds(n, 7, s))
	// What goes to a temporary for the order of calls is the value.
	// CHECK: int_ [[F:t[0-9]+]] = f();
	// CHECK-NEXT: int_ x = both(runtime::stackany(&types::int_, [[F]]), runtime::stackany(&types::int_, f()));
	x := both(f(), f())
	// CHECK: int_ [[X:t[0-9]+]] = x;
	// CHECK-NEXT: any y = id(runtime::anyat(&types::int_, &[[X]]));
	y := id(x)
	// CHECK: runtime::holds<int_>(y, &types::int_, n)
	println(y == n)
	// The method may keep its receiver.
	// CHECK: summer z = runtime::toiface<summer>({{.*}}, p);
	var z summer = p
	println(z.sum())
	// CHECK: runtime::store(global) = runtime::toany(&types::int_, n);
	global = n
	// CHECK: runtime::store(global) = runtime::toany(&point_type, GO_CONST(point{.x = 1}));
	global = point{x: 1}
}

func main() { boxes(1000, "s", point{1, 2}) }

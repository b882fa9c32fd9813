// RUN: %goloom emit %s | FileCheck %s

package main

type point struct{ x, y int }

type line struct {
	from, to *point
	name     string
}

func literals() {
	// CHECK-LABEL: GO_CC void literals() {

	// CHECK: point a = point{.x = 1, .y = 2};
	a := point{1, 2}
	// CHECK: point b = point{.y = 2};
	b := point{y: 2}
	// CHECK: point [[C:t[0-9]+]] = point{.x = 1};
	// CHECK: .from = &[[C]], .name = "l"_s
	c := line{name: "l", from: &point{x: 1}}
	// CHECK: array<int_, 3> d = array<int_, 3>{1, 0, 5};
	d := [...]int{1, 2: 5}
	// CHECK: point [[E:t[0-9]+]] = point{.x = 3, .y = 4};
	// CHECK: array<ptr<point>, 1> [[ES:t[0-9]+]] = {&[[E]]};
	// CHECK: slice<ptr<point>> e = runtime::slicing([[ES]], 0, 1);
	e := []*point{{3, 4}}
	// CHECK: runtime::mapof(t{{[0-9]+}}, &types::{{.*}}, {{[{][{]}}"k"_s, point{.x = 5, .y = 6}{{[}][}]}});
	m := map[string]point{"k": {5, 6}}
	// CHECK: int32 r = 'x';
	var r rune = 'x'
	// CHECK: float64 f = 0.1;
	f := 0.1
	// CHECK: complex128 z = complex128{1.0, 2.0};
	z := 1 + 2i
	// CHECK: string s = "h\303\251\n"_s;
	s := "hé\n"
	_, _, _, _, _, _, _, _, _, _ = a, b, c, d, e, m, r, f, z, s
}

func main() { literals() }

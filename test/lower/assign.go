// RUN: %goloom emit %s | FileCheck %s

// Assignments: values that an earlier store may change are read first, the others stay where they are.
package main

type point struct{ x, y int }

func f() int { return 1 }

func two() (int, error) { return 1, nil }

func assignments(a []int, i, j int, m map[string]int, p *point) {
	// CHECK-LABEL: GO_CC void assignments({{.*}}{

	// CHECK: // i, j = j, i
	// CHECK-NEXT: int_ [[T:t[0-9]+]] = i;
	// CHECK-NEXT: i = j;
	// CHECK-NEXT: j = [[T]];
	i, j = j, i

	// CHECK: // a[i], a[j] = a[j], a[i]
	// CHECK-NEXT: int_ [[T:t[0-9]+]] = a[i];
	// CHECK-NEXT: a[i] = a[j];
	// CHECK-NEXT: a[j] = [[T]];
	a[i], a[j] = a[j], a[i]

	// CHECK: // a[f()] = f()
	// CHECK-NEXT: int_ [[T:t[0-9]+]] = f();
	// CHECK-NEXT: a[[[T]]] = f();
	a[f()] = f()

	// CHECK: runtime::mapassign(m, "k"_s) = i;
	m["k"] = i

	// CHECK: runtime::mapassign(m, "k"_s) += 2;
	m["k"] += 2

	// CHECK: p->x++;
	p.x++

	// CHECK: p->y = runtime::div<int_>(p->y, i)
	p.y = p.y / i

	// CHECK: i &= ~j;
	i &^= j

	// CHECK: auto [n, err] = two();
	n, err := two()

	// CHECK: auto [v, ok] = runtime::mapaccess2(m, "x"_s);
	v, ok := m["x"]

	// CHECK: f();
	_ = f()
	_, _, _, _ = n, err, v, ok
}

func main() { assignments([]int{1, 2}, 0, 1, map[string]int{}, &point{}) }

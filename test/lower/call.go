// RUN: %goloom emit %s | FileCheck %s

package main

type base struct{ id int }

func (b *base) set(id int) { b.id = id }

func (b base) get() int { return b.id }

type derived struct {
	*base
	name string
}

type getter interface{ get() int }

func sum(first int, rest ...int) int { return first + len(rest) }

func two() (int, int) { return 1, 2 }

func calls(d derived, b base, g getter) {
	// CHECK-LABEL: GO_CC void calls({{.*}}{

	// Through the embedded pointer.
	// CHECK: base_set(d.base, 1);
	d.set(1)
	// CHECK: base_set(&b, 2);
	b.set(2)
	// CHECK: g.get()
	println(g.get())
	// CHECK: sum(1, slice<int_>{})
	println(sum(1))
	// CHECK: sum(1, runtime::stackslice<int_>({2, 3}))
	println(sum(1, 2, 3))
	// CHECK: auto [[[A:t[0-9]+]], [[B:t[0-9]+]]] = two();
	// CHECK: sum([[A]], runtime::sliceof<int_>({[[B]]}))
	println(sum(two()))
	// CHECK: getter {{.*}} = runtime::ifaceat<getter>(types::{{.*}}.tab(), &{{.*}});
	var h getter = d
	// CHECK: runtime::assertE2T<derived>(&derived_type, h, &getter_type)
	_ = h.(derived).name
	// CHECK: auto [x, ok] = runtime::assertE2T2<base>(&base_type, h);
	x, ok := h.(base)
	_, _ = x, ok
}

func main() { calls(derived{base: &base{}}, base{}, base{}) }

// RUN: %run %s
// Types declared in generic functions: another type, with a name of its own, in each instance.
package main

import (
	"fmt"
	"reflect"
)

type pt struct{ x int }

func f[T any](t T) any {
	type L struct{ v T }
	return L{t}
}
func same[T any]() any {
	type M struct{ a int }
	return M{}
}
func gen2[A, B any](a A, b B) any {
	type P struct {
		a A
		b B
	}
	type Q []P
	return Q{{a, b}}
}
func (b box[T]) m() any {
	type N struct{ v T }
	return N{b.v}
}
func shadows[T any]() (any, any) {
	type S struct{}
	x := any(S{})
	{
		type S struct{ T any }
		return x, S{}
	}
}

type box[T any] struct{ v T }

func is[T any](x any) bool {
	type K struct{ a int }
	if x == nil {
		x = K{}
	}
	_, ok := x.(K)
	return ok
}
func mk[T any]() any {
	type K int
	return K(1)
}

type stringer interface{ String() string }

func lit[T any]() any {
	return func() any {
		type I struct{ t *T }
		return &I{}
	}()
}
func inner[T any]() any {
	type W int
	return f(W(1))
}
func outer[T any]() any {
	type V struct{ t T }
	return box[V]{}
}
func nonGeneric() any {
	type Z struct{}
	return Z{}
}
func kind[T any](x any) string {
	type A struct{}
	switch x.(type) {
	case A:
		return fmt.Sprintf("A of %T", *new(T))
	}
	return "other"
}
func anA[T any]() any {
	type A struct{}
	return A{}
}

func main() {
	fmt.Printf("%T\n", box[struct{ a, B int }]{})
	show := func(x any) {
		t := reflect.TypeOf(x)
		fmt.Printf("%T %v name=%q str=%q pkg=%q\n", x, x, t.Name(), t.String(), t.PkgPath())
	}
	show(f(1))
	show(f("s"))
	show(f(pt{1}))
	show(f([]string{"a"}))
	show(f(struct{ a int }{}))
	show(f(map[string]*pt{}))
	show(same[int]())
	show(same[string]())
	fmt.Println(same[int]() == same[string](), same[int]() == same[int]())
	show(gen2(1, "x"))
	show(box[int]{3}.m())
	show(box[string]{"q"}.m())
	a, b := shadows[int]()
	show(a)
	show(b)
	fmt.Println(is[int](nil), is[int](mk[int]()), mk[int]() == mk[int](), mk[int]() == mk[string]())
	show(mk[int]())
	fmt.Printf("%T\n", lit[float64]())
	show(inner[int]())
	show(inner[string]())
	show(outer[int]())
	show(nonGeneric())
	show(box[any]{})
	fmt.Println(kind[int](anA[int]()))
	m := map[any]int{same[int](): 1, same[string](): 2, same[bool](): 3}
	fmt.Println(len(m))
	func() {
		defer func() { fmt.Println(recover()) }()
		_ = f(1).(stringer)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		_ = same[int]().(interface{ X() })
	}()
	fmt.Printf("%v\n", reflect.TypeOf(f(1)) == reflect.TypeOf(f(2)))
}

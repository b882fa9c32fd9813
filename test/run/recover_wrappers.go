// RUN: %run %s
// RUN: %goloom run -O0 %s | diff %S/recover_wrappers.out -
// Recover in what a deferred call reaches through a wrapper: an interface's method, a promoted one, a method value or
// expression, a function value, and functions that reflect makes. What a deferred function calls in turn gets nil.
package main

import (
	"fmt"
	"reflect"
)

type big struct{ a, b, c, d, e, f int }

func (b big) Get(tag string)  { fmt.Println(tag, b.f, recover()) }
func (b *big) Ptr(tag string) { fmt.Println(tag, b.f, recover()) }

type iface interface {
	Get(string)
	Ptr(string)
}
type value interface{ Get(string) }
type outer struct {
	pad int
	big
}
type pouter struct {
	pad [3]string
	*big
}
type iouter struct {
	n int
	value
}
type twice struct{ *iouter }
type word uintptr

func (w word) Get(tag string) { fmt.Println(tag, uintptr(w), recover()) }

type fn func()

func (f fn) Get(tag string) { fmt.Println(tag, f != nil, recover()) }

type gen[T any] struct {
	x, y, z, w, v T
}

func (g gen[T]) Get(tag string) { fmt.Println(tag, g.x, recover()) }

type many struct{}

func (many) Many(a, b, c, d, e, f, g, h, i int, s string) (int, string) {
	fmt.Println("many", a, i, s, recover())
	return 1, "x"
}

func rec()               { fmt.Println("rec", recover()) }
func generic[T any](t T) { fmt.Println("gen", t, recover()) }

func run(tag string, f func(tag string)) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Println("  not recovered", tag, r)
		}
	}()
	f(tag)
}

func main() {
	b := big{f: 7}
	run("iface value", func(t string) { var i value = b; defer i.Get(t); panic(1) })
	run("iface ptr", func(t string) { var i iface = &b; defer i.Ptr(t); panic(1) })
	run("iface ptr get", func(t string) { var i iface = &b; defer i.Get(t); panic(1) })
	run("promoted", func(t string) { var i value = outer{1, b}; defer i.Get(t); panic(1) })
	run("promoted ptr", func(t string) { var i iface = &outer{1, b}; defer i.Ptr(t); panic(1) })
	run("promoted get", func(t string) { var i iface = &outer{1, b}; defer i.Get(t); panic(1) })
	run("pouter", func(t string) { var i iface = pouter{big: &b}; defer i.Get(t); panic(1) })
	run("pouter ptr", func(t string) { var i iface = pouter{big: &b}; defer i.Ptr(t); panic(1) })
	run("iouter", func(t string) { var i value = iouter{1, b}; defer i.Get(t); panic(1) })
	run("iouter chain", func(t string) { var i value = iouter{1, &outer{1, b}}; defer i.Get(t); panic(1) })
	run("twice", func(t string) { var i value = twice{&iouter{1, &outer{1, b}}}; defer i.Get(t); panic(1) })
	run("twice static", func(t string) { x := twice{&iouter{1, &outer{1, b}}}; defer x.Get(t); panic(1) })
	run("word", func(t string) { var i value = word(3); defer i.Get(t); panic(1) })
	run("fn", func(t string) { var i value = fn(func() {}); defer i.Get(t); panic(1) })
	run("gen", func(t string) { var i value = gen[string]{x: "q"}; defer i.Get(t); panic(1) })
	run("gen int", func(t string) { var i value = &gen[int]{x: 3}; defer i.Get(t); panic(1) })
	run("method value", func(t string) { f := b.Get; defer f(t); panic(1) })
	run("method value ptr", func(t string) { f := b.Ptr; defer f(t); panic(1) })
	run("method value iface", func(t string) { f := value(outer{1, b}).Get; defer f(t); panic(1) })
	run("method expr", func(t string) { f := big.Get; defer f(b, t); panic(1) })
	run("method expr ptr", func(t string) { f := (*big).Get; defer f(&b, t); panic(1) })
	run("method expr iface", func(t string) { f := value.Get; defer f(iouter{1, b}, t); panic(1) })
	run("method expr promoted", func(t string) { defer (*outer).Ptr(&outer{1, b}, t); panic(1) })
	run("method expr value direct", func(t string) { defer value.Get(iouter{1, b}, t); panic(1) })
	run("many", func(t string) {
		var i interface {
			Many(a, b, c, d, e, f, g, h, i int, s string) (int, string)
		} = struct{ many }{}
		defer i.Many(1, 2, 3, 4, 5, 6, 7, 8, 9, t)
		panic(1)
	})

	// Called by a deferred function, not deferred themselves.
	run("not value", func(t string) { var i value = b; defer func() { i.Get(t) }(); panic(1) })
	run("not promoted", func(t string) { var i value = outer{1, b}; defer func() { i.Get(t) }(); panic(1) })
	run("not iouter", func(t string) { var i value = iouter{1, b}; defer func() { i.Get(t) }(); panic(1) })
	run("not method value", func(t string) { defer func() { f := b.Get; f(t) }(); panic(1) })
	run("not iface method value", func(t string) {
		defer func() { f := value(iouter{1, b}).Get; f(t) }()
		panic(1)
	})
	run("not method expr", func(t string) { defer func() { f := (*outer).Get; f(&outer{1, b}, t) }(); panic(1) })
	run("not iface method expr", func(t string) { defer func() { f := value.Get; f(iouter{1, b}, t) }(); panic(1) })
	run("deeper", func(t string) {
		var i value = outer{1, b}
		defer func() {
			defer i.Get(t)
		}()
		panic(1)
	})
	run("panic in deferred", func(t string) {
		var i value = outer{1, b}
		defer i.Get(t)
		defer func() {
			defer i.Get(t + " inner")
			panic(2)
		}()
		panic(1)
	})
	run("no panic", func(t string) { var i value = outer{1, b}; defer i.Get(t) })

	run("func value", func(string) { f := rec; defer f(); panic(1) })
	run("generic value", func(string) { f := generic[int]; defer f(3); panic(1) })
	run("literal value", func(string) { f := func() { fmt.Println("lit", recover()) }; defer f(); panic(1) })
	run("literal with captures", func(string) { x := 3; f := func() { fmt.Println("lit", x, recover()); x++ }; defer f(); panic(1) })
	run("literal with args", func(string) { f := func(s string) { fmt.Println("lit", s, recover()) }; defer f("a"); panic(1) })
	run("not literal value", func(string) { defer func() { f := func() { fmt.Println("lit", recover()) }; f() }(); panic(1) })
	run("not captured literal", func(string) {
		defer func() { x := 1; f := func() { fmt.Println("lit", recover()); x++ }; f(); fmt.Println(x) }()
		panic(1)
	})
	run("not func value", func(string) { defer func() { f := rec; f() }(); panic(1) })
	run("not generic value", func(string) { defer func() { f := generic[string]; f("s") }(); panic(1) })

	run("reflect method value", func(t string) {
		f := reflect.ValueOf(b).Method(0).Interface().(func(string))
		defer f(t)
		panic(1)
	})
	run("reflect method expression", func(t string) {
		f := reflect.TypeOf(outer{}).Method(0).Func.Interface().(func(outer, string))
		defer f(outer{1, b}, t)
		panic(1)
	})
	made := reflect.MakeFunc(reflect.TypeOf(rec), func([]reflect.Value) []reflect.Value {
		fmt.Println("made", recover())
		return nil
	}).Interface().(func())
	run("reflect made", func(string) { defer made(); panic(1) })
	run("not reflect made", func(string) { defer func() { made() }(); panic(1) })
}

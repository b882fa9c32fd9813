// RUN: %run %s
// Loops over functions whose iterators misbehave, which panic as Go does; and how panics pass through iterators.
package main

import (
	"fmt"
	"iter"
	"maps"
	"slices"
)

var kept func(int) bool

func run(tag string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			e, ok := r.(error)
			fmt.Println(tag, "panics:", r, ok, e)
		}
	}()
	f()
	fmt.Println(tag, "done")
}

func ignore(yield func(int) bool) {
	for i := 0; i < 5; i++ {
		yield(i)
	}
}
func keep(yield func(int) bool) {
	kept = yield
	yield(1)
}
func swallow(yield func(int) bool) {
	defer func() { fmt.Println("swallowed", recover()) }()
	yield(1)
}
func swallowAgain(yield func(int) bool) {
	func() {
		defer func() { fmt.Println("swallowed", recover()) }()
		yield(1)
	}()
	yield(2)
}
func pass(yield func(int) bool) {
	defer fmt.Println("iterator's defer")
	yield(1)
	fmt.Println("not reached")
}
func nested(yield func(int) bool) {
	for i := range ignore {
		if !yield(i) {
			return
		}
	}
}
func recursive(yield func(int) bool) {
	kept = yield
	yield(7)
}
func goes(yield func(int) bool) {
	c := make(chan bool)
	go func() { defer close(c); yield(3) }()
	<-c
}

func ret() int {
	for i := range ignore {
		if i == 1 {
			return i
		}
	}
	return -1
}

type list struct{ v []int }

func (l *list) all(yield func(int, int) bool) {
	for i, v := range l.v {
		if !yield(i, v) {
			return
		}
	}
}
func (l *list) values() func(func(int) bool) {
	return func(yield func(int) bool) {
		for _, v := range l.v {
			if !yield(v) {
				return
			}
		}
	}
}
func filter(seq func(func(int) bool), ok func(int) bool) func(func(int) bool) {
	return func(yield func(int) bool) {
		for v := range seq {
			if ok(v) && !yield(v) {
				return
			}
		}
	}
}
func recovers() {
	for _, v := range []int{1} {
		for i := range slices.Values([]int{v, 2}) {
			fmt.Println("body recovers", i, recover())
		}
	}
}
func deferRecover() {
	for range slices.Values([]int{1}) {
		defer recover()
	}
}

func named() (s string, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("%v", r)
		}
	}()
	for i := range slices.Values([]int{1, 2, 3}) {
		s += fmt.Sprint(i)
		if i == 2 {
			panic("in body")
		}
	}
	return
}

func wellBehaved() {
	l := &list{[]int{1, 2, 3, 4}}
	for i, v := range l.all {
		fmt.Println(i, v)
	}
	for v := range filter(l.values(), func(i int) bool { return i%2 == 0 }) {
		fmt.Println(v)
	}
	for _, k := range slices.Sorted(maps.Keys(map[int]int{3: 1, 2: 1})) {
		fmt.Println(k)
	}
	for v := range maps.Values(map[int]int{3: 1}) {
		fmt.Println(v)
	}
	func() {
		defer func() { fmt.Println("outside", recover()) }()
		defer recovers()
		panic("p")
	}()
	func() {
		defer func() { fmt.Println("recovered", recover()) }()
		defer func() { defer deferRecover() }()
		panic("r")
	}()
	fmt.Println(named())
}

func main() {
	wellBehaved()
	run("break", func() {
		for i := range ignore {
			if i == 2 {
				break
			}
		}
	})
	run("return", func() { fmt.Println(ret()) })
	run("after", func() {
		for range keep {
		}
		kept(2)
	})
	run("after break", func() {
		for range keep {
			break
		}
		kept(2)
	})
	run("swallow", func() {
		for range swallow {
			panic("x")
		}
	})
	run("swallow again", func() {
		for range swallowAgain {
			panic("x")
		}
	})
	run("pass", func() {
		for range pass {
			panic("y")
		}
	})
	run("recursive", func() {
		for i := range recursive {
			if i == 7 {
				kept(8)
			}
			fmt.Println("body", i)
		}
	})
	run("goroutine", func() {
		for i := range goes {
			fmt.Println("in", i)
		}
	})
	run("outer", func() {
	L:
		for i := range ignore {
			for j := range ignore {
				if j == 1 {
					continue L
				}
				fmt.Println(i, j)
			}
		}
	})
	run("outer break", func() {
	L:
		for range nested {
			for j := range pass {
				if j == 1 {
					break L
				}
			}
		}
	})
	run("defer in body", func() {
		for i := range nested {
			defer fmt.Println("deferred", i)
			if i == 1 {
				break
			}
		}
	})
	run("goexit-like", func() {
		var s iter.Seq[int] = pass
		for range s {
			func() {
				defer func() { fmt.Println(recover()) }()
				for range swallow {
					panic("z")
				}
			}()
		}
	})
	run("panic after exit", func() {
		for range keep {
			func() { defer func() { recover() }(); panic(1) }()
		}
		kept(1)
	})
	run("exhausted swallowed", func() {
		defer func() { fmt.Println("r", recover()); kept(1) }()
		for range keep {
			panic("q")
		}
	})
}

// RUN: %run %s
// Panics and recover: who may recover, what is left running, values and re-panics.
package main

import (
	"errors"
	"fmt"
	"runtime"
)

func try(name string, f func()) {
	defer func() {
		r := recover()
		if e, ok := r.(runtime.Error); ok {
			fmt.Printf("%s: runtime error: %v\n", name, e)
			return
		}
		fmt.Printf("%s: %v\n", name, r)
	}()
	f()
	fmt.Println(name, "returned")
}

func helper() any { return recover() }

func result() (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	n = 7
	panic("half way")
}

type T struct{ x int }

func (t *T) get() int { return t.x }

type shape interface{ area() int }

func deep(n int) {
	defer func() { fmt.Print(n, " ") }()
	if n == 0 {
		panic("bottom")
	}
	deep(n - 1)
}

func main() {
	try("nothing", func() {})
	try("string", func() { panic("text") })
	try("error", func() { panic(errors.New("an error")) })
	try("number", func() { panic(42) })
	var zero int
	s := []int{1, 2, 3}
	i := 5
	try("divide", func() { fmt.Println(1 / zero) })
	try("index", func() { fmt.Println(s[i]) })
	try("slice", func() { fmt.Println(s[i:]) })
	try("slice order", func() { j := 1; fmt.Println(s[2:j]) })
	try("slice3", func() { fmt.Println(s[0:1:i]) })
	try("string index", func() { fmt.Println("abc"[i]) })
	try("array", func() { var a [3]int; i := -1 + zero; fmt.Println(a[i]) })
	try("nil pointer", func() { var t *T; fmt.Println(t.get()) })
	try("nil map", func() { var m map[string]int; m["a"] = 1 })
	try("assertion", func() { var x any = "s"; fmt.Println(x.(int)) })
	try("nil assertion", func() { var x any; fmt.Println(x.(int)) })
	try("missing method", func() { var x any = 1; fmt.Println(x.(shape)) })
	try("nil interface", func() { var x shape; fmt.Println(x.area()) })
	try("closed", func() { c := make(chan int); close(c); close(c) })
	try("send on closed", func() { c := make(chan int, 1); close(c); c <- 1 })
	try("close nil", func() { var c chan int; close(c) })
	try("make", func() { n := -1; fmt.Println(len(make([]int, n))) })
	try("to array", func() { fmt.Println([4]int(s)) })
	try("shift", func() { n := -1; fmt.Println(1 << n) })
	try("unhashable", func() { m := map[any]int{}; m[[]int{1}] = 2 })
	try("uncomparable", func() { var a, b any = []int{1}, []int{1}; fmt.Println(a == b) })
	try("nil func", func() { var f func(); f() })
	try("panic nil", func() { panic(nil) })

	n, err := result()
	fmt.Println(n, err)

	try("helper does not recover for its caller's caller", func() {
		defer func() {
			func() { fmt.Println("nested recover:", recover()) }()
		}()
		panic("still there")
	})
	try("helper called by the deferred function", func() {
		defer func() { fmt.Println("helper:", helper()) }()
		panic("not seen by helper")
	})
	try("deferred directly", func() {
		defer helper()
		panic("swallowed")
	})
	try("replaced", func() {
		defer func() { panic("second") }()
		panic("first")
	})
	try("recovered, then another", func() {
		defer func() {
			fmt.Println("got", recover())
			panic("new")
		}()
		panic("old")
	})
	try("deep", func() { deep(4) })
	fmt.Println(recover())

	func() {
		defer func() { fmt.Println("second look:", recover()) }()
		defer func() { fmt.Println("first look:", recover()) }()
		panic("once")
	}()
	for i := range 3 {
		func() {
			defer func() {
				if recover() != nil {
					fmt.Println("round", i)
				}
			}()
			panic(i)
		}()
	}
	var re runtime.Error
	func() {
		defer func() { err, _ := recover().(error); fmt.Println(errors.As(err, &re), err) }()
		_ = s[i]
	}()
}

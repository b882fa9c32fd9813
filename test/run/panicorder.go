// What an assignment leaves behind when it panics; builtin calls between calls; nil interfaces deferred.
// RUN: %goloom run %s > %t && diff %S/Inputs/panicorder.out %t

package main

import "fmt"

type closer interface{ Close() }

func try(what string, f func()) {
	defer func() { fmt.Println(what, recover()) }()
	f()
}

func named() (bad bool) {
	defer func() { recover() }()
	var p *int
	bad, _ = true, *p
	return
}

func main() {
	m := map[int]int{}
	z := 0
	try("m[0] /= z", func() { m[0] /= z })
	try("m[0] %= z", func() { m[0] %= z })
	fmt.Println(len(m), named())
	m[1] = 17
	m[1] /= 5
	m[1] %= 2
	fmt.Println(m)

	var p *int
	a := []int{1, 2}
	try("a[0], a[1]", func() { a[0], a[1] = 5, *p })
	fmt.Println(a)

	x := []int{1}
	grow := func() int { x = make([]int, 3); return 2 }
	b, c, d := len(x), grow(), len(x)
	fmt.Println(b, c, d)

	var nobody closer
	try("defer", func() {
		defer nobody.Close()
		fmt.Println("not here")
	})
	try("method value", func() { _ = nobody.Close })
	_ = int32(z)
}

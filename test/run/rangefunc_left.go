// RUN: %run %s
// Loops over function literals that keep their yield; calls of it after the loop was left, also by a recovered panic of the
// iterator and by Goexit, do no harm to what has its place in memory now.
package main

import (
	"fmt"
	"runtime"
)

var saved func(int) bool

//go:noinline
func loop(how string) (total int) {
	defer func() { fmt.Println(how, recover(), total) }()
	k, name := 10, fmt.Sprint("n", 1)
	for i := range func(yield func(int) bool) {
		saved = yield
		yield(1)
		switch how {
		case "panic":
			panic("iterator")
		case "exit":
			runtime.Goexit()
		}
	} {
		total += i * k
		name += "x"
		if i == 3 {
			return len(name)
		}
	}
	return
}

func late(i int) {
	defer func() { recover() }()
	saved(i)
}

//go:noinline
func reuse(n int) int {
	var a [100]int
	for i := range a {
		a[i] = n + i
	}
	late(2)
	late(3)
	sum := 0
	for i, x := range a {
		sum += x - i
	}
	if n == 0 {
		return sum
	}
	return sum + reuse(n-1)
}

// nested: the outer loop goes on after the inner one was abandoned.
func nested() {
	var yields []func(int) bool
	keep := func(yield func(int) bool) {
		yields = append(yields, yield)
		for i := 0; i < 3 && yield(i); i++ {
		}
	}
	for i := range func(yield func(int) bool) { keep(yield) } {
		func() {
			defer func() { fmt.Println("inner", recover()) }()
			for j := range func(yield func(int) bool) { keep(yield); panic(i) } {
				if j == 1 {
					break
				}
			}
		}()
	}
	for i, y := range yields {
		if i == 0 {
			func() {
				defer func() { fmt.Println(recover()) }()
				y(0)
			}()
		}
	}
}

func main() {
	loop("panic")
	fmt.Println(reuse(30))
	done := make(chan bool)
	go func() {
		defer close(done)
		loop("exit")
	}()
	<-done
	fmt.Println(reuse(30))
	loop("end")
	func() {
		defer func() { fmt.Println(recover()) }()
		saved(2)
	}()
	nested()
}

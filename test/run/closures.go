// RUN: %run %s
// Closures share the variables that they capture; each iteration of a loop has its own.
package main

import "fmt"

func counter() (inc func() int, get func() int) {
	n := 0
	inc = func() int { n++; return n }
	get = func() int { return n }
	return
}

func compose(fs ...func(int) int) func(int) int {
	return func(x int) int {
		for _, f := range fs {
			x = f(x)
		}
		return x
	}
}

func main() {
	inc, get := counter()
	inc()
	inc()
	fmt.Println(get())

	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { i += 10; return i })
	}
	for _, f := range fs {
		fmt.Print(f(), " ", f(), " ")
	}
	fmt.Println()

	// The closure changes the variable of this very iteration, so the post statement sees it.
	var seen []int
	for i := 0; i < 6; i++ {
		skip := func() { i++ }
		skip()
		seen = append(seen, i)
	}
	fmt.Println(seen)

	var ps []*int
	for i := 0; i < 3; i++ {
		ps = append(ps, &i)
		if i == 1 {
			continue
		}
		i := i * 100
		ps = append(ps, &i)
	}
	for _, p := range ps {
		fmt.Print(*p, " ")
	}
	fmt.Println()

	double := func(x int) int { return 2 * x }
	fmt.Println(compose(double, double, func(x int) int { return x + 1 })(5))

	var fib func(int) int
	fib = func(n int) int {
		if n < 2 {
			return n
		}
		return fib(n-1) + fib(n-2)
	}
	fmt.Println(fib(15))

	x := 1
	func() {
		x := 2
		x++
		_ = x
	}()
	func(y int) { x += y }(x)
	fmt.Println(x)

	arr := [3]int{1, 2, 3}
	f := func() int { arr[1] = 20; return arr[0] + arr[1] + arr[2] }
	copied := arr
	fmt.Println(f(), arr, copied)

	var nilFunc func()
	fmt.Println(nilFunc == nil, f != nil)
}

// A tour of closures and deferred calls: captured variables, loops, order of deferred calls, recover.
package main

import (
	"errors"
	"fmt"
)

// counter returns two closures over one variable, which therefore outlives the call.
func counter() (next func() int, reset func()) {
	n := 0
	next = func() int {
		n++
		return n
	}
	reset = func() { n = 0 }
	return
}

// perIteration shows that each turn of a loop has its own variable.
func perIteration() []func() int {
	var fs []func() int
	for i := 0; i < 3; i++ {
		fs = append(fs, func() int { return i * i })
	}
	return fs
}

// compose returns the function that applies f, then g.
func compose(f, g func(int) int) func(int) int {
	return func(x int) int { return g(f(x)) }
}

func deferOrder() {
	for i := 1; i <= 3; i++ {
		defer fmt.Println("deferred", i)
	}
	fmt.Println("body")
}

var errNegative = errors.New("negative")

// double's result is changed by a deferred closure after the return statement has set it.
func double(x int) (result int, err error) {
	defer func() {
		if err == nil {
			result *= 2
		}
	}()
	if x < 0 {
		return 0, errNegative
	}
	return x, nil
}

// safeDiv turns a run-time panic into an error.
func safeDiv(a, b int) (q int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered: %v", r)
		}
	}()
	return a / b, nil
}

func main() {
	next, reset := counter()
	fmt.Println(next(), next(), next())
	reset()
	fmt.Println(next())

	for _, f := range perIteration() {
		fmt.Print(f(), " ")
	}
	fmt.Println()

	addThenSquare := compose(func(x int) int { return x + 1 }, func(x int) int { return x * x })
	fmt.Println(addThenSquare(4))

	deferOrder()
	fmt.Println(double(21))
	fmt.Println(double(-1))
	fmt.Println(safeDiv(7, 2))
	fmt.Println(safeDiv(7, 0))
}

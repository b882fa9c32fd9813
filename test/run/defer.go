// RUN: %run %s
// Deferred calls: order, when arguments are evaluated, what they do to results.
package main

import (
	"errors"
	"fmt"
)

type stack struct{ names []string }

func (s *stack) pop()         { fmt.Println("pop", s.names); s.names = s.names[:len(s.names)-1] }
func (s stack) show(x string) { fmt.Println("show", x, s.names) }

func order() {
	for i := 0; i < 3; i++ {
		defer fmt.Print(i, " ")
	}
}

func arguments() {
	x := 1
	defer fmt.Println("deferred", x)
	defer func() { fmt.Println("closure", x) }()
	x = 2
}

func named() (n int) {
	defer func() { n *= 2 }()
	n = 5
	return n + 1
}

func unnamed() int {
	n := 5
	defer func() { n *= 2 }()
	return n
}

func wrap() (err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("wrap: %w", err)
		}
	}()
	return errors.New("inner")
}

func methods() {
	s := stack{[]string{"a", "b"}}
	defer s.show("by value, now")
	defer s.pop()
	s.names = append(s.names, "c")
}

func conditional(do bool) (s string) {
	if do {
		defer func() { s += "!" }()
	}
	return "done"
}

func which(name string) func() {
	fmt.Println("evaluated", name)
	return func() { fmt.Println("called", name) }
}

func functionValue() {
	defer which("one")()
	defer which("two")()
	fmt.Println("body")
}

func nested() {
	defer func() {
		defer fmt.Println("innermost, last")
		fmt.Println("outer deferred")
	}()
	fmt.Println("nested body")
}

func builtins() {
	m := map[string]int{"a": 1, "b": 2}
	func() {
		defer delete(m, "a")
		fmt.Println(len(m))
	}()
	fmt.Println(len(m))
	c := make(chan int, 1)
	func() { defer close(c) }()
	_, ok := <-c
	fmt.Println(ok)
}

func early(n int) (r string) {
	defer func() { r += fmt.Sprint(" after ", n) }()
	switch {
	case n < 0:
		return "negative"
	case n == 0:
		return "zero"
	}
	for i := range n {
		if i == 3 {
			return "three"
		}
	}
	return "few"
}

func main() {
	order()
	fmt.Println()
	arguments()
	fmt.Println(named(), unnamed(), wrap())
	methods()
	fmt.Println(conditional(true), conditional(false))
	functionValue()
	nested()
	builtins()
	fmt.Println(early(-1), early(0), early(2), early(9))
}

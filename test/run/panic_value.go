// RUN: %run --exit 2 --stderr %s
// Panics print values of their own types in their own way.
package main

type code int
type text string
type pt struct{ x int }

func try(v any) {
	defer func() { recover() }()
	panic(v)
}

func main() {
	try(1)
	defer func() {
		println("re-panic")
		panic(recover())
	}()
	panic(code(3))
}

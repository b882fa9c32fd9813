// RUN: %run --exit 2 --stderr %s
// A panic in a deferred call, while panicking.
package main

func main() {
	defer func() {
		defer func() { panic("third") }()
		panic(2)
	}()
	panic("first")
}

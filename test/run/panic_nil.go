// RUN: %run --exit 2 --stderr %s
// A nil pointer, unhandled.
package main

type T struct{ a, b int }

func get(t *T) int { return t.b }

func main() {
	print("before\n")
	println(get(nil))
}

// RUN: %run --exit 2 --stderr %s
// Assignment to an entry in a nil map.
package main

func main() {
	var m map[string]int
	println(m["a"], len(m))
	m["a"] = 1
}

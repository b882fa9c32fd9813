// RUN: %run --exit 2 --stderr %s
// An unhandled run-time error.
package main

import "fmt"

func get(s []int, i int) int { return s[i] }

func main() {
	fmt.Println(get([]int{1, 2}, 1))
	fmt.Println(get([]int{1, 2}, 2))
}

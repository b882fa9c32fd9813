// RUN: %errorcheck %s
// A file with a wrong literal is not read to its end, so nothing is called missing or unused.
package main

import "fmt"

func main() {
	a := 08   // ERROR "invalid digit '8' in octal literal"
	b := 1__0 // ERROR "'_' must separate successive digits"
	c := 'ab' // ERROR "more than one character in rune literal"
	fmt.Println(a, b, c)
}

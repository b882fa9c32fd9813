// RUN: %errorcheck %s
// Behind a go statement without a call the rest is looked at, in whatever way the file had to be read.
package main

import "strings"

func main() {
	go 1.5               // ERROR "expression in go must be function call"
	switch 1.5.(type) {} // ERROR "1.5 \(untyped float constant\) is not an interface"
	_ = min[0]           // ERROR "cannot index min \(built-in\)"
	_ = strings._        // ERROR "undefined: strings._"
}

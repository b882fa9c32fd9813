// A call of a variable of another package that holds a function.
// RUN: %goloom run %s 2>&1 | FileCheck %s
package main

import (
	"flag"
	"fmt"
)

func main() {
	flag.Usage = func() { fmt.Println("usage called") }
	if len(flag.Args()) == 0 {
		flag.Usage() // CHECK: usage called
	}
}

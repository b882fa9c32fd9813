// Of a GOROOT's package with assembly those files are taken that do without.
// RUN: env GOROOT=%S/Inputs/goroot %goloom run %s | FileCheck %s
package main

import (
	"fmt"
	"sum"
)

func main() {
	fmt.Println(sum.Sum([]int{1, 2, 3})) // CHECK: 6
}

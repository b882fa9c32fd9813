// RUN: %goloom run -lang=go1.21 %s | FileCheck %s --check-prefix=OLD
// RUN: %goloom run %s | FileCheck %s --check-prefix=NEW
// Before Go 1.22 all iterations of a range loop have one variable, for closures that outlive theirs too.
package main

import "fmt"

func each[T any](xs []T) (fs []func() T) {
	for _, x := range xs {
		fs = append(fs, func() T { return x })
	}
	return fs
}

func main() {
	var last func() int
	for i, x := range []string{"a", "b", "c"} {
		if i == 0 {
			last = func() int { return i + len(x) }
		}
	}
	for _, f := range each([]int{1, 2, 3}) {
		fmt.Print(f(), " ")
	}
	fmt.Println(last())
}

// OLD: 3 3 3 3
// NEW: 1 2 3 1

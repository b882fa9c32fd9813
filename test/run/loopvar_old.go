// RUN: %goloom run -lang=go1.21 %s | diff %S/loopvar_old.out -
// Before Go 1.22 all iterations share the variables of a range clause, for closures too.
package main

import "fmt"

func main() {
	var fs []func() (int, string)
	for i, s := range []string{"a", "b", "c"} {
		fs = append(fs, func() (int, string) { return i, s })
	}
	for _, f := range fs {
		fmt.Println(f())
	}
	var g func() int
	for i := range [2]int{} {
		if i == 0 {
			g = func() int { return i }
		}
	}
	fmt.Println(g())
}

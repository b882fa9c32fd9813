// Functions without a body that are another package's.
package main

import (
	"fmt"
	_ "unsafe"

	"example.com/linkname/far"
)

//go:linkname join example.com/linkname/far.join
func join(p *far.Pair, sep string, more ...int) (string, error)

//go:linkname count example.com/linkname/far.count
func count()

func main() {
	fmt.Println(join(&far.Pair{A: 1, B: 2}, "+", 3, 4))
	fmt.Println(join(nil, ""))
	count()
	count()
	fmt.Println(far.Counted())
}

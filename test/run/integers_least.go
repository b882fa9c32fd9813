// RUN: %run %s
// The least int32 as a constant operand.
package main

import "fmt"

type N int32

//go:noinline
func id[T any](x T) T { return x }

func main() {
	a := [3]N{id(N(-1)) * -2147483648, id(N(5)) & ^-2147483648, id(N(-2147483648)) / -1}
	b := []int32{id(int32(7)) | -2147483648, -2147483648, id(int32(1)) - -2147483648}
	fmt.Println(a, b, id(int32(-2147483648)) == -2147483648, id(int32(3))+-2147483648 < 0)
	var i any = id(int32(-1)) * -2147483648
	fmt.Printf("%T %v\n", i, i)
	m := map[int32]string{-2147483648: "least"}
	switch x := id(int32(-2147483648)); x {
	case -2147483648:
		fmt.Println(m[x], x-1, -x, uint32(x), int64(x)-1)
	}
}

// byte is uint8 and rune is int32, in types made of them too.
// RUN: %run %s
package main

import "fmt"

type pair[T any] struct{ a, b T }

func kind(x any) string {
	switch x.(type) {
	case []byte:
		return "bytes"
	case map[rune]*uint8:
		return "map"
	case pair[byte]:
		return "pair"
	case chan [2]int32:
		return "chan"
	}
	return "other"
}

func main() {
	fmt.Println(kind([]uint8(nil)), kind([]byte(nil)), kind(map[int32]*byte{}), kind(pair[uint8]{}), kind(make(chan [2]rune)))
	fmt.Println(any([]uint8(nil)).([]byte) == nil, any([1]byte{7}) == any([1]uint8{7}))
	var x any = []int32{1}
	_, ok := x.([]rune)
	fmt.Println(ok)
}

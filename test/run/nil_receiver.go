// RUN: %run %s
// Value methods of nil pointers, which name the method; and assignments of arrays that overlap.
package main

import "fmt"

type T struct{ x int }

func (t T) F() int { return t.x }

type E struct{}

func (E) F() int { return 1 }

type G[P any] struct{ p P }

func (G[P]) F() int { return 2 }

type O struct{ T }
type OP struct{ *T }

func (t T) Big(a, b, c, d, e, f, g int) (int, string) { return 0, "" }

type I interface{ F() int }

func try(i I) {
	defer func() {
		e := recover().(error)
		fmt.Println(e.Error())
	}()
	i.F()
}

func main() {
	try((*T)(nil))
	try((*E)(nil))
	try((*G[int])(nil))
	try((*O)(nil))
	try(O2{})
	fmt.Println(I(E{}).F(), I(&E{}).F())
	var x [64]byte
	for i := range x {
		x[i] = byte(i)
	}
	y, z := x, x
	copy(x[4:36], x[2:34])
	*(*[32]byte)(y[4:36]) = *(*[32]byte)(y[2:34])
	*(*[32]byte)(z[4:36]) = [32]byte(z[2:34])
	fmt.Println(x == y, x == z, x[30])
	f := (*T).F
	defer func() { fmt.Println(recover()) }()
	f(nil)
}

type O2 struct{ *T }

// Local names that are equal, in C++ or to a type: each has one of its own.
// RUN: %run %s
package main

import "fmt"

type typ struct{ n int }

type node interface{ next() node }
type array struct{ n int }
type pointer struct{ base node }

func (a *array) next() node   { return a }
func (p *pointer) next() node { return p }

// The variable of the switch has another name than the type, and the one within again another.
func f(x node) int {
	switch typ := x.next().(type) {
	case *array:
		return typ.n
	case *pointer:
		if typ, _ := typ.base.next().(*array); typ != nil {
			return -typ.n
		}
		if typ, ok := typ.base.(*pointer); ok {
			return f(typ.base) * 10
		}
	}
	return 0
}

func g(ptr bool, type_ int) (ptr_ bool, new_, new int) {
	ptr_, new_, new = !ptr, type_, type_+1
	return
}

type mover interface{ move() }
type ship struct{ n int }
type car struct{ s string }

func (*ship) move() {}
func (*car) move()  {}

var _ mover = &ship{}
var _ mover = &car{}
var (
	_ mover = &ship{1}
	_ mover = &car{"y"}
)

func main() {
	fmt.Println(typ{1}, f(&array{3}), f(&pointer{&array{4}}), f(&pointer{&pointer{&array{5}}}))
	fmt.Println(g(true, 3))
}

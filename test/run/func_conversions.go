// RUN: %run %s
// Conversions to function types that stand without parentheses.
package main

import "fmt"

type T struct{ x int }
type G[P any] struct{ p P }

func a() *T                  { return &T{1} }
func b() []int               { return []int{1} }
func c() int                 { return 3 }
func d() (int, string)       { return 1, "x" }
func e() func() int          { return c }
func g() G[int]              { return G[int]{4} }
func h(x int) map[string]int { return nil }
func i() chan int            { return nil }
func j() <-chan int          { return nil }
func k() interface{}         { return nil }
func l() struct{}            { return struct{}{} }
func m() fmt.Stringer        { return nil }
func n() [2]int              { return [2]int{} }
func o() G[fmt.Stringer]     { return G[fmt.Stringer]{} }

func main() {
	fmt.Printf("%T\n", (func() *T)(a))
	fmt.Printf("%T\n", (func() []int)(b))
	fmt.Printf("%T\n", (func() int)(c))
	fmt.Printf("%T\n", (func() (int, string))(d))
	fmt.Printf("%T\n", (func() func() int)(e))
	fmt.Printf("%T\n", (func() G[int])(g))
	fmt.Printf("%T\n", (func(int) map[string]int)(h))
	fmt.Printf("%T\n", (func() chan int)(i))
	fmt.Printf("%T\n", (func() <-chan int)(j))
	fmt.Printf("%T\n", (func() interface{})(k))
	fmt.Printf("%T\n", (func() struct{})(l))
	fmt.Printf("%T\n", (func() fmt.Stringer)(m))
	fmt.Printf("%T\n", (func() [2]int)(n))
	fmt.Printf("%T\n", (func() G[fmt.Stringer])(o))
	switch (func() int)(c)() {
	case 3:
		fmt.Println("three")
	}
	if f := (func() *T)(a); f().x == 1 {
		fmt.Println("one")
	}
	for range (func() int)(c)() {
		fmt.Println("again")
	}
	if f := func() (s struct{ x int }) { return }; f().x == 0 {
		fmt.Println("zero")
	}
	for _, f := range []func(int) (int, *T){func(n int) (int, *T) { return n, nil }} {
		fmt.Println(f(1))
	}
	if func(p *T) bool { return p == nil }(nil) {
		fmt.Println("nil")
	}
	x := func() *T { return &T{2} }
	fmt.Println(x().x, func() *T { return &T{2} }().x, []func() *T{func() *T { return nil }}[0]())
	fmt.Printf("%T\n", (<-chan int)(nil))
	fmt.Printf("%T\n", chan int(nil))
	fmt.Printf("%T\n", []func() int{})
	fmt.Printf("%T\n", [](func() int)(nil))
	fmt.Printf("%T\n", map[string]func() *T(nil))
	fmt.Printf("%T\n", (func())(nil))
}

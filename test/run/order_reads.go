// RUN: %run %s
// Variables that the calls beside them may change are read behind those calls, as gc does it.
package main

import "fmt"

type S struct {
	a, b int
	arr  [3]int
}

var glob int

func bump() int { glob++; return glob }

//go:noinline
func three(a, b, c int) [3]int { return [3]int{a, b, c} }

func results() (int, int) { return glob, bump() }

func named() (x, y int) {
	defer func() { x *= 2 }()
	return glob, bump()
}

func main() {
	x := 0
	inc := func() int { x++; return x }
	fmt.Println(inc(), x, inc(), x)
	fmt.Println(bump(), glob, bump(), glob)
	fmt.Println(x, inc(), x+1, inc())
	s := S{}
	incs := func() int { s.a++; s.arr[1]++; return s.a }
	fmt.Println(incs(), s.a, incs(), s.arr[1], s)
	fmt.Println(three(x, inc(), x), three(glob, bump(), glob+1))
	a := []int{x, inc(), x}
	b := [3]int{glob, bump(), glob}
	c := S{a: x, b: inc()}
	d := S{b: inc(), a: x}
	fmt.Println(a, b, c, d)
	y := x + inc()
	z := inc() + x
	g := glob*10 + bump()
	fmt.Println(y, z, g)
	p := &x
	q := *p + inc()
	fmt.Println(q, *p*inc()+*p)
	fmt.Println(results())
	fmt.Println(named())
	sl := []int{1, 2, 3}
	si := func() int { sl[0]++; return sl[0] }
	fmt.Println(sl[0], si(), sl[0], sl[0] == si())
	str := "a"
	ss := func() string { str += "b"; return str }
	cat := str + ss()
	fmt.Println(cat, str == ss(), str)
	u, v := x, inc()
	fmt.Println(u, v)
	x, y = inc(), x
	fmt.Println(x, y)
	if x == inc() {
		fmt.Println("equal")
	}
	ch := make(chan int, 4)
	ch <- x + inc()
	fmt.Println(<-ch)
	i := 0
	next := func() int { i++; return i }
	sl[i] = next()
	fmt.Println(sl)
	sl[i%3] += next()
	fmt.Println(sl, i)
	pp := &S{a: 1}
	ps := func() int { pp = &S{a: 50}; return 0 }
	fmt.Println(pp.a, ps(), pp.a)
	var e any = x
	ei := func() int { e = 100; return 1 }
	fmt.Println(e.(int)+ei(), e.(int), ei(), e.(int))
	func() {
		defer func() { fmt.Println(recover()) }()
		zero, none := 0, []int(nil)
		defer func() {
			defer func() { fmt.Println(recover()) }()
			fmt.Println(none[zero], bump())
		}()
		fmt.Println(three(1/zero, bump(), 2))
	}()
	fmt.Println(glob)
}

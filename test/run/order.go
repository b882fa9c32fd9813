// RUN: %run %s
// Order of evaluation: calls, receives and method calls happen left to right; the rest is fixed where the spec fixes it.
package main

import "fmt"

func f(n int) int            { fmt.Print("f", n, " "); return n }
func g(n int) (int, int)     { fmt.Print("g", n, " "); return n, n + 1 }
func p(n int, q *int) *int   { fmt.Print("p", n, " "); return q }
func s(n int, x []int) []int { fmt.Print("s", n, " "); return x }
func m(x map[string]int) map[string]int {
	fmt.Print("m ")
	return x
}

type T struct{ v int }

func (t T) a(n int) T   { fmt.Print("a", n, " "); return T{t.v + n} }
func (t *T) b(n int) *T { fmt.Print("b", n, " "); t.v *= n; return t }

func sum(xs ...int) (n int) {
	for _, x := range xs {
		n += x
	}
	return
}
func three(a, b, c int) string { return fmt.Sprint(a, b, c) }
func pair() (int, int)         { fmt.Print("pair "); return 3, 4 }
func add(a, b int) int         { return a + b }
func not(b bool) bool          { fmt.Print("not "); return !b }

var (
	a = c + b()
	d = 3
	c = initC()
)

func b() int     { fmt.Print("b() "); d++; return d }
func initC() int { fmt.Print("initC "); return 10 }
func init()      { fmt.Println("init 1", a, c, d) }
func init()      { fmt.Println("init 2") }

func main() {
	x, y := 1, 2
	arr := []int{0, 10, 20, 30}
	fmt.Println(f(1)+f(2)*f(3), three(f(1), f(2), f(3)))
	fmt.Println(sum(f(1), f(2)+f(3), f(4)), add(pair()))
	*p(1, &x), s(2, arr)[f(3)] = f(4), f(5)
	fmt.Println(x, arr)
	x, y = y, x
	arr[0], arr[1], arr[2] = arr[2], arr[0], arr[1]
	fmt.Println(x, y, arr)
	i := 0
	i, arr[i] = 2, 99 // the index is evaluated before the assignment
	fmt.Println(i, arr)
	s(1, arr)[f(1)], m(map[string]int{})[fmt.Sprint(f(2))] = g(3)
	fmt.Println(arr)
	_, _ = f(1) > 5 && f(2) > 0, f(3) > 0 || f(4) > 0
	fmt.Println()
	t := T{1}
	fmt.Println(t.a(f(1)).a(f(2)).v, t.b(f(2)).b(f(3)).a(1).v, t)
	lit := []int{f(1), f(2), 5: f(3), f(4)}
	st := struct{ a, b int }{b: f(6), a: f(7)}
	mp := map[int]int{f(1): f(2), f(3): f(4)}
	fmt.Println(lit, st, len(mp))
	arr[f(1)] += f(2)
	*p(1, &x) += f(3)
	s(1, arr)[f(2)]++
	fmt.Println(arr, x)
	ch := make(chan int, 3)
	ch <- 1
	ch <- 2
	fmt.Println(three(<-ch, f(9), <-ch))
	func() (int, string) { return f(5), three(f(6), f(7), f(8)) }()
	defer add(f(1), f(2))
	fmt.Println(arr[f(1):f(3)], "sliced")
	if v := f(1); v > 0 && not(v > 1) {
		fmt.Println("if")
	}
	for i, n := f(0), f(2); i < f(n); i += f(1) {
	}
	fmt.Println()
	var e any = f(3)
	fmt.Println(e.(int)+f(4), [...]int{f(1), f(2)}[f(1)], len(s(1, arr)), cap(s(2, arr)[:f(2)]))
	func() {
		defer func() { fmt.Println(recover() != nil, x) }()
		var np *int
		x, *np = f(77), f(78) // the nil pointer stops the statement after both calls
	}()
	func() {
		defer func() { fmt.Println(recover() != nil) }()
		fmt.Println(f(1), arr[f(100)])
	}()
	switch f(2) {
	case f(1), f(2), f(3):
		fmt.Println("switch")
	}
	return2 := func() (r int) { defer func() { r += f(10) }(); return f(1) }
	fmt.Println(return2())
	k := 1
	inc := func() int { k++; return k }
	z := []int{inc(), inc(), inc()}
	fmt.Println(z, k)
	var pt *T = &t
	pt.v, pt = 50, nil
	fmt.Println(t, pt == nil)
	z[0], z[0] = 1, 2
	fmt.Println(z[0])
}

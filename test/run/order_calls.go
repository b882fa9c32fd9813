// RUN: %run %s

// The calls of a statement come first, in their order; what is left of its expressions is read behind them. This is
// what gc does where the specification leaves it open.
package main

import "fmt"

type T struct{ f int }

func (t T) V(a ...int)  { fmt.Println("V", t.f, a) }
func (t *T) P(a ...int) { fmt.Println("P", t.f, a) }

type I interface{ V(a ...int) }
type W struct {
	p  *T
	v  T
	i  I
	fn func(...int)
}

var (
	st      T
	ps      *T
	it      I
	fv      func(...int)
	w       W
	pw      *W
	sl      []T
	ix      int
	arr     [3]T
	fs      []func(...int)
	m       map[string]T
	mp      map[string]*T
	x, y, z int
	bigs    []int
	n       int
)

func mk(k int) func(...int) { return func(a ...int) { fmt.Println("F", k, a) } }

func reset() {
	st, ps, it, fv = T{1}, &T{1}, T{1}, mk(1)
	w = W{&T{1}, T{1}, T{1}, mk(1)}
	pw = &W{&T{1}, T{1}, T{1}, mk(1)}
	sl, ix = []T{{1}, {50}}, 0
	arr = [3]T{{1}, {50}, {60}}
	fs = []func(...int){mk(1), mk(50)}
	m = map[string]T{"a": {1}}
	mp = map[string]*T{"a": {1}}
	x, y, z = 1, 2, 3
	bigs = make([]int, 24)
	for i := range bigs {
		bigs[i] = i + 1
	}
	n = 0
}

func h() int {
	n++
	k := n + 1
	st, ps, it, fv = T{k}, &T{k}, T{k}, mk(k)
	w = W{&T{k}, T{k}, T{k}, mk(k)}
	pw = &W{&T{k}, T{k}, T{k}, mk(k)}
	sl = []T{{k}, {k * 50}}
	ix = 1
	arr = [3]T{{k}, {k * 50}, {k * 60}}
	fs = []func(...int){mk(k), mk(k * 50)}
	m = map[string]T{"a": {k}}
	mp = map[string]*T{"a": {k}}
	x, y, z = x+10, y+10, z+10
	bigs = append([]int{n}, bigs...)
	return 100 * k
}

func t(name string, f func()) {
	reset()
	fmt.Print(name, ": ")
	defer func() {
		if r := recover(); r != nil {
			fmt.Println(r)
		}
	}()
	f()
}

func ix1(i int) int { return i }

func two() (int, int) { h(); return 7, 8 }

func main() {
	t("st.V", func() { st.V(h(), h()) })
	t("st.P", func() { st.P(h(), h()) })
	t("ps.V", func() { ps.V(h(), h()) })
	t("ps.P", func() { ps.P(h(), h()) })
	t("it.V", func() { it.V(h(), h()) })
	t("fv", func() { fv(h(), h()) })
	t("w.p.V", func() { w.p.V(h()) })
	t("w.p.P", func() { w.p.P(h()) })
	t("w.v.V", func() { w.v.V(h()) })
	t("w.v.P", func() { w.v.P(h()) })
	t("w.i.V", func() { w.i.V(h()) })
	t("w.fn", func() { w.fn(h()) })
	t("pw.p.V", func() { pw.p.V(h()) })
	t("pw.p.P", func() { pw.p.P(h()) })
	t("pw.v.V", func() { pw.v.V(h()) })
	t("pw.v.P", func() { pw.v.P(h()) })
	t("pw.i.V", func() { pw.i.V(h()) })
	t("pw.fn", func() { pw.fn(h()) })
	t("sl.V", func() { sl[ix].V(h()) })
	t("sl.P", func() { sl[ix].P(h()) })
	t("arr.V", func() { arr[ix].V(h()) })
	t("arr.P", func() { arr[ix].P(h()) })
	t("fs", func() { fs[ix](h()) })
	t("m.V", func() { m["a"].V(h()) })
	t("mp.P", func() { mp["a"].P(h()) })
	t("T.V", func() { T.V(st, h()) })
	t("(*T).P", func() { (*T).P(ps, h()) })
	t("it.(T)", func() { it.(T).V(h()) })
	t("mv", func() { g := st.V; g(h()) })
	t("go", func() { defer st.V(h()) })
	t("defer fv", func() { defer fv(h()) })
	t("defer it", func() { defer it.V(h()) })
	t("local", func() { l := T{1}; p := &l; l.V(func() int { *p = T{9}; return 1 }()) })
	t("local2", func() { l := T{1}; l.V(func() int { l = T{9}; return 1 }()) })
	t("localf", func() { f := mk(1); f(func() int { f = mk(9); return 1 }()) })

	t("f", func() { fmt.Println(x+h(), h()) })
	t("f2", func() { fmt.Println(h()+x, h(), y) })
	t("f3", func() { fmt.Println((x+h())*3+h(), -x+h()) })
	t("f4", func() { fmt.Println(bigs[0]+h(), *&y+h(), ps.f+h(), pw.v.f+h(), m["a"].f+h(), st.f+h()) })
	t("f5", func() {
		fmt.Println(len(bigs)+h(), min(x, 99)+h(), len([]byte(fmt.Sprint(x)))+h(), x/ix1(1)+h(), x<<1+h())
	})
	t("f6", func() { fmt.Println(bigs[0:1][0], h(), x > 0 && y > 0, h()) })
	t("f7", func() { func(a, b any, c ...int) { fmt.Println(a, b, c) }(x+h(), y, z+h(), x, h()) })
	t("ret", func() { fmt.Println(func() (int, int) { return x + h(), y + h() }()) })
	t("concat", func() { s := "a"; p := &s; f := func() string { *p += "b"; return "c" }; fmt.Println(s+f()+s, f()) })
	t("convs", func() { b := []byte("a"); f := func() string { b[0]++; return "c" }; fmt.Println(string(b)+f(), f()) })

	t("a2", func() { a, b := x, h(); fmt.Println(a, b) })
	t("a3", func() { a, b, c := x+h(), y+h(), z; fmt.Println(a, b, c) })
	t("swap", func() { x, y = y+h(), x+h(); fmt.Println(x, y) })
	t("swap2", func() { x, y = y, x+h(); fmt.Println(x, y) })
	t("swap3", func() { x, y, z = y+1, z+h(), x+2; fmt.Println(x, y, z) })
	t("idx", func() { bigs[x], y = y, h(); fmt.Println(bigs, y) })
	t("idx2", func() { bigs[x], bigs[y] = bigs[0]+h(), bigs[x]; fmt.Println(bigs, y) })
	t("idx3", func() { bigs[x+h()-200], y = h(), x; fmt.Println(bigs, y) })
	t("idx4", func() { bigs[h()-200], bigs[x] = x, y; fmt.Println(bigs, y) })
	t("ptr", func() { ps.f, st = x+h(), T{x}; fmt.Println(*ps, st) })
	t("op", func() { x += h(); fmt.Println(x) })
	t("op2", func() { bigs[x] += h(); fmt.Println(bigs) })
	t("op3", func() { ps.f += h(); fmt.Println(*ps) })
	t("op4", func() { bigs[x] += y + h(); fmt.Println(bigs) })
	t("op5", func() { bigs[h()-199] += y + h(); fmt.Println(bigs) })
	t("op6", func() { arr[ix].f += h(); fmt.Println(arr) })
	t("op7", func() { m := map[int]int{}; m[x] += h(); fmt.Println(m) })
	t("op8", func() { m := map[int]int{}; m[x+h()] += y; fmt.Println(m) })
	t("op9", func() { var s = "a"; p := &s; s += func() string { *p = "b"; return "c" }(); fmt.Println(s) })
	t("set", func() { bigs[x] = h(); fmt.Println(bigs) })
	t("set2", func() { bigs[x+h()-200] = y + h(); fmt.Println(bigs) })
	t("set3", func() { ps.f = h(); fmt.Println(*ps) })
	t("set4", func() { *ps = T{h()}; fmt.Println(*ps) })
	t("set5", func() { m := map[int]int{}; m[x] = h(); m[x+h()] = y; fmt.Println(m) })
	t("set6", func() { p := &arr[ix]; p.f = h(); arr[ix].f = h(); fmt.Println(arr) })
	t("set7", func() { pw.v.f = y + h(); fmt.Println(pw.v) })
	t("slice", func() { a := bigs[x : y+h()-200+2]; fmt.Println(a) })
	t("slice2", func() { a := bigs[x:][h()-200+y]; fmt.Println(a) })
	t("copy", func() { fmt.Println(copy(bigs[x:], []int{x, h(), x}), bigs) })
	t("append", func() { bigs = append(bigs, x, h(), x); fmt.Println(bigs) })
	t("append2", func() { b := append(bigs[:x], x, h(), x); fmt.Println(b) })
	t("lit3", func() { fmt.Println(struct{ a, b int }{b: x + h(), a: h()}) })
	t("lit4", func() { fmt.Println(&T{x + h()}, x) })
	t("if", func() {
		if x+h() > y+h() {
			fmt.Println("gt")
		} else {
			fmt.Println("le")
		}
	})
	t("and", func() { fmt.Println(x > 0 && h() > 0, x == 11 && h() == 300 && x == 21, x) })
	t("switch", func() {
		switch x + h() {
		case x + 200:
			fmt.Println("same")
		default:
			fmt.Println("differ")
		}
	})
	t("chan", func() { c := make(chan int, 9); c <- x + h(); c <- x; fmt.Println(<-c+x, <-c+x+h()) })
	t("conv", func() { fmt.Println(float64(x)+float64(h()), int8(x)+int8(h()/100)) })
	t("iface", func() { var e any = x; fmt.Println(e.(int)+h(), e == any(h()), any(x) == any(h())) })
	t("str", func() {
		s := "a"
		p := &s
		f := func() string { *p += "b"; return s }
		fmt.Println(s+f(), s+f()+s, f()+s, s[0:1]+f())
	})
	t("two", func() { fmt.Println(two()); a, b := two(); fmt.Println(a+x, b) })
	t("panic", func() { var q *T; fmt.Println(q.f, h()) })
	t("panic2", func() { fmt.Println(x, bigs[99], h()) })
	t("panic3", func() { defer func() { fmt.Println(n, recover()) }(); fmt.Println(bigs[9:99], h()) })
	t("panic4", func() { defer func() { fmt.Println(n, recover()) }(); fmt.Println(bigs[99], h()) })
	t("panic5", func() { defer func() { fmt.Println(n, recover()) }(); var e any; fmt.Println(e.(int), h()) })
	t("panic6", func() { defer func() { fmt.Println(n, recover()) }(); var e any; fmt.Println(e.(*T), h()) })
	t("panic7", func() { defer func() { fmt.Println(n, recover()) }(); d := 0; fmt.Println(x/d, h()) })
	t("panic8", func() { defer func() { fmt.Println(n, recover()) }(); var nf func(int); nf(h()) })
	t("panic9", func() { defer func() { fmt.Println(n, recover()) }(); var ni I; ni.V(h()) })
	t("panic10", func() { defer func() { fmt.Println(n, recover()) }(); var np *T; np.V(h()) })
	t("panic12", func() { defer func() { fmt.Println(n, recover()) }(); var np *T; np.f = h() })
	t("panic13", func() { defer func() { fmt.Println(n, recover()) }(); bigs[99] = h() })
	t("panic14", func() { defer func() { fmt.Println(n, recover()) }(); var mm map[int]int; mm[h()] = h() })
}

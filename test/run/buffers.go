// RUN: %run %s
// RUN: env GOLOOM_GCSTRESS=3 GODEBUG=gccheck=1 %run %s
// Strings and values in the frame that get away, by ways that only the running program knows or that are easily overlooked.
package main

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

type node struct {
	name string
	val  any
	next *node
}

var (
	empty string
	kept  string
	box   any
	list  *node
	table = map[string]any{}
	ch    = make(chan string, 1)
)

// dirty writes over what has been on the stack.
//
//go:noinline
func dirty(n int) int {
	var a [64]int
	for i := range a {
		a[i] = n + i
	}
	if n > 0 {
		return dirty(n-1) + a[n%64]
	}
	return a[0]
}

// A concatenation with nothing is the other operand.
//
//go:noinline
func alone(b []byte) string {
	s := string(b)
	return s + empty
}

//go:noinline
func alone3(b []byte) string {
	s := string(b)
	return empty + s + empty
}

//go:noinline
func add(b []byte) {
	s := string(b)
	kept += empty
	kept = s + empty
}

//go:noinline
func id[T any](x T) T { return x }

//go:noinline
func pass(s string) string { return id(s)[1:] }

//go:noinline
func unbox(x any) []string { return x.([]string) }

//go:noinline
func named(n int) (s string, err error) {
	defer func() {
		if r := recover(); r != nil {
			s, err = fmt.Sprint("recovered ", s, r), r.(error)
		}
	}()
	s = string([]byte{'a' + byte(n)})
	s = s + s
	if n > 0 {
		panic(errors.New(s + "!"))
	}
	return s + empty, nil
}

//go:noinline
func loop(words [][]byte) (longest string) {
	last := ""
	for _, w := range words {
		s := string(w)
		if len(s) > len(longest) {
			longest = s
		}
		last = last + empty + s[:1]
		list = &node{name: last, val: s, next: list}
	}
	return longest
}

//go:noinline
func closures(b []byte) (fs []func() string) {
	for i := range 3 {
		s := string(b) + string(rune('0'+i))
		fs = append(fs, func() string { return s })
	}
	return fs
}

//go:noinline
func keep(f func() string) { kept = f() }

//go:noinline
func labels(n int) string {
	s := ""
again:
	t := string(rune('a'+n)) + s
	if n > 0 {
		n--
		s = t
		goto again
	}
	return t + empty
}

//go:noinline
func boxes(n int) (all []any) {
	x := any(n)
	y := fmt.Sprint(x)
	all = append(all, n, y, []int{n}, [2]string{y, y})
	for i := range 2 {
		var e any = n + i
		if i == 1 {
			x = e
		}
	}
	return append(all, x)
}

// counts puts keys into maps by every kind of assignment.
//
//go:noinline
func counts(words [][]byte) map[any]int {
	n := map[any]int{}
	by := map[string]map[string]int{}
	for i, w := range words {
		n[string(w)]++
		n[1000+i]++
		n[string(w)+"!"] += 2
		n[[1]string{string(w) + "?"}] = 3
		if by[string(w[:1])] == nil {
			by[string(w[:1])] = map[string]int{}
		}
		by[string(w[:1])][string(w)]--
	}
	for k, v := range by {
		for w, c := range v {
			n[k+w] = c
		}
	}
	return n
}

//go:noinline
func unchanged(f func(), x any) int { f(); return x.(int) }

func main() {
	b := []byte("hello")
	a1, a2 := alone(b), alone3(b)
	add(b)
	p := pass(string(b))
	u := unbox([]string{string(b), a1})
	n0, _ := named(0)
	n1, err := named(1)
	long := loop([][]byte{[]byte("one"), []byte("three"), []byte("two")})
	fs := closures(b)
	l := labels(4)
	all := boxes(1000)
	cs := counts([][]byte{b, b, b[1:]})
	copy(b, "HELLO")
	dirty(40)
	fmt.Println(a1, a2, kept, p, u, n0, n1, err, long, l)
	for _, f := range fs {
		fmt.Print(f(), " ")
	}
	fmt.Println(all...)
	var lines []string
	for k, v := range cs {
		lines = append(lines, fmt.Sprint(k, " ", v))
	}
	sort.Strings(lines)
	fmt.Println(lines)
	for n := list; n != nil; n = n.next {
		fmt.Print(n.name, n.val, " ")
	}
	s := string(b)
	keep(func() string { return s })
	table[s+"!"] = s
	ch <- s + empty
	box = s
	func() {
		t := strings.TrimSuffix(string(b), "O")
		defer func() { kept += t }()
		dirty(40)
	}()
	dirty(40)
	fmt.Println(kept, table, <-ch, box)
	k := 1000
	fmt.Println(unchanged(func() { k++ }, k), k)
	r := []rune(s)
	r = append(r, []rune(strings.Repeat("x", 40))...)
	bs := append([]byte(s), '!')
	bs = append(bs[:len(bs):len(bs)], s...)
	z := make([]*int, k%4)
	fmt.Println(string(r), string(bs), cap([]byte(s)) >= len(s), z, len(z))
	var x any = k
	k++
	fmt.Println(x == k, x == k-1, x != k, x == any(k-1))
}

// RUN: %run %s
// Generic functions and types.
package main

import (
	"cmp"
	"fmt"
	"strings"
)

type number interface {
	~int | ~int64 | ~float64
}

func sum[T number](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return
}
func mapOf[T, U any](xs []T, f func(T) U) []U {
	out := make([]U, 0, len(xs))
	for _, x := range xs {
		out = append(out, f(x))
	}
	return out
}
func reduce[T, A any](xs []T, a A, f func(A, T) A) A {
	for _, x := range xs {
		a = f(a, x)
	}
	return a
}
func keys[M ~map[K]V, K cmp.Ordered, V any](m M) (ks []K) {
	for k := range m {
		ks = append(ks, k)
	}
	for i := range ks {
		for j := i; j > 0 && ks[j] < ks[j-1]; j-- {
			ks[j], ks[j-1] = ks[j-1], ks[j]
		}
	}
	return
}

type stack[T any] struct{ items []T }

func (s *stack[T]) push(x T) { s.items = append(s.items, x) }
func (s *stack[T]) pop() (x T, ok bool) {
	if len(s.items) == 0 {
		return
	}
	x = s.items[len(s.items)-1]
	s.items = s.items[:len(s.items)-1]
	return x, true
}

type pair[K comparable, V any] struct {
	key K
	val V
}

func (p pair[K, V]) String() string { return fmt.Sprintf("%v=>%v", p.key, p.val) }

type tree[T any] struct {
	left, right *tree[T]
	val         T
}

func (t *tree[T]) insert(v T, less func(a, b T) bool) *tree[T] {
	if t == nil {
		return &tree[T]{val: v}
	}
	if less(v, t.val) {
		t.left = t.left.insert(v, less)
	} else {
		t.right = t.right.insert(v, less)
	}
	return t
}
func (t *tree[T]) all(yield func(T) bool) bool {
	return t == nil || t.left.all(yield) && yield(t.val) && t.right.all(yield)
}

type setter[T any] interface {
	*T
	set(string)
}
type conf struct{ s string }

func (c *conf) set(s string) { c.s = s }
func build[T any, P setter[T]](s string) T {
	var t T
	P(&t).set(s)
	return t
}

type set[T comparable] = map[T]struct{}
type myInt int

func (i myInt) String() string { return fmt.Sprint("my", int(i)) }
func join[T fmt.Stringer](xs ...T) string {
	var parts []string
	for _, x := range xs {
		parts = append(parts, x.String())
	}
	return strings.Join(parts, ",")
}
func kind[T any](x T) string {
	switch v := any(x).(type) {
	case int:
		return "int"
	case []T:
		return "slice of it"
	case fmt.Stringer:
		return v.String()
	}
	return fmt.Sprintf("%T", x)
}
func zero[T any]() T    { var z T; return z }
func ptr[T any](x T) *T { return &x }
func index[T comparable](xs []T, x T) int {
	for i, v := range xs {
		if v == x {
			return i
		}
	}
	return -1
}

func main() {
	fmt.Println(sum(1, 2, 3), sum(1.5, 2), sum[myInt](1, 2), sum[int64]())
	fmt.Println(mapOf([]int{1, 2}, func(i int) string { return fmt.Sprint(i, "!") }), reduce([]string{"a", "bc"}, 0, func(n int, s string) int { return n + len(s) }))
	fmt.Println(keys(map[string]int{"b": 1, "a": 2}), keys(map[float64]bool{2: true, 1: false}))
	var s stack[string]
	s.push("x")
	s.push("y")
	a, _ := s.pop()
	b, _ := s.pop()
	_, ok := s.pop()
	fmt.Println(a, b, ok)
	fmt.Println(pair[string, int]{"a", 1}, &pair[int, []int]{1, nil}, pair[int, int]{1, 2} == pair[int, int]{1, 2})
	fmt.Printf("%T %T %+v\n", pair[string, myInt]{}, &stack[[]int]{}, stack[int]{})
	var t *tree[int]
	for _, v := range []int{5, 2, 8, 1} {
		t = t.insert(v, func(a, b int) bool { return a < b })
	}
	t.all(func(v int) bool { fmt.Print(v, " "); return v < 5 })
	fmt.Println()
	fmt.Println(build[conf]("set").s, len(set[int]{1: {}}), join(myInt(1), myInt(2)))
	fmt.Println(kind(1), kind("s"), kind(myInt(4)), kind([]int{}), zero[*int]() == nil, zero[[2]string](), *ptr(7))
	fmt.Println(index([]string{"a", "b"}, "b"), index([]any{1, "x", nil}, nil), min("b", "a"))
	f := sum[float64]
	fmt.Println(f(1, 2))
}

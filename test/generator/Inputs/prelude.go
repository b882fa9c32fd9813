package main

import (
	"cmp"
	"fmt"
	"iter"
	"os"
	"slices"
	"strconv"
	"sync"
)

var (
	_ sync.Mutex
	_ = os.Exit
	_ = strconv.Itoa
)

type myErr struct{ n int }

func (e myErr) Error() string { return "myErr " + strconv.Itoa(e.n) }

//go:noinline
func id[T any](x T) T { return x }

func tr[T any](n int, x T) T {
	fmt.Println("tr", n, x)
	return x
}

func pick[T any](c bool, a, b T) T {
	if c {
		return a
	}
	return b
}

func mapTo[T, U any](xs []T, f func(T) U) (out []U) {
	for _, x := range xs {
		out = append(out, f(x))
	}
	return
}

func fold[S ~[]T, T any](xs S, acc T, f func(T, T) T) T {
	for _, x := range xs {
		acc = f(acc, x)
	}
	return acc
}

type number interface {
	~int | ~int32 | ~uint8 | ~float64
}

func sum[T number](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return
}

func keys[M ~map[K]V, K cmp.Ordered, V any](m M) (out []K) {
	for k := range m {
		out = append(out, k)
	}
	slices.Sort(out)
	return
}

type stack[T any] struct{ xs []T }

func (s *stack[T]) push(x T) { s.xs = append(s.xs, x) }

func (s *stack[T]) pop() (x T) {
	x, s.xs = s.xs[len(s.xs)-1], s.xs[:len(s.xs)-1]
	return
}

type pair[A, B any] struct {
	a A
	b B
}

func (p pair[A, B]) swap() pair[B, A] { return pair[B, A]{p.b, p.a} }

type list[T any] struct {
	x    T
	next *list[T]
}

func (l *list[T]) add(x T) *list[T] { return &list[T]{x, l} }

func (l *list[T]) all() iter.Seq[T] {
	return func(yield func(T) bool) {
		for ; l.next != nil; l = l.next {
			if !yield(l.x) {
				return
			}
		}
	}
}

func local[T any](x T) any {
	type box struct{ v T }
	return box{x}
}

func upTo(n int) iter.Seq2[int, string] {
	return func(yield func(int, string) bool) {
		defer fmt.Println("upTo ends")
		for i := range n {
			if !yield(i, strconv.Itoa(i)) {
				return
			}
		}
	}
}

func downFrom(n int) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		for i := n; i > 0 && yield(i, "d"); i-- {
		}
	}
}


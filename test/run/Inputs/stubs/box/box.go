// Package box has generic declarations whose bodies use whatever a package may have.
package box

import (
	"fmt"
	. "iter"
	str "strings"
)

// Box is kept with all its methods.
type Box[T any] struct {
	items []T
	made  stamp
}

type (
	stamp  struct{ n int }
	unused struct{ other map[string]unused }
	// Pair is one of a group.
	Pair[K comparable, V any] struct {
		key K
		val V
	}
	Holder struct {
		Pair[string, int]
		*stamp
	}
	Ints = Box[int]
)

func (s *stamp) mark() { made++; s.n = made }

//line elsewhere.go:100
func (b *Box[T]) Put(v T) { b.items = append(b.items, v); b.made.mark() }
func (b Box[T]) Len() int { return len(b.items) }

func (b *Box[T]) All() Seq[T] {
	return func(yield func(T) bool) {
		for _, v := range b.items {
			if !yield(v) {
				return
			}
		}
	}
}

func (b *Box[T]) String() string {
	parts := make([]string, 0, limit)
	for _, v := range b.items {
		parts = append(parts, render(v))
	}
	return open + str.Join(parts, separator) + shut
}

func MakePair[K comparable, V any](k K, v V) Pair[K, V] { return Pair[K, V]{k, v} }
func (p Pair[K, V]) Split() (K, V)                      { return p.key, p.val }

const (
	open, shut = "<", ">"
	separator  = "; "
)

const (
	low = iota * 10
	middle
	high
)

const limit = high

var (
	made     int
	names    = map[string]string{"int": "whole", "string": "text"}
	Default  = New(1, 2, 3)
	fallback = func() string { return "unknown" }
)

func Made() int { return made }

// number is an unexported constraint.
type number interface {
	~int | ~int8 | ~float64
}

func New[T any](items ...T) *Box[T] {
	b := &Box[T]{items: items}
	b.made.mark()
	return b
}

func Sum[T number](xs ...T) (s T) {
	for _, x := range xs {
		s += x
	}
	return s + T(zero)
}

const zero = 'a' - 97

func Level[T number]() T { return T(middle) }

func render[T any](v T) string { return fmt.Sprint(v) + suffix(len(names)) }

func suffix(n int) string { return str.Repeat("'", n) }

func Describe[T any](v T) string {
	if n, ok := names[fmt.Sprintf("%T", v)]; ok {
		return n
	}
	return fallback()
}

func notNeeded() { type first struct{}; fmt.Println(first{}) }

// Two types named local, in two functions.
func Local[T any](v T) T {
	notNeeded()
	type local struct{ V T }
	l := local{v}
	return l.V
}

func Twice[T any](v T) []T {
	type local struct{ a, b T }
	l := local{b: v}
	l.a = l.b
	return []T{l.a, l.b}
}

// RUN: %errorcheck %s

package p

type Pair[K comparable, V any] struct {
	key K
	val V
}

func (p Pair[K, V]) Key() K   { return p.key }
func (p *Pair[A, _]) Set(k A) { p.key = k }
func (p Pair[A]) bad()        {} // ERROR "receiver declares 1 type parameter, but receiver base type declares 2"
func (p Pair) worse()         {} // ERROR "cannot use generic type Pair\[K comparable, V any\] without instantiation"

var p1 Pair[string, int]
var p2 Pair[string]        // ERROR "not enough type arguments for type Pair: have 1, want 2"
var p3 Pair[int, int, int] // ERROR "too many type arguments for type Pair: have 3, want 2"
var p4 Pair[[]int, int]    // ERROR "\[\]int does not satisfy comparable"
var p5 Pair                // ERROR "cannot use generic type Pair\[K comparable, V any\] without instantiation"
var p6 plain[int]          // ERROR "plain is not a generic type"

type plain int

var k string = p1.Key()

type Number interface{ ~int | ~float64 }
type Sum[T Number] struct{ t T }

var s1 Sum[plain]
var s2 Sum[string] // ERROR "string does not satisfy Number \(string missing in ~int \| ~float64\)"

type Strict interface{ int }
type Exact[T Strict] struct{}

var s3 Exact[plain] // ERROR "plain does not satisfy Strict \(possibly missing ~ for int in Strict\)"

type Bad1[T any] T // ERROR "cannot use a type parameter as RHS in type declaration"
type Bad2[T any] struct {
	T // ERROR "embedded field type cannot be a \(pointer to a\) type parameter"
}
type Over interface {
	int | ~int // ERROR "overlapping terms ~int and int"
}
type Tilde interface {
	~plain // ERROR "invalid use of ~ \(underlying type of plain is int\)"
}
type Meth interface {
	int | interface{ m() } // ERROR "cannot use interface{m\(\)} in union \(interface{m\(\)} contains methods\)"
}

type Vec[T any] = []T

var vec Vec[int] = []int{1}

func limit[T int](t T) {
	switch any(t).(type) {
	case T:
	}
	switch t.(type) { // ERROR "cannot use type switch on type parameter value t"
	}
}

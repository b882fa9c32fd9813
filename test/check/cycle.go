// RUN: %errorcheck %s

package p

type Self Self // ERROR "invalid recursive type: Self refers to itself"

type A struct { // ERROR "invalid recursive type A(.|\n)*A refers to B(.|\n)*B refers to A"
	b B
}
type B struct {
	a [2]A
}

type I1 interface { // ERROR "invalid recursive type I1"
	I2
}
type I2 interface {
	I1
}

type L1 = L2 // ERROR "invalid recursive type L1"
type L2 = L1

// These are allowed.
type List struct {
	next *List
	sub  []List
	m    map[string]List
	f    func(List) List
	c    chan List
	i    interface{ m(List) }
}
type Fn func(Fn) Fn
type Tree[T any] struct {
	left, right *Tree[T]
	val         T
}

type Loop[T any] struct { // ERROR "invalid recursive type: Loop refers to itself"
	x Loop[T]
}

type Size [len(sized)]int // ERROR "invalid recursive type Size(.|\n)*Size refers to sized(.|\n)*sized refers to Size"

var sized Size

var a = b // ERROR "initialization cycle for a(.|\n)*a refers to b(.|\n)*b refers to f(.|\n)*f refers to a"
var b = f()

func f() int { return a }

var s = g() // ERROR "initialization cycle for s"

func g() int { return s }

func local() {
	type T struct { // ERROR "invalid recursive type: T refers to itself"
		t T
	}
}

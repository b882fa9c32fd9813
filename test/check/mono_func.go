// RUN: %errorcheck %s

package p

func fine[T any](n int) {
	if n > 0 {
		fine[T](n - 1)
		fine[int](n - 1)
	}
}

func grows[T any](n int) { // ERROR "instantiation cycle:(.|\n)*T instantiated as \*T"
	if n > 0 {
		grows[*T](n - 1)
	}
}

type List[T any] struct {
	next *List[T]
	val  T
}

func (l *List[T]) Map() *List[T] { return l.next.Map() }

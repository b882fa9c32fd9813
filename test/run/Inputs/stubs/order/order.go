package order

import (
	"fmt"
	"sync/atomic"
)

type Lesser[T any] interface{ Less(T) bool }

type counter struct{ n atomic.Int64 }

func (c *counter) add() int64 { return c.n.Add(1) }

var comparisons counter

func less[T Lesser[T]](a, b T) bool {
	comparisons.add()
	return a.Less(b)
}

func Compared() bool { return comparisons.n.Load() > 0 }

func Sort[T Lesser[T]](xs []T) {
	for i := 1; i < len(xs); i++ {
		for j := i; j > 0 && less(xs[j], xs[j-1]); j-- {
			xs[j], xs[j-1] = xs[j-1], xs[j]
		}
	}
}

// Safe is generic with a defer and a recover.
func Safe[T any](f func() T) (v T, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = wrap(r)
		}
	}()
	return f(), nil
}

func wrap(r any) error { return fmt.Errorf("caught: %v", r) }

// RUN: %errorcheck %s -lang=go1.17

package p

type G[T any] struct{} // ERROR "type parameter requires go1.18 or later \(-lang was set to go1.17; check go.mod\)" "predeclared any requires go1.18 or later"

var x any // ERROR "predeclared any requires go1.18 or later"

type I interface {
	int // ERROR "embedding non-interface type int requires go1.18 or later"
}

func f(n int) {
	for range n { // ERROR "cannot range over n .*: requires go1.22 or later"
	}
}

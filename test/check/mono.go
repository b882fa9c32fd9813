// RUN: %errorcheck %s

package p

type T[P any] struct { // ERROR "instantiation cycle:(.|\n)*P instantiated as \[\]P"
	f *T[[]P]
}

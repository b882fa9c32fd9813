// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package cmp compares ordered values.
package cmp

// Ordered is any type with the operators < <= >= >. Note that NaNs compare as
// not ordered; Less and Compare put them before all other values.
type Ordered interface {
	~int | ~int8 | ~int16 | ~int32 | ~int64 |
		~uint | ~uint8 | ~uint16 | ~uint32 | ~uint64 | ~uintptr |
		~float32 | ~float64 |
		~string
}

// Less reports whether x comes before y.
func Less[T Ordered](x, y T) bool {
	return x < y || x != x && y == y
}

// Compare returns -1, 0 or +1 as x comes before, with or after y. NaNs are
// equal to one another, and -0.0 to 0.0.
func Compare[T Ordered](x, y T) int {
	switch {
	case x < y:
		return -1
	case x > y:
		return +1
	case x == y:
		return 0
	case x == x:
		return +1 // only y is NaN
	case y == y:
		return -1 // only x is NaN
	}
	return 0
}

// Or returns the first of its arguments that is not the zero value, or that if
// there is none.
func Or[T comparable](vals ...T) T {
	var zero T
	for _, val := range vals {
		if val != zero {
			return val
		}
	}
	return zero
}

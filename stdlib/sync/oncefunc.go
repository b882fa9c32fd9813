// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements OnceValue and OnceValues.

package sync

// OnceValue is OnceFunc for a function with a result, which every call returns.
func OnceValue[T any](f func() T) func() T {
	var result T
	c := &onceCall{}
	c.f = func() { result = f() }
	return func() T {
		c.call()
		return result
	}
}

// OnceValues is OnceFunc for a function with two results, which every call
// returns.
func OnceValues[T1, T2 any](f func() (T1, T2)) func() (T1, T2) {
	var r1 T1
	var r2 T2
	c := &onceCall{}
	c.f = func() { r1, r2 = f() }
	return func() (T1, T2) {
		c.call()
		return r1, r2
	}
}

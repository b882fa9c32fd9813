// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package unique makes one of equal values.
package unique

import "sync"

// A Handle stands for a value; handles are equal if their values are.
type Handle[T comparable] struct{ value *T }

// Value returns the value.
func (h Handle[T]) Value() T { return *h.value }

var values sync.Map // of values to pointers to them, for good

// Make returns the handle of a value.
func Make[T comparable](value T) Handle[T] {
	p, ok := values.Load(value)
	if !ok {
		v := value
		p, _ = values.LoadOrStore(value, &v)
	}
	return Handle[T]{p.(*T)}
}

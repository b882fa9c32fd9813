// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package fips140cache would keep what is computed from keys, for packages of a
// GOROOT.
package fips140cache

// A Cache keeps nothing: there are no weak pointers.
type Cache[K, V any] struct{}

// Get returns what make makes.
func (c *Cache[K, V]) Get(k *K, make func() (*V, error), check func(*V) bool) (*V, error) {
	return make()
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package fips140hash would find a GOROOT's validated implementations of hashes.
package fips140hash

import "hash"

// Unwrap returns h.
func Unwrap(h hash.Hash) hash.Hash { return h }

// UnwrapNew returns newHash as a function that returns the interface.
func UnwrapNew[Hash hash.Hash](newHash func() Hash) func() hash.Hash {
	return func() hash.Hash { return newHash() }
}

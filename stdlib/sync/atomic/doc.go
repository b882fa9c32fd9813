// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package atomic reads and changes single words of memory atomically.
//
// The operations behave as if all of them, in all goroutines, happened in one
// order; and what one goroutine did before an operation is seen by another
// that sees its effect. Prefer channels and package sync where they will do.
package atomic

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package runtime

import "unsafe"

// Error tells a run-time panic from other errors.
type Error interface {
	error

	// RuntimeError has no effect; it marks the type.
	RuntimeError()
}

// A TypeAssertionError explains a failed type assertion. The runtime makes it:
// error.h has the same layout.
type TypeAssertionError struct {
	iface         unsafe.Pointer
	concrete      unsafe.Pointer
	asserted      unsafe.Pointer
	missingMethod string
}

// RuntimeError marks the type as an Error.
func (*TypeAssertionError) RuntimeError() {}

func (e *TypeAssertionError) Error() string { return typeAssertionErrorText(e) }

// A PanicNilError is the value of panic(nil).
type PanicNilError struct {
	_ [0]func()
}

func (*PanicNilError) Error() string { return "panic called with nil argument" }

// RuntimeError marks the type as an Error.
func (*PanicNilError) RuntimeError() {}

func init() { registererrors((*TypeAssertionError)(nil), (*PanicNilError)(nil)) }

// registererrors tells the runtime which types to make its errors of.
func registererrors(assertion, panicnil any)

func typeAssertionErrorText(e *TypeAssertionError) string

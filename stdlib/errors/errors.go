// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package errors creates errors, joins them, and examines the trees that
// wrapping builds.
//
// An error wraps others when it has a method Unwrap() error or
// Unwrap() []error. Is and As walk that tree from the root down, depth first,
// children in order. The package must stay at the bottom of the import graph
// (reflect itself uses it), so the few questions about dynamic types are
// natives.
package errors

// errorString is the error that New returns. It is used by pointer, so that two
// errors with the same text are different values.
type errorString struct {
	s string
}

func (e *errorString) Error() string { return e.s }

// New returns an error whose message is text. Every call returns a distinct
// value.
func New(text string) error {
	return &errorString{text}
}

// ErrUnsupported says that an operation cannot be done, because it is not
// supported. Return an error that wraps it rather than the value itself, and
// test with errors.Is(err, errors.ErrUnsupported).
var ErrUnsupported = New("unsupported operation")

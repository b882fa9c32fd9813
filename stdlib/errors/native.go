// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file declares the natives: questions about dynamic types that are
// answered from the type descriptors.

package errors

// isComparable reports whether the dynamic type of err supports ==.
//
//go:noescape
func isComparable(err error) bool

// checkTarget returns targetOK if target is a non-nil pointer to an interface
// type or to a type that implements error, and otherwise what is wrong.
//
//go:noescape
func checkTarget(target any) int

// assignTo stores err in *target and returns true if err's dynamic type is
// assignable to the type that target points to. The target has passed
// checkTarget.
func assignTo(err error, target any) bool

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Unwrap, Is and As: the walks through wrapped errors.

package errors

// Unwrap returns what err's method Unwrap() error returns, or nil if it has
// no such method. It does not look into Unwrap() []error.
func Unwrap(err error) error {
	if w, ok := err.(interface{ Unwrap() error }); ok {
		return w.Unwrap()
	}
	return nil
}

// Is reports whether err, or an error that it wraps, matches target: it is
// equal to target, or its method Is(error) bool says so for target.
//
// An Is method should compare shallowly; Is does the unwrapping.
func Is(err, target error) bool {
	if err == nil || target == nil {
		return err == target
	}
	return is(err, target, isComparable(target))
}

func is(err, target error, comparable bool) bool {
	for {
		if comparable && err == target {
			return true
		}
		if m, ok := err.(interface{ Is(error) bool }); ok && m.Is(target) {
			return true
		}
		switch w := err.(type) {
		case interface{ Unwrap() error }:
			if err = w.Unwrap(); err == nil {
				return false
			}
		case interface{ Unwrap() []error }:
			for _, child := range w.Unwrap() {
				if child != nil && is(child, target, comparable) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
}

// What checkTarget finds out about the target of As.
const (
	targetOK = iota
	targetNotPointer
	targetNotError
)

// As looks in err and the errors that it wraps for one that can be assigned
// to *target, or that fills target through a method As(any) bool. It sets
// *target to the first such error and returns true, or returns false.
//
// It panics if target is not a non-nil pointer to an interface type or to a
// type that implements error.
func As(err error, target any) bool {
	if err == nil {
		return false
	}
	if target == nil {
		panic("errors: target cannot be nil")
	}
	switch checkTarget(target) {
	case targetNotPointer:
		panic("errors: target must be a non-nil pointer")
	case targetNotError:
		panic("errors: *target must be interface or implement error")
	}
	return as(err, target)
}

func as(err error, target any) bool {
	for {
		if assignTo(err, target) {
			return true
		}
		if m, ok := err.(interface{ As(any) bool }); ok && m.As(target) {
			return true
		}
		switch w := err.(type) {
		case interface{ Unwrap() error }:
			if err = w.Unwrap(); err == nil {
				return false
			}
		case interface{ Unwrap() []error }:
			for _, child := range w.Unwrap() {
				if child != nil && as(child, target) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
}

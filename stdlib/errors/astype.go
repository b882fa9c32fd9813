// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements AsType.

package errors

// AsType looks in err and the errors that it wraps for one whose dynamic type
// is E, or which fills an E through a method As(any) bool. It returns the first
// and true, or the zero value and false.
func AsType[E error](err error) (E, bool) {
	var found E
	if err == nil {
		return found, false
	}
	ok := asType(err, &found)
	return found, ok
}

func asType[E error](err error, found *E) bool {
	for {
		if e, ok := err.(E); ok {
			*found = e
			return true
		}
		if m, ok := err.(interface{ As(any) bool }); ok && m.As(found) {
			return true
		}
		switch w := err.(type) {
		case interface{ Unwrap() error }:
			if err = w.Unwrap(); err == nil {
				return false
			}
		case interface{ Unwrap() []error }:
			for _, child := range w.Unwrap() {
				if child != nil && asType(child, found) {
					return true
				}
			}
			return false
		default:
			return false
		}
	}
}

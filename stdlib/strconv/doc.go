// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package strconv converts basic values to and from their text form.
//
// Integers, booleans and quoting are plain Go. Decimal floating point goes through two natives
// (native.go), which stand on a correctly rounded library; everything around them (special
// values, signs, hexadecimal and binary formats, underscores) is decided here.
package strconv

import "errors"

// IntSize is the number of bits in an int or a uint.
const IntSize = 64

// ErrRange says that a value does not fit the requested type.
var ErrRange = errors.New("value out of range")

// ErrSyntax says that a value is not written as the requested type demands.
var ErrSyntax = errors.New("invalid syntax")

// A NumError is the error of a failed conversion.
type NumError struct {
	Func string // the function that failed, without its package: ParseInt
	Num  string // the text it was given
	Err  error  // why it failed: ErrRange, ErrSyntax, …
}

// Error words the failure with the function, the quoted input and the reason.
func (e *NumError) Error() string {
	return "strconv." + e.Func + ": parsing " + Quote(e.Num) + ": " + e.Err.Error()
}

// Unwrap returns the reason of the failure.
func (e *NumError) Unwrap() error { return e.Err }

// An error keeps a copy of the input, so that a caller's temporary string need not live on.

func clone(s string) string { return string([]byte(s)) }

func syntaxError(fn, s string) *NumError { return &NumError{fn, clone(s), ErrSyntax} }

func rangeError(fn, s string) *NumError { return &NumError{fn, clone(s), ErrRange} }

func baseError(fn, s string, base int) *NumError {
	return &NumError{fn, clone(s), errors.New("invalid base " + Itoa(base))}
}

func bitSizeError(fn, s string, bits int) *NumError {
	return &NumError{fn, clone(s), errors.New("invalid bit size " + Itoa(bits))}
}

// lower maps an ASCII letter to lower case; other bytes become something that is no letter
// of interest to a parser.
func lower(c byte) byte { return c | 0x20 }

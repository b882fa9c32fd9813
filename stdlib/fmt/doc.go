// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package fmt formats values as text and scans text into values, after the model of C's printf
// and scanf.
//
// # Printing
//
// A format is copied to the output except for its directives:
//
//	%[flags][width][.precision]verb
//
// Verbs for every value: %v its default form, %+v with field names, %#v as Go source, %T its type,
// %% a percent sign. Booleans: %t. Integers: %b %c %d %o %O %q %x %X %U. Floats and complex
// numbers: %b %e %E %f %F %g %G %x %X. Strings and byte slices: %s %q %x %X. Pointers, slices,
// maps, channels and functions: %p.
//
// Flags: '+' always a sign (ASCII only for %q), '-' pad on the right, '#' the alternate form (a prefix
// for numbers, a raw string for %q, all digits for %g), ' ' a space in place of the plus sign or
// between hexadecimal bytes, '0' pad with zeros. Width counts runes. Width and precision may be '*'
// to take an int operand; [n] before either or the verb selects the n-th operand.
//
// Compound values print their elements: structs {…}, maps map[key:value …] in key order, slices
// and arrays […], pointers to these at the top &….
//
// An operand that implements Formatter formats itself; for %#v GoStringer is used; otherwise, where a
// string would do, error and then Stringer. Mistakes show in the output and begin with "%!":
// %!d(string=hi), %!d(MISSING), %!(EXTRA int=1), %!(BADINDEX), %!(NOVERB), %!(BADWIDTH),
// %!(BADPREC), %!v(PANIC=String method: …).
//
// # Scanning
//
// Scan, Scanf and Scanln read standard input; Sscan and its kin a string; Fscan and its kin a
// reader. Operands are pointers. Scan takes newlines for space, Scanln stops at one, Scanf wants
// input and format to agree on them. Fscan may read one rune too many unless the reader has
// UnreadRune.
package fmt

// The fixed pieces of output.
const (
	commaSpace = ", "
	nilAngle   = "<nil>"
	nilParen   = "(nil)"
	bang       = "%!"
)

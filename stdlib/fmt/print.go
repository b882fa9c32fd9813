// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// The printing functions and the interfaces by which values take part in printing.

package fmt

import (
	"io"
	"os"
	"strconv"
	"unicode/utf8"
)

// State is the printer as a Formatter sees it.
type State interface {
	// Write adds to the output.
	Write(b []byte) (n int, err error)
	// Width returns the width and whether the directive has one.
	Width() (wid int, ok bool)
	// Precision returns the precision and whether the directive has one.
	Precision() (prec int, ok bool)
	// Flag reports whether the directive has the flag c, one of "+-# 0".
	Flag(c int) bool
}

// Formatter is implemented by values that format themselves, whatever the verb.
type Formatter interface {
	Format(f State, verb rune)
}

// Stringer is implemented by values that have a text form of their own.
type Stringer interface {
	String() string
}

// GoStringer is implemented by values that have a Go source form of their own, for %#v.
type GoStringer interface {
	GoString() string
}

// FormatString returns the directive that state and verb came from.
func FormatString(state State, verb rune) string {
	b := append(make([]byte, 0, 16), '%')
	for _, c := range " +-#0" {
		if state.Flag(int(c)) {
			b = append(b, byte(c))
		}
	}
	if w, ok := state.Width(); ok {
		b = strconv.AppendInt(b, int64(w), 10)
	}
	if p, ok := state.Precision(); ok {
		b = append(b, '.')
		b = strconv.AppendInt(b, int64(p), 10)
	}
	return string(utf8.AppendRune(b, verb))
}

// Fprintf writes the formatted operands to w and returns the bytes written and any error of w.
func Fprintf(w io.Writer, format string, a ...any) (n int, err error) {
	p := newPrinter()
	p.printf(format, a)
	n, err = w.Write(p.buf)
	p.free()
	return n, err
}

// Printf is Fprintf to standard output.
func Printf(format string, a ...any) (n int, err error) {
	return Fprintf(os.Stdout, format, a...)
}

// Sprintf returns the formatted operands.
func Sprintf(format string, a ...any) string {
	p := newPrinter()
	p.printf(format, a)
	s := string(p.buf)
	p.free()
	return s
}

// Appendf appends the formatted operands to b.
func Appendf(b []byte, format string, a ...any) []byte {
	p := newPrinter()
	p.printf(format, a)
	b = append(b, p.buf...)
	p.free()
	return b
}

// Fprint writes the operands in their default formats to w, with a space between two that are
// not strings.
func Fprint(w io.Writer, a ...any) (n int, err error) {
	p := newPrinter()
	p.print(a)
	n, err = w.Write(p.buf)
	p.free()
	return n, err
}

// Print is Fprint to standard output.
func Print(a ...any) (n int, err error) {
	return Fprint(os.Stdout, a...)
}

// Sprint returns what Print writes.
func Sprint(a ...any) string {
	p := newPrinter()
	p.print(a)
	s := string(p.buf)
	p.free()
	return s
}

// Append appends what Print writes to b.
func Append(b []byte, a ...any) []byte {
	p := newPrinter()
	p.print(a)
	b = append(b, p.buf...)
	p.free()
	return b
}

// Fprintln writes the operands in their default formats to w, with spaces between all of them and a
// newline at the end.
func Fprintln(w io.Writer, a ...any) (n int, err error) {
	p := newPrinter()
	p.println(a)
	n, err = w.Write(p.buf)
	p.free()
	return n, err
}

// Println is Fprintln to standard output.
func Println(a ...any) (n int, err error) {
	return Fprintln(os.Stdout, a...)
}

// Sprintln returns what Println writes.
func Sprintln(a ...any) string {
	p := newPrinter()
	p.println(a)
	s := string(p.buf)
	p.free()
	return s
}

// Appendln appends what Println writes to b.
func Appendln(b []byte, a ...any) []byte {
	p := newPrinter()
	p.println(a)
	b = append(b, p.buf...)
	p.free()
	return b
}

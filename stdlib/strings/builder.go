// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Builder.

package strings

import (
	"unicode/utf8"
	"unsafe"
)

// A Builder puts a string together piece by piece, without copying it at the
// end. The zero value is ready to use. Do not copy a Builder that has been
// written to.
//
// The bytes of buf up to its length may be part of strings that were handed
// out: they are never changed, only appended to.
type Builder struct {
	self *Builder // finds copies; set by the first write
	buf  []byte
}

func (b *Builder) check() {
	if b.self != b {
		if b.self != nil {
			panic("strings: illegal use of non-zero Builder copied by value")
		}
		b.self = hide(b)
	}
}

// hide returns b in a way that escape analysis does not see: remembering its
// own address must not move a Builder to the heap.
func hide(b *Builder) *Builder {
	address := uintptr(unsafe.Pointer(b))
	return (*Builder)(unsafe.Pointer(address ^ 0))
}

// String returns what has been written so far.
func (b *Builder) String() string {
	return *(*string)(unsafe.Pointer(&b.buf))
}

// Len returns the number of bytes written so far.
func (b *Builder) Len() int { return len(b.buf) }

// Cap returns how many bytes the Builder can hold, those written included,
// before it must allocate.
func (b *Builder) Cap() int { return cap(b.buf) }

// Reset makes the Builder empty.
func (b *Builder) Reset() {
	b.self = nil
	b.buf = nil
}

// Grow makes room for n more bytes, so that writing them does not allocate. It
// panics if n is negative.
func (b *Builder) Grow(n int) {
	b.check()
	if n < 0 {
		panic("strings.Builder.Grow: negative count")
	}
	if cap(b.buf)-len(b.buf) < n {
		grown := make([]byte, len(b.buf), 2*cap(b.buf)+n)
		copy(grown, b.buf)
		b.buf = grown
	}
}

// Write appends p. The error is always nil.
func (b *Builder) Write(p []byte) (int, error) {
	b.check()
	b.buf = append(b.buf, p...)
	return len(p), nil
}

// WriteByte appends c. The error is always nil.
func (b *Builder) WriteByte(c byte) error {
	b.check()
	b.buf = append(b.buf, c)
	return nil
}

// WriteRune appends the encoding of r and returns its length. The error is
// always nil.
func (b *Builder) WriteRune(r rune) (int, error) {
	b.check()
	before := len(b.buf)
	b.buf = utf8.AppendRune(b.buf, r)
	return len(b.buf) - before, nil
}

// WriteString appends s. The error is always nil.
func (b *Builder) WriteString(s string) (int, error) {
	b.check()
	b.buf = append(b.buf, s...)
	return len(s), nil
}

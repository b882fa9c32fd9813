// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Buffer.

package bytes

import (
	"errors"
	"io"
	"unicode/utf8"
)

// MinRead is the least room that Buffer.ReadFrom gives to a Read.
const MinRead = 512

const firstCapacity = 64

const maxInt = int(^uint(0) >> 1)

// ErrTooLarge is what Buffer panics with when its memory cannot grow.
var ErrTooLarge = errors.New("bytes.Buffer: too large")

var errNegativeRead = errors.New("bytes.Buffer: reader returned negative count from Read")

// What the last operation was, for the Unread methods. A positive value is the
// width of the rune that ReadRune returned.
const (
	opOther = 0
	opRead  = -1 // a read other than ReadRune, of at least one byte
)

// A Buffer is a queue of bytes: what is written at the end is read at the
// start. The zero value is an empty Buffer ready to use.
type Buffer struct {
	buf    []byte // what is unread is buf[off:]
	off    int
	lastOp int8
}

// NewBuffer returns a Buffer that holds buf, and owns it from then on.
func NewBuffer(buf []byte) *Buffer { return &Buffer{buf: buf} }

// NewBufferString returns a Buffer that holds s.
func NewBufferString(s string) *Buffer { return &Buffer{buf: []byte(s)} }

// Bytes returns what is unread. It is a part of the Buffer, good only until
// the next change of it.
func (b *Buffer) Bytes() []byte { return b.buf[b.off:] }

// AvailableBuffer returns an empty slice whose capacity is Available(): append
// to it and hand the result to Write at once.
func (b *Buffer) AvailableBuffer() []byte { return b.buf[len(b.buf):] }

// String returns what is unread, or "<nil>" if b is nil.
func (b *Buffer) String() string {
	if b == nil {
		return "<nil>"
	}
	return string(b.buf[b.off:])
}

// Len returns the number of unread bytes.
func (b *Buffer) Len() int { return len(b.buf) - b.off }

// Cap returns the number of bytes that the Buffer's memory has room for in
// all.
func (b *Buffer) Cap() int { return cap(b.buf) }

// Available returns how many bytes can be written without allocating or
// moving.
func (b *Buffer) Available() int { return cap(b.buf) - len(b.buf) }

// Truncate drops all unread bytes but the first n. It panics if there are not
// that many.
func (b *Buffer) Truncate(n int) {
	if n == 0 {
		b.Reset()
		return
	}
	b.lastOp = opOther
	if n < 0 || n > b.Len() {
		panic("bytes.Buffer: truncation out of range")
	}
	b.buf = b.buf[:b.off+n]
}

// Reset makes the Buffer empty and keeps its memory.
func (b *Buffer) Reset() {
	b.buf = b.buf[:0]
	b.off = 0
	b.lastOp = opOther
}

// grow lengthens buf by n bytes and returns the index where they begin.
func (b *Buffer) grow(n int) int {
	unread := b.Len()
	if unread == 0 && b.off != 0 {
		b.Reset()
	}
	if at := len(b.buf); n <= cap(b.buf)-at {
		b.buf = b.buf[:at+n]
		return at
	}
	capacity := cap(b.buf)
	switch {
	case b.buf == nil && n <= firstCapacity:
		b.buf = make([]byte, n, firstCapacity)
		return 0
	case n <= capacity/2-unread:
		// Moving is enough, and leaves half of the memory free, so that it
		// is not done for each write.
		copy(b.buf, b.buf[b.off:])
		b.buf = b.buf[:unread+n]
	case capacity > maxInt-capacity-n:
		panic(ErrTooLarge)
	default:
		grown := allocate(unread+n, 2*capacity+n)
		copy(grown, b.buf[b.off:])
		b.buf = grown
	}
	b.off = 0
	return unread
}

// allocate is make, but panics with ErrTooLarge.
func allocate(length, capacity int) []byte {
	defer func() {
		if recover() != nil {
			panic(ErrTooLarge)
		}
	}()
	return make([]byte, length, capacity)
}

// Grow makes room for n more bytes, so that writing them does not allocate. It
// panics if n is negative.
func (b *Buffer) Grow(n int) {
	if n < 0 {
		panic("bytes.Buffer.Grow: negative count")
	}
	at := b.grow(n)
	b.buf = b.buf[:at]
}

// Write appends p. The error is always nil; it panics with ErrTooLarge if
// there is no memory.
func (b *Buffer) Write(p []byte) (n int, err error) {
	b.lastOp = opOther
	at := b.grow(len(p))
	return copy(b.buf[at:], p), nil
}

// WriteString appends s, as Write does.
func (b *Buffer) WriteString(s string) (n int, err error) {
	b.lastOp = opOther
	at := b.grow(len(s))
	return copy(b.buf[at:], s), nil
}

// WriteByte appends c. The error is always nil.
func (b *Buffer) WriteByte(c byte) error {
	b.lastOp = opOther
	if len(b.buf) < cap(b.buf) {
		b.buf = append(b.buf, c)
		return nil
	}
	at := b.grow(1)
	b.buf[at] = c
	return nil
}

// WriteRune appends the encoding of r and returns its length. The error is
// always nil.
func (b *Buffer) WriteRune(r rune) (n int, err error) {
	if uint32(r) < utf8.RuneSelf {
		b.WriteByte(byte(r))
		return 1, nil
	}
	b.lastOp = opOther
	at := b.grow(utf8.UTFMax)
	b.buf = utf8.AppendRune(b.buf[:at], r)
	return len(b.buf) - at, nil
}

// ReadFrom appends what r has until its end, which is no error.
func (b *Buffer) ReadFrom(r io.Reader) (n int64, err error) {
	b.lastOp = opOther
	for {
		at := b.grow(MinRead)
		b.buf = b.buf[:at]
		k, err := r.Read(b.buf[at:cap(b.buf)])
		if k < 0 {
			panic(errNegativeRead)
		}
		b.buf = b.buf[:at+k]
		n += int64(k)
		if err == io.EOF {
			return n, nil
		}
		if err != nil {
			return n, err
		}
	}
}

// WriteTo writes what is unread to w, and so reads it.
func (b *Buffer) WriteTo(w io.Writer) (n int64, err error) {
	b.lastOp = opOther
	if unread := b.Len(); unread > 0 {
		k, err := w.Write(b.buf[b.off:])
		if k > unread {
			panic("bytes.Buffer.WriteTo: invalid Write count")
		}
		b.off += k
		n = int64(k)
		if err != nil {
			return n, err
		}
		if k != unread {
			return n, io.ErrShortWrite
		}
	}
	b.Reset()
	return n, nil
}

// Read reads up to len(p) bytes; at the end it returns io.EOF, unless p is
// empty.
func (b *Buffer) Read(p []byte) (n int, err error) {
	b.lastOp = opOther
	if b.off >= len(b.buf) {
		b.Reset()
		if len(p) == 0 {
			return 0, nil
		}
		return 0, io.EOF
	}
	n = copy(p, b.buf[b.off:])
	b.off += n
	if n > 0 {
		b.lastOp = opRead
	}
	return n, nil
}

// Next reads up to n bytes and returns them as a part of the Buffer, good only
// until the next change of it.
func (b *Buffer) Next(n int) []byte {
	b.lastOp = opOther
	if unread := b.Len(); n > unread {
		n = unread
	}
	data := b.buf[b.off : b.off+n]
	b.off += n
	if n > 0 {
		b.lastOp = opRead
	}
	return data
}

// Peek returns the next n bytes without reading them, or fewer and io.EOF if
// there are not that many. They are a part of the Buffer, good only until the
// next change of it.
func (b *Buffer) Peek(n int) ([]byte, error) {
	if b.Len() < n {
		return b.buf[b.off:], io.EOF
	}
	return b.buf[b.off : b.off+n], nil
}

// ReadByte reads one byte; at the end it returns io.EOF.
func (b *Buffer) ReadByte() (byte, error) {
	if b.off >= len(b.buf) {
		b.Reset()
		return 0, io.EOF
	}
	c := b.buf[b.off]
	b.off++
	b.lastOp = opRead
	return c, nil
}

// ReadRune reads one rune; at the end it returns io.EOF. An invalid byte reads
// as utf8.RuneError of size 1.
func (b *Buffer) ReadRune() (r rune, size int, err error) {
	if b.off >= len(b.buf) {
		b.Reset()
		return 0, 0, io.EOF
	}
	r, size = utf8.DecodeRune(b.buf[b.off:])
	b.off += size
	b.lastOp = int8(size)
	return r, size, nil
}

// UnreadRune takes back the last ReadRune. It is an error after any other
// operation.
func (b *Buffer) UnreadRune() error {
	if b.lastOp <= opOther {
		return errors.New("bytes.Buffer: UnreadRune: previous operation was not a successful ReadRune")
	}
	b.off -= int(b.lastOp)
	b.lastOp = opOther
	return nil
}

// UnreadByte takes back the last byte of a read. It is an error after any
// operation but a read of at least one byte.
func (b *Buffer) UnreadByte() error {
	if b.lastOp == opOther {
		return errors.New("bytes.Buffer: UnreadByte: previous operation was not a successful read")
	}
	b.lastOp = opOther
	b.off--
	return nil
}

// ReadBytes reads up to and with the first delim, into a new slice. If there
// is none, it returns what is there and io.EOF.
func (b *Buffer) ReadBytes(delim byte) (line []byte, err error) {
	part, err := b.readTo(delim)
	return append(line, part...), err
}

// ReadString is ReadBytes for strings.
func (b *Buffer) ReadString(delim byte) (line string, err error) {
	part, err := b.readTo(delim)
	return string(part), err
}

func (b *Buffer) readTo(delim byte) (line []byte, err error) {
	i := IndexByte(b.buf[b.off:], delim)
	end := b.off + i + 1
	if i < 0 {
		end = len(b.buf)
		err = io.EOF
	}
	line = b.buf[b.off:end]
	b.off = end
	b.lastOp = opRead
	return line, err
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package bufio puts buffers between a program and an io.Reader or io.Writer,
// and reads text by lines, words or other tokens.
package bufio

// This file implements Reader.

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"unicode/utf8"
)

const (
	defaultBufSize = 4096

	// The least size, for which UnreadRune can be kept working.
	minReadBufferSize = 16

	// How often in a row a Read may return nothing at all.
	maxConsecutiveEmptyReads = 100
)

var (
	// ErrInvalidUnreadByte says that there is no byte to take back.
	ErrInvalidUnreadByte = errors.New("bufio: invalid use of UnreadByte")
	// ErrInvalidUnreadRune says that the last operation was not ReadRune.
	ErrInvalidUnreadRune = errors.New("bufio: invalid use of UnreadRune")
	// ErrBufferFull says that what is asked for does not fit the buffer.
	ErrBufferFull = errors.New("bufio: buffer full")
	// ErrNegativeCount says that a count is negative.
	ErrNegativeCount = errors.New("bufio: negative count")
)

var errNegativeRead = errors.New("bufio: reader returned negative count from Read")

// A Reader reads from an io.Reader through a buffer. Make one with NewReader;
// the zero value can be used after Reset.
type Reader struct {
	buf  []byte // what is buffered is buf[r:w]
	rd   io.Reader
	r, w int
	err  error // of rd, to be reported when the buffer is used up

	lastByte     int // last byte that was read, for UnreadByte; -1: none
	lastRuneSize int // size of the last rune, for UnreadRune; -1: none
}

// NewReader returns a Reader on rd with a buffer of the default size.
func NewReader(rd io.Reader) *Reader { return NewReaderSize(rd, defaultBufSize) }

// NewReaderSize returns a Reader on rd with a buffer of at least size bytes. If
// rd is a Reader with one as large, that is returned.
func NewReaderSize(rd io.Reader, size int) *Reader {
	if b, ok := rd.(*Reader); ok && len(b.buf) >= size {
		return b
	}
	if size < minReadBufferSize {
		size = minReadBufferSize
	}
	b := new(Reader)
	b.reset(make([]byte, size), rd)
	return b
}

// Size returns the size of the buffer.
func (b *Reader) Size() int { return len(b.buf) }

// Reset forgets what is buffered, and reads from r from now on. Reset of a
// Reader to itself does nothing.
func (b *Reader) Reset(r io.Reader) {
	if b == r {
		return
	}
	if b.buf == nil {
		b.buf = make([]byte, defaultBufSize)
	}
	b.reset(b.buf, r)
}

func (b *Reader) reset(buf []byte, r io.Reader) {
	*b = Reader{buf: buf, rd: r, lastByte: -1, lastRuneSize: -1}
}

// fill reads once into the free part of the buffer, of which there must be
// some. An error, or ErrNoProgress, is left in b.err.
func (b *Reader) fill() {
	if b.r > 0 {
		copy(b.buf, b.buf[b.r:b.w])
		b.w -= b.r
		b.r = 0
	}
	if b.w >= len(b.buf) {
		panic("bufio: tried to fill full buffer")
	}
	for i := 0; i < maxConsecutiveEmptyReads; i++ {
		n, err := b.rd.Read(b.buf[b.w:])
		if n < 0 {
			panic(errNegativeRead)
		}
		b.w += n
		if err != nil {
			b.err = err
			return
		}
		if n > 0 {
			return
		}
	}
	b.err = io.ErrNoProgress
}

// takeErr returns the pending error and forgets it.
func (b *Reader) takeErr() error {
	err := b.err
	b.err = nil
	return err
}

// Peek returns the next n bytes without reading them, as a part of the buffer
// that is good until the next read. If there are fewer, it says why:
// ErrBufferFull if n is larger than the buffer.
func (b *Reader) Peek(n int) ([]byte, error) {
	if n < 0 {
		return nil, ErrNegativeCount
	}
	b.lastByte = -1
	b.lastRuneSize = -1
	for b.w-b.r < n && b.w-b.r < len(b.buf) && b.err == nil {
		b.fill()
	}
	if n > len(b.buf) {
		return b.buf[b.r:b.w], ErrBufferFull
	}
	if have := b.w - b.r; have < n {
		err := b.takeErr()
		if err == nil {
			err = ErrBufferFull
		}
		return b.buf[b.r:b.w], err
	}
	return b.buf[b.r : b.r+n], nil
}

// Discard skips n bytes and returns how many it skipped, with an error if that
// is fewer.
func (b *Reader) Discard(n int) (discarded int, err error) {
	if n < 0 {
		return 0, ErrNegativeCount
	}
	if n == 0 {
		return 0, nil
	}
	b.lastByte = -1
	b.lastRuneSize = -1
	for left := n; ; {
		skip := b.Buffered()
		if skip == 0 {
			b.fill()
			skip = b.Buffered()
		}
		if skip > left {
			skip = left
		}
		b.r += skip
		left -= skip
		if left == 0 {
			return n, nil
		}
		if b.err != nil {
			return n - left, b.takeErr()
		}
	}
}

// Read reads into p what is buffered, or else the result of one Read of the
// underlying reader; so it may read fewer than len(p) bytes. The end is 0,
// io.EOF.
func (b *Reader) Read(p []byte) (n int, err error) {
	if len(p) == 0 {
		if b.Buffered() > 0 {
			return 0, nil
		}
		return 0, b.takeErr()
	}
	if b.r == b.w {
		if b.err != nil {
			return 0, b.takeErr()
		}
		if len(p) >= len(b.buf) {
			// The buffer would only be in the way.
			n, b.err = b.rd.Read(p)
			if n < 0 {
				panic(errNegativeRead)
			}
			if n > 0 {
				b.lastByte = int(p[n-1])
				b.lastRuneSize = -1
			}
			return n, b.takeErr()
		}
		b.r = 0
		b.w = 0
		n, b.err = b.rd.Read(b.buf)
		if n < 0 {
			panic(errNegativeRead)
		}
		if n == 0 {
			return 0, b.takeErr()
		}
		b.w = n
	}
	n = copy(p, b.buf[b.r:b.w])
	b.r += n
	b.lastByte = int(b.buf[b.r-1])
	b.lastRuneSize = -1
	return n, nil
}

// ReadByte reads one byte.
func (b *Reader) ReadByte() (byte, error) {
	b.lastRuneSize = -1
	for b.r == b.w {
		if b.err != nil {
			return 0, b.takeErr()
		}
		b.fill()
	}
	c := b.buf[b.r]
	b.r++
	b.lastByte = int(c)
	return c, nil
}

// UnreadByte takes back the last byte, once. It is an error unless the last
// operation read something.
func (b *Reader) UnreadByte() error {
	if b.lastByte < 0 || b.r == 0 && b.w > 0 {
		return ErrInvalidUnreadByte
	}
	if b.r > 0 {
		b.r--
	} else {
		b.w = 1 // the buffer is empty
	}
	b.buf[b.r] = byte(b.lastByte)
	b.lastByte = -1
	b.lastRuneSize = -1
	return nil
}

// ReadRune reads one rune. An invalid byte reads as utf8.RuneError of size 1.
func (b *Reader) ReadRune() (r rune, size int, err error) {
	for b.r+utf8.UTFMax > b.w && !utf8.FullRune(b.buf[b.r:b.w]) && b.err == nil && b.w-b.r < len(b.buf) {
		b.fill()
	}
	b.lastRuneSize = -1
	if b.r == b.w {
		return 0, 0, b.takeErr()
	}
	r, size = utf8.DecodeRune(b.buf[b.r:b.w])
	b.r += size
	b.lastByte = int(b.buf[b.r-1])
	b.lastRuneSize = size
	return r, size, nil
}

// UnreadRune takes back the last rune. It is an error unless the last operation
// was ReadRune.
func (b *Reader) UnreadRune() error {
	if b.lastRuneSize < 0 || b.r < b.lastRuneSize {
		return ErrInvalidUnreadRune
	}
	b.r -= b.lastRuneSize
	b.lastByte = -1
	b.lastRuneSize = -1
	return nil
}

// Buffered returns how many bytes can be read without a Read of the underlying
// reader.
func (b *Reader) Buffered() int { return b.w - b.r }

// ReadSlice reads up to and with the first delim, and returns that as a part of
// the buffer, good until the next read. If there is no delim it returns what
// there is and why: ErrBufferFull if it does not fit the buffer.
func (b *Reader) ReadSlice(delim byte) (line []byte, err error) {
	searched := 0 // of the buffered bytes, how many are known to be no delim
	for {
		if i := bytes.IndexByte(b.buf[b.r+searched:b.w], delim); i >= 0 {
			end := b.r + searched + i + 1
			line = b.buf[b.r:end]
			b.r = end
			break
		}
		if b.err != nil || b.Buffered() >= len(b.buf) {
			line = b.buf[b.r:b.w]
			b.r = b.w
			if err = b.takeErr(); err == nil {
				err = ErrBufferFull
			}
			break
		}
		searched = b.Buffered()
		b.fill()
	}
	if n := len(line); n > 0 {
		b.lastByte = int(line[n-1])
		b.lastRuneSize = -1
	}
	return line, err
}

// ReadLine reads a line without its end, "\n" or "\r\n", as a part of the buffer
// that is good until the next read. If a line does not fit the buffer, it comes
// in parts, with isPrefix true for all but the last. It returns either a
// non-nil line or an error. Most callers should use ReadBytes('\n') or a Scanner.
func (b *Reader) ReadLine() (line []byte, isPrefix bool, err error) {
	line, err = b.ReadSlice('\n')
	if err == ErrBufferFull {
		if n := len(line); n > 0 && line[n-1] == '\r' {
			// It may belong to the end of the line, which is yet to come.
			if b.r == 0 {
				panic("bufio: tried to rewind past start of buffer")
			}
			b.r--
			line = line[:n-1]
		}
		return line, true, nil
	}
	if len(line) == 0 {
		if err != nil {
			line = nil
		}
		return line, false, err
	}
	n := len(line)
	if line[n-1] == '\n' {
		n--
		if n > 0 && line[n-1] == '\r' {
			n--
		}
	}
	return line[:n], false, nil
}

// readParts reads up to and with the first delim: all full buffers before the
// last part, and that as a part of the buffer.
func (b *Reader) readParts(delim byte) (full [][]byte, last []byte, size int, err error) {
	for {
		last, err = b.ReadSlice(delim)
		size += len(last)
		if err != ErrBufferFull {
			return full, last, size, err
		}
		full = append(full, bytes.Clone(last))
	}
}

// ReadBytes reads up to and with the first delim. If there is none, it returns
// what was read and the error, often io.EOF.
func (b *Reader) ReadBytes(delim byte) ([]byte, error) {
	full, last, size, err := b.readParts(delim)
	line := make([]byte, 0, size)
	for _, part := range full {
		line = append(line, part...)
	}
	return append(line, last...), err
}

// ReadString is ReadBytes for strings.
func (b *Reader) ReadString(delim byte) (string, error) {
	full, last, size, err := b.readParts(delim)
	if full == nil {
		return string(last), err
	}
	var line strings.Builder
	line.Grow(size)
	for _, part := range full {
		line.Write(part)
	}
	line.Write(last)
	return line.String(), err
}

// WriteTo implements io.WriterTo. It leaves the work to the underlying reader's
// WriteTo or to w's ReadFrom, if they exist.
func (b *Reader) WriteTo(w io.Writer) (n int64, err error) {
	b.lastByte = -1
	b.lastRuneSize = -1
	if b.r < b.w {
		if n, err = b.writeBuffered(w); err != nil {
			return n, err
		}
	}
	if wt, ok := b.rd.(io.WriterTo); ok {
		k, err := wt.WriteTo(w)
		return n + k, err
	}
	if rf, ok := w.(io.ReaderFrom); ok {
		k, err := rf.ReadFrom(b.rd)
		return n + k, err
	}
	if b.w-b.r < len(b.buf) {
		b.fill()
	}
	for b.r < b.w {
		k, err := b.writeBuffered(w)
		n += k
		if err != nil {
			return n, err
		}
		b.fill()
	}
	if b.err == io.EOF {
		b.err = nil
	}
	return n, b.takeErr()
}

func (b *Reader) writeBuffered(w io.Writer) (int64, error) {
	n, err := w.Write(b.buf[b.r:b.w])
	if n < 0 {
		panic(errors.New("bufio: writer returned negative count from Write"))
	}
	b.r += n
	return int64(n), err
}

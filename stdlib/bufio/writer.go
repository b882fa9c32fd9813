// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Writer and ReadWriter.

package bufio

import (
	"io"
	"unicode/utf8"
)

// A Writer writes to an io.Writer through a buffer. After an error, all writes
// and Flush return it. Call Flush at the end.
type Writer struct {
	err error
	buf []byte // what is buffered is buf[:n]
	n   int
	wr  io.Writer
}

// NewWriter returns a Writer on w with a buffer of the default size.
func NewWriter(w io.Writer) *Writer { return NewWriterSize(w, defaultBufSize) }

// NewWriterSize returns a Writer on w with a buffer of at least size bytes. If
// w is a Writer with one as large, that is returned.
func NewWriterSize(w io.Writer, size int) *Writer {
	if b, ok := w.(*Writer); ok && len(b.buf) >= size {
		return b
	}
	if size <= 0 {
		size = defaultBufSize
	}
	return &Writer{buf: make([]byte, size), wr: w}
}

// Size returns the size of the buffer.
func (b *Writer) Size() int { return len(b.buf) }

// Reset forgets what is buffered and any error, and writes to w from now on.
// Reset of a Writer to itself does nothing.
func (b *Writer) Reset(w io.Writer) {
	if b == w {
		return
	}
	if b.buf == nil {
		b.buf = make([]byte, defaultBufSize)
	}
	b.err = nil
	b.n = 0
	b.wr = w
}

// Flush writes what is buffered to the underlying writer.
func (b *Writer) Flush() error {
	if b.err != nil || b.n == 0 {
		return b.err
	}
	n, err := b.wr.Write(b.buf[:b.n])
	if n < b.n {
		if err == nil {
			err = io.ErrShortWrite
		}
		if n > 0 {
			copy(b.buf, b.buf[n:b.n])
			b.n -= n
		}
		b.err = err
		return err
	}
	b.n = 0
	b.err = err
	return err
}

// Available returns how many bytes are free in the buffer.
func (b *Writer) Available() int { return len(b.buf) - b.n }

// AvailableBuffer returns an empty slice whose capacity is Available(): append
// to it and hand the result to Write at once.
func (b *Writer) AvailableBuffer() []byte { return b.buf[b.n:][:0] }

// Buffered returns how many bytes wait in the buffer.
func (b *Writer) Buffered() int { return b.n }

// Write writes p. It returns the number of bytes that were taken, with an error
// if those are not all.
func (b *Writer) Write(p []byte) (n int, err error) {
	for len(p) > b.Available() && b.err == nil {
		var k int
		if b.n == 0 {
			// The buffer would only be in the way.
			k, b.err = b.wr.Write(p)
		} else {
			k = copy(b.buf[b.n:], p)
			b.n += k
			b.Flush()
		}
		n += k
		p = p[k:]
	}
	if b.err != nil {
		return n, b.err
	}
	k := copy(b.buf[b.n:], p)
	b.n += k
	return n + k, nil
}

// WriteByte writes one byte.
func (b *Writer) WriteByte(c byte) error {
	if b.err != nil {
		return b.err
	}
	if b.n >= len(b.buf) && b.Flush() != nil {
		return b.err
	}
	b.buf[b.n] = c
	b.n++
	return nil
}

// WriteRune writes the encoding of r and returns its length.
func (b *Writer) WriteRune(r rune) (size int, err error) {
	if uint32(r) < utf8.RuneSelf {
		if err = b.WriteByte(byte(r)); err != nil {
			return 0, err
		}
		return 1, nil
	}
	if b.err != nil {
		return 0, b.err
	}
	if b.Available() < utf8.UTFMax {
		if b.Flush(); b.err != nil {
			return 0, b.err
		}
		if b.Available() < utf8.UTFMax {
			return b.WriteString(string(r)) // a tiny buffer
		}
	}
	size = utf8.EncodeRune(b.buf[b.n:], r)
	b.n += size
	return size, nil
}

// WriteString writes s. It returns the number of bytes that were taken, with an
// error if those are not all.
func (b *Writer) WriteString(s string) (n int, err error) {
	var sw io.StringWriter
	asked := false // whether the underlying writer takes strings
	for len(s) > b.Available() && b.err == nil {
		var k int
		if b.n == 0 && !asked {
			asked = true
			sw, _ = b.wr.(io.StringWriter)
		}
		if b.n == 0 && sw != nil {
			k, b.err = sw.WriteString(s)
		} else {
			k = copy(b.buf[b.n:], s)
			b.n += k
			b.Flush()
		}
		n += k
		s = s[k:]
	}
	if b.err != nil {
		return n, b.err
	}
	k := copy(b.buf[b.n:], s)
	b.n += k
	return n + k, nil
}

// ReadFrom implements io.ReaderFrom. It leaves the work to the underlying
// writer's ReadFrom, if that exists and nothing is buffered.
func (b *Writer) ReadFrom(r io.Reader) (n int64, err error) {
	if b.err != nil {
		return 0, b.err
	}
	rf, direct := b.wr.(io.ReaderFrom)
	for {
		if b.Available() == 0 {
			if err := b.Flush(); err != nil {
				return n, err
			}
		}
		if direct && b.Buffered() == 0 {
			k, err := rf.ReadFrom(r)
			b.err = err
			return n + k, err
		}
		empty := 0
		var k int
		for empty < maxConsecutiveEmptyReads {
			k, err = r.Read(b.buf[b.n:])
			if k != 0 || err != nil {
				break
			}
			empty++
		}
		if empty == maxConsecutiveEmptyReads {
			return n, io.ErrNoProgress
		}
		b.n += k
		n += int64(k)
		if err == io.EOF {
			// A full buffer is written now: there is nothing more to
			// gather.
			if b.Available() == 0 {
				err = b.Flush()
			} else {
				err = nil
			}
			return n, err
		}
		if err != nil {
			return n, err
		}
	}
}

// ReadWriter is a Reader and a Writer in one.
type ReadWriter struct {
	*Reader
	*Writer
}

// NewReadWriter returns a ReadWriter that stands for r and w.
func NewReadWriter(r *Reader, w *Writer) *ReadWriter { return &ReadWriter{r, w} }

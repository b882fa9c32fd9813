// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package io holds the interfaces to sources and sinks of bytes, and helpers
// that work on them.
//
// Unless it says otherwise, nothing here is safe for use by several
// goroutines at once.
package io

import "errors"

// Where the offset of Seek counts from.
const (
	SeekStart   = 0 // the start of the file
	SeekCurrent = 1 // the current offset
	SeekEnd     = 2 // the end of the file
)

// EOF is what Read returns when the input ends where it may. It is returned as
// it is, not wrapped, because callers compare with ==. An end in the middle
// of something is ErrUnexpectedEOF, or an error with more detail.
var EOF = errors.New("EOF")

// ErrUnexpectedEOF says that the input ended in the middle of a block or a
// structure.
var ErrUnexpectedEOF = errors.New("unexpected EOF")

// ErrShortWrite says that a write took fewer bytes than asked, and gave no
// reason.
var ErrShortWrite = errors.New("short write")

// ErrShortBuffer says that a read needs a longer buffer than it was given.
var ErrShortBuffer = errors.New("short buffer")

// ErrNoProgress says that a Reader returned neither data nor an error many
// times over, and so is likely broken.
var ErrNoProgress = errors.New("multiple Read calls return no data or error")

var (
	errInvalidWrite = errors.New("invalid write result")
	errWhence       = errors.New("Seek: invalid whence")
	errOffset       = errors.New("Seek: invalid offset")
)

// Reader is the interface to Read.
//
// Read reads up to len(p) bytes into p and returns how many. It may return
// fewer than that when more would have to be waited for. An error may come
// with the last bytes or with the call after them; so process the n bytes
// before looking at err. At the end, Read returns 0, EOF.
//
// A Read must not return 0, nil unless len(p) is 0 (callers take it for "nothing
// happened", not for the end), and must not keep p. It may use all of p as
// scratch space.
type Reader interface {
	Read(p []byte) (n int, err error)
}

// Writer is the interface to Write.
//
// Write writes len(p) bytes and returns how many it wrote; when that is
// fewer, err says why. It must not change p, nor keep it.
type Writer interface {
	Write(p []byte) (n int, err error)
}

// Closer is the interface to Close. What a second Close does is up to the
// implementation.
type Closer interface {
	Close() error
}

// Seeker is the interface to Seek.
//
// Seek sets the offset of the next Read or Write to offset, counted from
// whence (SeekStart, SeekCurrent or SeekEnd), and returns it counted from the
// start. Seeking to before the start is an error, beyond the end is not.
type Seeker interface {
	Seek(offset int64, whence int) (int64, error)
}

// ReadWriter reads and writes.
type ReadWriter interface {
	Reader
	Writer
}

// ReadCloser reads and closes.
type ReadCloser interface {
	Reader
	Closer
}

// WriteCloser writes and closes.
type WriteCloser interface {
	Writer
	Closer
}

// ReadWriteCloser reads, writes and closes.
type ReadWriteCloser interface {
	Reader
	Writer
	Closer
}

// ReadSeeker reads and seeks.
type ReadSeeker interface {
	Reader
	Seeker
}

// ReadSeekCloser reads, seeks and closes.
type ReadSeekCloser interface {
	Reader
	Seeker
	Closer
}

// WriteSeeker writes and seeks.
type WriteSeeker interface {
	Writer
	Seeker
}

// ReadWriteSeeker reads, writes and seeks.
type ReadWriteSeeker interface {
	Reader
	Writer
	Seeker
}

// ReaderFrom is the interface to ReadFrom, which reads from r until its end or
// an error. n is the number of bytes read; EOF is not reported. Copy uses it.
type ReaderFrom interface {
	ReadFrom(r Reader) (n int64, err error)
}

// WriterTo is the interface to WriteTo, which writes to w until there is no
// more data or an error. n is the number of bytes written. Copy uses it.
type WriterTo interface {
	WriteTo(w Writer) (n int64, err error)
}

// ReaderAt is the interface to ReadAt.
//
// ReadAt reads len(p) bytes that begin at off. Unlike Read it waits for all of
// them: fewer come with an error that says why. It neither uses nor moves a
// seek offset, and may be called by several goroutines at once.
type ReaderAt interface {
	ReadAt(p []byte, off int64) (n int, err error)
}

// WriterAt is the interface to WriteAt.
//
// WriteAt writes p at offset off; fewer bytes come with an error. It neither
// uses nor moves a seek offset. Several goroutines may write at once to
// ranges that do not overlap.
type WriterAt interface {
	WriteAt(p []byte, off int64) (n int, err error)
}

// ByteReader is the interface to ReadByte, which returns the next byte. When
// it returns an error, no input was used.
type ByteReader interface {
	ReadByte() (byte, error)
}

// ByteScanner adds UnreadByte, which makes the next ReadByte return the last
// byte read again. It may fail when the last operation was not a ReadByte.
type ByteScanner interface {
	ByteReader
	UnreadByte() error
}

// ByteWriter is the interface to WriteByte.
type ByteWriter interface {
	WriteByte(c byte) error
}

// RuneReader is the interface to ReadRune, which returns the next rune and the
// number of bytes it took.
type RuneReader interface {
	ReadRune() (r rune, size int, err error)
}

// RuneScanner adds UnreadRune, which makes the next ReadRune return the last
// rune read again. It may fail when the last operation was not a ReadRune.
type RuneScanner interface {
	RuneReader
	UnreadRune() error
}

// StringWriter is the interface to WriteString.
type StringWriter interface {
	WriteString(s string) (n int, err error)
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// The scanning functions and the interfaces by which values take part in scanning.

package fmt

import (
	"errors"
	"io"
	"os"
	"unicode/utf8"
)

// ScanState is the input as a Scanner sees it.
type ScanState interface {
	// ReadRune returns the next rune. It returns io.EOF at the end of the width and, under Scanln
	// and its kin, behind the newline.
	ReadRune() (r rune, size int, err error)
	// UnreadRune makes the next ReadRune return the same rune again.
	UnreadRune() error
	// SkipSpace skips space; what a newline is depends on the scanning function.
	SkipSpace()
	// Token returns the following runes that satisfy f, by default all but space, after skipping space
	// if skipSpace. The result is valid until the next call.
	Token(skipSpace bool, f func(rune) bool) (token []byte, err error)
	// Width returns the width in runes and whether the directive has one.
	Width() (wid int, ok bool)
	// Read only makes this an io.Reader; it returns an error.
	Read(buf []byte) (n int, err error)
}

// Scanner is implemented by pointers to values that scan themselves.
type Scanner interface {
	Scan(state ScanState, verb rune) error
}

// Fscan reads values separated by space, newlines included, from r into the operands and
// returns how many it has read; if not all, err says why.
func Fscan(r io.Reader, a ...any) (n int, err error) {
	s := newScanner(r, newlineIsSpace)
	n, err = s.scan(a)
	s.free()
	return n, err
}

// Fscanln is Fscan, but stops at a newline, which must follow the last value.
func Fscanln(r io.Reader, a ...any) (n int, err error) {
	s := newScanner(r, newlineEnds)
	n, err = s.scan(a)
	s.free()
	return n, err
}

// Fscanf reads values from r as the format says into the operands. Newlines in format and
// input must agree.
func Fscanf(r io.Reader, format string, a ...any) (n int, err error) {
	s := newScanner(r, newlineMatches)
	n, err = s.scanf(format, a)
	s.free()
	return n, err
}

// Scan is Fscan from standard input.
func Scan(a ...any) (n int, err error) { return Fscan(os.Stdin, a...) }

// Scanln is Fscanln from standard input.
func Scanln(a ...any) (n int, err error) { return Fscanln(os.Stdin, a...) }

// Scanf is Fscanf from standard input.
func Scanf(format string, a ...any) (n int, err error) { return Fscanf(os.Stdin, format, a...) }

// Sscan is Fscan from a string.
func Sscan(str string, a ...any) (n int, err error) {
	s := newScanner(&stringRunes{s: str}, newlineIsSpace)
	n, err = s.scan(a)
	s.free()
	return n, err
}

// Sscanln is Fscanln from a string.
func Sscanln(str string, a ...any) (n int, err error) {
	s := newScanner(&stringRunes{s: str}, newlineEnds)
	n, err = s.scan(a)
	s.free()
	return n, err
}

// Sscanf is Fscanf from a string.
func Sscanf(str string, format string, a ...any) (n int, err error) {
	s := newScanner(&stringRunes{s: str}, newlineMatches)
	n, err = s.scanf(format, a)
	s.free()
	return n, err
}

var (
	errNoRune = errors.New("fmt: scanning called UnreadRune with no rune available")
	errRead   = errors.New("ScanState's Read should not be called. Use ReadRune")
)

// stringRunes reads the runes of a string.
type stringRunes struct {
	s    string
	pos  int
	prev int // start of the rune read last
}

func (r *stringRunes) Read(b []byte) (int, error) { return 0, errRead }

func (r *stringRunes) ReadRune() (rune, int, error) {
	r.prev = r.pos
	if r.pos >= len(r.s) {
		return 0, 0, io.EOF
	}
	c, n := rune(r.s[r.pos]), 1
	if c >= utf8.RuneSelf {
		c, n = utf8.DecodeRuneInString(r.s[r.pos:])
	}
	r.pos += n
	return c, n, nil
}

func (r *stringRunes) UnreadRune() error {
	r.pos = r.prev
	return nil
}

// readerRunes reads the runes of a reader that has no ReadRune, byte by byte so as to take no
// more than it must.
type readerRunes struct {
	r       io.Reader
	bytes   [utf8.UTFMax]byte // read, not yet decoded
	n       int               // how many of them
	last    rune
	size    int  // of last in bytes; 0 before the first rune
	pending bool // last has been unread
}

// fill reads one more byte.
func (r *readerRunes) fill() error {
	for tries := 0; tries < 100; tries++ {
		n, err := r.r.Read(r.bytes[r.n : r.n+1])
		if n == 1 {
			r.n++
			return nil
		}
		if err != nil {
			return err
		}
	}
	return io.ErrNoProgress
}

func (r *readerRunes) ReadRune() (rune, int, error) {
	if r.pending {
		r.pending = false
		return r.last, r.size, nil
	}
	for r.n == 0 || !utf8.FullRune(r.bytes[:r.n]) {
		if err := r.fill(); err != nil {
			if err == io.EOF && r.n > 0 {
				break
			}
			return 0, 0, err
		}
	}
	r.last, r.size = utf8.DecodeRune(r.bytes[:r.n])
	copy(r.bytes[:], r.bytes[r.size:r.n])
	r.n -= r.size
	return r.last, r.size, nil
}

func (r *readerRunes) UnreadRune() error {
	if r.pending || r.size == 0 {
		return errNoRune
	}
	r.pending = true
	return nil
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Scanner and its split functions.

package bufio

import (
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// A Scanner reads a text token by token: by lines, unless Split sets another
// way. It stops for good at the end of the text, at the first error of the
// reader, or at a token that does not fit its buffer. Use a Reader where errors
// or long tokens must be dealt with.
type Scanner struct {
	r        io.Reader
	split    SplitFunc
	maxToken int    // no buffer is made larger
	token    []byte // of the last Scan
	buf      []byte // what is not scanned yet is buf[start:end]
	start    int
	end      int
	err      error
	empties  int // tokens in a row that were empty and used no input
	scanned  bool
	done     bool
}

// SplitFunc finds the next token at the start of data, the input that is not
// scanned yet. atEOF says that nothing follows data. It returns how many bytes
// to go forward, and the token, or an error, which ends the scan: at once, and
// without an error if it is ErrFinalToken.
//
// If data has no whole token, it returns 0, nil, nil, and is called again with
// more. It is never called with empty data, except at the end.
type SplitFunc func(data []byte, atEOF bool) (advance int, token []byte, err error)

// Errors of a Scanner.
var (
	// ErrTooLong says that a token does not fit the buffer.
	ErrTooLong = errors.New("bufio.Scanner: token too long")
	// ErrNegativeAdvance says that the split function wants to go back.
	ErrNegativeAdvance = errors.New("bufio.Scanner: SplitFunc returns negative advance count")
	// ErrAdvanceTooFar says that it wants to go beyond its data.
	ErrAdvanceTooFar = errors.New("bufio.Scanner: SplitFunc returns advance count beyond input")
	// ErrBadReadCount says that a Read returned an impossible count.
	ErrBadReadCount = errors.New("bufio.Scanner: Read returned impossible count")
)

// ErrFinalToken is what a split function returns with the last token, to stop
// the scan. With a nil token, there is none.
var ErrFinalToken = errors.New("final token")

const (
	// MaxScanTokenSize is the size of the buffer unless Buffer sets another.
	// Tokens may have to be a little shorter.
	MaxScanTokenSize = 64 * 1024

	startBufSize = 4096
)

// NewScanner returns a Scanner that reads lines from r.
func NewScanner(r io.Reader) *Scanner {
	return &Scanner{r: r, split: ScanLines, maxToken: MaxScanTokenSize}
}

// Buffer sets the buffer to begin with, and how large it may become: the
// larger of max and cap(buf). It panics if scanning has begun.
func (s *Scanner) Buffer(buf []byte, max int) {
	if s.scanned {
		panic("Buffer called after Scan")
	}
	s.buf = buf[:cap(buf)]
	s.maxToken = max
}

// Split sets the split function. It panics if scanning has begun.
func (s *Scanner) Split(split SplitFunc) {
	if s.scanned {
		panic("Split called after Scan")
	}
	s.split = split
}

// Err returns the error that ended the scan, or nil if it was the end of the
// text.
func (s *Scanner) Err() error {
	if s.err == io.EOF {
		return nil
	}
	return s.err
}

// Bytes returns the last token. The next Scan may change it.
func (s *Scanner) Bytes() []byte { return s.token }

// Text returns the last token as a new string.
func (s *Scanner) Text() string { return string(s.token) }

// Scan reads the next token, for Bytes and Text, and reports whether there was
// one; if not, Err tells why. It panics if the split function returns too many
// empty tokens without going forward.
func (s *Scanner) Scan() bool {
	if s.done {
		return false
	}
	s.scanned = true
	for {
		if s.end > s.start || s.err != nil {
			if found, over := s.next(); found || over {
				return found
			}
		}
		if s.err != nil {
			// There is no token in what remains, and nothing more to read.
			s.start = 0
			s.end = 0
			s.token = nil
			return false
		}
		if !s.more() {
			s.token = nil
			return false
		}
	}
}

// next looks for a token in what is buffered. over says that the scan has
// ended.
func (s *Scanner) next() (found, over bool) {
	advance, token, err := s.split(s.buf[s.start:s.end], s.err != nil)
	if err == ErrFinalToken {
		s.token = token
		s.done = true
		return token != nil, true
	}
	if err == nil {
		if advance < 0 {
			err = ErrNegativeAdvance
		} else if advance > s.end-s.start {
			err = ErrAdvanceTooFar
		}
	}
	if err != nil {
		s.fail(err)
		s.token = nil
		return false, true
	}
	s.start += advance
	s.token = token
	if token == nil {
		return false, false
	}
	if s.err == nil || advance > 0 {
		s.empties = 0
	} else if s.empties++; s.empties > maxConsecutiveEmptyReads {
		panic("bufio.Scan: too many empty tokens without progressing")
	}
	return true, false
}

// fail records an error, unless one other than io.EOF came before.
func (s *Scanner) fail(err error) {
	if s.err == nil || s.err == io.EOF {
		s.err = err
	}
}

// more reads into the buffer, which it moves or enlarges if it must. It
// returns false if that is not possible.
func (s *Scanner) more() bool {
	if s.start > 0 && (s.end == len(s.buf) || s.start > len(s.buf)/2) {
		copy(s.buf, s.buf[s.start:s.end])
		s.end -= s.start
		s.start = 0
	}
	if s.end == len(s.buf) {
		const maxInt = int(^uint(0) >> 1)
		if len(s.buf) >= s.maxToken || len(s.buf) > maxInt/2 {
			s.fail(ErrTooLong)
			return false
		}
		size := len(s.buf) * 2
		if size == 0 {
			size = startBufSize
		}
		if size > s.maxToken {
			size = s.maxToken
		}
		grown := make([]byte, size)
		copy(grown, s.buf[s.start:s.end])
		s.buf = grown
		s.end -= s.start
		s.start = 0
	}
	for empty := 0; ; empty++ {
		n, err := s.r.Read(s.buf[s.end:])
		if n < 0 || n > len(s.buf)-s.end {
			s.fail(ErrBadReadCount)
			return true
		}
		s.end += n
		if err != nil {
			s.fail(err)
			return true
		}
		if n > 0 {
			s.empties = 0
			return true
		}
		if empty >= maxConsecutiveEmptyReads {
			s.fail(io.ErrNoProgress)
			return true
		}
	}
}

// ScanBytes is a split function for which each byte is a token.
func ScanBytes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if atEOF && len(data) == 0 {
		return 0, nil, nil
	}
	return 1, data[:1], nil
}

var errorRune = []byte(string(utf8.RuneError))

// ScanRunes is a split function for which each rune is a token. Each invalid
// byte becomes the encoding of U+FFFD.
func ScanRunes(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if len(data) == 0 {
		return 0, nil, nil
	}
	if data[0] < utf8.RuneSelf {
		return 1, data[:1], nil
	}
	if _, width := utf8.DecodeRune(data); width > 1 {
		return width, data[:width], nil
	}
	if !atEOF && !utf8.FullRune(data) {
		return 0, nil, nil
	}
	return 1, errorRune, nil
}

// ScanLines is a split function for which each line, without its end, is a
// token. Lines end with "\n" or "\r\n"; the last one need not.
func ScanLines(data []byte, atEOF bool) (advance int, token []byte, err error) {
	if i := bytes.IndexByte(data, '\n'); i >= 0 {
		return i + 1, withoutCR(data[:i]), nil
	}
	if atEOF && len(data) > 0 {
		return len(data), withoutCR(data), nil
	}
	return 0, nil, nil
}

func withoutCR(line []byte) []byte {
	if n := len(line); n > 0 && line[n-1] == '\r' {
		return line[:n-1]
	}
	return line
}

// isSpace is unicode.IsSpace, without its tables.
func isSpace(r rune) bool {
	if r <= '\u00FF' {
		return r == ' ' || '\t' <= r && r <= '\r' || r == '\u0085' || r == '\u00A0'
	}
	if '\u2000' <= r && r <= '\u200a' {
		return true
	}
	switch r {
	case '\u1680', '\u2028', '\u2029', '\u202f', '\u205f', '\u3000':
		return true
	}
	return false
}

// ScanWords is a split function for which the words between white space, as
// unicode.IsSpace defines it, are the tokens. None is empty.
func ScanWords(data []byte, atEOF bool) (advance int, token []byte, err error) {
	start := 0
	for start < len(data) {
		r, width := utf8.DecodeRune(data[start:])
		if !isSpace(r) {
			break
		}
		start += width
	}
	for i := start; i < len(data); {
		r, width := utf8.DecodeRune(data[i:])
		if isSpace(r) {
			return i + width, data[start:i], nil
		}
		i += width
	}
	if atEOF && len(data) > start {
		return len(data), data[start:], nil
	}
	return start, nil, nil
}

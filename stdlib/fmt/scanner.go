// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// The scanner: its state, the runes it accepts and the walk over a format. The first error
// sticks: from then on the input reads as ended, so that every loop ends by itself.

package fmt

import (
	"errors"
	"io"
	"sync"
	"unicode/utf8"
)

// eof is what next returns at the end of the input.
const eof = -1

// A newlineMode is what a newline in the input means.
type newlineMode int

const (
	newlineIsSpace newlineMode = iota // Scan
	newlineEnds                       // Scanln
	newlineMatches                    // Scanf: one in the format
)

const unlimited = 1 << 30

// scanner implements ScanState.
type scanner struct {
	in    io.RuneScanner
	mode  newlineMode
	token []byte // what has been accepted of the present value
	count int    // runes read
	limit int    // count at which the width of the present value ends
	width int    // its width, or unlimited
	atEOF bool
	err   error // the first error
}

var scanners = sync.Pool{New: func() any { return new(scanner) }}

func newScanner(r io.Reader, mode newlineMode) *scanner {
	in, ok := r.(io.RuneScanner)
	if !ok {
		in = &readerRunes{r: r}
	}
	s := scanners.Get().(*scanner)
	*s = scanner{in: in, mode: mode, limit: unlimited, width: unlimited, token: s.token[:0]}
	return s
}

// free returns the scanner to the pool. A Scanner must not use its ScanState after it has returned.
func (s *scanner) free() {
	if cap(s.token) > maxKept {
		s.token = nil
	}
	s.in = nil
	s.err = nil
	scanners.Put(s)
}

func (s *scanner) fail(err error) {
	if s.err == nil {
		s.err = err
	}
}

func (s *scanner) failText(text string) {
	if s.err == nil {
		s.err = errors.New(text)
	}
}

// Read implements ScanState.
func (s *scanner) Read(buf []byte) (n int, err error) { return 0, errRead }

// ReadRune implements ScanState.
func (s *scanner) ReadRune() (r rune, size int, err error) {
	if s.atEOF || s.err != nil || s.count >= s.limit {
		return 0, 0, io.EOF
	}
	r, size, err = s.in.ReadRune()
	if err != nil {
		s.atEOF = err == io.EOF
		return r, size, err
	}
	s.count++
	if r == '\n' && s.mode == newlineEnds {
		s.atEOF = true
	}
	return r, size, nil
}

// UnreadRune implements ScanState.
func (s *scanner) UnreadRune() error {
	s.in.UnreadRune()
	s.atEOF = false
	s.count--
	return nil
}

// Width implements ScanState.
func (s *scanner) Width() (wid int, ok bool) {
	if s.width == unlimited {
		return 0, false
	}
	return s.width, true
}

// Token implements ScanState.
func (s *scanner) Token(skipSpace bool, f func(rune) bool) (token []byte, err error) {
	s.token = s.token[:0]
	if skipSpace {
		s.SkipSpace()
	}
	if f == nil {
		f = notSpace
	}
	s.takeWhile(f)
	err = s.err
	s.err = nil
	if err != nil {
		return nil, err
	}
	return s.token, nil
}

// SkipSpace implements ScanState.
func (s *scanner) SkipSpace() {
	for {
		r := s.next()
		switch {
		case r == eof:
			return
		case r == '\r' && s.peek("\n"):
		case r == '\n':
			if s.mode != newlineIsSpace {
				s.failText("unexpected newline")
				return
			}
		case !isSpace(r):
			s.UnreadRune()
			return
		}
	}
}

// isSpace reports whether r is white space (Unicode's White_Space).
func isSpace(r rune) bool {
	switch {
	case r == ' ', '\t' <= r && r <= '\r':
		return true
	case r < 0x85:
		return false
	case 0x2000 <= r && r <= 0x200a:
		return true
	}
	switch r {
	case 0x85, 0xa0, 0x1680, 0x2028, 0x2029, 0x202f, 0x205f, 0x3000:
		return true
	}
	return false
}

func notSpace(r rune) bool { return !isSpace(r) }

// next returns the next rune, eof at the end or after an error.
func (s *scanner) next() rune {
	r, _, err := s.ReadRune()
	if err == nil {
		return r
	}
	if err != io.EOF {
		s.fail(err)
	}
	return eof
}

// must is next where the input may not end.
func (s *scanner) must() rune {
	r := s.next()
	if r == eof {
		s.fail(io.ErrUnexpectedEOF)
	}
	return r
}

// needInput fails with io.EOF if there is no more input.
func (s *scanner) needInput() bool {
	if s.next() == eof {
		s.fail(io.EOF)
		return false
	}
	s.UnreadRune()
	return true
}

func contains(set string, r rune) bool {
	for i := 0; i < len(set); i++ {
		if rune(set[i]) == r {
			return true
		}
	}
	return false
}

// peek reports whether the next rune is in the ASCII set.
func (s *scanner) peek(set string) bool {
	r := s.next()
	if r == eof {
		return false
	}
	s.UnreadRune()
	return contains(set, r)
}

// accept moves the next rune to the token if it is in the ASCII set.
func (s *scanner) accept(set string) bool {
	r := s.next()
	if r == eof {
		return false
	}
	if !contains(set, r) {
		s.UnreadRune()
		return false
	}
	s.token = append(s.token, byte(r))
	return true
}

func (s *scanner) acceptAll(set string) {
	for s.accept(set) {
	}
}

// takeWhile moves runes to the token as long as they satisfy f.
func (s *scanner) takeWhile(f func(rune) bool) {
	for {
		r := s.next()
		if r == eof {
			return
		}
		if !f(r) {
			s.UnreadRune()
			return
		}
		s.token = utf8.AppendRune(s.token, r)
	}
}

// scan reads the operands without a format.
func (s *scanner) scan(args []any) (n int, err error) {
	for _, arg := range args {
		s.operand('v', arg)
		if s.err != nil {
			return n, s.err
		}
		n++
	}
	for s.mode == newlineEnds {
		r := s.next()
		if r == '\n' || r == eof {
			break
		}
		if !isSpace(r) {
			s.failText("expected newline")
		}
	}
	return n, s.err
}

// scanf reads the operands as the format says.
func (s *scanner) scanf(format string, args []any) (n int, err error) {
	for i := 0; i < len(format); {
		width, matched := s.match(format[i:])
		if s.err != nil {
			return n, s.err
		}
		i += width
		if width > 0 {
			continue
		}
		if format[i] != '%' {
			if !matched {
				s.failText("input does not match format")
			}
			break
		}
		i++ // also of a %% that differs: as a directive it skips space first

		number, ok, end := parsenum(format, i, len(format)-1) // the last byte is the verb
		s.width = unlimited
		if ok {
			s.width = number
		}
		i = end
		verb, size := utf8.DecodeRuneInString(format[i:])
		rest := format[i:]
		i += size
		if verb != 'c' {
			s.SkipSpace()
		}
		if verb == '%' {
			s.literalPercent()
		} else if s.err == nil {
			if n >= len(args) {
				s.failText("too few operands for format '%" + rest + "'")
				return n, s.err
			}
			s.limit = unlimited
			if s.width < s.limit-s.count {
				s.limit = s.count + s.width
			}
			s.operand(verb, args[n])
			s.limit = unlimited
			if s.err == nil {
				n++
			}
		}
		if s.err != nil {
			return n, s.err
		}
	}
	if n < len(args) {
		s.failText("too many operands")
	}
	return n, s.err
}

func (s *scanner) literalPercent() {
	s.SkipSpace()
	if s.needInput() && !s.accept("%") {
		s.failText("missing literal %")
	}
}

// match compares literal text and space at the start of the format with the input, up to the first
// directive. It returns the bytes of the format that agree, at least up to the last space; if the
// input differs from a literal, 0 and false.
func (s *scanner) match(format string) (n int, ok bool) {
	for n < len(format) {
		c, size := utf8.DecodeRuneInString(format[n:])
		if isSpace(c) {
			n += s.matchSpace(format[n:])
			if s.err != nil {
				return n, false
			}
			continue
		}
		if c == '%' {
			if n+1 == len(format) {
				s.failText("missing verb: % at end of format string")
				return n, false
			}
			if format[n+1] != '%' {
				return n, true
			}
			n++
		}
		r := s.must()
		if s.err != nil {
			return n, false
		}
		if r != c {
			s.UnreadRune()
			return 0, false
		}
		n += size
	}
	return n, true
}

// matchSpace compares the run of space at the start of the format with the input. Each newline
// matches one in the input (or its end) and the other space before it; other space matches as much as there is,
// and at least one if it stands without a newline.
func (s *scanner) matchSpace(format string) (n int) {
	newlines, trailing := 0, false
	for n < len(format) {
		c, size := utf8.DecodeRuneInString(format[n:])
		if !isSpace(c) {
			break
		}
		trailing = c != '\n'
		if !trailing {
			newlines++
		}
		n += size
	}
	for i := 0; i < newlines; i++ {
		if r := s.nextBehindBlanks(s.next()); r != '\n' && r != eof {
			s.failText("newline in format does not match input")
			return n
		}
	}
	if !trailing {
		return n
	}
	r := s.next()
	if newlines == 0 {
		if r != eof && !isSpace(r) {
			s.failText("expected space in input to match format")
			return n
		}
		if r == '\n' {
			s.failText("newline in input does not match format")
			return n
		}
	}
	if s.nextBehindBlanks(r) != eof {
		s.UnreadRune()
	}
	return n
}

// nextBehindBlanks returns r or, if that is space other than a newline, the first rune that is not.
func (s *scanner) nextBehindBlanks(r rune) rune {
	for isSpace(r) && r != '\n' {
		r = s.next()
	}
	return r
}

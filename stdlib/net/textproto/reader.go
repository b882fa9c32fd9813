// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package textproto

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// A Reader reads lines, which end in \n or \r\n.
type Reader struct {
	R   *bufio.Reader
	dot *dotReader // not at its end yet
	buf []byte     // of lines that R's buffer does not hold
}

// NewReader returns a Reader of r. It does not limit what it reads; r should.
func NewReader(r *bufio.Reader) *Reader { return &Reader{R: r} }

// ReadLine reads a line and returns it without its end.
func (r *Reader) ReadLine() (string, error) {
	line, err := r.line()
	return string(line), err
}

// ReadLineBytes is ReadLine for bytes.
func (r *Reader) ReadLineBytes() ([]byte, error) {
	line, err := r.line()
	return bytes.Clone(line), err
}

// line returns a line that is valid until the next read.
func (r *Reader) line() ([]byte, error) {
	r.closeDot()
	line, more, err := r.R.ReadLine()
	if err != nil || !more {
		return line, err
	}
	r.buf = append(r.buf[:0], line...)
	for more {
		line, more, err = r.R.ReadLine()
		if err != nil {
			return nil, err
		}
		r.buf = append(r.buf, line...)
	}
	return r.buf, nil
}

// ReadContinuedLine reads a line and those that continue it, which begin with
// space. Spaces around lines are removed; one is put between them.
func (r *Reader) ReadContinuedLine() (string, error) {
	line, err := r.continued()
	return string(line), err
}

// ReadContinuedLineBytes is ReadContinuedLine for bytes.
func (r *Reader) ReadContinuedLineBytes() ([]byte, error) {
	line, err := r.continued()
	return bytes.Clone(line), err
}

func (r *Reader) continued() ([]byte, error) {
	line, err := r.line()
	if err != nil || len(line) == 0 {
		return line, err
	}
	// The common case: what follows is there, and begins another line.
	if r.R.Buffered() > 1 {
		if next, _ := r.R.Peek(1); len(next) > 0 && next[0] != ' ' && next[0] != '\t' {
			return TrimBytes(line), nil
		}
	}
	whole := append([]byte(nil), TrimBytes(line)...)
	for r.skipSpace() > 0 {
		line, err := r.line()
		whole = append(whole, ' ')
		if err != nil {
			break
		}
		whole = append(whole, TrimBytes(line)...)
	}
	return whole, nil
}

// skipSpace skips spaces and tabs and returns how many.
func (r *Reader) skipSpace() (n int) {
	for {
		c, err := r.R.ReadByte()
		if err != nil {
			return n
		}
		if c != ' ' && c != '\t' {
			r.R.UnreadByte()
			return n
		}
		n++
	}
}

// ReadMIMEHeader reads "Key: value" lines up to an empty one. Lines that begin
// with space continue the one before.
func (r *Reader) ReadMIMEHeader() (MIMEHeader, error) {
	lines := r.upcoming()
	header := make(MIMEHeader, min(lines, 1000))
	if next, err := r.R.Peek(1); err == nil && (next[0] == ' ' || next[0] == '\t') {
		line, err := r.line()
		if err != nil {
			return header, err
		}
		return header, ProtocolError("malformed MIME header initial line: " + string(line))
	}
	spare := make([]string, lines) // values of keys that have one
	for {
		line, err := r.continued()
		if err == nil {
			if len(line) == 0 {
				return header, nil
			}
			key, value, err := field(line)
			if err != nil {
				return header, err
			}
			switch old := header[key]; {
			case old != nil:
				header[key] = append(old, value)
			case len(spare) > 0:
				spare[0] = value
				header[key], spare = spare[:1:1], spare[1:]
			default:
				header[key] = []string{value}
			}
			continue
		}
		return header, err
	}
}

// field takes a line of a header apart.
func field(line []byte) (key, value string, err error) {
	colon := bytes.IndexByte(line, ':')
	if colon < 0 {
		return "", "", ProtocolError(fmt.Sprintf("malformed MIME header: missing colon: %q", line))
	}
	v := line[colon+1:]
	ok := true
	for _, c := range v {
		if c < ' ' && c != '\t' || c == 0x7f {
			ok = false
		}
	}
	if ok {
		for len(v) > 0 && (v[0] == ' ' || v[0] == '\t') {
			v = v[1:]
		}
		value = string(v)
		key, ok = canonical(line[:colon])
	}
	if !ok {
		return "", "", ProtocolError("malformed MIME header line: " + string(line))
	}
	return key, value, nil
}

// upcoming guesses from what is buffered how many lines a header has.
func (r *Reader) upcoming() int {
	r.closeDot()
	r.R.Peek(1)
	b, _ := r.R.Peek(r.R.Buffered())
	n := 0
	for n < 1000 && len(b) > 0 {
		i := bytes.IndexByte(b, '\n')
		if i < 0 {
			break
		}
		if b[0] == '\n' || b[0] == '\r' {
			break // the empty line
		}
		if b[0] != ' ' && b[0] != '\t' {
			n++
		}
		b = b[i+1:]
	}
	return n
}

func codeLine(line string, expect int) (code int, more bool, message string, err error) {
	if len(line) < 4 || line[3] != ' ' && line[3] != '-' {
		return 0, false, "", ProtocolError("short response: " + line)
	}
	code, err = strconv.Atoi(line[:3])
	if err != nil || code < 100 {
		return 0, false, "", ProtocolError("invalid response code: " + line)
	}
	more, message = line[3] == '-', line[4:]
	if 1 <= expect && expect < 10 && code/100 != expect || 10 <= expect && expect < 100 && code/10 != expect ||
		100 <= expect && expect < 1000 && code != expect {
		err = &Error{Code: code, Msg: message}
	}
	return
}

// ReadCodeLine reads "code message" and fails with an *Error if the code does
// not begin with the digits of expectCode; 0 expects nothing.
func (r *Reader) ReadCodeLine(expectCode int) (code int, message string, err error) {
	line, err := r.ReadLine()
	if err != nil {
		return 0, "", err
	}
	code, more, message, err := codeLine(line, expectCode)
	if err == nil && more {
		err = ProtocolError("unexpected multi-line response: " + message)
	}
	return code, message, err
}

// ReadResponse reads a reply of several lines, of which all but the last have a
// hyphen after the code.
func (r *Reader) ReadResponse(expectCode int) (code int, message string, err error) {
	line, err := r.ReadLine()
	if err != nil {
		return 0, "", err
	}
	code, more, message, err := codeLine(line, expectCode)
	several := more
	for more {
		line, e := r.ReadLine()
		if e != nil {
			return 0, "", e
		}
		c, m, text, e := codeLine(line, 0)
		if e != nil || c != code {
			text, m = strings.TrimRight(line, "\r\n"), true
		}
		message, more = message+"\n"+text, m
	}
	if several && err != nil && message != "" {
		err = &Error{Code: code, Msg: message}
	}
	return
}

// DotReader returns the text up to a line of one dot; dots at the starts of
// lines are undoubled, line ends become \n. It is read to its end before
// another method of r reads.
func (r *Reader) DotReader() io.Reader {
	r.closeDot()
	r.dot = &dotReader{r: r}
	return r.dot
}

func (r *Reader) closeDot() {
	if r.dot == nil {
		return
	}
	var skipped [128]byte
	for r.dot != nil {
		r.dot.Read(skipped[:])
	}
}

type dotReader struct {
	r    *Reader
	rest []byte // of the line
	err  error
}

func (d *dotReader) Read(b []byte) (n int, err error) {
	for n < len(b) {
		if len(d.rest) == 0 {
			if d.err != nil {
				break
			}
			d.next()
			continue
		}
		k := copy(b[n:], d.rest)
		d.rest = d.rest[k:]
		n += k
	}
	if len(d.rest) == 0 && d.err != nil && d.r.dot == d {
		d.r.dot = nil
	}
	if n == 0 {
		err = d.err
	}
	return n, err
}

// next reads a line, or what there is of it.
func (d *dotReader) next() {
	line, err := d.r.R.ReadBytes('\n')
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	if line = bytes.Clone(line); err == nil {
		line = append(bytes.TrimSuffix(line[:len(line)-1], []byte{'\r'}), '\n')
		if string(line) == ".\n" {
			d.err = io.EOF
			return
		}
	}
	if len(line) > 0 && line[0] == '.' {
		line = line[1:]
	}
	d.rest, d.err = line, err
}

// ReadDotBytes reads the whole of DotReader.
func (r *Reader) ReadDotBytes() ([]byte, error) { return io.ReadAll(r.DotReader()) }

// ReadDotLines reads the lines of DotReader, without their ends.
func (r *Reader) ReadDotLines() ([]string, error) {
	text, err := r.ReadDotBytes()
	if err != nil && !errors.Is(err, io.ErrUnexpectedEOF) {
		return nil, err
	}
	var lines []string
	for len(text) > 0 {
		line, rest, _ := bytes.Cut(text, []byte{'\n'})
		lines, text = append(lines, string(line)), rest
	}
	return lines, err
}

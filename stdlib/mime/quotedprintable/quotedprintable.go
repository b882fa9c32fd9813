// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package quotedprintable has the encoding quoted-printable of RFC 2045.
package quotedprintable

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
)

// A Reader decodes.
type Reader struct {
	br   *bufio.Reader
	line []byte // decoded, not read yet
	err  error  // behind line
}

// NewReader returns a Reader of what r has encoded.
func NewReader(r io.Reader) *Reader { return &Reader{br: bufio.NewReader(r)} }

func (r *Reader) Read(p []byte) (n int, err error) {
	for n < len(p) {
		if len(r.line) == 0 {
			if r.err != nil {
				return n, r.err
			}
			r.next()
			continue
		}
		k := copy(p[n:], r.line)
		r.line = r.line[k:]
		n += k
	}
	return n, nil
}

// next decodes a line. Space at its end is padding, and a = there joins lines.
func (r *Reader) next() {
	line, err := r.br.ReadBytes('\n')
	text := bytes.TrimRight(line, "\n\r \t")
	end := line[len(text):]
	if i := bytes.IndexAny(end, "\r\n"); i >= 0 {
		end = end[i:]
	} else {
		end = nil
	}
	if n := len(text); n > 0 && text[n-1] == '=' {
		rest := line[n:]
		text, end = text[:n-1], nil
		if !bytes.HasPrefix(rest, []byte("\n")) && !bytes.HasPrefix(rest, []byte("\r\n")) &&
			!(len(rest) == 0 && len(text) > 0 && err == io.EOF) {
			err = fmt.Errorf("quotedprintable: invalid bytes after =: %q", rest)
		}
	}
	out := line[:0]
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case c == '=':
			hi, lo, e := hexByte(text[i+1:])
			if e != nil {
				if left := len(text) - i + len(end); left >= 2 && i+1 < len(text) && text[i+1] != '\r' && text[i+1] != '\n' {
					out = append(out, '=') // taken as it stands
					continue
				}
				r.line, r.err = out, e
				return
			}
			out = append(out, hi<<4|lo)
			i += 2
		case c == '\t' || c == '\r' || c == '\n' || c >= 0x80 || c >= ' ' && c <= '~':
			out = append(out, c)
		default:
			r.line, r.err = out, fmt.Errorf("quotedprintable: invalid unescaped byte 0x%02x in body", c)
			return
		}
	}
	r.line, r.err = append(out, end...), err
}

func hexByte(s []byte) (hi, lo byte, err error) {
	if len(s) < 2 {
		return 0, 0, io.ErrUnexpectedEOF
	}
	if hi, err = unhex(s[0]); err == nil {
		lo, err = unhex(s[1])
	}
	return
}

func unhex(c byte) (byte, error) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', nil
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, nil
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, nil
	}
	return 0, fmt.Errorf("quotedprintable: invalid hex byte 0x%02x", c)
}

// lineMax is how long a line may be, with the = that continues it.
const lineMax = 76

// A Writer encodes. It is closed at the end.
type Writer struct {
	// Binary has line ends encoded like other bytes.
	Binary bool

	w    io.Writer
	line []byte
	cr   bool // the last byte was \r
}

// NewWriter returns a Writer to w.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w} }

func (w *Writer) Write(p []byte) (n int, err error) {
	for i, c := range p {
		switch {
		case !w.Binary && (c == '\n' || c == '\r'):
			if w.cr && c == '\n' {
				w.cr = false // the end of this line is written
				continue
			}
			w.cr = c == '\r'
			if err = w.endLine("\r\n"); err != nil {
				return i, err
			}
			continue
		case c >= '!' && c <= '~' && c != '=' || c == ' ' || c == '\t':
			err = w.put([]byte{c})
		default:
			err = w.put([]byte{'=', upper[c>>4], upper[c&15]})
		}
		if err != nil {
			return i, err
		}
		w.cr = false
	}
	return len(p), nil
}

const upper = "0123456789ABCDEF"

func (w *Writer) put(b []byte) error {
	if len(w.line)+len(b) > lineMax-1 {
		if _, err := w.w.Write(append(w.line, "=\r\n"...)); err != nil {
			return err
		}
		w.line = w.line[:0]
	}
	w.line = append(w.line, b...)
	return nil
}

// endLine writes the line; space at its end is encoded.
func (w *Writer) endLine(end string) error {
	if n := len(w.line); n > 0 && (w.line[n-1] == ' ' || w.line[n-1] == '\t') {
		c := w.line[n-1]
		w.line = w.line[:n-1]
		if err := w.put([]byte{'=', upper[c>>4], upper[c&15]}); err != nil {
			return err
		}
	}
	_, err := w.w.Write(append(w.line, end...))
	w.line = w.line[:0]
	return err
}

// Close writes what is left; it does not close the writer underneath.
func (w *Writer) Close() error {
	if len(w.line) == 0 {
		return nil
	}
	return w.endLine("")
}

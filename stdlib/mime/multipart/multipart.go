// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package multipart reads and writes messages of several parts, as RFC 2046
// has them: the forms with files of browsers above all.
package multipart

import (
	"bufio"
	"bytes"
	"fmt"
	"io"
	"mime"
	"mime/quotedprintable"
	"net/textproto"
	"path/filepath"
	"strings"
)

// Limits of what a stranger may send.
const (
	maxHeaderSize = 10 << 20
	maxHeaders    = 10000
	maxParts      = 1000
)

// peekBufferSize also bounds how long a boundary may be.
const peekBufferSize = 4096

// A Part is one part of a message.
type Part struct {
	Header textproto.MIMEHeader // its keys are canonical

	r           *Reader
	body        io.Reader // decoded
	read        int64     // bytes of it that were read
	disposition string
	params      map[string]string
	err         error // of the body
}

func (p *Part) disposed() {
	if p.params != nil {
		return
	}
	var err error
	p.disposition, p.params, err = mime.ParseMediaType(p.Header.Get("Content-Disposition"))
	if err != nil || p.params == nil {
		p.params = map[string]string{}
	}
}

// FormName returns the name of the form's field of which the value p is, or "".
func (p *Part) FormName() string {
	p.disposed()
	if p.disposition != "form-data" {
		return ""
	}
	return p.params["name"]
}

// FileName returns the name of the file that p is, without folders, or "".
func (p *Part) FileName() string {
	p.disposed()
	name := p.params["filename"]
	if name == "" {
		return ""
	}
	return filepath.Base(name)
}

// Read reads the part's body.
func (p *Part) Read(b []byte) (n int, err error) { return p.body.Read(b) }

// Close reads what is left of the part.
func (p *Part) Close() error {
	_, err := io.Copy(io.Discard, p)
	return err
}

// A Reader reads the parts of a message one after the other.
type Reader struct {
	br       *bufio.Reader
	dash     []byte // "--boundary"
	marker   []byte // a line end and that, once the line end is known
	newline  string // "\r\n" or "\n", as the first boundary has it
	current  *Part
	parts    int // read so far
	finished bool
}

// NewReader returns a Reader of r, which has parts between lines of boundary.
func NewReader(r io.Reader, boundary string) *Reader {
	return &Reader{
		br:      bufio.NewReaderSize(&stickyReader{r: r}, peekBufferSize+len(boundary)+4),
		dash:    []byte("--" + boundary),
		marker:  []byte("\r\n--" + boundary),
		newline: "\r\n",
	}
}

// A stickyReader does not read again after an error.
type stickyReader struct {
	r   io.Reader
	err error
}

func (s *stickyReader) Read(p []byte) (n int, err error) {
	if s.err != nil {
		return 0, s.err
	}
	n, s.err = s.r.Read(p)
	return n, s.err
}

// NextPart returns the next part, and io.EOF after the last one. A part that is
// quoted-printable is decoded, and loses that header.
func (r *Reader) NextPart() (*Part, error) { return r.next(false, maxHeaderSize) }

// NextRawPart is NextPart without decoding.
func (r *Reader) NextRawPart() (*Part, error) { return r.next(true, maxHeaderSize) }

func (r *Reader) next(raw bool, headerLimit int64) (*Part, error) {
	if r.current != nil {
		r.current.Close()
		r.current = nil
	}
	if len(r.dash) == 2 {
		return nil, fmt.Errorf("multipart: boundary is empty")
	}
	if r.finished {
		return nil, io.EOF
	}
	blank := false // a line that may be between a part without body and a boundary
	for {
		line, err := r.br.ReadSlice('\n')
		if err == io.EOF && r.isFinalBoundary(line) {
			r.finished = true
			return nil, io.EOF
		}
		if err != nil {
			return nil, fmt.Errorf("multipart: NextPart: %w", err)
		}
		if r.isBoundaryDelimiterLine(line) {
			r.parts++
			return r.newPart(raw, headerLimit)
		}
		if r.isFinalBoundary(line) {
			r.finished = true
			return nil, io.EOF
		}
		if r.parts == 0 {
			continue // before the first boundary is what nobody should read
		}
		if string(line) == r.newline && !blank {
			blank = true
			continue
		}
		return nil, fmt.Errorf("multipart: expecting a new Part; got line %q", string(line))
	}
}

func (r *Reader) isBoundaryDelimiterLine(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, r.dash)
	if !ok {
		return false
	}
	rest = bytes.TrimLeft(rest, " \t")
	if r.parts == 0 && string(rest) == "\n" { // a sender that knows no \r
		r.newline = "\n"
		r.marker = append([]byte("\n"), r.dash...)
	}
	return string(rest) == r.newline
}

func (r *Reader) isFinalBoundary(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, r.dash)
	if !ok {
		return false
	}
	if rest, ok = bytes.CutPrefix(rest, []byte("--")); !ok {
		return false
	}
	rest = bytes.TrimLeft(rest, " \t")
	return len(rest) == 0 || string(rest) == r.newline || string(rest) == "\n"
}

func (r *Reader) newPart(raw bool, limit int64) (*Part, error) {
	p := &Part{r: r}
	header, err := r.header(limit)
	p.Header = header
	if err != nil {
		return nil, err
	}
	p.body = partBody{p}
	const cte = "Content-Transfer-Encoding"
	if !raw && strings.EqualFold(p.Header.Get(cte), "quoted-printable") {
		p.Header.Del(cte)
		p.body = quotedprintable.NewReader(p.body)
	}
	r.current = p
	return p, nil
}

// header reads a part's header within limits.
func (r *Reader) header(limit int64) (textproto.MIMEHeader, error) {
	header := textproto.MIMEHeader{}
	lines := textproto.NewReader(r.br)
	for n := 0; ; n++ {
		// A header that is a boundary already means a part of nothing.
		if b, _ := r.br.Peek(len(r.dash)); n == 0 && bytes.Equal(b, r.dash) {
			return header, nil
		}
		line, err := lines.ReadContinuedLine()
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil || line == "" {
			if err == io.ErrUnexpectedEOF && n == 0 {
				err = io.EOF
			}
			return header, err
		}
		key, value, ok := strings.Cut(line, ":")
		if !ok || key == "" {
			return header, textproto.ProtocolError("malformed MIME header line: " + line)
		}
		value = strings.TrimLeft(value, " \t")
		if limit -= int64(len(key) + len(value) + 100); limit < 0 || n >= maxHeaders {
			return header, ErrMessageTooLarge
		}
		header.Add(key, value)
	}
}

// partBody reads up to the next boundary.
type partBody struct{ p *Part }

func (b partBody) Read(d []byte) (n int, err error) {
	p := b.p
	if p.err != nil {
		return 0, p.err
	}
	br := p.r.br
	_, e := br.Peek(1)
	for {
		peek, _ := br.Peek(br.Buffered())
		safe, end := p.r.scan(peek, p.read, e)
		switch {
		case safe > 0:
			n, _ = br.Read(d[:min(safe, len(d))])
			p.read += int64(n)
			return n, nil
		case end:
			p.err = io.EOF
			return 0, io.EOF
		case e != nil:
			if e == io.EOF {
				e = io.ErrUnexpectedEOF
			}
			p.err = e
			return 0, e
		}
		_, e = br.Peek(len(peek) + 1) // whether it is a boundary the next bytes tell
	}
}

// scan returns how many bytes of buf belong to the part, or that the part ends
// before them; neither: more bytes are needed, unless err says that there are none.
func (r *Reader) scan(buf []byte, read int64, err error) (safe int, end bool) {
	if read == 0 { // the header's last line end may be the boundary's
		if bytes.HasPrefix(buf, r.dash) {
			switch after(buf, r.dash, err) {
			case 1:
				return 0, true
			case 0:
				return 0, false
			}
		} else if err == nil && bytes.HasPrefix(r.dash, buf) {
			return 0, false
		}
	}
	from := 0
	for {
		i := bytes.Index(buf[from:], r.marker)
		if i < 0 {
			break
		}
		i += from
		switch after(buf[i:], r.marker, err) {
		case 1:
			return i, i == 0
		case 0:
			return i, false
		}
		from = i + 1
	}
	if err != nil {
		return len(buf), false
	}
	// The marker may begin at the end of what is there.
	for i := max(from, len(buf)-len(r.marker)+1); i < len(buf); i++ {
		if bytes.HasPrefix(r.marker, buf[i:]) {
			return i, false
		}
	}
	return len(buf), false
}

// after tells whether buf, which begins with prefix, is a boundary: 1, that it
// is not: -1, or that it is too short to tell: 0.
func after(buf, prefix []byte, err error) int {
	rest := buf[len(prefix):]
	if len(rest) == 0 {
		if err != nil {
			return 1
		}
		return 0
	}
	switch rest[0] {
	case ' ', '\t', '\r', '\n':
		return 1
	case '-':
		if len(rest) == 1 {
			if err != nil {
				return -1
			}
			return 0
		}
		if rest[1] == '-' {
			return 1
		}
	}
	return -1
}

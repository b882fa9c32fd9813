// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package multipart

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math/rand"
	"net/textproto"
	"slices"
	"strings"
)

// A Writer writes messages of several parts.
type Writer struct {
	w        io.Writer
	boundary string
	last     *partWriter
}

// NewWriter returns a Writer to w, with a boundary of its own.
func NewWriter(w io.Writer) *Writer { return &Writer{w: w, boundary: randomBoundary()} }

func randomBoundary() string {
	var b strings.Builder
	for range 8 {
		fmt.Fprintf(&b, "%08x", rand.Uint32()^rand.Uint32()<<1)
	}
	return b.String()[:60]
}

// Boundary returns the boundary.
func (w *Writer) Boundary() string { return w.boundary }

// SetBoundary sets the boundary, which must be before the first part. It has up
// to 70 bytes of those that RFC 2046 allows.
func (w *Writer) SetBoundary(boundary string) error {
	if w.last != nil {
		return errors.New("mime: SetBoundary called after write")
	}
	if len(boundary) < 1 || len(boundary) > 70 {
		return errors.New("mime: invalid boundary length")
	}
	for i, c := range boundary {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z' && c < 0x80
		if letter || '0' <= c && c <= '9' || strings.ContainsRune("'()+_,-./:=?", c) || c == ' ' && i != len(boundary)-1 {
			continue
		}
		return errors.New("mime: invalid boundary character")
	}
	w.boundary = boundary
	return nil
}

// FormDataContentType returns the Content-Type of a form with w's boundary.
func (w *Writer) FormDataContentType() string {
	b := w.boundary
	if strings.ContainsAny(b, `()<>@,;:\"/[]?= `) {
		b = `"` + b + `"`
	}
	return "multipart/form-data; boundary=" + b
}

// CreatePart begins a part; what is written to it may not be after the next one
// was begun.
func (w *Writer) CreatePart(header textproto.MIMEHeader) (io.Writer, error) {
	if w.last != nil && w.last.err != nil {
		return nil, w.last.err
	}
	var b strings.Builder
	if w.last != nil {
		b.WriteString("\r\n")
		w.last.closed = true
	}
	b.WriteString("--" + w.boundary + "\r\n")
	for _, key := range slices.Sorted(maps.Keys(header)) {
		for _, v := range header[key] {
			b.WriteString(key + ": " + v + "\r\n")
		}
	}
	b.WriteString("\r\n")
	if _, err := io.WriteString(w.w, b.String()); err != nil {
		return nil, err
	}
	w.last = &partWriter{w: w.w}
	return w.last, nil
}

var quoteEscaper = strings.NewReplacer("\\", "\\\\", `"`, "\\\"", "\r", "%0D", "\n", "%0A")

// FileContentDisposition returns the Content-Disposition of a form's file.
func FileContentDisposition(fieldname, filename string) string {
	return `form-data; name="` + quoteEscaper.Replace(fieldname) + `"; filename="` + quoteEscaper.Replace(filename) + `"`
}

// CreateFormFile begins the part of a form's file.
func (w *Writer) CreateFormFile(fieldname, filename string) (io.Writer, error) {
	return w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {FileContentDisposition(fieldname, filename)},
		"Content-Type":        {"application/octet-stream"},
	})
}

// CreateFormField begins the part of a form's value.
func (w *Writer) CreateFormField(fieldname string) (io.Writer, error) {
	return w.CreatePart(textproto.MIMEHeader{
		"Content-Disposition": {`form-data; name="` + quoteEscaper.Replace(fieldname) + `"`},
	})
}

// WriteField writes the part of a form's value.
func (w *Writer) WriteField(fieldname, value string) error {
	p, err := w.CreateFormField(fieldname)
	if err != nil {
		return err
	}
	_, err = io.WriteString(p, value)
	return err
}

// Close writes the end of the message.
func (w *Writer) Close() error {
	if w.last != nil {
		w.last.closed = true
		if w.last.err != nil {
			return w.last.err
		}
		w.last = nil
	}
	_, err := io.WriteString(w.w, "\r\n--"+w.boundary+"--\r\n")
	return err
}

type partWriter struct {
	w      io.Writer
	closed bool
	err    error
}

func (p *partWriter) Write(d []byte) (n int, err error) {
	if p.closed {
		return 0, errors.New("multipart: can't write to finished part")
	}
	n, err = p.w.Write(d)
	if err != nil {
		p.err = err
	}
	return n, err
}

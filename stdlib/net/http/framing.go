// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements where the body of a message that is read ends: RFC 9112,
// 6. Whoever sees another end than the one next to us can smuggle requests, so
// what is ambiguous is refused.

package http

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net/http/internal"
	"net/textproto"
	"strconv"
	"strings"
	"sync"
)

// ErrLineTooLong is the error of reading a chunked body with a line that is too
// long.
var ErrLineTooLong = internal.ErrLineTooLong

// ErrBodyReadAfterClose is the error of reading a body that is closed.
var ErrBodyReadAfterClose = errors.New("http: invalid Read on closed Body")

// NoBody is a body of no bytes.
var NoBody = noBody{}

type noBody struct{}

func (noBody) Read([]byte) (int, error)         { return 0, io.EOF }
func (noBody) Close() error                     { return nil }
func (noBody) WriteTo(io.Writer) (int64, error) { return 0, nil }

var (
	_ io.WriterTo   = NoBody
	_ io.ReadCloser = NoBody
)

func badStringError(what, val string) error { return fmt.Errorf("%s %q", what, val) }

// unsupportedTEError is answered with 501.
type unsupportedTEError struct{ err string }

func (e *unsupportedTEError) Error() string { return e.err }

// A head is of a message what the framing of its body depends on.
type head struct {
	header       Header
	response     bool
	status       int    // of a response
	method       string // of the request, also of that which a response is to
	major, minor int
	close        bool // the connection ends after this message
}

// A frame is what it comes to.
type frame struct {
	body    io.ReadCloser
	length  int64 // -1: not known
	te      []string
	trailer Header
	close   bool
}

// shouldClose reports whether the connection ends after the message.
func shouldClose(major, minor int, header Header) bool {
	if major < 1 {
		return true
	}
	conn := header["Connection"]
	if anyHasToken(conn, "close") {
		return true
	}
	return major == 1 && minor == 0 && !anyHasToken(conn, "keep-alive")
}

// bodyAllowedForStatus: RFC 9110, 6.4.1.
func bodyAllowedForStatus(status int) bool {
	return (status < 100 || status >= 200) && status != StatusNoContent && status != StatusNotModified
}

// readFrame looks at the header and removes what framing alone needs. The body
// puts fields of its trailer where trailer points.
func readFrame(h *head, r *bufio.Reader, trailer *Header) (f frame, err error) {
	f.close = h.close
	chunked, err := takeTransferEncoding(h)
	if err != nil {
		return f, err
	}
	if f.length, err = bodyLength(h, chunked); err != nil {
		return f, err
	}
	real := f.length
	if h.response && h.method == "HEAD" {
		real = 0 // f.length is what a GET would have
	}
	if f.trailer, err = takeTrailer(h.header, chunked); err != nil {
		return f, err
	}
	hasBody := !h.response || h.method != "HEAD" && bodyAllowedForStatus(h.status)
	if h.response && real == -1 && !chunked && hasBody {
		f.close = true // the end of the connection is that of the body
	}
	switch {
	case chunked && !hasBody:
		f.body = NoBody
	case chunked:
		f.body = &body{src: internal.NewChunkedReader(r), chunked: true, r: r, trailer: trailer, closing: f.close}
	case real == 0:
		f.body = NoBody
	case real > 0:
		limited := &io.LimitedReader{R: r, N: real}
		f.body = &body{src: limited, limited: limited, closing: f.close}
	case f.close && hasBody:
		f.body = &body{src: r, closing: true}
	default:
		f.body = NoBody
	}
	if chunked {
		f.te = []string{"chunked"}
	}
	return f, nil
}

// takeTransferEncoding removes the field. Only chunked is known.
func takeTransferEncoding(h *head) (chunked bool, err error) {
	raw, ok := h.header["Transfer-Encoding"]
	if !ok {
		return false, nil
	}
	delete(h.header, "Transfer-Encoding")
	if h.major == 1 && h.minor == 0 { // does not have it
		return false, nil
	}
	if len(raw) != 1 {
		return false, &unsupportedTEError{fmt.Sprintf("too many transfer encodings: %q", raw)}
	}
	if !strings.EqualFold(raw[0], "chunked") {
		return false, &unsupportedTEError{fmt.Sprintf("unsupported transfer encoding: %q", raw[0])}
	}
	return true, nil
}

// bodyLength returns how many bytes the body has; -1: not known from the header.
func bodyLength(h *head, chunked bool) (int64, error) {
	lengths := h.header["Content-Length"]
	if len(lengths) > 1 {
		first := textproto.TrimString(lengths[0])
		for _, l := range lengths[1:] {
			if textproto.TrimString(l) != first {
				return 0, fmt.Errorf("http: message cannot contain multiple Content-Length headers; got %q", lengths)
			}
		}
		h.header["Content-Length"] = []string{first}
		lengths = h.header["Content-Length"]
	}
	n := int64(-1)
	if len(lengths) > 0 {
		var err error
		if n, err = parseContentLength(lengths[0]); err != nil {
			return 0, err
		}
	}
	if h.response && h.method == "HEAD" {
		return n, nil
	}
	if h.response && !bodyAllowedForStatus(h.status) {
		return 0, nil
	}
	if chunked {
		delete(h.header, "Content-Length") // the chunks tell
		return -1, nil
	}
	if n < 0 && !h.response {
		return 0, nil
	}
	return n, nil
}

func parseContentLength(s string) (int64, error) {
	s = textproto.TrimString(s)
	if s == "" {
		return 0, badStringError("invalid empty Content-Length", s)
	}
	n, err := strconv.ParseUint(s, 10, 63)
	if err != nil {
		return 0, badStringError("bad Content-Length", s)
	}
	return int64(n), nil
}

// takeTrailer removes the field and returns a map with the keys that it
// announces.
func takeTrailer(header Header, chunked bool) (Header, error) {
	announced, ok := header["Trailer"]
	if !ok {
		return nil, nil
	}
	if !chunked {
		return nil, nil // there is no place for one
	}
	delete(header, "Trailer")
	trailer := Header{}
	var err error
	for _, v := range announced {
		elements(v, func(key string) {
			key = CanonicalHeaderKey(key)
			switch key {
			case "Transfer-Encoding", "Trailer", "Content-Length":
				if err == nil {
					err = badStringError("bad trailer key", key)
				}
				return
			}
			trailer[key] = nil
		})
	}
	if err != nil || len(trailer) == 0 {
		return nil, err
	}
	return trailer, nil
}

// maxDiscard bounds how much of a body the server reads that its handler did
// not want, to keep the connection.
const maxDiscard = 256 << 10

// A body is the body of a message that is read.
type body struct {
	src     io.Reader
	limited *io.LimitedReader // src, if the length is known
	chunked bool
	r       *bufio.Reader // has the trailer of a chunked body
	trailer *Header
	closing bool // nothing is read from the connection after the body
	early   bool // Close needs not read the rest if that is long; the server's

	mu          sync.Mutex // for what follows, and reads of src
	sawEOF      bool
	closed      bool
	closedEarly bool
	onEOF       func() // called once, when the end was read
}

func (b *body) Read(p []byte) (n int, err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return 0, ErrBodyReadAfterClose
	}
	return b.read(p)
}

// read is Read with b locked.
func (b *body) read(p []byte) (n int, err error) {
	if b.sawEOF {
		return 0, io.EOF
	}
	n, err = b.src.Read(p)
	switch {
	case err == io.EOF && b.chunked:
		if e := b.readTrailer(); e != nil {
			// Neither the end nor what follows is known.
			err = e
			b.closed = true
		} else {
			b.sawEOF = true
		}
	case err == io.EOF:
		b.sawEOF = true
		if b.limited != nil && b.limited.N > 0 {
			err = io.ErrUnexpectedEOF
		}
	case err == nil && n > 0 && b.limited != nil && b.limited.N == 0:
		err = io.EOF // no other Read must come for the connection to go on
		b.sawEOF = true
	}
	if b.sawEOF && b.onEOF != nil {
		f := b.onEOF
		b.onEOF = nil
		f()
	}
	return n, err
}

var errTrailerEOF = errors.New("http: unexpected EOF reading trailer")

// readTrailer reads up to the empty line.
func (b *body) readTrailer() error {
	buf, err := b.r.Peek(2)
	if bytes.Equal(buf, []byte("\r\n")) {
		b.r.Discard(2)
		return nil
	}
	if len(buf) < 2 {
		return errTrailerEOF
	}
	if err != nil {
		return err
	}
	// A trailer longer than the buffer is an attack.
	if !b.trailerBuffered() {
		return errors.New("http: suspiciously long trailer after chunked body")
	}
	fields, err := textproto.NewReader(b.r).ReadMIMEHeader()
	if err != nil {
		if err == io.EOF {
			return errTrailerEOF
		}
		return err
	}
	if b.trailer == nil {
		return nil
	}
	if *b.trailer == nil {
		*b.trailer = Header(fields)
		return nil
	}
	for k, v := range fields {
		(*b.trailer)[k] = v
	}
	return nil
}

func (b *body) trailerBuffered() bool {
	for n := 4; ; n++ {
		buf, err := b.r.Peek(n)
		if bytes.HasSuffix(buf, []byte("\r\n\r\n")) {
			return true
		}
		if err != nil {
			return false
		}
	}
}

// unread returns how many bytes are left; -1: not known.
func (b *body) unread() int64 {
	if b.limited != nil {
		return b.limited.N
	}
	return -1
}

// Close reads the rest, so that the next message can be read, where that is of
// use.
func (b *body) Close() (err error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil
	}
	switch {
	case b.sawEOF:
	case !b.chunked && b.closing:
	case b.early:
		if b.unread() > maxDiscard {
			b.closedEarly = true
			break
		}
		var n int64
		n, err = io.CopyN(io.Discard, lockedBody{b}, maxDiscard)
		if err == io.EOF {
			err = nil
		}
		if n == maxDiscard {
			b.closedEarly = true
		}
	default:
		_, err = io.Copy(io.Discard, lockedBody{b})
	}
	b.closed = true
	return err
}

// A lockedBody reads a body that is locked.
type lockedBody struct{ b *body }

func (l lockedBody) Read(p []byte) (int, error) {
	if l.b.closed {
		return 0, ErrBodyReadAfterClose
	}
	return l.b.read(p)
}

func (b *body) didEarlyClose() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.closedEarly
}

func (b *body) setOnEOF(f func()) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.onEOF = f
}

// fixPragmaCacheControl: RFC 9111, 5.4, has a no-cache of HTTP/1.0.
func fixPragmaCacheControl(h Header) {
	if h.get("Pragma") == "no-cache" {
		if _, ok := h["Cache-Control"]; !ok {
			h["Cache-Control"] = []string{"no-cache"}
		}
	}
}

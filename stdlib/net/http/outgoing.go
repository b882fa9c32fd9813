// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements how the body of a message that is written is framed.

package http

import (
	"bufio"
	"fmt"
	"io"
	"net/http/internal"
	"slices"
	"strconv"
	"strings"
	"time"
)

// An outgoing is a message that is written, as far as its framing goes.
type outgoing struct {
	method   string
	body     io.Reader
	closer   io.Closer
	length   int64 // -1: not known
	te       []string
	header   Header
	trailer  Header
	close    bool
	response bool
	toHead   bool // a response that has no body whatever its header says
	flush    bool // the header at once: the body takes its time

	probed chan probe // a first byte that is still being read
}

type probe struct {
	n   int
	b   byte
	err error
}

func isChunked(te []string) bool { return len(te) > 0 && te[0] == "chunked" }

func isIdentity(te []string) bool { return len(te) == 1 && te[0] == "identity" }

func outgoingRequest(r *Request) (*outgoing, error) {
	if r.ContentLength != 0 && r.Body == nil {
		return nil, fmt.Errorf("http: Request.ContentLength=%d with nil Body", r.ContentLength)
	}
	o := &outgoing{
		method: methodOr(r.Method), length: r.outgoingLength(), te: r.TransferEncoding,
		header: r.Header, trailer: r.Trailer, close: r.Close,
	}
	if r.Body != nil {
		o.body, o.closer = r.Body, r.Body
	}
	if r.Body == NoBody {
		o.body = nil
	}
	if o.length < 0 && len(o.te) == 0 && o.shouldChunk() {
		o.te = []string{"chunked"}
	}
	// With a length that is known to be nothing there is nothing to send.
	if o.length != 0 && !isKnownInMemory(o.body) {
		o.flush = true
	}
	o.sanitize(true)
	return o, nil
}

func outgoingResponse(r *Response) *outgoing {
	o := &outgoing{
		length: r.ContentLength, te: r.TransferEncoding, header: r.Header, trailer: r.Trailer, close: r.Close, response: true,
	}
	if r.Request != nil {
		o.method = r.Request.Method
	}
	if r.Body != nil {
		o.body, o.closer = r.Body, r.Body
	}
	o.toHead = o.method == "HEAD"
	o.sanitize(r.ProtoAtLeast(1, 1))
	return o
}

// sanitize makes length, encoding and trailer agree.
func (o *outgoing) sanitize(atLeast11 bool) {
	if o.toHead {
		o.body = nil
		if isChunked(o.te) {
			o.length = -1
		}
	} else {
		if !atLeast11 || o.body == nil {
			o.te = nil
		}
		if isChunked(o.te) {
			o.length = -1
		} else if o.body == nil {
			o.length = 0
		}
	}
	if !isChunked(o.te) {
		o.trailer = nil
	}
}

// shouldChunk reports whether a body of unknown length is sent in chunks. Of
// methods that seldom have one it is first tried whether there is any: servers
// mind.
func (o *outgoing) shouldChunk() bool {
	if o.body == nil || o.method == "CONNECT" {
		return false
	}
	switch o.method {
	case "GET", "HEAD", "DELETE", "OPTIONS", "PROPFIND", "SEARCH":
		o.probe()
		return o.body != nil
	}
	return true
}

// probe reads a byte. If it takes longer than a moment there is a body.
func (o *outgoing) probe() {
	o.probed = make(chan probe, 1)
	go func(r io.Reader) {
		var b [1]byte
		var p probe
		p.n, p.err = r.Read(b[:])
		p.b = b[0]
		o.probed <- p
	}(o.body)
	t := time.NewTimer(200 * time.Millisecond)
	defer t.Stop()
	select {
	case p := <-o.probed:
		switch {
		case p.n == 1:
			o.body = io.MultiReader(strings.NewReader(string([]byte{p.b})), o.body)
		case p.err == io.EOF:
			o.body, o.length = nil, 0
		case p.err != nil:
			o.body = errorReader{p.err}
		}
	case <-t.C:
		o.body = io.MultiReader(&probeReader{ch: o.probed}, o.body)
		o.flush = true
	}
}

// A memoryBody is a body that is in memory: reading it takes no time.
type memoryBody struct{ io.Reader }

func (memoryBody) Close() error { return nil }

func isKnownInMemory(r io.Reader) bool {
	if t, ok := r.(*trackedBody); ok {
		r = t.ReadCloser
	}
	_, ok := r.(memoryBody)
	return ok
}

type errorReader struct{ err error }

func (r errorReader) Read([]byte) (int, error) { return 0, r.err }

// A probeReader reads the byte that the probe waits for.
type probeReader struct {
	ch   chan probe
	done bool
}

func (r *probeReader) Read(p []byte) (n int, err error) {
	if r.done {
		return 0, io.EOF
	}
	if len(p) == 0 {
		return 0, nil
	}
	got := <-r.ch
	r.done = true
	if got.n == 1 {
		p[0] = got.b
	}
	if got.err == nil {
		got.err = io.EOF
	}
	return got.n, got.err
}

func (o *outgoing) sendsLength() bool {
	if isChunked(o.te) {
		return false
	}
	if o.length > 0 {
		return true
	}
	if o.length < 0 {
		return false
	}
	if o.method == "POST" || o.method == "PUT" || o.method == "PATCH" {
		return true
	}
	return isIdentity(o.te) && o.method != "GET" && o.method != "HEAD"
}

func (o *outgoing) writeHeader(w io.Writer, wrote func(string, []string)) error {
	field := func(k, v string) error {
		if wrote != nil {
			wrote(k, []string{v})
		}
		_, err := io.WriteString(w, k+": "+v+"\r\n")
		return err
	}
	if o.close && !hasToken(o.header.get("Connection"), "close") {
		if err := field("Connection", "close"); err != nil {
			return err
		}
	}
	if o.sendsLength() {
		if err := field("Content-Length", strconv.FormatInt(o.length, 10)); err != nil {
			return err
		}
	} else if isChunked(o.te) {
		if err := field("Transfer-Encoding", "chunked"); err != nil {
			return err
		}
	}
	if o.trailer == nil {
		return nil
	}
	keys := make([]string, 0, len(o.trailer))
	for k := range o.trailer {
		k = CanonicalHeaderKey(k)
		switch k {
		case "Transfer-Encoding", "Trailer", "Content-Length":
			return badStringError("invalid Trailer key", k)
		}
		keys = append(keys, k)
	}
	if len(keys) == 0 {
		return nil
	}
	slices.Sort(keys)
	return field("Trailer", strings.Join(keys, ","))
}

// writeBody writes and closes the body.
func (o *outgoing) writeBody(w io.Writer) (err error) {
	closed := false
	defer func() {
		if !closed && o.closer != nil {
			if e := o.closer.Close(); e != nil && err == nil {
				err = e
			}
		}
	}()
	var n int64
	if !o.toHead && o.body != nil {
		body := o.body
		switch {
		case isChunked(o.te):
			if bw, ok := w.(*bufio.Writer); ok && !o.response {
				w = &internal.FlushAfterChunkWriter{Writer: bw}
			}
			cw := internal.NewChunkedWriter(w)
			if _, err = copyBody(cw, body); err == nil {
				err = cw.Close()
			}
		case o.length == -1:
			if bw, ok := w.(*bufio.Writer); ok && o.method == "CONNECT" {
				w = flushWriter{bw}
			}
			n, err = copyBody(w, body)
		default:
			n, err = copyBody(w, io.LimitReader(body, o.length))
			if err == nil {
				var extra int64
				extra, err = copyBody(io.Discard, body)
				n += extra
			}
		}
		if err != nil {
			return err
		}
	}
	if o.closer != nil {
		closed = true
		if err := o.closer.Close(); err != nil {
			return err
		}
	}
	if !o.toHead && o.length != -1 && o.length != n {
		return fmt.Errorf("http: ContentLength=%d with Body length %d", o.length, n)
	}
	if !o.toHead && isChunked(o.te) {
		if o.trailer != nil {
			if err := o.trailer.Write(w); err != nil {
				return err
			}
		}
		_, err = io.WriteString(w, "\r\n")
	}
	return err
}

// copyBody marks errors of the body, which are not those of the connection.
func copyBody(w io.Writer, r io.Reader) (int64, error) {
	b := &bodyErrors{r: r}
	n, err := io.Copy(w, b)
	if b.err != nil && err == b.err {
		err = requestBodyError{err}
	}
	return n, err
}

type bodyErrors struct {
	r   io.Reader
	err error
}

func (b *bodyErrors) Read(p []byte) (n int, err error) {
	n, err = b.r.Read(p)
	if err != nil && err != io.EOF {
		b.err = err
	}
	return
}

// A requestBodyError is an error of reading the body that is to be written.
type requestBodyError struct{ error }

func (e requestBodyError) Unwrap() error { return e.error }

type flushWriter struct{ w *bufio.Writer }

func (f flushWriter) Write(p []byte) (n int, err error) {
	n, err = f.w.Write(p)
	if n > 0 {
		if e := f.w.Flush(); err == nil {
			err = e
		}
	}
	return
}

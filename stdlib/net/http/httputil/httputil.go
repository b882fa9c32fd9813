// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package httputil has a proxy, dumps of messages, and the chunked coding.
package httputil

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/http/internal"
	"net/url"
	"strings"
	"time"
)

// ErrLineTooLong is of a chunk's header.
var ErrLineTooLong = internal.ErrLineTooLong

// NewChunkedReader returns a reader of what is in the chunks of r, without the
// trailer. net/http does that by itself.
func NewChunkedReader(r io.Reader) io.Reader { return internal.NewChunkedReader(r) }

// NewChunkedWriter returns a writer that makes a chunk of each Write. Close writes
// the last chunk, not the empty line behind the trailer.
func NewChunkedWriter(w io.Writer) io.WriteCloser { return internal.NewChunkedWriter(w) }

// drain returns two bodies with what is in one.
func drain(b io.ReadCloser) (x, y io.ReadCloser, err error) {
	if b == nil || b == http.NoBody {
		return http.NoBody, http.NoBody, nil
	}
	var buf bytes.Buffer
	if _, err = buf.ReadFrom(b); err != nil {
		return nil, b, err
	}
	if err = b.Close(); err != nil {
		return nil, b, err
	}
	return io.NopCloser(&buf), io.NopCloser(bytes.NewReader(buf.Bytes())), nil
}

// DumpRequest returns a request that a server has got as it is on the wire, or
// nearly so: the header is sorted. The body can be read as before.
func DumpRequest(req *http.Request, body bool) ([]byte, error) {
	saved := req.Body
	defer func() { req.Body = saved }()
	if body && req.Body != nil {
		var err error
		if saved, req.Body, err = drain(req.Body); err != nil {
			return nil, err
		}
	}
	var b bytes.Buffer
	uri := req.RequestURI
	if uri == "" {
		uri = req.URL.RequestURI()
	}
	method := req.Method
	if method == "" {
		method = "GET"
	}
	fmt.Fprintf(&b, "%s %s HTTP/%d.%d\r\n", method, uri, req.ProtoMajor, req.ProtoMinor)
	if !strings.HasPrefix(req.RequestURI, "http://") && !strings.HasPrefix(req.RequestURI, "https://") {
		host := req.Host
		if host == "" && req.URL != nil {
			host = req.URL.Host
		}
		if host != "" {
			fmt.Fprintf(&b, "Host: %s\r\n", host)
		}
	}
	if len(req.TransferEncoding) > 0 {
		fmt.Fprintf(&b, "Transfer-Encoding: %s\r\n", strings.Join(req.TransferEncoding, ","))
	}
	if err := req.Header.WriteSubset(&b, map[string]bool{"Host": true, "Transfer-Encoding": true, "Trailer": true}); err != nil {
		return nil, err
	}
	b.WriteString("\r\n")
	if req.Body == nil || !body {
		return b.Bytes(), nil
	}
	if len(req.TransferEncoding) == 0 || req.TransferEncoding[0] != "chunked" {
		_, err := io.Copy(&b, req.Body)
		return b.Bytes(), err
	}
	w := NewChunkedWriter(&b)
	_, err := io.Copy(w, req.Body)
	w.Close()
	b.WriteString("\r\n")
	return b.Bytes(), err
}

// A zeroBody stands for a body that is not dumped.
type zeroBody struct{ left int64 }

func (z *zeroBody) Close() error { return nil }

func (z *zeroBody) Read(p []byte) (int, error) {
	if z.left <= 0 {
		return 0, io.EOF
	}
	n := int(min(int64(len(p)), z.left))
	for i := range p[:n] {
		p[i] = 'x'
	}
	z.left -= int64(n)
	return n, nil
}

// A dumpConn is a connection to nowhere: it keeps what is written.
type dumpConn struct {
	io.Writer
	io.Reader
}

func (c *dumpConn) Close() error                     { return nil }
func (c *dumpConn) LocalAddr() net.Addr              { return nil }
func (c *dumpConn) RemoteAddr() net.Addr             { return nil }
func (c *dumpConn) SetDeadline(time.Time) error      { return nil }
func (c *dumpConn) SetReadDeadline(time.Time) error  { return nil }
func (c *dumpConn) SetWriteDeadline(time.Time) error { return nil }

// DumpRequestOut returns a request as a client sends it, with the header fields
// that Transport adds. The body can be read as before.
func DumpRequestOut(req *http.Request, body bool) ([]byte, error) {
	saved := req.Body
	standIn := false
	if !body {
		n := req.ContentLength
		if req.Body == nil || req.Body == http.NoBody {
			n = 0
		} else if n == 0 {
			n = -1
		}
		if n != 0 {
			standIn = true
			length := n
			if length < 0 {
				length = 16 // however many: a chunk that is cut off
			}
			req.Body = &zeroBody{length}
		}
	} else {
		var err error
		if saved, req.Body, err = drain(req.Body); err != nil {
			return nil, err
		}
	}
	defer func() { req.Body = saved }()
	out := req
	if req.URL.Scheme == "https" { // without a handshake
		out = new(http.Request)
		*out = *req
		u := *req.URL
		u.Scheme = "http"
		out.URL = &u
	}
	var buf bytes.Buffer
	pr, pw := io.Pipe()
	defer pr.Close()
	defer pw.Close()
	answerR, answerW := io.Pipe()
	defer answerW.Close()
	t := &http.Transport{Dial: func(string, string) (net.Conn, error) {
		return &dumpConn{io.MultiWriter(&buf, pw), answerR}, nil
	}}
	defer t.CloseIdleConnections()
	quit := make(chan struct{})
	defer close(quit)
	go func() {
		r, err := http.ReadRequest(bufio.NewReader(pr))
		if err == nil {
			io.Copy(io.Discard, r.Body) // all of it must have been written
			r.Body.Close()
			_, err = io.WriteString(answerW, "HTTP/1.1 204 No Content\r\nConnection: close\r\n\r\n")
		}
		if err != nil {
			answerW.CloseWithError(err)
		}
		<-quit
	}()
	_, err := t.RoundTrip(out)
	if err != nil {
		pw.Close()
		return nil, err
	}
	dump := buf.Bytes()
	if standIn {
		if i := bytes.Index(dump, []byte("\r\n\r\n")); i >= 0 {
			dump = dump[:i+4]
		}
	}
	return dump, nil
}

var errNoBody = errors.New("sentinel error value")

// A noBody fails: the header was written then.
type noBody struct{}

func (noBody) Read([]byte) (int, error) { return 0, errNoBody }
func (noBody) Close() error             { return nil }

// DumpResponse is DumpRequest of a response.
func DumpResponse(resp *http.Response, body bool) ([]byte, error) {
	saved, length := resp.Body, resp.ContentLength
	defer func() { resp.Body, resp.ContentLength = saved, length }()
	switch {
	case body && resp.Body != nil:
		var err error
		if saved, resp.Body, err = drain(resp.Body); err != nil {
			return nil, err
		}
	case !body && resp.ContentLength == 0:
		resp.Body = http.NoBody
	case !body:
		resp.Body = noBody{}
	}
	var b bytes.Buffer
	if err := resp.Write(&b); err != nil && !errors.Is(err, errNoBody) {
		return nil, err
	}
	return b.Bytes(), nil
}

// joinPath joins paths with one slash between them.
func joinPath(a, b *url.URL) (path, raw string) {
	if a.RawPath == "" && b.RawPath == "" {
		return joinSlash(a.Path, b.Path), ""
	}
	x, y := a.EscapedPath(), b.EscapedPath()
	switch before, behind := strings.HasSuffix(x, "/"), strings.HasPrefix(y, "/"); {
	case before && behind:
		return a.Path + b.Path[1:], x + y[1:]
	case !before && !behind:
		return a.Path + "/" + b.Path, x + "/" + y
	}
	return a.Path + b.Path, x + y
}

func joinSlash(a, b string) string {
	switch before, behind := strings.HasSuffix(a, "/"), strings.HasPrefix(b, "/"); {
	case before && behind:
		return a + b[1:]
	case !before && !behind:
		return a + "/" + b
	}
	return a + b
}

func retarget(req *http.Request, target *url.URL) {
	req.URL.Scheme, req.URL.Host = target.Scheme, target.Host
	req.URL.Path, req.URL.RawPath = joinPath(target, req.URL)
	q := target.RawQuery
	if q != "" && req.URL.RawQuery != "" {
		q += "&"
	}
	req.URL.RawQuery = q + req.URL.RawQuery
}

// cleanQuery encodes a query anew if parsers may not agree about it.
func cleanQuery(s string) string {
	hex := func(c byte) bool {
		return '0' <= c && c <= '9' || 'a' <= c && c <= 'f' || 'A' <= c && c <= 'F'
	}
	for i := 0; i < len(s); i++ {
		if s[i] == ';' || s[i] == '%' && (i+2 >= len(s) || !hex(s[i+1]) || !hex(s[i+2])) {
			v, _ := url.ParseQuery(s)
			return v.Encode()
		}
	}
	return s
}

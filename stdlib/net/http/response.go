// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"bufio"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"net/url"
	"strconv"
	"strings"
)

// A Response is the answer to a request.
type Response struct {
	Status     string // "200 OK"
	StatusCode int
	Proto      string // "HTTP/1.1"
	ProtoMajor int
	ProtoMinor int

	Header Header

	Body io.ReadCloser // never nil; whoever has the Response closes it

	ContentLength    int64 // -1: not known
	TransferEncoding []string
	Close            bool // the connection ends with Body
	Uncompressed     bool // it came in gzip, which we had asked for

	Trailer Header // complete when Body was read to its end

	Request *Request // to which this is the answer; its Body is used up
	TLS     *tls.ConnectionState
}

// ErrNoLocation is the error of Location when there is none.
var ErrNoLocation = errors.New("http: no Location header in response")

// Cookies returns the cookies that were set.
func (r *Response) Cookies() []*Cookie { return readSetCookies(r.Header) }

// Location returns the URL of the Location header, made absolute.
func (r *Response) Location() (*url.URL, error) {
	lv := r.Header.Get("Location")
	if lv == "" {
		return nil, ErrNoLocation
	}
	if r.Request != nil && r.Request.URL != nil {
		return r.Request.URL.Parse(lv)
	}
	return url.Parse(lv)
}

// ProtoAtLeast reports whether the response's HTTP is that version or later.
func (r *Response) ProtoAtLeast(major, minor int) bool {
	return r.ProtoMajor > major || r.ProtoMajor == major && r.ProtoMinor >= minor
}

func (r *Response) isProtocolSwitch() bool {
	return r.StatusCode == StatusSwitchingProtocols && r.Header.get("Upgrade") != "" && anyHasToken(r.Header["Connection"], "upgrade")
}

// bodyIsWritable reports whether Body is the connection itself.
func (r *Response) bodyIsWritable() bool {
	_, ok := r.Body.(io.Writer)
	return ok
}

// ReadResponse reads the answer to req; nil stands for a GET. The trailer is
// there once Body was read.
func ReadResponse(r *bufio.Reader, req *Request) (*Response, error) {
	tp := newTextReader(r)
	defer putTextReader(tp)
	resp := &Response{Request: req}
	line, err := tp.ReadLine()
	if err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	proto, status, ok := strings.Cut(line, " ")
	if !ok {
		return nil, badStringError("malformed HTTP response", line)
	}
	resp.Proto = proto
	resp.Status = strings.TrimLeft(status, " ")
	code, _, _ := strings.Cut(resp.Status, " ")
	if len(code) != 3 {
		return nil, badStringError("malformed HTTP status code", code)
	}
	if resp.StatusCode, err = strconv.Atoi(code); err != nil || resp.StatusCode < 0 {
		return nil, badStringError("malformed HTTP status code", code)
	}
	if resp.ProtoMajor, resp.ProtoMinor, ok = ParseHTTPVersion(proto); !ok {
		return nil, badStringError("malformed HTTP version", proto)
	}
	header, err := tp.ReadMIMEHeader()
	if err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return nil, err
	}
	resp.Header = Header(header)
	fixPragmaCacheControl(resp.Header)
	h := &head{
		header: resp.Header, response: true, status: resp.StatusCode, method: "GET",
		major: resp.ProtoMajor, minor: resp.ProtoMinor, close: shouldClose(resp.ProtoMajor, resp.ProtoMinor, resp.Header),
	}
	if anyHasToken(resp.Header["Connection"], "close") {
		resp.Header.Del("Connection") // Close says it
	}
	if req != nil && req.Method != "" {
		h.method = req.Method
	}
	if h.major == 0 && h.minor == 0 {
		h.major, h.minor = 1, 1
	}
	f, err := readFrame(h, r, &resp.Trailer)
	if err != nil {
		return nil, err
	}
	resp.Body, resp.ContentLength, resp.TransferEncoding, resp.Trailer, resp.Close = f.body, f.length, f.te, f.trailer, f.close
	return resp, nil
}

// responseOwn are fields that Response has elsewhere.
var responseOwn = map[string]bool{"Content-Length": true, "Transfer-Encoding": true, "Trailer": true}

// Write writes the response as a server sends it, and closes Body.
func (r *Response) Write(w io.Writer) error {
	text := r.Status
	if text == "" {
		if text = StatusText(r.StatusCode); text == "" {
			text = "status code " + strconv.Itoa(r.StatusCode)
		}
	} else {
		text = strings.TrimPrefix(text, strconv.Itoa(r.StatusCode)+" ")
	}
	if _, err := fmt.Fprintf(w, "HTTP/%d.%d %03d %s\r\n", r.ProtoMajor, r.ProtoMinor, r.StatusCode, text); err != nil {
		return err
	}
	c := new(Response)
	*c = *r
	if c.ContentLength == 0 && c.Body != nil { // is there really nothing?
		var first [1]byte
		n, err := c.Body.Read(first[:])
		if err != nil && err != io.EOF {
			return err
		}
		if n == 0 {
			c.Body = NoBody
		} else {
			c.ContentLength = -1
			c.Body = struct {
				io.Reader
				io.Closer
			}{io.MultiReader(strings.NewReader(string(first[:])), r.Body), r.Body}
		}
	}
	// Without a length and without chunks only the end of the connection tells.
	if c.ContentLength == -1 && !c.Close && c.ProtoAtLeast(1, 1) && !isChunked(c.TransferEncoding) && !c.Uncompressed {
		c.Close = true
	}
	o := outgoingResponse(c)
	if err := o.writeHeader(w, nil); err != nil {
		return err
	}
	if err := r.Header.WriteSubset(w, responseOwn); err != nil {
		return err
	}
	if c.ContentLength == 0 && !isChunked(o.te) && !o.sendsLength() && bodyAllowedForStatus(r.StatusCode) {
		if _, err := io.WriteString(w, "Content-Length: 0\r\n"); err != nil {
			return err
		}
	}
	if _, err := io.WriteString(w, "\r\n"); err != nil {
		return err
	}
	return o.writeBody(w)
}

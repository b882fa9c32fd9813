// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements what the server makes of a header list: RFC 9113, 8.3.1.

package http

import (
	"io"
	"net/http/internal/h2"
	"net/url"
	"strconv"
	"strings"
	"sync"
)

// request returns a request without a context, and who answers it.
func (sc *h2server) request(id uint32, f *h2fields, end bool) (*Request, Handler, error) {
	bad := h2.StreamError{Stream: id, Code: h2.ErrProtocol}
	connect := f.method == "CONNECT"
	switch {
	case f.tooLarge: // what is there may be anything
		return &Request{Method: "GET", URL: &url.URL{}, Header: Header{}, Body: NoBody}, HandlerFunc(h2tooLarge), nil
	case f.bad || f.seen&(h2status|h2protocol) != 0:
		return nil, nil, bad
	case connect:
		if f.path != "" || f.scheme != "" || f.authority == "" {
			return nil, nil, bad
		}
	case f.method == "" || f.path == "" || f.scheme != "https" && f.scheme != "http":
		return nil, nil, bad
	}
	r := &Request{
		Method: f.method, Proto: "HTTP/2.0", ProtoMajor: 2, Header: f.header, Host: f.authority, RequestURI: f.path,
		RemoteAddr: sc.c.remoteAddr, TLS: sc.c.tls, Body: NoBody,
	}
	if len(f.cookies) > 1 {
		r.Header["Cookie"] = []string{strings.Join(f.cookies, "; ")}
	}
	if r.Host == "" {
		r.Host = r.Header.get("Host")
	}
	if connect {
		r.URL, r.RequestURI = &url.URL{Host: f.authority}, f.authority
	} else {
		var err error
		if f.path != "*" && f.path[0] != '/' {
			return nil, nil, bad
		}
		if r.URL, err = url.ParseRequestURI(f.path); err != nil {
			return nil, nil, bad
		}
	}
	if !validMethod(r.Method) || !validHost(r.Host) {
		return nil, nil, bad
	}
	h := sc.h
	if text := h2badField(r.Header); text != "" {
		h = HandlerFunc(func(w ResponseWriter, r *Request) { Error(w, text, StatusBadRequest) })
	}
	if !h2length(r, end) {
		return nil, nil, bad
	}
	h2announce(r)
	return r, h, nil
}

// h2length sets ContentLength, and returns false if it is not what the header says.
func h2length(r *Request, end bool) bool {
	vv, ok := r.Header["Content-Length"]
	var n uint64
	var err error
	if ok {
		n, err = strconv.ParseUint(vv[0], 10, 63)
		for _, v := range vv[1:] {
			if v != vv[0] {
				return false
			}
		}
	}
	switch {
	case err != nil:
		return false
	case end:
		return n == 0
	case ok:
		r.ContentLength = int64(n)
	default:
		r.ContentLength = -1
	}
	return true
}

// h2announce takes the keys of the trailer from the header.
func h2announce(r *Request) {
	for _, v := range r.Header["Trailer"] {
		elements(v, func(key string) {
			switch key = CanonicalHeaderKey(key); key {
			case "Transfer-Encoding", "Trailer", "Content-Length":
				return // are not for trailers
			}
			if r.Trailer == nil {
				r.Trailer = make(Header)
			}
			r.Trailer[key] = nil
		})
	}
	delete(r.Header, "Trailer")
}

// h2badField tells of fields that are HTTP/1's only.
func h2badField(h Header) string {
	for _, k := range [...]string{"Connection", "Proxy-Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade"} {
		if h.has(k) {
			return "request header " + strconv.Quote(k) + " is not valid in HTTP/2"
		}
	}
	if te := h["Te"]; len(te) > 0 && (len(te) > 1 || te[0] != "trailers" && te[0] != "") {
		return `request header "TE" may only be "trailers" in HTTP/2`
	}
	return ""
}

func h2tooLarge(w ResponseWriter, r *Request) {
	w.WriteHeader(StatusRequestHeaderFieldsTooLarge)
	io.WriteString(w, "<h1>HTTP Error 431</h1><p>Request Header Field(s) Too Large</p>")
}

// An h2requestBody is the body of a request.
type h2requestBody struct {
	st *h2stream
	w  *h2response

	mu       sync.Mutex
	closed   bool
	proceeds bool // "100 Continue" is still to be sent
}

func (b *h2requestBody) Read(p []byte) (int, error) {
	b.mu.Lock()
	closed, proceed := b.closed, b.proceeds
	b.proceeds = false
	b.mu.Unlock()
	if closed {
		return 0, ErrBodyReadAfterClose
	}
	if proceed {
		b.w.informational(StatusContinue, nil)
	}
	if len(p) == 0 {
		return 0, nil
	}
	return b.st.read(p)
}

// Close throws away what comes.
func (b *h2requestBody) Close() error {
	b.mu.Lock()
	was := b.closed
	b.closed = true
	b.mu.Unlock()
	if !was {
		b.st.drop(ErrBodyReadAfterClose)
	}
	return nil
}

// noContinue is called when the handler has answered without reading.
func (b *h2requestBody) noContinue() {
	b.mu.Lock()
	b.proceeds = false
	b.mu.Unlock()
}

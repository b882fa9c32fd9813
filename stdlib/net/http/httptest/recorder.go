// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package httptest

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/textproto"
	"strconv"
	"strings"
)

// DefaultRemoteAddr is not used by this package.
const DefaultRemoteAddr = "1.2.3.4"

// A ResponseRecorder is a ResponseWriter that keeps what is written.
type ResponseRecorder struct {
	Code      int         // of WriteHeader; 200 if that was not called
	HeaderMap http.Header // Header returns it; Result is better
	Body      *bytes.Buffer
	Flushed   bool

	result      *http.Response
	snapHeader  http.Header // at the first Write
	wroteHeader bool
}

// NewRecorder returns a ResponseRecorder.
func NewRecorder() *ResponseRecorder {
	return &ResponseRecorder{HeaderMap: make(http.Header), Body: new(bytes.Buffer), Code: 200}
}

// Header returns the handler's headers, which it may change.
func (rw *ResponseRecorder) Header() http.Header {
	if rw.HeaderMap == nil {
		rw.HeaderMap = make(http.Header)
	}
	return rw.HeaderMap
}

// implicit writes the header, as a server does at the first Write.
func (rw *ResponseRecorder) implicit(b []byte, s string) {
	if rw.wroteHeader {
		return
	}
	if len(s) > 512 {
		s = s[:512]
	}
	h := rw.Header()
	if _, has := h["Content-Type"]; !has && h.Get("Transfer-Encoding") == "" {
		if b == nil {
			b = []byte(s)
		}
		h.Set("Content-Type", http.DetectContentType(b))
	}
	rw.WriteHeader(200)
}

func bodyAllowed(code int) bool { return code >= 200 && code != 204 && code != 304 }

func (rw *ResponseRecorder) Write(buf []byte) (int, error) {
	rw.implicit(buf, "")
	if !bodyAllowed(rw.Code) {
		return 0, http.ErrBodyNotAllowed
	}
	if rw.Body != nil {
		rw.Body.Write(buf)
	}
	return len(buf), nil
}

// WriteString is Write for a string.
func (rw *ResponseRecorder) WriteString(str string) (int, error) {
	rw.implicit(nil, str)
	if !bodyAllowed(rw.Code) {
		return 0, http.ErrBodyNotAllowed
	}
	if rw.Body != nil {
		rw.Body.WriteString(str)
	}
	return len(str), nil
}

// WriteHeader records the status.
func (rw *ResponseRecorder) WriteHeader(code int) {
	if rw.wroteHeader {
		return
	}
	if code < 100 || code > 999 {
		panic(fmt.Sprintf("invalid WriteHeader code %v", code))
	}
	rw.Code = code
	rw.wroteHeader = true
	rw.snapHeader = rw.Header().Clone()
}

// Flush writes the header, and is recorded.
func (rw *ResponseRecorder) Flush() {
	if !rw.wroteHeader {
		rw.WriteHeader(200)
	}
	rw.Flushed = true
}

// Result returns the response that a client would have got, when the handler is
// done.
func (rw *ResponseRecorder) Result() *http.Response {
	if rw.result != nil {
		return rw.result
	}
	if rw.snapHeader == nil {
		rw.snapHeader = rw.Header().Clone()
	}
	res := &http.Response{StatusCode: rw.Code, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Header: rw.snapHeader}
	rw.result = res
	if res.StatusCode == 0 {
		res.StatusCode = 200
	}
	res.Status = fmt.Sprintf("%03d %s", res.StatusCode, http.StatusText(res.StatusCode))
	if rw.Body != nil {
		res.Body = io.NopCloser(bytes.NewReader(rw.Body.Bytes()))
	} else {
		res.Body = http.NoBody
	}
	res.ContentLength = -1
	if n, err := strconv.ParseUint(textproto.TrimString(res.Header.Get("Content-Length")), 10, 63); err == nil {
		res.ContentLength = int64(n)
	}
	rw.trailers(res)
	return res
}

func (rw *ResponseRecorder) trailers(res *http.Response) {
	set := func(k string, vv []string) {
		if res.Trailer == nil {
			res.Trailer = make(http.Header)
		}
		for _, v := range vv {
			res.Trailer.Add(k, v)
		}
	}
	for _, line := range rw.snapHeader["Trailer"] {
		for _, k := range strings.Split(line, ",") {
			k = http.CanonicalHeaderKey(textproto.TrimString(k))
			switch k {
			case "", "Transfer-Encoding", "Content-Length", "Trailer":
				continue
			}
			if vv, ok := rw.HeaderMap[k]; ok {
				set(k, vv)
			}
		}
	}
	for k, vv := range rw.HeaderMap {
		if key, ok := strings.CutPrefix(k, http.TrailerPrefix); ok {
			set(key, vv)
		}
	}
}

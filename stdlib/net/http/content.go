// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements ServeContent: conditional requests and ranges, RFC 9110,
// 13 and 14.

package http

import (
	"errors"
	"fmt"
	"io"
	"mime"
	"mime/multipart"
	"net/textproto"
	"path/filepath"
	"strconv"
	"strings"
	"time"
)

// ServeContent answers with content, or the ranges of it that are asked for, or
// that it has not changed. The type is that of Content-Type, else of name's
// extension, else detected. An Etag header that w has counts.
func ServeContent(w ResponseWriter, req *Request, name string, modtime time.Time, content io.ReadSeeker) {
	size := func() (int64, error) {
		n, err := content.Seek(0, io.SeekEnd)
		if err != nil {
			return 0, errSeeker
		}
		if _, err = content.Seek(0, io.SeekStart); err != nil {
			return 0, errSeeker
		}
		return n, nil
	}
	serveContent(w, req, name, modtime, size, content)
}

var (
	errSeeker    = errors.New("seeker can't seek")
	errNoOverlap = errors.New("invalid range: failed to overlap")
	errRange     = errors.New("invalid range")
)

func serveContent(w ResponseWriter, r *Request, name string, modtime time.Time, sizeOf func() (int64, error), content io.ReadSeeker) {
	setLastModified(w, modtime)
	done, rangeReq := preconditions(w, r, modtime)
	if done {
		return
	}
	ctypes, have := w.Header()["Content-Type"]
	var ctype string
	if !have {
		ctype = mime.TypeByExtension(filepath.Ext(name))
		if ctype == "" {
			var buf [sniffLen]byte
			n, _ := io.ReadFull(content, buf[:])
			ctype = DetectContentType(buf[:n])
			if _, err := content.Seek(0, io.SeekStart); err != nil {
				serveError(w, "seeker can't seek", StatusInternalServerError)
				return
			}
		}
		w.Header().Set("Content-Type", ctype)
	} else if len(ctypes) > 0 {
		ctype = ctypes[0]
	}
	size, err := sizeOf()
	if err == nil && size < 0 {
		err = errors.New("negative content size computed")
	}
	if err != nil {
		serveError(w, err.Error(), StatusInternalServerError)
		return
	}
	ranges, err := parseRange(rangeReq, size)
	if err == errNoOverlap && size == 0 {
		ranges, err = nil, nil // some clients ask for a range of everything
	}
	if err != nil {
		if err == errNoOverlap {
			w.Header().Set("Content-Range", fmt.Sprintf("bytes */%d", size))
		}
		serveError(w, err.Error(), StatusRequestedRangeNotSatisfiable)
		return
	}
	var sum int64
	for _, ra := range ranges {
		sum += ra.length
	}
	if sum > size { // a stupid client, or an attack
		ranges = nil
	}
	code, sendSize := StatusOK, size
	var send io.Reader = content
	switch {
	case len(ranges) == 1:
		ra := ranges[0]
		if _, err := content.Seek(ra.start, io.SeekStart); err != nil {
			serveError(w, err.Error(), StatusRequestedRangeNotSatisfiable)
			return
		}
		sendSize, code = ra.length, StatusPartialContent
		w.Header().Set("Content-Range", ra.contentRange(size))
	case len(ranges) > 1:
		sendSize, code = sizeOfParts(ranges, ctype, size), StatusPartialContent
		pr, pw := io.Pipe()
		mw := multipart.NewWriter(pw)
		w.Header().Set("Content-Type", "multipart/byteranges; boundary="+mw.Boundary())
		send = pr
		defer pr.Close() // ends the goroutine
		go func() {
			for _, ra := range ranges {
				part, err := mw.CreatePart(ra.header(ctype, size))
				if err == nil {
					_, err = content.Seek(ra.start, io.SeekStart)
				}
				if err == nil {
					_, err = io.CopyN(part, content, ra.length)
				}
				if err != nil {
					pw.CloseWithError(err)
					return
				}
			}
			mw.Close()
			pw.Close()
		}()
	}
	w.Header().Set("Accept-Ranges", "bytes")
	// What a wrapper encodes has another length.
	if len(ranges) > 0 || w.Header().Get("Content-Encoding") == "" {
		w.Header().Set("Content-Length", strconv.FormatInt(sendSize, 10))
	}
	w.WriteHeader(code)
	if r.Method != "HEAD" {
		io.CopyN(w, send, sendSize)
	}
}

// An httpRange is a range of bytes.
type httpRange struct{ start, length int64 }

func (r httpRange) contentRange(size int64) string {
	return fmt.Sprintf("bytes %d-%d/%d", r.start, r.start+r.length-1, size)
}

func (r httpRange) header(ctype string, size int64) textproto.MIMEHeader {
	return textproto.MIMEHeader{"Content-Range": {r.contentRange(size)}, "Content-Type": {ctype}}
}

// parseRange reads a Range header; errNoOverlap: nothing of it is there.
func parseRange(s string, size int64) ([]httpRange, error) {
	if s == "" {
		return nil, nil
	}
	s, ok := strings.CutPrefix(s, "bytes=")
	if !ok {
		return nil, errRange
	}
	var ranges []httpRange
	noOverlap := false
	for _, ra := range strings.Split(s, ",") {
		if ra = textproto.TrimString(ra); ra == "" {
			continue
		}
		start, end, ok := strings.Cut(ra, "-")
		if !ok {
			return nil, errRange
		}
		start, end = textproto.TrimString(start), textproto.TrimString(end)
		var r httpRange
		if start == "" { // the last bytes
			if end == "" || end[0] == '-' {
				return nil, errRange
			}
			n, err := strconv.ParseInt(end, 10, 64)
			if n < 0 || err != nil {
				return nil, errRange
			}
			n = min(n, size)
			r = httpRange{size - n, n}
		} else {
			n, err := strconv.ParseInt(start, 10, 64)
			if err != nil || n < 0 {
				return nil, errRange
			}
			if n >= size {
				noOverlap = true
				continue
			}
			r = httpRange{n, size - n}
			if end != "" {
				m, err := strconv.ParseInt(end, 10, 64)
				if err != nil || n > m {
					return nil, errRange
				}
				r.length = min(m, size-1) - n + 1
			}
		}
		ranges = append(ranges, r)
	}
	if noOverlap && len(ranges) == 0 {
		return nil, errNoOverlap
	}
	return ranges, nil
}

type countWriter int64

func (c *countWriter) Write(p []byte) (int, error) {
	*c += countWriter(len(p))
	return len(p), nil
}

// sizeOfParts returns how long the ranges are as parts.
func sizeOfParts(ranges []httpRange, ctype string, size int64) int64 {
	var c countWriter
	mw := multipart.NewWriter(&c)
	n := int64(0)
	for _, ra := range ranges {
		mw.CreatePart(ra.header(ctype, size))
		n += ra.length
	}
	mw.Close()
	return n + int64(c)
}

// A cond is how a condition of a request turned out.
type cond int

const (
	condNone cond = iota // it is not there
	condTrue
	condFalse
)

func condOf(ok bool) cond {
	if ok {
		return condTrue
	}
	return condFalse
}

// scanETag takes a tag off s, "" if there is none.
func scanETag(s string) (tag, rest string) {
	s = textproto.TrimString(s)
	start := 0
	if strings.HasPrefix(s, "W/") {
		start = 2
	}
	if len(s[start:]) < 2 || s[start] != '"' {
		return "", ""
	}
	for i := start + 1; i < len(s); i++ {
		c := s[i]
		switch {
		case c == 0x21 || c >= 0x23 && c <= 0x7e || c >= 0x80:
		case c == '"':
			return s[:i+1], s[i+1:]
		default:
			return "", ""
		}
	}
	return "", ""
}

func strongMatch(a, b string) bool { return a == b && a != "" && a[0] == '"' }

func weakMatch(a, b string) bool { return strings.TrimPrefix(a, "W/") == strings.TrimPrefix(b, "W/") }

// matchesAny reports whether tag is one of a list.
func matchesAny(list, tag string, match func(a, b string) bool) bool {
	for {
		list = textproto.TrimString(list)
		if list == "" {
			return false
		}
		if list[0] == ',' {
			list = list[1:]
			continue
		}
		if list[0] == '*' {
			return true
		}
		t, rest := scanETag(list)
		if t == "" {
			return false
		}
		if match(t, tag) {
			return true
		}
		list = rest
	}
}

func ifMatch(w ResponseWriter, r *Request) cond {
	im := r.Header.Get("If-Match")
	if im == "" {
		return condNone
	}
	return condOf(matchesAny(im, w.Header().get("Etag"), strongMatch))
}

func ifUnmodifiedSince(r *Request, modtime time.Time) cond {
	s := r.Header.Get("If-Unmodified-Since")
	if s == "" || noTime(modtime) {
		return condNone
	}
	t, err := ParseTime(s)
	if err != nil {
		return condNone
	}
	return condOf(modtime.Truncate(time.Second).Compare(t) <= 0) // headers have seconds
}

func ifNoneMatch(w ResponseWriter, r *Request) cond {
	inm := r.Header.get("If-None-Match")
	if inm == "" {
		return condNone
	}
	return condOf(!matchesAny(inm, w.Header().get("Etag"), weakMatch))
}

func ifModifiedSince(r *Request, modtime time.Time) cond {
	if r.Method != "GET" && r.Method != "HEAD" {
		return condNone
	}
	s := r.Header.Get("If-Modified-Since")
	if s == "" || noTime(modtime) {
		return condNone
	}
	t, err := ParseTime(s)
	if err != nil {
		return condNone
	}
	return condOf(modtime.Truncate(time.Second).Compare(t) > 0)
}

func ifRange(w ResponseWriter, r *Request, modtime time.Time) cond {
	if r.Method != "GET" && r.Method != "HEAD" {
		return condNone
	}
	ir := r.Header.get("If-Range")
	if ir == "" {
		return condNone
	}
	if tag, _ := scanETag(ir); tag != "" {
		return condOf(strongMatch(tag, w.Header().Get("Etag")))
	}
	if modtime.IsZero() {
		return condFalse
	}
	t, err := ParseTime(ir)
	return condOf(err == nil && t.Unix() == modtime.Unix())
}

// noTime: an unknown time is zero, or that of an archive without times.
func noTime(t time.Time) bool { return t.IsZero() || t.Equal(time.Unix(0, 0)) }

func setLastModified(w ResponseWriter, modtime time.Time) {
	if !noTime(modtime) {
		w.Header().Set("Last-Modified", modtime.UTC().Format(TimeFormat))
	}
}

func writeNotModified(w ResponseWriter) {
	// RFC 9110, 15.4.5: what describes the content is of no use.
	h := w.Header()
	delete(h, "Content-Type")
	delete(h, "Content-Length")
	delete(h, "Content-Encoding")
	if h.Get("Etag") != "" {
		delete(h, "Last-Modified")
	}
	w.WriteHeader(StatusNotModified)
}

// preconditions answers the request if its conditions say so, in the order of RFC
// 9110, 13.2.2, and returns the Range that counts.
func preconditions(w ResponseWriter, r *Request, modtime time.Time) (done bool, rangeHeader string) {
	c := ifMatch(w, r)
	if c == condNone {
		c = ifUnmodifiedSince(r, modtime)
	}
	if c == condFalse {
		w.WriteHeader(StatusPreconditionFailed)
		return true, ""
	}
	switch ifNoneMatch(w, r) {
	case condFalse:
		if r.Method == "GET" || r.Method == "HEAD" {
			writeNotModified(w)
		} else {
			w.WriteHeader(StatusPreconditionFailed)
		}
		return true, ""
	case condNone:
		if ifModifiedSince(r, modtime) == condFalse {
			writeNotModified(w)
			return true, ""
		}
	}
	rangeHeader = r.Header.get("Range")
	if rangeHeader != "" && ifRange(w, r, modtime) == condFalse {
		rangeHeader = ""
	}
	return false, rangeHeader
}

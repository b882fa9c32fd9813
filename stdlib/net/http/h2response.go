// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the ResponseWriter of HTTP/2. What a handler writes goes
//
//	bw (4 KB) → h2body, which sends the header first → h2stream.send
//
// so that the header is sent when either 4 KB of the body are there, or the
// handler has returned and all of it is.

package http

import (
	"bufio"
	"context"
	"errors"
	"net/http/internal/h2"
	"net/http/internal/hpack"
	"os"
	"strconv"
	"strings"
	"sync"
	"time"
)

type h2response struct {
	sc      *h2server
	st      *h2stream
	req     *Request
	body    *h2requestBody // nil: the request has none
	handler Handler
	cancel  context.CancelFunc

	header      Header
	snapshot    Header // at WriteHeader; nil: not yet
	wroteHeader bool
	sentHeader  bool
	status      int
	done        bool // the handler has returned
	bw          *bufio.Writer
	written     int64
	declared    int64 // -1: it was not said
	trailers    []string

	mu          sync.Mutex
	closeNotify chan bool
	gone        bool
	readTimer   *time.Timer
	writeTimer  *time.Timer
}

func newH2Response(sc *h2server, st *h2stream, req *Request, h Handler, cancel context.CancelFunc) *h2response {
	w := &h2response{sc: sc, st: st, req: req, handler: h, cancel: cancel, header: make(Header), declared: -1}
	if req.ContentLength != 0 {
		w.body = &h2requestBody{st: st, w: w, proceeds: req.expectsContinue()}
		if w.body.proceeds {
			delete(req.Header, "Expect")
		}
		req.Body = w.body
	}
	return w
}

// setTimeouts: the server's hold for each stream.
func (w *h2response) setTimeouts() {
	s := w.sc.c.server
	if s.ReadTimeout > 0 && w.body != nil {
		w.SetReadDeadline(time.Now().Add(s.ReadTimeout))
	}
	if s.WriteTimeout > 0 {
		w.SetWriteDeadline(time.Now().Add(s.WriteTimeout))
	}
}

// gotTrailer is of the goroutine that reads.
func (w *h2response) gotTrailer(f *h2fields) {
	w.st.body.mu.Lock()
	defer w.st.body.mu.Unlock()
	// The handler sees it when it has read the body.
	w.st.body.onEnd = func() {
		for k := range w.req.Trailer {
			w.req.Trailer[k] = f.header[k]
		}
	}
}

// streamRemoved is called with sc.mu held.
func (w *h2response) streamRemoved(err error) {
	if err != nil {
		w.cancel()
		go w.notifyClosed()
	}
}

func (w *h2response) notifyClosed() {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closeNotify != nil && !w.gone {
		w.closeNotify <- true
	}
	w.gone = true
}

// serve runs the handler.
func (w *h2response) serve() {
	ok := false
	defer func() {
		v := recover()
		if !ok {
			w.sc.mu.Lock()
			w.sc.resetStream(w.st, h2.ErrInternal, errH2Stream)
			w.sc.mu.Unlock()
			w.end()
			w.sc.logPanic(v)
		}
	}()
	w.handler.ServeHTTP(w, w.req)
	w.finish()
	ok = true
	w.end()
}

// finish sends what is left.
func (w *h2response) finish() {
	w.done = true
	if !w.wroteHeader {
		w.WriteHeader(StatusOK)
	}
	if w.bw != nil {
		w.bw.Flush()
		w.bw.Reset(nil)
		writers.Put(w.bw)
		w.bw = nil
	}
	if !w.sentHeader {
		w.sendHeader(nil)
	}
	sc := w.sc
	fields := w.trailerFields()
	sc.mu.Lock()
	sent := w.st.sentEnd
	if !sent && len(fields) > 0 && w.st.sendErr == nil {
		sc.sendHeaders(w.st, fields, true)
		sent = true
	}
	sc.mu.Unlock()
	if !sent {
		w.st.send(nil, true)
	}
}

// end frees what the request has; the client need not send the rest of its body.
func (w *h2response) end() {
	w.done = true
	w.mu.Lock()
	for _, t := range [...]*time.Timer{w.readTimer, w.writeTimer} {
		if t != nil {
			t.Stop()
		}
	}
	w.mu.Unlock()
	w.sc.mu.Lock()
	if !w.st.gotEnd {
		w.sc.resetStream(w.st, h2.ErrNo, errH2Stream)
	}
	w.sc.mu.Unlock()
	w.st.drop(ErrBodyReadAfterClose)
	w.cancel()
	if w.req.MultipartForm != nil {
		w.req.MultipartForm.RemoveAll()
	}
}

func (w *h2response) Header() Header { return w.header }

func (w *h2response) WriteHeader(code int) {
	if w.wroteHeader {
		w.sc.c.server.logf("http: superfluous response.WriteHeader call from %s", relevantCaller())
		return
	}
	checkStatus(code)
	if code <= 199 {
		if code == StatusContinue && w.body != nil {
			w.body.noContinue()
		}
		w.informational(code, w.header)
		return
	}
	if w.body != nil {
		w.body.noContinue()
	}
	w.wroteHeader = true
	w.status = code
	w.snapshot = w.header.Clone()
	if cl := w.snapshot.get("Content-Length"); cl != "" {
		if v, err := strconv.ParseInt(cl, 10, 64); err == nil && v >= 0 {
			w.declared = v
		} else {
			w.sc.c.server.logf("http: invalid Content-Length of %q", cl)
			delete(w.snapshot, "Content-Length")
		}
	}
}

// informational sends a header with a status of 1xx.
func (w *h2response) informational(code int, h Header) {
	fields := []hpack.Field{{Name: ":status", Value: strconv.Itoa(code)}}
	for k, vv := range h {
		if k != "Content-Length" && !h2connectionField(k) && !strings.HasPrefix(k, TrailerPrefix) {
			fields = h2append(fields, k, vv)
		}
	}
	w.sc.mu.Lock()
	defer w.sc.mu.Unlock()
	if w.st.sendErr == nil {
		w.sc.sendHeaders(w.st, fields, false)
	}
}

// h2connectionField tells what HTTP/2 does not have: RFC 9113, 8.2.2.
func h2connectionField(k string) bool {
	switch k {
	case "Connection", "Proxy-Connection", "Keep-Alive", "Transfer-Encoding", "Upgrade":
		return true
	}
	return false
}

func (w *h2response) Write(p []byte) (int, error) { return w.write(len(p), p, "") }

func (w *h2response) WriteString(s string) (int, error) { return w.write(len(s), nil, s) }

// write writes p or, if that is nil, s.
func (w *h2response) write(n int, p []byte, s string) (int, error) {
	if w.done {
		return 0, errors.New("http2: Write called after Handler finished") // of a goroutine that is left
	}
	if !w.wroteHeader {
		w.WriteHeader(StatusOK)
	}
	if !bodyAllowedForStatus(w.status) {
		return 0, ErrBodyNotAllowed
	}
	w.written += int64(n)
	if w.declared != -1 && w.written > w.declared {
		return 0, errors.New("http2: handler wrote more than declared Content-Length")
	}
	if w.bw == nil {
		w.bw = newWriter(&writers, h2body{w}, 4<<10)
	}
	if p != nil {
		return w.bw.Write(p)
	}
	return w.bw.WriteString(s)
}

// An h2body sends what comes out of bw.
type h2body struct{ w *h2response }

func (b h2body) Write(p []byte) (int, error) {
	w := b.w
	if !w.sentHeader {
		ended, err := w.sendHeader(p)
		if ended || err != nil {
			return len(p), err
		}
	}
	if w.req.Method == "HEAD" {
		return len(p), nil
	}
	// All is there, and nothing follows.
	end := w.done && !w.hasTrailers()
	return w.st.send(p, end)
}

// sendHeader sends the header; p is what is there of the body. It reports whether
// that was all.
func (w *h2response) sendHeader(p []byte) (ended bool, err error) {
	w.sentHeader = true
	h := w.snapshot
	for _, v := range h["Trailer"] {
		elements(v, w.declareTrailer)
	}
	head := w.req.Method == "HEAD"
	length := h.get("Content-Length")
	delete(h, "Content-Length")
	hasBody := bodyAllowedForStatus(w.status)
	if length == "" && w.done && hasBody && (len(p) > 0 || !head) {
		length = strconv.Itoa(len(p))
	}
	fields := make([]hpack.Field, 0, 8+len(h))
	fields = append(fields, hpack.Field{Name: ":status", Value: strconv.Itoa(w.status)})
	closes := anyHasToken(h["Connection"], "close")
	for k, vv := range h {
		if !h2connectionField(k) && !strings.HasPrefix(k, TrailerPrefix) {
			fields = h2append(fields, k, vv)
		}
	}
	if !h.has("Content-Type") && h.get("Content-Encoding") == "" && hasBody && len(p) > 0 {
		fields = append(fields, hpack.Field{Name: "content-type", Value: DetectContentType(p)})
	}
	if length != "" && hasBody || length != "" && w.status == StatusNotModified {
		fields = append(fields, hpack.Field{Name: "content-length", Value: length})
	}
	if !h.has("Date") {
		fields = append(fields, hpack.Field{Name: "date", Value: dateNow()})
	}
	ended = head || !hasBody || w.done && len(p) == 0 && !w.hasTrailers()
	sc := w.sc
	sc.mu.Lock()
	defer sc.mu.Unlock()
	if w.st.sendErr != nil {
		return false, w.st.sendErr
	}
	if closes {
		sc.shutdownLocked()
	}
	sc.sendHeaders(w.st, fields, ended)
	return ended, nil
}

func (w *h2response) declareTrailer(k string) {
	if k = CanonicalHeaderKey(k); validTrailer(k) {
		w.trailers = append(w.trailers, k)
	}
}

// hasTrailers reports whether something follows the body.
func (w *h2response) hasTrailers() bool {
	if len(w.trailers) > 0 {
		return true
	}
	for k := range w.header {
		if strings.HasPrefix(k, TrailerPrefix) {
			return true
		}
	}
	return false
}

func (w *h2response) trailerFields() (fields []hpack.Field) {
	for k, vv := range w.header {
		if key, ok := strings.CutPrefix(k, TrailerPrefix); ok && validTrailer(CanonicalHeaderKey(key)) {
			fields = h2append(fields, key, vv)
		}
	}
	for _, k := range w.trailers {
		fields = h2append(fields, k, w.header[k])
	}
	return fields
}

func (w *h2response) Flush() { w.FlushError() }

func (w *h2response) FlushError() error {
	if !w.wroteHeader {
		w.WriteHeader(StatusOK)
	}
	if w.bw != nil && w.bw.Buffered() > 0 {
		return w.bw.Flush()
	}
	if w.sentHeader {
		w.sc.mu.Lock()
		defer w.sc.mu.Unlock()
		if w.st.sentEnd {
			return nil
		}
		return w.st.sendErr
	}
	_, err := w.sendHeader(nil)
	return err
}

// Push returns ErrNotSupported: clients have given up on pushes.
func (w *h2response) Push(target string, opts *PushOptions) error { return ErrNotSupported }

func (w *h2response) CloseNotify() <-chan bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.closeNotify == nil {
		w.closeNotify = make(chan bool, 1)
		if w.gone {
			w.closeNotify <- true
		}
	}
	return w.closeNotify
}

// EnableFullDuplex does nothing: it always is.
func (w *h2response) EnableFullDuplex() error { return nil }

func (w *h2response) SetReadDeadline(t time.Time) error {
	w.setTimer(&w.readTimer, t, func() { w.st.body.close(os.ErrDeadlineExceeded) })
	return nil
}

func (w *h2response) SetWriteDeadline(t time.Time) error {
	w.setTimer(&w.writeTimer, t, func() {
		w.sc.mu.Lock()
		defer w.sc.mu.Unlock()
		if !w.st.sentEnd {
			w.sc.resetStream(w.st, h2.ErrInternal, os.ErrDeadlineExceeded)
		}
	})
	return nil
}

func (w *h2response) setTimer(timer **time.Timer, t time.Time, f func()) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if *timer != nil {
		(*timer).Stop()
		*timer = nil
	}
	if t.IsZero() {
		return
	}
	if d := time.Until(t); d > 0 {
		*timer = time.AfterFunc(d, f)
	} else {
		f()
	}
}

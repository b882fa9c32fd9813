// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the server's ResponseWriter. What a handler writes goes
//
//	w (2 KB) → cw, which writes the header and frames the body → conn.bw → net.Conn
//
// so that the header is written when either 2 KB of the body are there, or the
// handler has returned and all of it is.

package http

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type response struct {
	conn    *conn
	req     *Request
	reqBody io.ReadCloser // as it was read, whatever the handler does to req.Body
	cancel  context.CancelFunc

	header           Header // the handler's
	headerSeen       bool   // it has, and may change, header
	wroteHeader      bool
	status           int
	wants10KeepAlive bool
	wantsClose       bool

	w             *bufio.Writer
	cw            chunkWriter
	written       int64 // of the body
	contentLength int64 // as declared; -1: it is not
	trailers      []string

	closeAfterReply bool
	bodyTooLarge    bool // a limit of the handler was exceeded
	fullDuplex      bool
	handlerDone     atomic.Bool

	canContinue atomic.Bool // "100 Continue" may be written
	continueMu  sync.Mutex

	closeNotify     chan bool
	closeNotifyMu   sync.Mutex
	closeNotifySent bool
}

func (w *response) disableContinue() {
	if w.canContinue.Load() {
		w.continueMu.Lock()
		w.canContinue.Store(false)
		w.continueMu.Unlock()
	}
}

func (w *response) Header() Header {
	if w.cw.header == nil && w.wroteHeader && !w.cw.wroteHeader {
		w.cw.header = w.header.Clone() // what is sent changes no more
	}
	w.headerSeen = true
	return w.header
}

// checkStatus panics where a client could not read the status.
func checkStatus(code int) {
	if code < 100 || code > 999 {
		panic(fmt.Sprintf("invalid WriteHeader code %v", code))
	}
}

// withoutBody are fields that a 1xx does not have.
var withoutBody = map[string]bool{"Content-Length": true, "Transfer-Encoding": true}

func (w *response) WriteHeader(code int) {
	if w.conn.isHijacked() {
		w.conn.server.logf("http: response.WriteHeader on hijacked connection from %s", relevantCaller())
		return
	}
	if w.wroteHeader {
		w.conn.server.logf("http: superfluous response.WriteHeader call from %s", relevantCaller())
		return
	}
	checkStatus(code)
	if code < 101 || code > 199 {
		w.disableContinue()
	}
	if code >= 100 && code <= 199 && code != StatusSwitchingProtocols {
		bw := w.conn.bw
		if code == 100 {
			w.continueMu.Lock()
			w.canContinue.Store(false)
			defer w.continueMu.Unlock()
		}
		writeStatusLine(bw, w.req.ProtoAtLeast(1, 1), code)
		w.header.WriteSubset(bw, withoutBody)
		bw.WriteString("\r\n")
		bw.Flush()
		return
	}
	w.wroteHeader = true
	w.status = code
	if w.headerSeen && w.cw.header == nil {
		w.cw.header = w.header.Clone()
	}
	if cl := w.header.get("Content-Length"); cl != "" {
		if v, err := strconv.ParseInt(cl, 10, 64); err == nil && v >= 0 {
			w.contentLength = v
		} else {
			w.conn.server.logf("http: invalid Content-Length of %q", cl)
			w.header.Del("Content-Length")
		}
	}
}

func writeStatusLine(bw *bufio.Writer, is11 bool, code int) {
	if is11 {
		bw.WriteString("HTTP/1.1 ")
	} else {
		bw.WriteString("HTTP/1.0 ")
	}
	text := StatusText(code)
	if text == "" {
		fmt.Fprintf(bw, "%03d status code %d\r\n", code, code)
		return
	}
	var b [4]byte
	bw.Write(append(strconv.AppendInt(b[:0], int64(code), 10), ' '))
	bw.WriteString(text)
	bw.WriteString("\r\n")
}

func (w *response) Write(p []byte) (int, error) { return w.write(len(p), p, "") }

func (w *response) WriteString(s string) (int, error) { return w.write(len(s), nil, s) }

// write writes p or, if that is nil, s.
func (w *response) write(n int, p []byte, s string) (int, error) {
	if w.conn.isHijacked() {
		if n > 0 {
			w.conn.server.logf("http: response.Write on hijacked connection from %s", relevantCaller())
		}
		return 0, ErrHijacked
	}
	if !w.wroteHeader {
		w.WriteHeader(StatusOK)
	}
	w.disableContinue()
	if n == 0 {
		return 0, nil
	}
	if !bodyAllowedForStatus(w.status) {
		return 0, ErrBodyNotAllowed
	}
	w.written += int64(n)
	if w.contentLength != -1 && w.written > w.contentLength {
		return 0, ErrContentLength
	}
	if p != nil {
		return w.w.Write(p)
	}
	return w.w.WriteString(s)
}

var copyBuffers = sync.Pool{New: func() any { return new([32 << 10]byte) }}

type writerOnly struct{ io.Writer }

// ReadFrom has io.Copy use a buffer of the server's.
func (w *response) ReadFrom(src io.Reader) (n int64, err error) {
	buf := copyBuffers.Get().(*[32 << 10]byte)
	defer copyBuffers.Put(buf)
	return io.CopyBuffer(writerOnly{w}, src, buf[:])
}

func (w *response) Flush() { w.FlushError() }

func (w *response) FlushError() error {
	if !w.wroteHeader {
		w.WriteHeader(StatusOK)
	}
	err := w.w.Flush()
	if !w.cw.wroteHeader {
		w.cw.writeHeader(nil)
	}
	if e := w.conn.bw.Flush(); err == nil {
		err = e
	}
	return err
}

func (w *response) SetReadDeadline(t time.Time) error { return w.conn.rwc.SetReadDeadline(t) }

func (w *response) SetWriteDeadline(t time.Time) error { return w.conn.rwc.SetWriteDeadline(t) }

func (w *response) EnableFullDuplex() error {
	w.fullDuplex = true
	return nil
}

func (w *response) requestTooLarge() {
	w.closeAfterReply = true
	w.bodyTooLarge = true
	if !w.wroteHeader {
		w.Header().Set("Connection", "close")
	}
}

func (w *response) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	if w.handlerDone.Load() {
		panic("net/http: Hijack called after ServeHTTP finished")
	}
	w.disableContinue()
	if w.wroteHeader && !w.cw.wroteHeader {
		w.cw.writeHeader(nil)
	}
	if w.wroteHeader {
		w.conn.bw.Flush()
	}
	c := w.conn
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.hijacked {
		return nil, nil, ErrHijacked
	}
	c.r.end()
	c.hijacked = true
	c.rwc.SetDeadline(time.Time{})
	if c.r.hasByte {
		if _, err := c.br.Peek(c.br.Buffered() + 1); err != nil {
			return nil, nil, fmt.Errorf("unexpected Peek failure reading buffered byte: %v", err)
		}
	}
	c.setState(StateHijacked, true)
	return c.rwc, bufio.NewReadWriter(c.br, bufio.NewWriter(c.rwc)), nil
}

func (w *response) CloseNotify() <-chan bool {
	w.closeNotifyMu.Lock()
	defer w.closeNotifyMu.Unlock()
	if w.handlerDone.Load() {
		panic("net/http: CloseNotify called after ServeHTTP finished")
	}
	if w.closeNotify == nil {
		w.closeNotify = make(chan bool, 1)
		if w.closeNotifySent {
			w.closeNotify <- true
		}
	}
	w.conn.r.want(w)
	return w.closeNotify
}

// notifyClosed is called with the connReader locked.
func (w *response) notifyClosed() {
	if w.closeNotifyMu.TryLock() {
		w.sendClosed()
		w.closeNotifyMu.Unlock()
	} else {
		go func() { // CloseNotify has the one lock and waits for the other
			w.closeNotifyMu.Lock()
			w.sendClosed()
			w.closeNotifyMu.Unlock()
		}()
	}
}

func (w *response) sendClosed() {
	if !w.closeNotifySent {
		w.closeNotifySent = true
		if w.closeNotify != nil {
			w.closeNotify <- true
		}
	}
}

// finish sends what is left after the handler has returned.
func (w *response) finish() {
	w.handlerDone.Store(true)
	if !w.wroteHeader {
		w.WriteHeader(StatusOK)
	}
	w.w.Flush()
	w.w.Reset(nil)
	bodies.Put(w.w)
	w.cw.close()
	w.conn.bw.Flush()
	w.conn.r.end()
	w.reqBody.Close() // what the handler has left of it
	if w.req.MultipartForm != nil {
		w.req.MultipartForm.RemoveAll()
	}
}

// canReuse reports whether another request may follow on the connection.
func (w *response) canReuse() bool {
	if w.closeAfterReply {
		return false
	}
	if w.req.Method != "HEAD" && w.contentLength != -1 && bodyAllowedForStatus(w.status) && w.contentLength != w.written {
		return false // the client waits for more
	}
	return w.conn.werr == nil && !w.closedBodyEarly()
}

func (w *response) closedBodyEarly() bool {
	b, ok := w.req.Body.(*body)
	return ok && b.didEarlyClose()
}

func (w *response) expectationFailed() {
	// RFC 9110, 10.1.1: with other expectations than 100-continue.
	w.Header().Set("Connection", "close")
	w.WriteHeader(StatusExpectationFailed)
	w.finish()
}

func (w *response) declareTrailer(k string) {
	if k = CanonicalHeaderKey(k); validTrailer(k) {
		w.trailers = append(w.trailers, k)
	}
}

// notTrailers are fields that frame, route or authenticate, or control how the
// body is taken. RFC 9110, 6.5.1.
var notTrailers = map[string]bool{
	"Authorization": true, "Cache-Control": true, "Connection": true, "Content-Encoding": true, "Content-Length": true,
	"Content-Range": true, "Content-Type": true, "Expect": true, "Host": true, "Keep-Alive": true, "Max-Forwards": true,
	"Pragma": true, "Proxy-Authenticate": true, "Proxy-Authorization": true, "Proxy-Connection": true, "Range": true,
	"Realm": true, "Te": true, "Trailer": true, "Transfer-Encoding": true, "Www-Authenticate": true,
}

func validTrailer(k string) bool { return !strings.HasPrefix(k, "If-") && !notTrailers[k] }

// finalTrailers returns what is sent behind the body.
func (w *response) finalTrailers() Header {
	var t Header
	for k, vv := range w.header {
		if key, ok := strings.CutPrefix(k, TrailerPrefix); ok {
			if t == nil {
				t = Header{}
			}
			t[key] = vv
		}
	}
	for _, k := range w.trailers {
		if t == nil {
			t = Header{}
		}
		t[k] = append(t[k], w.header[k]...)
	}
	return t
}

// A chunkWriter writes the header before the first byte of the body, which it
// frames.
type chunkWriter struct {
	res         *response
	header      Header // the handler's at WriteHeader; nil: what it has now
	wroteHeader bool
	chunking    bool
}

func (cw *chunkWriter) Write(p []byte) (n int, err error) {
	if !cw.wroteHeader {
		cw.writeHeader(p)
	}
	if cw.res.req.Method == "HEAD" {
		return len(p), nil
	}
	bw := cw.res.conn.bw
	if cw.chunking {
		var b [18]byte
		if _, err = bw.Write(append(strconv.AppendInt(b[:0], int64(len(p)), 16), '\r', '\n')); err != nil {
			cw.res.conn.rwc.Close()
			return
		}
	}
	n, err = bw.Write(p)
	if cw.chunking && err == nil {
		_, err = bw.WriteString("\r\n")
	}
	if err != nil {
		cw.res.conn.rwc.Close()
	}
	return
}

func (cw *chunkWriter) close() {
	if !cw.wroteHeader {
		cw.writeHeader(nil)
	}
	if cw.chunking {
		bw := cw.res.conn.bw
		bw.WriteString("0\r\n")
		if t := cw.res.finalTrailers(); t != nil {
			t.Write(bw)
		}
		bw.WriteString("\r\n")
	}
}

// A headerWriter decides about the fields that are the server's.
type headerWriter struct {
	cw      *chunkWriter
	w       *response
	header  Header
	exclude map[string]bool

	contentLength, contentType, connection, transferEncoding string // "": none
	date                                                     bool
}

// del removes a field, from a header that may be the handler's.
func (h *headerWriter) del(key string) {
	if _, ok := h.header[key]; !ok {
		return
	}
	if h.exclude == nil {
		h.exclude = make(map[string]bool)
	}
	h.exclude[key] = true
}

func (h *headerWriter) has(key string) bool {
	_, ok := h.header[key]
	return ok && !h.exclude[key]
}

// writeHeader writes the header; p is what is there of the body: all of it if
// the handler has returned.
func (cw *chunkWriter) writeHeader(p []byte) {
	cw.wroteHeader = true
	w := cw.res
	h := &headerWriter{cw: cw, w: w, header: cw.header}
	if h.header == nil {
		h.header = w.header
	}
	trailers := h.trailers()
	te := h.header.get("Transfer-Encoding")
	// All of a short body is there: its length is known.
	if w.handlerDone.Load() && !trailers && te == "" && bodyAllowedForStatus(w.status) && !h.header.has("Content-Length") &&
		(w.req.Method != "HEAD" || len(p) > 0) {
		w.contentLength = int64(len(p))
		h.contentLength = strconv.Itoa(len(p))
	}
	h.keepAlive()
	h.requestBody()
	h.typeOf(p, te)
	h.date = !h.header.has("Date")
	h.framing(te)
	h.connectionField()
	h.write()
}

// trailers finds trailers, declared and not.
func (h *headerWriter) trailers() (found bool) {
	for k := range h.header {
		if strings.HasPrefix(k, TrailerPrefix) {
			h.del(k)
			found = true
		}
	}
	for _, v := range h.header["Trailer"] {
		found = true
		elements(v, h.w.declareTrailer)
	}
	return
}

// keepAlive decides whether the connection goes on, as far as it is known yet.
func (h *headerWriter) keepAlive() {
	w := h.w
	enabled := w.conn.server.doKeepAlives()
	head := w.req.Method == "HEAD"
	if w.wants10KeepAlive && enabled && h.header.get("Content-Length") != "" && h.header.get("Connection") == "keep-alive" {
		w.closeAfterReply = false
	}
	if w.wants10KeepAlive && (head || w.contentLength != -1 || !bodyAllowedForStatus(w.status)) {
		if _, set := h.header["Connection"]; !set {
			h.connection = "keep-alive"
		}
	} else if !w.req.ProtoAtLeast(1, 1) || w.wantsClose {
		w.closeAfterReply = true
	}
	if h.header.get("Connection") == "close" || !enabled {
		w.closeAfterReply = true
	}
	// Whether a client that was not told to continue sends its body nobody knows.
	if r, ok := w.req.Body.(*continueReader); ok && !r.sawEOF.Load() {
		w.closeAfterReply = true
	}
}

// requestBody reads what the handler left of the request's body: many clients
// read the answer only after they have sent all.
func (h *headerWriter) requestBody() {
	w := h.w
	if w.req.ContentLength == 0 || w.closeAfterReply || w.fullDuplex {
		return
	}
	discard, tooMuch := true, false
	if b, ok := w.req.Body.(*body); ok {
		b.mu.Lock()
		switch {
		case b.closed:
			if !b.sawEOF {
				w.closeAfterReply = true // what is left is not known
			}
			discard = false
		case b.unread() >= maxDiscard:
			discard, tooMuch = false, true
		}
		b.mu.Unlock()
	}
	if discard {
		switch _, err := io.CopyN(io.Discard, w.reqBody, maxDiscard+1); err {
		case nil:
			tooMuch = true
		case ErrBodyReadAfterClose:
		case io.EOF:
			if w.reqBody.Close() != nil {
				w.closeAfterReply = true
			}
		default: // what follows must not be taken for a request
			w.closeAfterReply = true
		}
	}
	if tooMuch {
		w.requestTooLarge()
		h.del("Connection")
		h.connection = "close"
	}
}

func (h *headerWriter) typeOf(p []byte, te string) {
	switch code := h.w.status; {
	case code == StatusNotModified:
		h.del("Content-Type")
		h.del("Content-Length")
		h.del("Transfer-Encoding")
	case !bodyAllowedForStatus(code):
		h.del("Content-Length")
		h.del("Transfer-Encoding")
	default:
		_, have := h.header["Content-Type"]
		if !have && h.header.get("Content-Encoding") == "" && te == "" && len(p) > 0 {
			h.contentType = DetectContentType(p)
		}
	}
}

// framing decides how the client knows where the body ends.
func (h *headerWriter) framing(te string) {
	w := h.w
	hasLength := w.contentLength != -1
	if hasLength && te != "" && te != "identity" {
		w.conn.server.logf("http: WriteHeader called with both Transfer-Encoding of %q and a Content-Length of %d", te, w.contentLength)
		h.del("Content-Length")
		hasLength = false
	}
	switch {
	case w.req.Method == "HEAD" || !bodyAllowedForStatus(w.status):
		h.del("Transfer-Encoding")
	case hasLength:
		h.del("Transfer-Encoding")
	case w.req.ProtoAtLeast(1, 1) && te == "identity":
		w.closeAfterReply = true
		h.del("Transfer-Encoding")
	case w.req.ProtoAtLeast(1, 1):
		h.cw.chunking = true
		h.transferEncoding = "chunked"
		if te == "chunked" {
			h.del("Transfer-Encoding")
		}
	default:
		w.closeAfterReply = true
		h.del("Transfer-Encoding")
	}
	if h.cw.chunking {
		h.del("Content-Length")
	}
}

// connectionField tells the client that the connection ends.
func (h *headerWriter) connectionField() {
	w := h.w
	switching := w.status == StatusSwitchingProtocols && h.header.get("Upgrade") != "" && anyHasToken(h.header["Connection"], "upgrade")
	if w.closeAfterReply && !switching && (!w.conn.server.doKeepAlives() || !hasToken(h.header.get("Connection"), "close")) {
		h.del("Connection")
		if w.req.ProtoAtLeast(1, 1) {
			h.connection = "close"
		} else {
			h.connection = ""
		}
	}
}

func (h *headerWriter) write() {
	bw := h.w.conn.bw
	writeStatusLine(bw, h.w.req.ProtoAtLeast(1, 1), h.w.status)
	h.header.WriteSubset(bw, h.exclude)
	if h.date {
		bw.WriteString("Date: ")
		bw.WriteString(dateNow())
		bw.WriteString("\r\n")
	}
	for _, f := range [...][2]string{
		{"Content-Length", h.contentLength}, {"Content-Type", h.contentType}, {"Connection", h.connection},
		{"Transfer-Encoding", h.transferEncoding},
	} {
		if f[1] != "" {
			bw.WriteString(f[0])
			bw.WriteString(": ")
			bw.WriteString(textproto.TrimString(f[1]))
			bw.WriteString("\r\n")
		}
	}
	bw.WriteString("\r\n")
}

// A dateText is the text of a second.
type dateText struct {
	second int64
	text   string
}

var lastDate atomic.Pointer[dateText]

func dateNow() string {
	now := time.Now()
	d := lastDate.Load()
	if d == nil || d.second != now.Unix() {
		d = &dateText{now.Unix(), now.UTC().Format(TimeFormat)}
		lastDate.Store(d)
	}
	return d.text
}

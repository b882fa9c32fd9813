// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements a request of a client, and its response, on a stream.

package http

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/httptrace"
	"net/http/internal/h2"
	"net/http/internal/hpack"
	"net/textproto"
	"strconv"
	"strings"
	"sync/atomic"
	"time"
)

type h2exchange struct {
	cc    *h2client
	st    *h2stream
	ctx   context.Context
	req   *Request
	gzip  bool // we asked for it
	trace *httptrace.ClientTrace
	stop  func() // to call when all is done

	resc     chan *Response
	gone     chan struct{} // closed when the stream is removed
	err      error         // why, when gone is closed; nil: it is complete
	written  chan struct{} // closed when the body is
	proceed  chan struct{} // closed when the body may be sent; nil: at once
	watch    func() bool   // stops looking at ctx
	early    int           // responses of 1xx
	reading  atomic.Bool   // of the body, which only one may begin or forbid
	answered bool          // there is a response; under cc.mu
}

// h2maxEarly is how many responses of 1xx there may be, if nobody counts them.
const h2maxEarly = 5

var (
	errH2BodyClosed    = errors.New("http2: response body closed")
	errH2Unwanted      = errors.New("http2: the server wants no more of the body")
	errH2HeaderList    = errors.New("http2: response header list larger than advertised limit")
	errH2RequestList   = errors.New("http2: request header list larger than peer's advertised limit")
	errH2TooLong       = errors.New("http2: request body larger than specified content length")
	errH2HeaderTimeout = &timeoutError{"http2: timeout awaiting response headers"}
)

// roundTrip sends a request for which the connection is reserved.
func (cc *h2client) roundTrip(ctx context.Context, req *Request, stop func()) (*Response, error) {
	x := &h2exchange{
		cc: cc, ctx: ctx, req: req, stop: stop, trace: httptrace.ContextClientTrace(ctx),
		resc: make(chan *Response, 1), gone: make(chan struct{}), written: make(chan struct{}),
	}
	fields, err := x.fields()
	if err != nil {
		cc.release()
		return nil, err
	}
	if x.hasBody() && req.expectsContinue() && cc.t.ExpectContinueTimeout > 0 {
		x.proceed = make(chan struct{})
	}
	if err := cc.begin(x, fields); err != nil {
		return nil, err
	}
	x.begun()
	return x.await()
}

// begun is called when the header is sent, and has the body sent.
func (x *h2exchange) begun() {
	if x.trace != nil && x.trace.WroteHeaders != nil {
		x.trace.WroteHeaders()
	}
	if x.ctx.Done() != nil {
		watch := context.AfterFunc(x.ctx, func() { x.reset(h2.ErrCancel, context.Cause(x.ctx)) })
		x.cc.mu.Lock()
		x.watch = watch
		if x.st.removed {
			watch()
		}
		x.cc.mu.Unlock()
	}
	if x.hasBody() {
		go x.writeBody()
	} else {
		x.wrote(nil)
	}
}

func (x *h2exchange) hasBody() bool { return x.req.Body != nil && x.req.Body != NoBody }

// removed is called with cc.mu held.
func (x *h2exchange) removed(err error) {
	x.err = err
	close(x.gone)
	if x.watch != nil {
		x.watch()
	}
	if x.answered {
		x.stop()
	}
	if err != nil && x.hasBody() && !h2again(err) { // it may be read at this moment
		go x.closeBody()
	}
}

// closeBody closes the body of the request, unless that was done.
func (x *h2exchange) closeBody() {
	if b, ok := x.req.Body.(*trackedBody); !ok || !b.closed.Load() {
		x.req.Body.Close()
	}
}

// reset ends the exchange with an error.
func (x *h2exchange) reset(code h2.Code, err error) {
	x.cc.mu.Lock()
	x.cc.resetStream(x.st, code, err)
	x.cc.mu.Unlock()
}

func (x *h2exchange) wrote(err error) {
	if x.trace != nil && x.trace.WroteRequest != nil {
		x.trace.WroteRequest(httptrace.WroteRequestInfo{Err: err})
	}
	close(x.written)
}

// await waits for the response's header.
func (x *h2exchange) await() (*Response, error) {
	written := x.written
	var timeout <-chan time.Time
	for {
		select {
		case resp := <-x.resc:
			return resp, nil
		case <-x.gone:
			select {
			case resp := <-x.resc:
				return resp, nil
			default:
			}
			if h2again(x.err) && x.hasBody() && !x.reading.CompareAndSwap(false, true) {
				x.closeBody() // which was begun, and is of no use
			}
			return nil, x.err
		case <-written:
			written = nil
			if d := x.cc.t.ResponseHeaderTimeout; d > 0 {
				t := time.NewTimer(d)
				defer t.Stop()
				timeout = t.C
			}
		case <-timeout:
			x.reset(h2.ErrCancel, errH2HeaderTimeout)
		}
	}
}

// fields returns the header list of the request.
func (x *h2exchange) fields() ([]hpack.Field, error) {
	req := x.req
	h := req.Header
	if v := h.get("Upgrade"); v != "" && v != "chunked" {
		return nil, fmt.Errorf("http2: invalid Upgrade request header: %q", h["Upgrade"])
	}
	if vv := h["Transfer-Encoding"]; len(vv) > 1 || len(vv) == 1 && vv[0] != "" && vv[0] != "chunked" {
		return nil, fmt.Errorf("http2: invalid Transfer-Encoding request header: %q", vv)
	}
	if vv := h["Connection"]; len(vv) > 1 || len(vv) == 1 && vv[0] != "" && !strings.EqualFold(vv[0], "close") &&
		!strings.EqualFold(vv[0], "keep-alive") {
		return nil, fmt.Errorf("http2: invalid Connection request header: %q", vv)
	}
	if req.ContentLength != 0 && req.Body == nil {
		return nil, fmt.Errorf("http: Request.ContentLength=%d with nil Body", req.ContentLength)
	}
	host, path, err := req.target(false)
	if err != nil {
		return nil, err
	}
	method := methodOr(req.Method)
	fields := make([]hpack.Field, 0, 8+len(h))
	add := func(name, value string) { fields = append(fields, hpack.Field{Name: name, Value: value}) }
	add(":authority", host)
	add(":method", method)
	if method != "CONNECT" {
		if path != "*" && !strings.HasPrefix(path, "/") {
			// An Opaque with the host: only what is behind that is asked for.
			rest := strings.TrimPrefix(path, req.URL.Scheme+"://"+host)
			if rest == path || !strings.HasPrefix(rest, "/") {
				return nil, fmt.Errorf("invalid request :path %q", path)
			}
			path = rest
		}
		add(":path", path)
		add(":scheme", req.URL.Scheme)
	}
	if len(req.Trailer) > 0 {
		names, err := h2trailerNames(req.Trailer)
		if err != nil {
			return nil, err
		}
		add("trailer", names)
	}
	if !h.has("User-Agent") {
		add("user-agent", h2userAgent)
	}
	for k, vv := range h {
		switch k = CanonicalHeaderKey(k); {
		case k == "Host" || k == "Content-Length" || k == "Trailer" || h2connectionField(k):
		case k == "User-Agent":
			if len(vv) > 0 && vv[0] != "" {
				fields = h2append(fields, k, vv[:1])
			}
		case k == "Cookie": // RFC 9113, 8.2.3: pieces that do not change are sent once
			for _, v := range vv {
				for v != "" {
					var piece string
					piece, v, _ = strings.Cut(v, ";")
					fields = h2append(fields, k, []string{strings.TrimSpace(piece)})
				}
			}
		default:
			fields = h2append(fields, k, vv)
		}
	}
	length := req.outgoingLength()
	if length > 0 || length == 0 && (method == "POST" || method == "PUT" || method == "PATCH") {
		add("content-length", strconv.FormatInt(length, 10))
	}
	// Of a part of a file nothing could be decoded.
	if !x.cc.t.DisableCompression && h.Get("Accept-Encoding") == "" && h.Get("Range") == "" && method != "HEAD" {
		x.gzip = true
		add("accept-encoding", "gzip")
	}
	if x.trace != nil && x.trace.WroteHeaderField != nil {
		for _, f := range fields {
			x.trace.WroteHeaderField(f.Name, []string{f.Value})
		}
	}
	return fields, nil
}

const h2userAgent = "Go-http-client/2.0"

func h2trailerNames(trailer Header) (string, error) {
	names := make([]string, 0, len(trailer))
	for k := range trailer {
		switch k = CanonicalHeaderKey(k); k {
		case "Transfer-Encoding", "Trailer", "Content-Length":
			return "", fmt.Errorf("invalid Trailer key %q", k)
		}
		names = append(names, k)
	}
	return strings.Join(names, ","), nil
}

// writeBody sends the body, and closes it.
func (x *h2exchange) writeBody() {
	err := x.sendBody()
	x.wrote(err)
	if err == nil {
		return
	}
	if err != errH2Unwanted && !errors.Is(err, errH2Stream) {
		x.reset(h2.ErrCancel, err) // unless the stream is removed, for the same reason
	}
	x.cc.mu.Lock()
	again := x.st.removed && h2again(x.err)
	x.cc.mu.Unlock()
	if !again {
		x.closeBody()
	}
}

func (x *h2exchange) sendBody() error {
	if x.proceed != nil {
		if x.trace != nil && x.trace.Wait100Continue != nil {
			x.trace.Wait100Continue()
		}
		t := time.NewTimer(x.cc.t.ExpectContinueTimeout)
		select {
		case <-x.proceed:
		case <-t.C:
		case <-x.gone:
		}
		t.Stop()
	}
	x.cc.mu.Lock()
	err := x.st.sendErr
	x.cc.mu.Unlock()
	if err != nil || !x.reading.CompareAndSwap(false, true) { // before anything was read
		return cmp.Or(err, errH2Stream)
	}
	left := x.req.outgoingLength() // -1: not known
	known := left >= 0
	size := int64(h2.DefaultMaxFrame)
	if known && left < size {
		size = left + 1
	}
	buf := make([]byte, size)
	for {
		n, err := x.req.Body.Read(buf)
		if known {
			if left -= int64(n); left == 0 && err == nil { // is that all?
				var more [1]byte
				var m int
				m, err = x.req.Body.Read(more[:])
				left -= int64(m)
			}
			if left < 0 {
				return errH2TooLong
			}
			if err == io.EOF && left > 0 {
				total := x.req.outgoingLength()
				return fmt.Errorf("http: ContentLength=%d with Body length %d", total, total-left)
			}
		}
		if err == io.EOF {
			return x.sendLast(buf[:n])
		}
		if _, e := x.st.send(buf[:n], false); e != nil {
			return e
		}
		if err != nil {
			return err
		}
	}
}

func (x *h2exchange) sendLast(p []byte) error {
	if err := x.req.Body.Close(); err != nil {
		return err
	}
	if len(x.req.Trailer) == 0 {
		_, err := x.st.send(p, true)
		return err
	}
	if _, err := x.st.send(p, false); err != nil {
		return err
	}
	var fields []hpack.Field
	for k, vv := range x.req.Trailer {
		fields = h2append(fields, k, vv)
	}
	if len(fields) == 0 {
		_, err := x.st.send(nil, true)
		return err
	}
	x.cc.mu.Lock()
	defer x.cc.mu.Unlock()
	if x.st.sendErr != nil {
		return x.st.sendErr
	}
	x.cc.sendHeaders(x.st, fields, true)
	return nil
}

// h2again reports whether the server has not looked at the request.
func h2again(err error) bool {
	if err == errH2Unusable || err == errH2GoneAway {
		return true
	}
	var se h2.StreamError
	if !errors.As(err, &se) || se.Cause != errH2FromPeer {
		return false
	}
	// The second is for servers that take it for a mistake to ask for too much.
	return se.Code == h2.ErrRefusedStream || se.Code == h2.ErrProtocol
}

// headers takes a header of the response. It is of the goroutine that reads.
func (x *h2exchange) headers(f *h2fields, end bool) error {
	bad := h2.StreamError{Stream: x.st.id, Code: h2.ErrProtocol}
	if f.tooLarge {
		bad.Cause = errH2HeaderList
		return bad
	}
	code, err := strconv.Atoi(f.status)
	switch {
	case f.bad || f.seen&^h2status != 0 || code == StatusSwitchingProtocols:
		return bad
	case f.seen == 0:
		bad.Cause = errors.New("malformed response from server: missing status pseudo header")
		return bad
	case err != nil || len(f.status) != 3 || code < 100:
		bad.Cause = errors.New("malformed response from server: malformed non-numeric status pseudo header")
		return bad
	}
	if x.early == 0 && x.trace != nil && x.trace.GotFirstResponseByte != nil {
		x.trace.GotFirstResponseByte()
	}
	x.early++
	if code < 200 {
		if end {
			return bad
		}
		return x.informational(code, f.header)
	}
	resp := &Response{
		Status: f.status + " " + StatusText(code), StatusCode: code, Proto: "HTTP/2.0", ProtoMajor: 2, Header: f.header,
		ContentLength: -1, TLS: x.cc.pc.tls, Request: x.req,
	}
	if keys := resp.Header["Trailer"]; len(keys) > 0 {
		resp.Trailer = make(Header)
		for _, v := range keys {
			elements(v, func(key string) { resp.Trailer[CanonicalHeaderKey(key)] = nil })
		}
		delete(resp.Header, "Trailer")
	}
	if vv := resp.Header["Content-Length"]; len(vv) == 1 {
		if n, err := strconv.ParseUint(vv[0], 10, 63); err == nil {
			resp.ContentLength = int64(n)
		}
	} else if end && len(vv) == 0 && x.req.Method != "HEAD" {
		resp.ContentLength = 0
	}
	if code > 299 {
		// Such a server does not want the rest of our body.
		x.st.giveUp(errH2Unwanted)
	}
	x.mayProceed()
	x.answer(resp, end)
	return nil
}

func (x *h2exchange) informational(code int, h Header) error {
	if x.trace == nil || x.trace.Got1xxResponse == nil {
		if x.early > h2maxEarly {
			return h2.StreamError{Stream: x.st.id, Code: h2.ErrProtocol, Cause: errors.New("http2: too many 1xx informational responses")}
		}
	} else if err := x.trace.Got1xxResponse(code, textproto.MIMEHeader(h)); err != nil {
		x.reset(h2.ErrCancel, err)
		return nil
	}
	if code == StatusContinue {
		if x.trace != nil && x.trace.Got100Continue != nil {
			x.trace.Got100Continue()
		}
		x.mayProceed()
	}
	return nil
}

// mayProceed is of the goroutine that reads.
func (x *h2exchange) mayProceed() {
	if x.proceed != nil {
		select {
		case <-x.proceed:
		default:
			close(x.proceed)
		}
	}
}

// answer gives the response its body, and to who waits for it.
func (x *h2exchange) answer(resp *Response, end bool) {
	cc, st := x.cc, x.st
	head := x.req.Method == "HEAD"
	st.trailer = func(f *h2fields) {
		st.body.mu.Lock()
		st.body.onEnd = func() {
			if resp.Trailer == nil {
				resp.Trailer = make(Header)
			}
			for k, vv := range f.header {
				resp.Trailer[k] = vv
			}
		}
		st.body.mu.Unlock()
	}
	cc.mu.Lock()
	defer cc.mu.Unlock()
	x.answered = true
	if !head && bodyAllowedForStatus(resp.StatusCode) {
		st.declared = resp.ContentLength
	}
	defer func() {
		x.resc <- resp
		if end { // await looks for a response first
			cc.gotAll(st)
		}
	}()
	if end && st.declared <= 0 {
		resp.Body = NoBody
		return
	}
	b := &h2responseBody{x: x}
	resp.Body = b
	if x.gzip && !head && strings.EqualFold(resp.Header.Get("Content-Encoding"), "gzip") {
		resp.Body = &gunzipBody{body: b}
		resp.Header.Del("Content-Encoding")
		resp.Header.Del("Content-Length")
		resp.ContentLength = -1
		resp.Uncompressed = true
	}
}

// An h2responseBody is the body of a response.
type h2responseBody struct{ x *h2exchange }

func (b *h2responseBody) Read(p []byte) (int, error) { return b.x.st.read(p) }

func (b *h2responseBody) Close() error {
	b.x.reset(h2.ErrCancel, errH2BodyClosed) // unless it is complete
	b.x.st.drop(errH2BodyClosed)
	return nil
}

func (b *h2responseBody) isClosed() bool {
	p := &b.x.st.body
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.err == errH2BodyClosed
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"errors"
	"io"
	"net/http/httptrace"
	"net/http/internal/gunzip"
	"sync"
)

// A responseBody is the body of a response to a client. It tells readLoop when it
// was read to its end.
type responseBody struct {
	pc    *persistConn
	x     *exchange
	body  io.ReadCloser
	alive bool // the connection can go on
	trace *httptrace.ClientTrace
	done  chan bool // whether the connection goes on; sent to once

	mu     sync.Mutex
	closed bool
	ended  bool  // done was sent to
	err    error // of Read
}

var errReadOnClosed = errors.New("http: read on closed response body")

func (b *responseBody) Read(p []byte) (n int, err error) {
	b.mu.Lock()
	closed, sticky := b.closed, b.err
	b.mu.Unlock()
	if closed {
		return 0, errReadOnClosed
	}
	if sticky != nil {
		return 0, sticky
	}
	n, err = b.body.Read(p)
	if err != nil {
		b.mu.Lock()
		defer b.mu.Unlock()
		if b.err == nil {
			b.err = b.end(err)
		}
		err = b.err
	}
	return
}

// end ends the exchange, with b.mu held. The connection is back in the pool before
// the reader knows that the body has ended.
func (b *responseBody) end(err error) error {
	if b.ended {
		return err
	}
	b.ended = true
	pc := b.pc
	if c := pc.wasCanceled(b.x); c != nil && err != io.EOF {
		b.done <- false
		return c
	}
	alive := false
	if err == io.EOF && b.alive && !pc.sawEOF && pc.wroteRequest(b.x) && pc.finish(b.x) {
		alive = pc.putBack(b.trace) == nil
	}
	b.done <- alive
	return err
}

func (b *responseBody) Close() error {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.closed {
		return nil
	}
	b.closed = true
	if !b.ended { // the rest may be long, or never come
		b.ended = true
		b.pc.close(errors.New("http: response body closed before its end"))
		b.done <- false
	}
	return nil
}

func (b *responseBody) isClosed() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.closed
}

// A gunzipBody decodes, from the first Read on.
type gunzipBody struct {
	body interface {
		io.ReadCloser
		isClosed() bool
	}
	zr  io.Reader
	err error
}

func (g *gunzipBody) Read(p []byte) (n int, err error) {
	if g.body.isClosed() {
		return 0, errReadOnClosed
	}
	if g.err != nil {
		return 0, g.err
	}
	if g.zr == nil {
		g.zr = gunzip.NewReader(g.body)
	}
	n, err = g.zr.Read(p)
	g.err = err
	return
}

func (g *gunzipBody) Close() error { return g.body.Close() }

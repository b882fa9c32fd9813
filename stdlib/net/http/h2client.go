// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the client's end of a connection of HTTP/2, which several
// requests share.

package http

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http/internal/h2"
	"net/http/internal/hpack"
	"time"
)

type h2client struct {
	h2conn
	t  *Transport
	pc *persistConn // of which it is multi

	// Under mu.
	next     uint32 // stream
	reserved int    // requests that have the connection, and no stream yet
	noReuse  bool   // no other request may have it
	goneAway error  // what the server has said; nil: nothing
	slots    []chan struct{}
	idle     *time.Timer
}

// Errors after which a request can be sent again on another connection: the
// server has not looked at it.
var (
	errH2Unusable = errors.New("http2: client conn not usable")
	errH2GoneAway = errors.New("http2: Transport received Server's graceful shutdown GOAWAY")
)

// An h2goAwayError is that the server has ended the connection.
type h2goAwayError struct {
	last  uint32
	code  h2.Code
	debug string
}

func (e h2goAwayError) Error() string {
	return fmt.Sprintf("http2: server sent GOAWAY and closed the connection; LastStreamID=%v, ErrCode=%v, debug=%q", e.last, e.code, e.debug)
}

// Before the server says how many streams it takes, and if it says nothing.
const (
	h2firstStreams = 100
	h2usualStreams = 1000
)

// newH2Client has requests share a connection; one is reserved.
func newH2Client(t *Transport, pc *persistConn) error {
	cc := &h2client{t: t, pc: pc, next: 1, reserved: 1}
	config := newH2Config(t.HTTP2, false)
	cc.init(pc.conn, cc, config, uint32(min(t.maxHeader(), h2noLimit)))
	cc.out = append(cc.out, h2.Preface...)
	cc.greet(append(config.settings(cc.limit), h2.Setting{ID: h2.EnablePush})...)
	if err := cc.write(cc.out); err != nil {
		return err
	}
	cc.out = nil
	pc.multi = cc
	go cc.writeLoop()
	go cc.run()
	return nil
}

func (cc *h2client) run() {
	err := cc.readLoop()
	var ce h2.ConnError
	code := h2.ErrNo
	switch {
	case errors.As(err, &ce):
		code = h2.Code(ce)
	case errors.Is(err, h2.ErrTooLarge):
		code = h2.ErrFrameSize
	}
	cc.mu.Lock()
	switch {
	case cc.closed != nil:
		err = cc.closed
	case code != h2.ErrNo:
		cc.out = h2.AppendGoAway(cc.out, 0, code, "")
	case cc.goneAway != nil:
		err = cc.goneAway
	case err == io.EOF:
		err = io.ErrUnexpectedEOF
	}
	cc.noReuse = true
	for _, st := range cc.streams {
		cc.remove(st, err)
	}
	cc.closing = true
	cc.flush()
	cc.mu.Unlock()
	t := time.AfterFunc(time.Second, func() { cc.closeNow(err) })
	<-cc.done
	t.Stop()
	cc.mu.Lock()
	cc.wakeSlots()
	if cc.idle != nil {
		cc.idle.Stop()
	}
	cc.mu.Unlock()
	cc.pc.close(err)
	cc.t.unshare(cc.pc)
}

// closeNow ends the connection, with all of its requests.
func (cc *h2client) closeNow(err error) {
	cc.mu.Lock()
	cc.fail(err)
	cc.mu.Unlock()
}

// closeIfIdle ends the connection if no request has it.
func (cc *h2client) closeIfIdle(err error) bool {
	cc.mu.Lock()
	defer cc.mu.Unlock()
	if len(cc.streams)+cc.reserved > 0 {
		return false
	}
	cc.fail(err)
	return true
}

// usable reports whether requests may have the connection; mu is held.
func (cc *h2client) usable() bool {
	return cc.closed == nil && !cc.closing && !cc.noReuse && cc.goneAway == nil && cc.next < h2.MaxStream
}

// maxStreams returns how many may be open, with mu held.
func (cc *h2client) maxStreams() int {
	switch {
	case !cc.settings:
		return h2firstStreams
	case cc.peerStreams == h2noLimit:
		return h2usualStreams
	}
	return int(cc.peerStreams)
}

// reserve reserves the connection for a request, if it has room.
func (cc *h2client) reserve() bool {
	cc.mu.Lock()
	defer cc.mu.Unlock()
	if !cc.usable() || !cc.config.strict && len(cc.streams)+cc.reserved >= cc.maxStreams() {
		return false
	}
	cc.reserved++
	if cc.idle != nil {
		cc.idle.Stop()
	}
	return true
}

// release gives back what was reserved.
func (cc *h2client) release() {
	cc.mu.Lock()
	cc.reserved--
	cc.rest()
	cc.mu.Unlock()
}

// rest is called, with mu held, when there may be no requests.
func (cc *h2client) rest() {
	if len(cc.streams)+cc.reserved > 0 || cc.closed != nil {
		return
	}
	if !cc.usable() {
		cc.closing = true
		cc.flush()
		return
	}
	d := cc.t.IdleConnTimeout
	if d <= 0 {
		return
	}
	if cc.idle == nil {
		cc.idle = time.AfterFunc(d, func() { cc.closeIfIdle(errIdleTimeout) })
	} else {
		cc.idle.Reset(d)
	}
}

func (cc *h2client) wakeSlots() {
	for _, ch := range cc.slots {
		close(ch)
	}
	cc.slots = nil
}

func (cc *h2client) settled() { cc.wakeSlots() }

func (cc *h2client) removed(st *h2stream) {
	cc.wakeSlots()
	cc.rest()
	if cc.t.MaxConnsPerHost > 0 && cc.usable() { // some may wait for this one
		go cc.t.offer(cc.pc)
	}
}

func (cc *h2client) isIdle(id uint32) bool { return id >= cc.next || id%2 == 0 }

func (cc *h2client) goAway(last uint32, code h2.Code, debug string) {
	cc.mu.Lock()
	defer cc.mu.Unlock()
	e := h2goAwayError{last, code, debug}
	if cc.goneAway == nil || code != h2.ErrNo {
		cc.goneAway = e
	}
	for id, st := range cc.streams {
		if id <= last {
			continue
		}
		if code != h2.ErrNo && id == 1 { // another connection would fare no better
			cc.remove(st, fmt.Errorf("http2: Transport received GOAWAY from server ErrCode:%v", code))
		} else {
			cc.remove(st, errH2GoneAway)
		}
	}
	cc.wakeSlots()
	cc.rest()
}

func (cc *h2client) bodyError(st *h2stream, longer bool) error {
	if longer {
		return errors.New("net/http: server replied with more than declared Content-Length; truncated")
	}
	return io.ErrUnexpectedEOF
}

func (cc *h2client) headers(st *h2stream, id uint32, f *h2fields, end bool) error {
	if st == nil {
		cc.mu.Lock()
		defer cc.mu.Unlock()
		if cc.isIdle(id) {
			return h2.ConnError(h2.ErrProtocol)
		}
		return nil // we have reset it
	}
	if st.trailer != nil {
		return cc.gotTrailer(st, f, end)
	}
	return st.x.headers(f, end)
}

// begin sends a header on a new stream, when the server takes one more. What was
// reserved is used up.
func (cc *h2client) begin(x *h2exchange, fields []hpack.Field) error {
	size := uint64(0)
	for _, f := range fields {
		size += uint64(f.Size())
	}
	cc.mu.Lock()
	for cc.usable() && len(cc.streams) >= cc.maxStreams() {
		slot := make(chan struct{})
		cc.slots = append(cc.slots, slot)
		cc.mu.Unlock()
		select {
		case <-slot:
		case <-x.ctx.Done():
			cc.release()
			return context.Cause(x.ctx)
		}
		cc.mu.Lock()
	}
	defer cc.mu.Unlock()
	cc.reserved--
	if !cc.usable() || size > uint64(cc.peerList) {
		defer cc.rest()
		if cc.usable() {
			return errH2RequestList
		}
		return errH2Unusable
	}
	x.st = cc.open(cc.next)
	cc.next += 2 // streams are opened in their order
	x.st.x = x
	x.st.onRemove = x.removed
	if cc.t.DisableKeepAlives || x.req.wantsClose() {
		cc.noReuse = true
	}
	cc.sendHeaders(x.st, fields, !x.hasBody())
	return nil
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements what the frames of the peer do.

package http

import (
	"errors"
	"io"
	"net/http/internal/h2"
	"time"
)

// readLoop reads until the connection ends, and returns why it does.
func (c *h2conn) readLoop() (err error) {
	if d := c.config.pingAfter; d > 0 {
		c.mu.Lock()
		c.timer = time.AfterFunc(d, c.checkAlive)
		c.mu.Unlock()
	}
	for {
		f, err := c.r.Next()
		if c.timer != nil && c.isClosed() == nil {
			c.timer.Reset(c.config.pingAfter)
		}
		if err == nil {
			if !c.settings && (f.Type != h2.Settings || f.Has(h2.FlagAck)) {
				err = h2.ConnError(h2.ErrProtocol) // RFC 9113, 3.4
			} else {
				err = c.handle(f)
			}
		}
		if err == nil {
			continue
		}
		var se h2.StreamError
		if !errors.As(err, &se) {
			return err
		}
		c.count("stream_" + se.Code.Token())
		c.mu.Lock()
		if st := c.streams[se.Stream]; st != nil {
			c.resetStream(st, se.Code, se)
		} else {
			c.sendReset(se.Stream, se.Code)
		}
		c.mu.Unlock()
	}
}

func (c *h2conn) handle(f h2.Frame) error {
	switch f.Type {
	case h2.Data:
		return c.handleData(f)
	case h2.Headers:
		return c.handleHeaders(f)
	case h2.RSTStream:
		return c.handleReset(f)
	case h2.Settings:
		return c.handleSettings(f)
	case h2.PushPromise: // we do not allow them
		return h2.ConnError(h2.ErrProtocol)
	case h2.Ping:
		c.handlePing(f)
	case h2.GoAway:
		last, code, debug := f.GoAway()
		c.count("recv_goaway_" + code.Token())
		c.end.goAway(last, code, string(debug))
	case h2.WindowUpdate:
		return c.handleWindow(f)
	}
	return nil // priorities, and what nobody knows
}

func (c *h2conn) handleHeaders(f h2.Frame) error {
	end := f.Has(h2.FlagEndStream)
	block, err := c.r.Block(f, int(min(2*uint64(c.limit), 1<<30)))
	var se h2.StreamError
	if err != nil && !errors.As(err, &se) {
		return err
	}
	// Also of a stream that is not wanted: the tables depend on it.
	fields, ferr := c.readFields(block)
	if ferr != nil {
		return ferr
	}
	if err != nil {
		return err
	}
	c.mu.Lock()
	st := c.streams[f.Stream]
	ended := st != nil && st.gotEnd
	c.mu.Unlock()
	if ended {
		return h2.StreamError{Stream: f.Stream, Code: h2.ErrStreamClosed}
	}
	return c.end.headers(st, f.Stream, fields, end)
}

// gotTrailer ends a body with a trailer.
func (c *h2conn) gotTrailer(st *h2stream, f *h2fields, end bool) error {
	if !end || f.bad || f.tooLarge || f.seen != 0 {
		return h2.StreamError{Stream: st.id, Code: h2.ErrProtocol}
	}
	if st.trailer != nil {
		st.trailer(f)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.gotAll(st)
}

// gotAll is called, with mu held, when the peer has sent all of a stream.
func (c *h2conn) gotAll(st *h2stream) error {
	st.gotEnd = true
	if st.declared >= 0 && st.received != st.declared {
		st.body.close(c.end.bodyError(st, false))
	} else {
		st.body.close(io.EOF)
	}
	if st.sentEnd {
		c.remove(st, nil)
	} else if st.gaveUp {
		c.resetStream(st, h2.ErrCancel, nil)
	}
	return nil
}

func (c *h2conn) handleData(f h2.Frame) error {
	data, err := f.Data()
	if err != nil {
		return err
	}
	size := len(f.Payload) // padding counts
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.end.isIdle(f.Stream) {
		return h2.ConnError(h2.ErrProtocol)
	}
	if !c.recv.take(size) {
		return h2.ConnError(h2.ErrFlowControl)
	}
	st := c.streams[f.Stream]
	if st == nil || st.gotEnd {
		c.give(nil, size)
		if st == nil && c.wasReset(f.Stream) {
			return nil
		}
		return h2.StreamError{Stream: f.Stream, Code: h2.ErrStreamClosed, Cause: errH2AfterStream}
	}
	if !st.recv.take(size) {
		c.give(nil, size)
		return h2.StreamError{Stream: f.Stream, Code: h2.ErrFlowControl}
	}
	if st.trailer == nil { // a body before its header
		c.give(nil, size)
		return h2.StreamError{Stream: f.Stream, Code: h2.ErrProtocol}
	}
	st.received += int64(len(data))
	if st.declared >= 0 && st.received > st.declared {
		good := len(data) - int(st.received-st.declared)
		if !st.body.write(data[:good]) {
			good = 0
		}
		c.give(nil, size-good)
		err := c.end.bodyError(st, true)
		st.body.close(err)
		return h2.StreamError{Stream: f.Stream, Code: h2.ErrProtocol, Cause: err}
	}
	if size > len(data) {
		c.give(st, size-len(data))
	}
	if len(data) > 0 && !st.body.write(data) {
		c.give(nil, len(data))
	}
	if f.Has(h2.FlagEndStream) {
		return c.gotAll(st)
	}
	return nil
}

func (c *h2conn) handleReset(f h2.Frame) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.end.isIdle(f.Stream) {
		return h2.ConnError(h2.ErrProtocol)
	}
	c.count("recv_rststream_" + f.Code().Token())
	if st := c.streams[f.Stream]; st != nil {
		c.remove(st, h2.StreamError{Stream: f.Stream, Code: f.Code(), Cause: errH2FromPeer})
	}
	return nil
}

func (c *h2conn) handlePing(f h2.Frame) {
	c.mu.Lock()
	defer c.mu.Unlock()
	data := [8]byte(f.Payload)
	if !f.Has(h2.FlagAck) {
		c.out = h2.AppendPing(c.out, true, data)
		c.control()
	} else if answered := c.pings[data]; answered != nil {
		close(answered)
		delete(c.pings, data)
	}
}

func (c *h2conn) handleSettings(f h2.Frame) error {
	if f.Has(h2.FlagAck) {
		return c.settingsAcked()
	}
	if len(f.Payload) > 6*h2maxSettings {
		return h2.ConnError(h2.ErrEnhanceYourCalm)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	c.settings = true
	err := f.Settings(func(s h2.Setting) error {
		switch s.ID {
		case h2.HeaderTableSize:
			c.enc.SetTableSize(s.Val)
		case h2.MaxStreams:
			c.peerStreams = s.Val
		case h2.MaxFrame:
			c.peerFrame = s.Val
		case h2.MaxHeaderList:
			c.peerList = s.Val
		case h2.InitialWindow:
			more := int64(s.Val) - c.peerWindow
			c.peerWindow = int64(s.Val)
			for _, st := range c.streams {
				if st.window += more; st.window > h2.MaxWindow {
					return h2.ConnError(h2.ErrFlowControl)
				}
			}
			c.unblock()
		}
		return nil
	})
	if err != nil {
		return err
	}
	c.out = h2.AppendSettingsAck(c.out)
	c.control()
	c.end.settled()
	return nil
}

// settingsAcked takes back what streams were given before the peer knew of smaller
// windows.
func (c *h2conn) settingsAcked() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.acked { // we send settings once
		return h2.ConnError(h2.ErrProtocol)
	}
	c.acked = true
	if less := h2.DefaultWindow - c.config.streamWindow; less > 0 {
		for _, st := range c.streams {
			st.recv.avail -= less
		}
	}
	return nil
}

func (c *h2conn) handleWindow(f h2.Frame) error {
	n := int64(f.Increment())
	c.mu.Lock()
	defer c.mu.Unlock()
	if f.Stream == 0 {
		if n == 0 {
			return h2.ConnError(h2.ErrProtocol)
		}
		if c.window += n; c.window > h2.MaxWindow {
			return h2.ConnError(h2.ErrFlowControl)
		}
		c.unblock()
		return nil
	}
	if c.end.isIdle(f.Stream) {
		return h2.ConnError(h2.ErrProtocol)
	}
	st := c.streams[f.Stream]
	if st == nil {
		return nil
	}
	if n == 0 {
		return h2.StreamError{Stream: f.Stream, Code: h2.ErrProtocol}
	}
	if st.window += n; st.window > h2.MaxWindow {
		return h2.StreamError{Stream: f.Stream, Code: h2.ErrFlowControl}
	}
	st.signal()
	return nil
}

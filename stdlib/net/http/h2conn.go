// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements what both ends of a connection of HTTP/2 have in common.
// One goroutine reads frames and does what they say. Whoever has something to
// send appends frames to out, which another goroutine writes: nobody who holds mu
// waits, and what several streams send in a moment is one write. Only bodies
// wait: for the windows of the peer, and for room in out.

package http

import (
	"errors"
	"net"
	"net/http/internal/h2"
	"net/http/internal/hpack"
	"sync"
	"time"
)

// An h2end is what the server and the client do differently.
type h2end interface {
	// headers is called, without mu, by the goroutine that reads. st is nil for a
	// stream that is not open.
	headers(st *h2stream, id uint32, f *h2fields, end bool) error
	// goAway: the peer answers no streams after last.
	goAway(last uint32, code h2.Code, debug string)
	// isIdle reports whether a stream was not used yet; mu is held.
	isIdle(id uint32) bool
	// removed is called, with mu held, when a stream is no longer open.
	removed(st *h2stream)
	// settled is called, with mu held, when the peer has sent settings.
	settled()
	// bodyError is what reads of a body end with that is longer, or shorter, than
	// was declared.
	bodyError(st *h2stream, longer bool) error
}

type h2conn struct {
	conn   net.Conn
	end    h2end
	config h2config
	r      *h2.Reader
	dec    *hpack.Decoder
	limit  uint32        // of the header lists that are read
	wake   chan struct{} // there is something in out
	done   chan struct{} // closed when closed is set
	timer  *time.Timer   // sends a PING when nothing has come for long; nil: not wanted

	mu       sync.Mutex
	streams  map[uint32]*h2stream
	out      []byte // frames to be written
	spare    []byte // for out
	controls int    // how many frames in out answer the peer
	enc      *hpack.Encoder
	block    []byte // for enc
	window   int64  // how much of bodies we may send
	recv     h2inflow
	blocked  []*h2stream // wait for window, or for room in out
	closed   error       // why; nil: it is not
	closing  bool        // once out is written
	reset    [64]uint32  // the streams that we have reset, or not served, last
	resets   int
	pings    map[[8]byte]chan struct{} // closed by the answer
	pinged   uint64
	acked    bool // the peer knows our settings

	// What the peer has said.
	settings    bool // something
	peerWindow  int64
	peerFrame   uint32
	peerStreams uint32
	peerList    uint32
}

const (
	h2maxOut      = 64 << 10 // of bodies; other frames find room always
	h2maxControls = 10000    // a peer that does not read the answers asks no more
	h2maxSettings = 100      // in a frame
	h2noLimit     = 1<<32 - 1
)

var (
	errH2Closed      = errors.New("http2: connection closed")
	errH2Stream      = errors.New("http2: stream closed")
	errH2Lost        = errors.New("http2: client connection lost")
	errH2FromPeer    = errors.New("received from peer")
	errH2Controls    = errors.New("http2: too many control frames in send queue")
	errH2ShortBody   = errors.New("http2: body closed before its end")
	errH2NoSettings  = errors.New("http2: timeout waiting for SETTINGS frames")
	errH2AfterStream = errors.New("http2: frame of a stream that is closed")
)

func (c *h2conn) init(conn net.Conn, end h2end, config h2config, headerLimit uint32) {
	c.conn, c.end, c.config, c.limit = conn, end, config, headerLimit
	c.r = h2.NewReader(&h2source{conn: conn}, config.frame)
	c.dec = hpack.NewDecoder(config.decoderTable)
	c.enc = hpack.NewEncoder(config.encoderTable)
	c.wake, c.done = make(chan struct{}, 1), make(chan struct{})
	c.streams = make(map[uint32]*h2stream)
	c.window, c.peerWindow, c.peerFrame = h2.DefaultWindow, h2.DefaultWindow, h2.DefaultMaxFrame
	c.peerStreams, c.peerList = h2noLimit, h2noLimit
	c.recv.avail = max(config.connWindow, h2.DefaultWindow)
}

// An h2source reads ahead: the headers of frames are short.
type h2source struct {
	conn net.Conn
	buf  [4 << 10]byte
	r, w int
}

func (s *h2source) Read(p []byte) (n int, err error) {
	if s.r == s.w {
		if len(p) >= len(s.buf) {
			return s.conn.Read(p)
		}
		n, err = s.conn.Read(s.buf[:])
		if n == 0 {
			return 0, err
		}
		s.r, s.w = 0, n
	}
	n = copy(p, s.buf[s.r:s.w])
	s.r += n
	return n, nil
}

// greet appends our settings.
func (c *h2conn) greet(settings ...h2.Setting) {
	c.out = h2.AppendSettings(c.out, settings...)
	if more := c.recv.avail - h2.DefaultWindow; more > 0 {
		c.out = h2.AppendWindowUpdate(c.out, 0, uint32(more))
	}
	c.flush()
}

// flush has out written.
func (c *h2conn) flush() {
	select {
	case c.wake <- struct{}{}:
	default:
	}
}

func (c *h2conn) writeLoop() {
	for {
		select {
		case <-c.wake:
		case <-c.done:
			return
		}
		for c.writeOut() {
		}
	}
}

// writeOut writes what is there, and returns false if that is nothing.
func (c *h2conn) writeOut() bool {
	c.mu.Lock()
	if len(c.out) == 0 || c.closed != nil {
		if c.closing {
			c.fail(errH2Closed)
		}
		c.mu.Unlock()
		return false
	}
	buf := c.out
	c.out, c.spare, c.controls = c.spare[:0], nil, 0
	c.mu.Unlock()
	err := c.write(buf)
	c.mu.Lock()
	defer c.mu.Unlock()
	if cap(buf) <= 4*h2maxOut {
		c.spare = buf[:0]
	}
	if err != nil {
		c.fail(err)
		return false
	}
	c.unblock()
	return true
}

func (c *h2conn) write(buf []byte) (err error) {
	d := c.config.writeByteTimeout
	if d <= 0 {
		_, err = c.conn.Write(buf)
		return err
	}
	for len(buf) > 0 && err == nil {
		c.conn.SetWriteDeadline(time.Now().Add(d))
		var n int
		n, err = c.conn.Write(buf[:min(len(buf), h2.DefaultMaxFrame)])
		buf = buf[n:]
	}
	return err
}

// unblock wakes who waits to send, with mu held.
func (c *h2conn) unblock() {
	for i, st := range c.blocked {
		st.blocked = false
		st.signal()
		c.blocked[i] = nil
	}
	c.blocked = c.blocked[:0]
}

// control is called, with mu held, when a frame was appended that the peer has
// brought about.
func (c *h2conn) control() {
	if c.controls++; c.controls > h2maxControls {
		c.fail(errH2Controls)
	}
	c.flush()
}

// fail ends the connection at once, with mu held.
func (c *h2conn) fail(err error) {
	if c.closed != nil {
		return
	}
	c.closed = err
	if c.timer != nil {
		c.timer.Stop()
	}
	for _, st := range c.streams {
		c.remove(st, err)
	}
	close(c.done)
	go c.conn.Close() // which may send an alert of TLS
}

// isClosed returns why the connection is closed, or nil.
func (c *h2conn) isClosed() error {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.closed
}

// sendHeaders sends a header block, with mu held. If end is set, nothing follows.
func (c *h2conn) sendHeaders(st *h2stream, fields []hpack.Field, end bool) {
	c.block = c.enc.Begin(c.block[:0])
	for _, f := range fields {
		c.block = c.enc.Append(c.block, f)
	}
	c.out = h2.AppendBlock(c.out, st.id, c.block, end, int(min(c.peerFrame, h2.DefaultMaxFrame)))
	if cap(c.block) > h2.DefaultMaxFrame {
		c.block = nil
	}
	c.flush()
	if end {
		c.sent(st)
	}
}

// sent is called, with mu held, when all of a stream was appended to out.
func (c *h2conn) sent(st *h2stream) {
	st.sentEnd = true
	if st.sendErr == nil {
		st.sendErr = errH2Stream
	}
	if st.gotEnd {
		c.remove(st, nil)
	}
}

// remove ends a stream, with mu held. What has come of its body can still be read;
// err is behind that.
func (c *h2conn) remove(st *h2stream, err error) {
	if st.removed {
		return
	}
	st.removed = true
	delete(c.streams, st.id)
	if err == nil {
		st.body.close(errH2ShortBody) // it was closed before
	} else {
		st.body.close(err)
		st.sendErr = err
	}
	st.signal()
	if st.onRemove != nil {
		st.onRemove(err)
	}
	c.end.removed(st)
}

// resetStream ends a stream and tells the peer, with mu held.
func (c *h2conn) resetStream(st *h2stream, code h2.Code, err error) {
	if st.removed {
		return
	}
	c.sendReset(st.id, code)
	c.remove(st, err)
}

func (c *h2conn) sendReset(id uint32, code h2.Code) {
	c.forgive(id)
	c.out = h2.AppendRST(c.out, id, code)
	c.control()
}

// forgive remembers a stream about which the peer may say something yet.
func (c *h2conn) forgive(id uint32) {
	c.reset[c.resets%len(c.reset)] = id
	c.resets++
}

// wasReset reports whether we have reset a stream not long ago: the peer may not
// know yet. mu is held.
func (c *h2conn) wasReset(id uint32) bool {
	for _, x := range c.reset {
		if x == id {
			return true
		}
	}
	return false
}

// give lets the peer send n more bytes; st is nil if only the connection's
// window counts. mu is held.
func (c *h2conn) give(st *h2stream, n int) {
	if n == 0 || c.closed != nil {
		return
	}
	if v := c.recv.give(n); v > 0 {
		c.out = h2.AppendWindowUpdate(c.out, 0, v)
		c.control()
	}
	if st == nil || st.gotEnd || st.removed {
		return
	}
	if v := st.recv.give(n); v > 0 {
		c.out = h2.AppendWindowUpdate(c.out, st.id, v)
		c.control()
	}
}

// ping asks the peer for an answer, which closes the channel.
func (c *h2conn) ping() <-chan struct{} {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.pinged++
	var data [8]byte
	for i := range data {
		data[i] = byte(c.pinged >> (8 * i))
	}
	if c.pings == nil {
		c.pings = make(map[[8]byte]chan struct{})
	}
	answered := make(chan struct{})
	c.pings[data] = answered
	c.out = h2.AppendPing(c.out, false, data)
	c.flush()
	return answered
}

// checkAlive is the timer's: nothing has come for some time.
func (c *h2conn) checkAlive() {
	answered := c.ping()
	t := time.NewTimer(c.config.pingTimeout)
	defer t.Stop()
	select {
	case <-answered:
	case <-c.done:
	case <-t.C:
		c.count("conn_close_lost_ping")
		c.mu.Lock()
		c.fail(errH2Lost)
		c.mu.Unlock()
	}
}

func (c *h2conn) count(what string) {
	if f := c.config.countError; f != nil {
		f(what)
	}
}

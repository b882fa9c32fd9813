// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"net/http/internal/h2"
	"net/http/internal/hpack"
	"net/textproto"
	"strings"
	"sync"
)

// An h2stream is a request and its response, as far as both ends do the same.
type h2stream struct {
	c    *h2conn
	id   uint32
	body h2pipe        // what comes
	wake chan struct{} // whatever send waits for may have changed

	// Under c.mu.
	window   int64 // how much we may send
	recv     h2inflow
	sendErr  error // why nothing is sent any more
	blocked  bool  // is in c.blocked
	sentEnd  bool  // we have sent all
	gaveUp   bool  // we will not
	gotEnd   bool  // the peer has
	removed  bool
	declared int64 // length of the body that comes; -1: it was not said
	received int64
	onRemove func(err error) // called when it is removed, with c.mu held

	x       *h2exchange     // of a client
	trailer func(*h2fields) // of the goroutine that reads; nil: none is expected yet
}

// open returns a new stream, with c.mu held.
func (c *h2conn) open(id uint32) *h2stream {
	st := &h2stream{c: c, id: id, wake: make(chan struct{}, 1), window: c.peerWindow, declared: -1}
	st.recv.avail = c.config.streamWindow
	if !c.acked { // the peer may not know yet
		st.recv.avail = max(st.recv.avail, h2.DefaultWindow)
	}
	st.body.cond.L = &st.body.mu
	c.streams[id] = st
	return st
}

func (st *h2stream) signal() {
	select {
	case st.wake <- struct{}{}:
	default:
	}
}

// send sends a part of a body; with end, the last one. It waits for the peer to
// want it.
func (st *h2stream) send(p []byte, end bool) (n int, err error) {
	c := st.c
	c.mu.Lock()
	defer c.mu.Unlock()
	for {
		if st.sendErr != nil {
			return n, st.sendErr
		}
		room := min(int64(len(p)), st.window, c.window, int64(min(c.peerFrame, h2.DefaultMaxFrame)))
		if len(p) > 0 && (room <= 0 || len(c.out) >= h2maxOut) {
			if !st.blocked {
				st.blocked = true
				c.blocked = append(c.blocked, st)
			}
			c.flush()
			c.mu.Unlock()
			<-st.wake
			c.mu.Lock()
			continue
		}
		part := p[:max(room, 0)]
		p = p[len(part):]
		last := end && len(p) == 0
		if len(part) > 0 || last {
			c.out = h2.AppendData(c.out, st.id, part, last)
		}
		n += len(part)
		st.window -= int64(len(part))
		c.window -= int64(len(part))
		if len(p) > 0 {
			continue
		}
		c.flush()
		if last {
			c.sent(st)
		}
		return n, nil
	}
}

// giveUp sends nothing more. What comes is still wanted.
func (st *h2stream) giveUp(err error) {
	c := st.c
	c.mu.Lock()
	defer c.mu.Unlock()
	if st.sentEnd || st.removed {
		return
	}
	st.gaveUp = true
	if st.sendErr == nil {
		st.sendErr = err
	}
	st.signal()
	if st.gotEnd {
		c.resetStream(st, h2.ErrCancel, nil)
	}
}

// read reads what came.
func (st *h2stream) read(p []byte) (int, error) {
	n, err := st.body.read(p)
	if n > 0 {
		st.c.mu.Lock()
		st.c.give(st, n)
		st.c.mu.Unlock()
	}
	return n, err
}

// drop throws away what came and will come, and reads fail with err.
func (st *h2stream) drop(err error) {
	if n := st.body.drop(err); n > 0 {
		st.c.mu.Lock()
		st.c.give(nil, n)
		st.c.mu.Unlock()
	}
}

// An h2inflow is a window of ours, with how much the peer may still send.
type h2inflow struct {
	avail int32
	owed  int32 // what was read and the peer does not know yet
}

func (f *h2inflow) take(n int) bool {
	if n > int(f.avail) {
		return false
	}
	f.avail -= int32(n)
	return true
}

// give returns what the peer should be told, 0 while that is not worth a frame.
func (f *h2inflow) give(n int) uint32 {
	const worth = 4 << 10
	f.owed += int32(n)
	if f.owed < worth && f.owed < f.avail {
		return 0
	}
	v := f.owed
	f.avail += v
	f.owed = 0
	return uint32(v)
}

// An h2pipe has what came of a body and was not read yet. Its size is limited by
// the window of the stream.
type h2pipe struct {
	mu    sync.Mutex
	cond  sync.Cond
	buf   []byte
	off   int
	err   error  // behind what is there; nil: more may come
	drops bool   // nobody reads any more
	onEnd func() // called before a reader first sees err
}

// write returns false if nobody wants p.
func (b *h2pipe) write(p []byte) bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.err != nil {
		return false
	}
	if b.off > 0 && len(b.buf)+len(p) > cap(b.buf) {
		b.buf = b.buf[:copy(b.buf, b.buf[b.off:])]
		b.off = 0
	}
	b.buf = append(b.buf, p...)
	b.cond.Signal()
	return true
}

func (b *h2pipe) read(p []byte) (int, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	for {
		if b.off < len(b.buf) {
			n := copy(p, b.buf[b.off:])
			if b.off += n; b.off == len(b.buf) {
				b.buf, b.off = b.buf[:0], 0
			}
			return n, nil
		}
		if b.err != nil {
			b.buf = nil
			if f := b.onEnd; f != nil {
				b.onEnd = nil
				f()
			}
			return 0, b.err
		}
		b.cond.Wait()
	}
}

// close ends the body with err, unless it has ended.
func (b *h2pipe) close(err error) {
	b.mu.Lock()
	if b.err == nil {
		b.err = err
	}
	b.mu.Unlock()
	b.cond.Broadcast()
}

// drop is close, also of what is there; it returns how much that was.
func (b *h2pipe) drop(err error) int {
	b.mu.Lock()
	n := len(b.buf) - b.off
	b.buf, b.off, b.err, b.onEnd = nil, 0, err, nil
	b.mu.Unlock()
	b.cond.Broadcast()
	return n
}

// ended reports whether nothing more comes.
func (b *h2pipe) ended() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	return b.err != nil
}

// h2fields is a header list that was read.
type h2fields struct {
	method, scheme, authority, path, protocol, status string

	seen     uint8 // which of them were there
	header   Header
	cookies  []string
	size     uint32
	tooLarge bool // the rest was left out
	bad      bool
}

// h2pseudo are the fields that stand for request and status line, with their bits
// in seen.
const (
	h2method = 1 << iota
	h2scheme
	h2authority
	h2path
	h2protocol
	h2status
)

// readFields decodes a block. Its errors end the connection.
func (c *h2conn) readFields(block []byte) (*h2fields, error) {
	f := &h2fields{header: make(Header)}
	err := c.dec.Decode(block, func(x hpack.Field) { f.add(x, c.limit) })
	if err != nil {
		c.count("read_frame_conn_error_COMPRESSION_ERROR")
		return nil, h2.ConnError(h2.ErrCompression)
	}
	return f, nil
}

func (f *h2fields) add(x hpack.Field, limit uint32) {
	if f.size += x.Size(); f.size > limit {
		f.tooLarge = true
	}
	if f.tooLarge || f.bad {
		f.size = min(f.size, limit+1) // it does not wrap
		return
	}
	if strings.HasPrefix(x.Name, ":") {
		f.addPseudo(x)
		return
	}
	if !h2validName(x.Name) || !validFieldValue(x.Value) {
		f.bad = true
		return
	}
	if x.Name == "cookie" { // RFC 9113, 8.2.3
		f.cookies = append(f.cookies, x.Value)
		f.header["Cookie"] = f.cookies
		return
	}
	key := CanonicalHeaderKey(x.Name)
	f.header[key] = append(f.header[key], x.Value)
}

func (f *h2fields) addPseudo(x hpack.Field) {
	var to *string
	var bit uint8
	switch x.Name {
	case ":method":
		to, bit = &f.method, h2method
	case ":scheme":
		to, bit = &f.scheme, h2scheme
	case ":authority":
		to, bit = &f.authority, h2authority
	case ":path":
		to, bit = &f.path, h2path
	case ":protocol":
		to, bit = &f.protocol, h2protocol
	case ":status":
		to, bit = &f.status, h2status
	}
	if to == nil || f.seen&bit != 0 || len(f.header) > 0 || !validFieldValue(x.Value) {
		f.bad = true
		return
	}
	f.seen |= bit
	*to = x.Value
}

// h2validName tells names of fields: they have no capitals.
func h2validName(s string) bool {
	for i := 0; i < len(s); i++ {
		if 'A' <= s[i] && s[i] <= 'Z' {
			return false
		}
	}
	return isToken(s)
}

// h2name returns the name of a field as it is sent.
func h2name(key string) string { return strings.ToLower(key) }

// h2append appends the fields of a header that a message may have.
func h2append(fields []hpack.Field, key string, values []string) []hpack.Field {
	if !validFieldName(key) {
		return fields
	}
	name := h2name(key)
	for _, v := range values {
		if !validFieldValue(v) {
			if v = lineEnds.Replace(v); !validFieldValue(v) {
				continue
			}
		}
		v = textproto.TrimString(v)
		fields = append(fields, hpack.Field{Name: name, Value: v, Sensitive: h2sensitive(name, v)})
	}
	return fields
}

// h2sensitive tells what a table must not have: RFC 7541, 7.1.3.
func h2sensitive(name, value string) bool {
	return name == "authorization" || name == "proxy-authorization" || (name == "cookie" || name == "set-cookie") && len(value) < 20
}

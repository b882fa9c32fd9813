// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package textproto reads and writes protocols of lines, as HTTP, NNTP and SMTP
// are: headers, numbered replies, texts that end at a line with a dot.
package textproto

import (
	"bufio"
	"fmt"
	"io"
	"net"
	"sync"
)

// An Error is a reply of the server that says that something failed.
type Error struct {
	Code int
	Msg  string
}

func (e *Error) Error() string { return fmt.Sprintf("%03d %s", e.Code, e.Msg) }

// A ProtocolError says how the other side did not keep to the protocol.
type ProtocolError string

func (p ProtocolError) Error() string { return string(p) }

// A Conn reads and writes, with a Pipeline for the order of requests.
type Conn struct {
	Reader
	Writer
	Pipeline
	conn io.ReadWriteCloser
}

// NewConn returns a Conn on conn.
func NewConn(conn io.ReadWriteCloser) *Conn {
	return &Conn{
		Reader: Reader{R: bufio.NewReader(conn)},
		Writer: Writer{W: bufio.NewWriter(conn)},
		conn:   conn,
	}
}

// Dial connects with net.Dial.
func Dial(network, addr string) (*Conn, error) {
	c, err := net.Dial(network, addr)
	if err != nil {
		return nil, err
	}
	return NewConn(c), nil
}

// Close closes the connection.
func (c *Conn) Close() error { return c.conn.Close() }

// Cmd sends a line when it is its turn; id is for StartResponse and
// EndResponse around the reading of the reply.
func (c *Conn) Cmd(format string, args ...any) (id uint, err error) {
	id = c.Next()
	c.StartRequest(id)
	defer c.EndRequest(id)
	if err := c.PrintfLine(format, args...); err != nil {
		return 0, err
	}
	return id, nil
}

// A Pipeline keeps requests and their replies in order. The zero value is ready.
type Pipeline struct {
	mu       sync.Mutex
	id       uint
	request  sequencer
	response sequencer
}

// Next returns the number of the next request.
func (p *Pipeline) Next() uint {
	p.mu.Lock()
	defer p.mu.Unlock()
	id := p.id
	p.id++
	return id
}

// StartRequest waits until request id may be sent.
func (p *Pipeline) StartRequest(id uint) { p.request.start(id) }

// EndRequest says that request id was sent.
func (p *Pipeline) EndRequest(id uint) { p.request.end(id) }

// StartResponse waits until the reply to request id may be read.
func (p *Pipeline) StartResponse(id uint) { p.response.start(id) }

// EndResponse says that the reply to request id was read.
func (p *Pipeline) EndResponse(id uint) { p.response.end(id) }

// A sequencer lets one pass after the other, by their numbers.
type sequencer struct {
	mu   sync.Mutex
	next uint
	wait map[uint]chan struct{}
}

func (s *sequencer) start(id uint) {
	s.mu.Lock()
	if s.next == id {
		s.mu.Unlock()
		return
	}
	c := make(chan struct{})
	if s.wait == nil {
		s.wait = make(map[uint]chan struct{})
	}
	s.wait[id] = c
	s.mu.Unlock()
	<-c
}

func (s *sequencer) end(id uint) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.next != id {
		panic("out of sync")
	}
	s.next++
	if c, ok := s.wait[s.next]; ok {
		delete(s.wait, s.next)
		close(c)
	}
}

// TrimString returns s without spaces, tabs and line ends around it.
func TrimString(s string) string {
	for len(s) > 0 && space(s[0]) {
		s = s[1:]
	}
	for len(s) > 0 && space(s[len(s)-1]) {
		s = s[:len(s)-1]
	}
	return s
}

// TrimBytes returns b without spaces, tabs and line ends around it.
func TrimBytes(b []byte) []byte {
	for len(b) > 0 && space(b[0]) {
		b = b[1:]
	}
	for len(b) > 0 && space(b[len(b)-1]) {
		b = b[:len(b)-1]
	}
	return b
}

func space(c byte) bool { return c == ' ' || c == '\t' || c == '\n' || c == '\r' }

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Pipe.

package net

import (
	"io"
	"os"
	"sync"
	"time"
)

// A pipeDeadline closes its channel when its time has come.
type pipeDeadline struct {
	mu     sync.Mutex
	timer  *time.Timer
	passed chan struct{}
}

func (d *pipeDeadline) set(t time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.timer != nil && !d.timer.Stop() {
		<-d.passed // its function runs, and is to close this channel and no other
	}
	d.timer = nil
	closed := isClosed(d.passed)
	wait := time.Until(t)
	switch {
	case t.IsZero() || wait > 0:
		if closed {
			d.passed = make(chan struct{})
		}
		if !t.IsZero() {
			c := d.passed
			d.timer = time.AfterFunc(wait, func() { close(c) })
		}
	case !closed:
		close(d.passed)
	}
}

func (d *pipeDeadline) wait() chan struct{} {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.passed
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// A half of a pipe carries bytes in one direction: a writer offers its slice,
// a reader answers how much of it was taken.
type half struct {
	data  chan []byte
	taken chan int
	turn  sync.Mutex // of writers
}

type pipeAddr struct{}

func (pipeAddr) Network() string { return "pipe" }
func (pipeAddr) String() string  { return "pipe" }

type pipe struct {
	in, out       *half
	once          sync.Once
	done, peer    chan struct{} // closed by Close of this end, and of the other
	readD, writeD pipeDeadline
}

// Pipe returns two ends of a connection in memory. Nothing is buffered: a
// write lasts until its bytes were read.
func Pipe() (Conn, Conn) {
	ab := &half{data: make(chan []byte), taken: make(chan int)}
	ba := &half{data: make(chan []byte), taken: make(chan int)}
	a := &pipe{in: ba, out: ab, done: make(chan struct{})}
	b := &pipe{in: ab, out: ba, done: make(chan struct{}), peer: a.done}
	a.peer = b.done
	for _, d := range []*pipeDeadline{&a.readD, &a.writeD, &b.readD, &b.writeD} {
		d.passed = make(chan struct{})
	}
	return a, b
}

func (p *pipe) LocalAddr() Addr  { return pipeAddr{} }
func (p *pipe) RemoteAddr() Addr { return pipeAddr{} }

// Read takes what a writer offers.
func (p *pipe) Read(b []byte) (int, error) {
	n, err := p.read(b)
	if err != nil && err != io.EOF && err != io.ErrClosedPipe {
		err = &OpError{Op: "read", Net: "pipe", Err: err}
	}
	return n, err
}

func (p *pipe) read(b []byte) (int, error) {
	switch {
	case isClosed(p.done):
		return 0, io.ErrClosedPipe
	case isClosed(p.peer):
		return 0, io.EOF
	case isClosed(p.readD.wait()):
		return 0, os.ErrDeadlineExceeded
	}
	select {
	case offered := <-p.in.data:
		n := copy(b, offered)
		p.in.taken <- n
		return n, nil
	case <-p.done:
		return 0, io.ErrClosedPipe
	case <-p.peer:
		return 0, io.EOF
	case <-p.readD.wait():
		return 0, os.ErrDeadlineExceeded
	}
}

// Write offers b until all of it has been read.
func (p *pipe) Write(b []byte) (int, error) {
	n, err := p.write(b)
	if err != nil && err != io.ErrClosedPipe {
		err = &OpError{Op: "write", Net: "pipe", Err: err}
	}
	return n, err
}

func (p *pipe) write(b []byte) (n int, err error) {
	switch {
	case isClosed(p.done) || isClosed(p.peer):
		return 0, io.ErrClosedPipe
	case isClosed(p.writeD.wait()):
		return 0, os.ErrDeadlineExceeded
	}
	p.out.turn.Lock()
	defer p.out.turn.Unlock()
	for first := true; first || len(b) > 0; first = false {
		select {
		case p.out.data <- b:
			m := <-p.out.taken
			b = b[m:]
			n += m
		case <-p.done:
			return n, io.ErrClosedPipe
		case <-p.peer:
			return n, io.ErrClosedPipe
		case <-p.writeD.wait():
			return n, os.ErrDeadlineExceeded
		}
	}
	return n, nil
}

func (p *pipe) SetDeadline(t time.Time) error {
	if err := p.SetReadDeadline(t); err != nil {
		return err
	}
	return p.SetWriteDeadline(t)
}

func (p *pipe) SetReadDeadline(t time.Time) error  { return p.setDeadline(&p.readD, t) }
func (p *pipe) SetWriteDeadline(t time.Time) error { return p.setDeadline(&p.writeD, t) }

func (p *pipe) setDeadline(d *pipeDeadline, t time.Time) error {
	if isClosed(p.done) || isClosed(p.peer) {
		return io.ErrClosedPipe
	}
	d.set(t)
	return nil
}

func (p *pipe) Close() error {
	p.once.Do(func() { close(p.done) })
	return nil
}

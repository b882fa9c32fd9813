// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Pipe: a Write waits until Reads have taken all of its
// data, which is copied straight into the readers' buffers.

package io

import (
	"errors"
	"sync"
)

// ErrClosedPipe is the error of a pipe's end that has been closed.
var ErrClosedPipe = errors.New("io: read/write on closed pipe")

// pipe is what the two ends share.
//
// A writer owns writing while it hands over its data: it sends what is left
// on data, and a reader answers on taken with the number of bytes it took.
type pipe struct {
	writing sync.Mutex
	data    chan []byte
	taken   chan int

	closing  sync.Once
	done     chan struct{} // closed when either end is
	mu       sync.Mutex
	readErr  error // why the reading end is closed, for writers; guarded by mu
	writeErr error // why the writing end is closed, for readers; guarded by mu
}

// Pipe returns the two ends of a synchronous pipe in memory. There is no
// buffer: each Write waits for one or more Reads to take its data, or for the
// reading end to be closed. Both ends may be used by several goroutines at
// once; the Writes then pass one by one.
func Pipe() (*PipeReader, *PipeWriter) {
	ends := new(struct {
		r PipeReader
		w PipeWriter
	})
	p := &ends.r.pipe
	p.data = make(chan []byte)
	p.taken = make(chan int)
	p.done = make(chan struct{})
	ends.w.p = p
	return &ends.r, &ends.w
}

// close records err at slot unless one of the kind is there already, and ends
// all that wait.
func (p *pipe) close(slot *error, err error) {
	p.mu.Lock()
	if *slot == nil {
		*slot = err
	}
	p.mu.Unlock()
	p.closing.Do(func() { close(p.done) })
}

func (p *pipe) closed() bool {
	select {
	case <-p.done:
		return true
	default:
		return false
	}
}

// errorFor returns what an operation on a closed pipe reports: the reason of
// the other end, or ErrClosedPipe if its own end is closed.
func (p *pipe) errorFor(own, other *error) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if *own == nil && *other != nil {
		return *other
	}
	return ErrClosedPipe
}

func (p *pipe) read(b []byte) (int, error) {
	if p.closed() {
		return 0, p.errorFor(&p.readErr, &p.writeErr)
	}
	select {
	case chunk := <-p.data:
		n := copy(b, chunk)
		p.taken <- n
		return n, nil
	case <-p.done:
		return 0, p.errorFor(&p.readErr, &p.writeErr)
	}
}

func (p *pipe) write(b []byte) (n int, err error) {
	if p.closed() {
		return 0, p.errorFor(&p.writeErr, &p.readErr)
	}
	p.writing.Lock()
	defer p.writing.Unlock()
	// An empty Write is handed over too: it waits for one Read.
	for first := true; first || len(b) > 0; first = false {
		select {
		case p.data <- b:
			k := <-p.taken
			b = b[k:]
			n += k
		case <-p.done:
			return n, p.errorFor(&p.writeErr, &p.readErr)
		}
	}
	return n, nil
}

// PipeReader is the reading end of a pipe.
type PipeReader struct{ pipe }

// Read waits for a writer, and takes data from it. When the writing end is
// closed, it returns the error of CloseWithError, or EOF.
func (r *PipeReader) Read(data []byte) (n int, err error) {
	return r.pipe.read(data)
}

// Close closes the reading end: writes fail with ErrClosedPipe.
func (r *PipeReader) Close() error {
	return r.CloseWithError(nil)
}

// CloseWithError closes the reading end: writes fail with err, or with
// ErrClosedPipe if it is nil. It never replaces an earlier error and always
// returns nil.
func (r *PipeReader) CloseWithError(err error) error {
	if err == nil {
		err = ErrClosedPipe
	}
	r.pipe.close(&r.pipe.readErr, err)
	return nil
}

// PipeWriter is the writing end of a pipe.
type PipeWriter struct{ p *pipe }

// Write waits until readers have taken all of data, or until the reading end
// is closed; then it returns the error of CloseWithError, or ErrClosedPipe.
func (w *PipeWriter) Write(data []byte) (n int, err error) {
	return w.p.write(data)
}

// Close closes the writing end: reads return EOF.
func (w *PipeWriter) Close() error {
	return w.CloseWithError(nil)
}

// CloseWithError closes the writing end: reads return err, or EOF if it is
// nil. It never replaces an earlier error and always returns nil.
func (w *PipeWriter) CloseWithError(err error) error {
	if err == nil {
		err = EOF
	}
	w.p.close(&w.p.writeErr, err)
	return nil
}

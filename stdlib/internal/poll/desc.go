// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package poll makes goroutines wait for descriptors where the kernel would
// make threads wait: its FD is what os and net read and write through.
package poll

import (
	"errors"
	"syscall"
	"time"
)

// What is wrong besides what the kernel reports.
var (
	ErrFileClosing            = errors.New("use of closed file")
	ErrNoDeadline             = errors.New("file type does not support deadline")
	ErrNotPollable            = errors.New("not pollable")
	ErrNetClosing       error = netClosing{}
	ErrDeadlineExceeded error = &DeadlineExceededError{}
)

type netClosing struct{}

func (netClosing) Error() string   { return "use of closed network connection" }
func (netClosing) Timeout() bool   { return false }
func (netClosing) Temporary() bool { return false }

// DeadlineExceededError is the type of ErrDeadlineExceeded.
type DeadlineExceededError struct{}

func (*DeadlineExceededError) Error() string   { return "i/o timeout" }
func (*DeadlineExceededError) Timeout() bool   { return true }
func (*DeadlineExceededError) Temporary() bool { return true }

// Results of the runtime.
const (
	pollNoError = iota
	pollErrClosing
	pollErrTimeout
	pollErrNotPollable
)

// A pollDesc is a descriptor's place in the runtime's poller.
type pollDesc struct {
	handle uintptr // 0: not registered, the descriptor blocks
}

func (pd *pollDesc) open(fd int) error {
	runtime_pollServerInit()
	handle, errno := runtime_pollOpen(uintptr(fd))
	if errno != 0 {
		return syscall.Errno(errno)
	}
	pd.handle = handle
	return nil
}

func (pd *pollDesc) close() {
	if pd.handle != 0 {
		runtime_pollClose(pd.handle)
		pd.handle = 0
	}
}

// evict wakes all who wait, for good.
func (pd *pollDesc) evict() {
	if pd.handle != 0 {
		runtime_pollUnblock(pd.handle)
	}
}

func closing(isFile bool) error {
	if isFile {
		return ErrFileClosing
	}
	return ErrNetClosing
}

func pollError(code int, isFile bool) error {
	switch code {
	case pollNoError:
		return nil
	case pollErrClosing:
		return closing(isFile)
	case pollErrTimeout:
		return ErrDeadlineExceeded
	}
	return ErrNotPollable
}

// prepare is called before the first attempt of an operation: it forgets
// earlier events, and fails if the deadline has passed.
func (pd *pollDesc) prepare(mode int, isFile bool) error {
	if pd.handle == 0 {
		return nil
	}
	return pollError(runtime_pollReset(pd.handle, mode), isFile)
}

// wait is called after an attempt has failed with EAGAIN.
func (pd *pollDesc) wait(mode int, isFile bool) error {
	if pd.handle == 0 {
		return errors.New("waiting for unsupported file type")
	}
	return pollError(runtime_pollWait(pd.handle, mode), isFile)
}

// setDeadline makes operations fail from t on; the zero time is never.
func (fd *FD) setDeadline(t time.Time, mode int) error {
	var when int64
	if !t.IsZero() {
		when = runtime_nanotime()
		if d := int64(time.Until(t)); d < 0 || when+d > when {
			when += d
		} else {
			when = 1<<63 - 1
		}
		if when == 0 {
			when = 1 // 0 is never
		}
	}
	if err := fd.incref(); err != nil {
		return err
	}
	defer fd.decref()
	if fd.pd.handle == 0 {
		return ErrNoDeadline
	}
	runtime_pollSetDeadline(fd.pd.handle, when, mode)
	return nil
}

// SetDeadline sets the deadline of reads and writes.
func (fd *FD) SetDeadline(t time.Time) error { return fd.setDeadline(t, 'r'+'w') }

// SetReadDeadline sets the deadline of reads.
func (fd *FD) SetReadDeadline(t time.Time) error { return fd.setDeadline(t, 'r') }

// SetWriteDeadline sets the deadline of writes.
func (fd *FD) SetWriteDeadline(t time.Time) error { return fd.setDeadline(t, 'w') }

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package poll

import (
	"io"
	"sync/atomic"
	"syscall"
)

// An FD is a descriptor that many goroutines may use. It must not be copied.
type FD struct {
	mu            fdMutex
	Sysfd         int
	pd            pollDesc
	closed        uint32 // semaphore: the descriptor has been given up
	blocking      uint32 // atomic; 1: the descriptor blocks, and Close does not wait for users
	IsStream      bool   // not a sequence of packets
	ZeroReadIsEOF bool
	IsTCP         bool
	isFile        bool
	emptied       bool   // the last read got less than it asked for; guarded by the lock for reading
	tuned         uint32 // atomic; 1: its options may be such that the poller is silent about some bytes
}

// The most that one call reads or writes: some systems refuse 2 GiB.
const maxRW = 1 << 30

// Init registers the descriptor with the poller if that is wanted; kind is
// "file" or the name of a network. A descriptor that cannot be polled is left
// blocking, and the reason returned.
func (fd *FD) Init(kind string, pollable bool) error {
	fd.isFile = kind == "file"
	if !pollable {
		fd.blocking = 1
		return nil
	}
	err := fd.pd.open(fd.Sysfd)
	if err != nil {
		fd.blocking = 1
	}
	return err
}

// Pollable reports whether goroutines can wait for the descriptor.
func (fd *FD) Pollable() bool { return fd.pd.handle != 0 && atomic.LoadUint32(&fd.blocking) == 0 }

// Tune notes that somebody has had the descriptor in hand, and may have set
// options: with SO_RCVLOWAT the poller tells of so many bytes only.
func (fd *FD) Tune() { atomic.StoreUint32(&fd.tuned, 1) }

// Tuned reports whether Tune has been called.
func (fd *FD) Tuned() bool { return atomic.LoadUint32(&fd.tuned) != 0 }

func (fd *FD) incref() error {
	if !fd.mu.enter() {
		return closing(fd.isFile)
	}
	return nil
}

func (fd *FD) decref() error {
	if fd.mu.leave() {
		return fd.destroy()
	}
	return nil
}

func (fd *FD) lock(read bool) error {
	if !fd.mu.lock(read) {
		return closing(fd.isFile)
	}
	return nil
}

func (fd *FD) unlock(read bool) {
	if fd.mu.unlock(read) {
		fd.destroy()
	}
}

// destroy gives the descriptor up; the last user calls it.
func (fd *FD) destroy() error {
	fd.pd.close()
	err := syscall.Close(fd.Sysfd)
	fd.Sysfd = -1
	runtime_Semrelease(&fd.closed)
	return err
}

// Close wakes all who wait for the descriptor, and waits until it has been
// given up.
func (fd *FD) Close() error {
	if !fd.mu.enterClosing() {
		return closing(fd.isFile)
	}
	fd.pd.evict()
	err := fd.decref()
	if atomic.LoadUint32(&fd.blocking) == 0 {
		runtime_Semacquire(&fd.closed)
	}
	return err
}

// SetBlocking makes the descriptor block.
func (fd *FD) SetBlocking() error {
	if err := fd.incref(); err != nil {
		return err
	}
	defer fd.decref()
	atomic.StoreUint32(&fd.blocking, 1)
	return syscall.SetNonblock(fd.Sysfd, false)
}

func (fd *FD) eof(n int, err error) error {
	if n == 0 && err == nil && fd.ZeroReadIsEOF {
		return io.EOF
	}
	return err
}

// again reports whether an operation that failed with err is to be tried once
// more, having waited until it may succeed; if not, it returns why.
func (fd *FD) again(err error, mode int) (bool, error) {
	if err != syscall.EAGAIN || fd.pd.handle == 0 {
		return false, err
	}
	err = fd.pd.wait(mode, fd.isFile)
	return err == nil, err
}

// Read reads up to len(p) bytes.
func (fd *FD) Read(p []byte) (n int, err error) {
	if err := fd.lock(true); err != nil {
		return 0, err
	}
	defer fd.unlock(true)
	if len(p) == 0 {
		return 0, nil // which would look like the end
	}
	if fd.emptied && !fd.Tuned() && runtime_pollTellsNext(fd.pd.handle) {
		// What comes will be told of. Not prepare: it may have been by now.
		if err := fd.pd.wait('r', fd.isFile); err != nil {
			return 0, err
		}
	} else if err := fd.pd.prepare('r', fd.isFile); err != nil {
		return 0, err
	}
	if fd.IsStream && len(p) > maxRW {
		p = p[:maxRW]
	}
	for {
		n, err := syscall.Read(fd.Sysfd, p)
		if err != nil {
			n = 0
			var more bool
			if more, err = fd.again(err, 'r'); more {
				continue
			}
		}
		fd.emptied = fd.IsTCP && n > 0 && n < len(p) && fd.pd.handle != 0
		return n, fd.eof(n, err)
	}
}

// Pread reads up to len(p) bytes from the offset on; others may do so at the
// same time.
func (fd *FD) Pread(p []byte, off int64) (int, error) {
	if err := fd.incref(); err != nil {
		return 0, err
	}
	defer fd.decref()
	if fd.IsStream && len(p) > maxRW {
		p = p[:maxRW]
	}
	n, err := syscall.Pread(fd.Sysfd, p, off)
	if err != nil {
		n = 0
	}
	return n, fd.eof(n, err)
}

// Write writes all of p, unless there is an error.
func (fd *FD) Write(p []byte) (done int, err error) {
	if err := fd.lock(false); err != nil {
		return 0, err
	}
	defer fd.unlock(false)
	if err := fd.pd.prepare('w', fd.isFile); err != nil {
		return 0, err
	}
	for {
		end := len(p)
		if fd.IsStream && end-done > maxRW {
			end = done + maxRW
		}
		n, err := syscall.Write(fd.Sysfd, p[done:end])
		if n > 0 {
			done += n
		}
		if done == len(p) {
			return done, err
		}
		if err != nil {
			more, err := fd.again(err, 'w')
			if more {
				continue
			}
			return done, err
		}
		if n == 0 {
			return done, io.ErrUnexpectedEOF
		}
	}
}

// Pwrite writes all of p from the offset on.
func (fd *FD) Pwrite(p []byte, off int64) (done int, err error) {
	if err := fd.incref(); err != nil {
		return 0, err
	}
	defer fd.decref()
	for {
		end := len(p)
		if fd.IsStream && end-done > maxRW {
			end = done + maxRW
		}
		n, err := syscall.Pwrite(fd.Sysfd, p[done:end], off+int64(done))
		if n > 0 {
			done += n
		}
		if done == len(p) || err != nil {
			return done, err
		}
		if n == 0 {
			return done, io.ErrUnexpectedEOF
		}
	}
}

// Do calls f with the descriptor, which is not closed meanwhile.
func (fd *FD) Do(f func(sysfd int) error) error {
	if err := fd.incref(); err != nil {
		return err
	}
	defer fd.decref()
	return f(fd.Sysfd)
}

// RawRead calls f, and again whenever there is something to read, until it
// returns true.
func (fd *FD) RawRead(f func(uintptr) bool) error { return fd.raw(f, 'r') }

// RawWrite is RawRead for writing.
func (fd *FD) RawWrite(f func(uintptr) bool) error { return fd.raw(f, 'w') }

func (fd *FD) raw(f func(uintptr) bool, mode int) error {
	if err := fd.lock(mode == 'r'); err != nil {
		return err
	}
	defer fd.unlock(mode == 'r')
	if mode == 'r' {
		fd.emptied = false // f is free to read, and prepare forgets what has come
	}
	if err := fd.pd.prepare(mode, fd.isFile); err != nil {
		return err
	}
	for !f(uintptr(fd.Sysfd)) {
		if err := fd.pd.wait(mode, fd.isFile); err != nil {
			return err
		}
	}
	return nil
}

// IsPollDescriptor reports whether fd is one of the poller's own.
func IsPollDescriptor(fd uintptr) bool { return runtime_isPollServerDescriptor(fd) }

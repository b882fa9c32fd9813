// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements netFD, a socket with its addresses, and conn, what the
// connections of all networks have in common.

package net

import (
	"context"
	"internal/poll"
	"io"
	"os"
	"sync"
	"syscall"
	"time"
)

type netFD struct {
	pfd          poll.FD
	family       int
	sotype       int
	connected    bool
	net          string
	laddr, raddr Addr
}

// syscallError adds the name of the call to an error of the kernel.
func syscallError(call string, err error) error {
	if _, ok := err.(syscall.Errno); ok {
		return os.NewSyscallError(call, err)
	}
	return err
}

func newFD(sysfd, family, sotype int, network string) *netFD {
	fd := &netFD{family: family, sotype: sotype, net: network}
	fd.pfd.Sysfd = sysfd
	fd.pfd.IsStream = sotype == syscall.SOCK_STREAM
	fd.pfd.IsTCP = fd.pfd.IsStream && family != syscall.AF_UNIX
	fd.pfd.ZeroReadIsEOF = fd.pfd.IsStream || sotype == syscall.SOCK_SEQPACKET
	return fd
}

// openSocket makes a socket and registers it with the poller.
func openSocket(family, sotype int, network string) (*netFD, error) {
	s, err := syscall.Socket(family, sotype|syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC, 0)
	if err != nil {
		return nil, os.NewSyscallError("socket", err)
	}
	fd := newFD(s, family, sotype, network)
	if sotype == syscall.SOCK_DGRAM && family != syscall.AF_UNIX {
		if err := syscall.SetsockoptInt(s, syscall.SOL_SOCKET, syscall.SO_BROADCAST, 1); err != nil {
			syscall.Close(s)
			return nil, os.NewSyscallError("setsockopt", err)
		}
	}
	if err := fd.pfd.Init(network, true); err != nil {
		syscall.Close(s)
		return nil, err
	}
	return fd, nil
}

func (fd *netFD) addrOf(sa syscall.Sockaddr) Addr {
	switch {
	case sa == nil:
		return nil
	case fd.family == syscall.AF_UNIX:
		return unixAddrOf(sa, fd.sotype)
	case fd.sotype == syscall.SOCK_DGRAM:
		return udpAddrOf(sa)
	}
	return tcpAddrOf(sa)
}

// findAddrs asks the kernel for the addresses.
func (fd *netFD) findAddrs(remote Addr) {
	local, _ := syscall.Getsockname(fd.pfd.Sysfd)
	fd.laddr = fd.addrOf(local)
	fd.raddr = remote
}

// connect connects fd to sa before ctx is done.
func (fd *netFD) connect(ctx context.Context, sa syscall.Sockaddr) (err error) {
	if deadline, ok := ctx.Deadline(); ok {
		if !deadline.After(time.Now()) {
			return mapErr(context.DeadlineExceeded)
		}
		fd.pfd.SetWriteDeadline(deadline)
		defer fd.pfd.SetWriteDeadline(time.Time{})
	}
	select {
	case <-ctx.Done():
		return mapErr(ctx.Err())
	default:
	}
	if ctx.Done() != nil {
		// Somebody waits for the context, and ends the wait for the connection by
		// a deadline in the past.
		done, stopped := make(chan struct{}), make(chan error)
		go func() {
			select {
			case <-ctx.Done():
				fd.pfd.SetWriteDeadline(time.Unix(1, 0))
				stopped <- ctx.Err()
			case <-done:
				stopped <- nil
			}
		}()
		defer func() {
			close(done)
			if ctxErr := <-stopped; ctxErr != nil && (err == nil || err == poll.ErrDeadlineExceeded) {
				err = mapErr(ctxErr)
			}
		}()
	}
	call, err := fd.pfd.Connect(sa)
	if err == poll.ErrDeadlineExceeded {
		return err
	}
	return syscallError(call, err)
}

var backlog = sync.OnceValue(func() int {
	data, err := os.ReadFile("/proc/sys/net/core/somaxconn")
	n := 0
	for _, c := range data {
		if c < '0' || c > '9' {
			break
		}
		n = n*10 + int(c-'0')
	}
	if err != nil || n == 0 {
		return syscall.SOMAXCONN
	}
	return n
})

// accept returns the next connection to a listening socket.
func (fd *netFD) accept() (*netFD, error) {
	s, from, call, err := fd.pfd.Accept()
	if err != nil {
		return nil, syscallError(call, err)
	}
	c := newFD(s, fd.family, fd.sotype, fd.net)
	if err := c.pfd.Init(fd.net, true); err != nil {
		syscall.Close(s)
		return nil, err
	}
	c.connected = true
	if fd.pfd.Tuned() { // options are inherited
		c.pfd.Tune()
	}
	c.findAddrs(c.addrOf(from))
	return c, nil
}

// opError wraps an error of an operation between both ends.
func (fd *netFD) opError(op string, err error) error {
	if err == nil {
		return nil
	}
	return &OpError{Op: op, Net: fd.net, Source: fd.laddr, Addr: fd.raddr, Err: err}
}

// listenError wraps an error of an operation on a listening socket.
func (fd *netFD) listenError(op string, err error) error {
	if err == nil {
		return nil
	}
	return &OpError{Op: op, Net: fd.net, Addr: fd.laddr, Err: err}
}

type conn struct {
	fd *netFD
}

func (c *conn) ok() bool { return c != nil && c.fd != nil }

// Read reads what has come, up to len(b) bytes; it waits until there is
// something.
func (c *conn) Read(b []byte) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	n, err := c.fd.pfd.Read(b)
	if err != nil && err != io.EOF {
		err = c.fd.opError("read", syscallError("read", err))
	}
	return n, err
}

// Write writes b.
func (c *conn) Write(b []byte) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	n, err := c.fd.pfd.Write(b)
	if err != nil {
		err = c.fd.opError("write", syscallError("write", err))
	}
	return n, err
}

// Close closes the connection; whoever waits for it gets an error.
func (c *conn) Close() error {
	if !c.ok() {
		return syscall.EINVAL
	}
	return c.fd.opError("close", c.fd.pfd.Close())
}

// LocalAddr returns the address of this end.
func (c *conn) LocalAddr() Addr {
	if !c.ok() {
		return nil
	}
	return c.fd.laddr
}

// RemoteAddr returns the address of the other end.
func (c *conn) RemoteAddr() Addr {
	if !c.ok() {
		return nil
	}
	return c.fd.raddr
}

func (c *conn) set(f func(fd *poll.FD) error) error {
	if !c.ok() {
		return syscall.EINVAL
	}
	if err := f(&c.fd.pfd); err != nil {
		return &OpError{Op: "set", Net: c.fd.net, Source: nil, Addr: c.fd.laddr, Err: err}
	}
	return nil
}

// SetDeadline sets the deadline of reads and writes.
func (c *conn) SetDeadline(t time.Time) error {
	return c.set(func(fd *poll.FD) error { return fd.SetDeadline(t) })
}

// SetReadDeadline sets the deadline of reads.
func (c *conn) SetReadDeadline(t time.Time) error {
	return c.set(func(fd *poll.FD) error { return fd.SetReadDeadline(t) })
}

// SetWriteDeadline sets the deadline of writes.
func (c *conn) SetWriteDeadline(t time.Time) error {
	return c.set(func(fd *poll.FD) error { return fd.SetWriteDeadline(t) })
}

func (c *conn) setInt(level, opt, value int) error {
	return c.set(func(fd *poll.FD) error {
		return os.NewSyscallError("setsockopt", fd.SetsockoptInt(level, opt, value))
	})
}

// SetReadBuffer sets the size of the kernel's buffer for what comes in.
func (c *conn) SetReadBuffer(bytes int) error {
	return c.setInt(syscall.SOL_SOCKET, syscall.SO_RCVBUF, bytes)
}

// SetWriteBuffer sets the size of the kernel's buffer for what goes out.
func (c *conn) SetWriteBuffer(bytes int) error {
	return c.setInt(syscall.SOL_SOCKET, syscall.SO_SNDBUF, bytes)
}

// SyscallConn gives access to the descriptor.
func (c *conn) SyscallConn() (syscall.RawConn, error) {
	if !c.ok() {
		return nil, syscall.EINVAL
	}
	return &rawConn{c.fd}, nil
}

type rawConn struct{ fd *netFD }

func (c *rawConn) wrap(op string, err error) error {
	if err == nil {
		return nil
	}
	return &OpError{Op: op, Net: c.fd.net, Source: nil, Addr: c.fd.laddr, Err: err}
}

func (c *rawConn) Control(f func(uintptr)) error {
	c.fd.pfd.Tune()
	return c.wrap("raw-control", c.fd.pfd.Do(func(s int) error {
		f(uintptr(s))
		return nil
	}))
}

func (c *rawConn) Read(f func(uintptr) bool) error { return c.wrap("raw-read", c.fd.pfd.RawRead(f)) }

func (c *rawConn) Write(f func(uintptr) bool) error {
	return c.wrap("raw-write", c.fd.pfd.RawWrite(f))
}

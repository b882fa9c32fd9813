// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Unix domain sockets.

package net

import (
	"context"
	"os"
	"sync"
	"syscall"
	"time"
)

// A UnixAddr is a path, or if it begins with @ a name outside of the file
// system.
type UnixAddr struct {
	Name string
	Net  string // "unix", "unixgram" or "unixpacket"
}

// Network returns the kind of socket.
func (a *UnixAddr) Network() string { return a.Net }

func (a *UnixAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return a.Name
}

// ResolveUnixAddr returns address as a UnixAddr.
func ResolveUnixAddr(network, address string) (*UnixAddr, error) {
	if _, err := unixType(network); err != nil {
		return nil, err
	}
	return &UnixAddr{address, network}, nil
}

func unixType(network string) (int, error) {
	switch network {
	case "unix":
		return syscall.SOCK_STREAM, nil
	case "unixgram":
		return syscall.SOCK_DGRAM, nil
	case "unixpacket":
		return syscall.SOCK_SEQPACKET, nil
	}
	return 0, UnknownNetworkError(network)
}

func unixAddrOf(sa syscall.Sockaddr, sotype int) Addr {
	if u, ok := sa.(*syscall.SockaddrUnix); ok {
		network := "unix"
		switch sotype {
		case syscall.SOCK_DGRAM:
			network = "unixgram"
		case syscall.SOCK_SEQPACKET:
			network = "unixpacket"
		}
		return &UnixAddr{u.Name, network}
	}
	return nil
}

// A UnixConn is a connection over, or an end point of, Unix domain sockets.
type UnixConn struct {
	conn
}

// unixSocket makes a socket, and binds and connects it to the addresses that
// are not nil.
func unixSocket(ctx context.Context, network string, l, r *UnixAddr, listens bool, control controlFunc) (*netFD, error) {
	sotype, err := unixType(network)
	if err != nil {
		return nil, err
	}
	fd, err := openSocket(syscall.AF_UNIX, sotype, network)
	if err != nil {
		return nil, err
	}
	set := func() error {
		s := fd.pfd.Sysfd
		if control != nil {
			a := r
			if a == nil {
				a = l
			}
			if err := control(ctx, network, a.String(), &rawConn{fd}); err != nil {
				return err
			}
		}
		if l != nil {
			if err := syscall.Bind(s, &syscall.SockaddrUnix{Name: l.Name}); err != nil {
				return os.NewSyscallError("bind", err)
			}
		}
		if r != nil {
			if err := fd.connect(ctx, &syscall.SockaddrUnix{Name: r.Name}); err != nil {
				return err
			}
			fd.connected = true
			fd.findAddrs(r)
			return nil
		}
		if listens && sotype != syscall.SOCK_DGRAM {
			if err := syscall.Listen(s, backlog()); err != nil {
				return os.NewSyscallError("listen", err)
			}
		}
		fd.findAddrs(nil)
		return nil
	}
	if err := set(); err != nil {
		fd.pfd.Close()
		return nil, err
	}
	return fd, nil
}

func (d *sysDialer) dialUnix(ctx context.Context, l, r *UnixAddr) (*UnixConn, error) {
	fd, err := unixSocket(ctx, d.network, l, r, false, d.control())
	if err != nil {
		return nil, err
	}
	return &UnixConn{conn{fd}}, nil
}

// DialUnix is Dial for Unix domain sockets.
func DialUnix(network string, laddr, raddr *UnixAddr) (*UnixConn, error) {
	d := &sysDialer{network: network}
	c, err := d.dialUnix(context.Background(), laddr, raddr)
	if err != nil {
		return nil, &OpError{Op: "dial", Net: network, Source: addrOrNil(laddr), Addr: addrOrNil(raddr), Err: err}
	}
	return c, nil
}

// ReadFromUnix reads a packet, and returns who sent it.
func (c *UnixConn) ReadFromUnix(b []byte) (int, *UnixAddr, error) {
	if !c.ok() {
		return 0, nil, syscall.EINVAL
	}
	n, from, err := c.fd.pfd.ReadFrom(b)
	if err != nil {
		err = c.fd.opError("read", syscallError("recvfrom", err))
	}
	a, _ := unixAddrOf(from, c.fd.sotype).(*UnixAddr)
	if a != nil && a.Name == "" {
		a = nil
	}
	return n, a, err
}

// ReadFrom is ReadFromUnix.
func (c *UnixConn) ReadFrom(b []byte) (int, Addr, error) {
	n, a, err := c.ReadFromUnix(b)
	return n, addrOrNil(a), err
}

// WriteToUnix sends b as a packet.
func (c *UnixConn) WriteToUnix(b []byte, addr *UnixAddr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	fail := func(err error) (int, error) {
		return 0, &OpError{Op: "write", Net: c.fd.net, Source: c.fd.laddr, Addr: addrOrNil(addr), Err: err}
	}
	if c.fd.connected {
		return fail(ErrWriteToConnected)
	}
	if addr == nil {
		return fail(errMissingAddress)
	}
	n, err := c.fd.pfd.WriteTo(b, &syscall.SockaddrUnix{Name: addr.Name})
	if err != nil {
		return fail(syscallError("sendto", err))
	}
	return n, nil
}

// WriteTo is WriteToUnix.
func (c *UnixConn) WriteTo(b []byte, addr Addr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	a, ok := addr.(*UnixAddr)
	if !ok {
		return 0, &OpError{Op: "write", Net: c.fd.net, Source: c.fd.laddr, Addr: addr, Err: syscall.EINVAL}
	}
	return c.WriteToUnix(b, a)
}

// CloseRead ends the direction from the peer.
func (c *UnixConn) CloseRead() error { return c.shutdown(syscall.SHUT_RD) }

// CloseWrite ends the direction to the peer.
func (c *UnixConn) CloseWrite() error { return c.shutdown(syscall.SHUT_WR) }

// A UnixListener accepts connections over Unix domain sockets.
type UnixListener struct {
	fd     *netFD
	path   string
	unlink bool
	once   sync.Once
}

// ListenUnix is Listen for unix and unixpacket.
func ListenUnix(network string, laddr *UnixAddr) (*UnixListener, error) {
	fail := func(err error) error {
		return &OpError{Op: "listen", Net: network, Addr: addrOrNil(laddr), Err: err}
	}
	if network != "unix" && network != "unixpacket" {
		return nil, fail(UnknownNetworkError(network))
	}
	if laddr == nil {
		return nil, fail(errMissingAddress)
	}
	l, err := (&ListenConfig{}).listenUnix(context.Background(), network, laddr)
	if err != nil {
		return nil, fail(err)
	}
	return l, nil
}

func (lc *ListenConfig) listenUnix(ctx context.Context, network string, laddr *UnixAddr) (*UnixListener, error) {
	fd, err := unixSocket(ctx, network, laddr, nil, true, lc.control())
	if err != nil {
		return nil, err
	}
	return &UnixListener{fd: fd, path: fd.laddr.String(), unlink: true}, nil
}

// ListenUnixgram is ListenPacket for unixgram.
func ListenUnixgram(network string, laddr *UnixAddr) (*UnixConn, error) {
	fail := func(err error) error {
		return &OpError{Op: "listen", Net: network, Addr: addrOrNil(laddr), Err: err}
	}
	if network != "unixgram" {
		return nil, fail(UnknownNetworkError(network))
	}
	if laddr == nil {
		return nil, fail(errMissingAddress)
	}
	c, err := (&ListenConfig{}).listenUnixgram(context.Background(), network, laddr)
	if err != nil {
		return nil, fail(err)
	}
	return c, nil
}

func (lc *ListenConfig) listenUnixgram(ctx context.Context, network string, laddr *UnixAddr) (*UnixConn, error) {
	fd, err := unixSocket(ctx, network, laddr, nil, true, lc.control())
	if err != nil {
		return nil, err
	}
	return &UnixConn{conn{fd}}, nil
}

// AcceptUnix waits for the next connection.
func (l *UnixListener) AcceptUnix() (*UnixConn, error) {
	if l == nil || l.fd == nil {
		return nil, syscall.EINVAL
	}
	fd, err := l.fd.accept()
	if err != nil {
		return nil, l.fd.listenError("accept", err)
	}
	return &UnixConn{conn{fd}}, nil
}

// Accept waits for the next connection.
func (l *UnixListener) Accept() (Conn, error) {
	c, err := l.AcceptUnix()
	if err != nil {
		return nil, err
	}
	return c, nil
}

// SetUnlinkOnClose says whether Close removes the path; it does if nothing is
// said.
func (l *UnixListener) SetUnlinkOnClose(unlink bool) { l.unlink = unlink }

// Close ends the listening.
func (l *UnixListener) Close() error {
	if l == nil || l.fd == nil {
		return syscall.EINVAL
	}
	l.once.Do(func() {
		if l.path != "" && l.path[0] != '@' && l.unlink {
			syscall.Unlink(l.path)
		}
	})
	return l.fd.listenError("close", l.fd.pfd.Close())
}

// Addr returns the address that is listened on.
func (l *UnixListener) Addr() Addr { return l.fd.laddr }

// SetDeadline sets the deadline of Accept.
func (l *UnixListener) SetDeadline(t time.Time) error {
	if l == nil || l.fd == nil {
		return syscall.EINVAL
	}
	return l.fd.listenError("set", l.fd.pfd.SetDeadline(t))
}

// SyscallConn gives access to the descriptor.
func (l *UnixListener) SyscallConn() (syscall.RawConn, error) {
	if l == nil || l.fd == nil {
		return nil, syscall.EINVAL
	}
	return &rawConn{l.fd}, nil
}

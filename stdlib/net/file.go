// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements sockets as files, which other programs can be given, and files as sockets.

package net

import (
	"os"
	"syscall"
)

// file returns a copy of the descriptor.
func (fd *netFD) file() (f *os.File, err error) {
	copied := -1
	err = fd.pfd.Do(func(s int) error {
		n, _, errno := syscall.Syscall(syscall.SYS_FCNTL, uintptr(s), syscall.F_DUPFD_CLOEXEC, 0)
		if errno != 0 {
			return os.NewSyscallError("fcntl", errno)
		}
		copied = int(n)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(copied), fd.name()), nil
}

// name returns what errors call the file: the network and the ends.
func (fd *netFD) name() string {
	s := fd.net + ":"
	if fd.laddr != nil {
		s += fd.laddr.String()
	}
	s += "->"
	if fd.raddr != nil {
		s += fd.raddr.String()
	}
	return s
}

// File returns a copy of the connection's descriptor. Closing one does not close the other.
func (c *conn) File() (f *os.File, err error) {
	if !c.ok() {
		return nil, syscall.EINVAL
	}
	f, err = c.fd.file()
	if err != nil {
		err = &OpError{Op: "file", Net: c.fd.net, Source: c.fd.laddr, Addr: c.fd.raddr, Err: err}
	}
	return f, err
}

// File returns a copy of the listener's descriptor. Closing one does not close the other.
func (l *TCPListener) File() (f *os.File, err error) {
	if !l.ok() {
		return nil, syscall.EINVAL
	}
	f, err = l.fd.file()
	return f, l.fd.listenError("file", err)
}

// File returns a copy of the listener's descriptor. Closing one does not close the other.
func (l *UnixListener) File() (f *os.File, err error) {
	if l == nil || l.fd == nil {
		return nil, syscall.EINVAL
	}
	f, err = l.fd.file()
	return f, l.fd.listenError("file", err)
}

// fileFD returns a copy of the file as a socket.
func fileFD(f *os.File) (*netFD, error) {
	n, _, errno := syscall.Syscall(syscall.SYS_FCNTL, f.Fd(), syscall.F_DUPFD_CLOEXEC, 0)
	if errno != 0 {
		return nil, os.NewSyscallError("fcntl", errno)
	}
	s := int(n)
	fail := func(call string, err error) (*netFD, error) {
		syscall.Close(s)
		return nil, os.NewSyscallError(call, err)
	}
	if err := syscall.SetNonblock(s, true); err != nil {
		return fail("setnonblock", err)
	}
	sotype, err := syscall.GetsockoptInt(s, syscall.SOL_SOCKET, syscall.SO_TYPE)
	if err != nil {
		return fail("getsockopt", err)
	}
	family, err := syscall.GetsockoptInt(s, syscall.SOL_SOCKET, syscall.SO_DOMAIN)
	if err != nil {
		return fail("getsockopt", err)
	}
	network := ""
	switch {
	case family == syscall.AF_UNIX:
		network = map[int]string{syscall.SOCK_STREAM: "unix", syscall.SOCK_DGRAM: "unixgram", syscall.SOCK_SEQPACKET: "unixpacket"}[sotype]
	case family != syscall.AF_INET && family != syscall.AF_INET6:
	case sotype == syscall.SOCK_STREAM:
		network = "tcp"
	case sotype == syscall.SOCK_DGRAM:
		network = "udp"
	}
	if network == "" {
		syscall.Close(s)
		return nil, syscall.EPROTONOSUPPORT
	}
	fd := newFD(s, family, sotype, network)
	if err := fd.pfd.Init(network, true); err != nil {
		return fail("epoll_ctl", err)
	}
	remote, err := syscall.Getpeername(s)
	fd.connected = err == nil
	fd.pfd.Tune() // somebody has had it in hand
	if fd.connected {
		fd.findAddrs(fd.addrOf(remote))
	} else {
		fd.findAddrs(nil)
	}
	return fd, nil
}

func fileError(f *os.File, err error) error {
	return &OpError{Op: "file", Net: "file+net", Source: fileAddr(f.Name()), Err: err}
}

type fileAddr string

func (fileAddr) Network() string  { return "file+net" }
func (a fileAddr) String() string { return string(a) }

// FileConn returns a copy of a connection that is open as a file.
func FileConn(f *os.File) (Conn, error) {
	fd, err := fileFD(f)
	if err != nil {
		return nil, fileError(f, err)
	}
	switch {
	case fd.family == syscall.AF_UNIX:
		return &UnixConn{conn{fd}}, nil
	case fd.sotype == syscall.SOCK_DGRAM:
		return &UDPConn{conn{fd}}, nil
	}
	return &TCPConn{conn{fd}}, nil
}

// FileListener returns a copy of a listener that is open as a file.
func FileListener(f *os.File) (Listener, error) {
	fd, err := fileFD(f)
	if err != nil {
		return nil, fileError(f, err)
	}
	switch a := fd.laddr.(type) {
	case *TCPAddr:
		return &TCPListener{fd: fd}, nil
	case *UnixAddr:
		return &UnixListener{fd: fd, path: a.Name}, nil
	}
	fd.pfd.Close()
	return nil, fileError(f, syscall.EINVAL)
}

// FilePacketConn returns a copy of an end point of packets that is open as a file.
func FilePacketConn(f *os.File) (PacketConn, error) {
	fd, err := fileFD(f)
	if err != nil {
		return nil, fileError(f, err)
	}
	switch fd.laddr.(type) {
	case *UDPAddr:
		return &UDPConn{conn{fd}}, nil
	case *UnixAddr:
		return &UnixConn{conn{fd}}, nil
	}
	fd.pfd.Close()
	return nil, fileError(f, syscall.EINVAL)
}

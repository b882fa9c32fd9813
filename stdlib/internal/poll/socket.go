// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements what only sockets can do.

package poll

import "syscall"

// Accept waits for a connection to a listening socket, and returns the
// descriptor of a nonblocking socket. On error, call says what failed.
func (fd *FD) Accept() (nfd int, from syscall.Sockaddr, call string, err error) {
	if err := fd.lock(true); err != nil {
		return -1, nil, "", err
	}
	defer fd.unlock(true)
	if err := fd.pd.prepare('r', fd.isFile); err != nil {
		return -1, nil, "", err
	}
	for {
		nfd, from, err := syscall.Accept4(fd.Sysfd, syscall.SOCK_NONBLOCK|syscall.SOCK_CLOEXEC)
		if err == nil {
			return nfd, from, "", nil
		}
		if err == syscall.ECONNABORTED { // gone before it was accepted
			continue
		}
		if err != syscall.EAGAIN || fd.pd.handle == 0 {
			return -1, nil, "accept4", err
		}
		if err := fd.pd.wait('r', fd.isFile); err != nil {
			return -1, nil, "", err
		}
	}
}

// Connect connects the socket. On error, call says what failed.
func (fd *FD) Connect(to syscall.Sockaddr) (call string, err error) {
	if err := fd.lock(false); err != nil {
		return "", err
	}
	defer fd.unlock(false)
	if err := fd.pd.prepare('w', fd.isFile); err != nil {
		return "", err
	}
	switch err := syscall.Connect(fd.Sysfd, to); err {
	case nil, syscall.EISCONN:
		return "", fd.pd.prepare('w', fd.isFile) // the deadline may have passed
	case syscall.EINPROGRESS, syscall.EALREADY, syscall.EINTR:
	default:
		return "connect", err
	}
	for {
		if err := fd.pd.wait('w', fd.isFile); err != nil {
			return "", err
		}
		code, err := syscall.GetsockoptInt(fd.Sysfd, syscall.SOL_SOCKET, syscall.SO_ERROR)
		if err != nil {
			return "getsockopt", err
		}
		switch err := syscall.Errno(code); err {
		case 0:
			// Also what a socket says that is not done yet: the wait may have ended on an old event.
			if _, err := syscall.Getpeername(fd.Sysfd); err == nil {
				return "", nil
			}
		case syscall.EISCONN:
			return "", nil
		case syscall.EINPROGRESS, syscall.EALREADY, syscall.EINTR:
		default:
			return "connect", err
		}
	}
}

// ReadFrom reads a packet.
func (fd *FD) ReadFrom(p []byte) (n int, from syscall.Sockaddr, err error) {
	if err := fd.lock(true); err != nil {
		return 0, nil, err
	}
	defer fd.unlock(true)
	if err := fd.pd.prepare('r', fd.isFile); err != nil {
		return 0, nil, err
	}
	for {
		n, from, err := syscall.Recvfrom(fd.Sysfd, p, 0)
		if err != nil {
			n = 0
			var more bool
			if more, err = fd.again(err, 'r'); more {
				continue
			}
		}
		return n, from, fd.eof(n, err)
	}
}

// WriteTo writes a packet.
func (fd *FD) WriteTo(p []byte, to syscall.Sockaddr) (int, error) {
	if err := fd.lock(false); err != nil {
		return 0, err
	}
	defer fd.unlock(false)
	if err := fd.pd.prepare('w', fd.isFile); err != nil {
		return 0, err
	}
	for {
		_, err := syscall.SendtoN(fd.Sysfd, p, 0, to)
		if err == nil {
			return len(p), nil
		}
		more, err := fd.again(err, 'w')
		if !more {
			return 0, err
		}
	}
}

// Shutdown ends one or both directions of a connection.
func (fd *FD) Shutdown(how int) error {
	return fd.Do(func(s int) error { return syscall.Shutdown(s, how) })
}

// SetsockoptInt sets an option.
func (fd *FD) SetsockoptInt(level, opt, value int) error {
	return fd.Do(func(s int) error { return syscall.SetsockoptInt(s, level, opt, value) })
}

// SetsockoptLinger sets SO_LINGER.
func (fd *FD) SetsockoptLinger(level, opt int, l *syscall.Linger) error {
	return fd.Do(func(s int) error { return syscall.SetsockoptLinger(s, level, opt, l) })
}

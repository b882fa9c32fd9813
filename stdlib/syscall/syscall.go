// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package syscall has the error numbers of Linux and the calls that os needs.
package syscall

import "internal/oserror"

// File descriptors that every process starts with.
var (
	Stdin  = 0
	Stdout = 1
	Stderr = 2
)

// Flags of Open.
const (
	O_RDONLY   = 0x0
	O_WRONLY   = 0x1
	O_RDWR     = 0x2
	O_CREAT    = 0x40
	O_EXCL     = 0x80
	O_TRUNC    = 0x200
	O_APPEND   = 0x400
	O_SYNC     = 0x101000
	O_CLOEXEC  = 0x80000
	O_NONBLOCK = 0x800
)

// Type bits of a file's mode.
const (
	S_IFMT   = 0xf000
	S_IFIFO  = 0x1000
	S_IFCHR  = 0x2000
	S_IFDIR  = 0x4000
	S_IFBLK  = 0x6000
	S_IFREG  = 0x8000
	S_IFLNK  = 0xa000
	S_IFSOCK = 0xc000
	S_ISUID  = 0x800
	S_ISGID  = 0x400
	S_ISVTX  = 0x200
)

// An Errno is an error number of the kernel; zero is none.
type Errno uintptr

// Error returns the kernel's text for the number, in lower case.
func (e Errno) Error() string { return errorText(uintptr(e)) }

// Is makes errors.Is find the portable errors of os in an Errno.
func (e Errno) Is(target error) bool {
	switch target {
	case oserror.ErrPermission:
		return e == EACCES || e == EPERM
	case oserror.ErrExist:
		return e == EEXIST || e == ENOTEMPTY
	case oserror.ErrNotExist:
		return e == ENOENT
	}
	return false
}

// Temporary reports whether trying again may help.
func (e Errno) Temporary() bool { return e == EINTR || e == EMFILE || e == ENFILE || e.Timeout() }

// Timeout reports whether the call ran out of time.
func (e Errno) Timeout() bool { return e == EAGAIN || e == ETIMEDOUT }

func itoa(n int) string {
	if n < 0 {
		return "-" + itoa(-n)
	}
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package os is the interface to the operating system: files, the environment,
// and the process.
package os

import (
	"internal/oserror"
	"internal/poll"
	"io/fs"
	"syscall"
)

// Args holds the command line; the first is the program's name.
var Args = syscall.Args()

// Exit ends the program at once; deferred calls are not run.
func Exit(code int) { syscall.Exit(code) }

// Errors to look for with errors.Is.
var (
	ErrInvalid          = fs.ErrInvalid
	ErrPermission       = fs.ErrPermission
	ErrExist            = fs.ErrExist
	ErrNotExist         = fs.ErrNotExist
	ErrClosed           = fs.ErrClosed
	ErrNoDeadline       = poll.ErrNoDeadline
	ErrDeadlineExceeded = poll.ErrDeadlineExceeded
)

// A PathError says which operation failed on which file.
type PathError = fs.PathError

// A SyscallError says which system call failed.
type SyscallError struct {
	Syscall string
	Err     error
}

func (e *SyscallError) Error() string { return e.Syscall + ": " + e.Err.Error() }

func (e *SyscallError) Unwrap() error { return e.Err }

// Timeout reports whether the call ran out of time.
func (e *SyscallError) Timeout() bool { return IsTimeout(e.Err) }

// NewSyscallError returns a SyscallError, nil if err is nil.
func NewSyscallError(syscall string, err error) error {
	if err == nil {
		return nil
	}
	return &SyscallError{syscall, err}
}

// A LinkError says which operation failed on which two files.
type LinkError struct {
	Op  string
	Old string
	New string
	Err error
}

func (e *LinkError) Error() string {
	return e.Op + " " + e.Old + " " + e.New + ": " + e.Err.Error()
}

func (e *LinkError) Unwrap() error { return e.Err }

func is(err, target error) bool {
	switch e := err.(type) {
	case *PathError:
		err = e.Err
	case *LinkError:
		err = e.Err
	case *SyscallError:
		err = e.Err
	}
	if err == target {
		return true
	}
	e, ok := err.(syscall.Errno)
	return ok && e.Is(target)
}

// IsExist reports whether err says that a file exists already.
func IsExist(err error) bool { return is(err, oserror.ErrExist) }

// IsNotExist reports whether err says that a file does not exist.
func IsNotExist(err error) bool { return is(err, oserror.ErrNotExist) }

// IsPermission reports whether err says that permission is denied.
func IsPermission(err error) bool { return is(err, oserror.ErrPermission) }

// IsTimeout reports whether err says that time ran out.
func IsTimeout(err error) bool {
	t, ok := err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// Getpid returns the number of this process.
func Getpid() int { return syscall.Getpid() }

// Getppid returns the number of the parent process.
func Getppid() int { return syscall.Getppid() }

// Getuid returns the user that the process runs for.
func Getuid() int { return syscall.Getuid() }

// Geteuid returns the effective user.
func Geteuid() int { return syscall.Geteuid() }

// Getgid returns the group that the process runs for.
func Getgid() int { return syscall.Getgid() }

// Getegid returns the effective group.
func Getegid() int { return syscall.Getegid() }

// Getpagesize returns the size of a page of memory.
func Getpagesize() int { return 4096 }

// Hostname returns the kernel's name for the machine.
func Hostname() (name string, err error) {
	name, err = syscall.Hostname()
	return name, NewSyscallError("hostname", err)
}

// Executable returns the path of the program that was started.
func Executable() (string, error) { return Readlink("/proc/self/exe") }

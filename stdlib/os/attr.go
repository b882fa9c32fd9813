// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements what belongs to a file besides its contents, and access to its descriptor.

package os

import (
	"io"
	"syscall"
	"time"
)

// Chown changes who owns a file; of a symbolic link, what it points at. An id of -1 stays what it is.
func Chown(name string, uid, gid int) error {
	return pathResult("chown", name, syscall.Chown(name, uid, gid))
}

// Lchown changes who owns a file; of a symbolic link, the link.
func Lchown(name string, uid, gid int) error {
	return pathResult("lchown", name, syscall.Lchown(name, uid, gid))
}

const omitTime = 1<<30 - 2 // for the nanoseconds of a time that stays what it is

// fileTime returns the kernel's form of t; the zero time leaves a file's as it is.
func fileTime(t time.Time) syscall.Timespec {
	if t.IsZero() {
		return syscall.Timespec{Nsec: omitTime}
	}
	return syscall.Timespec{Sec: t.Unix(), Nsec: int64(t.Nanosecond())}
}

// Chtimes sets when a file was last read and written. A zero time stays what it is.
func Chtimes(name string, atime time.Time, mtime time.Time) error {
	ts := []syscall.Timespec{fileTime(atime), fileTime(mtime)}
	return pathResult("chtimes", name, syscall.UtimesNano(name, ts))
}

// Chmod changes the mode of the file.
func (f *File) Chmod(mode FileMode) error {
	return f.do("chmod", func(fd int) error { return syscall.Fchmod(fd, modeBits(mode)) })
}

// Chown changes who owns the file. An id of -1 stays what it is.
func (f *File) Chown(uid, gid int) error {
	return f.do("chown", func(fd int) error { return syscall.Fchown(fd, uid, gid) })
}

// Chdir makes the directory the working directory.
func (f *File) Chdir() error { return f.do("chdir", syscall.Fchdir) }

// Of a File these have no more than what io.Copy needs, so that it does not call what calls it.
type (
	onlyReader struct{ io.Reader }
	onlyWriter struct{ io.Writer }
)

// ReadFrom writes all that r has.
func (f *File) ReadFrom(r io.Reader) (n int64, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	return io.Copy(onlyWriter{f}, r)
}

// WriteTo writes the rest of the file to w.
func (f *File) WriteTo(w io.Writer) (n int64, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	return io.Copy(w, onlyReader{f})
}

type rawConn struct{ f *File }

// SyscallConn gives access to the descriptor.
func (f *File) SyscallConn() (syscall.RawConn, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	return rawConn{f}, nil
}

func (c rawConn) Control(call func(uintptr)) error {
	return c.f.pfd.Do(func(fd int) error {
		call(uintptr(fd))
		return nil
	})
}

func (c rawConn) Read(call func(uintptr) bool) error  { return c.f.pfd.RawRead(call) }
func (c rawConn) Write(call func(uintptr) bool) error { return c.f.pfd.RawWrite(call) }

// Getgroups returns the groups that the user is in besides the process's own.
func Getgroups() ([]int, error) {
	gids, err := syscall.Getgroups()
	return gids, NewSyscallError("getgroups", err)
}

// IsPathSeparator reports whether c stands between the elements of a path.
func IsPathSeparator(c uint8) bool { return c == PathSeparator }

// userDir returns the directory that a variable names, or else one below $HOME.
func userDir(variable, below string) (string, error) {
	dir := Getenv(variable)
	if dir == "" {
		home := Getenv("HOME")
		if home == "" {
			return "", stringError("neither $" + variable + " nor $HOME are defined")
		}
		return home + "/" + below, nil
	}
	if dir[0] != '/' {
		return "", stringError("path in $" + variable + " is relative")
	}
	return dir, nil
}

// UserCacheDir returns the directory for what programs keep to be faster.
func UserCacheDir() (string, error) { return userDir("XDG_CACHE_HOME", ".cache") }

// UserConfigDir returns the directory for the settings of programs.
func UserConfigDir() (string, error) { return userDir("XDG_CONFIG_HOME", ".config") }

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package fdtest is for the tests of os/exec.
package fdtest

import "syscall"

// Exists reports whether fd is an open descriptor.
func Exists(fd uintptr) bool {
	var st syscall.Stat_t
	return syscall.Fstat(int(fd), &st) != syscall.EBADF
}

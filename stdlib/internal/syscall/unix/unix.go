// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package unix has what packages of a GOROOT want of the system beyond package
// syscall.
package unix

import "syscall"

// A GetRandomFlag is a flag of GetRandom.
type GetRandomFlag uintptr

// The flags of GetRandom.
const (
	GRND_NONBLOCK GetRandomFlag = 1
	GRND_RANDOM   GetRandomFlag = 2
)

// getrandom is a native: how many bytes it has filled, or -1 and the error.
//go:noescape
func getrandom(p []byte, flags uintptr) (n int, errno uintptr)

// GetRandom fills p with random bytes from the kernel, as far as it goes.
func GetRandom(p []byte, flags GetRandomFlag) (n int, err error) {
	if len(p) == 0 {
		return 0, nil
	}
	n, errno := getrandom(p, uintptr(flags))
	if errno != 0 {
		return 0, syscall.Errno(errno)
	}
	return n, nil
}

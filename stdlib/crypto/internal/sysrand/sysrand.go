// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package sysrand fills bytes with the kernel's randomness, for packages of a
// GOROOT.
package sysrand

import "internal/syscall/unix"

// Read fills all of b; a kernel that cannot is the end of the program.
func Read(b []byte) {
	for len(b) > 0 {
		n, err := unix.GetRandom(b[:min(len(b), 256)], 0)
		if err != nil {
			panic("crypto/rand: failed to read random data: " + err.Error())
		}
		b = b[n:]
	}
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements system calls by number.

package syscall

import "unsafe"

// Syscall makes a system call of up to three arguments. r2 is 0: no call of this system has a second result.
func Syscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno) {
	r1, errno := kernelCall(true, trap, a1, a2, a3, 0, 0, 0)
	return r1, 0, Errno(errno)
}

// Syscall6 is Syscall of up to six arguments.
func Syscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno) {
	r1, errno := kernelCall(true, trap, a1, a2, a3, a4, a5, a6)
	return r1, 0, Errno(errno)
}

// RawSyscall is Syscall for a call that does not block: no other goroutine gets the processor meanwhile.
func RawSyscall(trap, a1, a2, a3 uintptr) (r1, r2 uintptr, err Errno) {
	r1, errno := kernelCall(false, trap, a1, a2, a3, 0, 0, 0)
	return r1, 0, Errno(errno)
}

// RawSyscall6 is RawSyscall of up to six arguments.
func RawSyscall6(trap, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2 uintptr, err Errno) {
	r1, errno := kernelCall(false, trap, a1, a2, a3, a4, a5, a6)
	return r1, 0, Errno(errno)
}

// call is Syscall for those who want no result; it is made again when interrupted.
func call(trap uintptr, a ...uintptr) error {
	var args [6]uintptr
	copy(args[:], a)
	for {
		_, errno := kernelCall(true, trap, args[0], args[1], args[2], args[3], args[4], args[5])
		if Errno(errno) != EINTR {
			return result(errno)
		}
	}
}

// pathCall is call with a path for the first argument.
func pathCall(trap uintptr, path string, a ...uintptr) error {
	return pathCallAt(trap, nil, path, a...)
}

// pathCallAt is call with a path behind the arguments in before.
func pathCallAt(trap uintptr, before []uintptr, path string, a ...uintptr) error {
	p, err := BytePtrFromString(path)
	if err != nil {
		return err
	}
	args := append(append(before[:len(before):len(before)], uintptr(unsafe.Pointer(p))), a...)
	err = call(trap, args...)
	keep(p)
	return err
}

// keep makes p live until here.
//
//go:noinline
func keep(*byte) {}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package debug steers the runtime and shows stacks.
package debug

import (
	"os"
	"runtime"
)

var gcPercent = 100

// SetGCPercent sets the heap growth that starts a collection and returns the
// previous setting.
func SetGCPercent(percent int) int {
	old := gcPercent
	gcPercent = percent
	return old
}

var memoryLimit int64 = 1<<63 - 1

// SetMemoryLimit sets the soft limit on memory if limit is not negative, and
// returns the previous one.
func SetMemoryLimit(limit int64) int64 {
	old := memoryLimit
	if limit >= 0 {
		memoryLimit = limit
	}
	return old
}

// FreeOSMemory returns as much memory as possible to the system.
func FreeOSMemory() { runtime.GC() }

var maxStack = 1000000000

// SetMaxStack sets the largest stack of a goroutine in bytes and returns the
// previous setting.
func SetMaxStack(bytes int) int {
	old := maxStack
	maxStack = bytes
	return old
}

var maxThreads = 10000

// SetMaxThreads sets the largest number of threads and returns the previous
// setting.
func SetMaxThreads(threads int) int {
	old := maxThreads
	maxThreads = threads
	return old
}

var panicOnFault bool

// SetPanicOnFault decides whether a fault at an unexpected address panics, and
// returns the previous setting.
func SetPanicOnFault(enabled bool) bool {
	old := panicOnFault
	panicOnFault = enabled
	return old
}

// SetTraceback sets how much a crash prints, as GOTRACEBACK does: "none",
// "single", "all", "system" or "crash". What the environment asks for stays.
func SetTraceback(level string)

// Stack returns a trace of the calling goroutine's stack.
func Stack() []byte {
	buf := make([]byte, 1024)
	for {
		n := runtime.Stack(buf, false)
		if n < len(buf) {
			return buf[:n]
		}
		buf = make([]byte, 2*len(buf))
	}
}

// PrintStack prints Stack to standard error.
func PrintStack() { os.Stderr.Write(Stack()) }

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package runtime lets a program look at, and steer, the system that runs its
// goroutines.
package runtime

// Compiler names the toolchain that source files tagged for one are chosen by.
const Compiler = "gc"

// GOOS is the operating system that the program runs on.
const GOOS string = "linux"

// GOARCH is the architecture that the program runs on.
const GOARCH string = "amd64"

// Version returns the version of Go that the program sees.
func Version() string { return "go1.26" }

// GOROOT returns the root of the Go tree; a program of goloom needs none.
func GOROOT() string { return "" }

// Gosched lets other goroutines run.
func Gosched()

// Goexit ends the calling goroutine after running its deferred calls.
func Goexit()

// NumGoroutine returns the number of goroutines that exist.
func NumGoroutine() int

// NumCPU returns the number of processors the program may use.
func NumCPU() int

// NumCgoCall returns the number of calls into C.
func NumCgoCall() int64 { return 0 }

// GOMAXPROCS sets how many processors run Go code at a time if n > 0, and
// returns the previous setting.
func GOMAXPROCS(n int) int

// LockOSThread ties the calling goroutine to its thread: it runs on no other,
// and no other goroutine runs there.
func LockOSThread()

// UnlockOSThread undoes one LockOSThread.
func UnlockOSThread()

// GC runs a garbage collection.
func GC() {}

// KeepAlive marks x as reachable up to here.
//
//go:noinline
func KeepAlive(x any) {}

// SetFinalizer accepts a function to be called when obj is no longer
// reachable. There is no promise that it ever is.
func SetFinalizer(obj any, finalizer any) {}

// MemProfileRate would be how often allocations are recorded; none are.
var MemProfileRate int = 512 * 1024

// Breakpoint stops the program for a debugger.
func Breakpoint()

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package runtime lets a program look at, and steer, the system that runs its
// goroutines.
package runtime

import "unsafe"

// Compiler names the toolchain that source files tagged for one are chosen by.
const Compiler = "gc"

// GOOS is the operating system that the program runs on.
const GOOS string = "linux"

// GOARCH is the architecture that the program runs on.
const GOARCH string = "amd64"

// Version returns the version of Go that the program sees.
func Version() string { return "go1.26" }

// GOROOT returns the root of the Go tree that the environment names; a program of goloom needs none, and remembers none
// from when it was built.
func GOROOT() string {
	if dir := goroot(); dir != "off" {
		return dir
	}
	return ""
}

func goroot() string

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

// GC runs a garbage collection; it returns when what was found is free.
func GC()

// KeepAlive marks x as reachable up to here.
//
//go:noinline
func KeepAlive(x any) { kept(x) }

// kept does nothing that a compiler could know of.
func kept(x any)

// SetFinalizer has a goroutine call finalizer(obj) when obj is no longer
// reachable; then it is, until the next time, an ordinary object again. A nil
// finalizer removes the one that is set. obj must be a pointer to an object
// that was allocated on its own.
func SetFinalizer(obj any, finalizer any)

// A Cleanup stands for a call that AddCleanup has arranged.
type Cleanup struct {
	id  uint64
	ptr uintptr
}

// AddCleanup has a goroutine call cleanup(arg) some time after ptr is no longer
// reachable. It must not be reachable from arg or cleanup.
func AddCleanup[T, S any](ptr *T, cleanup func(S), arg S) Cleanup {
	if ptr == nil {
		panic(plainError("runtime.AddCleanup: ptr is nil"))
	}
	if p, ok := any(arg).(*T); ok && p == ptr {
		panic(plainError("runtime.AddCleanup: ptr is equal to arg, cleanup will never run"))
	}
	id := addCleanup(unsafe.Pointer(ptr), func() { cleanup(arg) })
	return Cleanup{id, uintptr(unsafe.Pointer(ptr))}
}

// Stop cancels the call, if it has not been made and is not about to be. ptr
// must be reachable.
func (c Cleanup) Stop() {
	if c.id != 0 {
		dropCleanup(c.ptr, c.id)
	}
}

func addCleanup(ptr unsafe.Pointer, f func()) uint64

func dropCleanup(ptr uintptr, id uint64)

// plainError is a run-time error without "runtime error: " before it.
type plainError string

func (e plainError) Error() string { return string(e) }

// RuntimeError marks the type as an Error.
func (plainError) RuntimeError() {}

// MemProfileRate would be how often allocations are recorded; none are.
var MemProfileRate int = 512 * 1024

// Breakpoint stops the program for a debugger.
func Breakpoint()

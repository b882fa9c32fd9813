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

// LockOSThread ties the calling goroutine to its thread.
func LockOSThread() {}

// UnlockOSThread undoes one LockOSThread.
func UnlockOSThread() {}

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

// Caller describes the call that lies skip frames above the caller's. Only the
// program counter is known.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	var pcs [1]uintptr
	if callerPCs(skip+1, pcs[:]) == 0 {
		return 0, "", 0, false
	}
	return pcs[0], "?", 0, true
}

// Callers fills pc with the program counters of the calling goroutine's
// frames, without the first skip, and returns how many there are.
func Callers(skip int, pc []uintptr) int { return callerPCs(skip, pc) }

// MemProfileRate would be how often allocations are recorded; none are.
var MemProfileRate int = 512 * 1024

// Breakpoint stops the program for a debugger.
func Breakpoint()

// A Func is a function of the running program.
type Func = funcInfo

type funcInfo struct {
	name  string
	entry uintptr
}

// FuncForPC returns the function that pc lies in; nil if it is not a Go function.
func FuncForPC(pc uintptr) *Func {
	name, entry := funcName(pc)
	if name == "" {
		return nil
	}
	return &Func{name, entry}
}

// Name returns the name with the package's path before it.
func (f *funcInfo) Name() string {
	if f == nil {
		return ""
	}
	return f.name
}

// Entry returns the address where the function begins.
func (f *funcInfo) Entry() uintptr { return f.entry }

// FileLine returns where the source of the code at pc lies; it is not known.
func (f *funcInfo) FileLine(pc uintptr) (file string, line int) { return "?", 0 }

// Frame is what is known about a function call.
type Frame struct {
	PC       uintptr
	Func     *Func
	Function string
	File     string
	Line     int
	Entry    uintptr
}

// Frames turns program counters into Frames.
type Frames struct {
	pcs []uintptr
}

// CallersFrames returns the Frames of the program counters that Callers gave.
func CallersFrames(callers []uintptr) *Frames { return &Frames{callers} }

// Next returns the next frame, and whether there are more.
func (f *Frames) Next() (frame Frame, more bool) {
	if len(f.pcs) == 0 {
		return Frame{}, false
	}
	pc := f.pcs[0]
	f.pcs = f.pcs[1:]
	name, entry := funcName(pc)
	frame = Frame{PC: pc, Function: name, File: "?", Entry: entry}
	if name != "" {
		frame.Func = &Func{name, entry}
	}
	return frame, len(f.pcs) > 0
}

// Stack writes a trace of the calling goroutine's stack to buf and returns how
// many bytes it wrote.
func Stack(buf []byte, all bool) int {
	s := append([]byte(nil), "goroutine "...)
	s = appendInt(s, goroutineID())
	s = append(s, " [running]:\n"...)
	var pcs [64]uintptr
	for _, pc := range pcs[:callerPCs(1, pcs[:])] {
		if name, _ := funcName(pc); name != "" {
			s = append(s, name...)
			s = append(s, "(...)\n"...)
		}
	}
	return copy(buf, s)
}

func appendInt(s []byte, n int) []byte {
	if n >= 10 {
		s = appendInt(s, n/10)
	}
	return append(s, byte('0'+n%10))
}

// callerPCs is Callers; skip counts from its caller.
func callerPCs(skip int, pcs []uintptr) int

// funcName returns the name of the function that pc lies in, "" if it is not a
// Go function, and where it begins.
func funcName(pc uintptr) (name string, entry uintptr)

// goroutineID returns the number of the calling goroutine.
func goroutineID() int

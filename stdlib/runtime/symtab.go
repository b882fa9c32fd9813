// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package runtime

// Caller describes the call that lies skip frames above the caller's: 0 is
// the call of Caller itself.
func Caller(skip int) (pc uintptr, file string, line int, ok bool) {
	var pcs [1]uintptr
	if callerPCs(skip+1, pcs[:]) == 0 {
		return 0, "", 0, false
	}
	_, _, file, line = describe(pcs[0] - 1)
	return pcs[0] - 1, file, line, true
}

// Callers fills pc with the program counters of the calling goroutine's
// calls, without the first skip, and returns how many there are. 0 is the call
// of Callers itself.
func Callers(skip int, pc []uintptr) int {
	if len(pc) == 0 {
		return 0
	}
	return callerPCs(skip, pc)
}

// A Func is a function of the running program.
type Func = funcInfo

type funcInfo struct {
	name  string
	entry uintptr
	file  string // of the call that FuncForPC was asked about
	line  int
}

// FuncForPC returns the function that pc lies in; nil if it is not a Go
// function. Of inlined functions it is the innermost.
func FuncForPC(pc uintptr) *Func {
	name, entry, file, line := describe(pc)
	if name == "" {
		return nil
	}
	return &Func{name, entry, file, line}
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

// FileLine returns where the source of the code at pc, a part of f, lies.
func (f *funcInfo) FileLine(pc uintptr) (file string, line int) {
	name, _, file, line := describe(pc)
	if name == "" {
		return "?", 0
	}
	return file, line
}

// Frame is what is known about a function call.
type Frame struct {
	// PC lies in the call.
	PC uintptr

	// Func is nil if the function was inlined or is not Go's.
	Func *Func

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
	for len(f.pcs) > 0 {
		pc := f.pcs[0] - 1
		f.pcs = f.pcs[1:]
		name, entry, file, line := describe(pc)
		if name == "" {
			continue
		}
		frame = Frame{PC: pc, Function: name, File: file, Line: line, Entry: entry}
		if !inlined(pc) {
			frame.Func = &Func{name, entry, file, line}
		}
		return frame, len(f.pcs) > 0
	}
	return Frame{}, false
}

// Stack writes a trace of the calling goroutine's stack to buf, and of all
// others if all is set, and returns how many bytes it wrote.
//
//go:noescape
func Stack(buf []byte, all bool) int

// describe tells what pc, as Callers gives it less 1, stands for.
func describe(pc uintptr) (name string, entry uintptr, file string, line int) {
	name, entry, dir, file, line := lookup(pc)
	if dir != "" {
		file = dir + "/" + file
	}
	if file == "" {
		file = "?"
	}
	return name, entry, file, line
}

// callerPCs is Callers; skip counts from its caller.
//
//go:noescape
func callerPCs(skip int, pcs []uintptr) int

// lookup returns the function that pc stands for, "" if it is not Go's, where
// it begins, and where the code's source lies.
func lookup(pc uintptr) (name string, entry uintptr, dir, file string, line int)

// inlined reports whether pc stands for a call that was inlined.
func inlined(pc uintptr) bool

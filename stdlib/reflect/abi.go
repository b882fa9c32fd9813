// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// How arguments and results travel: the Swift calling convention on x86-64, as Clang lowers it.
//
// A value is taken apart into its scalars, each of which is passed as if by itself: integers in
// rdi rsi rdx rcx r8 r9, floating-point numbers in xmm0-7, what is left on the stack in words.
// Integers that share a word are passed together. A value of more than four parts is passed by
// the address of a copy. Results are in rax rdx rcx r8 and xmm0-3; several are a struct; one of
// more than four parts is stored where the caller says, in rax.

package reflect

import (
	"sync"
	"unsafe"
)

const (
	maxParts     = 4
	intArgs      = 6
	floatArgs    = 8
	intResults   = 4
	floatResults = 4
)

// part is a scalar that travels by itself.
type part struct {
	begin, end uintptr // in the value
	float      bool
}

// scalars appends the scalars of a value of type t at offset.
func scalars(list []part, t *rtype, offset uintptr) []part {
	word := func(i uintptr) part { return part{offset + 8*i, offset + 8*i + 8, false} }
	switch Kind(t.kind) {
	case Float32, Float64:
		return append(list, part{offset, offset + t.size, true})
	case Complex64, Complex128:
		half := t.size / 2
		return append(list, part{offset, offset + half, true}, part{offset + half, offset + t.size, true})
	case String, Interface:
		return append(list, word(0), word(1))
	case Slice:
		return append(list, word(0), word(1), word(2))
	case Array:
		e := t.elem()
		for i, n := uintptr(0), t.array().len; i < n && len(list) <= 8*maxParts; i++ {
			list = scalars(list, e, offset+i*e.size)
		}
		return list
	case Struct:
		for _, f := range t.structure().list() {
			list = scalars(list, f.typ, offset+f.offset)
		}
		return list
	}
	return append(list, part{offset, offset + t.size, false})
}

// partsOf returns the parts that a value made of those scalars travels in; more than maxParts
// means that it does not.
func partsOf(list []part) []part {
	const word = 8
	type entry struct {
		part
		merged bool
	}
	entries := make([]entry, len(list))
	for i, p := range list {
		entries[i].part = p
		if i == 0 {
			continue
		}
		last := &entries[i-1]
		if (last.end-1)/word == p.begin/word && !last.float && !p.float {
			last.merged = true
			last.end = p.begin
			entries[i].merged = true
		}
	}
	var parts []part
	for i := 0; i < len(entries); i++ {
		e := entries[i]
		if !e.merged {
			parts = append(parts, e.part)
			continue
		}
		for i+1 < len(entries) && entries[i+1].merged && entries[i+1].begin == e.end {
			i++
			e.end = entries[i].end
		}
		for e.begin < e.end {
			end := min(e.end, (e.begin/word+1)*word)
			// The least aligned unit that holds begin to end.
			unit := uintptr(1)
			for e.begin&^(unit-1)+unit < end {
				unit *= 2
			}
			begin := e.begin &^ (unit - 1)
			parts = append(parts, part{begin, begin + unit, false})
			e.begin = end
		}
	}
	return parts
}

// plan is how the values of a function type travel.
type plan struct {
	params  []passing
	results []part // of the results' struct
	offsets []uintptr
	size    uintptr // of that struct
	memory  bool    // it is returned in memory
}

type passing struct {
	typ       *rtype
	parts     []part
	byAddress bool
}

var (
	plansLock sync.Mutex
	plans     map[*funcType]*plan // of the functions called so far
)

func planOf(t *funcType) *plan {
	plansLock.Lock()
	p := plans[t]
	plansLock.Unlock()
	if p != nil {
		return p
	}
	p = newPlan(t)
	plansLock.Lock()
	if plans == nil {
		plans = map[*funcType]*plan{}
	}
	plans[t] = p
	plansLock.Unlock()
	return p
}

func newPlan(t *funcType) *plan {
	p := new(plan)
	for _, in := range t.params() {
		parts := partsOf(scalars(nil, in, 0))
		p.params = append(p.params, passing{in, parts, len(parts) > maxParts})
	}
	var list []part
	align := uintptr(1)
	for _, out := range t.results() {
		a := uintptr(out.align)
		p.size = (p.size + a - 1) &^ (a - 1)
		align = max(align, a)
		p.offsets = append(p.offsets, p.size)
		list = scalars(list, out, p.size)
		p.size += out.size
	}
	p.size = (p.size + align - 1) &^ (align - 1)
	p.results = partsOf(list)
	p.memory = len(p.results) > maxParts
	return p
}

// callFrame is what native.cpp loads the registers from before a call, or what it has stored them
// in when a made function is called; likewise the results.
type callFrame struct {
	code         unsafe.Pointer
	ints         [intArgs]unsafe.Pointer
	floats       [floatArgs]uint64
	memory       unsafe.Pointer // where the results go that do not travel in registers
	stack        unsafe.Pointer
	words        int // on the stack
	intResults   [intResults]unsafe.Pointer
	floatResults [floatResults]uint64
	standsFor    unsafe.Pointer // the frame address of the made function that the called one is to be for recover; nil: none
}

// loadPart reads the scalar at p.
func loadPart(p unsafe.Pointer, size uintptr) uint64 {
	switch size {
	case 1:
		return uint64(*(*uint8)(p))
	case 2:
		return uint64(*(*uint16)(p))
	case 4:
		return uint64(*(*uint32)(p))
	}
	return *(*uint64)(p)
}

func storePart(p unsafe.Pointer, size uintptr, x uint64) {
	switch size {
	case 1:
		*(*uint8)(p) = uint8(x)
	case 2:
		*(*uint16)(p) = uint16(x)
	case 4:
		*(*uint32)(p) = uint32(x)
	default:
		*(*uint64)(p) = x
	}
}

// arguments is a place in the sequence of argument registers and stack words.
type arguments struct {
	frame  *callFrame
	ints   int
	floats int
	words  int
	extra  []unsafe.Pointer // the stack words of a call that is being set up
}

func (a *arguments) put(x uint64, float bool) {
	switch {
	case float && a.floats < floatArgs:
		a.frame.floats[a.floats] = x
		a.floats++
	case !float && a.ints < intArgs:
		*(*uint64)(unsafe.Pointer(&a.frame.ints[a.ints])) = x
		a.ints++
	default:
		a.extra = append(a.extra, *(*unsafe.Pointer)(unsafe.Pointer(&x)))
	}
}

func (a *arguments) get(float bool) uint64 {
	switch {
	case float && a.floats < floatArgs:
		a.floats++
		return a.frame.floats[a.floats-1]
	case !float && a.ints < intArgs:
		a.ints++
		return *(*uint64)(unsafe.Pointer(&a.frame.ints[a.ints-1]))
	}
	a.words++
	return *(*uint64)(unsafe.Add(a.frame.stack, 8*(a.words-1)))
}

// results goes through the result registers: each part of the struct at p is loaded from its
// register, or stored to it.
func (f *callFrame) results(parts []part, p unsafe.Pointer, store bool) {
	ints, floats := 0, 0
	for _, s := range parts {
		at := unsafe.Add(p, s.begin)
		var register *uint64
		if s.float {
			register = &f.floatResults[floats]
			floats++
		} else {
			register = (*uint64)(unsafe.Pointer(&f.intResults[ints]))
			ints++
		}
		if store {
			*register = loadPart(at, s.end-s.begin)
		} else {
			storePart(at, s.end-s.begin, *register)
		}
	}
}

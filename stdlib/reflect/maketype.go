// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Types made at run time. One that the program has already is found among its descriptors; a new
// one is kept for ever, so that a type has one descriptor.

package reflect

import (
	"sync"
	"unsafe"
)

var (
	typesLock sync.Mutex
	// Unnamed types by their strings: the program's, from the first look-up on, and those made.
	typesByString map[string][]*rtype
)

// find returns the type with that string and kind that same accepts. If there is none it keeps
// and returns the one that build makes. same may be nil: the string says all.
func find(str string, k Kind, same func(*rtype) bool, build func() *rtype) *rtype {
	typesLock.Lock()
	defer typesLock.Unlock()
	if typesByString == nil {
		typesByString = map[string][]*rtype{}
		for p := linkedType(nil); p != nil; p = linkedType(p) {
			if t := (*rtype)(p); !t.named() {
				typesByString[t.str] = append(typesByString[t.str], t)
			}
		}
	}
	for _, t := range typesByString[str] {
		if Kind(t.kind) == k && same(t) {
			return t
		}
	}
	t := build()
	t.str = str
	t.kind = uint8(k)
	t.hash = stringHash(str)
	typesByString[str] = append(typesByString[str], t)
	return t
}

// wordSized fills in what the descriptors of types of one word have in common.
func (t *rtype) wordSized() {
	t.size = 8
	t.align = 8
	t.fieldAlign = 8
	t.tflag = tflagDirect
}

// comparedAs makes values compare as memory of the type's size or, with regular unset, by the
// descriptor.
func (t *rtype) comparedAs(regular bool) {
	if regular {
		t.tflag |= tflagRegular
	}
	t.equal, t.hasher = comparers(t.raw(), t.size, regular)
}

// PointerTo returns the type *t.
func PointerTo(t Type) Type { return toType(pointerTo(t.common())) }

// PtrTo is the old name of PointerTo.
func PtrTo(t Type) Type { return PointerTo(t) }

func pointerTo(t *rtype) *rtype {
	if t.ptrTo != nil {
		return t.ptrTo
	}
	return find("*"+t.str, Pointer, func(p *rtype) bool { return p.elem() == t }, func() *rtype {
		p := &ptrType{elem: t}
		p.wordSized()
		p.comparedAs(true)
		return &p.rtype
	})
}

// SliceOf returns the type []t.
func SliceOf(t Type) Type { return toType(sliceOf(t.common())) }

func sliceOf(t *rtype) *rtype {
	return find("[]"+t.str, Slice, func(s *rtype) bool { return s.elem() == t }, func() *rtype {
		s := &sliceType{elem: t}
		s.size = 24
		s.align = 8
		s.fieldAlign = 8
		return &s.rtype
	})
}

// ArrayOf returns the type [length]elem.
func ArrayOf(length int, elem Type) Type {
	if length < 0 {
		panic("reflect: negative length passed to ArrayOf")
	}
	e := elem.common()
	if e.size > 0 && uintptr(length) > ^uintptr(0)/e.size {
		panic("reflect.ArrayOf: array size would exceed virtual address space")
	}
	slice := sliceOf(e)
	same := func(a *rtype) bool { return a.elem() == e }
	return toType(find("["+itoa(length)+"]"+e.str, Array, same, func() *rtype {
		a := &arrayType{elem: e, slice: slice, len: uintptr(length)}
		a.size = e.size * uintptr(length)
		a.align = e.align
		a.fieldAlign = e.fieldAlign
		a.kind = uint8(Array)
		a.tflag = e.tflag & tflagNoscan
		if length == 0 {
			a.tflag |= tflagNoscan
		}
		if e.equal != nil {
			a.comparedAs(e.tflag&tflagRegular != 0)
		}
		return &a.rtype
	}))
}

// MapOf returns the type map[key]elem.
func MapOf(key, elem Type) Type {
	k, e := key.common(), elem.common()
	if k.equal == nil {
		panic("reflect.MapOf: invalid key type " + k.str)
	}
	same := func(m *rtype) bool { return m.mapping().key == k && m.elem() == e }
	return toType(find("map["+k.str+"]"+e.str, Map, same, func() *rtype {
		m := &mapType{key: k, elem: e}
		m.wordSized()
		return &m.rtype
	}))
}

// ChanOf returns the channel type with that direction and element type.
func ChanOf(dir ChanDir, t Type) Type {
	e := t.common()
	if e.size >= 1<<16 {
		panic("reflect.ChanOf: element size too large")
	}
	var str string
	switch dir {
	case SendDir:
		str = "chan<- " + e.str
	case RecvDir:
		str = "<-chan " + e.str
	case BothDir:
		str = "chan " + e.str
		if e.str != "" && e.str[0] == '<' {
			str = "chan (" + e.str + ")"
		}
	default:
		panic("reflect.ChanOf: invalid dir")
	}
	same := func(c *rtype) bool { return c.elem() == e && ChanDir(c.channel().dir) == dir }
	return toType(find(str, Chan, same, func() *rtype {
		c := &chanType{elem: e, dir: uintptr(dir)}
		c.wordSized()
		c.comparedAs(true)
		return &c.rtype
	}))
}

// FuncOf returns the function type with these parameters and results. If variadic, the last
// parameter is a slice.
func FuncOf(in, out []Type, variadic bool) Type {
	if variadic && (len(in) == 0 || in[len(in)-1].Kind() != Slice) {
		panic("reflect.FuncOf: last arg of variadic func must be slice")
	}
	if len(in) > 128 || len(out) > 128 {
		panic("reflect.FuncOf: too many arguments")
	}
	return toType(funcOf(commons(in), commons(out), variadic))
}

func commons(types []Type) []*rtype {
	list := make([]*rtype, len(types))
	for i, t := range types {
		list[i] = t.common()
	}
	return list
}

func funcOf(in, out []*rtype, variadic bool) *rtype {
	same := func(t *rtype) bool {
		f := t.function()
		return f.variadic == variadic && identicalLists(f.params(), in, true) &&
			identicalLists(f.results(), out, true)
	}
	return find(funcString(in, out, variadic), Func, same, func() *rtype {
		f := &funcType{incount: len(in), outcount: len(out), variadic: variadic}
		f.in = unsafe.SliceData(append([]*rtype(nil), in...))
		f.out = unsafe.SliceData(append([]*rtype(nil), out...))
		f.wordSized()
		return &f.rtype
	})
}

func funcString(in, out []*rtype, variadic bool) string {
	s := "func("
	for i, t := range in {
		if i > 0 {
			s += ", "
		}
		if variadic && i == len(in)-1 {
			s += "..." + t.elem().str
		} else {
			s += t.str
		}
	}
	s += ")"
	switch len(out) {
	case 0:
		return s
	case 1:
		return s + " " + out[0].str
	}
	s += " ("
	for i, t := range out {
		if i > 0 {
			s += ", "
		}
		s += t.str
	}
	return s + ")"
}

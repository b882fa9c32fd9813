// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Changing values, and the assignability that limits it.

package reflect

import "unsafe"

func (t *rtype) AssignableTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.AssignableTo")
	}
	to := u.common()
	return directlyAssignable(to, t) || implements(to, t)
}

// directlyAssignable reports whether a value of type from is one of type to as it stands.
//
// spec: "V and T have identical underlying types … and at least one of V or T is not a named
// type", and the same of channels, one of them bidirectional.
func directlyAssignable(to, from *rtype) bool {
	if to == from {
		return true
	}
	if to.named() && from.named() || to.kind != from.kind {
		return false
	}
	if Kind(to.kind) == Chan && ChanDir(from.channel().dir) == BothDir && to.channel().elem == from.channel().elem {
		return true
	}
	return sameUnderlying(to, from, true)
}

// identical reports whether two types are identical, without tags if those are not compared.
func identical(a, b *rtype, tags bool) bool {
	if tags {
		return a == b
	}
	if a.name != b.name || a.kind != b.kind || a.PkgPath() != b.PkgPath() {
		return false
	}
	return sameUnderlying(a, b, false)
}

// sameUnderlying reports whether the underlying types are identical.
func sameUnderlying(a, b *rtype, tags bool) bool {
	if a == b {
		return true
	}
	k := Kind(a.kind)
	if k != Kind(b.kind) {
		return false
	}
	if Bool <= k && k <= Complex128 || k == String || k == UnsafePointer {
		return true
	}
	switch k {
	case Array:
		return a.array().len == b.array().len && identical(a.elem(), b.elem(), tags)
	case Chan:
		return a.channel().dir == b.channel().dir && identical(a.elem(), b.elem(), tags)
	case Func:
		x, y := a.function(), b.function()
		return x.variadic == y.variadic && identicalLists(x.params(), y.params(), tags) &&
			identicalLists(x.results(), y.results(), tags)
	case Interface:
		x, y := a.interfac().list(), b.interfac().list()
		if len(x) != len(y) {
			return false
		}
		for i := range x {
			if x[i].name != y[i].name || x[i].pkgPath != y[i].pkgPath || x[i].typ != y[i].typ {
				return false
			}
		}
		return true
	case Map:
		return identical(a.mapping().key, b.mapping().key, tags) && identical(a.elem(), b.elem(), tags)
	case Pointer, Slice:
		return identical(a.elem(), b.elem(), tags)
	case Struct:
		x, y := a.structure().list(), b.structure().list()
		if len(x) != len(y) {
			return false
		}
		for i := range x {
			f, g := &x[i], &y[i]
			if f.name != g.name || f.pkgPath != g.pkgPath || f.embedded != g.embedded ||
				tags && f.tag != g.tag || !identical(f.typ, g.typ, tags) {
				return false
			}
		}
		return true
	}
	return false
}

func identicalLists(a, b []*rtype, tags bool) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !identical(a[i], b[i], tags) {
			return false
		}
	}
	return true
}

// assignTo returns v as a value of type t, for an assignment in context.
func (v Value) assignTo(context string, t *rtype) Value {
	if v.flag&flagMethod != 0 {
		v = methodFunc(v, context)
	}
	if directlyAssignable(t, v.typ) {
		f := v.flag&(flagAddr|flagIndir) | v.ro() | flag(t.kind)
		return Value{t, v.ptr, f}
	}
	if implements(t, v.typ) {
		if v.Kind() == Interface && v.IsNil() {
			return zeroOf(t)
		}
		p := newOf(t)
		storeInterface(t, p, v.inner(""))
		return at(t, p, 0)
	}
	panic(context + ": value of type " + v.typ.str + " is not assignable to type " + t.str)
}

// storeInterface stores x in the interface of type t at p. The dynamic type implements t.
func storeInterface(t *rtype, p unsafe.Pointer, x any) {
	if t.interfac().mcount == 0 {
		*(*any)(p) = x
		return
	}
	if x == nil {
		*(*nonEmptyInterface)(p) = nonEmptyInterface{}
		return
	}
	e := *(*emptyInterface)(unsafe.Pointer(&x))
	tab := getitab(t.raw(), e.typ.raw())
	if tab == nil {
		panic("reflect: " + e.typ.str + " does not implement " + t.str)
	}
	*(*nonEmptyInterface)(p) = nonEmptyInterface{(*itab)(tab), e.word}
}

// store puts the value at p, where one of its type is.
func (v Value) store(p unsafe.Pointer) {
	if v.flag&flagIndir != 0 {
		moveMemory(p, v.ptr, v.typ.size)
	} else {
		*(*unsafe.Pointer)(p) = v.ptr
	}
}

// Set assigns x to v, which must be settable; x must be assignable to its type.
func (v Value) Set(x Value) {
	v.mustBeAssignable("Set")
	x.mustBeExported("Set")
	x.assignTo("reflect.Set", v.typ).store(v.ptr)
}

// SetZero sets v to the zero value of its type.
func (v Value) SetZero() {
	v.mustBeAssignable("SetZero")
	clearMemory(v.ptr, v.typ.size)
}

// SetBool sets a bool.
func (v Value) SetBool(x bool) {
	v.mustBeAssignable("SetBool")
	v.mustBe(Bool, "SetBool")
	*(*bool)(v.ptr) = x
}

// SetInt sets a signed integer, to the low bits of x.
func (v Value) SetInt(x int64) {
	v.mustBeAssignable("SetInt")
	switch v.kind() {
	case Int:
		*(*int)(v.ptr) = int(x)
	case Int8:
		*(*int8)(v.ptr) = int8(x)
	case Int16:
		*(*int16)(v.ptr) = int16(x)
	case Int32:
		*(*int32)(v.ptr) = int32(x)
	case Int64:
		*(*int64)(v.ptr) = x
	default:
		v.wrongKind("SetInt")
	}
}

// SetUint sets an unsigned integer, to the low bits of x.
func (v Value) SetUint(x uint64) {
	v.mustBeAssignable("SetUint")
	switch v.kind() {
	case Uint:
		*(*uint)(v.ptr) = uint(x)
	case Uint8:
		*(*uint8)(v.ptr) = uint8(x)
	case Uint16:
		*(*uint16)(v.ptr) = uint16(x)
	case Uint32:
		*(*uint32)(v.ptr) = uint32(x)
	case Uint64:
		*(*uint64)(v.ptr) = x
	case Uintptr:
		*(*uintptr)(v.ptr) = uintptr(x)
	default:
		v.wrongKind("SetUint")
	}
}

// SetFloat sets a floating-point number, rounding x.
func (v Value) SetFloat(x float64) {
	v.mustBeAssignable("SetFloat")
	switch v.kind() {
	case Float32:
		*(*float32)(v.ptr) = float32(x)
	case Float64:
		*(*float64)(v.ptr) = x
	default:
		v.wrongKind("SetFloat")
	}
}

// SetComplex sets a complex number, rounding x.
func (v Value) SetComplex(x complex128) {
	v.mustBeAssignable("SetComplex")
	switch v.kind() {
	case Complex64:
		*(*complex64)(v.ptr) = complex64(x)
	case Complex128:
		*(*complex128)(v.ptr) = x
	default:
		v.wrongKind("SetComplex")
	}
}

// SetString sets a string.
func (v Value) SetString(x string) {
	v.mustBeAssignable("SetString")
	v.mustBe(String, "SetString")
	*(*string)(v.ptr) = x
}

// SetPointer sets an unsafe.Pointer.
func (v Value) SetPointer(x unsafe.Pointer) {
	v.mustBeAssignable("SetPointer")
	v.mustBe(UnsafePointer, "SetPointer")
	*(*unsafe.Pointer)(v.ptr) = x
}

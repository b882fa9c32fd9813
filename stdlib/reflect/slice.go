// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Slices, arrays and strings.

package reflect

import "unsafe"

// A SliceHeader is a slice as the runtime holds it.
//
// Deprecated: use package unsafe's Slice and SliceData.
type SliceHeader struct {
	Data uintptr
	Len  int
	Cap  int
}

// A StringHeader is a string as the runtime holds it.
//
// Deprecated: use package unsafe's String and StringData.
type StringHeader struct {
	Data uintptr
	Len  int
}

type sliceHeader struct {
	data unsafe.Pointer
	len  int
	cap  int
}

func (v Value) header() *sliceHeader { return (*sliceHeader)(v.ptr) }

// arrayBehind returns the length of the array that v points to, -1 if it does not.
func (v Value) arrayBehind() int {
	if v.kind() == Pointer {
		if e := v.typ.elem(); Kind(e.kind) == Array {
			return int(e.array().len)
		}
	}
	return -1
}

// Len returns the length of an array, channel, map, slice, string or pointer to array.
func (v Value) Len() int {
	switch v.kind() {
	case Slice:
		return v.header().len
	case String:
		return len(*(*string)(v.ptr))
	case Array:
		return int(v.typ.array().len)
	case Chan:
		return chanLen(v.word())
	case Map:
		return mapLen(v.word())
	case Pointer:
		if n := v.arrayBehind(); n >= 0 {
			return n
		}
		panic("reflect: call of reflect.Value.Len on ptr to non-array Value")
	}
	panic(&ValueError{"reflect.Value.Len", v.kind()})
}

// Cap returns the capacity of an array, channel, slice or pointer to array.
func (v Value) Cap() int {
	switch v.kind() {
	case Slice:
		return v.header().cap
	case Array:
		return int(v.typ.array().len)
	case Chan:
		return chanCap(v.word())
	case Pointer:
		if n := v.arrayBehind(); n >= 0 {
			return n
		}
		panic("reflect: call of reflect.Value.Cap on ptr to non-array Value")
	}
	panic(&ValueError{"reflect.Value.Cap", v.kind()})
}

// Index returns the i'th element of an array, slice or string.
func (v Value) Index(i int) Value {
	switch v.kind() {
	case Slice:
		s := v.header()
		if uint(i) >= uint(s.len) {
			panic("reflect: slice index out of range")
		}
		e := v.typ.slice().elem
		return at(e, unsafe.Add(s.data, uintptr(i)*e.size), flagAddr|v.ro())
	case Array:
		t := v.typ.array()
		if uint(i) >= uint(t.len) {
			panic("reflect: array index out of range")
		}
		return at(t.elem, unsafe.Add(v.ptr, uintptr(i)*t.elem.size), v.flag&flagAddr|v.ro())
	case String:
		s := *(*string)(v.ptr)
		if uint(i) >= uint(len(s)) {
			panic("reflect: string index out of range")
		}
		b := s[i]
		byteValue := ValueOf(b)
		byteValue.flag |= v.ro()
		return byteValue
	}
	panic(&ValueError{"reflect.Value.Index", v.kind()})
}

// Bytes returns a slice of bytes, or an addressable array of bytes as a slice.
func (v Value) Bytes() []byte {
	switch v.kind() {
	case Slice:
		if Kind(v.typ.elem().kind) != Uint8 {
			panic("reflect.Value.Bytes of non-byte slice")
		}
		return *(*[]byte)(v.ptr)
	case Array:
		if Kind(v.typ.elem().kind) != Uint8 {
			panic("reflect.Value.Bytes of non-byte array")
		}
		if !v.CanAddr() {
			panic("reflect.Value.Bytes of unaddressable byte array")
		}
		return unsafe.Slice((*byte)(v.ptr), int(v.typ.array().len))
	}
	panic(&ValueError{"reflect.Value.Bytes", v.kind()})
}

// runes returns a slice of runes.
func (v Value) runes() []rune { return *(*[]rune)(v.ptr) }

// SetBytes sets a slice of bytes.
func (v Value) SetBytes(x []byte) {
	v.mustBeAssignable("SetBytes")
	v.mustBe(Slice, "SetBytes")
	if Kind(v.typ.elem().kind) != Uint8 {
		panic("reflect.Value.SetBytes of non-byte slice")
	}
	*(*[]byte)(v.ptr) = x
}

// SetLen sets the length of a slice.
func (v Value) SetLen(n int) {
	v.mustBeAssignable("SetLen")
	v.mustBe(Slice, "SetLen")
	s := v.header()
	if uint(n) > uint(s.cap) {
		panic("reflect: slice length out of range in SetLen")
	}
	s.len = n
}

// SetCap sets the capacity of a slice, between its length and its capacity.
func (v Value) SetCap(n int) {
	v.mustBeAssignable("SetCap")
	v.mustBe(Slice, "SetCap")
	s := v.header()
	if n < s.len || n > s.cap {
		panic("reflect: slice capacity out of range in SetCap")
	}
	s.cap = n
}

// MakeSlice returns a new slice of type t.
func MakeSlice(t Type, len, cap int) Value {
	if t.Kind() != Slice {
		panic("reflect.MakeSlice of non-slice type")
	}
	if len < 0 {
		panic("reflect.MakeSlice: negative len")
	}
	if cap < 0 {
		panic("reflect.MakeSlice: negative cap")
	}
	if len > cap {
		panic("reflect.MakeSlice: len > cap")
	}
	r := t.common()
	return sliceValue(r, sliceHeader{newValues(unsafe.Pointer(r.slice().elem), cap), len, cap}, 0)
}

// SliceAt returns n elements of type t from p on as a slice.
func SliceAt(t Type, p unsafe.Pointer, n int) Value {
	_ = unsafe.Slice((*byte)(p), n) // its checks
	return sliceValue(sliceOf(t.common()), sliceHeader{p, n, n}, 0)
}

// sliceValue returns s as a value of the slice type t.
func sliceValue(t *rtype, s sliceHeader, f flag) Value {
	h := new(sliceHeader)
	*h = s
	return at(t, unsafe.Pointer(h), f)
}

// grown returns s with room for n more elements.
func (s sliceHeader) grown(e *rtype, n int) sliceHeader {
	if s.len+n > s.cap {
		s.data, s.cap = growSlice(unsafe.Pointer(e), s.data, s.len+n, s.cap, s.len)
	}
	return s
}

// Grow gives a slice capacity for n more elements.
func (v Value) Grow(n int) {
	v.mustBeAssignable("Grow")
	v.mustBe(Slice, "Grow")
	if n < 0 {
		panic("reflect.Value.Grow: negative len")
	}
	s := v.header()
	if s.len+n < 0 {
		panic("reflect.Value.Grow: slice overflow")
	}
	*s = s.grown(v.typ.slice().elem, n)
}

// extended returns a copy of the slice value with n more elements, zero or old.
func (v Value) extended(n int) Value {
	v.mustBeExported("Append")
	v.mustBe(Slice, "Append")
	s := *v.header()
	if s.len+n < 0 {
		panic("reflect.Append: slice overflow")
	}
	s = s.grown(v.typ.slice().elem, n)
	s.len += n
	return sliceValue(v.typ, s, 0)
}

// Append appends the values x to a slice and returns the result.
func Append(s Value, x ...Value) Value {
	s.mustBe(Slice, "Append")
	n := s.Len()
	s = s.extended(len(x))
	for i, e := range x {
		s.Index(n + i).Set(e)
	}
	return s
}

// AppendSlice appends a slice to a slice of the same type and returns the result.
func AppendSlice(s, t Value) Value {
	s.mustBe(Slice, "AppendSlice")
	t.mustBe(Slice, "AppendSlice")
	typesMustMatch("reflect.AppendSlice", s.Type(), t.Type())
	n := s.Len()
	s = s.extended(t.Len())
	Copy(s.Slice(n, s.Len()), t)
	return s
}

func typesMustMatch(what string, a, b Type) {
	if a != b {
		panic(what + ": " + a.String() + " != " + b.String())
	}
}

// Copy copies elements of src, an array, slice or string, to dst, an array or slice, until one of
// them ends. It returns their number.
func Copy(dst, src Value) int {
	if k := dst.kind(); k != Array && k != Slice {
		panic(&ValueError{"reflect.Copy", k})
	}
	if dst.kind() == Array {
		dst.mustBeAssignable("Copy")
	}
	dst.mustBeExported("Copy")
	k := src.kind()
	e := dst.typ.elem()
	ofString := k == String && Kind(e.kind) == Uint8
	if k != Array && k != Slice && !ofString {
		panic(&ValueError{"reflect.Copy", k})
	}
	src.mustBeExported("Copy")
	if !ofString {
		typesMustMatch("reflect.Copy", toType(e), toType(src.typ.elem()))
	}
	n := min(dst.Len(), src.Len())
	moveMemory(dst.first(), src.first(), uintptr(n)*e.size)
	return n
}

// first returns the address of the elements.
func (v Value) first() unsafe.Pointer {
	if v.kind() == Array {
		return v.ptr
	}
	return *(*unsafe.Pointer)(v.ptr)
}

// sliced returns an addressable array, or a slice, as its elements and the type of their slice.
func (v Value) sliced(method string) (sliceHeader, *rtype) {
	if v.kind() == Slice {
		return *v.header(), v.typ
	}
	if v.kind() != Array {
		v.wrongKind(method)
	}
	if v.flag&flagAddr == 0 {
		panic("reflect.Value." + method + ": slice of unaddressable array")
	}
	n := int(v.typ.array().len)
	return sliceHeader{v.ptr, n, n}, sliceOf(v.typ.array().elem)
}

// Slice returns v[i:j] of a slice, string or addressable array.
func (v Value) Slice(i, j int) Value {
	if v.kind() == String {
		s := *(*string)(v.ptr)
		if i < 0 || j < i || j > len(s) {
			panic("reflect.Value.Slice: string slice index out of bounds")
		}
		t := s[i:j]
		return Value{v.typ, unsafe.Pointer(&t), v.flag &^ flagAddr}
	}
	s, t := v.sliced("Slice")
	if i < 0 || j < i || j > s.cap {
		panic("reflect.Value.Slice: slice index out of bounds")
	}
	return s.part(t, i, j, s.cap, v.ro())
}

// Slice3 returns v[i:j:k] of a slice or addressable array.
func (v Value) Slice3(i, j, k int) Value {
	s, t := v.sliced("Slice3")
	if i < 0 || j < i || k < j || k > s.cap {
		panic("reflect.Value.Slice3: slice index out of bounds")
	}
	return s.part(t, i, j, k, v.ro())
}

// part returns s[i:j:k] as a value of type t.
func (s sliceHeader) part(t *rtype, i, j, k int, f flag) Value {
	p := s.data
	if k > i { // else nothing may point behind the array
		p = unsafe.Add(p, uintptr(i)*t.slice().elem.size)
	}
	return sliceValue(t, sliceHeader{p, j - i, k - i}, f)
}

// Clear clears a map or sets the elements of a slice to zero.
func (v Value) Clear() {
	switch v.Kind() {
	case Slice:
		s := v.header()
		clearMemory(s.data, uintptr(s.len)*v.typ.slice().elem.size)
	case Map:
		mapClear(v.word())
	default:
		v.wrongKind("Clear")
	}
}

// Swapper returns a function that swaps two elements of a slice.
func Swapper(slice any) func(i, j int) {
	v := ValueOf(slice)
	if v.Kind() != Slice {
		panic(&ValueError{Method: "Swapper", Kind: v.Kind()})
	}
	s := *v.header()
	size := v.typ.slice().elem.size
	spare := newOf(v.typ.slice().elem)
	return func(i, j int) {
		if uint(i) >= uint(s.len) || uint(j) >= uint(s.len) {
			panic("reflect: slice index out of range")
		}
		a, b := unsafe.Add(s.data, uintptr(i)*size), unsafe.Add(s.data, uintptr(j)*size)
		moveMemory(spare, a, size)
		moveMemory(a, b, size)
		moveMemory(b, spare, size)
	}
}

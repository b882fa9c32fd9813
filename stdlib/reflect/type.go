// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package reflect looks at and changes values whose types are not known until the program runs.
//
// The descriptors that interface values point at are its only source. Their layouts here are those
// of go/type.h: change both together. Two types are identical exactly when their descriptors have
// the same address, so a Type is the address of one.
package reflect

import (
	"strconv"
	"unsafe"
)

// A Kind says what a type is made of. The zero Kind is that of no type.
type Kind uint

const (
	Invalid Kind = iota
	Bool
	Int
	Int8
	Int16
	Int32
	Int64
	Uint
	Uint8
	Uint16
	Uint32
	Uint64
	Uintptr
	Float32
	Float64
	Complex64
	Complex128
	Array
	Chan
	Func
	Interface
	Map
	Pointer
	Slice
	String
	Struct
	UnsafePointer
)

// Ptr is the old name of Pointer.
const Ptr = Pointer

const kindNames = "invalid" + "bool" + "int" + "int8" + "int16" + "int32" + "int64" +
	"uint" + "uint8" + "uint16" + "uint32" + "uint64" + "uintptr" +
	"float32" + "float64" + "complex64" + "complex128" +
	"array" + "chan" + "func" + "interface" + "map" + "ptr" + "slice" + "string" + "struct" +
	"unsafe.Pointer"

// The place of each name in kindNames, and behind the last its end.
var kindEnds = [...]uint8{0, 7, 11, 14, 18, 23, 28, 33, 37, 42, 48, 54, 60, 67, 74, 81, 90, 100,
	105, 109, 113, 122, 125, 128, 133, 139, 145, 159}

// String returns the name of k.
func (k Kind) String() string {
	if k <= UnsafePointer {
		return kindNames[kindEnds[k]:kindEnds[k+1]]
	}
	return "kind" + strconv.Itoa(int(k))
}

// A ChanDir says what may be done with a channel.
type ChanDir int

const (
	RecvDir ChanDir = 1 << iota
	SendDir
	BothDir = RecvDir | SendDir
)

// String returns the channel type's first word.
func (d ChanDir) String() string {
	switch d {
	case SendDir:
		return "chan<-"
	case RecvDir:
		return "<-chan"
	case BothDir:
		return "chan"
	}
	return "ChanDir" + strconv.Itoa(int(d))
}

// Type is a Go type. Types may be compared with ==, which asks for identity. A method that does
// not suit the type's kind panics.
type Type interface {
	// Align returns the alignment of a variable of the type, in bytes.
	Align() int
	// FieldAlign returns the alignment of a struct field of the type, in bytes.
	FieldAlign() int
	// Method returns the i'th method of the method set, in the order of names. Of an interface
	// type, its Type has no receiver and its Func is the zero Value.
	Method(int) Method
	// MethodByName returns the method with that name.
	MethodByName(string) (Method, bool)
	// NumMethod returns how many methods Method gives: the exported ones, of an interface type all.
	NumMethod() int
	// Name returns the type's name within its package, "" if it has none.
	Name() string
	// PkgPath returns the import path of a defined type's package, "" for other types.
	PkgPath() string
	// Size returns the bytes that a value takes.
	Size() uintptr
	// String returns the type as Go writes it, packages by their names. It need not be unique.
	String() string
	// Kind returns the kind.
	Kind() Kind
	// Implements reports whether the type implements the interface type u.
	Implements(u Type) bool
	// AssignableTo reports whether a value can be assigned to a variable of type u.
	AssignableTo(u Type) bool
	// ConvertibleTo reports whether a value may be converted to type u. The conversion can still
	// panic, as that of a slice to an array does.
	ConvertibleTo(u Type) bool
	// Comparable reports whether == is defined. Comparing interfaces can still panic.
	Comparable() bool
	// Bits returns the size of a number in bits.
	Bits() int
	// ChanDir returns a channel type's direction.
	ChanDir() ChanDir
	// IsVariadic reports whether the last parameter of a function type is "...".
	IsVariadic() bool
	// Elem returns the element type of an array, channel, map, pointer or slice.
	Elem() Type
	// Field returns the i'th field of a struct.
	Field(i int) StructField
	// FieldByIndex follows a sequence of field numbers through nested structs.
	FieldByIndex(index []int) StructField
	// FieldByName returns the field that a selector with that name finds.
	FieldByName(name string) (StructField, bool)
	// FieldByNameFunc returns the field whose name match accepts: one at the least depth. Two at
	// one depth hide each other.
	FieldByNameFunc(match func(string) bool) (StructField, bool)
	// In returns the type of a function's i'th parameter.
	In(i int) Type
	// Key returns the key type of a map.
	Key() Type
	// Len returns the length of an array.
	Len() int
	// NumField returns the number of a struct's fields.
	NumField() int
	// NumIn returns the number of a function's parameters.
	NumIn() int
	// NumOut returns the number of a function's results.
	NumOut() int
	// Out returns the type of a function's i'th result.
	Out(i int) Type
	// OverflowComplex reports whether the complex type cannot represent x.
	OverflowComplex(x complex128) bool
	// OverflowFloat reports whether the floating-point type cannot represent x.
	OverflowFloat(x float64) bool
	// OverflowInt reports whether the signed integer type cannot represent x.
	OverflowInt(x int64) bool
	// OverflowUint reports whether the unsigned integer type cannot represent x.
	OverflowUint(x uint64) bool
	// Fields goes through a struct's fields.
	Fields() func(yield func(StructField) bool)
	// Methods goes through the methods that Method gives.
	Methods() func(yield func(Method) bool)
	// Ins goes through a function's parameters.
	Ins() func(yield func(Type) bool)
	// Outs goes through a function's results.
	Outs() func(yield func(Type) bool)
	// CanSeq reports whether Value.Seq can range over a value.
	CanSeq() bool
	// CanSeq2 reports whether Value.Seq2 can range over a value.
	CanSeq2() bool

	common() *rtype
}

const (
	tflagNamed   = 1 << iota // has a name, as predeclared types have too
	tflagDirect              // an interface holds the value itself
	tflagNoscan              // holds no pointers into the heap
	tflagRegular             // == is comparison of memory
)

// rtype begins every descriptor.
type rtype struct {
	size       uintptr
	tflag      uint8
	align      uint8
	fieldAlign uint8
	kind       uint8
	hash       uint32
	equal      unsafe.Pointer // bool(const void *, const void *); nil: not comparable
	hasher     unsafe.Pointer // uintptr(const void *, uintptr); nil: not comparable
	str        string
	name       string
	uncommon   *uncommonType
	ptrTo      *rtype         // *T, if the program has it
	ptrs       unsafe.Pointer // which words hold pointers; nil: any may, or tflagNoscan
}

// uncommonType is what only named types and types with methods have.
type uncommonType struct {
	pkgPath string
	methods *method // sorted by name, then package
	mcount  int
}

type method struct {
	name    string
	pkgPath string // "" if exported
	typ     *rtype // function type without the receiver
	fn      unsafe.Pointer
}

type arrayType struct {
	rtype
	elem  *rtype
	slice *rtype // may be nil
	len   uintptr
}

type chanType struct {
	rtype
	elem *rtype
	dir  uintptr
}

type funcType struct {
	rtype
	in       **rtype
	out      **rtype
	incount  int
	outcount int
	variadic bool
}

type imethod struct {
	name    string
	pkgPath string
	typ     *rtype
}

type interfaceType struct {
	rtype
	pkgPath string
	methods *imethod // sorted as those of uncommonType
	mcount  int
}

type mapType struct {
	rtype
	key   *rtype
	elem  *rtype
	entry unsafe.Pointer // ptrs of struct{key; elem}
}

type ptrType struct {
	rtype
	elem *rtype
}

type sliceType struct {
	rtype
	elem *rtype
}

type structField struct {
	name     string
	pkgPath  string
	typ      *rtype
	offset   uintptr
	tag      string
	embedded bool
}

type structType struct {
	rtype
	pkgPath string
	fields  *structField
	fcount  int
}

func (t *interfaceType) list() []imethod  { return unsafe.Slice(t.methods, t.mcount) }
func (t *structType) list() []structField { return unsafe.Slice(t.fields, t.fcount) }
func (t *funcType) params() []*rtype      { return unsafe.Slice(t.in, t.incount) }
func (t *funcType) results() []*rtype     { return unsafe.Slice(t.out, t.outcount) }

func (t *rtype) array() *arrayType        { return (*arrayType)(unsafe.Pointer(t)) }
func (t *rtype) channel() *chanType       { return (*chanType)(unsafe.Pointer(t)) }
func (t *rtype) function() *funcType      { return (*funcType)(unsafe.Pointer(t)) }
func (t *rtype) interfac() *interfaceType { return (*interfaceType)(unsafe.Pointer(t)) }
func (t *rtype) mapping() *mapType        { return (*mapType)(unsafe.Pointer(t)) }
func (t *rtype) pointer() *ptrType        { return (*ptrType)(unsafe.Pointer(t)) }
func (t *rtype) slice() *sliceType        { return (*sliceType)(unsafe.Pointer(t)) }
func (t *rtype) structure() *structType   { return (*structType)(unsafe.Pointer(t)) }
func (t *rtype) raw() unsafe.Pointer      { return unsafe.Pointer(t) }
func (t *rtype) named() bool              { return t.tflag&tflagNamed != 0 }
func (t *rtype) direct() bool             { return t.tflag&tflagDirect != 0 }
func (t *rtype) common() *rtype           { return t }
func toType(t *rtype) Type                { return t }
func (t *rtype) mustBe(k Kind, what string) {
	if Kind(t.kind) != k {
		panic("reflect: " + what + t.str)
	}
}

// TypeOf returns the dynamic type of i, nil if i is nil.
func TypeOf(i any) Type {
	if i == nil {
		return nil
	}
	return (*emptyInterface)(unsafe.Pointer(&i)).typ
}

func (t *rtype) Align() int      { return int(t.align) }
func (t *rtype) FieldAlign() int { return int(t.fieldAlign) }
func (t *rtype) Name() string    { return t.name }
func (t *rtype) Size() uintptr   { return t.size }
func (t *rtype) String() string  { return t.str }
func (t *rtype) Kind() Kind      { return Kind(t.kind) }
func (t *rtype) Comparable() bool {
	return t.equal != nil
}

func (t *rtype) PkgPath() string {
	if !t.named() || t.uncommon == nil {
		if t.str == "unsafe.Pointer" {
			return "unsafe"
		}
		return ""
	}
	return t.uncommon.pkgPath
}

func (t *rtype) Bits() int {
	if k := Kind(t.kind); k < Int || k > Complex128 {
		panic("reflect: Bits of non-arithmetic Type " + t.str)
	}
	return int(t.size) * 8
}

func (t *rtype) ChanDir() ChanDir {
	t.mustBe(Chan, "ChanDir of non-chan type ")
	return ChanDir(t.channel().dir)
}

func (t *rtype) IsVariadic() bool {
	t.mustBe(Func, "IsVariadic of non-func type ")
	return t.function().variadic
}

func (t *rtype) Elem() Type { return toType(t.elem()) }

func (t *rtype) elem() *rtype {
	switch Kind(t.kind) {
	case Array:
		return t.array().elem
	case Chan:
		return t.channel().elem
	case Map:
		return t.mapping().elem
	case Pointer:
		return t.pointer().elem
	case Slice:
		return t.slice().elem
	}
	panic("reflect: Elem of invalid type " + t.str)
}

func (t *rtype) Key() Type {
	t.mustBe(Map, "Key of non-map type ")
	return toType(t.mapping().key)
}

func (t *rtype) Len() int {
	t.mustBe(Array, "Len of non-array type ")
	return int(t.array().len)
}

func (t *rtype) In(i int) Type {
	t.mustBe(Func, "In of non-func type ")
	return toType(t.function().params()[i])
}

func (t *rtype) Out(i int) Type {
	t.mustBe(Func, "Out of non-func type ")
	return toType(t.function().results()[i])
}

func (t *rtype) NumIn() int {
	t.mustBe(Func, "NumIn of non-func type ")
	return t.function().incount
}

func (t *rtype) NumOut() int {
	t.mustBe(Func, "NumOut of non-func type ")
	return t.function().outcount
}

func overflowsFloat32(x float64) bool {
	if x < 0 {
		x = -x
	}
	const max = 0x1p127 * (1 + (1 - 0x1p-23))
	return max < x && x <= 0x1p1023*(1+(1-0x1p-52))
}

func (t *rtype) OverflowComplex(x complex128) bool {
	switch Kind(t.kind) {
	case Complex64:
		return overflowsFloat32(real(x)) || overflowsFloat32(imag(x))
	case Complex128:
		return false
	}
	panic("reflect: OverflowComplex of non-complex type " + t.str)
}

func (t *rtype) OverflowFloat(x float64) bool {
	switch Kind(t.kind) {
	case Float32:
		return overflowsFloat32(x)
	case Float64:
		return false
	}
	panic("reflect: OverflowFloat of non-float type " + t.str)
}

func (t *rtype) OverflowInt(x int64) bool {
	switch Kind(t.kind) {
	case Int, Int8, Int16, Int32, Int64:
		unused := 64 - 8*t.size
		return x != x<<unused>>unused
	}
	panic("reflect: OverflowInt of non-int type " + t.str)
}

func (t *rtype) OverflowUint(x uint64) bool {
	switch Kind(t.kind) {
	case Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
		unused := 64 - 8*t.size
		return x != x<<unused>>unused
	}
	panic("reflect: OverflowUint of non-uint type " + t.str)
}

// yieldTakes reports whether t is func(func(n values) bool).
func (t *rtype) yieldTakes(n int) bool {
	if Kind(t.kind) != Func {
		return false
	}
	f := t.function()
	if f.incount != 1 || f.outcount != 0 {
		return false
	}
	yield := f.params()[0]
	if Kind(yield.kind) != Func {
		return false
	}
	y := yield.function()
	return y.incount == n && y.outcount == 1 && Kind(y.results()[0].kind) == Bool
}

func (t *rtype) CanSeq() bool {
	switch Kind(t.kind) {
	case Int, Int8, Int16, Int32, Int64, Uint, Uint8, Uint16, Uint32, Uint64, Uintptr,
		Array, Slice, Chan, String, Map:
		return true
	case Func:
		return t.yieldTakes(1)
	case Pointer:
		return Kind(t.elem().kind) == Array
	}
	return false
}

func (t *rtype) CanSeq2() bool {
	switch Kind(t.kind) {
	case Array, Slice, String, Map:
		return true
	case Func:
		return t.yieldTakes(2)
	case Pointer:
		return Kind(t.elem().kind) == Array
	}
	return false
}

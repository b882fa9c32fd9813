// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Values: how they are held, and what they say about themselves.

package reflect

import (
	"strconv"
	"unsafe"
)

// Value holds a value of any type. The zero Value holds none: IsValid is false, Kind is Invalid,
// String is "<invalid Value>", and all other methods panic, as does a method that does not suit
// the kind.
//
// To compare what two Values hold, use Equal: == of Values is not that.
type Value struct {
	typ *rtype
	// What an interface's data word would be: the value itself if the type is direct. With
	// flagIndir it is the address of the value.
	ptr unsafe.Pointer
	flag
}

type flag uintptr

const (
	flagKind     flag = 1<<5 - 1
	flagStickyRO flag = 1 << 5 // came by a field that is not exported and not embedded
	flagEmbedRO  flag = 1 << 6 // came by an embedded field that is not exported
	flagIndir    flag = 1 << 7
	flagAddr     flag = 1 << 8 // addressable; with flagIndir
	flagMethod   flag = 1 << 9 // the method whose number is above flagShift, of the value

	flagShift = 10
	flagRO    = flagStickyRO | flagEmbedRO
)

func (f flag) kind() Kind { return Kind(f & flagKind) }

// ro returns the read-only mark that values derived from this one carry.
func (f flag) ro() flag {
	if f&flagRO != 0 {
		return flagStickyRO
	}
	return 0
}

// A ValueError says that a method of Value does not suit its kind.
type ValueError struct {
	Method string
	Kind   Kind
}

func (e *ValueError) Error() string {
	if e.Kind == Invalid {
		return "reflect: call of " + e.Method + " on zero Value"
	}
	return "reflect: call of " + e.Method + " on " + e.Kind.String() + " Value"
}

// wrongKind panics: the method does not suit the kind.
func (f flag) wrongKind(method string) {
	panic(&ValueError{"reflect.Value." + method, f.kind()})
}

func (f flag) mustBe(k Kind, method string) {
	if f.kind() != k {
		f.wrongKind(method)
	}
}

// mustBeExported panics if the value came by a field that is not exported.
func (f flag) mustBeExported(method string) {
	if f == 0 {
		f.wrongKind(method)
	}
	if f&flagRO != 0 {
		panic("reflect: reflect.Value." + method + " using value obtained using unexported field")
	}
}

func (f flag) mustBeAssignable(method string) {
	f.mustBeExported(method)
	if f&flagAddr == 0 {
		panic("reflect: reflect.Value." + method + " using unaddressable value")
	}
}

// emptyInterface is how the runtime holds an any.
type emptyInterface struct {
	typ  *rtype
	word unsafe.Pointer
}

// nonEmptyInterface is how the runtime holds the other interfaces.
type nonEmptyInterface struct {
	tab  *itab
	word unsafe.Pointer
}

type itab struct {
	inter *interfaceType
	typ   *rtype
	hash  uint32
}

// methods returns the entries of the table.
func (t *itab) method(i int) unsafe.Pointer {
	first := unsafe.Add(unsafe.Pointer(t), 3*unsafe.Sizeof(uintptr(0)))
	return *(*unsafe.Pointer)(unsafe.Add(first, uintptr(i)*unsafe.Sizeof(uintptr(0))))
}

func indirFlag(t *rtype) flag {
	if t.direct() {
		return 0
	}
	return flagIndir
}

// ValueOf returns the value that i holds; of nil, the zero Value.
func ValueOf(i any) Value {
	if i == nil {
		return Value{}
	}
	e := *(*emptyInterface)(unsafe.Pointer(&i))
	return Value{e.typ, e.word, flag(e.typ.kind) | indirFlag(e.typ)}
}

// word returns the value of a direct type.
func (v Value) word() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return *(*unsafe.Pointer)(v.ptr)
	}
	return v.ptr
}

// address returns where the value is. That of a direct value is the address of v.
func (v *Value) address() unsafe.Pointer {
	if v.flag&flagIndir != 0 {
		return v.ptr
	}
	return unsafe.Pointer(&v.ptr)
}

// at returns the value of type t at p, to which f applies.
func at(t *rtype, p unsafe.Pointer, f flag) Value {
	return Value{t, p, f | flagIndir | flag(t.kind)}
}

// load returns a copy of the value of type t at p.
func load(t *rtype, p unsafe.Pointer, f flag) Value {
	if t.direct() {
		return Value{t, *(*unsafe.Pointer)(p), f | flag(t.kind)}
	}
	c := newOf(t)
	moveMemory(c, p, t.size)
	return Value{t, c, f | flagIndir | flag(t.kind)}
}

func newOf(t *rtype) unsafe.Pointer { return newValues(unsafe.Pointer(t), 1) }

// pack returns the value as an any holds it.
func (v Value) pack() any {
	e := emptyInterface{typ: v.typ}
	if v.typ.direct() {
		e.word = v.word()
	} else {
		e.word = v.ptr
		if v.flag&flagAddr != 0 {
			e.word = newOf(v.typ)
			moveMemory(e.word, v.ptr, v.typ.size)
		}
	}
	return *(*any)(unsafe.Pointer(&e))
}

// CanInterface reports whether Interface can be used.
func (v Value) CanInterface() bool {
	if v.flag == 0 {
		v.wrongKind("CanInterface")
	}
	return v.flag&flagRO == 0
}

// Interface returns the value. It panics if the value came by a struct field that is not
// exported.
func (v Value) Interface() any {
	if v.flag == 0 {
		v.wrongKind("Interface")
	}
	if v.flag&flagRO != 0 {
		panic("reflect.Value.Interface: cannot return value obtained from unexported field or method")
	}
	return v.inner("Interface")
}

// inner is Interface without its check.
func (v Value) inner(method string) any {
	if v.flag&flagMethod != 0 {
		v = methodFunc(v, method)
	}
	if v.kind() == Interface {
		return interfaceAt(v.typ, v.ptr)
	}
	return v.pack()
}

// interfaceAt converts the interface of type t at p to an any.
func interfaceAt(t *rtype, p unsafe.Pointer) any {
	if t.interfac().mcount == 0 {
		return *(*any)(p)
	}
	i := *(*nonEmptyInterface)(p)
	if i.tab == nil {
		return nil
	}
	e := emptyInterface{i.tab.typ, i.word}
	return *(*any)(unsafe.Pointer(&e))
}

// InterfaceData returns the two words of an interface.
//
// Deprecated: what they mean is the runtime's affair.
func (v Value) InterfaceData() [2]uintptr {
	v.mustBe(Interface, "InterfaceData")
	return *(*[2]uintptr)(v.ptr)
}

// IsValid reports whether v holds a value.
func (v Value) IsValid() bool { return v.flag != 0 }

// Kind returns the kind of the value's type.
func (v Value) Kind() Kind { return v.kind() }

// Type returns the value's type.
func (v Value) Type() Type {
	if v.flag == 0 {
		v.wrongKind("Type")
	}
	if v.flag&flagMethod != 0 {
		return toType(v.methodType("Type"))
	}
	return v.typ
}

// CanAddr reports whether Addr can be used: the value is an element of a slice or of an
// addressable array, a field of an addressable struct, or what a pointer points to.
func (v Value) CanAddr() bool { return v.flag&flagAddr != 0 }

// CanSet reports whether the value can be changed: it is addressable, and did not come by a field
// that is not exported.
func (v Value) CanSet() bool { return v.flag&(flagAddr|flagRO) == flagAddr }

// Addr returns a pointer to the value.
func (v Value) Addr() Value {
	if v.flag&flagAddr == 0 {
		panic("reflect.Value.Addr of unaddressable value")
	}
	return Value{pointerTo(v.typ), v.ptr, v.flag&flagRO | flag(Pointer)}
}

// UnsafeAddr returns the value's address.
func (v Value) UnsafeAddr() uintptr {
	if v.typ == nil {
		v.wrongKind("UnsafeAddr")
	}
	if v.flag&flagAddr == 0 {
		panic("reflect.Value.UnsafeAddr of unaddressable value")
	}
	return uintptr(v.ptr)
}

// Bool returns a bool.
func (v Value) Bool() bool {
	v.mustBe(Bool, "Bool")
	return *(*bool)(v.ptr)
}

// CanInt reports whether Int can be used.
func (v Value) CanInt() bool { return Int <= v.kind() && v.kind() <= Int64 }

// Int returns a signed integer.
func (v Value) Int() int64 {
	switch v.kind() {
	case Int:
		return int64(*(*int)(v.ptr))
	case Int8:
		return int64(*(*int8)(v.ptr))
	case Int16:
		return int64(*(*int16)(v.ptr))
	case Int32:
		return int64(*(*int32)(v.ptr))
	case Int64:
		return *(*int64)(v.ptr)
	}
	panic(&ValueError{"reflect.Value.Int", v.kind()})
}

// CanUint reports whether Uint can be used.
func (v Value) CanUint() bool { return Uint <= v.kind() && v.kind() <= Uintptr }

// Uint returns an unsigned integer.
func (v Value) Uint() uint64 {
	switch v.kind() {
	case Uint:
		return uint64(*(*uint)(v.ptr))
	case Uint8:
		return uint64(*(*uint8)(v.ptr))
	case Uint16:
		return uint64(*(*uint16)(v.ptr))
	case Uint32:
		return uint64(*(*uint32)(v.ptr))
	case Uint64:
		return *(*uint64)(v.ptr)
	case Uintptr:
		return uint64(*(*uintptr)(v.ptr))
	}
	panic(&ValueError{"reflect.Value.Uint", v.kind()})
}

// CanFloat reports whether Float can be used.
func (v Value) CanFloat() bool { return v.kind() == Float32 || v.kind() == Float64 }

// Float returns a floating-point number.
func (v Value) Float() float64 {
	switch v.kind() {
	case Float32:
		return float64(*(*float32)(v.ptr))
	case Float64:
		return *(*float64)(v.ptr)
	}
	panic(&ValueError{"reflect.Value.Float", v.kind()})
}

// CanComplex reports whether Complex can be used.
func (v Value) CanComplex() bool { return v.kind() == Complex64 || v.kind() == Complex128 }

// Complex returns a complex number.
func (v Value) Complex() complex128 {
	switch v.kind() {
	case Complex64:
		return complex128(*(*complex64)(v.ptr))
	case Complex128:
		return *(*complex128)(v.ptr)
	}
	panic(&ValueError{"reflect.Value.Complex", v.kind()})
}

// String returns a string. Of another kind it returns "<T Value>", T being the type, so that a
// Value can be printed.
func (v Value) String() string {
	switch v.kind() {
	case String:
		return *(*string)(v.ptr)
	case Invalid:
		return "<invalid Value>"
	}
	return "<" + v.Type().String() + " Value>"
}

// Pointer returns the address in a channel, function, map, pointer, slice, string or
// unsafe.Pointer. Two equal addresses of functions need not be of one function.
func (v Value) Pointer() uintptr {
	switch v.kind() {
	case Pointer, Chan, Map, UnsafePointer, Func, Slice, String:
		return uintptr(v.pointer("Pointer"))
	}
	panic(&ValueError{"reflect.Value.Pointer", v.kind()})
}

// UnsafePointer is Pointer, as an unsafe.Pointer.
func (v Value) UnsafePointer() unsafe.Pointer {
	switch v.kind() {
	case Pointer, Chan, Map, UnsafePointer, Func, Slice, String:
		return v.pointer("UnsafePointer")
	}
	panic(&ValueError{"reflect.Value.UnsafePointer", v.kind()})
}

func (v Value) pointer(method string) unsafe.Pointer {
	switch v.kind() {
	case Func:
		if v.flag&flagMethod != 0 {
			return v.methodCode(method)
		}
		if fn := v.word(); fn != nil {
			return *(*unsafe.Pointer)(fn) // a closure object begins with its code
		}
		return nil
	case Slice:
		return (*sliceHeader)(v.ptr).data
	case String:
		return *(*unsafe.Pointer)(v.ptr)
	}
	return v.word()
}

// IsNil reports whether a channel, function, interface, map, pointer, slice or unsafe.Pointer is
// nil.
func (v Value) IsNil() bool {
	switch v.kind() {
	case Chan, Func, Map, Pointer, UnsafePointer:
		return v.flag&flagMethod == 0 && v.word() == nil
	case Interface, Slice:
		return *(*unsafe.Pointer)(v.ptr) == nil // type word, or first element
	}
	panic(&ValueError{"reflect.Value.IsNil", v.kind()})
}

// IsZero reports whether the value is its type's zero value.
func (v Value) IsZero() bool {
	switch v.kind() {
	case Bool, Int, Int8, Int16, Int32, Int64, Uint, Uint8, Uint16, Uint32, Uint64, Uintptr:
		return isZeroMemory(v.ptr, v.typ.size)
	case Float32, Float64:
		return v.Float() == 0
	case Complex64, Complex128:
		return v.Complex() == 0
	case Chan, Func, Interface, Map, Pointer, Slice, UnsafePointer:
		return v.IsNil()
	case String:
		return len(*(*string)(v.ptr)) == 0
	case Array:
		if v.typ.tflag&tflagRegular != 0 {
			return isZeroMemory(v.ptr, v.typ.size)
		}
		for i, n := 0, v.Len(); i < n; i++ {
			if !v.Index(i).IsZero() {
				return false
			}
		}
		return true
	case Struct:
		if v.typ.tflag&tflagRegular != 0 {
			return isZeroMemory(v.ptr, v.typ.size)
		}
		for i, n := 0, v.NumField(); i < n; i++ {
			if !v.Field(i).IsZero() && v.typ.structure().list()[i].name != "_" {
				return false
			}
		}
		return true
	}
	panic(&ValueError{"reflect.Value.IsZero", v.kind()})
}

// Elem returns what an interface holds or a pointer points to; of nil, the zero Value.
func (v Value) Elem() Value {
	switch v.kind() {
	case Interface:
		e := ValueOf(interfaceAt(v.typ, v.ptr))
		if e.flag != 0 {
			e.flag |= v.ro()
		}
		return e
	case Pointer:
		p := v.word()
		if p == nil {
			return Value{}
		}
		return at(v.typ.elem(), p, v.flag&flagRO|flagAddr)
	}
	panic(&ValueError{"reflect.Value.Elem", v.kind()})
}

// Indirect returns what v points to, or v if it is no pointer.
func Indirect(v Value) Value {
	if v.Kind() != Pointer {
		return v
	}
	return v.Elem()
}

// NumField returns the number of a struct's fields.
func (v Value) NumField() int {
	v.mustBe(Struct, "NumField")
	return v.typ.structure().fcount
}

// Field returns the i'th field of a struct.
func (v Value) Field(i int) Value {
	if v.kind() != Struct {
		v.wrongKind("Field")
	}
	t := v.typ.structure()
	if uint(i) >= uint(t.fcount) {
		panic("reflect: Field index out of range")
	}
	field := &t.list()[i]
	f := v.flag & (flagStickyRO | flagAddr)
	if field.pkgPath != "" {
		if field.embedded {
			f |= flagEmbedRO
		} else {
			f |= flagStickyRO
		}
	}
	return at(field.typ, unsafe.Add(v.ptr, field.offset), f)
}

// FieldByIndex follows a sequence of field numbers. It panics on a nil pointer on the way.
func (v Value) FieldByIndex(index []int) Value {
	if len(index) == 1 {
		return v.Field(index[0])
	}
	v.mustBe(Struct, "FieldByIndex")
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && Kind(v.typ.elem().kind) == Struct {
			if v.IsNil() {
				panic("reflect: indirection through nil pointer to embedded struct")
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v
}

type nilEmbedded string

func (e nilEmbedded) Error() string {
	return "reflect: indirection through nil pointer to embedded struct field " + string(e)
}

// FieldByIndexErr is FieldByIndex with an error instead of a panic on a nil pointer.
func (v Value) FieldByIndexErr(index []int) (Value, error) {
	if len(index) == 1 {
		return v.Field(index[0]), nil
	}
	v.mustBe(Struct, "FieldByIndexErr")
	for i, x := range index {
		if i > 0 && v.Kind() == Pointer && Kind(v.typ.elem().kind) == Struct {
			if v.IsNil() {
				return Value{}, nilEmbedded(v.typ.elem().name)
			}
			v = v.Elem()
		}
		v = v.Field(x)
	}
	return v, nil
}

// FieldByName returns the field that a selector with that name finds; if there is none, the zero
// Value.
func (v Value) FieldByName(name string) Value {
	v.mustBe(Struct, "FieldByName")
	if f, ok := v.typ.FieldByName(name); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// FieldByNameFunc is Type.FieldByNameFunc for a value; if there is none, the zero Value.
func (v Value) FieldByNameFunc(match func(string) bool) Value {
	if f, ok := v.typ.FieldByNameFunc(match); ok {
		return v.FieldByIndex(f.Index)
	}
	return Value{}
}

// Comparable reports whether == of the value with another of its type cannot panic.
func (v Value) Comparable() bool {
	switch v.Kind() {
	case Invalid:
		return true
	case Interface:
		return v.IsNil() || v.Elem().Comparable()
	case Array:
		switch Kind(v.typ.elem().kind) {
		case Interface, Array, Struct:
			for i := 0; i < v.Len(); i++ {
				if !v.Index(i).Comparable() {
					return false
				}
			}
			return true
		}
	case Struct:
		for i := 0; i < v.NumField(); i++ {
			if !v.Field(i).Comparable() {
				return false
			}
		}
		return true
	}
	return v.typ.Comparable()
}

// Equal reports whether two values are equal, as == does: of different types they are not. It
// panics if they cannot be compared.
func (v Value) Equal(u Value) bool {
	if v.Kind() == Interface {
		v = v.Elem()
	}
	if u.Kind() == Interface {
		u = u.Elem()
	}
	if !v.IsValid() || !u.IsValid() {
		return v.IsValid() == u.IsValid()
	}
	if v.Kind() != u.Kind() || v.Type() != u.Type() {
		return false
	}
	switch v.Kind() {
	case Func, Map, Slice:
		panic("reflect.Value.Equal: values of type " + v.Type().String() + " are not comparable")
	case Array:
		// Element by element: an uncomparable element behind a difference does no harm.
		n := v.Len()
		if n == 0 {
			if !v.typ.elem().Comparable() {
				panic("reflect.Value.Equal: values of type " + v.Type().String() + " are not comparable")
			}
			return true
		}
		for i := 0; i < n; i++ {
			if !v.Index(i).Equal(u.Index(i)) {
				return false
			}
		}
		return true
	case Struct:
		for i := 0; i < v.NumField(); i++ {
			if !v.Field(i).Equal(u.Field(i)) {
				return false
			}
		}
		return true
	}
	return equalValues(v.typ.raw(), v.address(), u.address())
}

// OverflowComplex reports whether the complex value's type cannot represent x.
func (v Value) OverflowComplex(x complex128) bool {
	if !v.CanComplex() {
		v.wrongKind("OverflowComplex")
	}
	return v.typ.OverflowComplex(x)
}

// OverflowFloat reports whether the floating-point value's type cannot represent x.
func (v Value) OverflowFloat(x float64) bool {
	if !v.CanFloat() {
		v.wrongKind("OverflowFloat")
	}
	return v.typ.OverflowFloat(x)
}

// OverflowInt reports whether the signed integer's type cannot represent x.
func (v Value) OverflowInt(x int64) bool {
	if !v.CanInt() {
		v.wrongKind("OverflowInt")
	}
	return v.typ.OverflowInt(x)
}

// OverflowUint reports whether the unsigned integer's type cannot represent x.
func (v Value) OverflowUint(x uint64) bool {
	if !v.CanUint() {
		v.wrongKind("OverflowUint")
	}
	return v.typ.OverflowUint(x)
}

// Zero returns the zero value of type t. It is not addressable.
func Zero(t Type) Value {
	if t == nil {
		panic("reflect: Zero(nil)")
	}
	return zeroOf(t.common())
}

func zeroOf(t *rtype) Value {
	if t.direct() {
		return Value{t, nil, flag(t.kind)}
	}
	return at(t, newOf(t), 0)
}

// New returns a pointer to a new zero value of type t.
func New(t Type) Value {
	if t == nil {
		panic("reflect: New(nil)")
	}
	r := t.common()
	return Value{pointerTo(r), newOf(r), flag(Pointer)}
}

// NewAt returns p as a pointer to a value of type t.
func NewAt(t Type, p unsafe.Pointer) Value {
	return Value{pointerTo(t.common()), p, flag(Pointer)}
}

func itoa(n int) string { return strconv.Itoa(n) }

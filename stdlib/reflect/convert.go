// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Conversions, in the order of the spec's list.

package reflect

import "unsafe"

// A conversion is one row of the spec's list.
type conversion int

const (
	noConversion conversion = iota
	sameMemory
	toInterface
	intToInt
	uintToInt
	floatToInt
	intToFloat
	uintToFloat
	floatToFloat
	complexToComplex
	intToString
	uintToString
	bytesToString
	runesToString
	stringToBytes
	stringToRunes
	sliceToArray
	sliceToArrayPointer
)

func isInt(k Kind) bool     { return Int <= k && k <= Int64 }
func isUint(k Kind) bool    { return Uint <= k && k <= Uintptr }
func isFloat(k Kind) bool   { return k == Float32 || k == Float64 }
func isComplex(k Kind) bool { return k == Complex64 || k == Complex128 }

func numericConversion(to, from Kind) conversion {
	toInt := isInt(to) || isUint(to)
	switch {
	case isInt(from) && toInt:
		return intToInt
	case isInt(from) && isFloat(to):
		return intToFloat
	case isInt(from) && to == String:
		return intToString
	case isUint(from) && toInt:
		return uintToInt
	case isUint(from) && isFloat(to):
		return uintToFloat
	case isUint(from) && to == String:
		return uintToString
	case isFloat(from) && toInt:
		return floatToInt
	case isFloat(from) && isFloat(to):
		return floatToFloat
	case isComplex(from) && isComplex(to):
		return complexToComplex
	}
	return noConversion
}

// elemOfText returns the kind of the elements of a slice of predeclared or other unqualified
// bytes or runes, as the conversions from and to strings take.
func elemOfText(slice *rtype) Kind {
	if e := slice.elem(); e.PkgPath() == "" {
		return Kind(e.kind)
	}
	return Invalid
}

func conversionOf(to, from *rtype) conversion {
	if c := numericConversion(Kind(to.kind), Kind(from.kind)); c != noConversion {
		return c
	}
	switch {
	case Kind(from.kind) == String && Kind(to.kind) == Slice:
		switch elemOfText(to) {
		case Uint8:
			return stringToBytes
		case Int32:
			return stringToRunes
		}
	case Kind(from.kind) == Slice && Kind(to.kind) == String:
		switch elemOfText(from) {
		case Uint8:
			return bytesToString
		case Int32:
			return runesToString
		}
	case Kind(from.kind) == Slice && Kind(to.kind) == Pointer:
		if a := to.elem(); Kind(a.kind) == Array && from.elem() == a.elem() {
			return sliceToArrayPointer
		}
	case Kind(from.kind) == Slice && Kind(to.kind) == Array:
		if from.elem() == to.elem() {
			return sliceToArray
		}
	case Kind(from.kind) == Chan && Kind(to.kind) == Chan:
		if directlyAssignable(to, from) {
			return sameMemory
		}
	}
	if sameUnderlying(to, from, false) {
		return sameMemory
	}
	if Kind(to.kind) == Pointer && to.name == "" && Kind(from.kind) == Pointer && from.name == "" &&
		sameUnderlying(to.elem(), from.elem(), false) {
		return sameMemory
	}
	if implements(to, from) {
		return toInterface
	}
	return noConversion
}

func (t *rtype) ConvertibleTo(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.ConvertibleTo")
	}
	return conversionOf(u.common(), t) != noConversion
}

// CanConvert reports whether Convert to t does not panic.
func (v Value) CanConvert(t Type) bool {
	if !v.Type().ConvertibleTo(t) {
		return false
	}
	switch {
	case v.Kind() == Slice && t.Kind() == Array:
		return t.Len() <= v.Len()
	case v.Kind() == Slice && t.Kind() == Pointer && t.Elem().Kind() == Array:
		return t.Elem().Len() <= v.Len()
	}
	return true
}

// Convert returns the value converted to type t.
func (v Value) Convert(t Type) Value {
	if v.flag&flagMethod != 0 {
		v = methodFunc(v, "Convert")
	}
	if v.typ == nil {
		v.wrongKind("Convert")
	}
	to := t.common()
	f := v.ro()
	switch conversionOf(to, v.typ) {
	case sameMemory:
		c := load(v.typ, v.address(), f)
		c.typ = to
		return c
	case toInterface:
		p := newOf(to)
		if v.Kind() != Interface || !v.IsNil() {
			storeInterface(to, p, v.inner(""))
		}
		return at(to, p, f)
	case intToInt:
		return makeInt(to, uint64(v.Int()), f)
	case uintToInt:
		return makeInt(to, v.Uint(), f)
	case floatToInt:
		if isInt(Kind(to.kind)) {
			return makeInt(to, uint64(int64(v.Float())), f)
		}
		return makeInt(to, uint64(v.Float()), f)
	case intToFloat:
		return makeFloat(to, float64(v.Int()), f)
	case uintToFloat:
		return makeFloat(to, float64(v.Uint()), f)
	case floatToFloat:
		if to.size == v.typ.size { // a signaling NaN stays one
			c := load(v.typ, v.ptr, f)
			c.typ = to
			return c
		}
		return makeFloat(to, v.Float(), f)
	case complexToComplex:
		p := newOf(to)
		at(to, p, flagAddr).SetComplex(v.Complex())
		return at(to, p, f)
	case intToString:
		s := "\uFFFD"
		if x := v.Int(); int64(rune(x)) == x {
			s = string(rune(x))
		}
		return makeString(to, s, f)
	case uintToString:
		s := "\uFFFD"
		if x := v.Uint(); uint64(rune(x)) == x {
			s = string(rune(x))
		}
		return makeString(to, s, f)
	case bytesToString:
		return makeString(to, string(v.Bytes()), f)
	case runesToString:
		return makeString(to, string(v.runes()), f)
	case stringToBytes:
		b := []byte(v.String())
		return sliceValue(to, *(*sliceHeader)(unsafe.Pointer(&b)), f)
	case stringToRunes:
		r := []rune(v.String())
		return sliceValue(to, *(*sliceHeader)(unsafe.Pointer(&r)), f)
	case sliceToArrayPointer:
		v.mustHold(to.elem(), "pointer to array")
		return Value{to, v.header().data, v.flag&^(flagIndir|flagAddr|flagKind) | flag(Pointer)}
	case sliceToArray:
		v.mustHold(to, "array")
		p := newOf(to)
		moveMemory(p, v.header().data, to.size)
		return at(to, p, f)
	}
	panic("reflect.Value.Convert: value of type " + v.typ.str + " cannot be converted to type " + t.String())
}

// mustHold panics if the slice is shorter than the array it is converted to.
func (v Value) mustHold(array *rtype, what string) {
	if n := int(array.array().len); n > v.Len() {
		panic("reflect: cannot convert slice with length " + itoa(v.Len()) + " to " + what + " with length " + itoa(n))
	}
}

func makeInt(t *rtype, bits uint64, f flag) Value {
	p := newOf(t)
	switch t.size {
	case 1:
		*(*uint8)(p) = uint8(bits)
	case 2:
		*(*uint16)(p) = uint16(bits)
	case 4:
		*(*uint32)(p) = uint32(bits)
	case 8:
		*(*uint64)(p) = bits
	}
	return at(t, p, f)
}

func makeFloat(t *rtype, x float64, f flag) Value {
	p := newOf(t)
	at(t, p, flagAddr).SetFloat(x)
	return at(t, p, f)
}

func makeString(t *rtype, s string, f flag) Value {
	p := newOf(t)
	*(*string)(p) = s
	return at(t, p, f)
}

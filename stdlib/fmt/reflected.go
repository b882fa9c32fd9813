// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Values of any type, by reflection.

package fmt

import "reflect"

// reflected prints v. depth counts the compound values around it; at 0 the caller has dealt with
// methods and with the verbs T and p.
func (p *printer) reflected(v reflect.Value, verb rune, depth int) {
	if depth > 0 && v.IsValid() && v.CanInterface() {
		p.arg = v.Interface()
		if p.methods(verb) {
			return
		}
	}
	p.arg = nil
	p.value = v

	switch v.Kind() {
	case reflect.Invalid:
		switch {
		case depth == 0:
			p.str("<invalid reflect.Value>")
		case verb == 'v':
			p.str(nilAngle)
		default:
			p.badVerb(verb)
		}
	case reflect.Bool:
		p.bool(v.Bool(), verb)
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		p.integer(uint64(v.Int()), true, verb)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		p.integer(v.Uint(), false, verb)
	case reflect.Float32:
		p.float(v.Float(), 32, verb)
	case reflect.Float64:
		p.float(v.Float(), 64, verb)
	case reflect.Complex64:
		p.complex(v.Complex(), 64, verb)
	case reflect.Complex128:
		p.complex(v.Complex(), 128, verb)
	case reflect.String:
		p.string(v.String(), verb)
	case reflect.Map:
		p.mapValue(v, verb, depth)
	case reflect.Struct:
		p.structValue(v, verb, depth)
	case reflect.Slice, reflect.Array:
		p.list(v, verb, depth)
	case reflect.Interface:
		p.interfaceValue(v, verb, depth)
	case reflect.Pointer:
		// Only a pointer at the top is followed, so that cycles end.
		if depth == 0 && !v.IsNil() {
			switch e := v.Elem(); e.Kind() {
			case reflect.Array, reflect.Slice, reflect.Struct, reflect.Map:
				p.char('&')
				p.reflected(e, verb, depth+1)
				return
			}
		}
		p.pointer(v, verb)
	case reflect.Chan, reflect.Func, reflect.UnsafePointer:
		p.pointer(v, verb)
	default:
		p.char('?')
		p.str(v.Type().String())
		p.char('?')
	}
}

// separator stands between the elements of a compound value.
func (p *printer) separator() {
	if p.has(flagSharpV) {
		p.str(commaSpace)
	} else {
		p.char(' ')
	}
}

// pointer prints the address in a pointer-like value.
func (p *printer) pointer(v reflect.Value, verb rune) {
	var u uint64
	switch v.Kind() {
	case reflect.Chan, reflect.Func, reflect.Map, reflect.Pointer, reflect.Slice, reflect.UnsafePointer:
		u = uint64(v.Pointer())
	default:
		p.badVerb(verb)
		return
	}
	switch verb {
	case 'p':
		p.hex(u, !p.has(flagSharp))
	case 'v':
		switch {
		case p.has(flagSharpV):
			p.char('(')
			p.str(v.Type().String())
			p.str(")(")
			if u == 0 {
				p.str("nil")
			} else {
				p.hex(u, true)
			}
			p.char(')')
		case u == 0:
			p.text(nilAngle)
		default:
			p.hex(u, !p.has(flagSharp))
		}
	case 'b', 'o', 'd', 'x', 'X':
		p.integer(u, false, verb)
	default:
		p.badVerb(verb)
	}
}

func (p *printer) mapValue(v reflect.Value, verb rune, depth int) {
	goSyntax := p.has(flagSharpV)
	closing := byte(']')
	if goSyntax {
		p.str(v.Type().String())
		if v.IsNil() {
			p.str(nilParen)
			return
		}
		p.char('{')
		closing = '}'
	} else {
		p.str("map[")
	}
	for i, e := range sortedEntries(v) {
		if i > 0 {
			p.separator()
		}
		p.reflected(e.key, verb, depth+1)
		p.char(':')
		p.reflected(e.value, verb, depth+1)
	}
	p.char(closing)
}

func (p *printer) structValue(v reflect.Value, verb rune, depth int) {
	t := v.Type()
	if p.has(flagSharpV) {
		p.str(t.String())
	}
	p.char('{')
	for i, n := 0, v.NumField(); i < n; i++ {
		if i > 0 {
			p.separator()
		}
		if p.has(flagPlusV | flagSharpV) {
			if name := t.Field(i).Name; name != "" {
				p.str(name)
				p.char(':')
			}
		}
		field := v.Field(i)
		if field.Kind() == reflect.Interface && !field.IsNil() {
			field = field.Elem()
		}
		p.reflected(field, verb, depth+1)
	}
	p.char('}')
}

func (p *printer) interfaceValue(v reflect.Value, verb rune, depth int) {
	e := v.Elem()
	switch {
	case e.IsValid():
		p.reflected(e, verb, depth+1)
	case p.has(flagSharpV):
		p.str(v.Type().String())
		p.str(nilParen)
	default:
		p.str(nilAngle)
	}
}

// list prints a slice or an array; one of bytes as a string under the verbs of strings.
func (p *printer) list(v reflect.Value, verb rune, depth int) {
	switch verb {
	case 's', 'q', 'x', 'X':
		if v.Type().Elem().Kind() == reflect.Uint8 {
			p.bytes(bytesOf(v), verb, v.Type().String())
			return
		}
	}
	opening, closing := byte('['), byte(']')
	if p.has(flagSharpV) {
		p.str(v.Type().String())
		if v.Kind() == reflect.Slice && v.IsNil() {
			p.str(nilParen)
			return
		}
		opening, closing = '{', '}'
	}
	p.char(opening)
	for i, n := 0, v.Len(); i < n; i++ {
		if i > 0 {
			p.separator()
		}
		p.reflected(v.Index(i), verb, depth+1)
	}
	p.char(closing)
}

// bytesOf returns the bytes of a slice or array of bytes.
func bytesOf(v reflect.Value) []byte {
	if v.Kind() == reflect.Slice || v.CanAddr() {
		return v.Bytes()
	}
	b := make([]byte, v.Len())
	for i := range b {
		b[i] = byte(v.Index(i).Uint())
	}
	return b
}

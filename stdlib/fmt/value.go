// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Operands: the types that print without reflection, their verbs, and the methods by which an
// operand prints itself.

package fmt

import (
	"reflect"
	"unsafe"
)

// operand prints one operand.
func (p *printer) operand(arg any, verb rune) {
	p.arg = arg
	p.value = reflect.Value{}
	switch verb {
	case 'T':
		if arg == nil {
			p.text(nilAngle)
		} else {
			p.text(p.truncate(reflect.TypeOf(arg).String()))
		}
		return
	case 'p':
		if arg == nil {
			p.badVerb(verb)
		} else {
			p.pointer(reflect.ValueOf(arg), 'p')
		}
		return
	}

	switch v := arg.(type) {
	case nil:
		if verb == 'v' {
			p.text(nilAngle)
		} else {
			p.badVerb(verb)
		}
	case string:
		p.string(v, verb)
	case int:
		p.integer(uint64(v), true, verb)
	case bool:
		p.bool(v, verb)
	case float64:
		p.float(v, 64, verb)
	case float32:
		p.float(float64(v), 32, verb)
	case complex128:
		p.complex(v, 128, verb)
	case complex64:
		p.complex(complex128(v), 64, verb)
	case int8:
		p.integer(uint64(v), true, verb)
	case int16:
		p.integer(uint64(v), true, verb)
	case int32:
		p.integer(uint64(v), true, verb)
	case int64:
		p.integer(uint64(v), true, verb)
	case uint:
		p.integer(uint64(v), false, verb)
	case uint8:
		p.integer(uint64(v), false, verb)
	case uint16:
		p.integer(uint64(v), false, verb)
	case uint32:
		p.integer(uint64(v), false, verb)
	case uint64:
		p.integer(v, false, verb)
	case uintptr:
		p.integer(uint64(v), false, verb)
	case []byte:
		p.bytes(v, verb, "[]byte")
	case reflect.Value:
		if v.IsValid() && v.CanInterface() {
			p.arg = v.Interface()
			if p.methods(verb) {
				return
			}
		}
		p.reflected(v, verb, 0)
	default:
		if !p.methods(verb) {
			p.reflected(reflect.ValueOf(arg), verb, 0)
		}
	}
}

// badVerb reports that the verb does not suit what is being printed.
func (p *printer) badVerb(verb rune) {
	p.erroring = true
	p.mistake(verb, "(")
	switch {
	case p.arg != nil:
		p.str(reflect.TypeOf(p.arg).String())
		p.char('=')
		p.operand(p.arg, 'v')
	case p.value.IsValid():
		p.str(p.value.Type().String())
		p.char('=')
		p.reflected(p.value, 'v', 0)
	default:
		p.str(nilAngle)
	}
	p.char(')')
	p.erroring = false
}

func (p *printer) bool(v bool, verb rune) {
	if verb == 't' || verb == 'v' {
		p.boolText(v)
	} else {
		p.badVerb(verb)
	}
}

func (p *printer) integer(u uint64, signed bool, verb rune) {
	switch verb {
	case 'd':
		p.integerText(u, 10, signed, verb)
	case 'v':
		if p.has(flagSharpV) && !signed {
			p.hex(u, true)
		} else {
			p.integerText(u, 10, signed, verb)
		}
	case 'x', 'X':
		p.integerText(u, 16, signed, verb)
	case 'o', 'O':
		p.integerText(u, 8, signed, verb)
	case 'b':
		p.integerText(u, 2, signed, verb)
	case 'c':
		p.charText(u)
	case 'q':
		p.quotedCharText(u)
	case 'U':
		p.unicodeText(u)
	default:
		p.badVerb(verb)
	}
}

// hex prints u in hexadecimal with or without 0x, whatever the flag '#' says.
func (p *printer) hex(u uint64, prefix bool) {
	saved := p.flags
	p.flags &^= flagSharp
	if prefix {
		p.flags |= flagSharp
	}
	p.integerText(u, 16, false, 'v')
	p.flags = saved
}

func (p *printer) float(v float64, size int, verb rune) {
	switch verb {
	case 'v':
		p.floatText(v, size, 'g', -1)
	case 'g', 'G', 'b', 'x', 'X':
		p.floatText(v, size, byte(verb), -1)
	case 'f', 'e', 'E':
		p.floatText(v, size, byte(verb), 6)
	case 'F':
		p.floatText(v, size, 'f', 6)
	default:
		p.badVerb(verb)
	}
}

func (p *printer) complex(v complex128, size int, verb rune) {
	switch verb {
	case 'v', 'g', 'G', 'b', 'x', 'X', 'f', 'F', 'e', 'E':
	default:
		p.badVerb(verb)
		return
	}
	saved := p.flags
	p.char('(')
	p.float(real(v), size/2, verb)
	p.flags |= flagPlus
	p.float(imag(v), size/2, verb)
	p.str("i)")
	p.flags = saved
}

func (p *printer) string(s string, verb rune) {
	switch verb {
	case 's':
		p.text(p.truncate(s))
	case 'v':
		if p.has(flagSharpV) {
			p.quotedText(s)
		} else {
			p.text(p.truncate(s))
		}
	case 'q':
		p.quotedText(s)
	case 'x':
		p.hexText(s, lowerDigits)
	case 'X':
		p.hexText(s, upperDigits)
	default:
		p.badVerb(verb)
	}
}

// bytes prints a byte slice; typ is its type.
func (p *printer) bytes(b []byte, verb rune, typ string) {
	switch verb {
	case 's', 'q', 'x', 'X':
		p.string(unsafe.String(unsafe.SliceData(b), len(b)), verb)
	case 'v', 'd':
		if !p.has(flagSharpV) {
			p.char('[')
			for i, c := range b {
				if i > 0 {
					p.char(' ')
				}
				p.integerText(uint64(c), 10, false, verb)
			}
			p.char(']')
			return
		}
		p.str(typ)
		if b == nil {
			p.str(nilParen)
			return
		}
		p.char('{')
		for i, c := range b {
			if i > 0 {
				p.str(commaSpace)
			}
			p.hex(uint64(c), true)
		}
		p.char('}')
	default:
		p.reflected(reflect.ValueOf(b), verb, 0)
	}
}

// methods lets p.arg print itself and reports whether it did.
func (p *printer) methods(verb rune) bool {
	if p.erroring {
		return false
	}
	if verb == 'w' {
		if _, ok := p.arg.(error); !ok || !p.wrapErrs {
			p.badVerb(verb)
			return true
		}
		verb = 'v'
	}
	if f, ok := p.arg.(Formatter); ok {
		p.formatMethod(f, verb)
		return true
	}
	if p.has(flagSharpV) {
		g, ok := p.arg.(GoStringer)
		if ok {
			p.goStringMethod(g, verb)
		}
		return ok
	}
	switch verb {
	case 'v', 's', 'q', 'x', 'X':
		switch v := p.arg.(type) {
		case error:
			p.errorMethod(v, verb)
			return true
		case Stringer:
			p.stringMethod(v, verb)
			return true
		}
	}
	return false
}

func (p *printer) formatMethod(f Formatter, verb rune) {
	defer p.caught(p.arg, verb, "Format")
	f.Format(p, verb)
}

func (p *printer) goStringMethod(g GoStringer, verb rune) {
	defer p.caught(p.arg, verb, "GoString")
	p.text(p.truncate(g.GoString()))
}

func (p *printer) errorMethod(e error, verb rune) {
	defer p.caught(p.arg, verb, "Error")
	p.string(e.Error(), verb)
}

func (p *printer) stringMethod(s Stringer, verb rune) {
	defer p.caught(p.arg, verb, "String")
	p.string(s.String(), verb)
}

// caught recovers from a panic of arg's method and prints it. A nil receiver prints as <nil>.
func (p *printer) caught(arg any, verb rune, method string) {
	cause := recover()
	if cause == nil {
		return
	}
	if v := reflect.ValueOf(arg); v.Kind() == reflect.Pointer && v.IsNil() {
		p.str(nilAngle)
		return
	}
	if p.panicking {
		panic(cause) // printing a panic has panicked: give up
	}
	saved := p.directive
	p.directive = directive{}
	p.mistake(verb, "(PANIC=")
	p.str(method)
	p.str(" method: ")
	p.panicking = true
	p.operand(cause, 'v')
	p.panicking = false
	p.char(')')
	p.directive = saved
}

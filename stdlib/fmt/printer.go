// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// The printer: its state and the walk over a format or an operand list.

package fmt

import (
	"reflect"
	"strconv"
	"sync"
	"unicode/utf8"
)

// flags are the flags of a directive. flagPlusV and flagSharpV replace flagPlus and flagSharp under
// %v, where those select another form of the whole value and not of the numbers in it.
type flags uint16

const (
	flagPlus flags = 1 << iota
	flagMinus
	flagSharp
	flagSpace
	flagZero
	flagPlusV
	flagSharpV
	flagWidth // the directive has a width
	flagPrec  // the directive has a precision
)

// A directive is one parsed %…, without its verb. Its zero value is the plain %v.
type directive struct {
	flags flags
	width int // 0 without flagWidth; never negative
	prec  int // 0 without flagPrec; never negative
}

func (d *directive) has(f flags) bool { return d.flags&f != 0 }

// A printer formats one operand list. The output grows in buf; what is to be padded is
// rendered in place and moved.
type printer struct {
	buf []byte
	directive

	arg   any           // the operand being printed, nil inside it
	value reflect.Value // what is being printed where arg is nil

	next      int  // index of printf's next operand
	reordered bool // the format has a [n]
	badIndex  bool // the directive has a wrong [n]

	panicking bool  // printing a recovered panic: a further one is not caught
	erroring  bool  // printing a bad verb: methods are not called
	wrapErrs  bool  // called by Errorf: %w is allowed
	wrapped   []int // the operands of %w
}

var printers = sync.Pool{New: func() any { return new(printer) }}

func newPrinter() *printer {
	p := printers.Get().(*printer)
	p.panicking = false
	p.erroring = false
	p.wrapErrs = false
	p.directive = directive{}
	return p
}

// maxKept is the largest buffer that a cached printer keeps.
const maxKept = 64 << 10

func (p *printer) free() {
	if cap(p.buf) > maxKept {
		p.buf = nil
	}
	p.buf = p.buf[:0]
	p.arg = nil
	p.value = reflect.Value{}
	p.wrapped = nil
	printers.Put(p)
}

// Write implements State.
func (p *printer) Write(b []byte) (n int, err error) {
	p.buf = append(p.buf, b...)
	return len(b), nil
}

// WriteString implements io.StringWriter.
func (p *printer) WriteString(s string) (n int, err error) {
	p.buf = append(p.buf, s...)
	return len(s), nil
}

// Width implements State.
func (p *printer) Width() (wid int, ok bool) { return p.width, p.has(flagWidth) }

// Precision implements State.
func (p *printer) Precision() (prec int, ok bool) { return p.prec, p.has(flagPrec) }

// Flag implements State.
func (p *printer) Flag(c int) bool {
	switch c {
	case '+':
		return p.has(flagPlus | flagPlusV)
	case '-':
		return p.has(flagMinus)
	case '#':
		return p.has(flagSharp | flagSharpV)
	case ' ':
		return p.has(flagSpace)
	case '0':
		return p.has(flagZero)
	}
	return false
}

func (p *printer) str(s string) { p.buf = append(p.buf, s...) }

func (p *printer) char(c byte) { p.buf = append(p.buf, c) }

func (p *printer) mistake(verb rune, what string) {
	p.str(bang)
	p.buf = utf8.AppendRune(p.buf, verb)
	p.str(what)
}

// print implements Print.
func (p *printer) print(args []any) {
	afterString := false
	for i, arg := range args {
		isString := false
		switch s := arg.(type) {
		case nil:
		case string:
			p.str(s)
			afterString = true
			continue
		case int:
		default:
			isString = reflect.TypeOf(arg).Kind() == reflect.String
		}
		if i > 0 && !isString && !afterString {
			p.char(' ')
		}
		p.operand(arg, 'v')
		afterString = isString
	}
}

// println implements Println.
func (p *printer) println(args []any) {
	for i, arg := range args {
		if i > 0 {
			p.char(' ')
		}
		switch v := arg.(type) {
		case string:
			p.str(v)
		case int:
			p.buf = strconv.AppendInt(p.buf, int64(v), 10)
		default:
			p.operand(arg, 'v')
		}
	}
	p.char('\n')
}

// printf implements Printf.
func (p *printer) printf(format string, args []any) {
	p.next = 0
	p.reordered = false
	for i := 0; i < len(format); {
		if format[i] != '%' {
			start := i
			for i < len(format) && format[i] != '%' {
				i++
			}
			p.str(format[start:i])
			continue
		}
		i++
		p.directive = directive{}
		if i < len(format) && p.next < len(args) && p.quick(format[i], args[p.next]) {
			p.next++
			i++
			continue
		}
		i = p.perform(format, i, args)
	}
	if !p.reordered && p.next < len(args) {
		p.extra(args[p.next:])
	}
}

// quick prints the most frequent pairs of a bare verb and an operand.
func (p *printer) quick(verb byte, arg any) bool {
	switch verb {
	case 'd':
		if n, ok := arg.(int); ok {
			p.buf = strconv.AppendInt(p.buf, int64(n), 10)
			return true
		}
	case 's':
		if s, ok := arg.(string); ok {
			p.str(s)
			return true
		}
	case 'v':
		switch v := arg.(type) {
		case int:
			p.buf = strconv.AppendInt(p.buf, int64(v), 10)
			return true
		case string:
			p.str(v)
			return true
		}
	}
	return false
}

// perform parses the directive behind the '%' at format[i-1], prints its operand and returns the
// index behind it. The directive of the printer is empty before.
func (p *printer) perform(format string, i int, args []any) int {
	p.badIndex = false
	i = p.parseFlags(format, i)

	// A [n] belongs to the next '*' or to the verb; a number behind it is a mistake.
	i, indexed := p.parseIndex(format, i, len(args))
	if i < len(format) && format[i] == '*' {
		i++
		p.starWidth(args)
		indexed = false
	} else {
		width, ok, end := parsenum(format, i, len(format))
		if ok {
			p.width = width
			p.flags |= flagWidth
			p.badIndex = p.badIndex || indexed
		}
		i = end
	}

	if i+1 < len(format) && format[i] == '.' {
		i++
		p.badIndex = p.badIndex || indexed
		i, indexed = p.parseIndex(format, i, len(args))
		if i < len(format) && format[i] == '*' {
			i++
			p.starPrec(args)
			indexed = false
		} else {
			p.prec, _, i = parsenum(format, i, len(format))
			p.flags |= flagPrec
		}
	}
	if !indexed {
		i, _ = p.parseIndex(format, i, len(args))
	}
	if i >= len(format) {
		p.str("%!(NOVERB)")
		return i
	}

	verb, size := rune(format[i]), 1
	if verb >= utf8.RuneSelf {
		verb, size = utf8.DecodeRuneInString(format[i:])
	}
	switch {
	case verb == '%':
		p.char('%')
	case p.badIndex:
		p.mistake(verb, "(BADINDEX)")
	case p.next >= len(args):
		p.mistake(verb, "(MISSING)")
	default:
		if verb == 'w' {
			p.wrapped = append(p.wrapped, p.next)
		}
		if verb == 'v' || verb == 'w' {
			if p.has(flagSharp) {
				p.flags += flagSharpV - flagSharp
			}
			if p.has(flagPlus) {
				p.flags += flagPlusV - flagPlus
			}
		}
		p.operand(args[p.next], verb)
		p.next++
	}
	return i + size
}

func (p *printer) parseFlags(format string, i int) int {
	for ; i < len(format); i++ {
		switch format[i] {
		case '+':
			p.flags |= flagPlus
		case '-':
			p.flags |= flagMinus
		case '#':
			p.flags |= flagSharp
		case ' ':
			p.flags |= flagSpace
		case '0':
			p.flags |= flagZero
		default:
			return i
		}
	}
	return i
}

// tooLarge reports whether n is beyond what is accepted for a width, a precision or an index.
func tooLarge(n int) bool {
	const max = 1e6
	return n > max || n < -max
}

// parsenum reads the decimal number at s[start:end]. A number that is too large swallows the rest.
func parsenum(s string, start, end int) (num int, isnum bool, newi int) {
	if start >= end {
		return 0, false, end
	}
	i := start
	for ; i < end && '0' <= s[i] && s[i] <= '9'; i++ {
		if tooLarge(num) {
			return 0, false, end
		}
		num = num*10 + int(s[i]-'0')
		isnum = true
	}
	return num, isnum, i
}

// parseIndex reads the [n] at format[i:], if there is one, and makes it the next operand.
func (p *printer) parseIndex(format string, i, operands int) (end int, found bool) {
	if i >= len(format) || format[i] != '[' {
		return i, false
	}
	p.reordered = true
	if len(format)-i < len("[n]") {
		p.badIndex = true
		return i + 1, false
	}
	for j := i + 1; j < len(format); j++ {
		if format[j] != ']' {
			continue
		}
		n, ok, stop := parsenum(format, i+1, j)
		ok = ok && stop == j
		if ok && 1 <= n && n <= operands {
			p.next = n - 1
		} else {
			p.badIndex = true
		}
		return j + 1, ok
	}
	p.badIndex = true
	return i + 1, false
}

// star takes the next operand as an int.
func (p *printer) star(args []any) (n int, ok bool) {
	if p.next >= len(args) {
		return 0, false
	}
	arg := args[p.next]
	p.next++
	n, ok = arg.(int)
	if !ok {
		switch v := reflect.ValueOf(arg); v.Kind() {
		case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
			n, ok = int(v.Int()), true
		case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
			n = int(v.Uint())
			ok = n >= 0
		}
	}
	if tooLarge(n) {
		return 0, false
	}
	return n, ok
}

func (p *printer) starWidth(args []any) {
	n, ok := p.star(args)
	if !ok {
		p.str("%!(BADWIDTH)")
		return
	}
	p.flags |= flagWidth
	if n < 0 {
		n = -n
		p.flags |= flagMinus
		p.flags &^= flagZero
	}
	p.width = n
}

func (p *printer) starPrec(args []any) {
	n, ok := p.star(args)
	if !ok || n < 0 {
		p.str("%!(BADPREC)")
		return
	}
	p.flags |= flagPrec
	p.prec = n
}

// extra reports operands that the format did not use.
func (p *printer) extra(args []any) {
	p.directive = directive{}
	p.str("%!(EXTRA ")
	for i, arg := range args {
		if i > 0 {
			p.str(commaSpace)
		}
		if arg == nil {
			p.str(nilAngle)
			continue
		}
		p.str(reflect.TypeOf(arg).String())
		p.char('=')
		p.operand(arg, 'v')
	}
	p.char(')')
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// The text of basic values under flags, width and precision. Each function renders at the end
// of the buffer and then pads what it rendered.

package fmt

import (
	"strconv"
	"unicode/utf8"
)

const (
	lowerDigits = "0123456789abcdefx"
	upperDigits = "0123456789ABCDEFX"
	blanks      = "                                                                "
	noughts     = "0000000000000000000000000000000000000000000000000000000000000000"
)

// fill appends n bytes of padding.
func (p *printer) fill(n int, from string) {
	if n > len(from) && cap(p.buf)-len(p.buf) < n {
		grown := make([]byte, len(p.buf), 2*cap(p.buf)+n)
		copy(grown, p.buf)
		p.buf = grown
	}
	for n > len(from) {
		p.buf = append(p.buf, from...)
		n -= len(from)
	}
	if n > 0 {
		p.buf = append(p.buf, from[:n]...)
	}
}

// insert puts n bytes of padding at buf[at:].
func (p *printer) insert(at, n int, from string) {
	end := len(p.buf)
	p.fill(n, from)
	copy(p.buf[at+n:], p.buf[at:end])
	for i := at; i < at+n; i++ {
		p.buf[i] = from[0]
	}
}

// pad brings buf[start:] to the width of the directive. With the flag '0' text is padded with zeros too.
func (p *printer) pad(start int) {
	if p.width == 0 {
		return
	}
	n := p.width - utf8.RuneCount(p.buf[start:])
	switch {
	case n <= 0:
	case p.has(flagMinus):
		p.fill(n, blanks)
	case p.has(flagZero):
		p.insert(start, n, noughts)
	default:
		p.insert(start, n, blanks)
	}
}

// padBlank is pad with blanks only, for what has dealt with the flag '0' itself.
func (p *printer) padBlank(start int) {
	if p.width == 0 {
		return
	}
	saved := p.flags
	p.flags &^= flagZero
	p.pad(start)
	p.flags = saved
}

// text appends s, padded.
func (p *printer) text(s string) {
	if p.width == 0 {
		p.buf = append(p.buf, s...)
		return
	}
	n := p.width - utf8.RuneCountInString(s)
	switch {
	case p.has(flagMinus):
		p.buf = append(p.buf, s...)
		p.fill(n, blanks)
		return
	case p.has(flagZero):
		p.fill(n, noughts)
	default:
		p.fill(n, blanks)
	}
	p.buf = append(p.buf, s...)
}

// truncate cuts s to the runes that the precision allows.
func (p *printer) truncate(s string) string {
	if p.has(flagPrec) {
		n := p.prec
		for i := range s {
			if n--; n < 0 {
				return s[:i]
			}
		}
	}
	return s
}

func (p *printer) boolText(v bool) {
	if v {
		p.text("true")
	} else {
		p.text("false")
	}
}

// integerText renders u, the two's complement of the number if signed.
func (p *printer) integerText(u uint64, base int, signed bool, verb rune) {
	if p.flags == 0 && verb != 'X' && verb != 'O' {
		if signed {
			p.buf = strconv.AppendInt(p.buf, int64(u), base)
		} else {
			p.buf = strconv.AppendUint(p.buf, u, base)
		}
		return
	}
	negative := signed && int64(u) < 0
	if negative {
		u = -u
	}
	start := len(p.buf)
	minDigits := 0
	switch {
	case p.has(flagPrec):
		minDigits = p.prec
		if minDigits == 0 && u == 0 {
			p.padBlank(start) // spec of printf: nothing but padding
			return
		}
	case p.has(flagZero) && !p.has(flagMinus):
		minDigits = p.width
		if negative || p.has(flagPlus|flagSpace) {
			minDigits--
		}
	}

	switch {
	case negative:
		p.char('-')
	case p.has(flagPlus):
		p.char('+')
	case p.has(flagSpace):
		p.char(' ')
	}
	if verb == 'O' {
		p.str("0o")
	}
	if p.has(flagSharp) {
		switch {
		case base == 2:
			p.str("0b")
		case base == 16 && verb == 'X':
			p.str("0X")
		case base == 16:
			p.str("0x")
		}
	}
	at := len(p.buf)
	p.buf = strconv.AppendUint(p.buf, u, base)
	if verb == 'X' {
		for i := at; i < len(p.buf); i++ {
			if c := p.buf[i]; c >= 'a' {
				p.buf[i] = c - ('a' - 'A')
			}
		}
	}
	if n := minDigits - (len(p.buf) - at); n > 0 {
		p.insert(at, n, noughts)
	}
	if base == 8 && p.has(flagSharp) && p.buf[at] != '0' {
		p.insert(at, 1, noughts)
	}
	p.padBlank(start)
}

// unicodeText renders U+0078, with the flag '#' U+0078 'x'.
func (p *printer) unicodeText(u uint64) {
	start := len(p.buf)
	p.str("U+")
	minDigits := 4
	if p.has(flagPrec) && p.prec > 4 {
		minDigits = p.prec
	}
	shift := uint(60)
	for shift > 0 && u>>shift == 0 {
		shift -= 4
	}
	for n := minDigits - int(shift/4) - 1; n > 0; n-- {
		p.char('0')
	}
	for {
		p.char(upperDigits[u>>shift&15])
		if shift == 0 {
			break
		}
		shift -= 4
	}
	if p.has(flagSharp) && u <= utf8.MaxRune && strconv.IsPrint(rune(u)) {
		p.str(" '")
		p.buf = utf8.AppendRune(p.buf, rune(u))
		p.char('\'')
	}
	p.padBlank(start)
}

// asRune returns c as a rune, U+FFFD if it is none.
func asRune(c uint64) rune {
	if c > utf8.MaxRune {
		return utf8.RuneError
	}
	return rune(c)
}

func (p *printer) charText(c uint64) {
	start := len(p.buf)
	p.buf = utf8.AppendRune(p.buf, asRune(c))
	p.pad(start)
}

func (p *printer) quotedCharText(c uint64) {
	start := len(p.buf)
	if p.has(flagPlus) {
		p.buf = strconv.AppendQuoteRuneToASCII(p.buf, asRune(c))
	} else {
		p.buf = strconv.AppendQuoteRune(p.buf, asRune(c))
	}
	p.pad(start)
}

// quotedText renders a Go string literal, with the flag '#' a raw one where that is possible.
func (p *printer) quotedText(s string) {
	s = p.truncate(s)
	start := len(p.buf)
	switch {
	case p.has(flagSharp) && strconv.CanBackquote(s):
		p.char('`')
		p.str(s)
		p.char('`')
	case p.has(flagPlus):
		p.buf = strconv.AppendQuoteToASCII(p.buf, s)
	default:
		p.buf = strconv.AppendQuote(p.buf, s)
	}
	p.pad(start)
}

// hexText renders the bytes of s, with the flag ' ' apart, with '#' prefixed.
func (p *printer) hexText(s string, digits string) {
	if p.has(flagPrec) && p.prec < len(s) {
		s = s[:p.prec]
	}
	start := len(p.buf)
	for i := 0; i < len(s); i++ {
		if i > 0 && p.has(flagSpace) {
			p.char(' ')
		}
		if p.has(flagSharp) && (i == 0 || p.has(flagSpace)) {
			p.buf = append(p.buf, '0', digits[16])
		}
		p.buf = append(p.buf, digits[s[i]>>4], digits[s[i]&15])
	}
	p.pad(start)
}

// floatText renders v under a verb of strconv's; prec holds without a precision in the directive.
func (p *printer) floatText(v float64, size int, verb byte, prec int) {
	if p.has(flagPrec) {
		prec = p.prec
	}
	start := len(p.buf)
	if !p.has(flagPlus | flagSpace | flagSharp | flagZero) {
		p.buf = strconv.AppendFloat(p.buf, v, verb, prec, size)
		p.pad(start)
		return
	}

	p.char('+')
	p.buf = strconv.AppendFloat(p.buf, v, verb, prec, size)
	if c := p.buf[start+1]; c == '-' || c == '+' {
		p.remove(start)
	}
	if p.buf[start] == '+' && p.has(flagSpace) && !p.has(flagPlus) {
		p.buf[start] = ' '
	}
	switch p.buf[start+1] {
	case 'N':
		if !p.has(flagSpace | flagPlus) {
			p.remove(start)
		}
		p.padBlank(start)
		return
	case 'I':
		p.padBlank(start)
		return
	}
	if p.has(flagSharp) && verb != 'b' {
		p.keepZeros(start, verb, prec)
	}
	if p.buf[start] == '+' && !p.has(flagPlus) {
		p.remove(start)
		p.pad(start)
		return
	}
	// Zeros go between the sign and the number.
	if n := p.width - (len(p.buf) - start); n > 0 && p.has(flagZero) && !p.has(flagMinus) {
		p.insert(start+1, n, noughts)
		return
	}
	p.pad(start)
}

// remove deletes the byte buf[at].
func (p *printer) remove(at int) {
	copy(p.buf[at:], p.buf[at+1:])
	p.buf = p.buf[:len(p.buf)-1]
}

// keepZeros gives the signed number at buf[start:] a decimal point, and under %g and %x the trailing
// zeros that the precision (6 by default) asks for.
func (p *printer) keepZeros(start int, verb byte, prec int) {
	missing := 0 // digits
	switch verb {
	case 'g', 'G', 'x':
		missing = prec
		if missing < 0 {
			missing = 6
		}
	}
	hex := verb == 'x' || verb == 'X'
	point, significant := false, false
	end := start + 1 // of the mantissa
	for ; end < len(p.buf); end++ {
		c := p.buf[end]
		if c == '.' {
			point = true
			continue
		}
		if c == 'p' || c == 'P' || !hex && (c == 'e' || c == 'E') {
			break
		}
		significant = significant || c != '0'
		if significant {
			missing--
		}
	}
	exponent := string(p.buf[end:])
	p.buf = p.buf[:end]
	if !point {
		if end == start+2 && p.buf[start+1] == '0' {
			missing-- // a lone zero is significant
		}
		p.char('.')
	}
	p.fill(missing, noughts)
	p.str(exponent)
}

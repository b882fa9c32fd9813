// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Scanning one value, by the type of its operand.

package fmt

import (
	"io"
	"reflect"
	"strconv"
)

const (
	binaryDigits  = "01"
	octalDigits   = "01234567"
	decimalDigits = "0123456789"
	hexDigits     = "0123456789aAbBcCdDeEfF"

	integerVerbs = "bdoUxXv"
	floatVerbs   = "beEfFgGv"
	stringVerbs  = "svqxX"
)

// operand reads one value into what arg points to.
func (s *scanner) operand(verb rune, arg any) {
	s.token = s.token[:0]
	if v, ok := arg.(Scanner); ok {
		err := v.Scan(s, verb)
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			s.fail(err)
		}
		return
	}
	switch v := arg.(type) {
	case *int:
		if n := s.signed(verb, strconv.IntSize); s.err == nil {
			*v = int(n)
		}
	case *string:
		if text := s.text(verb); s.err == nil {
			*v = text
		}
	case *bool:
		if b := s.boolean(verb); s.err == nil {
			*v = b
		}
	case *float64:
		if f := s.float(verb, 64, "float64"); s.err == nil {
			*v = f
		}
	case *float32:
		if f := s.float(verb, 32, "float32"); s.err == nil {
			*v = float32(f)
		}
	case *complex128:
		if c := s.complexNumber(verb, 128); s.err == nil {
			*v = c
		}
	case *complex64:
		if c := s.complexNumber(verb, 64); s.err == nil {
			*v = complex64(c)
		}
	case *int8:
		if n := s.signed(verb, 8); s.err == nil {
			*v = int8(n)
		}
	case *int16:
		if n := s.signed(verb, 16); s.err == nil {
			*v = int16(n)
		}
	case *int32:
		if n := s.signed(verb, 32); s.err == nil {
			*v = int32(n)
		}
	case *int64:
		if n := s.signed(verb, 64); s.err == nil {
			*v = n
		}
	case *uint:
		if n := s.unsigned(verb, strconv.IntSize); s.err == nil {
			*v = uint(n)
		}
	case *uint8:
		if n := s.unsigned(verb, 8); s.err == nil {
			*v = uint8(n)
		}
	case *uint16:
		if n := s.unsigned(verb, 16); s.err == nil {
			*v = uint16(n)
		}
	case *uint32:
		if n := s.unsigned(verb, 32); s.err == nil {
			*v = uint32(n)
		}
	case *uint64:
		if n := s.unsigned(verb, 64); s.err == nil {
			*v = n
		}
	case *uintptr:
		if n := s.unsigned(verb, strconv.IntSize); s.err == nil {
			*v = uintptr(n)
		}
	case *[]byte:
		if text := s.text(verb); s.err == nil {
			*v = []byte(text)
		}
	default:
		s.reflected(verb, arg)
	}
}

// reflected reads one value of a type that is not predeclared.
func (s *scanner) reflected(verb rune, arg any) {
	ptr := reflect.ValueOf(arg)
	if ptr.Kind() != reflect.Pointer {
		s.failText("type not a pointer: " + ptr.Type().String())
		return
	}
	v := ptr.Elem()
	switch v.Kind() {
	case reflect.Bool:
		if b := s.boolean(verb); s.err == nil {
			v.SetBool(b)
		}
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		if n := s.signed(verb, v.Type().Bits()); s.err == nil {
			v.SetInt(n)
		}
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		if n := s.unsigned(verb, v.Type().Bits()); s.err == nil {
			v.SetUint(n)
		}
	case reflect.Float32, reflect.Float64:
		if f := s.float('v', v.Type().Bits(), ""); s.err == nil {
			v.SetFloat(f)
		}
	case reflect.Complex64, reflect.Complex128:
		if c := s.complexNumber(verb, v.Type().Bits()); s.err == nil {
			v.SetComplex(c)
		}
	case reflect.String:
		if text := s.text(verb); s.err == nil {
			v.SetString(text)
		}
	case reflect.Slice:
		if v.Type().Elem().Kind() != reflect.Uint8 {
			s.failText("can't scan type: " + ptr.Type().String())
			return
		}
		if text := s.text(verb); s.err == nil {
			v.Set(reflect.MakeSlice(v.Type(), len(text), len(text)))
			for i := 0; i < len(text); i++ {
				v.Index(i).SetUint(uint64(text[i]))
			}
		}
	default:
		s.failText("can't scan type: " + ptr.Type().String())
	}
}

func (s *scanner) verbOK(verb rune, verbs, what string) bool {
	if contains(verbs, verb) {
		return true
	}
	s.failText("bad verb '%" + string(verb) + "' for " + what)
	return false
}

// start skips the space before a value and requires that there is one.
func (s *scanner) start() bool {
	s.SkipSpace()
	return s.err == nil && s.needInput()
}

func (s *scanner) boolean(verb rune) bool {
	if !s.start() || !s.verbOK(verb, "tv", "boolean") {
		return false
	}
	rest, value := []string(nil), false
	switch s.next() {
	case '1':
		return true
	case 't', 'T':
		rest, value = []string{"rR", "uU", "eE"}, true
	case 'f', 'F':
		rest = []string{"aA", "lL", "sS", "eE"}
	}
	for i, set := range rest {
		if !s.accept(set) {
			if i > 0 {
				s.failText("syntax error scanning boolean")
			}
			break
		}
	}
	return value
}

// runeValue reads the rune of %c, which must fit size bits.
func (s *scanner) runeValue(size int) rune {
	if !s.needInput() {
		return 0
	}
	r := s.next()
	if shift := uint(64 - size); int64(r)<<shift>>shift != int64(r) {
		s.failText("overflow on character value " + string(r))
	}
	return r
}

// integerToken reads an integer under a verb and returns its text and base, 0 if the text has
// the prefix of a base.
func (s *scanner) integerToken(verb rune, signed bool) (text string, base int) {
	if !s.start() || !s.verbOK(verb, integerVerbs, "integer") {
		return "", 0
	}
	digits := decimalDigits
	base = 10
	switch verb {
	case 'b':
		base, digits = 2, binaryDigits
	case 'o':
		base, digits = 8, octalDigits
	case 'x', 'X', 'U':
		base, digits = 16, hexDigits
	}
	some := false // a digit has been read
	if verb == 'U' {
		if !s.accept("U") || !s.accept("+") {
			s.failText("bad unicode format ")
			return "", 0
		}
		s.token = s.token[:0]
	} else {
		if signed {
			s.accept("+-")
		}
		if verb == 'v' {
			base = 0
			digits, some = s.basePrefix()
		}
	}
	if !some {
		if !s.needInput() {
			return "", 0
		}
		if !s.accept(digits) {
			s.failText("expected integer")
		}
	}
	s.acceptAll(digits)
	return string(s.token), base
}

// basePrefix reads the prefix of a Go integer and returns the digits that may follow.
func (s *scanner) basePrefix() (digits string, zero bool) {
	if !s.accept("0") {
		return decimalDigits + "_", false
	}
	switch {
	case s.accept("bB"):
		return binaryDigits + "_", true
	case s.accept("oO"):
		return octalDigits + "_", true
	case s.accept("xX"):
		return hexDigits + "_", true
	}
	return octalDigits + "_", true
}

func (s *scanner) signed(verb rune, size int) int64 {
	if verb == 'c' {
		return int64(s.runeValue(size))
	}
	text, base := s.integerToken(verb, true)
	if s.err != nil {
		return 0
	}
	n, err := strconv.ParseInt(text, base, 64)
	if err != nil {
		s.fail(err)
	} else if shift := uint(64 - size); n<<shift>>shift != n {
		s.failText("integer overflow on token " + text)
	}
	return n
}

func (s *scanner) unsigned(verb rune, size int) uint64 {
	if verb == 'c' {
		return uint64(s.runeValue(size))
	}
	text, base := s.integerToken(verb, false)
	if s.err != nil {
		return 0
	}
	n, err := strconv.ParseUint(text, base, 64)
	if err != nil {
		s.fail(err)
	} else if shift := uint(64 - size); n<<shift>>shift != n {
		s.failText("unsigned integer overflow on token " + text)
	}
	return n
}

func (s *scanner) float(verb rune, size int, what string) float64 {
	if !s.verbOK(verb, floatVerbs, what) || !s.start() {
		return 0
	}
	return s.floatValue(s.floatToken(), size)
}

// floatToken reads what looks like a floating-point number; strconv decides whether it is one.
func (s *scanner) floatToken() string {
	s.token = s.token[:0]
	if s.accept("nN") && s.accept("aA") && s.accept("nN") {
		return string(s.token)
	}
	s.accept("+-")
	if s.accept("iI") && s.accept("nN") && s.accept("fF") {
		return string(s.token)
	}
	digits, exponent := decimalDigits+"_", "eEpP"
	if s.accept("0") && s.accept("xX") {
		digits, exponent = hexDigits+"_", "pP"
	}
	s.acceptAll(digits)
	if s.accept(".") {
		s.acceptAll(digits)
	}
	if s.accept(exponent) {
		s.accept("+-")
		s.acceptAll(decimalDigits + "_")
	}
	return string(s.token)
}

// floatValue converts a token. Besides what strconv reads, a decimal number may have a binary
// exponent: 1.2p4.
func (s *scanner) floatValue(text string, size int) float64 {
	if s.err != nil {
		return 0
	}
	mantissa, power := text, ""
	for i := 0; i < len(text); i++ {
		if c := text[i]; c == 'x' || c == 'X' {
			mantissa, power = text, ""
			break
		} else if c == 'p' && power == "" {
			mantissa, power = text[:i], text[i+1:]
			if power == "" {
				power = " " // not a number
			}
		}
	}
	f, err := strconv.ParseFloat(mantissa, size)
	if err == nil && power != "" {
		var n int
		n, err = strconv.Atoi(power)
		f = scale(f, n)
	}
	if e, ok := err.(*strconv.NumError); ok {
		e.Num = text
	}
	if err != nil {
		s.fail(err)
	}
	return f
}

// scale returns f * 2^n.
func scale(f float64, n int) float64 {
	for ; n > 0 && f != 0 && f-f == 0; n-- {
		f *= 2
	}
	for ; n < 0 && f != 0 && f-f == 0; n++ {
		f /= 2
	}
	return f
}

// complexNumber reads N±Ni, with or without parentheses and without space.
func (s *scanner) complexNumber(verb rune, size int) complex128 {
	if !s.verbOK(verb, floatVerbs, "complex") || !s.start() {
		return 0
	}
	const bad = "syntax error scanning complex number"
	parens := s.accept("(")
	re := s.floatToken()
	s.token = s.token[:0]
	if !s.accept("+-") {
		s.failText(bad)
		return 0
	}
	sign := string(s.token)
	im := sign + s.floatToken()
	if !s.accept("i") || parens && !s.accept(")") {
		s.failText(bad)
		return 0
	}
	x := s.floatValue(re, size/2)
	y := s.floatValue(im, size/2)
	return complex(x, y)
}

// text reads a string as the verb wants it.
func (s *scanner) text(verb rune) string {
	if !s.verbOK(verb, stringVerbs, "string") || !s.start() {
		return ""
	}
	switch verb {
	case 'q':
		return s.quoted()
	case 'x', 'X':
		return s.hexPairs()
	}
	s.takeWhile(notSpace)
	return string(s.token)
}

// quoted reads a Go string literal.
func (s *scanner) quoted() string {
	quote := s.next()
	switch quote {
	case '`':
		s.takeWhile(func(r rune) bool { return r != '`' })
		s.must()
		return string(s.token)
	case '"':
	default:
		s.failText("expected quoted string")
		return ""
	}
	s.token = append(s.token, '"')
	escaped := false
	s.takeWhile(func(r rune) bool {
		if r == '"' && !escaped {
			return false
		}
		escaped = r == '\\' && !escaped
		return true
	})
	s.must()
	s.token = append(s.token, '"')
	if s.err != nil {
		return ""
	}
	text, err := strconv.Unquote(string(s.token))
	if err != nil {
		s.fail(err)
	}
	return text
}

// hexPairs reads bytes written as two hexadecimal digits each.
func (s *scanner) hexPairs() string {
	s.acceptAll(hexDigits)
	pairs := s.token
	if len(pairs) == 0 {
		s.failText("no hex data for %x string")
		return ""
	}
	if len(pairs)%2 != 0 {
		if s.next() == eof {
			s.fail(io.ErrUnexpectedEOF)
		}
		s.failText("illegal hex digit")
		return ""
	}
	bytes := make([]byte, len(pairs)/2)
	for i := range bytes {
		bytes[i] = hexDigit(pairs[2*i])<<4 | hexDigit(pairs[2*i+1])
	}
	return string(bytes)
}

func hexDigit(c byte) byte {
	if c <= '9' {
		return c - '0'
	}
	return c&^0x20 - 'A' + 10
}

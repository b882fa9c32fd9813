// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Text to floating point and complex numbers. One scanner accepts both notations; decimal numbers
// with few digits are computed exactly on the spot, the others by the native.

package strconv

import (
	"math/bits"
	"unsafe"
)

func fromBits(u uint64) float64 { return *(*float64)(unsafe.Pointer(&u)) }

func infinity(neg bool) float64 {
	if neg {
		return fromBits(0xfff << 52)
	}
	return fromBits(0x7ff << 52)
}

// ParseFloat reads a decimal or hexadecimal floating-point number as Go writes it, or Inf,
// Infinity or NaN in any case, rounded to the nearest value of bitSize (32 or 64) bits. A number that is
// too large yields ±Inf and an error with ErrRange.
func ParseFloat(s string, bitSize int) (float64, error) {
	f, n, err := floatPrefix(s, bitSize)
	if n != len(s) && (err == nil || err.Err != ErrSyntax) {
		return 0, syntaxError("ParseFloat", s)
	}
	if err != nil {
		return f, err
	}
	return f, nil
}

// foldedPrefix returns how many leading bytes of s agree with the lower-case word.
func foldedPrefix(s, word string) int {
	n := 0
	for n < len(s) && n < len(word) {
		c := s[n]
		if 'A' <= c && c <= 'Z' {
			c += 'a' - 'A'
		}
		if c != word[n] {
			break
		}
		n++
	}
	return n
}

// special reads Inf, Infinity or NaN at the start of s; n is 0 if there is none.
func special(s string) (f float64, n int) {
	sign := 0
	if s != "" && (s[0] == '+' || s[0] == '-') {
		sign = 1
	}
	switch n := foldedPrefix(s[sign:], "infinity"); {
	case n == 8:
		return infinity(s[0] == '-'), sign + 8
	case n >= 3:
		return infinity(s[0] == '-'), sign + 3
	}
	if sign == 0 && foldedPrefix(s, "nan") == 3 {
		return fromBits(0x7ff8000000000001), 3
	}
	return 0, 0
}

// A numeral is what the scanner found: mant * base^exp with the first 19 (decimal) or 16 (hexadecimal)
// significant digits in mant.
type numeral struct {
	neg         bool
	hex         bool
	underscores bool
	truncated   bool   // nonzero digits did not fit mant
	mant        uint64 // leading significant digits
	exp         int    // power of ten, or of two if hex
	digits      int    // start of the number behind its sign
	end         int    // bytes of the text that make up the number
}

// scanNumeral reads the longest number at the start of s.
func scanNumeral(s string, x *numeral) bool {
	i := 0
	if i < len(s) && (s[i] == '+' || s[i] == '-') {
		x.neg = s[i] == '-'
		i++
	}
	x.digits = i
	base, maxDigits := uint64(10), 19
	if i+2 < len(s) && s[i] == '0' && lower(s[i+1]) == 'x' {
		base, maxDigits = 16, 16
		x.hex = true
		i += 2
	}
	sawDot, sawDigits := false, false
	count, taken, point := 0, 0, 0 // significant digits; those in mant; digits before the point
loop:
	for ; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '_':
			x.underscores = true
			continue
		case c == '.':
			if sawDot {
				break loop
			}
			sawDot = true
			point = count
			continue
		}
		d := uint64(digitVal(c))
		if d >= base {
			break
		}
		sawDigits = true
		if d == 0 && count == 0 {
			point-- // a leading zero; matters only behind the point
			continue
		}
		count++
		if taken < maxDigits {
			x.mant = x.mant*base + d
			taken++
		} else if d != 0 {
			x.truncated = true
		}
	}
	if !sawDigits {
		return false
	}
	if !sawDot {
		point = count
	}
	if x.mant == 0 {
		point = 0
	}
	scale := 1
	if x.hex {
		scale = 4
	}
	x.exp = (point - taken) * scale

	if i < len(s) && (!x.hex && lower(s[i]) == 'e' || x.hex && lower(s[i]) == 'p') {
		j := i + 1
		sign := 1
		if j < len(s) && (s[j] == '+' || s[j] == '-') {
			if s[j] == '-' {
				sign = -1
			}
			j++
		}
		if j >= len(s) || s[j] < '0' || s[j] > '9' {
			return false
		}
		e := 0
		for ; j < len(s) && ('0' <= s[j] && s[j] <= '9' || s[j] == '_'); j++ {
			if s[j] == '_' {
				x.underscores = true
			} else if e < 100000 {
				e = e*10 + int(s[j]-'0')
			}
		}
		x.exp += e * sign
		i = j
	} else if x.hex {
		return false // the p exponent is not optional
	}
	x.end = i
	return !x.underscores || underscoresOK(s[:i])
}

// smallPowers are the powers of ten that a float64 holds exactly.
var smallPowers = [...]float64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11,
	1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22,
}

// floatPrefix reads the number at the start of s and returns how many bytes it takes.
func floatPrefix(s string, bitSize int) (float64, int, *NumError) {
	const fn = "ParseFloat"
	var x numeral
	if s == "" {
		return 0, 0, syntaxError(fn, s)
	}
	if !scanNumeral(s, &x) {
		if f, n := special(s); n > 0 {
			return f, n, nil
		}
		return 0, 0, syntaxError(fn, s)
	}
	narrow := bitSize == 32
	f, ok := 0.0, true
	switch {
	case x.hex:
		f, ok = binaryValue(x.mant, x.exp, x.truncated, narrow)
	case x.mant == 0:
	case !narrow && !x.truncated && x.mant>>53 == 0 && -22 <= x.exp && x.exp <= 22:
		// Both operands are exact, so that the one operation rounds correctly.
		f = float64(x.mant)
		if x.exp < 0 {
			f /= smallPowers[-x.exp]
		} else {
			f *= smallPowers[x.exp]
		}
	default:
		text := s[x.digits:x.end]
		if x.underscores {
			text = withoutUnderscores(text)
		}
		f, ok = decimalValue(text, narrow)
		if !ok && x.exp < 0 {
			f, ok = 0, true
		}
	}
	if !ok {
		return infinity(x.neg), x.end, rangeError(fn, s)
	}
	if x.neg {
		f = fromBits(*(*uint64)(unsafe.Pointer(&f)) | 1<<63)
	}
	return f, x.end, nil
}

func withoutUnderscores(s string) string {
	buf := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '_' {
			buf = append(buf, s[i])
		}
	}
	return string(buf)
}

// binaryValue rounds mant * 2^exp to the nearest float, to even in the middle. sticky says
// that the value is a little larger than that.
func binaryValue(mant uint64, exp int, sticky, narrow bool) (float64, bool) {
	if mant == 0 {
		return 0, true
	}
	width, emin, emax := 53, -1074, 1023
	if narrow {
		width, emin, emax = 24, -149, 127
	}
	shift := bits.LeadingZeros64(mant)
	mant <<= uint(shift)
	exp -= shift

	drop := 64 - width
	if exp+drop < emin {
		drop = emin - exp // denormal
	}
	if drop > 65 {
		return 0, true
	}
	var kept, rest uint64 // rest: the dropped bits, left-aligned
	switch {
	case drop < 64:
		kept, rest = mant>>uint(drop), mant<<uint(64-drop)
	case drop == 64:
		rest = mant
	default:
		rest = mant>>1 | mant&1
	}
	const half = 1 << 63
	if rest > half || rest == half && (sticky || kept&1 != 0) {
		kept++
	}
	exp += drop
	if kept == 0 {
		return 0, true
	}
	if bits.Len64(kept)+exp-1 > emax {
		return 0, false
	}
	// kept has at most 53 bits, or is a power of two: exact as a float64, and so is the scaling.
	if n := bits.Len64(kept); n > 53 {
		kept >>= 1
		exp++
	}
	f := float64(kept)
	for ; exp < -1000; exp += 50 {
		f *= 1.0 / (1 << 50)
	}
	for ; exp > 1000; exp -= 50 {
		f *= 1 << 50
	}
	return f * fromBits(uint64(exp+1023)<<52), true
}

// ParseComplex reads N, Ni or N±Ni, with or without parentheses, as a complex number of
// bitSize (64 or 128) bits; the parts are numbers as ParseFloat takes them.
func ParseComplex(s string, bitSize int) (complex128, error) {
	const fn = "ParseComplex"
	half := 64
	if bitSize == 64 {
		half = 32
	}
	whole := s
	if l := len(s); l >= 2 && s[0] == '(' && s[l-1] == ')' {
		s = s[1 : l-1]
	}
	var pending *NumError // a range error, which still yields a value

	re, n, err := floatPrefix(s, half)
	if err != nil {
		if err.Err != ErrRange {
			return 0, syntaxError(fn, whole)
		}
		pending = rangeError(fn, whole)
	}
	s = s[n:]
	if s == "" {
		return complex(re, 0), asError(pending)
	}
	switch s[0] {
	case '+':
		// A second '+' belongs to the imaginary part only in "+NaN", whose sign ParseFloat refuses.
		if len(s) > 1 && s[1] != '+' {
			s = s[1:]
		}
	case '-':
	case 'i':
		if len(s) == 1 {
			return complex(0, re), asError(pending)
		}
		return 0, syntaxError(fn, whole)
	default:
		return 0, syntaxError(fn, whole)
	}
	im, n, err := floatPrefix(s, half)
	if err != nil {
		if err.Err != ErrRange {
			return 0, syntaxError(fn, whole)
		}
		pending = rangeError(fn, whole)
	}
	if s[n:] != "i" {
		return 0, syntaxError(fn, whole)
	}
	return complex(re, im), asError(pending)
}

// asError keeps a nil *NumError from becoming a non-nil error.
func asError(e *NumError) error {
	if e == nil {
		return nil
	}
	return e
}

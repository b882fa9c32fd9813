// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Floating point to text.

package strconv

import (
	"math/bits"
	"unsafe"
)

// exactDigits bounds the decimal places after which every float64 continues with zeros only.
const exactDigits = 1080

// FormatFloat returns f in one of the formats 'b' (-ddddp±ddd), 'e' and 'E' (-d.dddde±dd),
// 'f' (-ddd.dddd), 'g' and 'G' ('e' for large and small exponents, 'f' otherwise), 'x' and 'X'
// (-0x1.yyyyp±dd). prec counts the digits after the point, for 'g' all significant digits;
// -1 stands for as few as identify the value among those of bitSize (32 or 64) bits.
func FormatFloat(f float64, fmt byte, prec, bitSize int) string {
	buf := AppendFloat(make([]byte, 0, 24), f, fmt, prec, bitSize)
	return unsafe.String(&buf[0], len(buf))
}

// AppendFloat appends what FormatFloat returns to dst.
func AppendFloat(dst []byte, f float64, fmt byte, prec, bitSize int) []byte {
	narrow := false
	switch bitSize {
	case 32:
		narrow = true
		f = float64(float32(f))
	case 64:
	default:
		panic("strconv: illegal AppendFloat/FormatFloat bitSize")
	}
	u := *(*uint64)(unsafe.Pointer(&f))
	negative := u>>63 != 0
	u &^= 1 << 63
	if u >= 0x7ff<<52 {
		switch {
		case u != 0x7ff<<52:
			return append(dst, "NaN"...)
		case negative:
			return append(dst, "-Inf"...)
		}
		return append(dst, "+Inf"...)
	}
	f = *(*float64)(unsafe.Pointer(&u))

	if negative {
		dst = append(dst, '-')
	}
	switch fmt {
	case 'b':
		return appendBinary(dst, u, narrow)
	case 'x', 'X':
		return appendHex(dst, u, fmt, prec, narrow)
	case 'e', 'f', 'g':
		return appendDecimal(dst, f, fmt, prec, narrow)
	case 'E', 'G':
		start := len(dst)
		dst = appendDecimal(dst, f, lower(fmt), prec, narrow)
		for i := start; i < len(dst); i++ {
			if dst[i] == 'e' {
				dst[i] = 'E'
			}
		}
		return dst
	}
	if negative {
		dst = dst[:len(dst)-1]
	}
	return append(dst, '%', fmt)
}

// textBound returns a size that the text of f cannot exceed.
func textBound(f float64, verb byte, prec int) int {
	n := 40
	if prec > 0 {
		n += prec
	}
	if verb == 'f' || prec < 0 {
		if f >= 1e15 {
			n += 310
		} else if prec < 0 && f < 1e-15 {
			n += 330
		}
	}
	return n
}

// appendDecimal appends a non-negative finite f in the format 'e', 'f' or 'g'.
func appendDecimal(dst []byte, f float64, verb byte, prec int, narrow bool) []byte {
	padding := 0
	if prec > exactDigits {
		padding = prec - exactDigits
		prec = exactDigits
	}
	start := len(dst)
	room := textBound(f, verb, prec)
	if cap(dst)-start < room {
		grown := make([]byte, start, 2*cap(dst)+room)
		copy(grown, dst)
		dst = grown
	}
	n := floatText(dst[start:start+room], f, verb, prec, narrow)
	dst = dst[:start+n]
	if padding == 0 || verb == 'g' {
		return dst
	}
	exponent := ""
	if verb == 'e' {
		i := len(dst) - 1
		for dst[i] != 'e' {
			i--
		}
		exponent = string(dst[i:])
		dst = dst[:i]
	}
	for ; padding > 0; padding-- {
		dst = append(dst, '0')
	}
	return append(dst, exponent...)
}

// mantissa splits the bits of a non-negative finite float64 into an integer and the power of
// two to multiply it with; narrow wants them as a float32 has them.
func mantissa(u uint64, narrow bool) (mant uint64, exp int) {
	mant = u & (1<<52 - 1)
	exp = int(u >> 52)
	if exp == 0 {
		exp = 1
	} else {
		mant |= 1 << 52
	}
	exp -= 1023 + 52
	if !narrow {
		return mant, exp
	}
	mant >>= 29
	exp += 29
	if exp < -149 && mant != 0 {
		mant >>= uint(-149 - exp)
		exp = -149
	}
	if mant == 0 {
		exp = -149
	}
	return mant, exp
}

// appendBinary appends mantissa and exponent as decimal integers: 4503599627370496p-52.
func appendBinary(dst []byte, u uint64, narrow bool) []byte {
	mant, exp := mantissa(u, narrow)
	dst = AppendUint(dst, mant, 10)
	dst = append(dst, 'p')
	if exp >= 0 {
		dst = append(dst, '+')
	}
	return AppendInt(dst, int64(exp), 10)
}

// appendHex appends the hexadecimal format: 0x1.8p+01.
func appendHex(dst []byte, u uint64, verb byte, prec int, narrow bool) []byte {
	mant, exp := mantissa(u, narrow)
	if mant == 0 {
		exp = 0
	} else {
		// Normalise to one bit, then 60 bits (15 hexadecimal digits) after the point.
		shift := bits.LeadingZeros64(mant) - 3
		mant <<= uint(shift)
		exp += 60 - shift
	}
	if prec >= 0 && prec < 15 {
		drop := uint(60 - prec*4)
		rest := mant & (1<<drop - 1)
		mant >>= drop
		half := uint64(1) << (drop - 1)
		if rest > half || rest == half && mant&1 != 0 {
			mant++
		}
		mant <<= drop
		if mant>>61 != 0 {
			mant >>= 1
			exp++
		}
	}

	alphabet := "0123456789abcdef"
	if verb == 'X' {
		alphabet = "0123456789ABCDEF"
	}
	dst = append(dst, '0', verb, byte('0'+mant>>60))
	mant <<= 4
	if prec < 0 && mant != 0 || prec > 0 {
		dst = append(dst, '.')
		for n := 0; prec < 0 && mant != 0 || n < prec; n++ {
			dst = append(dst, alphabet[mant>>60])
			mant <<= 4
		}
	}
	dst = append(dst, verb-('x'-'p'))
	if exp < 0 {
		dst = append(dst, '-')
		exp = -exp
	} else {
		dst = append(dst, '+')
	}
	if exp < 10 {
		dst = append(dst, '0')
	}
	return AppendUint(dst, uint64(exp), 10)
}

// FormatComplex returns c as (a+bi), each part formatted as FormatFloat does; bitSize is 64
// or 128.
func FormatComplex(c complex128, fmt byte, prec, bitSize int) string {
	if bitSize != 64 && bitSize != 128 {
		panic("invalid bitSize")
	}
	half := bitSize >> 1
	buf := append(make([]byte, 0, 48), '(')
	buf = AppendFloat(buf, real(c), fmt, prec, half)
	at := len(buf)
	buf = AppendFloat(buf, imag(c), fmt, prec, half)
	if buf[at] != '+' && buf[at] != '-' {
		buf = append(buf, 0)
		copy(buf[at+1:], buf[at:])
		buf[at] = '+'
	}
	buf = append(buf, 'i', ')')
	return unsafe.String(&buf[0], len(buf))
}

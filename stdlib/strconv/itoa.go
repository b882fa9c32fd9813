// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Integers to text. Digits are counted first and then written backwards into their final place,
// so that no scratch buffer is needed.

package strconv

import (
	"math/bits"
	"unsafe"
)

const (
	digits = "0123456789abcdefghijklmnopqrstuvwxyz"
	zeros  = "0000000000000000000000000000000000000000000000000000000000000000"

	// pairs holds the numbers 00 to 99.
	pairs = "00010203040506070809" +
		"10111213141516171819" +
		"20212223242526272829" +
		"30313233343536373839" +
		"40414243444546474849" +
		"50515253545556575859" +
		"60616263646566676869" +
		"70717273747576777879" +
		"80818283848586878889" +
		"90919293949596979899"
)

// FormatUint returns i in the given base, 2 to 36.
func FormatUint(i uint64, base int) string {
	if base == 10 && i < 100 {
		return small(i)
	}
	return format(i, base, false)
}

// FormatInt returns i in the given base, 2 to 36.
func FormatInt(i int64, base int) string {
	if base == 10 && 0 <= i && i < 100 {
		return small(uint64(i))
	}
	if i < 0 {
		return format(-uint64(i), base, true)
	}
	return format(uint64(i), base, false)
}

// Itoa is FormatInt(int64(i), 10).
func Itoa(i int) string { return FormatInt(int64(i), 10) }

// AppendInt appends i in the given base to dst.
func AppendInt(dst []byte, i int64, base int) []byte {
	u := uint64(i)
	if i < 0 {
		dst = append(dst, '-')
		u = -u
	}
	return AppendUint(dst, u, base)
}

// AppendUint appends i in the given base to dst.
func AppendUint(dst []byte, i uint64, base int) []byte {
	if base == 10 && i < 10 {
		return append(dst, byte('0'+i))
	}
	n := digitCount(i, base)
	dst = append(dst, zeros[:n]...)
	fill(dst[len(dst)-n:], i, base)
	return dst
}

// small returns i < 100 in base 10 without allocating.
func small(i uint64) string {
	if i < 10 {
		return digits[i : i+1]
	}
	return pairs[2*i : 2*i+2]
}

// format returns u as a string of exactly its size, after a minus sign if neg.
func format(u uint64, base int, neg bool) string {
	n := digitCount(u, base)
	if neg {
		n++
	}
	buf := make([]byte, n)
	if neg {
		buf[0] = '-'
		fill(buf[1:], u, base)
	} else {
		fill(buf, u, base)
	}
	return unsafe.String(&buf[0], n)
}

// digitCount returns the number of digits of u in base.
func digitCount(u uint64, base int) int {
	switch {
	case base == 10:
		// 1233/4096 is just above log10(2): t is the count or one less.
		t := bits.Len64(u|1) * 1233 >> 12
		if u < powersOf10[t] {
			return t + boolInt(t == 0)
		}
		return t + 1
	case base == 16:
		return (bits.Len64(u|1) + 3) >> 2
	case base < 2 || base > 36:
		panic("strconv: illegal AppendInt/FormatInt base")
	case base&(base-1) == 0:
		shift := bits.TrailingZeros(uint(base))
		return (bits.Len64(u|1) + shift - 1) / shift
	}
	n := 1
	for b := uint64(base); u >= b; n++ {
		u /= b
	}
	return n
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}

var powersOf10 = [...]uint64{
	1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9,
	1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19,
}

// fill writes the digits of u into the whole of buf, whose length is their count.
func fill(buf []byte, u uint64, base int) {
	i := len(buf)
	switch {
	case base == 10:
		for u >= 100 {
			q := u / 100
			p := (u - q*100) * 2
			u = q
			i -= 2
			buf[i+1] = pairs[p+1]
			buf[i] = pairs[p]
		}
		if u >= 10 {
			buf[1] = pairs[2*u+1]
			buf[0] = pairs[2*u]
		} else {
			buf[0] = byte('0' + u)
		}
	case base == 16:
		for i > 0 {
			i--
			buf[i] = digits[u&15]
			u >>= 4
		}
	case base&(base-1) == 0:
		shift := uint(bits.TrailingZeros(uint(base))) & 7
		mask := uint64(base - 1)
		for i > 0 {
			i--
			buf[i] = digits[u&mask]
			u >>= shift
		}
	default:
		b := uint64(base)
		for i > 0 {
			i--
			q := u / b
			buf[i] = digits[u-q*b]
			u = q
		}
	}
}

// RUN: %run %s
// Integers: wrap-around, division, shifts, bits, all sizes; edge cases.
package main

import "fmt"

func div(a, b int) (int, int) { return a / b, a % b }

func main() {
	var i8 int8 = 127
	i8++
	var u8 uint8 = 0
	u8--
	var i16 int16 = -32768
	i16--
	var u16 uint16 = 65535
	u16 += 2
	var i32 int32 = 1 << 30
	i32 *= 4
	var u32 uint32 = 1 << 31
	u32 *= 2
	var i64 int64 = -1 << 63
	var u64 uint64 = 1<<64 - 1
	fmt.Println(i8, u8, i16, u16, i32, u32, i64, u64)
	fmt.Println(-i64, i64-1, u64+1, -u8, ^u8, ^i8, -i8)

	for _, a := range []int{7, -7} {
		for _, b := range []int{2, -2} {
			q, r := div(a, b)
			fmt.Print(q, " ", r, "; ")
		}
	}
	fmt.Println()
	minus := -1
	m8, mn := int8(-128), int8(minus)
	fmt.Println(i64/int64(minus), i64%int64(minus), m8/mn, m8%mn, m8*mn)

	one, s := 1, uint(63)
	fmt.Println(one<<s, one<<(s+1), one<<200, -1>>s, -1>>(s+100), uint64(1)<<s>>s)
	var sh8 uint8 = 200
	fmt.Println(u8<<1, u8>>1, u8<<7, u8<<8, i8>>7, i8>>100, i8<<1, int32(-5)>>1, uint32(0xffffffff)>>sh8, 1<<sh8>>1 == 0)
	var sh64 uint64 = 1 << 40
	fmt.Println(one<<sh64, -one>>sh64)

	a, b := 0b1100, 0b1010
	fmt.Println(a&b, a|b, a^b, a&^b, ^a, a&-a)
	a &^= 8
	a |= 1
	a ^= 0xf
	a <<= 3
	a >>= 1
	a %= 13
	fmt.Println(a)

	fmt.Println(uint8(i32), int8(u64&0x7f), uint32(i64>>1), int64(int32(u32)), uint16(0xffff&minus))
	big := 0x1234567890
	fmt.Println(int8(big), int16(big), int32(big), uint8(big), uint16(big), uint32(big), uint64(-big), int64(uint32(minus)))
	fmt.Println(0x_ff, 0o17, 017, 0b11, 1_000_000, 'a'+1, 'a'*2.0)

	const huge = 1 << 100
	fmt.Println(huge>>98, huge/(1<<97), float64(huge))
	const maxU = ^uint(0)
	const maxI = int(maxU >> 1)
	fmt.Println(maxU, maxI, -maxI-1)
	var x uint = 3
	fmt.Println(x-5 > 0, x-3, 1<<x, uint8(1)<<x<<x, ^x&0xff)
	var f float64 = 1 << 3
	var i int = 1.0 << x
	fmt.Println(f, i, uint64(1<<x))
	var w int64 = 1.0 << 33
	fmt.Println(w, uint64(w)*uint64(w)*4)
	mul := int32(123456789)
	fmt.Println(mul*mul, uint32(mul)*uint32(mul), int64(mul)*int64(mul))
	var up uintptr = 10
	fmt.Println(up-11 > up, up/3)
	sum := uint8(0)
	for i := range 1000 {
		sum += uint8(i)
	}
	fmt.Println(sum)
	fmt.Println(5&3 == 1, 5|3<<1, 2+3*4-6/4%3, -5%3, +7, - -7, !true || false && true)
	p := &one
	*p++
	*p += 5
	(*p)--
	fmt.Println(one)
}

// RUN: %run %s
// Conversions between every pair of kinds that the spec allows.
package main

import (
	"fmt"
	"unsafe"
)

type myInt int
type myStr string
type bytes2 []byte
type runes []rune
type fn func(int) int
type iface interface{ m() int }
type impl int

func (i impl) m() int { return int(i) }

type a struct {
	X int `tag:"1"`
}
type b struct{ X int }
type ro <-chan int

func main() {
	i := 300
	f := 3.99
	fmt.Println(int8(i), uint8(i), int64(i), float64(i), float32(f), int(f), uint8(f), myInt(f))
	neg := -1
	fmt.Println(uint(neg), uint8(neg), uint16(neg), uint32(neg), uint64(neg), uintptr(neg) > 0)
	u32 := uint32(4000000000)
	fmt.Println(int32(u32), int64(u32), float32(u32), float64(u32))
	u64 := uint64(1<<63 + 5)
	fmt.Println(int64(u64), float64(u64), float32(u64), uint64(float64(1<<63)))
	i8 := int8(-5)
	fmt.Println(uint8(i8), uint64(i8), uint64(uint8(i8)), rune(i8), float64(i8))
	fmt.Println(string(myStr("x")), myStr([]byte{65, 66}), []byte(myStr("hi")), bytes2("yo"), runes("é"), string(runes{233, 'a'}))
	fmt.Println(string(bytes2{104, 105}), string(rune(i)), myStr(rune(65)))
	g := fn(func(x int) int { return x + 1 })
	h := (func(int) int)(g)
	fmt.Println(g(1), h(2))
	var x iface = impl(4)
	fmt.Println(iface(impl(3)).m(), any(x).(impl), x.(any) != nil, interface{ m() int }(x).m())
	fmt.Println(b(a{5}), a(b{6}), (*b)(&a{7}).X)
	ch := make(chan int, 1)
	ch <- 8
	fmt.Println(<-ro(ch), (<-chan int)(ch) == ch)
	var p *myInt
	fmt.Println((*int)(p) == nil, []int(nil) == nil, map[int]int(nil) == nil, error(nil) == nil)
	s := []int{1, 2, 3}
	ap := (*[3]int)(s)
	ap[0] = 10
	fmt.Println(s, [2]int(s), *(*[1]int)(s))
	bits := *(*uint64)(unsafe.Pointer(&f))
	fmt.Printf("%#x %d %d\n", bits, unsafe.Sizeof(a{}), unsafe.Sizeof(s))
	type pt struct {
		a byte
		b int64
		c byte
	}
	fmt.Println(unsafe.Sizeof(pt{}), unsafe.Offsetof(pt{}.b), unsafe.Alignof(pt{}.c), unsafe.String(unsafe.StringData("abc"), 2))
	arr := [4]int32{1, 2, 3, 4}
	q := (*int32)(unsafe.Add(unsafe.Pointer(&arr), 8))
	fmt.Println(*q, unsafe.Slice(&arr[1], 2))
	c64 := complex64(1 + 2i)
	fmt.Println(complex128(c64), float32(real(c64)))
	d := myInt(7)
	var e any = d
	_, isInt := e.(int)
	_, isMy := e.(myInt)
	fmt.Println(isInt, isMy, int(d)/2, float64(d)/2)
	const big = 1 << 40
	fmt.Println(float32(big), int64(big), uint64(big)>>39)
	var r rune = '世'
	fmt.Println(string(r), []byte(string(r)), []rune("世界"), int16(r), byte(r))
}

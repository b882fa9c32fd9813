// Package encoding/binary: byte orders, varints, values of fixed size.
// RUN: %goloom run %s > %t && diff %S/Inputs/binary.out %t

package main

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
)

type inner struct {
	A int8
	_ int16
	B [2]uint16
}

type outer struct {
	I inner
	F float32
	G float64
	C complex64
	T bool
	N int64
}

func main() {
	for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
		b := make([]byte, 14)
		order.PutUint16(b, 0x0102)
		order.PutUint32(b[2:], 0x03040506)
		order.PutUint64(b[6:], 0x0708090a0b0c0d0e)
		fmt.Printf("%v %x %x %x %x\n", order, b, order.Uint16(b), order.Uint32(b[2:]), order.Uint64(b[6:]))
	}
	fmt.Printf("%x %#v\n", binary.BigEndian.AppendUint32([]byte{9}, 0x01020304), binary.NativeEndian)

	for _, x := range []int64{0, -1, 1, 63, -64, 64, 300, math.MaxInt64, math.MinInt64} {
		b := binary.AppendVarint(nil, x)
		y, n := binary.Varint(b)
		z, err := binary.ReadVarint(bytes.NewReader(b))
		fmt.Printf("%x %v %v %v %v\n", b, y == x, n, z == x, err)
	}
	long := bytes.Repeat([]byte{0xff}, 11)
	fmt.Println(binary.Uvarint(long))
	fmt.Println(binary.Uvarint(long[:3]))
	_, err := binary.ReadUvarint(bytes.NewReader(long))
	fmt.Println(err)
	_, err = binary.ReadUvarint(bytes.NewReader(long[:3]))
	fmt.Println(err)

	in := outer{inner{-3, 0, [2]uint16{1, 2}}, 1.5, -2.25, 1 + 2i, true, -7}
	var w bytes.Buffer
	fmt.Println(binary.Write(&w, binary.BigEndian, &in), binary.Size(in))
	fmt.Printf("%x\n", w.Bytes())
	var out outer
	fmt.Println(binary.Read(&w, binary.BigEndian, &out), out == in)
	fmt.Println(binary.Read(&w, binary.BigEndian, &out))
	b, err := binary.Append(nil, binary.LittleEndian, []int32{1, -2})
	fmt.Println(b, err)
	got := make([]int32, 2)
	fmt.Println(binary.Decode(b, binary.LittleEndian, got))
	fmt.Println(got)
	fmt.Println(binary.Decode(b[:7], binary.LittleEndian, got))
	fmt.Println(binary.Write(&w, binary.BigEndian, 1), binary.Size("x"), binary.Size([]int{}))
	fmt.Println(binary.Read(&w, binary.BigEndian, 1))
}

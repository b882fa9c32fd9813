// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements varints: seven bits a byte, the least significant first;
// all bytes but the last have the top bit set. Signed numbers are folded so that
// small ones of either sign are short.

package binary

import (
	"errors"
	"io"
)

// The longest varints of numbers of so many bits.
const (
	MaxVarintLen16 = 3
	MaxVarintLen32 = 5
	MaxVarintLen64 = 10
)

var errOverflow = errors.New("binary: varint overflows a 64-bit integer")

func fold(x int64) uint64   { return uint64(x<<1) ^ uint64(x>>63) }
func unfold(u uint64) int64 { return int64(u>>1) ^ -int64(u&1) }

// AppendUvarint appends the varint of x to buf.
func AppendUvarint(buf []byte, x uint64) []byte {
	for ; x >= 0x80; x >>= 7 {
		buf = append(buf, byte(x)|0x80)
	}
	return append(buf, byte(x))
}

// PutUvarint writes the varint of x to buf and returns its length. It panics if
// buf is too short.
func PutUvarint(buf []byte, x uint64) int {
	n := 0
	for ; x >= 0x80; x >>= 7 {
		buf[n] = byte(x) | 0x80
		n++
	}
	buf[n] = byte(x)
	return n + 1
}

// Uvarint returns the number at the beginning of buf and the length of its
// varint: 0 if buf ends before it does, -n if it overflows at its byte n.
func Uvarint(buf []byte) (uint64, int) {
	var x uint64
	for i, b := range buf {
		if i == MaxVarintLen64 || i == MaxVarintLen64-1 && b > 1 && b < 0x80 {
			return 0, -(i + 1)
		}
		x |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			return x, i + 1
		}
	}
	return 0, 0
}

// AppendVarint is AppendUvarint for signed numbers.
func AppendVarint(buf []byte, x int64) []byte { return AppendUvarint(buf, fold(x)) }

// PutVarint is PutUvarint for signed numbers.
func PutVarint(buf []byte, x int64) int { return PutUvarint(buf, fold(x)) }

// Varint is Uvarint for signed numbers.
func Varint(buf []byte) (int64, int) {
	u, n := Uvarint(buf)
	return unfold(u), n
}

// ReadUvarint reads a varint. The error is io.EOF only if there was no byte.
func ReadUvarint(r io.ByteReader) (uint64, error) {
	var x uint64
	for i := 0; i < MaxVarintLen64; i++ {
		b, err := r.ReadByte()
		if err != nil {
			if i > 0 && err == io.EOF {
				err = io.ErrUnexpectedEOF
			}
			return x, err
		}
		if i == MaxVarintLen64-1 && b > 1 && b < 0x80 {
			break
		}
		x |= uint64(b&0x7f) << (7 * i)
		if b < 0x80 {
			return x, nil
		}
	}
	return x, errOverflow
}

// ReadVarint is ReadUvarint for signed numbers.
func ReadVarint(r io.ByteReader) (int64, error) {
	u, err := ReadUvarint(r)
	return unfold(u), err
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package rand

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// A ChaCha8 is a cryptographically strong Source: the generator chacha8rand of C2SP. The cipher's rounds make four blocks at
// a time, of consecutive counters, whose words are interleaved; the last words of the sixteenth are the next key.
type ChaCha8 struct {
	key     [4]uint64
	numbers [32]uint64 // four blocks
	counter uint32     // of the first of them
	next    int        // of numbers
	left    [8]byte    // the last of them are what Read has left of a number
	leftLen int
}

const (
	blocks      = 4  // at a time
	lastCounter = 16 // a new key then
	keyNumbers  = 4  // of the last blocks
)

// NewChaCha8 returns a ChaCha8 whose numbers depend on seed alone.
func NewChaCha8(seed [32]byte) *ChaCha8 {
	c := new(ChaCha8)
	c.Seed(seed)
	return c
}

// Seed makes the ChaCha8 as NewChaCha8 does.
func (c *ChaCha8) Seed(seed [32]byte) {
	*c = ChaCha8{}
	for i := range c.key {
		c.key[i] = binary.LittleEndian.Uint64(seed[8*i:])
	}
	c.fill()
}

// usable returns how many of the numbers are for the caller.
func (c *ChaCha8) usable() int {
	if c.counter == lastCounter-blocks {
		return len(c.numbers) - keyNumbers
	}
	return len(c.numbers)
}

// Uint64 returns the next number.
func (c *ChaCha8) Uint64() uint64 {
	if c.next == c.usable() {
		if c.counter += blocks; c.counter == lastCounter {
			copy(c.key[:], c.numbers[len(c.numbers)-keyNumbers:])
			c.counter = 0
		}
		c.fill()
		c.next = 0
	}
	c.next++
	return c.numbers[c.next-1]
}

// Read fills p with the bytes of the next numbers. It returns len(p) and nil.
func (c *ChaCha8) Read(p []byte) (n int, err error) {
	n = copy(p, c.left[len(c.left)-c.leftLen:])
	c.leftLen -= n
	for n < len(p) {
		binary.LittleEndian.PutUint64(c.left[:], c.Uint64())
		m := copy(p[n:], c.left[:])
		c.leftLen = len(c.left) - m
		n += m
	}
	return n, nil
}

// fill makes the numbers of the key and the counter.
func (c *ChaCha8) fill() {

	var words [16][blocks]uint32
	for lane := range blocks {
		block := [16]uint32{0x61707865, 0x3320646e, 0x79622d32, 0x6b206574, 12: c.counter + uint32(lane)}
		for i, k := range c.key {
			block[4+2*i], block[5+2*i] = uint32(k), uint32(k>>32)
		}
		key := block
		for range 4 {
			for i := range 4 {
				quarter(&block[i], &block[4+i], &block[8+i], &block[12+i])
			}
			for i := range 4 {
				quarter(&block[i], &block[4+(i+1)%4], &block[8+(i+2)%4], &block[12+(i+3)%4])
			}
		}
		for i := range block {
			if 4 <= i && i < 12 { // the rest is known: adding it would hide nothing
				block[i] += key[i]
			}
			words[i][lane] = block[i]
		}
	}
	for i := range c.numbers {
		w := words[i/2][i%2*2:]
		c.numbers[i] = uint64(w[1])<<32 | uint64(w[0])
	}
}

// quarter is a quarter of a round.
func quarter(a, b, c, d *uint32) {
	*a += *b
	*d = bits.RotateLeft32(*d^*a, 16)
	*c += *d
	*b = bits.RotateLeft32(*b^*c, 12)
	*a += *b
	*d = bits.RotateLeft32(*d^*a, 8)
	*c += *d
	*b = bits.RotateLeft32(*b^*c, 7)
}

// AppendBinary appends the state to b: what Read has left, if anything, then the key and how many of its numbers are used up.
func (c *ChaCha8) AppendBinary(b []byte) ([]byte, error) {
	if c.leftLen > 0 {
		b = append(append(b, "readbuf:"...), byte(c.leftLen))
		b = append(b, c.left[len(c.left)-c.leftLen:]...)
	}
	b = append(b, "chacha8:"...)
	b = binary.BigEndian.AppendUint64(b, uint64(c.counter/blocks)*uint64(len(c.numbers))+uint64(c.next))
	for _, k := range c.key {
		b = binary.LittleEndian.AppendUint64(b, k)
	}
	return b, nil
}

// MarshalBinary returns the state.
func (c *ChaCha8) MarshalBinary() ([]byte, error) { return c.AppendBinary(nil) }

var (
	errChaCha8     = errors.New("invalid ChaCha8 encoding")
	errChaCha8Left = errors.New("invalid ChaCha8 Read buffer encoding")
)

// UnmarshalBinary takes the state that MarshalBinary has returned.
func (c *ChaCha8) UnmarshalBinary(data []byte) error {
	const leftHead, head = "readbuf:", "chacha8:"
	var left []byte
	if len(data) > len(leftHead) && string(data[:len(leftHead)]) == leftHead {
		n := int(data[len(leftHead)])
		data = data[len(leftHead)+1:]
		if n > len(c.left) || n > len(data) {
			return errChaCha8Left
		}
		left, data = data[:n], data[n:]
	}
	if len(data) != len(head)+40 || string(data[:len(head)]) != head {
		return errChaCha8
	}
	data = data[len(head):]
	used := binary.BigEndian.Uint64(data)
	if used > lastCounter/blocks*uint64(len(c.numbers))-keyNumbers {
		return errChaCha8
	}
	c.Seed([32]byte(data[8:]))
	c.counter = uint32(used/uint64(len(c.numbers))) * blocks
	c.next = int(used % uint64(len(c.numbers)))
	c.fill()
	c.leftLen = copy(c.left[len(c.left)-len(left):], left)
	return nil
}

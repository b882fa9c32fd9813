// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package hpack

import (
	"errors"
	"fmt"
)

// ErrHuffman is that a string is not of the Huffman code.
var ErrHuffman = errors.New("hpack: invalid Huffman-encoded data")

var (
	errTruncated  = errors.New("hpack: truncated headers")
	errInteger    = errors.New("hpack: varint integer overflow")
	errLateUpdate = errors.New("hpack: dynamic table size update MUST occur at the beginning of a header block")
	errUpdate     = errors.New("hpack: dynamic table size update too large")
)

// An IndexError is an index behind both tables.
type IndexError uint64

func (e IndexError) Error() string {
	return fmt.Sprintf("hpack: invalid indexed representation index %d", uint64(e))
}

// A Decoder decodes the header blocks of a connection, one after the other. After
// an error it is of no use: the tables of both ends differ.
type Decoder struct {
	table table
	limit uint32 // of table.max
	buf   []byte // of a decoded string
}

// NewDecoder returns a Decoder whose table has no more than max: what was told to
// the encoder.
func NewDecoder(max uint32) *Decoder {
	d := &Decoder{limit: max}
	d.table.first = 1
	d.table.max = min(max, DefaultTableSize)
	return d
}

// Decode decodes a whole block, and calls emit for each field.
func (d *Decoder) Decode(block []byte, emit func(Field)) error {
	begun := false // with a field
	for len(block) > 0 {
		b := block[0]
		var err error
		switch {
		case b&0x80 != 0:
			var index uint64
			if index, block, err = readInteger(block, 7); err != nil {
				return err
			}
			p, ok := d.table.at(index)
			if !ok {
				return IndexError(index)
			}
			emit(Field{Name: p.name, Value: p.value})
		case b&0xe0 == 0x20:
			var size uint64
			if size, block, err = readInteger(block, 5); err != nil {
				return err
			}
			if begun {
				return errLateUpdate
			}
			if size > uint64(d.limit) {
				return errUpdate
			}
			d.table.max = uint32(size)
			d.table.shrink(d.table.max)
			continue
		default:
			prefix := uint(4)
			if b&0xc0 == 0x40 {
				prefix = 6
			}
			var p pair
			if p, block, err = d.literal(block, prefix); err != nil {
				return err
			}
			if prefix == 6 {
				d.table.add(p)
			}
			emit(Field{Name: p.name, Value: p.value, Sensitive: b&0xf0 == 0x10})
		}
		begun = true
	}
	return nil
}

// literal reads a field whose value, and perhaps name, is in the block.
func (d *Decoder) literal(block []byte, prefix uint) (p pair, rest []byte, err error) {
	index, rest, err := readInteger(block, prefix)
	if err != nil {
		return p, nil, err
	}
	if index == 0 {
		if p.name, rest, err = d.text(rest); err != nil {
			return p, nil, err
		}
	} else {
		named, ok := d.table.at(index)
		if !ok {
			return p, nil, IndexError(index)
		}
		p.name = named.name
	}
	p.value, rest, err = d.text(rest)
	return p, rest, err
}

func (d *Decoder) text(block []byte) (s string, rest []byte, err error) {
	if len(block) == 0 {
		return "", nil, errTruncated
	}
	coded := block[0]&0x80 != 0
	n, rest, err := readInteger(block, 7)
	if err != nil {
		return "", nil, err
	}
	if n > uint64(len(rest)) {
		return "", nil, errTruncated
	}
	raw, rest := rest[:n], rest[n:]
	if !coded {
		return string(raw), rest, nil
	}
	if d.buf, err = appendUnhuffman(d.buf[:0], raw); err != nil {
		d.buf = nil
		return "", nil, err
	}
	return string(d.buf), rest, nil
}

// readInteger: RFC 7541, 5.1. What does not fit into 63 bits is an error, also if
// it is made of zeros.
func readInteger(b []byte, prefix uint) (v uint64, rest []byte, err error) {
	if len(b) == 0 {
		return 0, nil, errTruncated
	}
	mask := uint64(1)<<prefix - 1
	v = uint64(b[0]) & mask
	b = b[1:]
	if v < mask {
		return v, b, nil
	}
	for shift := uint(0); shift < 63; shift += 7 {
		if len(b) == 0 {
			return 0, nil, errTruncated
		}
		c := b[0]
		b = b[1:]
		v += uint64(c&0x7f) << shift
		if c&0x80 == 0 {
			if v > 1<<63-1 {
				break
			}
			return v, b, nil
		}
	}
	return 0, nil, errInteger
}

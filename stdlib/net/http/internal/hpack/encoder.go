// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package hpack

// An Encoder encodes the header blocks of a connection, in the order in which
// they are sent.
type Encoder struct {
	table table
	names map[string]uint64 // number of the newest entry with the name
	pairs map[pair]uint64   // number of the newest entry

	limit    uint32 // of our own
	smallest uint32 // size since the last block
	update   bool   // the size has changed since
}

// NewEncoder returns an Encoder whose table has no more than max, whatever the
// decoder allows.
func NewEncoder(max uint32) *Encoder {
	e := &Encoder{names: make(map[string]uint64), pairs: make(map[pair]uint64), limit: max}
	e.table.first = 1
	e.table.max = DefaultTableSize
	if max < DefaultTableSize {
		e.SetTableSize(max)
	}
	return e
}

// SetTableSize is called with what the decoder allows. The next block tells it.
func (e *Encoder) SetTableSize(n uint32) {
	n = min(n, e.limit)
	if n == e.table.max {
		return
	}
	if !e.update || n < e.smallest {
		e.smallest = n
	}
	e.update = true
	e.table.max = n
	e.forget(e.table.shrink(n))
}

// Begin appends what comes first in a block.
func (e *Encoder) Begin(dst []byte) []byte {
	if !e.update {
		return dst
	}
	e.update = false
	// RFC 7541, 4.2: also the smallest, for that evicts.
	if e.smallest < e.table.max {
		dst = appendInteger(dst, 0x20, 5, uint64(e.smallest))
	}
	return appendInteger(dst, 0x20, 5, uint64(e.table.max))
}

// Append appends a field.
func (e *Encoder) Append(dst []byte, f Field) []byte {
	p := pair{f.Name, f.Value}
	if !f.Sensitive {
		if i := staticPairs[p]; i != 0 {
			return appendInteger(dst, 0x80, 7, i)
		}
		if i := e.index(e.pairs[p]); i != 0 {
			return appendInteger(dst, 0x80, 7, i)
		}
	}
	name := staticNames[f.Name]
	if name == 0 {
		name = e.index(e.names[f.Name])
	}
	switch {
	case f.Sensitive:
		dst = appendInteger(dst, 0x10, 4, name)
	case f.Size() > e.table.max:
		dst = appendInteger(dst, 0, 4, name)
	default:
		dst = appendInteger(dst, 0x40, 6, name)
		evicted, _ := e.table.add(p)
		e.forget(evicted)
		e.names[p.name], e.pairs[p] = e.table.last(), e.table.last()
	}
	if name == 0 {
		dst = appendText(dst, f.Name)
	}
	return appendText(dst, f.Value)
}

// index returns the index of the entry with a number; 0: there is none.
func (e *Encoder) index(number uint64) uint64 {
	if number == 0 {
		return 0
	}
	return uint64(len(static)) + 1 + e.table.last() - number
}

// forget removes what was evicted, unless a newer entry is the same.
func (e *Encoder) forget(evicted []pair) {
	for _, p := range evicted {
		if e.pairs[p] < e.table.first {
			delete(e.pairs, p)
		}
		if e.names[p.name] < e.table.first {
			delete(e.names, p.name)
		}
	}
}

func appendInteger(dst []byte, first byte, prefix uint, v uint64) []byte {
	mask := uint64(1)<<prefix - 1
	if v < mask {
		return append(dst, first|byte(v))
	}
	dst = append(dst, first|byte(mask))
	for v -= mask; v >= 0x80; v >>= 7 {
		dst = append(dst, byte(v)|0x80)
	}
	return append(dst, byte(v))
}

// appendText codes s if that makes it shorter.
func appendText(dst []byte, s string) []byte {
	if n := huffmanLen(s); n < uint64(len(s)) {
		return appendHuffman(appendInteger(dst, 0x80, 7, n), s)
	}
	return append(appendInteger(dst, 0, 7, uint64(len(s))), s...)
}

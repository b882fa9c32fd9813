// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package gunzip decodes gzip, RFC 1952 and RFC 1951. It is there for net/http to
// need no GOROOT; programs have compress/gzip.
package gunzip

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// Errors have the texts of compress/gzip and compress/flate.
var (
	errHeader   = errors.New("gzip: invalid header")
	errChecksum = errors.New("gzip: invalid checksum")
)

type corruptError int64

func (e corruptError) Error() string {
	return fmt.Sprintf("flate: corrupt input before offset %d", int64(e))
}

const windowSize = 32 << 10

// NewReader returns what r has in gzip, members one after the other.
func NewReader(r io.Reader) io.Reader { return &reader{br: bufio.NewReader(r), first: true} }

type reader struct {
	br     *bufio.Reader
	offset int64 // of bytes in br that bits have
	err    error
	first  bool // member
	inside bool // of a member

	crc  uint32
	size uint32

	bits  uint32
	nbits uint

	block  func() // goes on with the block; nil: the next one begins
	last   bool   // block
	copied int    // of a stored block: bytes to come
	lit    table
	dist   table
	length int // of a match that is being copied
	from   int

	window [2 * windowSize]byte // decoded; ready is not read yet
	end    int
	ready  int
}

func (z *reader) Read(p []byte) (n int, err error) {
	for {
		if z.ready < z.end {
			n = copy(p, z.window[z.ready:z.end])
			z.crc = update(z.crc, p[:n])
			z.size += uint32(n)
			z.ready += n
			return n, nil
		}
		if z.err != nil {
			return 0, z.err
		}
		if len(p) == 0 {
			return 0, nil
		}
		z.next()
	}
}

// next decodes something.
func (z *reader) next() {
	defer func() {
		if e := recover(); e != nil {
			f, ok := e.(failure)
			if !ok {
				panic(e)
			}
			if f.err == io.EOF {
				f.err = io.ErrUnexpectedEOF
			}
			z.err = f.err
		}
	}()
	if !z.inside {
		z.header()
		return
	}
	if z.end == len(z.window) { // keep what matches may refer to
		copy(z.window[:], z.window[windowSize:])
		z.end, z.ready = windowSize, windowSize
	}
	switch {
	case z.block != nil:
		z.block()
	case z.last:
		z.trailer()
	default:
		z.begin()
	}
}

// A failure is panicked with below next.
type failure struct{ err error }

func (z *reader) fail(err error) { panic(failure{err}) }

func (z *reader) corrupt() { z.fail(corruptError(z.offset)) }

func (z *reader) byte() byte {
	c, err := z.br.ReadByte()
	if err != nil {
		z.fail(err)
	}
	z.offset++
	return c
}

func (z *reader) header() {
	if _, err := z.br.Peek(1); err == io.EOF && !z.first {
		z.err = io.EOF
		return
	} else if err == io.EOF {
		z.err = io.EOF // nothing at all
		return
	}
	var h [10]byte
	for i := range h {
		h[i] = z.byte()
	}
	flags := h[3]
	if h[0] != 0x1f || h[1] != 0x8b || h[2] != 8 {
		z.fail(errHeader)
	}
	if flags&4 != 0 {
		n := int(z.byte())
		n |= int(z.byte()) << 8
		for range n {
			z.byte()
		}
	}
	for _, f := range [...]byte{8, 16} { // name, comment
		if flags&f != 0 {
			for z.byte() != 0 {
			}
		}
	}
	if flags&2 != 0 {
		z.byte()
		z.byte()
	}
	z.offset, z.crc, z.size = 0, 0, 0
	z.bits, z.nbits, z.last, z.end, z.ready = 0, 0, false, 0, 0
	z.first, z.inside = false, true
}

func (z *reader) trailer() {
	var v [2]uint32
	for i := range v {
		for j := range 4 {
			v[i] |= uint32(z.byte()) << (8 * j)
		}
	}
	if v[0] != z.crc || v[1] != z.size {
		z.fail(errChecksum)
	}
	z.inside = false
}

func (z *reader) need(n uint) {
	for z.nbits < n {
		z.bits |= uint32(z.byte()) << z.nbits
		z.nbits += 8
	}
}

func (z *reader) take(n uint) int {
	z.need(n)
	v := int(z.bits & (1<<n - 1))
	z.bits >>= n
	z.nbits -= n
	return v
}

// begin reads the header of a block.
func (z *reader) begin() {
	z.last = z.take(1) == 1
	switch z.take(2) {
	case 0:
		z.bits, z.nbits = 0, 0
		n := int(z.byte())
		n |= int(z.byte()) << 8
		c := int(z.byte())
		c |= int(z.byte()) << 8
		if n != c^0xffff {
			z.corrupt()
		}
		z.copied = n
		z.block = z.stored
	case 1:
		var lens [288 + 32]byte
		for i := range 288 {
			switch {
			case i < 144:
				lens[i] = 8
			case i < 256:
				lens[i] = 9
			case i < 280:
				lens[i] = 7
			default:
				lens[i] = 8
			}
		}
		for i := range 32 { // the last two stand for nothing
			lens[288+i] = 5
		}
		z.tables(lens[:288], lens[288:])
	case 2:
		z.dynamic()
	default:
		z.corrupt()
	}
}

func (z *reader) tables(lit, dist []byte) {
	if !z.lit.init(lit) || !z.dist.init(dist) {
		z.corrupt()
	}
	z.length = 0
	z.block = z.compressed
}

// order is that of the lengths of the code for lengths.
var order = [19]int{16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15}

func (z *reader) dynamic() {
	nlit, ndist, nlen := z.take(5)+257, z.take(5)+1, z.take(4)+4
	if nlit > 286 || ndist > 30 {
		z.corrupt()
	}
	var codes [19]byte
	for i := range nlen {
		codes[order[i]] = byte(z.take(3))
	}
	if !z.lit.init(codes[:]) {
		z.corrupt()
	}
	var lens [286 + 30]byte
	for i := 0; i < nlit+ndist; {
		sym := z.symbol(&z.lit)
		if sym < 16 {
			lens[i] = byte(sym)
			i++
			continue
		}
		var n int
		var v byte
		switch sym {
		case 16:
			if i == 0 {
				z.corrupt()
			}
			v, n = lens[i-1], 3+z.take(2)
		case 17:
			n = 3 + z.take(3)
		default:
			n = 11 + z.take(7)
		}
		if i+n > nlit+ndist {
			z.corrupt()
		}
		for range n {
			lens[i] = v
			i++
		}
	}
	z.tables(lens[:nlit], lens[nlit:nlit+ndist])
}

func (z *reader) stored() {
	n := min(z.copied, len(z.window)-z.end)
	k, err := z.br.Read(z.window[z.end : z.end+n])
	if n > 0 && k == 0 && err != nil {
		z.fail(err)
	}
	z.offset += int64(k)
	z.end += k
	if z.copied -= k; z.copied == 0 {
		z.block = nil
	}
}

var (
	lengthBase  = [29]int{3, 4, 5, 6, 7, 8, 9, 10, 11, 13, 15, 17, 19, 23, 27, 31, 35, 43, 51, 59, 67, 83, 99, 115, 131, 163, 195, 227, 258}
	lengthExtra = [29]uint{8: 1, 9: 1, 10: 1, 11: 1, 12: 2, 13: 2, 14: 2, 15: 2, 16: 3, 17: 3, 18: 3, 19: 3, 20: 4, 21: 4, 22: 4, 23: 4, 24: 5, 25: 5, 26: 5, 27: 5}
	distBase    = [30]int{1, 2, 3, 4, 5, 7, 9, 13, 17, 25, 33, 49, 65, 97, 129, 193, 257, 385, 513, 769, 1025, 1537, 2049, 3073, 4097, 6145, 8193, 12289, 16385, 24577}
)

// compressed decodes until the window is full, or what is there is used up.
func (z *reader) compressed() {
	for z.end < len(z.window) {
		if z.length > 0 {
			z.copyMatch()
			continue
		}
		if z.end > z.ready && z.br.Buffered() < 16 {
			return // give what there is rather than wait
		}
		sym := z.symbol(&z.lit)
		switch {
		case sym < 256:
			z.window[z.end] = byte(sym)
			z.end++
		case sym == 256:
			z.block = nil
			return
		case sym-257 >= len(lengthBase):
			z.corrupt()
		default:
			z.length = lengthBase[sym-257] + z.take(lengthExtra[sym-257])
			d := z.symbol(&z.dist)
			if d >= len(distBase) {
				z.corrupt()
			}
			dist := distBase[d]
			if d >= 4 {
				dist += z.take(uint(d/2 - 1))
			}
			if z.from = z.end - dist; z.from < 0 {
				z.corrupt()
			}
		}
	}
}

// copyMatch copies what repeats; the parts may overlap.
func (z *reader) copyMatch() {
	for z.length > 0 && z.end < len(z.window) {
		z.window[z.end] = z.window[z.from]
		z.end++
		z.from++
		z.length--
	}
	z.from -= windowSize // if the window is full, it moves
	if z.length == 0 || z.end < len(z.window) {
		z.from += windowSize
	}
}

const quickBits = 9

// A table decodes a Huffman code: short codes by their bits, long ones by the
// first code of each length.
type table struct {
	quick  [1 << quickBits]uint16 // symbol<<4 | length; 0: longer
	count  [16]int                // codes of a length
	symbol [288]uint16            // by code
}

func (t *table) init(lens []byte) bool {
	*t = table{}
	most := 0
	for _, n := range lens {
		t.count[n]++
		most = max(most, int(n))
	}
	t.count[0] = 0
	if most == 0 {
		return true // no code is read, or it is an error when one is
	}
	left := 1
	var at, code [16]int
	for n := 1; n < 16; n++ {
		left = left*2 - t.count[n]
		if left < 0 {
			return false
		}
		at[n] = at[n-1] + t.count[n-1]
		code[n] = (code[n-1] + t.count[n-1]) << 1
	}
	if left > 0 && !(most == 1 && t.count[1] == 1) {
		return false // incomplete, but for a single code
	}
	for s, n := range lens {
		if n == 0 {
			continue
		}
		t.symbol[at[n]] = uint16(s)
		at[n]++
		c := code[n]
		code[n]++
		if n <= quickBits {
			for i := reverse(c, int(n)); i < len(t.quick); i += 1 << n {
				t.quick[i] = uint16(s)<<4 | uint16(n)
			}
		}
	}
	return true
}

func reverse(c, n int) (r int) {
	for range n {
		r = r<<1 | c&1
		c >>= 1
	}
	return
}

func (z *reader) symbol(t *table) int {
	// More bits than the code has must not be asked for: they may never come.
	for {
		if e := t.quick[z.bits&(1<<quickBits-1)]; e != 0 && uint(e&15) <= z.nbits {
			z.bits >>= e & 15
			z.nbits -= uint(e & 15)
			return int(e >> 4)
		}
		if z.nbits >= quickBits {
			break
		}
		z.bits |= uint32(z.byte()) << z.nbits
		z.nbits += 8
	}
	code, first, index := 0, 0, 0
	for n := uint(1); n < 16; n++ {
		z.need(n)
		code |= int(z.bits>>(n-1)) & 1
		count := t.count[n]
		if code-count < first {
			z.bits >>= n
			z.nbits -= n
			return int(t.symbol[index+code-first])
		}
		index += count
		first = (first + count) << 1
		code <<= 1
	}
	z.corrupt()
	return 0
}

// crcTable is that of the polynomial of RFC 1952, 8.
var crcTable = func() (t [256]uint32) {
	for i := range t {
		c := uint32(i)
		for range 8 {
			if c&1 != 0 {
				c = c>>1 ^ 0xedb88320
			} else {
				c >>= 1
			}
		}
		t[i] = c
	}
	return
}()

func update(crc uint32, p []byte) uint32 {
	crc = ^crc
	for _, b := range p {
		crc = crcTable[byte(crc)^b] ^ crc>>8
	}
	return ^crc
}

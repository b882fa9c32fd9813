// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the Huffman code of RFC 7541, appendix B. The code is
// canonical: codes of one length follow each other in the order of their bytes,
// so that the lengths are all that must be written down.

package hpack

// lengthsText has for each byte the length of its code: a is 5, b is 6, and so on.
const lengthsText = "isxxxxxxxtzxxzxxxxxxxxzxxxxxxxxx" +
	"bffhibdgffdgdbbbaaabbbbbbbcdkbhf" +
	"ibccccccccccccccccccccccdcdioijb" +
	"kabababbbaccbbbabcbaabccccckgjix" +
	"prpprrrsrssssststtrstssssqrsrsst" +
	"rqprrssqsrrtqrssqqrqsrssprrrsrrs" +
	"vvporsruvvvwwvtuoqvwwvwtqqvvxwww" +
	"ptpqrqqsrruuttvsvwvvwwwwwxwwwwwv"

const (
	minLength = 5
	maxLength = 30 // of the code that ends a string, which is never sent
)

type code struct {
	bits   uint32
	length uint8
}

var (
	codes [256]code

	// Of the codes with a length: the first one, and what follows the last,
	// both as the highest bits of 32; and where their bytes begin in symbols.
	firsts, limits [maxLength + 1]uint64
	starts         [maxLength + 1]int
	symbols        [256]byte
)

func init() {
	next, n := uint32(0), 0
	for l := minLength; l <= maxLength; l++ {
		next <<= 1
		firsts[l], starts[l] = uint64(next)<<(32-l), n
		for b := range codes {
			if int(lengthsText[b]-'a')+minLength != l {
				continue
			}
			codes[b] = code{next, uint8(l)}
			symbols[n] = byte(b)
			n++
			next++
		}
		limits[l] = uint64(next) << (32 - l)
	}
}

// huffmanLen returns how many bytes s has when it is coded.
func huffmanLen(s string) uint64 {
	bits := uint64(0)
	for i := 0; i < len(s); i++ {
		bits += uint64(codes[s[i]].length)
	}
	return (bits + 7) / 8
}

// appendHuffman appends s coded, and ones up to a whole byte.
func appendHuffman(dst []byte, s string) []byte {
	var acc uint64
	n := uint(0)
	for i := 0; i < len(s); i++ {
		c := codes[s[i]]
		acc = acc<<c.length | uint64(c.bits)
		for n += uint(c.length); n >= 8; {
			n -= 8
			dst = append(dst, byte(acc>>n))
		}
	}
	if n > 0 {
		dst = append(dst, byte(acc<<(8-n))|byte(0xff)>>n)
	}
	return dst
}

// appendUnhuffman appends what src means. What is left at the end must be less
// than a byte, and ones: RFC 7541, 5.2.
func appendUnhuffman(dst, src []byte) ([]byte, error) {
	var acc uint64 // its lowest n bits are still to be read
	n := 0
	for {
		for n < maxLength && len(src) > 0 {
			acc = acc<<8 | uint64(src[0])
			src = src[1:]
			n += 8
		}
		// Behind the end there are ones: they are a prefix of no code but the end's.
		var window uint64
		if n >= 32 {
			window = acc >> (n - 32) & 0xffffffff
		} else {
			window = acc<<(32-n)&0xffffffff | (1<<(32-n) - 1)
		}
		l := minLength
		for l < maxLength && window >= limits[l] {
			l++
		}
		if l > n || window >= limits[l] {
			break
		}
		dst = append(dst, symbols[starts[l]+int((window-firsts[l])>>(32-l))])
		n -= l
	}
	if n >= 8 || acc&(1<<n-1) != 1<<n-1 {
		return nil, ErrHuffman
	}
	return dst, nil
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package openssl

import "bytes"

// A Block is a block of a PEM file.
type Block struct {
	Type    string
	Headers bool // there are some, as in encrypted keys
	Bytes   []byte
}

// DecodePEM returns the first block of data, nil if there is none, and what
// follows it.
func DecodePEM(data []byte) (b *Block, rest []byte) {
	begin, end, dashes := []byte("-----BEGIN "), []byte("-----END "), []byte("-----")
	for {
		i := bytes.Index(data, begin)
		if i < 0 {
			return nil, data
		}
		line := i == 0 || data[i-1] == '\n'
		data = data[i+len(begin):]
		if !line {
			continue
		}
		name, body, ok := bytes.Cut(data, dashes)
		if !ok || bytes.IndexByte(name, '\n') >= 0 {
			continue
		}
		text, tail, ok := bytes.Cut(body, append(append(bytes.Clone(end), name...), dashes...))
		if !ok {
			continue
		}
		b := &Block{Type: string(name)}
		if i := bytes.Index(text, []byte("\n\n")); i >= 0 && bytes.IndexByte(text[:i], ':') >= 0 {
			b.Headers, text = true, text[i:]
		}
		if b.Bytes, ok = decodeBase64(text); ok {
			return b, tail
		}
		data = body
	}
}

func decodeBase64(text []byte) (out []byte, ok bool) {
	out = make([]byte, 0, len(text)*3/4)
	var bits uint32
	n, padding := 0, 0
	for _, c := range text {
		var v byte
		switch {
		case c == '\n' || c == '\r' || c == ' ' || c == '\t':
			continue
		case 'A' <= c && c <= 'Z':
			v = c - 'A'
		case 'a' <= c && c <= 'z':
			v = c - 'a' + 26
		case '0' <= c && c <= '9':
			v = c - '0' + 52
		case c == '+':
			v = 62
		case c == '/':
			v = 63
		case c == '=':
			padding++
			v = 0
		default:
			return nil, false
		}
		if padding > 0 && c != '=' {
			return nil, false
		}
		bits = bits<<6 | uint32(v)
		if n++; n%4 == 0 {
			out = append(out, byte(bits>>16), byte(bits>>8), byte(bits))
		}
	}
	if n%4 != 0 || padding > 2 {
		return nil, false
	}
	return out[:len(out)-padding], true
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the messages of DNS (RFC 1035).

package net

import (
	"errors"
	"net/netip"
	"strings"
)

const (
	typeA     = 1
	typeCNAME = 5
	typePTR   = 12
	typeTXT   = 16
	typeAAAA  = 28
	typeOPT   = 41
	classIN   = 1

	rcodeSuccess   = 0
	rcodeServFail  = 2
	rcodeNameError = 3
)

// The size of answers over UDP that servers are told to keep to.
const maxDNSPacket = 1232

var (
	errBadAnswer = errors.New("cannot unmarshal DNS message")
	errBadName   = errors.New("invalid DNS name")
)

// query returns the message that asks for one type of records of a name.
func query(id uint16, name string, typ uint16) ([]byte, error) {
	m := []byte{byte(id >> 8), byte(id), 1, 0x20, 0, 1, 0, 0, 0, 0, 0, 1} // recursion desired, authentic data
	for _, label := range strings.Split(strings.TrimSuffix(name, "."), ".") {
		if label == "" || len(label) > 63 {
			return nil, errBadName
		}
		m = append(append(m, byte(len(label))), label...)
	}
	if len(m) > 12+254 {
		return nil, errBadName
	}
	m = append(m, 0, byte(typ>>8), byte(typ), 0, classIN)
	size := maxDNSPacket
	return append(m, 0, 0, typeOPT, byte(size>>8), byte(size&0xff), 0, 0, 0, 0, 0, 0), nil
}

// An answer is a message that came back.
type answer struct {
	id                             uint16
	response, truncated, recursion bool
	rcode                          int
	question                       string // name, "." at the end
	qtype                          uint16
	records                        []record
}

type record struct {
	name string
	typ  uint16
	data []byte
	at   int // where data is in the message: names in it may point elsewhere
}

func u16(m []byte, at int) (int, bool) {
	if at+2 > len(m) {
		return 0, false
	}
	return int(m[at])<<8 | int(m[at+1]), true
}

// dnsName returns the name at an offset, and the offset behind it.
func dnsName(m []byte, at int) (name string, next int, ok bool) {
	var b []byte
	next = -1
	for jumps := 0; ; {
		if at >= len(m) {
			return "", 0, false
		}
		n := int(m[at])
		switch n & 0xc0 {
		case 0:
			at++
			if n == 0 {
				if next < 0 {
					next = at
				}
				if len(b) == 0 {
					return ".", next, true
				}
				return string(b), next, len(b) <= 255
			}
			if at+n > len(m) {
				return "", 0, false
			}
			b = append(append(b, m[at:at+n]...), '.')
			at += n
		case 0xc0:
			to, ok := u16(m, at)
			if jumps++; !ok || jumps > 10 {
				return "", 0, false
			}
			if next < 0 {
				next = at + 2
			}
			at = to & 0x3fff
		default:
			return "", 0, false
		}
	}
}

func parseAnswer(m []byte) (a answer, ok bool) {
	if len(m) < 12 {
		return a, false
	}
	a.id = uint16(m[0])<<8 | uint16(m[1])
	a.response = m[2]&0x80 != 0
	a.truncated = m[2]&2 != 0
	a.recursion = m[3]&0x80 != 0
	a.rcode = int(m[3] & 15)
	if questions, _ := u16(m, 4); questions != 1 {
		return a, false
	}
	at := 12
	if a.question, at, ok = dnsName(m, at); !ok {
		return a, false
	}
	typ, ok := u16(m, at)
	class, ok2 := u16(m, at+2)
	if !ok || !ok2 || class != classIN {
		return a, false
	}
	a.qtype = uint16(typ)
	at += 4
	count, _ := u16(m, 6)
	for ; count > 0; count-- {
		var r record
		if r.name, at, ok = dnsName(m, at); !ok {
			return a, false
		}
		typ, _ := u16(m, at)
		size, ok := u16(m, at+8)
		at += 10
		if !ok || at+size > len(m) {
			return a, false
		}
		r.typ, r.data, r.at = uint16(typ), m[at:at+size], at
		at += size
		a.records = append(a.records, r)
	}
	return a, true
}

func (r *record) addr() (netip.Addr, bool) {
	if r.typ == typeA && len(r.data) == 4 || r.typ == typeAAAA && len(r.data) == 16 {
		return netip.AddrFromSlice(r.data)
	}
	return netip.Addr{}, false
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the parsing of addresses.

package netip

import "strconv"

type parseAddrError struct {
	in, msg string
	at      string // what is left of in where it goes wrong; "": not said
}

func (e parseAddrError) Error() string {
	text := "ParseAddr(" + strconv.Quote(e.in) + "): " + e.msg
	if e.at != "" {
		text += " (at " + strconv.Quote(e.at) + ")"
	}
	return text
}

// MustParseAddr is ParseAddr, and panics if there is an error.
func MustParseAddr(s string) Addr {
	ip, err := ParseAddr(s)
	if err != nil {
		panic(err)
	}
	return ip
}

// ParseAddr parses "192.0.2.1", "2001:db8::68" or "fe80::1cc0%ens18".
func ParseAddr(s string) (Addr, error) {
	for i := 0; i < len(s); i++ {
		switch s[i] {
		case '.':
			return parse4(s)
		case ':':
			return parse6(s)
		case '%':
			return Addr{}, parseAddrError{in: s, msg: "missing IPv6 address"}
		}
	}
	return Addr{}, parseAddrError{in: s, msg: "unable to parse IP"}
}

// fields4 parses the four numbers of in[from:to] into f; in is for errors.
func fields4(in string, from, to int, f []uint8) error {
	value, digits, field := 0, 0, 0
	s := in[from:to]
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case '0' <= c && c <= '9':
			if digits == 1 && value == 0 {
				return parseAddrError{in: in, msg: "IPv4 field has octet with leading zero"}
			}
			value = value*10 + int(c-'0')
			digits++
			if value > 255 {
				return parseAddrError{in: in, msg: "IPv4 field has value >255"}
			}
		case c == '.':
			if digits == 0 || i == len(s)-1 {
				return parseAddrError{in: in, msg: "IPv4 field must have at least one digit", at: s[i:]}
			}
			if field == 3 {
				return parseAddrError{in: in, msg: "IPv4 address too long"}
			}
			f[field] = uint8(value)
			field++
			value, digits = 0, 0
		default:
			return parseAddrError{in: in, msg: "unexpected character", at: s[i:]}
		}
	}
	if field < 3 {
		return parseAddrError{in: in, msg: "IPv4 address too short"}
	}
	f[3] = uint8(value)
	return nil
}

func parse4(s string) (Addr, error) {
	var f [4]uint8
	if err := fields4(s, 0, len(s), f[:]); err != nil {
		return Addr{}, err
	}
	return AddrFrom4(f), nil
}

func hexDigit(c byte) (int, bool) {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0'), true
	case 'a' <= c && c <= 'f':
		return int(c-'a') + 10, true
	case 'A' <= c && c <= 'F':
		return int(c-'A') + 10, true
	}
	return 0, false
}

func parse6(in string) (Addr, error) {
	s, name := in, ""
	for i := 0; i < len(s); i++ {
		if s[i] == '%' {
			s, name = s[:i], s[i+1:]
			if name == "" {
				return Addr{}, parseAddrError{in: in, msg: "zone must be a non-empty string"}
			}
			break
		}
	}
	fail := func(msg, at string) (Addr, error) { return Addr{}, parseAddrError{in: in, msg: msg, at: at} }
	var a [16]byte
	ellipsis := -1 // where in a :: stands
	if len(s) >= 2 && s[0] == ':' && s[1] == ':' {
		ellipsis = 0
		s = s[2:]
		if s == "" {
			return IPv6Unspecified().WithZone(name), nil
		}
	}
	n := 0 // bytes of a that are known
	for n < 16 {
		value, digits := 0, 0
		for ; digits < len(s); digits++ {
			d, ok := hexDigit(s[digits])
			if !ok {
				break
			}
			value = value<<4 | d
			if digits > 3 {
				return fail("each group must have 4 or less digits", s)
			}
			if value > 0xffff {
				return fail("IPv6 field has value >=2^16", s)
			}
		}
		if digits == 0 {
			return fail("each colon-separated field must have at least one digit", s)
		}
		if digits < len(s) && s[digits] == '.' {
			if ellipsis < 0 && n != 12 {
				return fail("embedded IPv4 address must replace the final 2 fields of the address", s)
			}
			if n+4 > 16 {
				return fail("too many hex fields to fit an embedded IPv4 at the end of the address", s)
			}
			end := len(in)
			if name != "" {
				end -= len(name) + 1
			}
			if err := fields4(in, end-len(s), end, a[n:n+4]); err != nil {
				return Addr{}, err
			}
			s = ""
			n += 4
			break
		}
		a[n], a[n+1] = byte(value>>8), byte(value)
		n += 2
		s = s[digits:]
		if s == "" {
			break
		}
		if s[0] != ':' {
			return fail("unexpected character, want colon", s)
		}
		if len(s) == 1 {
			return fail("colon must be followed by more characters", s)
		}
		s = s[1:]
		if s[0] == ':' {
			if ellipsis >= 0 {
				return fail("multiple :: in address", s)
			}
			ellipsis = n
			s = s[1:]
			if s == "" {
				break
			}
		}
	}
	if s != "" {
		return fail("trailing garbage after address", s)
	}
	if n < 16 {
		if ellipsis < 0 {
			return fail("address string too short", "")
		}
		tail := 16 - (n - ellipsis)
		copy(a[tail:], a[ellipsis:n])
		for i := ellipsis; i < tail; i++ {
			a[i] = 0
		}
	} else if ellipsis >= 0 {
		return fail("the :: must expand to at least one field of zeros", "")
	}
	return AddrFrom16(a).WithZone(name), nil
}

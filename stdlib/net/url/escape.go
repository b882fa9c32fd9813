// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the escaping of bytes as %XX.

package url

import (
	"strconv"
	"strings"
)

// A part of a URL: what must be escaped depends on it.
type part int

const (
	inPath part = iota
	inPathSegment
	inHost
	inZone
	inUserPassword
	inQueryComponent
	inFragment
)

// An EscapeError is a % that two hexadecimal digits do not follow.
type EscapeError string

func (e EscapeError) Error() string { return "invalid URL escape " + strconv.Quote(string(e)) }

// An InvalidHostError is a character that a host cannot have.
type InvalidHostError string

func (e InvalidHostError) Error() string {
	return "invalid character " + strconv.Quote(string(e)) + " in host name"
}

func digit(c byte) int {
	switch {
	case '0' <= c && c <= '9':
		return int(c - '0')
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

// mustEscape reports whether c cannot stand for itself (RFC 3986).
func mustEscape(c byte, in part) bool {
	if 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' {
		return false
	}
	if in == inHost || in == inZone {
		// sub-delims, and what a literal IPv6 address consists of; <, > and " since hosts
		// have come with them
		if strings.IndexByte("!$&'()*+,;=:[]<>\"", c) >= 0 {
			return false
		}
	}
	switch c {
	case '-', '_', '.', '~':
		return false
	case '$', '&', '+', ',', '/', ':', ';', '=', '?', '@':
		switch in {
		case inPath:
			return c == '?'
		case inPathSegment:
			return c == '/' || c == ';' || c == ',' || c == '?'
		case inUserPassword:
			return c == '@' || c == '/' || c == '?' || c == ':'
		case inQueryComponent:
			return true
		case inFragment:
			return false
		}
	}
	if in == inFragment {
		return strings.IndexByte("!()*", c) < 0
	}
	return true
}

func escape(s string, in part) string {
	var b []byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == ' ' && in == inQueryComponent:
			b = append(b, '+')
		case mustEscape(c, in):
			const digits = "0123456789ABCDEF"
			b = append(b, '%', digits[c>>4], digits[c&15])
		default:
			b = append(b, c)
		}
	}
	return string(b)
}

func unescape(s string, in part) (string, error) {
	var b []byte
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case c == '%':
			if i+2 >= len(s) || digit(s[i+1]) < 0 || digit(s[i+2]) < 0 {
				return "", EscapeError(s[i:min(i+3, len(s))])
			}
			v := byte(digit(s[i+1])<<4 | digit(s[i+2]))
			// A host has escapes of what is not ASCII only, a zone also of its first %
			// and what else could not stand for itself.
			if in == inHost && digit(s[i+1]) < 8 && s[i:i+3] != "%25" {
				return "", EscapeError(s[i : i+3])
			}
			if in == inZone && s[i:i+3] != "%25" && v != ' ' && mustEscape(v, inHost) {
				return "", EscapeError(s[i : i+3])
			}
			b = append(b, v)
			i += 2
		case c == '+' && in == inQueryComponent:
			b = append(b, ' ')
		case (in == inHost || in == inZone) && c < 0x80 && mustEscape(c, in):
			return "", InvalidHostError(s[i : i+1])
		default:
			b = append(b, c)
		}
	}
	return string(b), nil
}

// QueryEscape escapes s for use as a key or value of a query.
func QueryEscape(s string) string { return escape(s, inQueryComponent) }

// PathEscape escapes s for use as one segment of a path.
func PathEscape(s string) string { return escape(s, inPathSegment) }

// QueryUnescape undoes QueryEscape.
func QueryUnescape(s string) (string, error) { return unescape(s, inQueryComponent) }

// PathUnescape undoes PathEscape.
func PathUnescape(s string) (string, error) { return unescape(s, inPathSegment) }

// validEncoded reports whether s is an escaped form of a path or fragment,
// though perhaps not the one that escape makes.
func validEncoded(s string, in part) bool {
	for i := 0; i < len(s); i++ {
		if strings.IndexByte("!$&'()*+,;=:@[]%", s[i]) < 0 && mustEscape(s[i], in) {
			return false
		}
	}
	return true
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Text from Go string and character literals.

package strconv

import "unicode/utf8"

// hexDigits reads exactly n hexadecimal digits from the start of s.
func hexDigits(s string, n int) (v rune, ok bool) {
	if len(s) < n {
		return 0, false
	}
	for i := 0; i < n; i++ {
		d := digitVal(s[i])
		if d >= 16 {
			return 0, false
		}
		v = v<<4 | rune(d)
	}
	return v, true
}

// UnquoteChar reads the first character or escape of s, the inside of a literal in the given
// quotes (0 allows both kinds of quote unescaped and none escaped). multibyte says that value is to
// be encoded as UTF-8 although it might be a byte; tail is the rest of s.
func UnquoteChar(s string, quote byte) (value rune, multibyte bool, tail string, err error) {
	if s == "" {
		return 0, false, "", ErrSyntax
	}
	c := s[0]
	switch {
	case c == quote && (quote == '\'' || quote == '"'):
		return 0, false, "", ErrSyntax
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRuneInString(s)
		return r, true, s[n:], nil
	case c != '\\':
		return rune(c), false, s[1:], nil
	}
	if len(s) == 1 {
		return 0, false, "", ErrSyntax
	}
	c, s = s[1], s[2:]
	switch c {
	case 'a':
		value = '\a'
	case 'b':
		value = '\b'
	case 'f':
		value = '\f'
	case 'n':
		value = '\n'
	case 'r':
		value = '\r'
	case 't':
		value = '\t'
	case 'v':
		value = '\v'
	case '\\':
		value = '\\'
	case '\'', '"':
		if c != quote {
			return 0, false, "", ErrSyntax
		}
		value = rune(c)
	case 'x', 'u', 'U':
		n := 2
		switch c {
		case 'u':
			n = 4
		case 'U':
			n = 8
		}
		v, ok := hexDigits(s, n)
		if !ok {
			return 0, false, "", ErrSyntax
		}
		if c != 'x' {
			if !utf8.ValidRune(v) {
				return 0, false, "", ErrSyntax
			}
			multibyte = true
		}
		value, s = v, s[n:]
	case '0', '1', '2', '3', '4', '5', '6', '7':
		if len(s) < 2 {
			return 0, false, "", ErrSyntax
		}
		value = rune(c - '0')
		for i := 0; i < 2; i++ {
			d := s[i] - '0'
			if d > 7 {
				return 0, false, "", ErrSyntax
			}
			value = value<<3 | rune(d)
		}
		if value > 255 {
			return 0, false, "", ErrSyntax
		}
		s = s[2:]
	default:
		return 0, false, "", ErrSyntax
	}
	return value, multibyte, s, nil
}

func indexByte(s string, c byte) int {
	for i := 0; i < len(s); i++ {
		if s[i] == c {
			return i
		}
	}
	return -1
}

// literal reads the literal at the start of s. It returns its source text and, if decode is set,
// what it stands for.
func literal(s string, decode bool) (source, value string, err error) {
	if len(s) < 2 {
		return "", "", ErrSyntax
	}
	quote := s[0]
	switch quote {
	case '`':
		end := indexByte(s[1:], '`')
		if end < 0 {
			return "", "", ErrSyntax
		}
		source = s[:end+2]
		if decode {
			value = withoutReturns(source[1 : end+1])
		}
		return source, value, nil
	case '"', '\'':
	default:
		return "", "", ErrSyntax
	}

	// A string without escapes is its own value.
	if quote == '"' {
		end := 1
		for end < len(s) && s[end] != '"' && s[end] != '\\' && s[end] != '\n' {
			end++
		}
		if end < len(s) && s[end] == '"' && (!decode || utf8.ValidString(s[1:end])) {
			return s[:end+1], s[1:end], nil
		}
	}

	var buf []byte
	rest := s[1:]
	for count := 0; rest != "" && rest[0] != quote; count++ {
		if rest[0] == '\n' || quote == '\'' && count == 1 {
			return "", "", ErrSyntax
		}
		r, multibyte, tail, err := UnquoteChar(rest, quote)
		if err != nil {
			return "", "", err
		}
		rest = tail
		if !decode {
			continue
		}
		if r < utf8.RuneSelf || !multibyte {
			buf = append(buf, byte(r))
		} else {
			buf = utf8.AppendRune(buf, r)
		}
	}
	if rest == "" || quote == '\'' && len(s)-len(rest) == 1 {
		return "", "", ErrSyntax
	}
	return s[:len(s)-len(rest)+1], string(buf), nil
}

// withoutReturns drops the carriage returns from a raw string, as the compiler does.
func withoutReturns(s string) string {
	if indexByte(s, '\r') < 0 {
		return s
	}
	buf := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '\r' {
			buf = append(buf, s[i])
		}
	}
	return string(buf)
}

// QuotedPrefix returns the string or character literal at the start of s, quotes included.
func QuotedPrefix(s string) (string, error) {
	source, _, err := literal(s, false)
	return source, err
}

// Unquote returns what s, a whole string or character literal, stands for.
func Unquote(s string) (string, error) {
	source, value, err := literal(s, true)
	if err != nil {
		return "", err
	}
	if len(source) != len(s) {
		return "", ErrSyntax
	}
	return value, nil
}

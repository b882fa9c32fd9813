// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package mime

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"unicode"
)

// ErrInvalidMediaParameter is what ParseMediaType returns, with the type, when
// the parameters are not well formed.
var ErrInvalidMediaParameter = errors.New("mime: invalid media parameter")

// special are the bytes that a token lacks besides space and controls. RFC 2045, 5.1.
const special = `()<>@,;:\"/[]?=`

func isTokenByte(c byte) bool { return c > ' ' && c < 0x7f && strings.IndexByte(special, c) < 0 }

func isToken(s string) bool {
	for i := 0; i < len(s); i++ {
		if !isTokenByte(s[i]) {
			return false
		}
	}
	return s != ""
}

// FormatMediaType writes a media type with parameters, in lower case and in the
// order of their names; "" if it cannot be one. Values outside of ASCII are
// written as RFC 2231 says.
func FormatMediaType(t string, param map[string]string) string {
	var b strings.Builder
	if major, sub, ok := strings.Cut(t, "/"); ok {
		if !isToken(major) || !isToken(sub) {
			return ""
		}
		b.WriteString(strings.ToLower(major) + "/" + strings.ToLower(sub))
	} else {
		if !isToken(t) {
			return ""
		}
		b.WriteString(strings.ToLower(t))
	}
	for _, name := range slices.Sorted(maps.Keys(param)) {
		value := param[name]
		if !isToken(name) {
			return ""
		}
		b.WriteString("; " + strings.ToLower(name))
		switch {
		case needsPercent(value):
			b.WriteString("*=utf-8''")
			for i := 0; i < len(value); i++ {
				c := value[i]
				if c <= ' ' || c >= 0x7f || c == '*' || c == '\'' || c == '%' || !isTokenByte(c) {
					fmt.Fprintf(&b, "%%%02X", c)
				} else {
					b.WriteByte(c)
				}
			}
		case isToken(value):
			b.WriteString("=" + value)
		default:
			b.WriteString(`="`)
			for i := 0; i < len(value); i++ {
				if c := value[i]; c == '"' || c == '\\' {
					b.WriteByte('\\')
				}
				b.WriteByte(value[i])
			}
			b.WriteByte('"')
		}
	}
	return b.String()
}

func needsPercent(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < ' ' || c >= 0x7f) && c != '\t' {
			return true
		}
	}
	return false
}

// checkType returns why t cannot be a media type, or nil.
func checkType(t string) error {
	major, rest := consumeToken(t)
	if major == "" {
		return errors.New("mime: no media type")
	}
	if rest == "" {
		return nil
	}
	if rest[0] != '/' {
		return errors.New("mime: expected slash after first token")
	}
	sub, rest := consumeToken(rest[1:])
	if sub == "" {
		return errors.New("mime: expected token after slash")
	}
	if rest != "" {
		return errors.New("mime: unexpected content after media subtype")
	}
	return nil
}

// ParseMediaType takes apart a media type, or a Content-Disposition: the type
// in lower case, and the parameters, their names in lower case.
func ParseMediaType(v string) (mediatype string, params map[string]string, err error) {
	base, _, _ := strings.Cut(v, ";")
	mediatype = strings.TrimSpace(strings.ToLower(base))
	if err = checkType(mediatype); err != nil {
		return "", nil, err
	}
	params = make(map[string]string)
	var pieces map[string]map[string]string // by name, by "name*0", "name*1*"
	for v = v[len(base):]; v != ""; {
		v = strings.TrimLeftFunc(v, unicode.IsSpace)
		if v == "" {
			break
		}
		key, value, rest := consumeMediaParam(v)
		if key == "" {
			if strings.TrimSpace(rest) == ";" {
				break // one too many at the end
			}
			return mediatype, nil, ErrInvalidMediaParameter
		}
		into := params
		if name, _, ok := strings.Cut(key, "*"); ok {
			if pieces == nil {
				pieces = make(map[string]map[string]string)
			}
			if into = pieces[name]; into == nil {
				into = make(map[string]string)
				pieces[name] = into
			}
		}
		if old, ok := into[key]; ok && old != value {
			return "", nil, errors.New("mime: duplicate parameter name")
		}
		into[key] = value
		v = rest
	}
	for name, of := range pieces {
		if s, ok := join(name, of); ok {
			params[name] = s
		}
	}
	return mediatype, params, nil
}

// join puts together what RFC 2231 has in pieces.
func join(name string, of map[string]string) (string, bool) {
	if v, ok := of[name+"*"]; ok {
		return decode2231(v)
	}
	var b strings.Builder
	for n := 0; ; n++ {
		key := fmt.Sprintf("%s*%d", name, n)
		if v, ok := of[key]; ok {
			b.WriteString(v)
			continue
		}
		v, ok := of[key+"*"]
		if !ok {
			return b.String(), n > 0
		}
		if n == 0 {
			if s, ok := decode2231(v); ok {
				b.WriteString(s)
			}
		} else {
			s, _ := unpercent(v)
			b.WriteString(s)
		}
	}
}

// decode2231 reads charset'language'text.
func decode2231(v string) (string, bool) {
	parts := strings.SplitN(v, "'", 3)
	if len(parts) != 3 {
		return "", false
	}
	switch strings.ToLower(parts[0]) {
	case "us-ascii", "utf-8":
	default:
		return "", false
	}
	s, err := unpercent(parts[2])
	return s, err == nil
}

func unpercent(s string) (string, error) {
	if strings.IndexByte(s, '%') < 0 {
		return s, nil
	}
	b := make([]byte, 0, len(s))
	for i := 0; i < len(s); i++ {
		if s[i] != '%' {
			b = append(b, s[i])
			continue
		}
		if i+2 >= len(s) {
			return "", fmt.Errorf("mime: bogus characters after %%: %q", s[i:])
		}
		hi, ok1 := unhex(s[i+1])
		lo, ok2 := unhex(s[i+2])
		if !ok1 || !ok2 {
			return "", fmt.Errorf("mime: bogus characters after %%: %q", s[i:i+3])
		}
		b = append(b, hi<<4|lo)
		i += 2
	}
	return string(b), nil
}

func unhex(c byte) (byte, bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c && c <= 'f':
		return c - 'a' + 10, true
	case 'A' <= c && c <= 'F':
		return c - 'A' + 10, true
	}
	return 0, false
}

func consumeToken(v string) (token, rest string) {
	i := 0
	for i < len(v) && isTokenByte(v[i]) {
		i++
	}
	return v[:i], v[i:]
}

// consumeMediaParam reads "; key = value"; key is "" if there is none.
func consumeMediaParam(v string) (key, value, rest string) {
	rest = v
	if rest == "" || rest[0] != ';' {
		return "", "", v
	}
	rest = strings.TrimLeftFunc(rest[1:], unicode.IsSpace)
	key, rest = consumeToken(rest)
	key = strings.ToLower(key)
	rest = strings.TrimLeftFunc(rest, unicode.IsSpace)
	if key == "" || rest == "" || rest[0] != '=' {
		return "", "", v
	}
	rest = strings.TrimLeftFunc(rest[1:], unicode.IsSpace)
	value, after := consumeValue(rest)
	if value == "" && after == rest {
		return "", "", v
	}
	return key, value, after
}

// consumeValue reads a token or a quoted string. Backslashes are those of paths
// from Windows unless they stand before a byte that needs them.
func consumeValue(v string) (value, rest string) {
	if v == "" {
		return "", ""
	}
	if v[0] != '"' {
		return consumeToken(v)
	}
	var b strings.Builder
	for i := 1; i < len(v); i++ {
		switch c := v[i]; {
		case c == '"':
			return b.String(), v[i+1:]
		case c == '\\' && i+1 < len(v) && strings.IndexByte(special, v[i+1]) >= 0:
			i++
			b.WriteByte(v[i])
		case c == '\r' || c == '\n':
			return "", v
		default:
			b.WriteByte(c)
		}
	}
	return "", v
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package mime

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"
)

// A WordEncoder encodes words of headers, =?charset?q?text?=, as RFC 2047 says.
type WordEncoder byte

const (
	BEncoding = WordEncoder('b') // base64
	QEncoding = WordEncoder('q') // like quoted-printable
)

var errInvalidWord = errors.New("mime: invalid RFC 2047 encoded-word")

// maxContent is how long the text of a word may be, of the 75 bytes of the whole.
func maxContent(charset string) int { return 75 - len("=?"+charset+"?q?") - len("?=") }

// Encode returns s, as it is if it is printable ASCII. Words that become too
// long are split, in UTF-8 between runes.
func (e WordEncoder) Encode(charset, s string) string {
	if !needsPercentWord(s) {
		return s
	}
	var b strings.Builder
	open := func() { b.WriteString("=?" + charset + "?" + string(rune(e)) + "?") }
	split := strings.EqualFold(charset, "UTF-8")
	limit := maxContent(charset)
	open()
	if e == BEncoding {
		for len(s) > 0 {
			n := len(s)
			if most := limit / 4 * 3; split && n > most {
				for n = most; n > most-utf8.UTFMax && !utf8.RuneStart(s[n]); n-- {
				}
			}
			b.WriteString(base64(s[:n]))
			if s = s[n:]; s != "" {
				b.WriteString("?= ")
				open()
			}
		}
	} else {
		length := 0
		for len(s) > 0 {
			n := 1
			if split {
				_, n = utf8.DecodeRuneInString(s)
			}
			text := qEncode(s[:n])
			if split && length+len(text) > limit {
				b.WriteString("?= ")
				open()
				length = 0
			}
			b.WriteString(text)
			length += len(text)
			s = s[n:]
		}
	}
	b.WriteString("?=")
	return b.String()
}

func needsPercentWord(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; (c < ' ' || c > '~') && c != '\t' {
			return true
		}
	}
	return false
}

func qEncode(s string) string {
	out := ""
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == ' ':
			out += "_"
		case c >= '!' && c <= '~' && c != '=' && c != '?' && c != '_':
			out += s[i : i+1]
		default:
			out += fmt.Sprintf("=%02X", c)
		}
	}
	return out
}

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

func base64(s string) string {
	var b strings.Builder
	for ; len(s) > 0; s = s[min(3, len(s)):] {
		var in [3]byte
		n := copy(in[:], s)
		v := uint(in[0])<<16 | uint(in[1])<<8 | uint(in[2])
		for i := 0; i < 4; i++ {
			if i <= n {
				b.WriteByte(base64Digits[v>>(18-6*i)&63])
			} else {
				b.WriteByte('=')
			}
		}
	}
	return b.String()
}

func unbase64(s string) ([]byte, bool) {
	if len(s)%4 != 0 {
		return nil, false
	}
	pad := len(s) - len(strings.TrimRight(s, "="))
	if pad > 2 {
		return nil, false
	}
	var out []byte
	for i := 0; i < len(s); i += 4 {
		v := 0
		for j := 0; j < 4; j++ {
			d := 0
			if i+j < len(s)-pad {
				if d = strings.IndexByte(base64Digits, s[i+j]); d < 0 {
					return nil, false
				}
			}
			v = v<<6 | d
		}
		out = append(out, byte(v>>16), byte(v>>8), byte(v))
	}
	return out[:len(out)-pad], true
}

func qDecode(s string) ([]byte, bool) {
	var out []byte
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '_':
			out = append(out, ' ')
		case c == '=':
			if i+2 >= len(s) {
				return nil, false
			}
			hi, ok1 := unhex(s[i+1])
			lo, ok2 := unhex(s[i+2])
			if !ok1 || !ok2 {
				return nil, false
			}
			out = append(out, hi<<4|lo)
			i += 2
		case c <= '~' && c >= ' ' || c == '\n' || c == '\r' || c == '\t':
			out = append(out, c)
		default:
			return nil, false
		}
	}
	return out, true
}

// A WordDecoder decodes what WordEncoder makes.
type WordDecoder struct {
	// CharsetReader makes UTF-8 of charsets, in lower case, other than UTF-8,
	// ISO-8859-1 and US-ASCII; nil: there are none.
	CharsetReader func(charset string, input io.Reader) (io.Reader, error)
}

// Decode decodes one word.
func (d *WordDecoder) Decode(word string) (string, error) {
	if len(word) < 8 || !strings.HasPrefix(word, "=?") || !strings.HasSuffix(word, "?=") || strings.Count(word, "?") != 4 {
		return "", errInvalidWord
	}
	parts := strings.Split(word[2:len(word)-2], "?")
	if parts[0] == "" || len(parts[1]) != 1 {
		return "", errInvalidWord
	}
	content, err := decodeContent(parts[1], parts[2])
	if err != nil {
		return "", err
	}
	var b strings.Builder
	if err := d.convert(&b, parts[0], content); err != nil {
		return "", err
	}
	return b.String(), nil
}

func decodeContent(encoding, text string) ([]byte, error) {
	var content []byte
	var ok bool
	switch encoding {
	case "b", "B":
		content, ok = unbase64(text)
	case "q", "Q":
		content, ok = qDecode(text)
	}
	if !ok {
		return nil, errInvalidWord
	}
	return content, nil
}

// DecodeHeader decodes all words of a header. Space between two words is not a
// part of the text.
func (d *WordDecoder) DecodeHeader(header string) (string, error) {
	i := strings.Index(header, "=?")
	if i < 0 {
		return header, nil
	}
	var b strings.Builder
	b.WriteString(header[:i])
	header = header[i:]
	between := false
	for {
		start := strings.Index(header, "=?")
		if start < 0 {
			break
		}
		charset, rest, ok1 := strings.Cut(header[start+2:], "?")
		encoding, rest, ok2 := strings.Cut(rest, "?")
		text, rest, ok3 := strings.Cut(rest, "?=")
		if !ok1 || !ok2 || !ok3 {
			break
		}
		content, err := decodeContent(encoding, text)
		if len(encoding) != 1 || charset == "" || err != nil {
			between = false
			b.WriteString(header[:start+2])
			header = header[start+2:]
			continue
		}
		if start > 0 && (!between || strings.Trim(header[:start], " \t\r\n") != "") {
			b.WriteString(header[:start])
		}
		if err := d.convert(&b, charset, content); err != nil {
			return "", err
		}
		header, between = rest, true
	}
	b.WriteString(header)
	return b.String(), nil
}

func (d *WordDecoder) convert(b *strings.Builder, charset string, content []byte) error {
	switch {
	case strings.EqualFold("utf-8", charset):
		b.WriteString(strings.ToValidUTF8(string(content), "\ufffd"))
	case strings.EqualFold("iso-8859-1", charset):
		for _, c := range content {
			b.WriteRune(rune(c))
		}
	case strings.EqualFold("us-ascii", charset):
		for _, c := range content {
			if c >= utf8.RuneSelf {
				b.WriteRune(utf8.RuneError)
			} else {
				b.WriteByte(c)
			}
		}
	default:
		if d.CharsetReader == nil {
			return fmt.Errorf("mime: unhandled charset %q", charset)
		}
		r, err := d.CharsetReader(strings.ToLower(charset), bytes.NewReader(content))
		if err != nil {
			return err
		}
		text, err := io.ReadAll(r)
		b.Write(text)
		return err
	}
	return nil
}

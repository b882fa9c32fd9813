// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Go string and character literals from text.

package strconv

import (
	"unicode/utf8"
	"unsafe"
)

// A quoteStyle says what besides quotes, backslashes and control characters is escaped.
type quoteStyle int

const (
	printableStyle quoteStyle = iota // everything that IsPrint refuses
	asciiStyle                       // also everything beyond ASCII
	graphicStyle                     // everything that IsGraphic refuses
)

const lowerHex = "0123456789abcdef"

// plainRun returns how many leading bytes of s are printable ASCII that needs no escape.
func plainRun(s string, quote byte) int {
	i := 0
	for i < len(s) {
		c := s[i]
		if c < ' ' || c > '~' || c == quote || c == '\\' {
			break
		}
		i++
	}
	return i
}

func quoted(s string, quote byte, style quoteStyle) string {
	buf := appendQuoted(make([]byte, 0, len(s)+len(s)/4+2), s, quote, style)
	return unsafe.String(&buf[0], len(buf))
}

func appendQuoted(buf []byte, s string, quote byte, style quoteStyle) []byte {
	if room := len(s) + 2; cap(buf)-len(buf) < room {
		grown := make([]byte, len(buf), len(buf)+room+room/8)
		copy(grown, buf)
		buf = grown
	}
	buf = append(buf, quote)
	for s != "" {
		if n := plainRun(s, quote); n > 0 {
			buf = append(buf, s[:n]...)
			s = s[n:]
			continue
		}
		r, n := utf8.DecodeRuneInString(s)
		if n == 1 && r == utf8.RuneError {
			buf = append(buf, '\\', 'x', lowerHex[s[0]>>4], lowerHex[s[0]&15])
		} else {
			buf = appendEscaped(buf, r, quote, style)
		}
		s = s[n:]
	}
	return append(buf, quote)
}

func appendQuotedRune(buf []byte, r rune, style quoteStyle) []byte {
	if !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	buf = append(buf, '\'')
	buf = appendEscaped(buf, r, '\'', style)
	return append(buf, '\'')
}

// appendEscaped appends r, escaped where the style asks for it.
func appendEscaped(buf []byte, r rune, quote byte, style quoteStyle) []byte {
	if r == rune(quote) || r == '\\' {
		return append(buf, '\\', byte(r))
	}
	if r < utf8.RuneSelf {
		if ' ' <= r && r <= '~' {
			return append(buf, byte(r))
		}
	} else if style != asciiStyle && (IsPrint(r) || style == graphicStyle && isSpaceLike(r)) {
		return utf8.AppendRune(buf, r)
	}
	if '\a' <= r && r <= '\r' {
		return append(buf, '\\', "abtnvfr"[r-'\a'])
	}
	if r < ' ' || r == 0x7f {
		return append(buf, '\\', 'x', lowerHex[byte(r)>>4], lowerHex[byte(r)&15])
	}
	if !utf8.ValidRune(r) {
		r = utf8.RuneError
	}
	shift := 12
	if r < 0x10000 {
		buf = append(buf, '\\', 'u')
	} else {
		buf = append(buf, '\\', 'U')
		shift = 28
	}
	for ; shift >= 0; shift -= 4 {
		buf = append(buf, lowerHex[r>>uint(shift)&15])
	}
	return buf
}

// Quote returns s as a double-quoted Go string literal with escapes for what IsPrint refuses.
func Quote(s string) string { return quoted(s, '"', printableStyle) }

// AppendQuote appends Quote(s) to dst.
func AppendQuote(dst []byte, s string) []byte { return appendQuoted(dst, s, '"', printableStyle) }

// QuoteToASCII is Quote with escapes also for everything beyond ASCII.
func QuoteToASCII(s string) string { return quoted(s, '"', asciiStyle) }

// AppendQuoteToASCII appends QuoteToASCII(s) to dst.
func AppendQuoteToASCII(dst []byte, s string) []byte { return appendQuoted(dst, s, '"', asciiStyle) }

// QuoteToGraphic is Quote, but leaves alone what IsGraphic accepts.
func QuoteToGraphic(s string) string { return quoted(s, '"', graphicStyle) }

// AppendQuoteToGraphic appends QuoteToGraphic(s) to dst.
func AppendQuoteToGraphic(dst []byte, s string) []byte {
	return appendQuoted(dst, s, '"', graphicStyle)
}

// QuoteRune returns r as a Go character literal with an escape for what IsPrint refuses; an
// invalid r counts as U+FFFD.
func QuoteRune(r rune) string { return string(appendQuotedRune(nil, r, printableStyle)) }

// AppendQuoteRune appends QuoteRune(r) to dst.
func AppendQuoteRune(dst []byte, r rune) []byte { return appendQuotedRune(dst, r, printableStyle) }

// QuoteRuneToASCII is QuoteRune with an escape also for everything beyond ASCII.
func QuoteRuneToASCII(r rune) string { return string(appendQuotedRune(nil, r, asciiStyle)) }

// AppendQuoteRuneToASCII appends QuoteRuneToASCII(r) to dst.
func AppendQuoteRuneToASCII(dst []byte, r rune) []byte { return appendQuotedRune(dst, r, asciiStyle) }

// QuoteRuneToGraphic is QuoteRune, but leaves alone what IsGraphic accepts.
func QuoteRuneToGraphic(r rune) string { return string(appendQuotedRune(nil, r, graphicStyle)) }

// AppendQuoteRuneToGraphic appends QuoteRuneToGraphic(r) to dst.
func AppendQuoteRuneToGraphic(dst []byte, r rune) []byte {
	return appendQuotedRune(dst, r, graphicStyle)
}

// CanBackquote reports whether s can be written unchanged as a one-line raw string: valid
// UTF-8 without backquotes, byte order marks and control characters other than tab.
func CanBackquote(s string) bool {
	for s != "" {
		r, n := utf8.DecodeRuneInString(s)
		s = s[n:]
		if n > 1 {
			if r == '\ufeff' {
				return false
			}
			continue
		}
		if r == utf8.RuneError || r < ' ' && r != '\t' || r == '`' || r == 0x7f {
			return false
		}
	}
	return true
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"bytes"
	"encoding/binary"
)

// sniffLen is how many bytes DetectContentType looks at.
const sniffLen = 512

// A signature is what the data of a type begins with, where mask, if there is
// one, has ones.
type signature struct {
	mask, pattern string
	typ           string
	space         bool // may stand before
}

// tags begin HTML, with a space or > behind them.
var tags = []string{
	"<!DOCTYPE HTML", "<HTML", "<HEAD", "<SCRIPT", "<IFRAME", "<H1", "<DIV", "<FONT", "<TABLE", "<A", "<STYLE", "<TITLE",
	"<B", "<BODY", "<BR", "<P", "<!--",
}

const ones4 = "\xff\xff\xff\xff"

// signatures are those of https://mimesniff.spec.whatwg.org/, in its order.
var signatures = []signature{
	{pattern: "<?xml", typ: "text/xml; charset=utf-8", space: true},
	{pattern: "%PDF-", typ: "application/pdf"},
	{pattern: "%!PS-Adobe-", typ: "application/postscript"},
	{mask: "\xff\xff\x00\x00", pattern: "\xfe\xff\x00\x00", typ: "text/plain; charset=utf-16be"},
	{mask: "\xff\xff\x00\x00", pattern: "\xff\xfe\x00\x00", typ: "text/plain; charset=utf-16le"},
	{mask: "\xff\xff\xff\x00", pattern: "\xef\xbb\xbf\x00", typ: "text/plain; charset=utf-8"},
	{pattern: "\x00\x00\x01\x00", typ: "image/x-icon"},
	{pattern: "\x00\x00\x02\x00", typ: "image/x-icon"},
	{pattern: "BM", typ: "image/bmp"},
	{pattern: "GIF87a", typ: "image/gif"},
	{pattern: "GIF89a", typ: "image/gif"},
	{mask: ones4 + "\x00\x00\x00\x00" + ones4 + "\xff\xff", pattern: "RIFF\x00\x00\x00\x00WEBPVP", typ: "image/webp"},
	{pattern: "\x89PNG\x0d\x0a\x1a\x0a", typ: "image/png"},
	{pattern: "\xff\xd8\xff", typ: "image/jpeg"},
	{mask: ones4 + "\x00\x00\x00\x00" + ones4, pattern: "FORM\x00\x00\x00\x00AIFF", typ: "audio/aiff"},
	{pattern: "ID3", typ: "audio/mpeg"},
	{pattern: "OggS\x00", typ: "application/ogg"},
	{pattern: "MThd\x00\x00\x00\x06", typ: "audio/midi"},
	{mask: ones4 + "\x00\x00\x00\x00" + ones4, pattern: "RIFF\x00\x00\x00\x00AVI ", typ: "video/avi"},
	{mask: ones4 + "\x00\x00\x00\x00" + ones4, pattern: "RIFF\x00\x00\x00\x00WAVE", typ: "audio/wave"},
}

// moreSignatures come after MP4.
var moreSignatures = []signature{
	{pattern: "\x1a\x45\xdf\xa3", typ: "video/webm"},
	{mask: string(make([]byte, 34)) + "\xff\xff", pattern: string(make([]byte, 34)) + "LP", typ: "application/vnd.ms-fontobject"},
	{pattern: "\x00\x01\x00\x00", typ: "font/ttf"},
	{pattern: "OTTO", typ: "font/otf"},
	{pattern: "ttcf", typ: "font/collection"},
	{pattern: "wOFF", typ: "font/woff"},
	{pattern: "wOF2", typ: "font/woff2"},
	{pattern: "\x1f\x8b\x08", typ: "application/x-gzip"},
	{pattern: "PK\x03\x04", typ: "application/zip"},
	{pattern: "Rar!\x1a\x07\x00", typ: "application/x-rar-compressed"},
	{pattern: "Rar!\x1a\x07\x01\x00", typ: "application/x-rar-compressed"},
	{pattern: "\x00\x61\x73\x6d", typ: "application/wasm"},
}

func (s *signature) matches(data, text []byte) bool {
	if s.space {
		data = text
	}
	if len(data) < len(s.pattern) {
		return false
	}
	if s.mask == "" {
		return string(data[:len(s.pattern)]) == s.pattern
	}
	for i := range len(s.pattern) {
		if data[i]&s.mask[i] != s.pattern[i] {
			return false
		}
	}
	return true
}

// isTag compares without regard to case.
func isTag(tag string, text []byte) bool {
	if len(text) < len(tag)+1 {
		return false
	}
	for i := range len(tag) {
		c := text[i]
		if 'a' <= c && c <= 'z' {
			c -= 'a' - 'A'
		}
		if c != tag[i] {
			return false
		}
	}
	end := text[len(tag)]
	return end == ' ' || end == '>'
}

// isMP4 looks for a brand that begins with mp4 in the first box.
func isMP4(data []byte) bool {
	if len(data) < 12 {
		return false
	}
	size := int(binary.BigEndian.Uint32(data))
	if len(data) < size || size%4 != 0 || string(data[4:8]) != "ftyp" {
		return false
	}
	for at := 8; at < size; at += 4 {
		if at != 12 && string(data[at:at+3]) == "mp4" { // at 12 is a version
			return true
		}
	}
	return false
}

// DetectContentType tells the type of data from its first 512 bytes, as
// browsers do; if nothing else it is "application/octet-stream".
func DetectContentType(data []byte) string {
	if len(data) > sniffLen {
		data = data[:sniffLen]
	}
	text := bytes.TrimLeft(data, "\t\n\x0c\r ")
	for _, tag := range tags {
		if isTag(tag, text) {
			return "text/html; charset=utf-8"
		}
	}
	for i := range signatures {
		if signatures[i].matches(data, text) {
			return signatures[i].typ
		}
	}
	if isMP4(data) {
		return "video/mp4"
	}
	for i := range moreSignatures {
		if moreSignatures[i].matches(data, text) {
			return moreSignatures[i].typ
		}
	}
	for _, c := range text {
		if c <= 0x08 || c == 0x0b || 0x0e <= c && c <= 0x1a || 0x1c <= c && c <= 0x1f {
			return "application/octet-stream"
		}
	}
	return "text/plain; charset=utf-8"
}

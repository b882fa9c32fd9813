// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package encoding holds the interfaces of values that turn themselves into
// bytes or text and back. The packages below encoding/ look for them.
package encoding

// BinaryMarshaler is a value that makes a binary form of itself.
type BinaryMarshaler interface {
	MarshalBinary() (data []byte, err error)
}

// BinaryUnmarshaler is a value that reads the form that MarshalBinary makes. It
// must copy what it keeps of data.
type BinaryUnmarshaler interface {
	UnmarshalBinary(data []byte) error
}

// BinaryAppender is a value that appends its binary form to a slice.
type BinaryAppender interface {
	AppendBinary(b []byte) ([]byte, error)
}

// TextMarshaler is a value that makes a text of itself, in UTF-8.
type TextMarshaler interface {
	MarshalText() (text []byte, err error)
}

// TextUnmarshaler is a value that reads the text that MarshalText makes. It
// must copy what it keeps of text.
type TextUnmarshaler interface {
	UnmarshalText(text []byte) error
}

// TextAppender is a value that appends its text to a slice.
type TextAppender interface {
	AppendText(b []byte) ([]byte, error)
}

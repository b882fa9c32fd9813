// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package h2

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// ErrTooLarge is that a frame is longer than was allowed.
var ErrTooLarge = errors.New("http2: frame too large")

const headerLen = 9

// A Frame is a frame. The payload is good until the next one is read.
type Frame struct {
	Type    Type
	Flags   uint8
	Stream  uint32
	Payload []byte
}

// Has reports whether a flag is set.
func (f *Frame) Has(flag uint8) bool { return f.Flags&flag != 0 }

// A Reader reads frames.
type Reader struct {
	r   io.Reader
	max uint32
	buf []byte

	open  uint32 // stream of a header block that is not complete; 0: none
	block []byte
}

// NewReader returns a Reader of frames with no more than max bytes of payload.
func NewReader(r io.Reader, max uint32) *Reader { return &Reader{r: r, max: max} }

// Next reads a frame. A frame that is malformed is a StreamError or ConnError,
// after a StreamError the next one can be read.
func (r *Reader) Next() (f Frame, err error) {
	var head [headerLen]byte
	if len(r.buf) < headerLen {
		r.buf = make([]byte, 1<<10)
	}
	if _, err := io.ReadFull(r.r, r.buf[:headerLen]); err != nil {
		return f, err
	}
	copy(head[:], r.buf)
	n := binary.BigEndian.Uint32(head[:4]) >> 8
	f.Type, f.Flags = Type(head[3]), head[4]
	f.Stream = binary.BigEndian.Uint32(head[5:]) &^ (1 << 31)
	if n > r.max {
		if string(head[:5]) == "HTTP/" {
			return f, fmt.Errorf("http2: failed reading the frame payload: %w, note that the frame header looked like an HTTP/1.1 header", ErrTooLarge)
		}
		return f, ErrTooLarge
	}
	if int(n) > len(r.buf) {
		r.buf = make([]byte, max(int(n), min(2*len(r.buf), int(r.max))))
	}
	f.Payload = r.buf[:n]
	if _, err := io.ReadFull(r.r, f.Payload); err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
		return f, err
	}
	return f, r.check(&f)
}

// check: what each type asks for.
func (r *Reader) check(f *Frame) error {
	if r.open != 0 && (f.Type != Continuation || f.Stream != r.open) || r.open == 0 && f.Type == Continuation {
		return ConnError(ErrProtocol)
	}
	n := len(f.Payload)
	switch f.Type {
	case Data, Headers, Priority, RSTStream, PushPromise, Continuation:
		if f.Stream == 0 {
			return ConnError(ErrProtocol)
		}
	case Settings, Ping, GoAway:
		if f.Stream != 0 {
			return ConnError(ErrProtocol)
		}
	}
	good := true
	switch f.Type {
	case Priority:
		if n != 5 {
			return StreamError{Stream: f.Stream, Code: ErrFrameSize}
		}
	case RSTStream, WindowUpdate:
		good = n == 4
	case Settings:
		good = n%6 == 0 && (!f.Has(FlagAck) || n == 0)
	case Ping:
		good = n == 8
	case GoAway:
		good = n >= 8
	}
	if !good {
		return ConnError(ErrFrameSize)
	}
	return nil
}

// unpad returns the payload without padding.
func (f *Frame) unpad() ([]byte, error) {
	p := f.Payload
	if !f.Has(FlagPadded) {
		return p, nil
	}
	if len(p) == 0 || int(p[0]) >= len(p) {
		if len(p) == 0 {
			return nil, ConnError(ErrFrameSize)
		}
		return nil, ConnError(ErrProtocol)
	}
	return p[1 : len(p)-int(p[0])], nil
}

// Data returns what a DATA frame has.
func (f *Frame) Data() ([]byte, error) { return f.unpad() }

// maxEmpty is how many CONTINUATION frames of a block may have nothing.
const maxEmpty = 8

// Block returns the header block that begins with a HEADERS frame; it reads the
// frames that continue it. The block is good until the next frame is read. More
// than limit bytes end the connection: somebody sends headers without end.
func (r *Reader) Block(f Frame, limit int) ([]byte, error) {
	p, err := f.unpad()
	if err != nil {
		return nil, err
	}
	self := false
	if f.Has(FlagPriority) {
		if len(p) < 5 {
			return nil, ConnError(ErrFrameSize)
		}
		self = binary.BigEndian.Uint32(p)&^(1<<31) == f.Stream
		p = p[5:]
	}
	if !f.Has(FlagEndHeaders) {
		if p, err = r.continued(f.Stream, p, limit); err != nil {
			return nil, err
		}
	}
	if len(p) > limit {
		return nil, ConnError(ErrEnhanceYourCalm)
	}
	if self { // the stream depends on itself; the block was read nevertheless
		return p, StreamError{Stream: f.Stream, Code: ErrProtocol}
	}
	return p, nil
}

func (r *Reader) continued(stream uint32, first []byte, limit int) ([]byte, error) {
	r.block = append(r.block[:0], first...)
	r.open = stream
	for empty := 0; ; {
		f, err := r.Next()
		if err != nil {
			return nil, err
		}
		if r.block = append(r.block, f.Payload...); len(r.block) > limit {
			return nil, ConnError(ErrEnhanceYourCalm)
		}
		if f.Has(FlagEndHeaders) {
			r.open = 0
			return r.block, nil
		}
		if len(f.Payload) == 0 {
			if empty++; empty > maxEmpty {
				return nil, ConnError(ErrEnhanceYourCalm)
			}
		}
	}
}

// Code returns the code of an RST_STREAM frame.
func (f *Frame) Code() Code { return Code(binary.BigEndian.Uint32(f.Payload)) }

// Increment returns that of a WINDOW_UPDATE frame.
func (f *Frame) Increment() uint32 { return binary.BigEndian.Uint32(f.Payload) &^ (1 << 31) }

// Settings calls set for each setting, as long as it returns nil.
func (f *Frame) Settings(set func(Setting) error) error {
	for p := f.Payload; len(p) > 0; p = p[6:] {
		s := Setting{SettingID(binary.BigEndian.Uint16(p)), binary.BigEndian.Uint32(p[2:])}
		err := s.Check()
		if err == nil {
			err = set(s)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// GoAway returns what a GOAWAY frame has.
func (f *Frame) GoAway() (last uint32, code Code, debug []byte) {
	return binary.BigEndian.Uint32(f.Payload) &^ (1 << 31), Code(binary.BigEndian.Uint32(f.Payload[4:])), f.Payload[8:]
}

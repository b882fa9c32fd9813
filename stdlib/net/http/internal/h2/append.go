// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package h2

import "encoding/binary"

// AppendFrame appends the header of a frame with n bytes of payload, which the
// caller appends.
func AppendFrame(dst []byte, n int, t Type, flags uint8, stream uint32) []byte {
	return append(dst, byte(n>>16), byte(n>>8), byte(n), byte(t), flags, byte(stream>>24), byte(stream>>16), byte(stream>>8), byte(stream))
}

// AppendData appends a DATA frame.
func AppendData(dst []byte, stream uint32, p []byte, end bool) []byte {
	var flags uint8
	if end {
		flags = FlagEndStream
	}
	return append(AppendFrame(dst, len(p), Data, flags, stream), p...)
}

// AppendBlock appends a header block, in as many frames as it needs.
func AppendBlock(dst []byte, stream uint32, block []byte, end bool, maxFrame int) []byte {
	t, flags := Headers, uint8(0)
	if end {
		flags = FlagEndStream
	}
	for {
		part := block[:min(len(block), maxFrame)]
		block = block[len(part):]
		if len(block) == 0 {
			flags |= FlagEndHeaders
		}
		dst = append(AppendFrame(dst, len(part), t, flags, stream), part...)
		if len(block) == 0 {
			return dst
		}
		t, flags = Continuation, 0
	}
}

// AppendSettings appends a SETTINGS frame.
func AppendSettings(dst []byte, settings ...Setting) []byte {
	dst = AppendFrame(dst, 6*len(settings), Settings, 0, 0)
	for _, s := range settings {
		dst = binary.BigEndian.AppendUint16(dst, uint16(s.ID))
		dst = binary.BigEndian.AppendUint32(dst, s.Val)
	}
	return dst
}

// AppendSettingsAck appends what answers a SETTINGS frame.
func AppendSettingsAck(dst []byte) []byte { return AppendFrame(dst, 0, Settings, FlagAck, 0) }

// AppendPing appends a PING frame.
func AppendPing(dst []byte, ack bool, data [8]byte) []byte {
	var flags uint8
	if ack {
		flags = FlagAck
	}
	return append(AppendFrame(dst, 8, Ping, flags, 0), data[:]...)
}

// AppendRST appends an RST_STREAM frame.
func AppendRST(dst []byte, stream uint32, code Code) []byte {
	return binary.BigEndian.AppendUint32(AppendFrame(dst, 4, RSTStream, 0, stream), uint32(code))
}

// AppendWindowUpdate appends a WINDOW_UPDATE frame, with stream 0 for the
// connection.
func AppendWindowUpdate(dst []byte, stream, n uint32) []byte {
	return binary.BigEndian.AppendUint32(AppendFrame(dst, 4, WindowUpdate, 0, stream), n)
}

// AppendGoAway appends a GOAWAY frame.
func AppendGoAway(dst []byte, last uint32, code Code, debug string) []byte {
	dst = binary.BigEndian.AppendUint32(AppendFrame(dst, 8+len(debug), GoAway, 0, 0), last)
	return append(binary.BigEndian.AppendUint32(dst, uint32(code)), debug...)
}

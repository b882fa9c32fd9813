// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package h2

import (
	"bytes"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestRoundTrip(t *testing.T) {
	block := bytes.Repeat([]byte("block"), 10)
	var b []byte
	b = AppendData(b, 3, []byte("data"), true)
	b = AppendBlock(b, 5, block, true, 20) // in three frames
	b = AppendSettings(b, Setting{MaxFrame, 1 << 20}, Setting{InitialWindow, 7})
	b = AppendSettingsAck(b)
	b = AppendPing(b, true, [8]byte{1, 2, 3})
	b = AppendRST(b, 7, ErrCancel)
	b = AppendWindowUpdate(b, 9, 1000)
	b = AppendGoAway(b, 11, ErrEnhanceYourCalm, "why")
	r := NewReader(bytes.NewReader(b), DefaultMaxFrame)
	next := func(want Type, stream uint32) Frame {
		t.Helper()
		f, err := r.Next()
		if err != nil || f.Type != want || f.Stream != stream {
			t.Fatalf("got type %d of stream %d, %v; want %d of %d", f.Type, f.Stream, err, want, stream)
		}
		return f
	}
	f := next(Data, 3)
	if p, err := f.Data(); string(p) != "data" || err != nil || !f.Has(FlagEndStream) {
		t.Errorf("DATA: %q, %v", p, err)
	}
	f = next(Headers, 5)
	if got, err := r.Block(f, 100); err != nil || !bytes.Equal(got, block) || !f.Has(FlagEndStream) {
		t.Errorf("HEADERS: %q, %v", got, err)
	}
	var got []Setting
	f = next(Settings, 0)
	if err := f.Settings(func(s Setting) error { got = append(got, s); return nil }); err != nil || len(got) != 2 || got[1].Val != 7 {
		t.Errorf("SETTINGS: %v, %v", got, err)
	}
	if f = next(Settings, 0); !f.Has(FlagAck) {
		t.Error("no ACK")
	}
	if f = next(Ping, 0); f.Payload[2] != 3 || !f.Has(FlagAck) {
		t.Error("PING")
	}
	if f = next(RSTStream, 7); f.Code() != ErrCancel {
		t.Error("RST_STREAM: ", f.Code())
	}
	if f = next(WindowUpdate, 9); f.Increment() != 1000 {
		t.Error("WINDOW_UPDATE: ", f.Increment())
	}
	f = next(GoAway, 0)
	if last, code, debug := f.GoAway(); last != 11 || code != ErrEnhanceYourCalm || string(debug) != "why" {
		t.Error("GOAWAY: ", last, code, debug)
	}
	if _, err := r.Next(); err != io.EOF {
		t.Error(err)
	}
}

func raw(t Type, flags uint8, stream uint32, payload string) string {
	return string(AppendFrame(nil, len(payload), t, flags, stream)) + payload
}

func TestMalformed(t *testing.T) {
	for _, x := range []struct{ name, in, err string }{
		{"DATA without a stream", raw(Data, 0, 0, "x"), "connection error: PROTOCOL_ERROR"},
		{"all padding", raw(Data, FlagPadded, 1, "\x03ab"), "connection error: PROTOCOL_ERROR"},
		{"no padding", raw(Data, FlagPadded, 1, ""), "connection error: FRAME_SIZE_ERROR"},
		{"PING of 7", raw(Ping, 0, 0, "1234567"), "connection error: FRAME_SIZE_ERROR"},
		{"PING of a stream", raw(Ping, 0, 1, "12345678"), "connection error: PROTOCOL_ERROR"},
		{"SETTINGS of 5", raw(Settings, 0, 0, "12345"), "connection error: FRAME_SIZE_ERROR"},
		{"SETTINGS with an ACK", raw(Settings, FlagAck, 0, "123456"), "connection error: FRAME_SIZE_ERROR"},
		{"a window too large", raw(Settings, 0, 0, "\x00\x04\x80\x00\x00\x00"), "connection error: FLOW_CONTROL_ERROR"},
		{"frames too small", raw(Settings, 0, 0, "\x00\x05\x00\x00\x00\x01"), "connection error: PROTOCOL_ERROR"},
		{"a push of two", raw(Settings, 0, 0, "\x00\x02\x00\x00\x00\x02"), "connection error: PROTOCOL_ERROR"},
		{"RST_STREAM of 3", raw(RSTStream, 0, 1, "123"), "connection error: FRAME_SIZE_ERROR"},
		{"GOAWAY of 7", raw(GoAway, 0, 0, "1234567"), "connection error: FRAME_SIZE_ERROR"},
		{"PRIORITY of 4", raw(Priority, 0, 3, "1234"), "stream error: stream ID 3; FRAME_SIZE_ERROR"},
		{"a stream that depends on itself", raw(Headers, FlagPriority|FlagEndHeaders, 3, "\x00\x00\x00\x03\x00"),
			"stream error: stream ID 3; PROTOCOL_ERROR"},
		{"too short for a priority", raw(Headers, FlagPriority|FlagEndHeaders, 3, "\x00\x00"), "connection error: FRAME_SIZE_ERROR"},
		{"too large", raw(Data, 0, 1, strings.Repeat("x", DefaultMaxFrame+1)), "http2: frame too large"},
		{"HTTP/1.1", "HTTP/1.1 400 Bad Request\r\n", "http2: failed reading the frame payload: http2: frame too large, note that the frame header looked like an HTTP/1.1 header"},
		{"CONTINUATION of nothing", raw(Continuation, 0, 1, "x"), "connection error: PROTOCOL_ERROR"},
		{"DATA in a block", raw(Headers, 0, 1, "x") + raw(Data, 0, 1, "x"), "connection error: PROTOCOL_ERROR"},
		{"CONTINUATION of another", raw(Headers, 0, 1, "x") + raw(Continuation, 0, 3, "x"), "connection error: PROTOCOL_ERROR"},
		{"a block without end", raw(Headers, 0, 1, "x") + strings.Repeat(raw(Continuation, 0, 1, "x"), 1000),
			"connection error: ENHANCE_YOUR_CALM"},
		{"a block of nothing without end", raw(Headers, 0, 1, "") + strings.Repeat(raw(Continuation, 0, 1, ""), 10),
			"connection error: ENHANCE_YOUR_CALM"},
		{"a frame cut off", raw(Ping, 0, 0, "12345678")[:15], "unexpected EOF"},
		{"a header cut off", raw(Ping, 0, 0, "12345678")[:5], "unexpected EOF"},
	} {
		r := NewReader(strings.NewReader(x.in), DefaultMaxFrame)
		f, err := r.Next()
		if err == nil {
			switch f.Type {
			case Data:
				_, err = f.Data()
			case Headers:
				_, err = r.Block(f, 100)
			case Settings:
				err = f.Settings(func(Setting) error { return nil })
			}
		}
		if err == nil || err.Error() != x.err {
			t.Errorf("%s: %v, want %s", x.name, err, x.err)
		}
	}
	r := NewReader(strings.NewReader(raw(Priority, 0, 3, "1234")+raw(Ping, 0, 0, "12345678")), DefaultMaxFrame)
	r.Next()
	if f, err := r.Next(); err != nil || f.Type != Ping {
		t.Errorf("after an error of a stream: %v, %v", f, err)
	}
}

func TestErrors(t *testing.T) {
	cause := errors.New("received from peer")
	err := StreamError{Stream: 5, Code: ErrRefusedStream, Cause: cause}
	if err.Error() != "stream error: stream ID 5; REFUSED_STREAM; received from peer" || !errors.Is(err, cause) {
		t.Error(err)
	}
	if Code(99).String() != "unknown error code 0x63" {
		t.Error(Code(99))
	}
}

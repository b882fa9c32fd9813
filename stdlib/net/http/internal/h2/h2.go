// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package h2 reads and writes the frames of HTTP/2: RFC 9113, 4 and 6. It knows
// what a frame must look like, not what it does to a stream.
package h2

import (
	"fmt"
	"strconv"
)

// Preface is what a client sends first.
const Preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

// A Type is the type of a frame.
type Type uint8

const (
	Data Type = iota
	Headers
	Priority
	RSTStream
	Settings
	PushPromise
	Ping
	GoAway
	WindowUpdate
	Continuation
)

// Flags. What one means depends on the type.
const (
	FlagAck        = 0x1 // of Settings and Ping
	FlagEndStream  = 0x1 // of Data and Headers
	FlagEndHeaders = 0x4
	FlagPadded     = 0x8
	FlagPriority   = 0x20
)

// Limits and what holds before a peer says something else.
const (
	DefaultWindow   = 65535
	DefaultMaxFrame = 16 << 10
	MaxFrameLimit   = 1<<24 - 1
	MaxWindow       = 1<<31 - 1
	MaxStream       = 1<<31 - 1
)

// A SettingID says what a setting is about.
type SettingID uint16

const (
	HeaderTableSize   SettingID = 1
	EnablePush        SettingID = 2
	MaxStreams        SettingID = 3
	InitialWindow     SettingID = 4
	MaxFrame          SettingID = 5
	MaxHeaderList     SettingID = 6
	EnableConnectWith SettingID = 8
)

// A Setting is one of a SETTINGS frame.
type Setting struct {
	ID  SettingID
	Val uint32
}

// Check returns an error if the value is not allowed.
func (s Setting) Check() error {
	switch s.ID {
	case EnablePush:
		if s.Val > 1 {
			return ConnError(ErrProtocol)
		}
	case InitialWindow:
		if s.Val > MaxWindow {
			return ConnError(ErrFlowControl)
		}
	case MaxFrame:
		if s.Val < DefaultMaxFrame || s.Val > MaxFrameLimit {
			return ConnError(ErrProtocol)
		}
	}
	return nil
}

// A Code says why a stream or a connection ends.
type Code uint32

const (
	ErrNo Code = iota
	ErrProtocol
	ErrInternal
	ErrFlowControl
	ErrSettingsTimeout
	ErrStreamClosed
	ErrFrameSize
	ErrRefusedStream
	ErrCancel
	ErrCompression
	ErrConnect
	ErrEnhanceYourCalm
	ErrInadequateSecurity
	ErrHTTP11Required
)

var codeNames = [...]string{
	"NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED", "FRAME_SIZE_ERROR",
	"REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM", "INADEQUATE_SECURITY", "HTTP_1_1_REQUIRED",
}

func (c Code) String() string {
	if int(c) < len(codeNames) {
		return codeNames[c]
	}
	return "unknown error code 0x" + strconv.FormatUint(uint64(c), 16)
}

// Token is the name in names of counters.
func (c Code) Token() string {
	if int(c) < len(codeNames) {
		return codeNames[c]
	}
	return "ERR_UNKNOWN_" + strconv.Itoa(int(c))
}

// A ConnError ends the connection.
type ConnError Code

func (e ConnError) Error() string { return "connection error: " + Code(e).String() }

// A StreamError ends one stream.
type StreamError struct {
	Stream uint32
	Code   Code
	Cause  error // may be nil
}

func (e StreamError) Error() string {
	if e.Cause != nil {
		return fmt.Sprintf("stream error: stream ID %d; %v; %v", e.Stream, e.Code, e.Cause)
	}
	return fmt.Sprintf("stream error: stream ID %d; %v", e.Stream, e.Code)
}

func (e StreamError) Unwrap() error { return e.Cause }

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"math"
	"net/http/internal/h2"
	"net/http/internal/hpack"
	"strings"
	"time"
)

// Protocols is a set of protocols.
type Protocols struct{ bits uint8 }

const (
	protoHTTP1 = 1 << iota
	protoHTTP2
	protoUnencryptedHTTP2
)

// HTTP1 reports whether HTTP/1 is in the set.
func (p Protocols) HTTP1() bool { return p.bits&protoHTTP1 != 0 }

// HTTP2 reports whether HTTP/2 with TLS is in the set.
func (p Protocols) HTTP2() bool { return p.bits&protoHTTP2 != 0 }

// UnencryptedHTTP2 reports whether HTTP/2 without TLS is in the set.
func (p Protocols) UnencryptedHTTP2() bool { return p.bits&protoUnencryptedHTTP2 != 0 }

func (p *Protocols) set(bit uint8, ok bool) {
	if ok {
		p.bits |= bit
	} else {
		p.bits &^= bit
	}
}

// SetHTTP1 adds or removes HTTP/1.
func (p *Protocols) SetHTTP1(ok bool) { p.set(protoHTTP1, ok) }

// SetHTTP2 adds or removes HTTP/2 with TLS.
func (p *Protocols) SetHTTP2(ok bool) { p.set(protoHTTP2, ok) }

// SetUnencryptedHTTP2 adds or removes HTTP/2 without TLS.
func (p *Protocols) SetUnencryptedHTTP2(ok bool) { p.set(protoUnencryptedHTTP2, ok) }

func (p Protocols) String() string {
	var s []string
	if p.HTTP1() {
		s = append(s, "HTTP1")
	}
	if p.HTTP2() {
		s = append(s, "HTTP2")
	}
	if p.UnencryptedHTTP2() {
		s = append(s, "UnencryptedHTTP2")
	}
	return "{" + strings.Join(s, ",") + "}"
}

// HTTP2Config has the parameters of HTTP/2. What is zero, or out of its range, is
// as if it were not set.
type HTTP2Config struct {
	// MaxConcurrentStreams is how many streams a client may have open. 0: 250
	MaxConcurrentStreams int
	// StrictMaxConcurrentRequests has a Transport wait, rather than make another
	// connection, when a server takes no more streams.
	StrictMaxConcurrentRequests   bool
	MaxDecoderHeaderTableSize     int           // that the peer may use; 0: 4 KB
	MaxEncoderHeaderTableSize     int           // that we use; 0: 4 KB
	MaxReadFrameSize              int           // 16 KB to 16 MB; 0: the first for clients, 1 MB for servers
	MaxReceiveBufferPerConnection int           // at least 64 KB; 0: 1 GB for clients, 1 MB for servers
	MaxReceiveBufferPerStream     int           // 0: 4 MB for clients, 1 MB for servers
	SendPingTimeout               time.Duration // of silence, after which the peer is asked whether it is there; 0: never
	PingTimeout                   time.Duration // of an answer to that; 0: 15 s
	WriteByteTimeout              time.Duration // after which a write that does not go on ends the connection; 0: never
	PermitProhibitedCipherSuites  bool          // of RFC 9113, appendix A
	CountError                    func(errType string)
}

// An h2config is an HTTP2Config with what it stands for.
type h2config struct {
	streams, decoderTable, encoderTable, frame uint32
	connWindow, streamWindow                   int32
	pingAfter, pingTimeout, writeByteTimeout   time.Duration
	strict, permitProhibitedSuites             bool
	countError                                 func(string)
}

func newH2Config(h *HTTP2Config, server bool) h2config {
	if h == nil {
		h = &HTTP2Config{}
	}
	in := func(v, low, high, usual int) int {
		if v < low || v > high {
			return usual
		}
		return v
	}
	frame, connWindow, streamWindow := h2.DefaultMaxFrame, 1<<30, 4<<20
	if server {
		frame, connWindow, streamWindow = 1<<20, 1<<20, 1<<20
	}
	c := h2config{
		streams:                uint32(in(h.MaxConcurrentStreams, 1, math.MaxUint32, 250)),
		decoderTable:           uint32(in(h.MaxDecoderHeaderTableSize, 1, math.MaxUint32, hpack.DefaultTableSize)),
		encoderTable:           uint32(in(h.MaxEncoderHeaderTableSize, 1, math.MaxUint32, hpack.DefaultTableSize)),
		frame:                  uint32(in(h.MaxReadFrameSize, h2.DefaultMaxFrame, h2.MaxFrameLimit, frame)),
		connWindow:             int32(in(h.MaxReceiveBufferPerConnection, h2.DefaultWindow, math.MaxInt32, connWindow)),
		streamWindow:           int32(in(h.MaxReceiveBufferPerStream, 1, math.MaxInt32, streamWindow)),
		pingAfter:              h.SendPingTimeout,
		pingTimeout:            h.PingTimeout,
		writeByteTimeout:       h.WriteByteTimeout,
		strict:                 h.StrictMaxConcurrentRequests,
		permitProhibitedSuites: h.PermitProhibitedCipherSuites,
		countError:             h.CountError,
	}
	if c.pingTimeout <= 0 {
		c.pingTimeout = 15 * time.Second
	}
	return c
}

// settings returns those that differ from what the peer assumes.
func (c *h2config) settings(headerLimit uint32) []h2.Setting {
	s := []h2.Setting{{ID: h2.InitialWindow, Val: uint32(c.streamWindow)}, {ID: h2.MaxHeaderList, Val: headerLimit}}
	if c.frame != h2.DefaultMaxFrame {
		s = append(s, h2.Setting{ID: h2.MaxFrame, Val: c.frame})
	}
	if c.decoderTable != hpack.DefaultTableSize {
		s = append(s, h2.Setting{ID: h2.HeaderTableSize, Val: c.decoderTable})
	}
	return s
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"strings"
	"time"
)

// Protocols is a set of protocols. There is HTTP/1 only.
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

// HTTP2Config has the parameters of HTTP/2, which is not there.
type HTTP2Config struct {
	MaxConcurrentStreams          int
	StrictMaxConcurrentRequests   bool
	MaxDecoderHeaderTableSize     int
	MaxEncoderHeaderTableSize     int
	MaxReadFrameSize              int
	MaxReceiveBufferPerConnection int
	MaxReceiveBufferPerStream     int
	SendPingTimeout               time.Duration
	PingTimeout                   time.Duration
	WriteByteTimeout              time.Duration
	PermitProhibitedCipherSuites  bool
	CountError                    func(errType string)
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package tls has the types that the interface of net/http mentions. There is no
// TLS yet: nothing makes a Conn.
package tls

import (
	"net"
	"time"
)

const (
	VersionTLS10 = 0x0301
	VersionTLS11 = 0x0302
	VersionTLS12 = 0x0303
	VersionTLS13 = 0x0304
)

// A Config says how connections are made.
type Config struct {
	Time               func() time.Time
	NextProtos         []string
	ServerName         string
	InsecureSkipVerify bool
	MinVersion         uint16
	MaxVersion         uint16
}

// Clone returns a copy, nil of nil.
func (c *Config) Clone() *Config {
	if c == nil {
		return nil
	}
	d := *c
	return &d
}

// A ConnectionState describes a connection.
type ConnectionState struct {
	Version            uint16
	HandshakeComplete  bool
	DidResume          bool
	CipherSuite        uint16
	NegotiatedProtocol string
	ServerName         string
}

// A Conn is a connection.
type Conn struct{ net.Conn }

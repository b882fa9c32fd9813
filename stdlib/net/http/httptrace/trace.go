// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package httptrace tells what happens to a request of an HTTP client.
package httptrace

import (
	"context"
	"crypto/tls"
	"net"
	"net/textproto"
	"reflect"
	"time"
)

type traceKey struct{}

// ContextClientTrace returns the trace of a context, or nil.
func ContextClientTrace(ctx context.Context) *ClientTrace {
	t, _ := ctx.Value(traceKey{}).(*ClientTrace)
	return t
}

// WithClientTrace returns a context with a trace, whose functions are called
// before those of the trace that ctx has.
func WithClientTrace(ctx context.Context, trace *ClientTrace) context.Context {
	if trace == nil {
		panic("nil trace")
	}
	if old := ContextClientTrace(ctx); old != nil {
		trace.compose(old)
	}
	return context.WithValue(ctx, traceKey{}, trace)
}

// compose has each function of t call that of old behind it.
func (t *ClientTrace) compose(old *ClientTrace) {
	if t == old {
		return
	}
	tv, ov := reflect.ValueOf(t).Elem(), reflect.ValueOf(old).Elem()
	for i := range tv.NumField() {
		f, g := tv.Field(i), ov.Field(i)
		if f.Kind() != reflect.Func || g.IsNil() {
			continue
		}
		if f.IsNil() {
			f.Set(g)
			continue
		}
		first := reflect.ValueOf(f.Interface()) // f itself changes
		f.Set(reflect.MakeFunc(f.Type(), func(args []reflect.Value) []reflect.Value {
			first.Call(args)
			return g.Call(args)
		}))
	}
}

// A ClientTrace has functions that are called, from several goroutines, as a
// request goes on; all may be nil. Those for DNS are never called.
type ClientTrace struct {
	GetConn              func(hostPort string) // before a connection is made or found
	GotConn              func(GotConnInfo)
	PutIdleConn          func(err error) // err: why it is not kept
	GotFirstResponseByte func()
	Got100Continue       func()
	Got1xxResponse       func(code int, header textproto.MIMEHeader) error
	DNSStart             func(DNSStartInfo)
	DNSDone              func(DNSDoneInfo)
	ConnectStart         func(network, addr string)
	ConnectDone          func(network, addr string, err error)
	TLSHandshakeStart    func()
	TLSHandshakeDone     func(tls.ConnectionState, error)
	WroteHeaderField     func(key string, value []string)
	WroteHeaders         func()
	Wait100Continue      func()
	WroteRequest         func(WroteRequestInfo)
}

// WroteRequestInfo has the error of writing a request, if any.
type WroteRequestInfo struct{ Err error }

// DNSStartInfo has what is looked up.
type DNSStartInfo struct{ Host string }

// DNSDoneInfo has what was found.
type DNSDoneInfo struct {
	Addrs     []net.IPAddr
	Err       error
	Coalesced bool
}

// GotConnInfo tells about the connection of a request.
type GotConnInfo struct {
	Conn     net.Conn // not to be used
	Reused   bool
	WasIdle  bool
	IdleTime time.Duration
}

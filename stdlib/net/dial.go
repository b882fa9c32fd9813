// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Dial and Listen.

package net

import (
	"context"
	"syscall"
	"time"
)

// A Dialer dials with options. The zero Dialer has none.
type Dialer struct {
	Timeout         time.Duration // of the whole; 0: none
	Deadline        time.Time
	LocalAddr       Addr          // nil: chosen by the kernel
	DualStack       bool          // deprecated, without effect
	FallbackDelay   time.Duration // without effect: addresses are tried one after the other
	KeepAlive       time.Duration // of TCP; 0: 15 s, < 0: off
	KeepAliveConfig KeepAliveConfig
	Resolver        *Resolver       // nil: DefaultResolver
	Cancel          <-chan struct{} // deprecated: closed, the dialing ends
	// Called after the socket was made and before it is bound or connected.
	Control        func(network, address string, c syscall.RawConn) error
	ControlContext func(ctx context.Context, network, address string, c syscall.RawConn) error
}

type sysDialer struct {
	Dialer
	network, address string
}

func (d *Dialer) control() controlFunc {
	if d.ControlContext != nil {
		return d.ControlContext
	}
	return withoutContext(d.Control)
}

func withoutContext(f func(network, address string, c syscall.RawConn) error) controlFunc {
	if f == nil {
		return nil
	}
	return func(_ context.Context, network, address string, c syscall.RawConn) error {
		return f(network, address, c)
	}
}

// deadline returns the earliest of all that limit the dialing.
func (d *Dialer) deadline(ctx context.Context, now time.Time) (earliest time.Time) {
	if d.Timeout != 0 {
		earliest = now.Add(d.Timeout)
	}
	if t, ok := ctx.Deadline(); ok && (earliest.IsZero() || t.Before(earliest)) {
		earliest = t
	}
	if !d.Deadline.IsZero() && (earliest.IsZero() || d.Deadline.Before(earliest)) {
		earliest = d.Deadline
	}
	return earliest
}

// Dial connects to an address: "host:port" for tcp, tcp4, tcp6, udp, udp4 and
// udp6, a path for unix, unixgram and unixpacket.
func Dial(network, address string) (Conn, error) { return (&Dialer{}).Dial(network, address) }

// DialTimeout is Dial with a limit of time.
func DialTimeout(network, address string, timeout time.Duration) (Conn, error) {
	return (&Dialer{Timeout: timeout}).Dial(network, address)
}

// Dial is the package's Dial with options.
func (d *Dialer) Dial(network, address string) (Conn, error) {
	return d.DialContext(context.Background(), network, address)
}

// DialContext is Dial until ctx is done; a connection that was made is not
// concerned.
func (d *Dialer) DialContext(ctx context.Context, network, address string) (Conn, error) {
	if ctx == nil {
		panic("nil context")
	}
	if t := d.deadline(ctx, time.Now()); !t.IsZero() {
		if old, ok := ctx.Deadline(); !ok || t.Before(old) {
			sub, cancel := context.WithDeadline(ctx, t)
			defer cancel()
			ctx = sub
		}
	}
	if d.Cancel != nil {
		sub, cancel := context.WithCancel(ctx)
		defer cancel()
		go func() {
			select {
			case <-d.Cancel:
				cancel()
			case <-sub.Done():
			}
		}()
		ctx = sub
	}
	r := d.Resolver
	if r == nil {
		r = DefaultResolver
	}
	list, err := r.addrs(ctx, network, address)
	if err == nil {
		list, err = fitting(list, d.LocalAddr, address)
	}
	if err != nil {
		return nil, &OpError{Op: "dial", Net: network, Err: err}
	}
	sd := &sysDialer{*d, network, address}
	var first error
	for i, a := range list {
		c, err := sd.dialSome(ctx, a, len(list)-i)
		if err == nil {
			return c, nil
		}
		if first == nil {
			first = err
		}
	}
	return nil, first
}

// fitting drops addresses that local cannot reach.
func fitting(list []Addr, local Addr, address string) ([]Addr, error) {
	ip, isIP := ipOf(local)
	if local == nil {
		return list, nil
	}
	var out []Addr
	for _, a := range list {
		if a.Network() != local.Network() {
			return nil, &AddrError{Err: "mismatched local address type", Addr: local.String()}
		}
		far, _ := ipOf(a)
		if !isIP || wildcard(ip) || wildcard(far) || (ip.To4() != nil) == (far.To4() != nil) {
			out = append(out, a)
		}
	}
	if len(out) == 0 {
		return nil, &AddrError{Err: errNoSuitableAddress.Error(), Addr: address}
	}
	return out, nil
}

// dialSome gives one of so many addresses its share of the time that is left,
// two seconds at least.
func (d *sysDialer) dialSome(ctx context.Context, a Addr, left int) (Conn, error) {
	if t, ok := ctx.Deadline(); ok && left > 1 {
		share := max(time.Until(t)/time.Duration(left), 2*time.Second)
		sub, cancel := context.WithTimeout(ctx, share)
		defer cancel()
		ctx = sub
	}
	return d.dialOne(ctx, a)
}

func (d *sysDialer) dialOne(ctx context.Context, a Addr) (c Conn, err error) {
	switch a := a.(type) {
	case *TCPAddr:
		l, _ := d.LocalAddr.(*TCPAddr)
		c, err = d.dialTCP(ctx, l, a)
	case *UDPAddr:
		l, _ := d.LocalAddr.(*UDPAddr)
		c, err = d.dialUDP(ctx, l, a)
	case *UnixAddr:
		l, _ := d.LocalAddr.(*UnixAddr)
		c, err = d.dialUnix(ctx, l, a)
	default:
		err = &AddrError{Err: "unexpected address type", Addr: d.address}
	}
	if err != nil {
		return nil, &OpError{Op: "dial", Net: d.network, Source: d.LocalAddr, Addr: a, Err: err}
	}
	return c, nil
}

// A ListenConfig listens with options. The zero ListenConfig has none.
type ListenConfig struct {
	// Called after the socket was made and before it is bound.
	Control         func(network, address string, c syscall.RawConn) error
	KeepAlive       time.Duration // of accepted connections; 0: 15 s, < 0: off
	KeepAliveConfig KeepAliveConfig
}

func (lc *ListenConfig) control() controlFunc { return withoutContext(lc.Control) }

// Listen listens for connections on an address; see the package's Listen.
func (lc *ListenConfig) Listen(ctx context.Context, network, address string) (Listener, error) {
	a, err := listenAddr(ctx, network, address)
	if err != nil {
		return nil, err
	}
	var l Listener
	switch a := a.(type) {
	case *TCPAddr:
		l, err = lc.listenTCP(ctx, network, a)
	case *UnixAddr:
		l, err = lc.listenUnix(ctx, network, a)
	default:
		err = &AddrError{Err: "unexpected address type", Addr: address}
	}
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: a, Err: err}
	}
	return l, nil
}

// ListenPacket waits for packets on an address; see the package's
// ListenPacket.
func (lc *ListenConfig) ListenPacket(ctx context.Context, network, address string) (PacketConn, error) {
	a, err := listenAddr(ctx, network, address)
	if err != nil {
		return nil, err
	}
	var c PacketConn
	switch a := a.(type) {
	case *UDPAddr:
		c, err = lc.listenUDP(ctx, network, a)
	case *UnixAddr:
		c, err = lc.listenUnixgram(ctx, network, a)
	default:
		err = &AddrError{Err: "unexpected address type", Addr: address}
	}
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: a, Err: err}
	}
	return c, nil
}

func listenAddr(ctx context.Context, network, address string) (Addr, error) {
	list, err := DefaultResolver.addrs(ctx, network, address)
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Err: err}
	}
	return preferred(list, address), nil
}

// Listen listens for connections: "host:port" for tcp, tcp4 and tcp6, a path
// for unix and unixpacket. No host is all of this machine; port 0 is any.
func Listen(network, address string) (Listener, error) {
	return (&ListenConfig{}).Listen(context.Background(), network, address)
}

// ListenPacket waits for packets: "host:port" for udp, udp4 and udp6, a path
// for unixgram.
func ListenPacket(network, address string) (PacketConn, error) {
	return (&ListenConfig{}).ListenPacket(context.Background(), network, address)
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements UDP.

package net

import (
	"context"
	"net/netip"
	"syscall"
)

// A UDPConn is an end point of UDP, connected to another one or not.
type UDPConn struct {
	conn
}

func udpEndpoint(a *UDPAddr) endpoint {
	if a == nil {
		return endpoint{}
	}
	return endpoint{a.IP, a.Port, a.Zone, a}
}

func udpNetwork(network string) bool {
	return network == "udp" || network == "udp4" || network == "udp6"
}

// DialUDP is Dial for UDP; a laddr of nil is chosen by the kernel.
func DialUDP(network string, laddr, raddr *UDPAddr) (*UDPConn, error) {
	fail := func(err error) error {
		return &OpError{Op: "dial", Net: network, Source: addrOrNil(laddr), Addr: addrOrNil(raddr), Err: err}
	}
	if !udpNetwork(network) {
		return nil, fail(UnknownNetworkError(network))
	}
	if raddr == nil {
		return nil, fail(errMissingAddress)
	}
	d := &sysDialer{network: network}
	c, err := d.dialUDP(context.Background(), laddr, raddr)
	if err != nil {
		return nil, fail(err)
	}
	return c, nil
}

func (d *sysDialer) dialUDP(ctx context.Context, l, r *UDPAddr) (*UDPConn, error) {
	remote := udpEndpoint(r)
	remote.toLocal(d.network)
	fd, err := ipSocket(ctx, d.network, syscall.SOCK_DGRAM, udpEndpoint(l), remote, false, d.control())
	if err != nil {
		return nil, err
	}
	return &UDPConn{conn{fd}}, nil
}

// ListenUDP is ListenPacket for UDP.
func ListenUDP(network string, laddr *UDPAddr) (*UDPConn, error) {
	if !udpNetwork(network) {
		return nil, &OpError{Op: "listen", Net: network, Addr: addrOrNil(laddr), Err: UnknownNetworkError(network)}
	}
	if laddr == nil {
		laddr = &UDPAddr{}
	}
	c, err := (&ListenConfig{}).listenUDP(context.Background(), network, laddr)
	if err != nil {
		return nil, &OpError{Op: "listen", Net: network, Addr: laddr, Err: err}
	}
	return c, nil
}

func (lc *ListenConfig) listenUDP(ctx context.Context, network string, laddr *UDPAddr) (*UDPConn, error) {
	fd, err := ipSocket(ctx, network, syscall.SOCK_DGRAM, udpEndpoint(laddr), endpoint{}, true, lc.control())
	if err != nil {
		return nil, err
	}
	return &UDPConn{conn{fd}}, nil
}

func (c *UDPConn) readFrom(b []byte) (int, syscall.Sockaddr, error) {
	if !c.ok() {
		return 0, nil, syscall.EINVAL
	}
	n, from, err := c.fd.pfd.ReadFrom(b)
	if err != nil {
		err = c.fd.opError("read", syscallError("recvfrom", err))
	}
	return n, from, err
}

// ReadFromUDP reads a packet, and returns who sent it; what does not fit into
// b is lost.
func (c *UDPConn) ReadFromUDP(b []byte) (n int, addr *UDPAddr, err error) {
	n, from, err := c.readFrom(b)
	if from == nil {
		return n, nil, err
	}
	ip, port, zone := ipPort(from)
	return n, &UDPAddr{ip, port, zone}, err
}

// ReadFrom is ReadFromUDP.
func (c *UDPConn) ReadFrom(b []byte) (int, Addr, error) {
	n, addr, err := c.ReadFromUDP(b)
	if addr == nil {
		return n, nil, err
	}
	return n, addr, err
}

// ReadFromUDPAddrPort is ReadFromUDP with another type of address.
func (c *UDPConn) ReadFromUDPAddrPort(b []byte) (n int, addr netip.AddrPort, err error) {
	n, from, err := c.readFrom(b)
	if from != nil {
		ip, port, zone := ipPort(from)
		addr = addrPort(ip, zone, port)
	}
	return n, addr, err
}

// WriteToUDP sends b as a packet.
func (c *UDPConn) WriteToUDP(b []byte, addr *UDPAddr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	fail := func(err error) (int, error) {
		return 0, &OpError{Op: "write", Net: c.fd.net, Source: c.fd.laddr, Addr: addrOrNil(addr), Err: err}
	}
	if c.fd.connected {
		return fail(ErrWriteToConnected)
	}
	if addr == nil {
		return fail(errMissingAddress)
	}
	to, err := sockaddr(c.fd.family, addr.IP, addr.Port, addr.Zone)
	if err != nil {
		return fail(err)
	}
	n, err := c.fd.pfd.WriteTo(b, to)
	if err != nil {
		return fail(syscallError("sendto", err))
	}
	return n, nil
}

// WriteTo is WriteToUDP.
func (c *UDPConn) WriteTo(b []byte, addr Addr) (int, error) {
	if !c.ok() {
		return 0, syscall.EINVAL
	}
	a, ok := addr.(*UDPAddr)
	if !ok {
		return 0, &OpError{Op: "write", Net: c.fd.net, Source: c.fd.laddr, Addr: addr, Err: syscall.EINVAL}
	}
	return c.WriteToUDP(b, a)
}

// WriteToUDPAddrPort is WriteToUDP with another type of address.
func (c *UDPConn) WriteToUDPAddrPort(b []byte, addr netip.AddrPort) (int, error) {
	return c.WriteToUDP(b, UDPAddrFromAddrPort(addr))
}

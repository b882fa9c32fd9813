// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the addresses of TCP, UDP and IP, and their text.

package net

import (
	"context"
	"net/netip"
	"strconv"
	"strings"
	"syscall"
)

// SplitHostPort splits "host:port", "[host]:port" or "[host%zone]:port".
func SplitHostPort(hostport string) (host, port string, err error) {
	fail := func(why string) (string, string, error) {
		return "", "", &AddrError{Err: why, Addr: hostport}
	}
	const missing, tooMany = "missing port in address", "too many colons in address"
	i := strings.LastIndexByte(hostport, ':')
	if i < 0 {
		return fail(missing)
	}
	from, to := 0, 0 // where no more [ and ] may come
	if hostport[0] == '[' {
		end := strings.IndexByte(hostport, ']')
		if end < 0 {
			return fail("missing ']' in address")
		}
		switch end + 1 {
		case len(hostport):
			return fail(missing)
		case i:
		default:
			if hostport[end+1] == ':' {
				return fail(tooMany)
			}
			return fail(missing)
		}
		host = hostport[1:end]
		from, to = 1, end+1
	} else {
		host = hostport[:i]
		if strings.IndexByte(host, ':') >= 0 {
			return fail(tooMany)
		}
	}
	if strings.IndexByte(hostport[from:], '[') >= 0 {
		return fail("unexpected '[' in address")
	}
	if strings.IndexByte(hostport[to:], ']') >= 0 {
		return fail("unexpected ']' in address")
	}
	return host, hostport[i+1:], nil
}

// JoinHostPort returns "host:port", "[host]:port" if there is a colon or
// percent sign in host.
func JoinHostPort(host, port string) string {
	if strings.IndexByte(host, ':') >= 0 || strings.IndexByte(host, '%') >= 0 {
		return "[" + host + "]:" + port
	}
	return host + ":" + port
}

// An IPAddr is the address of a host.
type IPAddr struct {
	IP   IP
	Zone string
}

// A TCPAddr is the address of an end of a TCP connection.
type TCPAddr struct {
	IP   IP
	Port int
	Zone string
}

// A UDPAddr is the address of an end point of UDP.
type UDPAddr struct {
	IP   IP
	Port int
	Zone string
}

func zoned(ip IP, zone string) string {
	s := ipEmptyString(ip)
	if zone != "" {
		s += "%" + zone
	}
	return s
}

func addrPort(ip IP, zone string, port int) netip.AddrPort {
	a, _ := netip.AddrFromSlice(ip)
	return netip.AddrPortFrom(a.WithZone(zone), uint16(port))
}

// Network returns "ip".
func (a *IPAddr) Network() string { return "ip" }

func (a *IPAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return zoned(a.IP, a.Zone)
}

// Network returns "tcp".
func (a *TCPAddr) Network() string { return "tcp" }

func (a *TCPAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return JoinHostPort(zoned(a.IP, a.Zone), strconv.Itoa(a.Port))
}

// AddrPort returns the address as a netip.AddrPort; not valid for nil.
func (a *TCPAddr) AddrPort() netip.AddrPort {
	if a == nil {
		return netip.AddrPort{}
	}
	return addrPort(a.IP, a.Zone, a.Port)
}

// Network returns "udp".
func (a *UDPAddr) Network() string { return "udp" }

func (a *UDPAddr) String() string {
	if a == nil {
		return "<nil>"
	}
	return JoinHostPort(zoned(a.IP, a.Zone), strconv.Itoa(a.Port))
}

// AddrPort returns the address as a netip.AddrPort; not valid for nil.
func (a *UDPAddr) AddrPort() netip.AddrPort {
	if a == nil {
		return netip.AddrPort{}
	}
	return addrPort(a.IP, a.Zone, a.Port)
}

// TCPAddrFromAddrPort returns a as a TCPAddr.
func TCPAddrFromAddrPort(a netip.AddrPort) *TCPAddr {
	return &TCPAddr{IP: a.Addr().AsSlice(), Zone: a.Addr().Zone(), Port: int(a.Port())}
}

// UDPAddrFromAddrPort returns a as a UDPAddr.
func UDPAddrFromAddrPort(a netip.AddrPort) *UDPAddr {
	return &UDPAddr{IP: a.Addr().AsSlice(), Zone: a.Addr().Zone(), Port: int(a.Port())}
}

// sockaddr returns the kernel's form of an address; family is that of the
// socket.
func sockaddr(family int, ip IP, port int, zone string) (syscall.Sockaddr, error) {
	if family == syscall.AF_INET {
		if len(ip) == 0 {
			ip = IPv4zero
		}
		four := ip.To4()
		if four == nil {
			return nil, &AddrError{Err: "non-IPv4 address", Addr: ip.String()}
		}
		return &syscall.SockaddrInet4{Port: port, Addr: [4]byte(four)}, nil
	}
	if len(ip) == 0 || ip.Equal(IPv4zero) {
		ip = IPv6zero
	}
	sixteen := ip.To16()
	if sixteen == nil {
		return nil, &AddrError{Err: "non-IPv6 address", Addr: ip.String()}
	}
	id, _ := strconv.Atoi(zone)
	return &syscall.SockaddrInet6{Port: port, Addr: [16]byte(sixteen), ZoneId: uint32(id)}, nil
}

// ipPort takes a kernel's address apart.
func ipPort(sa syscall.Sockaddr) (ip IP, port int, zone string) {
	switch sa := sa.(type) {
	case *syscall.SockaddrInet4:
		return sa.Addr[:], sa.Port, ""
	case *syscall.SockaddrInet6:
		if sa.ZoneId != 0 {
			zone = strconv.Itoa(int(sa.ZoneId))
		}
		return sa.Addr[:], sa.Port, zone
	}
	return nil, 0, ""
}

func tcpAddrOf(sa syscall.Sockaddr) Addr {
	if sa == nil {
		return nil
	}
	ip, port, zone := ipPort(sa)
	return &TCPAddr{ip, port, zone}
}

func udpAddrOf(sa syscall.Sockaddr) Addr {
	if sa == nil {
		return nil
	}
	ip, port, zone := ipPort(sa)
	return &UDPAddr{ip, port, zone}
}

// ResolveTCPAddr looks up "host:port" for tcp, tcp4 or tcp6.
func ResolveTCPAddr(network, address string) (*TCPAddr, error) {
	switch network {
	case "tcp", "tcp4", "tcp6":
	case "":
		network = "tcp"
	default:
		return nil, UnknownNetworkError(network)
	}
	list, err := DefaultResolver.addrs(context.Background(), network, address)
	if err != nil {
		return nil, err
	}
	return preferred(list, address).(*TCPAddr), nil
}

// ResolveUDPAddr looks up "host:port" for udp, udp4 or udp6.
func ResolveUDPAddr(network, address string) (*UDPAddr, error) {
	switch network {
	case "udp", "udp4", "udp6":
	case "":
		network = "udp"
	default:
		return nil, UnknownNetworkError(network)
	}
	list, err := DefaultResolver.addrs(context.Background(), network, address)
	if err != nil {
		return nil, err
	}
	return preferred(list, address).(*UDPAddr), nil
}

// ResolveIPAddr looks up a host for ip, ip4 or ip6.
func ResolveIPAddr(network, address string) (*IPAddr, error) {
	switch network {
	case "ip", "ip4", "ip6":
	case "":
		network = "ip"
	default:
		return nil, UnknownNetworkError(network)
	}
	list, err := DefaultResolver.addrs(context.Background(), network, address)
	if err != nil {
		return nil, err
	}
	return preferred(list, address).(*IPAddr), nil
}

func ipOf(a Addr) (IP, bool) {
	switch a := a.(type) {
	case *TCPAddr:
		return a.IP, true
	case *UDPAddr:
		return a.IP, true
	case *IPAddr:
		return a.IP, true
	}
	return nil, false
}

// preferred returns the first IPv4 address, or the first of all if there is
// none or what was looked up is an IPv6 address.
func preferred(list []Addr, address string) Addr {
	if address == "" || address[0] != '[' {
		for _, a := range list {
			if ip, _ := ipOf(a); ip.To4() != nil {
				return a
			}
		}
	}
	return list[0]
}

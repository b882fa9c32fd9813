// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements IP, IPMask and IPNet.

package net

import (
	"bytes"
	"math/bits"
	"net/netip"
	"strconv"
	"strings"
)

// Lengths of addresses in bytes.
const (
	IPv4len = 4
	IPv6len = 16
)

// An IP is an address of 4 or 16 bytes; an IPv4 address may have either
// length.
type IP []byte

// An IPMask selects bits of an address.
type IPMask []byte

// An IPNet is a network.
type IPNet struct {
	IP   IP
	Mask IPMask
}

var v4InV6Prefix = []byte{10: 0xff, 11: 0xff}

// IPv4 returns a.b.c.d, as 16 bytes.
func IPv4(a, b, c, d byte) IP {
	return append(append(make(IP, 0, 16), v4InV6Prefix...), a, b, c, d)
}

// IPv4Mask returns the mask a.b.c.d.
func IPv4Mask(a, b, c, d byte) IPMask { return IPMask{a, b, c, d} }

// CIDRMask returns a mask of the given length in bits (32 or 128), of which
// the first ones are set; nil if that cannot be.
func CIDRMask(ones, bits int) IPMask {
	if bits != 32 && bits != 128 || ones < 0 || ones > bits {
		return nil
	}
	m := make(IPMask, bits/8)
	for i := range m {
		switch n := ones - 8*i; {
		case n >= 8:
			m[i] = 0xff
		case n > 0:
			m[i] = ^byte(0xff >> n)
		}
	}
	return m
}

// Addresses that everybody knows.
var (
	IPv4bcast     = IPv4(255, 255, 255, 255)
	IPv4allsys    = IPv4(224, 0, 0, 1)
	IPv4allrouter = IPv4(224, 0, 0, 2)
	IPv4zero      = IPv4(0, 0, 0, 0)

	IPv6zero                   = IP{15: 0}
	IPv6unspecified            = IP{15: 0}
	IPv6loopback               = IP{15: 1}
	IPv6interfacelocalallnodes = IP{0: 0xff, 1: 0x01, 15: 0x01}
	IPv6linklocalallnodes      = IP{0: 0xff, 1: 0x02, 15: 0x01}
	IPv6linklocalallrouters    = IP{0: 0xff, 1: 0x02, 15: 0x02}
)

// IsUnspecified reports whether ip is 0.0.0.0 or ::.
func (ip IP) IsUnspecified() bool { return ip.Equal(IPv4zero) || ip.Equal(IPv6unspecified) }

func (ip IP) addr() netip.Addr {
	a, _ := netip.AddrFromSlice(ip)
	return a.Unmap()
}

// IsLoopback reports whether ip is in 127.0.0.0/8 or ::1.
func (ip IP) IsLoopback() bool { return ip.addr().IsLoopback() }

// IsPrivate reports whether ip is in a network of RFC 1918 or RFC 4193.
func (ip IP) IsPrivate() bool { return ip.addr().IsPrivate() }

// IsMulticast reports whether ip is a multicast address.
func (ip IP) IsMulticast() bool { return ip.addr().IsMulticast() }

// IsInterfaceLocalMulticast reports whether ip is an interface's own multicast
// address.
func (ip IP) IsInterfaceLocalMulticast() bool { return ip.addr().IsInterfaceLocalMulticast() }

// IsLinkLocalMulticast reports whether ip is a link's multicast address.
func (ip IP) IsLinkLocalMulticast() bool { return ip.addr().IsLinkLocalMulticast() }

// IsLinkLocalUnicast reports whether ip is an address of a host on its link.
func (ip IP) IsLinkLocalUnicast() bool { return ip.addr().IsLinkLocalUnicast() }

// IsGlobalUnicast reports whether ip is an address of one host beyond its
// link.
func (ip IP) IsGlobalUnicast() bool { return ip.addr().IsGlobalUnicast() }

// To4 returns an IPv4 address as 4 bytes, nil for another one.
func (ip IP) To4() IP {
	if len(ip) == IPv4len {
		return ip
	}
	if len(ip) == IPv6len && bytes.Equal(ip[:12], v4InV6Prefix) {
		return ip[12:16]
	}
	return nil
}

// To16 returns the address as 16 bytes; nil if it is none.
func (ip IP) To16() IP {
	switch len(ip) {
	case IPv4len:
		return IPv4(ip[0], ip[1], ip[2], ip[3])
	case IPv6len:
		return ip
	}
	return nil
}

// DefaultMask returns the mask of an IPv4 address's class.
func (ip IP) DefaultMask() IPMask {
	ip = ip.To4()
	switch {
	case ip == nil:
		return nil
	case ip[0] < 0x80:
		return CIDRMask(8, 32)
	case ip[0] < 0xc0:
		return CIDRMask(16, 32)
	}
	return CIDRMask(24, 32)
}

// Mask returns the bits of ip that are in the mask; nil if the lengths do not
// fit.
func (ip IP) Mask(mask IPMask) IP {
	if len(mask) == IPv6len && len(ip) == IPv4len && allFF(mask[:12]) {
		mask = mask[12:]
	}
	if len(mask) == IPv4len && len(ip) == IPv6len && bytes.Equal(ip[:12], v4InV6Prefix) {
		ip = ip[12:]
	}
	if len(ip) != len(mask) {
		return nil
	}
	out := make(IP, len(ip))
	for i := range ip {
		out[i] = ip[i] & mask[i]
	}
	return out
}

func allFF(b []byte) bool {
	for _, c := range b {
		if c != 0xff {
			return false
		}
	}
	return true
}

// String returns "192.0.2.1", "2001:db8::1", "<nil>" for no bytes, and "?" with
// the bytes in hexadecimal for another length.
func (ip IP) String() string {
	if len(ip) == 0 {
		return "<nil>"
	}
	if a, ok := netip.AddrFromSlice(ip); ok {
		return a.Unmap().String()
	}
	return "?" + hexString(ip)
}

func hexString(b []byte) string {
	const digits = "0123456789abcdef"
	s := make([]byte, 0, 2*len(b))
	for _, c := range b {
		s = append(s, digits[c>>4], digits[c&15])
	}
	return string(s)
}

func ipEmptyString(ip IP) string {
	if len(ip) == 0 {
		return ""
	}
	return ip.String()
}

// AppendText appends what MarshalText returns.
func (ip IP) AppendText(b []byte) ([]byte, error) {
	if len(ip) == 0 {
		return b, nil
	}
	if len(ip) != IPv4len && len(ip) != IPv6len {
		return b, &AddrError{Err: "invalid IP address", Addr: hexString(ip)}
	}
	return append(b, ip.String()...), nil
}

// MarshalText returns String's form, "" for no bytes.
func (ip IP) MarshalText() ([]byte, error) {
	b, err := ip.AppendText([]byte{})
	if err != nil {
		return nil, err
	}
	return b, nil
}

// UnmarshalText parses what MarshalText returns.
func (ip *IP) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*ip = nil
		return nil
	}
	s := string(text)
	x := ParseIP(s)
	if x == nil {
		return &ParseError{Type: "IP address", Text: s}
	}
	*ip = x
	return nil
}

// Equal reports whether both are the same address, whatever their length.
func (ip IP) Equal(x IP) bool {
	if len(ip) == len(x) {
		return bytes.Equal(ip, x)
	}
	a, b := ip.To4(), x.To4()
	return a != nil && b != nil && bytes.Equal(a, b)
}

// Size returns the number of leading ones and the length in bits; 0, 0 if
// ones follow zeros.
func (m IPMask) Size() (ones, length int) {
	for i, c := range m {
		if c == 0xff {
			ones += 8
			continue
		}
		n := bits.LeadingZeros8(^c)
		if c<<n != 0 {
			return 0, 0
		}
		ones += n
		for _, c := range m[i+1:] {
			if c != 0 {
				return 0, 0
			}
		}
		break
	}
	return ones, 8 * len(m)
}

// String returns the mask in hexadecimal.
func (m IPMask) String() string {
	if len(m) == 0 {
		return "<nil>"
	}
	return hexString(m)
}

// numberAndMask returns both with the same length, nil if they do not fit.
func (n *IPNet) numberAndMask() (ip IP, m IPMask) {
	if ip = n.IP.To4(); ip == nil {
		if ip = n.IP; len(ip) != IPv6len {
			return nil, nil
		}
	}
	m = n.Mask
	switch {
	case len(m) == len(ip):
	case len(m) == IPv6len && len(ip) == IPv4len:
		m = m[12:]
	default:
		return nil, nil
	}
	return ip, m
}

// Contains reports whether ip is in the network.
func (n *IPNet) Contains(ip IP) bool {
	number, m := n.numberAndMask()
	if x := ip.To4(); x != nil {
		ip = x
	}
	if len(ip) != len(number) {
		return false
	}
	for i := range ip {
		if (number[i]^ip[i])&m[i] != 0 {
			return false
		}
	}
	return true
}

// Network returns "ip+net".
func (n *IPNet) Network() string { return "ip+net" }

// String returns "192.0.2.0/24"; a mask with ones after zeros is in
// hexadecimal.
func (n *IPNet) String() string {
	if n == nil {
		return "<nil>"
	}
	number, m := n.numberAndMask()
	if number == nil || m == nil {
		return "<nil>"
	}
	ones, length := m.Size()
	if length == 0 {
		return number.String() + "/" + m.String()
	}
	return number.String() + "/" + strconv.Itoa(ones)
}

// ParseIP parses "192.0.2.1", "2001:db8::68" or "::ffff:192.0.2.1"; nil for
// what is none of them.
func ParseIP(s string) IP {
	a, err := netip.ParseAddr(s)
	if err != nil || a.Zone() != "" {
		return nil
	}
	b := a.As16()
	return IP(b[:])
}

// ParseCIDR parses "192.0.2.1/24", and returns the address and the network.
func ParseCIDR(s string) (IP, *IPNet, error) {
	bad := &ParseError{Type: "CIDR address", Text: s}
	host, length, found := strings.Cut(s, "/")
	if !found {
		return nil, nil, bad
	}
	a, err := netip.ParseAddr(host)
	if err != nil || a.Zone() != "" {
		return nil, nil, bad
	}
	ones := 0
	if length == "" {
		return nil, nil, bad
	}
	for _, c := range []byte(length) {
		if c < '0' || c > '9' || ones > 1000 {
			return nil, nil, bad
		}
		ones = ones*10 + int(c-'0')
	}
	if ones > a.BitLen() {
		return nil, nil, bad
	}
	m := CIDRMask(ones, a.BitLen())
	b := a.As16()
	return IP(b[:]), &IPNet{IP: IP(b[:]).Mask(m), Mask: m}, nil
}

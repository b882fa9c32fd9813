// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package netip

import (
	"cmp"
	"errors"
	"strconv"
	"strings"
)

// An AddrPort is an address and a port.
type AddrPort struct {
	ip   Addr
	port uint16
}

// AddrPortFrom returns the AddrPort of both.
func AddrPortFrom(ip Addr, port uint16) AddrPort { return AddrPort{ip, port} }

// Addr returns the address.
func (p AddrPort) Addr() Addr { return p.ip }

// Port returns the port.
func (p AddrPort) Port() uint16 { return p.port }

// IsValid reports whether the address is valid; every port is.
func (p AddrPort) IsValid() bool { return p.ip.IsValid() }

// Compare orders by address, then port.
func (p AddrPort) Compare(p2 AddrPort) int {
	if c := p.ip.Compare(p2.ip); c != 0 {
		return c
	}
	return cmp.Compare(p.port, p2.port)
}

// String returns "1.2.3.4:80", "[::1]:80" or "invalid AddrPort".
func (p AddrPort) String() string {
	if !p.IsValid() {
		return "invalid AddrPort"
	}
	return string(p.AppendTo(nil))
}

// AppendTo appends String's form to b, nothing if p is not valid.
func (p AddrPort) AppendTo(b []byte) []byte {
	switch p.ip.fam {
	case none:
		return b
	case v4:
		b = p.ip.AppendTo(b)
	default:
		b = append(p.ip.AppendTo(append(b, '[')), ']')
	}
	return strconv.AppendUint(append(b, ':'), uint64(p.port), 10)
}

// AppendText is AppendTo.
func (p AddrPort) AppendText(b []byte) ([]byte, error) { return p.AppendTo(b), nil }

// MarshalText returns String's form, "" if p is not valid.
func (p AddrPort) MarshalText() ([]byte, error) { return p.AppendTo([]byte{}), nil }

// UnmarshalText parses what MarshalText returns.
func (p *AddrPort) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*p = AddrPort{}
		return nil
	}
	*p, err = ParseAddrPort(string(text))
	return err
}

// AppendBinary appends the address's binary form, then the port, low byte
// first.
func (p AddrPort) AppendBinary(b []byte) ([]byte, error) {
	b, err := p.ip.AppendBinary(b)
	return append(b, byte(p.port), byte(p.port>>8)), err
}

// MarshalBinary returns what AppendBinary appends.
func (p AddrPort) MarshalBinary() ([]byte, error) { return p.AppendBinary([]byte{}) }

// UnmarshalBinary takes what MarshalBinary returns.
func (p *AddrPort) UnmarshalBinary(b []byte) error {
	if len(b) < 2 {
		return errors.New("unexpected slice size")
	}
	n := len(b) - 2
	var ip Addr
	if err := ip.UnmarshalBinary(b[:n]); err != nil {
		return err
	}
	*p = AddrPort{ip, uint16(b[n]) | uint16(b[n+1])<<8}
	return nil
}

// MustParseAddrPort is ParseAddrPort, and panics if there is an error.
func MustParseAddrPort(s string) AddrPort {
	p, err := ParseAddrPort(s)
	if err != nil {
		panic(err)
	}
	return p
}

// ParseAddrPort parses "1.2.3.4:80" or "[::1]:80"; ports are numbers.
func ParseAddrPort(s string) (AddrPort, error) {
	host, port, brackets, err := splitAddrPort(s)
	if err != nil {
		return AddrPort{}, err
	}
	n, err := strconv.ParseUint(port, 10, 16)
	if err != nil {
		return AddrPort{}, errors.New("invalid port " + strconv.Quote(port) + " parsing " + strconv.Quote(s))
	}
	ip, err := ParseAddr(host)
	if err != nil {
		return AddrPort{}, err
	}
	if brackets && ip.Is4() {
		return AddrPort{}, errors.New("invalid ip:port " + strconv.Quote(s) + ", square brackets can only be used with IPv6 addresses")
	}
	if !brackets && ip.Is6() {
		return AddrPort{}, errors.New("invalid ip:port " + strconv.Quote(s) + ", IPv6 addresses must be surrounded by square brackets")
	}
	return AddrPort{ip, uint16(n)}, nil
}

func splitAddrPort(s string) (ip, port string, brackets bool, err error) {
	i := strings.LastIndexByte(s, ':')
	if i < 0 {
		return "", "", false, errors.New("not an ip:port")
	}
	ip, port = s[:i], s[i+1:]
	if ip == "" {
		return "", "", false, errors.New("no IP")
	}
	if port == "" {
		return "", "", false, errors.New("no port")
	}
	if ip[0] == '[' {
		if len(ip) < 2 || ip[len(ip)-1] != ']' {
			return "", "", false, errors.New("missing ]")
		}
		ip, brackets = ip[1:len(ip)-1], true
	}
	return ip, port, brackets, nil
}

// A Prefix is a network: an address, of which the first Bits matter.
type Prefix struct {
	ip       Addr  // without a zone
	bitsPlus uint8 // 0: not valid
}

// PrefixFrom returns a Prefix, not valid if the number of bits does not fit.
// The other bits of ip stay.
func PrefixFrom(ip Addr, bits int) Prefix {
	p := Prefix{ip: ip.withoutZone()}
	if ip.IsValid() && bits >= 0 && bits <= ip.BitLen() {
		p.bitsPlus = uint8(bits) + 1
	}
	return p
}

// Addr returns the address.
func (p Prefix) Addr() Addr { return p.ip }

// Bits returns the length, -1 if p is not valid.
func (p Prefix) Bits() int { return int(p.bitsPlus) - 1 }

// IsValid reports whether p is a network.
func (p Prefix) IsValid() bool { return p.bitsPlus > 0 }

// IsSingleIP reports whether p contains exactly one address.
func (p Prefix) IsSingleIP() bool { return p.IsValid() && p.Bits() == p.ip.BitLen() }

// Compare orders by family, the masked address, the length, and the address.
func (p Prefix) Compare(p2 Prefix) int {
	if c := cmp.Compare(p.ip.BitLen(), p2.ip.BitLen()); c != 0 {
		return c
	}
	if c := p.Masked().ip.Compare(p2.Masked().ip); c != 0 {
		return c
	}
	if c := cmp.Compare(p.Bits(), p2.Bits()); c != 0 {
		return c
	}
	return p.ip.Compare(p2.ip)
}

// Masked returns p with the bits that do not matter zero.
func (p Prefix) Masked() Prefix {
	if !p.IsValid() {
		return Prefix{}
	}
	m, _ := p.ip.Prefix(p.Bits())
	return m
}

// Contains reports whether ip is in the network; one with a zone never is, nor
// an IPv4 address in an IPv6 network.
func (p Prefix) Contains(ip Addr) bool {
	if !p.IsValid() || ip.zone != nil || ip.fam != p.ip.fam {
		return false
	}
	m, _ := ip.Prefix(p.Bits())
	return m == p.Masked()
}

// Overlaps reports whether some address is in both.
func (p Prefix) Overlaps(o Prefix) bool {
	if !p.IsValid() || !o.IsValid() || p.ip.fam != o.ip.fam {
		return false
	}
	bits := min(p.Bits(), o.Bits())
	a, _ := p.ip.Prefix(bits)
	b, _ := o.ip.Prefix(bits)
	return a == b
}

type parsePrefixError struct{ in, msg string }

func (e parsePrefixError) Error() string {
	return "netip.ParsePrefix(" + strconv.Quote(e.in) + "): " + e.msg
}

// MustParsePrefix is ParsePrefix, and panics if there is an error.
func MustParsePrefix(s string) Prefix {
	p, err := ParsePrefix(s)
	if err != nil {
		panic(err)
	}
	return p
}

// ParsePrefix parses "192.168.1.0/24" or "2001:db8::/32".
func ParsePrefix(s string) (Prefix, error) {
	i := strings.LastIndexByte(s, '/')
	if i < 0 {
		return Prefix{}, parsePrefixError{s, "no '/'"}
	}
	ip, err := ParseAddr(s[:i])
	if err != nil {
		return Prefix{}, parsePrefixError{s, err.Error()}
	}
	if ip.Is6() && ip.zone != nil {
		return Prefix{}, parsePrefixError{s, "IPv6 zones cannot be present in a prefix"}
	}
	length := s[i+1:]
	bad := parsePrefixError{s, "bad bits after slash: " + strconv.Quote(length)}
	if len(length) > 1 && (length[0] < '1' || length[0] > '9') {
		return Prefix{}, bad
	}
	bits, err := strconv.Atoi(length)
	if err != nil {
		return Prefix{}, bad
	}
	if bits < 0 || bits > ip.BitLen() {
		return Prefix{}, parsePrefixError{s, "prefix length out of range"}
	}
	return PrefixFrom(ip, bits), nil
}

// String returns "1.2.3.0/24" or "invalid Prefix".
func (p Prefix) String() string {
	if !p.IsValid() {
		return "invalid Prefix"
	}
	return p.ip.String() + "/" + strconv.Itoa(p.Bits())
}

// AppendTo appends String's form to b, nothing for the zero Prefix.
func (p Prefix) AppendTo(b []byte) []byte {
	if p == (Prefix{}) {
		return b
	}
	return append(b, p.String()...)
}

// AppendText is AppendTo.
func (p Prefix) AppendText(b []byte) ([]byte, error) { return p.AppendTo(b), nil }

// MarshalText returns String's form, "" for the zero Prefix.
func (p Prefix) MarshalText() ([]byte, error) { return p.AppendTo([]byte{}), nil }

// UnmarshalText parses what MarshalText returns.
func (p *Prefix) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*p = Prefix{}
		return nil
	}
	*p, err = ParsePrefix(string(text))
	return err
}

// AppendBinary appends the address's binary form, then the length.
func (p Prefix) AppendBinary(b []byte) ([]byte, error) {
	b, err := p.ip.AppendBinary(b)
	return append(b, uint8(p.Bits())), err
}

// MarshalBinary returns what AppendBinary appends.
func (p Prefix) MarshalBinary() ([]byte, error) { return p.AppendBinary([]byte{}) }

// UnmarshalBinary takes what MarshalBinary returns.
func (p *Prefix) UnmarshalBinary(b []byte) error {
	if len(b) < 1 {
		return errors.New("unexpected slice size")
	}
	var ip Addr
	if err := ip.UnmarshalBinary(b[:len(b)-1]); err != nil {
		return err
	}
	*p = PrefixFrom(ip, int(b[len(b)-1]))
	return nil
}

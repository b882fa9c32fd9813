// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package netip has IP addresses that are small values: they can be compared
// with ==, be keys of maps, and nothing of them is allocated.
package netip

import (
	"cmp"
	"errors"
	"math/bits"
	"strconv"
	"sync"
)

// A zone is the name of an IPv6 address's zone. There is one for each name, so
// that addresses can be compared.
type zone struct{ name string }

var zones struct {
	sync.Mutex
	byName map[string]*zone
}

func zoneOf(name string) *zone {
	if name == "" {
		return nil
	}
	zones.Lock()
	defer zones.Unlock()
	z := zones.byName[name]
	if z == nil {
		if zones.byName == nil {
			zones.byName = map[string]*zone{}
		}
		z = &zone{name}
		zones.byName[name] = z
	}
	return z
}

type family uint8

const (
	none family = iota // of the zero Addr
	v4
	v6
)

// An Addr is an IPv4 or IPv6 address, the latter perhaps with a zone. The zero
// Addr is not an address, and differs from 0.0.0.0 and ::.
type Addr struct {
	hi, lo uint64 // an IPv4 address in the form that IPv6 maps it to
	fam    family
	zone   *zone // of IPv6 only; nil: none
}

const mapped = 0xffff << 32 // lo of ::ffff:0.0.0.0

// AddrFrom4 returns an IPv4 address.
func AddrFrom4(a [4]byte) Addr {
	return Addr{lo: mapped | uint64(a[0])<<24 | uint64(a[1])<<16 | uint64(a[2])<<8 | uint64(a[3]), fam: v4}
}

// AddrFrom16 returns an IPv6 address; one of the form ::ffff:1.2.3.4 remains
// one.
func AddrFrom16(a [16]byte) Addr {
	ip := Addr{fam: v6}
	for i := 0; i < 8; i++ {
		ip.hi = ip.hi<<8 | uint64(a[i])
		ip.lo = ip.lo<<8 | uint64(a[8+i])
	}
	return ip
}

// AddrFromSlice returns the address of 4 or 16 bytes; false for another
// length.
func AddrFromSlice(s []byte) (ip Addr, ok bool) {
	switch len(s) {
	case 4:
		return AddrFrom4([4]byte(s)), true
	case 16:
		return AddrFrom16([16]byte(s)), true
	}
	return Addr{}, false
}

// IPv6Unspecified returns ::.
func IPv6Unspecified() Addr { return Addr{fam: v6} }

// IPv4Unspecified returns 0.0.0.0.
func IPv4Unspecified() Addr { return AddrFrom4([4]byte{}) }

// IPv6LinkLocalAllNodes returns ff02::1.
func IPv6LinkLocalAllNodes() Addr { return AddrFrom16([16]byte{0: 0xff, 1: 0x02, 15: 0x01}) }

// IPv6LinkLocalAllRouters returns ff02::2.
func IPv6LinkLocalAllRouters() Addr { return AddrFrom16([16]byte{0: 0xff, 1: 0x02, 15: 0x02}) }

// IPv6Loopback returns ::1.
func IPv6Loopback() Addr { return AddrFrom16([16]byte{15: 1}) }

// IsValid reports whether ip is an address.
func (ip Addr) IsValid() bool { return ip.fam != none }

// BitLen returns the length of the address in bits: 32, 128, or 0 for the zero
// Addr.
func (ip Addr) BitLen() int {
	switch ip.fam {
	case v4:
		return 32
	case v6:
		return 128
	}
	return 0
}

// Zone returns the zone, "" if there is none.
func (ip Addr) Zone() string {
	if ip.zone == nil {
		return ""
	}
	return ip.zone.name
}

// Compare returns -1, 0 or 1: addresses are ordered by length, value and zone.
func (ip Addr) Compare(other Addr) int {
	if c := cmp.Compare(ip.BitLen(), other.BitLen()); c != 0 {
		return c
	}
	if c := cmp.Compare(ip.hi, other.hi); c != 0 {
		return c
	}
	if c := cmp.Compare(ip.lo, other.lo); c != 0 {
		return c
	}
	return cmp.Compare(ip.Zone(), other.Zone())
}

// Less reports whether ip comes before other.
func (ip Addr) Less(other Addr) bool { return ip.Compare(other) < 0 }

// Is4 reports whether ip is an IPv4 address, and none that is mapped to IPv6.
func (ip Addr) Is4() bool { return ip.fam == v4 }

// Is4In6 reports whether ip is ::ffff:0:0/96, an IPv4 address mapped to IPv6.
func (ip Addr) Is4In6() bool { return ip.fam == v6 && ip.hi == 0 && ip.lo>>32 == 0xffff }

// Is6 reports whether ip is an IPv6 address.
func (ip Addr) Is6() bool { return ip.fam == v6 }

// Unmap returns the IPv4 address that ip maps, else ip.
func (ip Addr) Unmap() Addr {
	if ip.Is4In6() {
		ip.fam, ip.zone = v4, nil
	}
	return ip
}

// WithZone returns an IPv6 address with the zone; "" removes it.
func (ip Addr) WithZone(name string) Addr {
	if ip.Is6() {
		ip.zone = zoneOf(name)
	}
	return ip
}

func (ip Addr) withoutZone() Addr {
	ip.zone = nil
	return ip
}

func (ip Addr) v4(i int) uint8  { return uint8(ip.lo >> (24 - 8*i)) }
func (ip Addr) v6(i int) uint8  { return uint8(ip.v6u16(i/2) >> (8 * (1 - i%2))) }
func (ip Addr) first16() uint16 { return uint16(ip.hi >> 48) }
func (ip Addr) v6u16(i int) uint16 {
	if i < 4 {
		return uint16(ip.hi >> (48 - 16*i))
	}
	return uint16(ip.lo >> (48 - 16*(i-4)))
}

// IsLinkLocalUnicast reports whether ip is in 169.254.0.0/16 or fe80::/10.
func (ip Addr) IsLinkLocalUnicast() bool {
	ip = ip.Unmap()
	if ip.Is4() {
		return ip.v4(0) == 169 && ip.v4(1) == 254
	}
	return ip.Is6() && ip.first16()&0xffc0 == 0xfe80
}

// IsLoopback reports whether ip is in 127.0.0.0/8 or ::1.
func (ip Addr) IsLoopback() bool {
	ip = ip.Unmap()
	if ip.Is4() {
		return ip.v4(0) == 127
	}
	return ip.Is6() && ip.hi == 0 && ip.lo == 1
}

// IsMulticast reports whether ip is in 224.0.0.0/4 or ff00::/8.
func (ip Addr) IsMulticast() bool {
	ip = ip.Unmap()
	if ip.Is4() {
		return ip.v4(0)&0xf0 == 0xe0
	}
	return ip.Is6() && ip.hi>>56 == 0xff
}

// IsInterfaceLocalMulticast reports whether ip is an interface's own IPv6
// multicast address.
func (ip Addr) IsInterfaceLocalMulticast() bool {
	return ip.Is6() && !ip.Is4In6() && ip.first16()&0xff0f == 0xff01
}

// IsLinkLocalMulticast reports whether ip is in 224.0.0.0/24 or a link's IPv6
// multicast address.
func (ip Addr) IsLinkLocalMulticast() bool {
	ip = ip.Unmap()
	if ip.Is4() {
		return ip.v4(0) == 224 && ip.v4(1) == 0 && ip.v4(2) == 0
	}
	return ip.Is6() && ip.first16()&0xff0f == 0xff02
}

// IsGlobalUnicast reports whether ip is an address of one host beyond its
// link, a private one or not.
func (ip Addr) IsGlobalUnicast() bool {
	ip = ip.Unmap()
	if !ip.IsValid() || ip == AddrFrom4([4]byte{255, 255, 255, 255}) {
		return false
	}
	return !ip.IsUnspecified() && !ip.IsLoopback() && !ip.IsMulticast() && !ip.IsLinkLocalUnicast()
}

// IsPrivate reports whether ip is in one of the networks of RFC 1918 or
// RFC 4193.
func (ip Addr) IsPrivate() bool {
	ip = ip.Unmap()
	if ip.Is4() {
		return ip.v4(0) == 10 || ip.v4(0) == 172 && ip.v4(1)&0xf0 == 16 || ip.v4(0) == 192 && ip.v4(1) == 168
	}
	return ip.Is6() && ip.hi>>57 == 0xfc>>1
}

// IsUnspecified reports whether ip is 0.0.0.0 or ::.
func (ip Addr) IsUnspecified() bool {
	return ip == IPv4Unspecified() || ip == IPv6Unspecified()
}

// As4 returns the bytes of an IPv4 address, mapped or not.
func (ip Addr) As4() (a [4]byte) {
	if ip.fam == v4 || ip.Is4In6() {
		for i := range a {
			a[i] = ip.v4(i)
		}
		return a
	}
	if ip.fam == none {
		panic("As4 called on IP zero value")
	}
	panic("As4 called on IPv6 address")
}

// As16 returns the address as 16 bytes; the zero Addr as zeros.
func (ip Addr) As16() (a [16]byte) {
	for i := 0; i < 8; i++ {
		a[i] = byte(ip.hi >> (56 - 8*i))
		a[8+i] = byte(ip.lo >> (56 - 8*i))
	}
	return a
}

// AsSlice returns the address as 4 or 16 bytes, nil for the zero Addr.
func (ip Addr) AsSlice() []byte {
	switch ip.fam {
	case v4:
		a := ip.As4()
		return a[:]
	case v6:
		a := ip.As16()
		return a[:]
	}
	return nil
}

// Next returns the address that follows ip, the zero Addr if there is none.
func (ip Addr) Next() Addr {
	lo, carry := bits.Add64(ip.lo, 1, 0)
	hi, over := bits.Add64(ip.hi, 0, carry)
	if ip.fam == v4 && uint32(lo) == 0 || over != 0 || ip.fam == none {
		return Addr{}
	}
	ip.hi, ip.lo = hi, lo
	return ip
}

// Prev returns the address before ip, the zero Addr if there is none.
func (ip Addr) Prev() Addr {
	if ip.fam == v4 && uint32(ip.lo) == 0 || ip.fam != v4 && ip.hi|ip.lo == 0 {
		return Addr{}
	}
	lo, borrow := bits.Sub64(ip.lo, 1, 0)
	ip.hi, ip.lo = ip.hi-borrow, lo
	return ip
}

// Prefix keeps the first b bits of ip.
func (ip Addr) Prefix(b int) (Prefix, error) {
	if b < 0 {
		return Prefix{}, errors.New("negative Prefix bits")
	}
	switch {
	case ip.fam == none:
		return Prefix{}, nil
	case b > ip.BitLen():
		kind := "IPv6"
		if ip.fam == v4 {
			kind = "IPv4"
		}
		return Prefix{}, errors.New("prefix length " + strconv.Itoa(b) + " too large for " + kind)
	}
	if ip.fam == v4 {
		ip.lo = mapped | ip.lo&uint64(^uint32(0)<<(32-b))
	} else {
		ip.hi &= ^uint64(0) << max(64-b, 0)
		ip.lo &= ^uint64(0) << min(128-b, 64)
	}
	return PrefixFrom(ip.withoutZone(), b), nil
}

// String returns "1.2.3.4", "fd7a::1%zone", "::ffff:1.2.3.4" or "invalid IP".
func (ip Addr) String() string {
	if ip.fam == none {
		return "invalid IP"
	}
	return string(ip.AppendTo(nil))
}

// AppendTo appends String's form to b, nothing for the zero Addr.
func (ip Addr) AppendTo(b []byte) []byte {
	switch {
	case ip.fam == none:
		return b
	case ip.fam == v4:
		return ip.append4(b)
	case ip.Is4In6():
		b = ip.append4(append(b, "::ffff:"...))
	default:
		b = ip.append6(b)
	}
	if z := ip.Zone(); z != "" {
		b = append(append(b, '%'), z...)
	}
	return b
}

func (ip Addr) append4(b []byte) []byte {
	for i := 0; i < 4; i++ {
		if i > 0 {
			b = append(b, '.')
		}
		b = strconv.AppendUint(b, uint64(ip.v4(i)), 10)
	}
	return b
}

// append6 writes :: for the first of the longest runs of two zero fields or
// more.
func (ip Addr) append6(b []byte) []byte {
	start, end := 8, 8
	for i := 0; i < 8; i++ {
		j := i
		for j < 8 && ip.v6u16(j) == 0 {
			j++
		}
		if n := j - i; n >= 2 && n > end-start {
			start, end = i, j
		}
	}
	for i := 0; i < 8; i++ {
		if i == start {
			b = append(b, ':', ':')
			i = end
			if i >= 8 {
				break
			}
		} else if i > 0 {
			b = append(b, ':')
		}
		b = strconv.AppendUint(b, uint64(ip.v6u16(i)), 16)
	}
	return b
}

// StringExpanded is String with all digits of an IPv6 address.
func (ip Addr) StringExpanded() string {
	if ip.fam != v6 {
		return ip.String()
	}
	const digits = "0123456789abcdef"
	var b []byte
	for i := 0; i < 8; i++ {
		if i > 0 {
			b = append(b, ':')
		}
		for shift := 12; shift >= 0; shift -= 4 {
			b = append(b, digits[ip.v6u16(i)>>shift&15])
		}
	}
	if z := ip.Zone(); z != "" {
		b = append(append(b, '%'), z...)
	}
	return string(b)
}

// AppendText is AppendTo.
func (ip Addr) AppendText(b []byte) ([]byte, error) { return ip.AppendTo(b), nil }

// MarshalText returns String's form, "" for the zero Addr.
func (ip Addr) MarshalText() ([]byte, error) { return ip.AppendTo([]byte{}), nil }

// UnmarshalText parses what MarshalText returns.
func (ip *Addr) UnmarshalText(text []byte) (err error) {
	if len(text) == 0 {
		*ip = Addr{}
		return nil
	}
	*ip, err = ParseAddr(string(text))
	return err
}

// AppendBinary appends the bytes of the address and its zone to b.
func (ip Addr) AppendBinary(b []byte) ([]byte, error) {
	return append(append(b, ip.AsSlice()...), ip.Zone()...), nil
}

// MarshalBinary returns the bytes of the address and its zone.
func (ip Addr) MarshalBinary() ([]byte, error) { return ip.AppendBinary([]byte{}) }

// UnmarshalBinary takes what MarshalBinary returns.
func (ip *Addr) UnmarshalBinary(b []byte) error {
	switch n := len(b); {
	case n == 0:
		*ip = Addr{}
	case n == 4:
		*ip = AddrFrom4([4]byte(b))
	case n >= 16:
		*ip = AddrFrom16([16]byte(b[:16])).WithZone(string(b[16:]))
	default:
		return errors.New("unexpected slice size")
	}
	return nil
}

// Addresses: net/netip, net.IP and its masks, networks, and the text of end points, right and wrong.
// RUN: %run %s

package main

import (
	"fmt"
	"net"
	"net/netip"
)

func main() {
	for _, s := range []string{"1.2.3.4", "01.2.3.4", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1..2.3", "1.2.3.", "1.2.3.a", "", "abc", "%eth0", "::", "::1", "1::", "1::2:0:0:3", "0:0:0:1:0:0:0:0",
		"::ffff:1.2.3.4", "::ffff:1.2.3.4%z", "fe80::1%eth0", "fe80::1%", "1:2:3:4:5:6:7:8", "1:2:3:4:5:6:7:8:9", "1:2:3:4:5:6:7", "1:2:3:4:5:6:1.2.3.4", "1:2:3:4:5:6:7:1.2.3.4", "1:2:3:1.2.3.4", "::1::2", "12345::", "::g", "1:2:3:4:5:6:7::", "::1:2:3:4:5:6:7:8", ":1", "1:", "1:::2", "::1.2.3", "::01.2.3.4", "2001:DB8::A"} {
		a, err := netip.ParseAddr(s)
		fmt.Println(s, a, err, a.Is4(), a.Is6(), a.Is4In6(), a.Unmap(), a.Zone(), a.StringExpanded(), a.Next(), a.Prev(), net.ParseIP(s))
		fmt.Println(a.IsLoopback(), a.IsPrivate(), a.IsMulticast(), a.IsGlobalUnicast(), a.IsUnspecified(), a.IsLinkLocalUnicast(), a.BitLen())
		for _, n := range []int{0, 7, 8, 33, 64, 100, 128, 129} {
			p, err := a.Prefix(n)
			fmt.Print(p, " ", err, " ", p.Contains(a), "; ")
		}
		fmt.Println()
		t, err := a.MarshalText()
		b, _ := a.MarshalBinary()
		var c, d netip.Addr
		fmt.Println(string(t), err, b, c.UnmarshalText(t), d.UnmarshalBinary(b), c == a, d == a)
	}
	for _, s := range []string{"1.2.3.4:80", "[::1]:80", "::1:80", "[1.2.3.4]:80", "1.2.3.4", "1.2.3.4:", ":80", "[::1:80", "[fe80::1%a]:65535", "1.2.3.4:65536", "1.2.3.4:+1", "x:1", "[]:1"} {
		p, err := netip.ParseAddrPort(s)
		fmt.Println(s, p, err, p.IsValid())
		h, po, err := net.SplitHostPort(s)
		fmt.Printf("%q %q %v\n", h, po, err)
	}
	for _, s := range []string{"1.2.3.4/24", "1.2.3.4/33", "1.2.3.4/0", "1.2.3.4/-1", "1.2.3.4/01", "1.2.3.4/+1", "1.2.3.4", "::1/128", "::1/129", "fe80::1%a/64", "x/1", "2001:db8::/32", "1.2.3.4/", "::ffff:1.2.3.4/100", "1.2.3.4/99999999999999999999"} {
		p, err := netip.ParsePrefix(s)
		fmt.Println(s, p, err, p.Bits(), p.Masked(), p.IsSingleIP())
		ip, n, err := net.ParseCIDR(s)
		fmt.Println(ip, n, err)
	}
	for i := 0; i <= 32; i += 5 {
		m := net.CIDRMask(i, 32)
		o, l := m.Size()
		fmt.Println(m, o, l, net.IPv4(10, 200, 3, 7).Mask(m))
	}
	fmt.Println(net.CIDRMask(33, 32), net.CIDRMask(45, 128), net.IPMask{255, 0, 255, 0}, &net.IPNet{IP: net.IPv4(1, 2, 3, 4), Mask: net.IPMask{255, 0, 255, 0}})
	fmt.Println(net.IP{1, 2, 3}, net.IP(nil), net.IPv4(1, 2, 3, 4).DefaultMask(), net.IPv4(200, 2, 3, 4).DefaultMask())
	fmt.Println(&net.TCPAddr{}, &net.TCPAddr{IP: net.IPv6loopback, Zone: "z", Port: 3}, (*net.UDPAddr)(nil), &net.IPAddr{IP: net.IPv4zero})
	fmt.Println(netip.MustParsePrefix("10.0.0.0/8").Overlaps(netip.MustParsePrefix("10.1.0.0/16")), netip.MustParsePrefix("10.0.0.0/8").Compare(netip.MustParsePrefix("10.0.0.0/16")))
	for _, s := range [][2]string{{"tcp", "127.0.0.1:http"}, {"tcp", ":80"}, {"tcp6", "[::1]:1"}, {"tcp4", "[::1]:1"}, {"x", "y"}, {"tcp", "1.2.3.4"}, {"", "1.2.3.4:5"}} {
		a, err := net.ResolveTCPAddr(s[0], s[1])
		fmt.Println(a, err)
		u, err := net.ResolveUDPAddr(s[0], s[1])
		fmt.Println(u, err)
	}
	i, err := net.ResolveIPAddr("ip", "::1")
	fmt.Println(i, err)
	for _, s := range []string{"1", "x", "[a", "a]", "[a]b:1", "[a]:b:1", "[a]:1", "a:1", "a[:1", "a]:1", "[a[]:1", "[]:1", ":", "[::%25]:http"} {
		h, p, err := net.SplitHostPort(s)
		fmt.Printf("%q %q %v\n", h, p, err)
	}
}

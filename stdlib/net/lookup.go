// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the lookup of hosts and services: what is an address
// already, then /etc/hosts, then DNS.

package net

import (
	"context"
	"net/netip"
	"os"
	"strconv"
	"strings"
)

// A Resolver looks up names. The zero Resolver, and nil, do so as the system
// is configured.
type Resolver struct {
	PreferGo     bool // without effect: there is but one resolver
	StrictErrors bool // an error of one of several questions is one of the whole
	// Makes the connections to DNS servers; nil: net.Dialer.
	Dial func(ctx context.Context, network, address string) (Conn, error)
}

// DefaultResolver is the one of the package's functions.
var DefaultResolver = &Resolver{}

func notFound(name, why string) *DNSError {
	return &DNSError{Err: why, Name: name, IsNotFound: true}
}

const noSuchHost = "no such host"

// hostsFile returns the lines of /etc/hosts in fields.
func hostsFile() (lines [][]string) {
	data, _ := os.ReadFile("/etc/hosts")
	for _, line := range strings.Split(string(data), "\n") {
		line, _, _ = strings.Cut(line, "#")
		if f := strings.Fields(line); len(f) > 1 {
			lines = append(lines, f)
		}
	}
	return lines
}

func fold(name string) string { return strings.ToLower(strings.TrimSuffix(name, ".")) }

// lookupHosts returns the addresses of a name in /etc/hosts.
func lookupHosts(name string) (addrs []netip.Addr) {
	name = fold(name)
	for _, f := range hostsFile() {
		a, err := netip.ParseAddr(f[0])
		if err != nil {
			continue
		}
		for _, n := range f[1:] {
			if fold(n) == name {
				addrs = append(addrs, a)
				break
			}
		}
	}
	return addrs
}

// lookupAddrs returns the addresses of a host; network ends in 4 or 6 to ask
// for one family.
func (r *Resolver) lookupAddrs(ctx context.Context, network, host string) ([]netip.Addr, error) {
	if host == "" {
		return nil, notFound(host, noSuchHost)
	}
	if a, err := netip.ParseAddr(host); err == nil {
		return []netip.Addr{a}, nil
	}
	if addrs := lookupHosts(host); len(addrs) > 0 {
		return addrs, nil
	}
	return r.dnsAddrs(ctx, network, host)
}

// LookupNetIP returns the addresses of a host for ip, ip4 or ip6.
func (r *Resolver) LookupNetIP(ctx context.Context, network, host string) ([]netip.Addr, error) {
	switch network {
	case "ip", "ip4", "ip6":
	default:
		return nil, UnknownNetworkError(network)
	}
	all, err := r.lookupAddrs(ctx, network, host)
	if err != nil {
		return nil, err
	}
	var fit []netip.Addr
	for _, a := range all {
		if four := a.Unmap().Is4(); network == "ip" || four == (network == "ip4") {
			fit = append(fit, a)
		}
	}
	if len(fit) == 0 {
		return nil, &AddrError{Err: errNoSuitableAddress.Error(), Addr: host}
	}
	return fit, nil
}

// LookupIP returns the addresses of a host for ip, ip4 or ip6.
func (r *Resolver) LookupIP(ctx context.Context, network, host string) ([]IP, error) {
	addrs, err := r.LookupNetIP(ctx, network, host)
	var ips []IP
	for _, a := range addrs {
		b := a.As16()
		ips = append(ips, IP(b[:]))
	}
	return ips, err
}

// LookupIPAddr returns the addresses of a host.
func (r *Resolver) LookupIPAddr(ctx context.Context, host string) ([]IPAddr, error) {
	addrs, err := r.lookupAddrs(ctx, "ip", host)
	var ips []IPAddr
	for _, a := range addrs {
		b := a.As16()
		ips = append(ips, IPAddr{IP(b[:]), a.Zone()})
	}
	return ips, err
}

// LookupHost returns the addresses of a host as text.
func (r *Resolver) LookupHost(ctx context.Context, host string) ([]string, error) {
	addrs, err := r.lookupAddrs(ctx, "ip", host)
	var text []string
	for _, a := range addrs {
		text = append(text, a.Unmap().String())
	}
	return text, err
}

// LookupHost returns the addresses of a host as text.
func LookupHost(host string) ([]string, error) {
	return DefaultResolver.LookupHost(context.Background(), host)
}

// LookupIP returns the addresses of a host.
func LookupIP(host string) ([]IP, error) {
	return DefaultResolver.LookupIP(context.Background(), "ip", host)
}

// LookupPort returns the port of a service for tcp or udp: a number, or a name
// in /etc/services.
func LookupPort(network, service string) (int, error) {
	return DefaultResolver.LookupPort(context.Background(), network, service)
}

// LookupPort returns the port of a service.
func (r *Resolver) LookupPort(ctx context.Context, network, service string) (int, error) {
	if service == "" {
		return 0, nil
	}
	if n, isNumber := portNumber(service); isNumber {
		if n < 0 || n > 65535 {
			return 0, &AddrError{Err: "invalid port", Addr: service}
		}
		return n, nil
	}
	switch network {
	case "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6", "ip", "":
	default:
		return 0, &AddrError{Err: "unknown network", Addr: network}
	}
	protocol := strings.TrimRight(network, "46")
	if n, ok := servicePort(protocol, strings.ToLower(service)); ok {
		return n, nil
	}
	return 0, notFound(network+"/"+service, "unknown port")
}

// portNumber returns a number, sign allowed, cut off where it is too large for
// a port anyway.
func portNumber(s string) (n int, ok bool) {
	digits := s
	if s[0] == '+' || s[0] == '-' {
		digits = s[1:]
	}
	for _, c := range []byte(digits) {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = min(n*10+int(c-'0'), 1<<20)
	}
	if s[0] == '-' {
		n = -n
	}
	return n, true
}

// Services that are known without /etc/services.
var wellKnown = map[string]int{
	"tcp/ftp": 21, "tcp/ftps": 990, "tcp/gopher": 70, "tcp/http": 80, "tcp/https": 443, "tcp/imap2": 143,
	"tcp/imap3": 220, "tcp/imaps": 993, "tcp/pop3": 110, "tcp/pop3s": 995, "tcp/smtp": 25,
	"tcp/submissions": 465, "tcp/ssh": 22, "tcp/telnet": 23, "tcp/domain": 53, "udp/domain": 53,
}

func servicePort(protocol, service string) (int, bool) {
	data, _ := os.ReadFile("/etc/services")
	for _, line := range strings.Split(string(data), "\n") {
		line, _, _ = strings.Cut(line, "#")
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		number, proto, _ := strings.Cut(f[1], "/")
		n, err := strconv.Atoi(number)
		if err != nil || protocol != "" && protocol != "ip" && proto != protocol {
			continue
		}
		for i, name := range f {
			if i != 1 && name == service {
				return n, true
			}
		}
	}
	for _, p := range []string{"tcp", "udp"} {
		if n, ok := wellKnown[p+"/"+service]; ok && (protocol == p || protocol == "ip" || protocol == "") {
			return n, true
		}
	}
	return 0, false
}

// addrs returns the addresses that "host:port" or a path stands for; what
// the network cannot use is left out.
func (r *Resolver) addrs(ctx context.Context, network, address string) ([]Addr, error) {
	host, port := address, 0
	switch network {
	case "tcp", "tcp4", "tcp6", "udp", "udp4", "udp6":
		if address == "" {
			break
		}
		h, service, err := SplitHostPort(address)
		if err != nil {
			return nil, err
		}
		if port, err = r.LookupPort(ctx, network, service); err != nil {
			return nil, err
		}
		host = h
	case "ip", "ip4", "ip6":
	case "unix", "unixgram", "unixpacket":
		a, err := ResolveUnixAddr(network, address)
		if err != nil {
			return nil, err
		}
		return []Addr{a}, nil
	default:
		return nil, UnknownNetworkError(network)
	}
	if address == "" && network[0] != 'i' {
		return nil, errMissingAddress
	}
	make := func(ip IP, zone string) Addr {
		switch network[0] {
		case 't':
			return &TCPAddr{ip, port, zone}
		case 'u':
			return &UDPAddr{ip, port, zone}
		}
		return &IPAddr{ip, zone}
	}
	if host == "" {
		return []Addr{make(nil, "")}, nil
	}
	found, err := r.lookupAddrs(ctx, network, host)
	if err != nil {
		return nil, err
	}
	var list []Addr
	family := network[len(network)-1]
	for _, a := range found {
		b := a.As16()
		ip := IP(b[:])
		if four := ip.To4() != nil; family == '4' && !four || family == '6' && four {
			continue
		}
		list = append(list, make(ip, a.Zone()))
	}
	if len(list) == 0 {
		return nil, &AddrError{Err: errNoSuitableAddress.Error(), Addr: host}
	}
	return list, nil
}

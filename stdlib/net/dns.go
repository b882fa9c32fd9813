// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the questions to DNS servers, as /etc/resolv.conf says.

package net

import (
	"context"
	"errors"
	"io"
	"math/rand"
	"net/netip"
	"os"
	"strconv"
	"strings"
	"time"
)

type dnsConfig struct {
	servers  []string
	search   []string // "." at the end
	ndots    int
	timeout  time.Duration
	attempts int
}

func readDNSConfig() *dnsConfig {
	c := &dnsConfig{ndots: 1, timeout: 5 * time.Second, attempts: 2}
	data, _ := os.ReadFile("/etc/resolv.conf")
	for _, line := range strings.Split(string(data), "\n") {
		if line == "" || line[0] == ';' || line[0] == '#' {
			continue
		}
		f := strings.Fields(line)
		if len(f) < 2 {
			continue
		}
		switch f[0] {
		case "nameserver":
			if _, err := netip.ParseAddr(f[1]); err == nil && len(c.servers) < 3 {
				c.servers = append(c.servers, JoinHostPort(f[1], "53"))
			}
		case "domain":
			c.search = []string{strings.TrimSuffix(f[1], ".") + "."}
		case "search":
			c.search = nil
			for _, s := range f[1:] {
				if s != "." {
					c.search = append(c.search, strings.TrimSuffix(s, ".")+".")
				}
			}
		case "options":
			for _, o := range f[1:] {
				name, value, _ := strings.Cut(o, ":")
				n, err := strconv.Atoi(value)
				if err != nil {
					continue
				}
				switch name {
				case "ndots":
					c.ndots = min(max(n, 0), 15)
				case "timeout":
					c.timeout = time.Duration(max(n, 1)) * time.Second
				case "attempts":
					c.attempts = max(n, 1)
				}
			}
		}
	}
	if len(c.servers) == 0 {
		c.servers = []string{"127.0.0.1:53", "[::1]:53"}
	}
	return c
}

// names returns what to ask for, in order.
func (c *dnsConfig) names(name string) []string {
	if strings.HasSuffix(name, ".") {
		return []string{name}
	}
	name += "."
	var list []string
	early := strings.Count(name, ".")-1 >= c.ndots
	if early {
		list = append(list, name)
	}
	for _, s := range c.search {
		list = append(list, name+s)
	}
	if !early {
		list = append(list, name)
	}
	return list
}

// domainName reports whether s can be asked for.
func domainName(s string) bool {
	if s == "" || len(s) > 254 || s == "." {
		return false
	}
	letter := false
	for _, label := range strings.Split(strings.TrimSuffix(s, "."), ".") {
		if label == "" || len(label) > 63 || label[0] == '-' || label[len(label)-1] == '-' {
			return false
		}
		for _, c := range []byte(label) {
			switch {
			case 'a' <= c|0x20 && c|0x20 <= 'z' || c == '_':
				letter = true
			case '0' <= c && c <= '9':
			case c == '-':
				letter = true
			default:
				return false
			}
		}
	}
	return letter
}

var (
	errNoSuchHost    = errors.New(noSuchHost)
	errServer        = errors.New("server misbehaving")
	errLameReferral  = errors.New("lame referral")
	errWrongQuestion = errors.New("not an answer to the question")
)

func (r *Resolver) dialServer(ctx context.Context, network, server string) (Conn, error) {
	if r != nil && r.Dial != nil {
		return r.Dial(ctx, network, server)
	}
	return (&Dialer{}).DialContext(ctx, network, server)
}

// exchange asks a server over UDP, and over TCP if the answer does not fit.
func (r *Resolver) exchange(ctx context.Context, server, name string, typ uint16, timeout time.Duration) (a answer, m []byte, err error) {
	for _, network := range []string{"udp", "tcp"} {
		id := uint16(rand.Uint32())
		question, err := query(id, name, typ)
		if err != nil {
			return a, nil, err
		}
		sub, cancel := context.WithTimeout(ctx, timeout)
		a, m, err = r.roundTrip(sub, network, server, question, func(a *answer) bool {
			return a.response && a.id == id && a.qtype == typ && strings.EqualFold(a.question, name)
		})
		cancel()
		if err != nil || !a.truncated {
			return a, m, err
		}
	}
	return a, m, nil
}

func (r *Resolver) roundTrip(ctx context.Context, network, server string, question []byte, fits func(*answer) bool) (answer, []byte, error) {
	c, err := r.dialServer(ctx, network, server)
	if err != nil {
		return answer{}, nil, mapErr(err)
	}
	defer c.Close()
	if t, ok := ctx.Deadline(); ok {
		c.SetDeadline(t)
	}
	if _, packets := c.(PacketConn); packets {
		if _, err := c.Write(question); err != nil {
			return answer{}, nil, err
		}
		m := make([]byte, maxDNSPacket)
		for { // until something comes that is no forgery or late answer
			n, err := c.Read(m)
			if err != nil {
				return answer{}, nil, err
			}
			if a, ok := parseAnswer(m[:n]); ok && fits(&a) {
				return a, m[:n], nil
			}
		}
	}
	if _, err := c.Write(append([]byte{byte(len(question) >> 8), byte(len(question))}, question...)); err != nil {
		return answer{}, nil, err
	}
	var size [2]byte
	if _, err := io.ReadFull(c, size[:]); err != nil {
		return answer{}, nil, err
	}
	m := make([]byte, int(size[0])<<8|int(size[1]))
	if _, err := io.ReadFull(c, m); err != nil {
		return answer{}, nil, err
	}
	a, ok := parseAnswer(m)
	if !ok {
		return answer{}, nil, errBadAnswer
	}
	if !fits(&a) {
		return answer{}, nil, errWrongQuestion
	}
	return a, m, nil
}

// verdict returns what is wrong with an answer.
func (a *answer) verdict() error {
	switch {
	case a.rcode == rcodeNameError:
		return errNoSuchHost
	case a.rcode != rcodeSuccess:
		return errServer
	case len(a.records) > 0:
		return nil
	case !a.recursion:
		return errLameReferral
	}
	return errNoSuchHost // there is the name, but not this of it
}

// ask asks the servers in turn for one type of records of a complete name.
func (r *Resolver) ask(ctx context.Context, c *dnsConfig, name string, typ uint16) (answer, []byte, error) {
	var last error
	for i := 0; i < c.attempts; i++ {
		for _, server := range c.servers {
			a, m, err := r.exchange(ctx, server, name, typ, c.timeout)
			if err == nil {
				if err = a.verdict(); err == nil {
					return a, m, nil
				}
			}
			dns := &DNSError{Err: err.Error(), Name: name, Server: server}
			switch e, isNet := err.(Error); {
			case err == errNoSuchHost:
				dns.IsNotFound = true
				return answer{}, nil, dns
			case err == errServer:
				dns.IsTemporary = a.rcode == rcodeServFail
			case isNet && e.Timeout():
				dns.IsTimeout, dns.Err = true, errTimeout.Error()
				dns.UnwrapErr = errTimeout
			}
			last = dns
			if ctx.Err() != nil {
				return answer{}, nil, dns
			}
		}
	}
	return answer{}, nil, last
}

// dnsAddrs asks for the addresses of a host.
func (r *Resolver) dnsAddrs(ctx context.Context, network, host string) ([]netip.Addr, error) {
	if !domainName(host) {
		return nil, notFound(host, noSuchHost)
	}
	types := []uint16{typeA, typeAAAA}
	switch network[len(network)-1] {
	case '4':
		types = types[:1]
	case '6':
		types = types[1:]
	}
	c := readDNSConfig()
	var last error
	for _, name := range c.names(host) {
		var found []netip.Addr
		type result struct {
			addrs []netip.Addr
			err   error
		}
		results := make([]chan result, len(types))
		for i, typ := range types { // all at once
			results[i] = make(chan result, 1)
			go func() {
				a, _, err := r.ask(ctx, c, name, typ)
				var addrs []netip.Addr
				for _, rec := range a.records {
					if addr, ok := rec.addr(); ok {
						addrs = append(addrs, addr)
					}
				}
				results[i] <- result{addrs, err}
			}()
		}
		for i := range results {
			got := <-results[i]
			found = append(found, got.addrs...)
			if got.err != nil && (last == nil || !isNotFound(got.err)) {
				last = got.err
			}
		}
		if len(found) > 0 {
			return found, nil
		}
		if last != nil && !isNotFound(last) {
			break // the name may be there: the next one would be another host
		}
	}
	if dns, ok := last.(*DNSError); ok {
		dns.Name = host // as it was asked for
		return nil, dns
	}
	return nil, notFound(host, noSuchHost)
}

func isNotFound(err error) bool {
	e, ok := err.(*DNSError)
	return ok && e.IsNotFound
}

// records asks for one type of records.
func (r *Resolver) records(ctx context.Context, name string, typ uint16) (answer, []byte, error) {
	if !domainName(name) {
		return answer{}, nil, notFound(name, noSuchHost)
	}
	c := readDNSConfig()
	var last error
	for _, full := range c.names(name) {
		a, m, err := r.ask(ctx, c, full, typ)
		if err == nil {
			return a, m, nil
		}
		last = err
		if !isNotFound(err) {
			break
		}
	}
	if dns, ok := last.(*DNSError); ok {
		dns.Name = name
	}
	return answer{}, nil, last
}

// LookupTXT returns the TXT records of a name.
func (r *Resolver) LookupTXT(ctx context.Context, name string) ([]string, error) {
	a, _, err := r.records(ctx, name, typeTXT)
	var texts []string
	for _, rec := range a.records {
		if rec.typ != typeTXT {
			continue
		}
		var text []byte // of one record, in parts of up to 255 bytes
		for d := rec.data; len(d) > 0 && int(d[0]) < len(d); d = d[1+int(d[0]):] {
			text = append(text, d[1:1+int(d[0])]...)
		}
		texts = append(texts, string(text))
	}
	return texts, err
}

// LookupTXT returns the TXT records of a name.
func LookupTXT(name string) ([]string, error) {
	return DefaultResolver.LookupTXT(context.Background(), name)
}

// LookupAddr returns the names of an address.
func (r *Resolver) LookupAddr(ctx context.Context, addr string) (names []string, err error) {
	ip, err := netip.ParseAddr(addr)
	if err != nil {
		return nil, &DNSError{Err: "unrecognized address", Name: addr}
	}
	for _, f := range hostsFile() {
		if a, err := netip.ParseAddr(f[0]); err == nil && a == ip {
			names = append(names, f[1:]...)
		}
	}
	if len(names) > 0 {
		return names, nil
	}
	arpa := ""
	b := ip.Unmap().AsSlice()
	for i := len(b) - 1; i >= 0; i-- {
		if len(b) == 4 {
			arpa += strconv.Itoa(int(b[i])) + "."
		} else {
			const digits = "0123456789abcdef"
			arpa += string(digits[b[i]&15]) + "." + string(digits[b[i]>>4]) + "."
		}
	}
	if len(b) == 4 {
		arpa += "in-addr.arpa."
	} else {
		arpa += "ip6.arpa."
	}
	a, m, err := r.records(ctx, arpa, typePTR)
	if dns, ok := err.(*DNSError); ok {
		dns.Name = strings.TrimSuffix(arpa, ".")
		return nil, dns
	}
	for _, rec := range a.records {
		if name, _, ok := dnsName(m, rec.at); ok && rec.typ == typePTR {
			names = append(names, name)
		}
	}
	return names, err
}

// LookupAddr returns the names of an address.
func LookupAddr(addr string) ([]string, error) {
	return DefaultResolver.LookupAddr(context.Background(), addr)
}

// LookupCNAME returns the name at the end of a host's aliases.
func (r *Resolver) LookupCNAME(ctx context.Context, host string) (string, error) {
	a, m, err := r.records(ctx, host, typeA)
	if err != nil {
		if a, m, err = r.records(ctx, host, typeAAAA); err != nil {
			return "", err
		}
	}
	name := a.question
	for range a.records {
		for _, rec := range a.records {
			if rec.typ == typeCNAME && strings.EqualFold(rec.name, name) {
				if to, _, ok := dnsName(m, rec.at); ok {
					name = to
				}
			}
		}
	}
	return name, nil
}

// LookupCNAME returns the name at the end of a host's aliases.
func LookupCNAME(host string) (string, error) {
	return DefaultResolver.LookupCNAME(context.Background(), host)
}

// The resolver against a scripted DNS server on loopback: both families, aliases, no such name, a failing server, an answer that
// does not fit into a packet, a forgery before the answer, TXT, PTR, MX, NS and SRV records.
// RUN: %run %s

package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"net"
	"sort"
	"strings"
	"time"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func name(s string) (b []byte) {
	for _, label := range strings.Split(strings.TrimSuffix(s, "."), ".") {
		b = append(append(b, byte(len(label))), label...)
	}
	return append(b, 0)
}

type rr struct {
	owner string
	typ   uint16
	data  []byte
}

var zone = map[string][]rr{
	"both.test./1":               {{"both.test.", 1, []byte{192, 0, 2, 1}}},
	"both.test./28":              {{"both.test.", 28, net.ParseIP("2001:db8::1")}},
	"two.test./1":                {{"two.test.", 1, []byte{192, 0, 2, 8}}, {"two.test.", 1, []byte{192, 0, 2, 9}}},
	"alias.test./1":              {{"alias.test.", 5, name("real.test.")}, {"real.test.", 1, []byte{192, 0, 2, 2}}},
	"text.test./16":              {{"text.test.", 16, []byte("\x05hello\x06, text")}, {"text.test.", 16, []byte("\x01b")}},
	"7.2.0.192.in-addr.arpa./12": {{"7.2.0.192.in-addr.arpa.", 12, name("seven.test.")}},
	"big.test./1":                {{"big.test.", 1, []byte{192, 0, 2, 3}}},
	"forged.test./1":             {{"forged.test.", 1, []byte{192, 0, 2, 4}}},
	"mail.test./15": {{"mail.test.", 15, append([]byte{0, 20}, name("second.test.")...)},
		{"mail.test.", 15, append([]byte{0, 10}, name("first.test.")...)}},
	"mail.test./2": {{"mail.test.", 2, name("ns.test.")}},
	"bad.test./2":  {{"bad.test.", 2, name("ns.test.")}, {"bad.test.", 2, name("b!d.test.")}},
	"_web._tcp.serve.test./33": {{"_web._tcp.serve.test.", 33, append([]byte{0, 2, 0, 0, 0, 80}, name("late.test.")...)},
		{"_web._tcp.serve.test.", 33, append([]byte{0, 1, 0, 9, 31, 144}, name("soon.test.")...)}},
}

// respond answers a question; tcp: without truncation.
func respond(q []byte, tcp bool) (messages [][]byte) {
	at, labels := 12, []string{}
	for q[at] != 0 {
		labels = append(labels, string(q[at+1:at+1+int(q[at])]))
		at += 1 + int(q[at])
	}
	owner := strings.ToLower(strings.Join(labels, ".")) + "."
	typ := binary.BigEndian.Uint16(q[at+1:])
	question := q[12 : at+5]
	records := zone[fmt.Sprintf("%s/%d", owner, typ)]
	flags, rcode := byte(0x84), byte(0)
	switch {
	case owner == "broken.test.":
		rcode = 2
	case owner == "silent.test.":
		return nil
	case len(records) == 0 && owner != "both.test." && owner != "two.test." && owner != "alias.test." && owner != "big.test." && owner != "forged.test.":
		rcode = 3
	}
	if owner == "big.test." && !tcp {
		flags |= 2
		records = nil
	}
	m := []byte{q[0], q[1], flags, 0x80 | rcode, 0, 1, 0, byte(len(records)), 0, 0, 0, 0}
	m = append(m, question...)
	for _, r := range records {
		if r.owner == owner {
			m = append(m, 0xc0, 12) // points at the question's name
		} else {
			m = append(m, name(r.owner)...)
		}
		m = binary.BigEndian.AppendUint16(m, r.typ)
		m = append(m, 0, 1, 0, 0, 0, 60)
		m = binary.BigEndian.AppendUint16(m, uint16(len(r.data)))
		m = append(m, r.data...)
	}
	if owner == "forged.test." {
		forgery := append([]byte(nil), m...)
		forgery[0] ^= 0xff
		forgery[len(forgery)-1] = 66
		messages = append(messages, forgery)
	}
	return append(messages, m)
}

func main() {
	packets, err := net.ListenPacket("udp", "127.0.0.1:0")
	must(err)
	streams, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	go func() {
		b := make([]byte, 1024)
		for {
			n, from, err := packets.ReadFrom(b)
			if err != nil {
				return
			}
			for _, m := range respond(b[:n], false) {
				packets.WriteTo(m, from)
			}
		}
	}()
	go func() {
		for {
			c, err := streams.Accept()
			if err != nil {
				return
			}
			go func() {
				defer c.Close()
				var size [2]byte
				if _, err := io.ReadFull(c, size[:]); err != nil {
					return
				}
				q := make([]byte, binary.BigEndian.Uint16(size[:]))
				io.ReadFull(c, q)
				for _, m := range respond(q, true) {
					c.Write(append(binary.BigEndian.AppendUint16(nil, uint16(len(m))), m...))
				}
			}()
		}
	}()
	r := &net.Resolver{PreferGo: true, Dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		to := packets.LocalAddr().String()
		if strings.HasPrefix(network, "tcp") {
			to = streams.Addr().String()
		}
		return (&net.Dialer{}).DialContext(ctx, network, to)
	}}
	ctx := context.Background()
	for _, host := range []string{"both.test.", "two.test.", "alias.test.", "big.test.", "forged.test."} {
		addrs, err := r.LookupHost(ctx, host)
		sort.Strings(addrs)
		fmt.Println(host, addrs, err)
	}
	ips, err := r.LookupIP(ctx, "ip6", "both.test.")
	fmt.Println(ips, err)
	for _, host := range []string{"missing.test.", "broken.test.", "bad..name.", "-"} {
		_, err := r.LookupHost(ctx, host)
		var d *net.DNSError
		fmt.Println(errors.As(err, &d), d.Err, d.Name, d.IsNotFound, d.IsTemporary, d.IsTimeout)
	}
	limited, cancel := context.WithTimeout(ctx, 50*time.Millisecond)
	_, err = r.LookupHost(limited, "silent.test.")
	var d *net.DNSError
	fmt.Println(errors.As(err, &d), d.Name, d.IsNotFound, d.IsTimeout)
	cancel()
	fmt.Println(r.LookupTXT(ctx, "text.test."))
	fmt.Println(r.LookupAddr(ctx, "192.0.2.7"))
	fmt.Println(r.LookupCNAME(ctx, "alias.test."))
	mx, err := r.LookupMX(ctx, "mail.test.")
	fmt.Println(*mx[0], *mx[1], err)
	for _, domain := range []string{"mail.test.", "bad.test.", "missing.test."} {
		ns, err := r.LookupNS(ctx, domain)
		for _, n := range ns {
			fmt.Println(n.Host)
		}
		fmt.Println(len(ns), errors.As(err, &d), err != nil && d.IsNotFound)
	}
	cname, srv, err := r.LookupSRV(ctx, "web", "tcp", "serve.test.")
	fmt.Println(cname, *srv[0], *srv[1], err)
	_, srv, err = r.LookupSRV(ctx, "", "", "_web._tcp.serve.test.")
	fmt.Println(len(srv), err)
	fmt.Println(r.LookupHost(ctx, "192.0.2.99"))
	fmt.Println(r.LookupHost(ctx, "localhost"))
	for _, s := range []string{"http", "443", "0", "70000", "nosuchservice"} {
		fmt.Println(net.LookupPort("tcp", s))
	}
	packets.Close()
	streams.Close()
}

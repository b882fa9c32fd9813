// A client of HTTP/2 and servers that take few streams, refuse some, go away, or do what none should; and which
// protocol a Transport and a Server choose.
// RUN: %run %s
package main

import (
	"context"
	"crypto/tls"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync/atomic"
	"time"
)

const (
	data = iota
	headers
	priority
	reset
	settings
	push
	ping
	goAway
	window
)

func frame(t, flags int, stream uint32, payload string) string {
	b := []byte{byte(len(payload) >> 16), byte(len(payload) >> 8), byte(len(payload)), byte(t), byte(flags)}
	return string(binary.BigEndian.AppendUint32(b, stream)) + payload
}

func u32(v uint32) string { return string(binary.BigEndian.AppendUint32(nil, v)) }

func setting(id byte, v uint32) string { return frame(settings, 0, 0, string([]byte{0, id})+u32(v)) }

// answer is what a server does with a request on a stream; nil: it closes the connection.
type answer func(stream uint32) string

const ok = "\x88" // :status 200

// serve serves connections, each with the answers of one element, and returns the address.
func serve(conns ...[]answer) (string, func() int) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	var n atomic.Int32
	go func() {
		for _, answers := range conns {
			c, err := l.Accept()
			if err != nil {
				return
			}
			n.Add(1)
			go serveConn(c, answers)
		}
	}()
	return "http://" + l.Addr().String(), func() int { l.Close(); return int(n.Load()) }
}

func serveConn(c net.Conn, answers []answer) {
	io.ReadFull(c, make([]byte, 24))
	io.WriteString(c, frame(settings, 0, 0, ""))
	var head [9]byte
	for {
		if _, err := io.ReadFull(c, head[:]); err != nil {
			return
		}
		b := make([]byte, binary.BigEndian.Uint32(head[:4])>>8)
		io.ReadFull(c, b)
		stream := binary.BigEndian.Uint32(head[5:])
		switch {
		case head[3] == settings && head[4] == 0:
			io.WriteString(c, frame(settings, 1, 0, ""))
		case head[3] == headers:
			a := answers[0]
			if len(answers) > 1 {
				answers = answers[1:]
			}
			if a == nil {
				c.Close()
				return
			}
			io.WriteString(c, a(stream))
		}
	}
}

func knownH2() *http.Transport {
	t := &http.Transport{Protocols: new(http.Protocols)}
	t.Protocols.SetUnencryptedHTTP2(true)
	return t
}

func good(stream uint32) string {
	return frame(headers, 4, stream, ok) + frame(data, 1, stream, "good")
}

func refuse(stream uint32) string { return frame(reset, 0, stream, u32(7)) }

func main() {
	text := func(err error) string {
		s := err.Error()
		if i := strings.Index(s, "\": "); i > 0 {
			s = s[i+3:]
		}
		return s
	}
	try := func(what, method, body string, conns ...[]answer) {
		url, stop := serve(conns...)
		c := &http.Client{Transport: knownH2(), Timeout: 5 * time.Second}
		var r io.Reader
		if body != "" {
			r = strings.NewReader(body)
		}
		req, _ := http.NewRequest(method, url, r)
		resp, err := c.Do(req)
		if err != nil {
			fmt.Println(what+":", text(err))
		} else {
			b, err := io.ReadAll(resp.Body)
			fmt.Printf("%s: %s %d %q %v\n", what, resp.Status, resp.ContentLength, b, err)
			resp.Body.Close()
		}
		c.CloseIdleConnections()
		fmt.Println("\tconnections:", stop())
	}
	always := func(s func(uint32) string) []answer { return []answer{s} }
	try("good", "GET", "", always(good))
	try("refused once", "GET", "", []answer{refuse, good})
	try("refused once, with a body", "POST", "body", []answer{refuse, good})
	gone := func(stream uint32) string { return frame(goAway, 0, 0, u32(0)+u32(0)) }
	try("gone away", "GET", "", always(gone), always(good))
	try("gone away, with a body", "POST", "body", always(gone), always(good))
	try("gone away after", "GET", "", always(func(s uint32) string { return frame(goAway, 0, 0, u32(s)+u32(0)) + good(s) }))
	try("gone away with an error", "GET", "", always(func(s uint32) string { return frame(goAway, 0, 0, u32(0)+u32(11)+"calm") }))
	try("closed", "GET", "", []answer{nil})
	try("reset", "GET", "", always(func(s uint32) string { return frame(reset, 0, s, u32(2)) }))
	try("reset later", "GET", "", always(func(s uint32) string {
		return frame(headers, 4, s, ok) + frame(data, 0, s, "some") + frame(reset, 0, s, u32(2))
	}))
	length := func(n string) string { return ok + "\x0f\x0d" + string([]byte{byte(len(n))}) + n }
	try("too long", "GET", "", always(func(s uint32) string { return frame(headers, 4, s, length("3")) + frame(data, 1, s, "body") }))
	try("too short", "GET", "", always(func(s uint32) string { return frame(headers, 4, s, length("9")) + frame(data, 1, s, "body") }))
	try("nothing of it", "GET", "", always(func(s uint32) string { return frame(headers, 5, s, length("9")) }))
	try("HEAD", "HEAD", "", always(func(s uint32) string { return frame(headers, 5, s, length("9")) }))
	try("no status", "GET", "", always(func(s uint32) string { return frame(headers, 5, s, "\x00\x01x\x01y") }))
	try("push", "GET", "", always(func(s uint32) string { return frame(push, 4, s, u32(2)) }))
	try("window overflow", "GET", "", always(func(s uint32) string { return frame(window, 0, 0, u32(1<<31-1)) }))
	try("no compression", "GET", "", always(func(s uint32) string { return frame(headers, 5, s, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff") }))
	try("HTTP/1.1", "GET", "", always(func(s uint32) string { return "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n" }))
	try("103 and a trailer", "GET", "", always(func(s uint32) string {
		return frame(headers, 4, s, "\x08\x03103") + frame(headers, 4, s, ok) + frame(data, 0, s, "body") + frame(headers, 5, s, "\x00\x01x\x01y")
	}))

	fmt.Println("\nprotocols")
	protocols()
}

func protocols() {
	set := func(s string) *http.Protocols {
		if s == "" {
			return nil
		}
		p := new(http.Protocols)
		p.SetHTTP1(strings.Contains(s, "1"))
		p.SetHTTP2(strings.Contains(s, "2"))
		p.SetUnencryptedHTTP2(strings.Contains(s, "u"))
		return p
	}
	h := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.Proto) })
	for _, server := range []string{"", "1", "2", "12", "12u", "u"} {
		for _, secure := range []bool{false, true} {
			s := httptest.NewUnstartedServer(h)
			s.Config.ErrorLog = log.New(io.Discard, "", 0)
			s.Config.Protocols = set(server)
			if secure {
				s.TLS = &tls.Config{NextProtos: []string{"http/1.1"}}
				if server == "" || strings.Contains(server, "2") {
					s.TLS.NextProtos = []string{"h2", "http/1.1"}
				}
				s.StartTLS()
			} else {
				s.Start()
			}
			fmt.Printf("%q %v:", server, secure)
			for _, client := range []string{"", "force", "1", "2", "12", "u", "1u"} {
				if secure && server == "u" || secure && server == "2" {
					continue // there is nothing they could agree on, which each says in its own words
				}
				t := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, Protocols: set(client)}
				if client == "force" {
					t.Protocols, t.ForceAttemptHTTP2 = nil, true
				}
				c := &http.Client{Transport: t, Timeout: 5 * time.Second}
				resp, err := c.Get(s.URL)
				if err != nil {
					if errors.Is(err, context.DeadlineExceeded) {
						err = errors.New("timeout")
					}
					fmt.Printf(" %s error %v,", client, false)
					continue
				}
				b, _ := io.ReadAll(resp.Body)
				resp.Body.Close()
				fmt.Printf(" %s %s,", client, b)
				t.CloseIdleConnections()
			}
			fmt.Println()
			s.Close()
		}
	}
}

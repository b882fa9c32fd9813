// What a server of HTTP/2 does with frames that no good client sends, and when it is asked for too much.
// RUN: %run %s
package main

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"strings"
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
	continuation
)

const preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"

func frame(t, flags int, stream uint32, payload string) string {
	b := []byte{byte(len(payload) >> 16), byte(len(payload) >> 8), byte(len(payload)), byte(t), byte(flags)}
	return string(binary.BigEndian.AppendUint32(b, stream)) + payload
}

// field is a literal that no table keeps.
func field(name, value string) string {
	length := func(n int) string {
		if n < 127 {
			return string([]byte{byte(n)})
		}
		s := []byte{127}
		for n -= 127; n >= 128; n >>= 7 {
			s = append(s, byte(n)|128)
		}
		return string(append(s, byte(n)))
	}
	return "\x00" + length(len(name)) + name + length(len(value)) + value
}

func fields(s ...string) string {
	b := ""
	for i := 0; i < len(s); i += 2 {
		b += field(s[i], s[i+1])
	}
	return b
}

func get(path string, more ...string) string {
	return fields(append([]string{":method", "GET", ":scheme", "http", ":path", path, ":authority", "loom.test"}, more...)...)
}

func post(path string, more ...string) string {
	return fields(append([]string{":method", "POST", ":scheme", "http", ":path", path, ":authority", "loom.test"}, more...)...)
}

var codes = []string{"NO_ERROR", "PROTOCOL_ERROR", "INTERNAL_ERROR", "FLOW_CONTROL_ERROR", "SETTINGS_TIMEOUT", "STREAM_CLOSED",
	"FRAME_SIZE_ERROR", "REFUSED_STREAM", "CANCEL", "COMPRESSION_ERROR", "CONNECT_ERROR", "ENHANCE_YOUR_CALM"}

func code(b []byte) string { return codes[binary.BigEndian.Uint32(b)] }

// A peer is a client.
type peer struct {
	net.Conn
	head [9]byte
}

// next returns a frame, but for settings, window updates and answers to pings.
func (p *peer) next() (string, error) {
	for {
		p.SetReadDeadline(time.Now().Add(5 * time.Second))
		if _, err := io.ReadFull(p, p.head[:]); err != nil {
			if ne, ok := err.(net.Error); ok && ne.Timeout() {
				return "", errors.New("nothing comes")
			}
			return "", errors.New("closed")
		}
		b := make([]byte, binary.BigEndian.Uint32(p.head[:4])>>8)
		io.ReadFull(p, b)
		stream := binary.BigEndian.Uint32(p.head[5:])
		end := ""
		if p.head[4]&1 != 0 {
			end = " END"
		}
		switch p.head[3] {
		case settings, window, ping:
			continue
		case data:
			return fmt.Sprintf("DATA %d %q%s", stream, b, end), nil
		case headers:
			status := "?"
			switch {
			case b[0]&0x80 != 0: // of the static table, from 8 on
				status = []string{"200", "204", "206", "304", "400", "404", "500"}[b[0]&0x7f-8]
			case len(b) > 4:
				status = fmt.Sprintf("%x", b[1:4])
			}
			return fmt.Sprintf("HEADERS %d %s%s", stream, status, end), nil
		case reset:
			return fmt.Sprintf("RST_STREAM %d %s", stream, code(b)), nil
		case goAway:
			if code(b[4:]) != "NO_ERROR" {
				return "GOAWAY " + code(b[4:]), nil
			}
			return fmt.Sprintf("GOAWAY after %d", binary.BigEndian.Uint32(b)), nil
		default:
			return fmt.Sprint("type ", p.head[3]), nil
		}
	}
}

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	block := make(chan bool)
	canceled := make(chan error, 100)
	mux := http.NewServeMux()
	mux.HandleFunc("/hello", func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		fmt.Fprint(w, r.Method, " ", r.Host, " ", string(b), " ", err, " ", len(r.Header))
	})
	mux.HandleFunc("/block", func(w http.ResponseWriter, r *http.Request) { <-block })
	mux.HandleFunc("/wait", func(w http.ResponseWriter, r *http.Request) {
		<-r.Context().Done()
		canceled <- r.Context().Err()
	})
	mux.HandleFunc("/big", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, strings.Repeat("x", 20)) })
	var p http.Protocols
	p.SetHTTP1(true)
	p.SetUnencryptedHTTP2(true)
	s := &http.Server{
		Handler: mux, Protocols: &p, MaxHeaderBytes: 10000, ErrorLog: log.New(io.Discard, "", 0),
		HTTP2: &http.HTTP2Config{MaxConcurrentStreams: 5, MaxReceiveBufferPerStream: 1000, MaxReceiveBufferPerConnection: 1 << 16},
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go s.Serve(l)
	dial := func() *peer {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			log.Fatal(err)
		}
		return &peer{Conn: c}
	}
	// A test sends frames after the preface and prints what comes, up to the end or n frames.
	test := func(what string, n int, frames ...string) {
		p := dial()
		defer p.Close()
		io.WriteString(p, preface+frame(settings, 0, 0, "")+frame(settings, 1, 0, "")+strings.Join(frames, ""))
		var got []string
		for i := 0; n == 0 || i < n; i++ {
			s, err := p.next()
			if err != nil {
				got = append(got, err.Error())
				break
			}
			got = append(got, s)
		}
		fmt.Println(what+":", strings.Join(got, ", "))
	}
	const end, endHeaders = 1, 4
	u32 := func(v uint32) string { return string(binary.BigEndian.AppendUint32(nil, v)) }
	setting := func(id int, v uint32) string { return frame(settings, 0, 0, string([]byte{0, byte(id)})+u32(v)) }

	test("GET", 2, frame(headers, end|endHeaders, 1, get("/hello")))
	test("POST", 2, frame(headers, endHeaders, 1, post("/hello", "content-length", "4")), frame(data, 0, 1, "bo"), frame(data, end, 1, "dy"))
	test("padding", 2, frame(headers, endHeaders|8, 1, "\x03"+post("/hello")+"pad"), frame(data, end|8, 1, "\x02bodypd"))
	b := get("/hello", "x-long", strings.Repeat("v", 1000))
	test("CONTINUATION", 2, frame(headers, end, 1, b[:50]), frame(continuation, 0, 1, b[50:100]), frame(continuation, endHeaders, 1, b[100:]))
	test("trailer", 2, frame(headers, endHeaders, 1, post("/hello")), frame(data, 0, 1, "body"), frame(headers, end|endHeaders, 1, fields("x", "y")))
	test("unknown frame", 2, frame(99, 0, 0, "what?"), frame(headers, end|endHeaders, 1, get("/hello")))
	test("priority", 2, frame(priority, 0, 1, "12345"), frame(headers, end|endHeaders|0x20, 1, "\x00\x00\x00\x00\x01"+get("/hello")))
	test("CONNECT", 2, frame(headers, end|endHeaders, 1, fields(":method", "CONNECT", ":authority", "loom.test:1")))
	test("Host", 2, frame(headers, end|endHeaders, 1, fields(":method", "GET", ":scheme", "http", ":path", "/hello", "host", "other.test")))

	fmt.Println("\nrequests that are malformed")
	for _, x := range []struct{ what, block string }{
		{"no method", fields(":scheme", "http", ":path", "/")},
		{"no path", fields(":method", "GET", ":scheme", "http")},
		{"no scheme", fields(":method", "GET", ":path", "/")},
		{"relative path", get("hello")},
		{"two paths", get("/hello", ":path", "/")},
		{"status", get("/hello", ":status", "200")},
		{"unknown pseudo field", get("/hello", ":what", "?")},
		{"pseudo field behind another", fields(":method", "GET", ":scheme", "http", "x", "y", ":path", "/hello")},
		{"capitals", get("/hello", "X-Name", "x")},
		{"blank in a name", get("/hello", "x name", "x")},
		{"line end in a value", get("/hello", "x-name", "x\r\ny: z")},
		{"path of CONNECT", fields(":method", "CONNECT", ":authority", "a:1", ":path", "/")},
	} {
		test(x.what, 1, frame(headers, end|endHeaders, 1, x.block))
	}
	test("connection", 1, frame(headers, end|endHeaders, 1, get("/hello", "connection", "keep-alive")))
	test("te", 1, frame(headers, end|endHeaders, 1, get("/hello", "te", "gzip")))
	test("te: trailers", 1, frame(headers, end|endHeaders, 1, get("/hello", "te", "trailers")))
	test("large header", 1, frame(headers, end|endHeaders, 1, get("/hello", "x", strings.Repeat("v", 6000), "x", strings.Repeat("v", 6000))))
	test("longer than declared", 1, frame(headers, endHeaders, 1, post("/hello", "content-length", "2")), frame(data, 0, 1, "body"))
	test("shorter than declared", 2, frame(headers, endHeaders, 1, post("/hello", "content-length", "9")), frame(data, end, 1, "body"))
	test("trailer without end", 1, frame(headers, endHeaders, 1, post("/wait")), frame(headers, endHeaders, 1, fields("x", "y")))

	fmt.Println("\nconnections that end")
	test("even stream", 0, frame(headers, end|endHeaders, 2, get("/hello")))
	test("DATA of an idle stream", 0, frame(data, 0, 1, "x"))
	test("RST_STREAM of an idle stream", 0, frame(reset, 0, 1, u32(8)))
	test("PUSH_PROMISE", 0, frame(push, endHeaders, 1, u32(2)))
	test("bad compression", 0, frame(headers, end|endHeaders, 1, "\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"))
	test("no index", 0, frame(headers, end|endHeaders, 1, "\xfe"))
	test("frame too large", 0, frame(data, 0, 1, strings.Repeat("x", 1<<20+1)))
	test("window overflow", 0, frame(window, 0, 0, u32(1<<31-1)))
	test("no increment", 0, frame(window, 0, 0, u32(0)))
	test("settings with a window too large", 0, setting(4, 1<<31))
	test("settings with frames too small", 0, setting(5, 100))
	test("acknowledged twice", 0, frame(settings, 1, 0, ""))
	test("interrupted header", 0, frame(headers, end, 1, get("/hello")), frame(ping, 0, 0, "12345678"))
	test("more than the windows", 1,
		frame(headers, endHeaders, 1, post("/block")), frame(headers, endHeaders, 3, post("/block")), strings.Repeat(frame(data, 0, 1, strings.Repeat("x", 16000)), 5))

	fmt.Println("\nstreams that end")
	test("no increment", 1, frame(headers, endHeaders, 1, post("/wait")), frame(window, 0, 1, u32(0)))
	test("window overflow", 1, frame(headers, endHeaders, 1, post("/wait")), frame(window, 0, 1, u32(1<<31-1)))
	test("more than the window", 1, frame(headers, endHeaders, 1, post("/wait")), frame(data, 0, 1, strings.Repeat("x", 1001)))
	test("DATA after the end", 1, frame(headers, endHeaders, 1, post("/wait")), frame(data, end, 1, "x"), frame(data, end, 1, "x"))
	for range 4 {
		fmt.Println(<-canceled)
	}
	for len(canceled) > 0 {
		<-canceled
	}

	fmt.Println("\nlimits")
	open := ""
	for i := range 6 {
		open += frame(headers, end|endHeaders, uint32(1+2*i), get("/wait"))
	}
	test("streams", 1, open)
	test("reset", 1, frame(headers, end|endHeaders, 1, get("/wait")), frame(reset, 0, 1, u32(8)), frame(headers, end|endHeaders, 3, get("/hello")))
	rapid := ""
	for i := range 40 {
		rapid += frame(headers, end|endHeaders, uint32(1+2*i), get("/block")) + frame(reset, 0, uint32(1+2*i), u32(8))
	}
	test("rapid reset", 1, rapid)
	close(block)
	flood := frame(headers, end, 1, get("/hello"))
	for range 1000 {
		flood += frame(continuation, 0, 1, field("x", strings.Repeat("v", 100)))
	}
	p1 := dial()
	io.WriteString(p1, preface+frame(settings, 0, 0, "")+flood)
	s1, err := p1.next()
	fmt.Println("CONTINUATION without end:", strings.HasPrefix(s1, "GOAWAY"), err)
	p1.Close()
	p1 = dial() // sends pings and never reads
	go io.WriteString(p1, preface+frame(settings, 0, 0, "")+strings.Repeat(frame(ping, 0, 0, "12345678"), 3_000_000))
	for i := 0; ; i++ {
		time.Sleep(20 * time.Millisecond)
		if _, err := io.WriteString(p1, frame(ping, 0, 0, "12345678")); err != nil {
			fmt.Println("flood of pings: closed")
			break
		}
		if i == 1000 {
			fmt.Println("flood of pings: not closed")
			break
		}
	}
	p1.Close()
	// The peer's windows.
	test("window of 7", 2, setting(4, 7), frame(headers, end|endHeaders, 1, get("/big")))
	p2 := dial()
	io.WriteString(p2, preface+setting(4, 7)+frame(headers, end|endHeaders, 1, get("/big")))
	p2.next()
	for _, more := range []string{frame(window, 0, 1, u32(6)), setting(4, 9), setting(4, 1) + frame(window, 0, 1, u32(20))} {
		s, err := p2.next()
		fmt.Println("small windows:", s, err)
		io.WriteString(p2, more)
	}
	fmt.Println(p2.next())
	p2 = dial()
	io.WriteString(p2, preface+frame(ping, 0, 0, "12345678"))
	fmt.Println(p2.next())
	p2 = dial()
	io.WriteString(p2, "GET /hello HTTP/1.1\r\nHost: old.test\r\nConnection: close\r\n\r\n")
	line, _ := io.ReadAll(p2)
	fmt.Println(strings.Contains(string(line), "200 OK"), strings.HasSuffix(string(line), "GET old.test  <nil> 1"))

	fmt.Println("\nshutdown")
	p2 = dial()
	io.WriteString(p2, preface+frame(settings, 0, 0, "")+frame(headers, endHeaders, 1, post("/hello")))
	time.Sleep(50 * time.Millisecond)
	done := make(chan error)
	go func() { done <- s.Shutdown(context.Background()) }()
	fmt.Println(p2.next())
	io.WriteString(p2, frame(headers, endHeaders, 3, post("/hello"))+frame(data, 0, 3, "more")+frame(window, 0, 3, u32(1))+
		frame(reset, 0, 3, u32(8))+frame(data, end, 1, "body"))
	for range 3 {
		fmt.Println(p2.next())
	}
	fmt.Println(<-done)
}

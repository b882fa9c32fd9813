// What the server answers to requests that are well and ill formed, byte for byte but for Date: framing, smuggling
// shapes, versions, hosts, limits, methods, keep-alive, pipelining, Expect, panics, trailers.
// RUN: %run %s

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"sort"
	"strings"
	"sync"
	"time"
)

func handlers() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %s %s host=%q cl=%d te=%q close=%v body=%q err=%v\n", r.Method, r.RequestURI, r.Proto, r.Host,
			r.ContentLength, r.TransferEncoding, r.Close, b, err)
		var keys []string
		for k := range r.Header {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range keys {
			fmt.Fprintf(w, "%s=%q\n", k, r.Header[k])
		}
		if r.Trailer != nil {
			fmt.Fprintf(w, "trailer=%q\n", r.Trailer)
		}
	})
	mux.HandleFunc("/empty", func(w http.ResponseWriter, r *http.Request) {})
	mux.HandleFunc("/big", func(w http.ResponseWriter, r *http.Request) {
		for i := 0; i < 5; i++ {
			io.WriteString(w, strings.Repeat(string(rune('a'+i)), 1000))
		}
	})
	mux.HandleFunc("/flush", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "one")
		w.(http.Flusher).Flush()
		io.WriteString(w, "two")
	})
	mux.HandleFunc("/status/{code}", func(w http.ResponseWriter, r *http.Request) {
		var code int
		fmt.Sscan(r.PathValue("code"), &code)
		w.WriteHeader(code)
		n, err := io.WriteString(w, "text")
		if err != nil {
			mu.Lock()
			events = append(events, fmt.Sprint("write: ", n, " ", err))
			mu.Unlock()
		}
	})
	mux.HandleFunc("/headers", func(w http.ResponseWriter, r *http.Request) {
		h := w.Header()
		h["b-lower"] = []string{"1"}
		h.Set("A-First", " spaces ")
		h.Add("Multi", "x")
		h.Add("Multi", "y\r\nInjected: z")
		h["Bad Key"] = []string{"no"}
		h["Date"] = nil
		io.WriteString(w, "<html>")
	})
	mux.HandleFunc("/short", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "10")
		io.WriteString(w, "abc")
	})
	mux.HandleFunc("/long", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "3")
		_, err := io.WriteString(w, "abcdef")
		mu.Lock()
		events = append(events, fmt.Sprint("long: ", err))
		mu.Unlock()
		io.WriteString(w, "abc")
	})
	mux.HandleFunc("/trailers", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Trailer", "T1, T2")
		w.Header().Add("Trailer", "Content-Length")
		io.WriteString(w, "body")
		w.Header().Set("T1", "v1")
		w.Header().Set("T2", "v2")
		w.Header().Set(http.TrailerPrefix+"T3", "v3")
	})
	mux.HandleFunc("/noread", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "did not read") })
	mux.HandleFunc("/panic", func(w http.ResponseWriter, r *http.Request) { panic("on purpose") })
	mux.HandleFunc("/abort", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "part")
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	mux.HandleFunc("/limit", func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, 5)
		b, err := io.ReadAll(r.Body)
		var mbe *http.MaxBytesError
		if errors.As(err, &mbe) {
			http.Error(w, fmt.Sprintf("%s: %s (%d)", b, err, mbe.Limit), http.StatusRequestEntityTooLarge)
			return
		}
		fmt.Fprintf(w, "%s", b)
	})
	mux.HandleFunc("/hints", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Link", "</style.css>")
		w.WriteHeader(http.StatusEarlyHints)
		w.Header().Set("Extra", "1")
		w.WriteHeader(http.StatusProcessing)
		io.WriteString(w, "at last")
	})
	mux.HandleFunc("/hijack", func(w http.ResponseWriter, r *http.Request) {
		c, rw, err := http.NewResponseController(w).Hijack()
		if err != nil {
			panic(err)
		}
		rest, _ := rw.ReadString('\n')
		fmt.Fprintf(rw, "raw %q", rest)
		rw.Flush()
		c.Close()
		_, err = w.Write([]byte("x"))
		mu.Lock()
		events = append(events, fmt.Sprint("hijacked: ", err))
		mu.Unlock()
	})
	mux.HandleFunc("/conn/{how}", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Connection", r.PathValue("how"))
		io.WriteString(w, "x")
	})
	mux.HandleFunc("/identity", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Transfer-Encoding", "identity")
		io.WriteString(w, "x")
	})
	mux.HandleFunc("GET /get", func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "got") })
	mux.HandleFunc("/dir/", func(w http.ResponseWriter, r *http.Request) { fmt.Fprint(w, r.URL.Path) })
	mux.HandleFunc("/twice", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(201)
		w.WriteHeader(500)
	})
	mux.HandleFunc("/badcode", func(w http.ResponseWriter, r *http.Request) { w.WriteHeader(7) })
	mux.HandleFunc("/redirect", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "other?x=<y>#é", http.StatusFound)
	})
	mux.HandleFunc("/cookie", func(w http.ResponseWriter, r *http.Request) {
		for _, c := range r.Cookies() {
			fmt.Fprintf(w, "%s=%s;", c.Name, c.Value)
		}
		http.SetCookie(w, &http.Cookie{Name: "sid", Value: "a b", Path: "/", MaxAge: 10, HttpOnly: true, SameSite: http.SameSiteLaxMode})
	})
	return mux
}

var (
	mu     sync.Mutex
	events []string
)

// scripts have what is sent; a † waits until the server has answered something, and – for a moment.
var scripts = []struct{ name, send string }{
	{"simple", "GET / HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"bare LF", "GET / HTTP/1.1\nHost: h\nX: y\n\n"},
	{"lower method", "get / HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"odd method", "M-X! / HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"bad method", "G(T / HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"no version", "GET /\r\nHost: h\r\n\r\n"},
	{"two spaces", "GET  / HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"space in path", "GET /a b HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"bad escape", "GET /%zz HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"absolute URI", "GET http://other/x?q HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"asterisk", "OPTIONS * HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"asterisk get", "GET * HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"connect", "CONNECT a.example:80 HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"empty line first", "\r\nGET / HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"HTTP/1.0", "GET / HTTP/1.0\r\n\r\n"},
	{"HTTP/1.0 keep-alive", "GET /empty HTTP/1.0\r\nConnection: keep-alive\r\n\r\nGET /big HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"},
	{"HTTP/1.2", "GET / HTTP/1.2\r\nHost: h\r\n\r\n"},
	{"HTTP/2.0", "GET / HTTP/2.0\r\nHost: h\r\n\r\n"},
	{"HTTP/0.9", "GET / HTTP/0.9\r\nHost: h\r\n\r\n"},
	{"version garbage", "GET / HTTP/1.11\r\nHost: h\r\n\r\n"},
	{"version lower case", "GET / http/1.1\r\nHost: h\r\n\r\n"},
	{"preface of HTTP/2", "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"},
	{"no host", "GET / HTTP/1.1\r\n\r\n"},
	{"empty host", "GET / HTTP/1.1\r\nHost:\r\n\r\n"},
	{"two hosts", "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"},
	{"bad host", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"},
	{"host with path", "GET / HTTP/1.1\r\nHost: a/b\r\n\r\n"},
	{"header without colon", "GET / HTTP/1.1\r\nHost: h\r\nnonsense\r\n\r\n"},
	{"space before colon", "GET / HTTP/1.1\r\nHost: h\r\nX : y\r\n\r\n"},
	{"space in key", "GET / HTTP/1.1\r\nHost: h\r\nX Y: z\r\n\r\n"},
	{"empty key", "GET / HTTP/1.1\r\nHost: h\r\n: z\r\n\r\n"},
	{"bad key", "GET / HTTP/1.1\r\nHost: h\r\nX(: z\r\n\r\n"},
	{"key not ASCII", "GET / HTTP/1.1\r\nHost: h\r\nÄ: z\r\n\r\n"},
	{"value not ASCII", "GET / HTTP/1.1\r\nHost: h\r\nX: zä\r\n\r\n"},
	{"NUL in value", "GET / HTTP/1.1\r\nHost: h\r\nX: a\x00b\r\n\r\n"},
	{"CR in value", "GET / HTTP/1.1\r\nHost: h\r\nX: a\rb\r\n\r\n"},
	{"folded value", "GET / HTTP/1.1\r\nHost: h\r\nX: a\r\n  b\r\n\tc\r\nY: d\r\n\r\n"},
	{"fold first", "GET / HTTP/1.1\r\n X: a\r\nHost: h\r\n\r\n"},
	{"same key twice", "GET / HTTP/1.1\r\nHost: h\r\nx-a: 1\r\nX-A: 2\r\n\r\n"},
	{"length", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"},
	{"length spaces", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length:   5  \r\n\r\nhello"},
	{"length on GET", "GET / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"},
	{"length zero", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n"},
	{"no length", "POST / HTTP/1.1\r\nHost: h\r\n\r\nhello"},
	{"length plus", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: +5\r\n\r\nhello"},
	{"length minus", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: -5\r\n\r\nhello"},
	{"length hex", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0x5\r\n\r\nhello"},
	{"length empty", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: \r\n\r\nhello"},
	{"length huge", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999999999999999\r\n\r\nhello"},
	{"lengths equal", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 5\r\n\r\nhello"},
	{"lengths differ", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello"},
	{"length list", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5, 5\r\n\r\nhello"},
	{"body cut off", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 50\r\n\r\nhello"},
	{"chunked", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6\r\n world\r\n0\r\n\r\n"},
	{"Chunked", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: Chunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"},
	{"chunked and length", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n5\r\nhello\r\n0\r\n\r\n"},
	{"chunked twice", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"},
	{"gzip, chunked", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"},
	{"identity", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: identity\r\nContent-Length: 5\r\n\r\nhello"},
	{"xchunked", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"},
	{"tab chunked", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding:\tchunked\r\n\r\n5\r\nhello\r\n0\r\n\r\n"},
	{"chunked 1.0", "POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n5\r\nhello\r\n0\r\n\r\n"},
	{"chunk extension", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5;a=b;c=\"d\"\r\nhello\r\n0;x\r\n\r\n"},
	{"chunk size spaces", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5  \r\nhello\r\n0\r\n\r\n"},
	{"chunk size leading space", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n 5\r\nhello\r\n0\r\n\r\n"},
	{"chunk size 0x", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0x5\r\nhello\r\n0\r\n\r\n"},
	{"chunk size upper, zeros", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n000A\r\nhellohello\r\n0\r\n\r\n"},
	{"chunk size huge", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n11111111111111111\r\nhello\r\n0\r\n\r\n"},
	{"chunk size empty", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n\r\nhello\r\n0\r\n\r\n"},
	{"chunk bare LF", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\nhello\n0\n\n"},
	{"chunk too long", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhelloworld\r\n0\r\n\r\n"},
	{"chunks cut off", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhel"},
	{"chunk extension endless", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5;" + strings.Repeat("x", 5000) + "\r\nhello\r\n0\r\n\r\n"},
	{"chunks of nothing much", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n" + strings.Repeat("1;"+strings.Repeat("y", 100)+"\r\nz\r\n", 300) + "0\r\n\r\n"},
	{"trailer", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTrailer: A, b\r\n\r\n5\r\nhello\r\n0\r\nA: 1\r\nB: 2\r\nC: 3\r\n\r\n"},
	{"trailer forbidden", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\nTrailer: Content-Length\r\n\r\n0\r\n\r\n"},
	{"trailer cut off", "POST / HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n0\r\nA: 1\r\n"},
	{"pipelined", "GET /get HTTP/1.1\r\nHost: h\r\n\r\nGET /dir/a HTTP/1.1\r\nHost: h\r\n\r\nGET /get HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\nGET /get HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"post, CRLF, get", "POST /empty HTTP/1.1\r\nHost: h\r\nContent-Length: 2\r\n\r\nab\r\nGET /get HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"smuggled after length", "POST /empty HTTP/1.1\r\nHost: h\r\nContent-Length: 4\r\n\r\nabcdGET /get HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"smuggled after chunks", "POST /empty HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /get HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"bad chunks, then another", "POST /noread HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\nGET /get HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"body not read", "POST /noread HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhelloGET /get HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"expect", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n†hello"},
	{"expect, not read", "POST /noread HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\n†"},
	{"expect other", "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\nExpect: magic\r\n\r\nhello"},
	{"expect 1.0", "POST / HTTP/1.0\r\nContent-Length: 5\r\nExpect: 100-continue\r\n\r\nhello"},
	{"expect without body", "GET / HTTP/1.1\r\nHost: h\r\nExpect: 100-continue\r\n\r\n"},
	{"slow", "GE–T /g–et HT–TP/1.1\r–\nHo–st: h\r\n–\r\n"},
	{"cut off", "GET / HTTP/1.1\r\nHos"},
	{"nothing", ""},
	{"line end only", "\r\n"},
	{"TLS hello", "\x16\x03\x01\x00\xa5\x01\x00\x00\xa1\r\n\r\n"},
	{"header too large", "GET / HTTP/1.1\r\nHost: h\r\nX: " + strings.Repeat("x", 10000) + "\r\n\r\n"},
	{"line too large", "GET /" + strings.Repeat("x", 10000) + " HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"many headers", "GET /get HTTP/1.1\r\nHost: h\r\n" + strings.Repeat("a: b\r\n", 300) + "\r\n"},
	{"head", "HEAD / HTTP/1.1\r\nHost: h\r\n\r\nGET /get HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"head big", "HEAD /big HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"head empty", "HEAD /empty HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"empty", "GET /empty HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"big", "GET /big HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"big 1.0", "GET /big HTTP/1.0\r\n\r\n"},
	{"flush", "GET /flush HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"flush 1.0", "GET /flush HTTP/1.0\r\nConnection: keep-alive\r\n\r\n"},
	{"204", "GET /status/204 HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"304", "GET /status/304 HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"418", "GET /status/418 HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"999", "GET /status/999 HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"headers", "GET /headers HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"short", "GET /short HTTP/1.1\r\nHost: h\r\n\r\nGET /get HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"long", "GET /long HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"trailers", "GET /trailers HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"trailers 1.0", "GET /trailers HTTP/1.0\r\n\r\n"},
	{"panic", "GET /panic HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"abort", "GET /abort HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"limit", "POST /limit HTTP/1.1\r\nHost: h\r\nContent-Length: 5\r\n\r\nhello"},
	{"limit exceeded", "POST /limit HTTP/1.1\r\nHost: h\r\nContent-Length: 11\r\n\r\nhello world"},
	{"hints", "GET /hints HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"hijack", "GET /hijack HTTP/1.1\r\nHost: h\r\n\r\nand more\n"},
	{"connection close", "GET /conn/close HTTP/1.1\r\nHost: h\r\n\r\nGET /get HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"connection x", "GET /conn/x HTTP/1.1\r\nHost: h\r\n\r\nGET /get HTTP/1.1\r\nHost: h\r\nConnection: foo, Close\r\n\r\n"},
	{"te identity", "GET /identity HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"not allowed", "POST /get HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"head of GET pattern", "HEAD /get HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"no slash", "GET /dir?q HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"dots", "GET /x/../dir//y HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"twice", "GET /twice HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"badcode", "GET /badcode HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"redirect", "GET /redirect HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"redirect post", "POST /redirect HTTP/1.1\r\nHost: h\r\n\r\n"},
	{"cookies", "GET /cookie HTTP/1.1\r\nHost: h\r\nCookie: a=1; b=\"2\"; bad; c=d\\\r\nCookie: e=f\r\n\r\n"},
	{"pragma", "GET / HTTP/1.1\r\nHost: h\r\nPragma: no-cache\r\n\r\n"},
}

// talk sends and returns all that is answered.
func talk(addr, send string) string {
	c, err := net.Dial("tcp", addr)
	if err != nil {
		panic(err)
	}
	defer c.Close()
	c.SetDeadline(time.Now().Add(5 * time.Second))
	var got bytes.Buffer
	buf := make([]byte, 64<<10)
	for send != "" {
		part := send
		wait := ""
		if i := strings.IndexAny(send, "†–"); i >= 0 {
			part, send = send[:i], send[i:]
			wait, send = send[:len("†")], send[len("†"):]
		} else {
			send = ""
		}
		io.WriteString(c, part)
		switch wait {
		case "†":
			n, _ := c.Read(buf)
			got.Write(buf[:n])
		case "–":
			time.Sleep(2 * time.Millisecond)
		}
	}
	c.(*net.TCPConn).CloseWrite()
	for {
		n, err := c.Read(buf)
		got.Write(buf[:n])
		if err != nil {
			if !errors.Is(err, io.EOF) {
				var ne net.Error
				if errors.As(err, &ne) && ne.Timeout() {
					got.WriteString("(no end)")
				} else {
					got.WriteString("(reset)")
				}
			}
			break
		}
	}
	return got.String()
}

// show abbreviates and hides the date.
func show(s string) {
	for _, line := range strings.SplitAfter(s, "\n") {
		if strings.HasPrefix(line, "Date: ") {
			line = "Date: now\r\n"
		}
		if len(line) > 300 {
			line = fmt.Sprintf("%s… %d", line[:100], len(line))
		}
		if line != "" {
			fmt.Printf("\t%q\n", line)
		}
	}
}

type logWriter struct{}

// Write keeps the first line of what is logged, without addresses.
func (logWriter) Write(p []byte) (int, error) {
	line, _, _ := strings.Cut(string(p), "\n")
	if i := strings.Index(line, "127.0.0.1:"); i >= 0 {
		line = line[:i] + "client" + strings.TrimLeft(line[i+len("127.0.0.1:"):], "0123456789")
	}
	mu.Lock()
	events = append(events, line)
	mu.Unlock()
	return len(p), nil
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	s := &http.Server{Handler: handlers(), MaxHeaderBytes: 4000, ErrorLog: log.New(logWriter{}, "", 0)}
	go s.Serve(l)
	for _, sc := range scripts {
		fmt.Println("==", sc.name)
		show(talk(l.Addr().String(), sc.send))
		time.Sleep(time.Millisecond)
		mu.Lock()
		for _, e := range events {
			fmt.Println("log:", e)
		}
		events = nil
		mu.Unlock()
	}
}

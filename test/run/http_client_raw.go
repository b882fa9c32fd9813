// What the client sends to scripted servers, and what it makes of their answers: well and ill formed ones, 1xx, early
// ends, redirects, cookies, compression, timeouts, cancellation, retries, proxies, and the texts of errors.
// RUN: %run %s

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/url"
	"sort"
	"strings"
	"sync"
	"time"
)

// A server answers the n-th request of all with the n-th text, and then closes the connection or not.
type server struct {
	l       net.Listener
	mu      sync.Mutex
	answers []string // "…" at the end: the connection stays
	got     []string
	conns   int
	slow    time.Duration
}

func newServer(answers ...string) *server {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	s := &server{l: l, answers: answers}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			s.mu.Lock()
			s.conns++
			s.mu.Unlock()
			go s.serve(c)
		}
	}()
	return s
}

func (s *server) serve(c net.Conn) {
	defer c.Close()
	br := bufio.NewReader(c)
	for {
		head, body, err := readRequest(br, c)
		if err != nil {
			return
		}
		s.mu.Lock()
		s.got = append(s.got, head+body)
		answer := "…"
		if len(s.answers) > 0 {
			answer, s.answers = s.answers[0], s.answers[1:]
		}
		s.mu.Unlock()
		time.Sleep(s.slow)
		text, stay := strings.CutSuffix(answer, "…")
		io.WriteString(c, text)
		if !stay {
			return
		}
	}
}

// readRequest is simple on purpose.
func readRequest(br *bufio.Reader, c net.Conn) (head, body string, err error) {
	for {
		line, err := br.ReadString('\n')
		head += line
		if err != nil {
			return head, "", err
		}
		if line == "\r\n" {
			break
		}
	}
	lower := strings.ToLower(head)
	if strings.Contains(lower, "expect: 100-continue") {
		io.WriteString(c, "HTTP/1.1 100 Continue\r\n\r\n")
	}
	if strings.Contains(lower, "transfer-encoding: chunked") {
		for !strings.HasSuffix(body, "0\r\n\r\n") && !strings.HasSuffix(body, "Tr: v\r\n\r\n") {
			b, err := br.ReadByte()
			if err != nil {
				return head, body, err
			}
			body += string(b)
		}
	} else if i := strings.Index(lower, "content-length: "); i >= 0 {
		var n int
		fmt.Sscan(lower[i+len("content-length: "):], &n)
		b := make([]byte, n)
		_, err = io.ReadFull(br, b)
		body = string(b)
	}
	return
}

func (s *server) addr() string { return s.l.Addr().String() }
func (s *server) url() string  { return "http://" + s.addr() }

// mask hides ports.
func mask(text string) string {
	for {
		i := strings.Index(text, "127.0.0.1:")
		if i < 0 {
			return text
		}
		rest := strings.TrimLeft(text[i+len("127.0.0.1:"):], "0123456789")
		text = text[:i] + "server" + rest
	}
}

func show(name string, s *server, resp *http.Response, err error) {
	fmt.Println("==", name)
	if err != nil {
		fmt.Println("error:", mask(err.Error()))
		var ue *url.Error
		fmt.Println("  url.Error:", errors.As(err, &ue), "timeout:", ue != nil && ue.Timeout(),
			"deadline:", errors.Is(err, context.DeadlineExceeded), "canceled:", errors.Is(err, context.Canceled))
	}
	if resp != nil {
		b, e := io.ReadAll(resp.Body)
		resp.Body.Close()
		if len(b) > 100 {
			b = append(b[:20:20], fmt.Sprintf("… %d", len(b))...)
		}
		fmt.Printf("%s %s cl=%d te=%q close=%v unc=%v body=%q", resp.Proto, resp.Status, resp.ContentLength, resp.TransferEncoding,
			resp.Close, resp.Uncompressed, b)
		if e != nil {
			fmt.Print(" error: ", mask(e.Error()))
		}
		fmt.Println()
		var keys []string
		for k := range resp.Header {
			keys = append(keys, k)
		}
		sort.Strings(keys)
		for _, k := range keys {
			fmt.Printf("  %s=%q\n", k, mask(strings.Join(resp.Header[k], "|")))
		}
		if resp.Trailer != nil {
			fmt.Printf("  trailer=%q\n", resp.Trailer)
		}
	}
	if s != nil {
		s.mu.Lock()
		for _, g := range s.got {
			fmt.Printf("  got %q\n", mask(g))
		}
		s.got = nil
		s.mu.Unlock()
	}
}

func client() *http.Client { return &http.Client{Transport: &http.Transport{}} }

func get(name string, answers ...string) {
	s := newServer(answers...)
	defer s.l.Close()
	resp, err := client().Get(s.url() + "/x?q=1")
	show(name, s, resp, err)
}

const ok = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok…"

// gz is "hello, hello, hello, hello" in gzip.
const gz = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\x03\xcb\x48\xcd\xc9\xc9\xd7\x51\xc8\xc0\xa4\x00\x55\xa3\x82\x77\x1a\x00\x00\x00"

func answers() {
	get("plain", ok)
	get("no length", "HTTP/1.1 200 OK\r\nX: y\r\n\r\nuntil the end")
	get("HTTP/1.0", "HTTP/1.0 200 Fine, thanks\r\n\r\nold")
	get("HTTP/1.0 keep-alive", "HTTP/1.0 200 OK\r\nConnection: keep-alive\r\nContent-Length: 1\r\n\r\na…")
	get("close", "HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 1\r\n\r\na…")
	get("chunked", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\nde\r\n0\r\n\r\n…")
	get("chunked with length", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n3\r\nabc\r\n0\r\n\r\n…")
	get("trailer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nTrailer: A\r\n\r\n3\r\nabc\r\n0\r\nA: 1\r\nB: 2\r\n\r\n…")
	get("other coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc")
	get("no reason", "HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n…")
	get("code of two digits", "HTTP/1.1 20 OK\r\nContent-Length: 0\r\n\r\n…")
	get("code of letters", "HTTP/1.1 abc OK\r\nContent-Length: 0\r\n\r\n…")
	get("no HTTP", "hello\r\n\r\n")
	get("other version", "HTTP/1.x 200 OK\r\n\r\n")
	get("version 2", "HTTP/2.0 200 OK\r\nContent-Length: 1\r\n\r\na")
	get("nothing", "")
	get("half a header", "HTTP/1.1 200 OK\r\nConte")
	get("half a line", "HTTP/1.1 2")
	get("bad header", "HTTP/1.1 200 OK\r\nnonsense\r\n\r\n")
	get("bad header key", "HTTP/1.1 200 OK\r\nA B: c\r\nContent-Length: 0\r\n\r\n…")
	get("folded", "HTTP/1.1 200 OK\r\nA: b\r\n c\r\nContent-Length: 0\r\n\r\n…")
	get("short", "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc")
	get("chunks cut off", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabc")
	get("bad chunk", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nabcdefgh\r\n0\r\n\r\n")
	get("bad length", "HTTP/1.1 200 OK\r\nContent-Length: x\r\n\r\nabc")
	get("lengths differ", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabc")
	get("lengths equal", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc…")
	get("204", "HTTP/1.1 204 No Content\r\n\r\n…")
	get("304", "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n…")
	get("404", "HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nno…")
	get("1xx", "HTTP/1.1 103 Early Hints\r\nLink: a\r\n\r\nHTTP/1.1 102 Processing\r\n\r\n"+ok)
	get("gzip", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 29\r\n\r\n"+gz+"…")
	get("gzip broken", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 20\r\n\r\nnot in gzip at all!!…")
	get("gzip cut off", "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 16\r\n\r\n"+gz[:16]+"…")
	get("header too large", "HTTP/1.1 200 OK\r\nX: "+strings.Repeat("x", 11<<20)+"\r\n\r\n")
	get("cookies", "HTTP/1.1 200 OK\r\nSet-Cookie: a=b; Path=/\r\nSet-Cookie: c=d\r\nContent-Length: 0\r\n\r\n…")
}

func do(name string, c *http.Client, s *server, method, path string, body io.Reader, change func(r *http.Request)) {
	req, err := http.NewRequest(method, s.url()+path, body)
	if err != nil {
		fmt.Println("==", name)
		fmt.Println("NewRequest:", mask(err.Error()))
		return
	}
	if change != nil {
		change(req)
	}
	resp, err := c.Do(req)
	show(name, s, resp, err)
}

type onlyReader struct{ io.Reader }

type failingReader struct{}

func (failingReader) Read([]byte) (int, error) { return 0, errors.New("cannot read this") }

func requests() {
	s := newServer()
	for range 40 {
		s.answers = append(s.answers, ok)
	}
	c := client()
	none := func(*http.Request) {}
	do("post string", c, s, "POST", "/", strings.NewReader("text"), none)
	do("post unknown length", c, s, "POST", "/", onlyReader{strings.NewReader("text")}, none)
	do("post nothing", c, s, "POST", "/", nil, none)
	do("post empty reader", c, s, "POST", "/", strings.NewReader(""), none)
	do("post empty unknown", c, s, "POST", "/", onlyReader{strings.NewReader("")}, none)
	do("get empty unknown", c, s, "GET", "/", onlyReader{strings.NewReader("")}, none)
	do("put buffer", c, s, "PUT", "/", bytes.NewBufferString("buf"), none)
	do("delete", c, s, "DELETE", "/", nil, none)
	do("odd method", c, s, "X-Y", "/", nil, none)
	do("empty method", c, s, "", "/", nil, none)
	do("headers", c, s, "GET", "/a%2Fb c?x=y z", nil, func(r *http.Request) {
		r.Header.Set("User-Agent", "me")
		r.Header.Set("accept", "a")
		r.Header.Add("Accept", "b")
		r.Header.Set("Host", "ignored")
		r.Header.Set("Content-Length", "77")
		r.Header["lower"] = []string{"as it is"}
		r.Host = "other.example"
	})
	do("no agent", c, s, "GET", "/", nil, func(r *http.Request) { r.Header.Set("User-Agent", "") })
	do("own encoding", c, s, "GET", "/", nil, func(r *http.Request) { r.Header.Set("Accept-Encoding", "br") })
	do("range", c, s, "GET", "/", nil, func(r *http.Request) { r.Header.Set("Range", "bytes=0-1") })
	do("close", c, s, "GET", "/", nil, func(r *http.Request) { r.Close = true })
	do("basic auth", c, s, "GET", "/", nil, func(r *http.Request) { r.SetBasicAuth("user", "pass:word") })
	do("user in URL", c, s, "GET", "/", nil, func(r *http.Request) { r.URL.User = url.UserPassword("u", "p") })
	do("cookie", c, s, "GET", "/", nil, func(r *http.Request) {
		r.AddCookie(&http.Cookie{Name: "a", Value: "1"})
		r.AddCookie(&http.Cookie{Name: "b", Value: "x y"})
	})
	do("trailer", c, s, "POST", "/", onlyReader{strings.NewReader("text")}, func(r *http.Request) {
		r.Trailer = http.Header{"Tr": {"v"}}
	})
	do("expect", &http.Client{Transport: &http.Transport{ExpectContinueTimeout: time.Second}}, s, "POST", "/", strings.NewReader("text"),
		func(r *http.Request) { r.Header.Set("Expect", "100-continue") })
	do("no keep-alive", &http.Client{Transport: &http.Transport{DisableKeepAlives: true}}, s, "GET", "/", nil, none)
	do("no compression", &http.Client{Transport: &http.Transport{DisableCompression: true}}, s, "GET", "/", nil, none)
	do("bad method", c, s, "A B", "/", nil, none)
	do("bad URL", c, s, "GET", "/\x7f", nil, none)
	do("bad key", c, s, "GET", "/", nil, func(r *http.Request) { r.Header["a b"] = []string{"c"} })
	do("bad value", c, s, "GET", "/", nil, func(r *http.Request) { r.Header["A"] = []string{"c\r\nd: e"} })
	do("bad host", c, s, "GET", "/", nil, func(r *http.Request) { r.Host = "a/b" })
	do("body fails", c, s, "POST", "/", failingReader{}, none)
	do("body too short", c, s, "POST", "/", onlyReader{strings.NewReader("text")}, func(r *http.Request) { r.ContentLength = 10 })
	do("request URI", c, s, "GET", "/", nil, func(r *http.Request) { r.RequestURI = "/" })
	do("nil header", c, s, "GET", "/", nil, func(r *http.Request) { r.Header = nil })
	do("nil URL", c, s, "GET", "/", nil, func(r *http.Request) { r.URL = nil })
	do("ftp", c, s, "GET", "/", nil, func(r *http.Request) { r.URL.Scheme = "ftp" })
	do("no host", c, s, "GET", "/", nil, func(r *http.Request) { r.URL.Host = "" })
	resp, err := c.Head(s.url())
	show("head", s, resp, err)
	resp, err = c.PostForm(s.url(), url.Values{"a": {"1", "2"}, "b c": {"&"}})
	show("form", s, resp, err)
	_, err = c.Get("::")
	show("no URL", nil, nil, err)
	_, err = c.Get("/path")
	show("only a path", nil, nil, err)
}

func redirects() {
	to := func(code int, loc string) string {
		return fmt.Sprintf("HTTP/1.1 %d X\r\nLocation: %s\r\nContent-Length: 0\r\n\r\n…", code, loc)
	}
	for _, code := range []int{301, 302, 303, 307, 308} {
		s := newServer(to(code, "/new?a"), ok)
		do(fmt.Sprint("redirect ", code), client(), s, "POST", "/old", strings.NewReader("text"), func(r *http.Request) {
			r.Header.Set("Content-Type", "text/x")
			r.Header.Set("X", "y")
			r.Header.Set("Authorization", "secret")
		})
	}
	s := newServer(to(307, "/new"), ok)
	do("307 once", client(), s, "POST", "/old", onlyReader{strings.NewReader("text")}, nil)
	s = newServer(to(302, ""), ok)
	do("no location", client(), s, "GET", "/old", nil, nil)
	s = newServer(to(302, "http://[::1"), ok)
	do("bad location", client(), s, "GET", "/old", nil, nil)
	s = newServer()
	for range 12 {
		s.answers = append(s.answers, to(302, "/again"))
	}
	resp, err := client().Get(s.url())
	s.got = nil
	show("too many", s, resp, err)
	s = newServer(to(302, "/b"), ok)
	c := client()
	c.CheckRedirect = func(r *http.Request, via []*http.Request) error {
		fmt.Println("check:", r.URL.Path, len(via), r.Response.StatusCode, r.Header.Get("Referer") != "")
		return http.ErrUseLastResponse
	}
	do("last response", c, s, "GET", "/a", nil, nil)
	s = newServer(to(302, "/b"), ok)
	c.CheckRedirect = func(r *http.Request, via []*http.Request) error { return errors.New("not there") }
	do("refused", c, s, "GET", "/a", nil, nil)
	// To another host, secrets do not go along.
	other := newServer(ok)
	s = newServer(to(302, strings.Replace(other.url(), "127.0.0.1", "localhost", 1)+"/b"))
	dial := func(ctx context.Context, network, addr string) (net.Conn, error) {
		return net.Dial(network, strings.Replace(addr, "localhost", "127.0.0.1", 1))
	}
	c = &http.Client{Transport: &http.Transport{DialContext: dial}}
	req, _ := http.NewRequest("GET", s.url(), nil)
	req.Header.Set("Authorization", "secret")
	req.Header.Set("Cookie", "a=b")
	req.Header.Set("X", "y")
	resp, err = c.Do(req)
	other.got[0] = strings.Replace(other.got[0], "localhost", "127.0.0.1", 1)
	show("other host", other, resp, err)
}

type jar map[string]string

func (j jar) SetCookies(u *url.URL, cookies []*http.Cookie) {
	for _, c := range cookies {
		j[c.Name] = c.Value
	}
}

func (j jar) Cookies(u *url.URL) (all []*http.Cookie) {
	for n, v := range j {
		all = append(all, &http.Cookie{Name: n, Value: v})
	}
	sort.Slice(all, func(i, k int) bool { return all[i].Name < all[k].Name })
	return
}

func connections() {
	s := newServer(ok, ok, ok, ok)
	c := client()
	for range 3 {
		resp, err := c.Get(s.url())
		if err != nil {
			panic(err)
		}
		io.Copy(io.Discard, resp.Body)
		resp.Body.Close()
	}
	fmt.Println("== connections for 3 requests:", s.conns)
	c.CloseIdleConnections()
	resp, err := c.Get(s.url())
	s.got = nil
	show("after CloseIdleConnections", s, resp, err)
	fmt.Println("connections:", s.conns)

	// The server closes after the first answer without saying so: the request is sent again, if it may be.
	for _, method := range []string{"GET", "POST"} {
		s = newServer(ok, "", ok)
		c = client()
		do("before the end, "+method, c, s, method, "/1", nil, nil)
		do("after the end, "+method, c, s, method, "/2", nil, nil)
	}

	s = newServer("HTTP/1.1 200 OK\r\nSet-Cookie: k=v\r\nContent-Length: 0\r\n\r\n…", ok)
	c = client()
	c.Jar = jar{}
	do("jar 1", c, s, "GET", "/", nil, nil)
	do("jar 2", c, s, "GET", "/", nil, nil)

	l, _ := net.Listen("tcp", "127.0.0.1:0")
	l.Close()
	_, err = client().Get("http://" + l.Addr().String())
	show("refused", nil, nil, err)

	s = newServer("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok…")
	p, _ := url.Parse("http://user:pw@" + s.addr())
	c = &http.Client{Transport: &http.Transport{Proxy: http.ProxyURL(p)}}
	resp, err = c.Get("http://www.example/path?q")
	show("proxy", s, resp, err)

	s = newServer("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: echo\r\n\r\nearly")
	req, _ := http.NewRequest("GET", s.url(), nil)
	req.Header.Set("Connection", "Upgrade")
	req.Header.Set("Upgrade", "echo")
	resp, err = client().Do(req)
	if err == nil {
		_, writes := resp.Body.(io.Writer)
		fmt.Println("writable:", writes)
	}
	show("switch", s, resp, err)
}

func timeouts() {
	s := newServer()
	c := client()
	c.Timeout = 30 * time.Millisecond
	_, err := c.Get(s.url())
	show("timeout of header", nil, nil, err)

	s = newServer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc…")
	resp, err := c.Get(s.url())
	show("timeout of body", nil, resp, err)

	s = newServer()
	c = &http.Client{Transport: &http.Transport{ResponseHeaderTimeout: 30 * time.Millisecond}}
	_, err = c.Get(s.url())
	show("ResponseHeaderTimeout", nil, nil, err)

	ctx, cancel := context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	s = newServer()
	do("context's deadline", client(), s, "GET", "/", nil, func(r *http.Request) { *r = *r.WithContext(ctx) })

	ctx, cancel2 := context.WithCancel(context.Background())
	time.AfterFunc(30*time.Millisecond, cancel2)
	do("context canceled", client(), s, "GET", "/", nil, func(r *http.Request) { *r = *r.WithContext(ctx) })
	do("context canceled before", client(), s, "GET", "/", nil, func(r *http.Request) { *r = *r.WithContext(ctx) })

	ctx, cancel3 := context.WithCancel(context.Background())
	s = newServer("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc…")
	req, _ := http.NewRequestWithContext(ctx, "GET", s.url(), nil)
	resp, err = client().Do(req)
	time.AfterFunc(30*time.Millisecond, cancel3)
	show("canceled in body", nil, resp, err)

	ctx, cancel4 := context.WithCancelCause(context.Background())
	cancel4(errors.New("my reasons"))
	do("canceled with a cause", client(), s, "GET", "/", nil, func(r *http.Request) { *r = *r.WithContext(ctx) })

	ch := make(chan struct{})
	time.AfterFunc(30*time.Millisecond, func() { close(ch) })
	s = newServer()
	do("Cancel", client(), s, "GET", "/", nil, func(r *http.Request) { r.Cancel = ch })
}

func main() {
	answers()
	requests()
	redirects()
	connections()
	timeouts()
}

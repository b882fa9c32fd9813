// The proxy, dumps, and chunks.
// RUN: %run %s
package main

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"net/http/httputil"
	"net/url"
	"os"
	"sort"
	"strings"
	"time"
)

func body(resp *http.Response) string {
	b, err := io.ReadAll(resp.Body)
	resp.Body.Close()
	if err != nil {
		return fmt.Sprintf("%q %v", b, err)
	}
	return string(b)
}

func backend(w http.ResponseWriter, r *http.Request) {
	switch r.URL.Path {
	case "/base/trailer":
		w.Header().Set("Trailer", "X-Sum")
		io.WriteString(w, "with a trailer")
		w.Header().Set("X-Sum", "42")
		w.Header().Set(http.TrailerPrefix+"X-Late", "yes")
		return
	case "/base/broken":
		w.Header().Set("Content-Length", "100")
		io.WriteString(w, "not a hundred")
		return
	case "/base/stream":
		for i := range 3 {
			fmt.Fprintf(w, "part %d\n", i)
			w.(http.Flusher).Flush()
		}
		return
	case "/base/hints":
		w.Header().Set("Link", "</style.css>; rel=preload")
		w.WriteHeader(http.StatusEarlyHints)
		w.WriteHeader(http.StatusTeapot)
		return
	case "/base/up":
		if r.Header.Get("Upgrade") == "" {
			w.WriteHeader(http.StatusUpgradeRequired)
			return
		}
		c, rw, _ := w.(http.Hijacker).Hijack()
		defer c.Close()
		kind := r.Header.Get("Upgrade")
		if kind == "other" {
			kind = "else"
		}
		fmt.Fprintf(rw, "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: %s\r\n\r\n", kind)
		rw.Flush()
		line, _ := rw.ReadString('\n')
		fmt.Fprintf(rw, "echo %s", line)
		rw.Flush()
		return
	}
	fmt.Fprintf(w, "%s %s %s\n", r.Method, r.URL, r.Proto)
	var names []string
	for k := range r.Header {
		names = append(names, k)
	}
	sort.Strings(names)
	for _, k := range names {
		fmt.Fprintf(w, "%s: %q\n", k, r.Header[k])
	}
	b, _ := io.ReadAll(r.Body)
	fmt.Fprintf(w, "%d %q\n", r.ContentLength, b)
	w.Header().Set("Connection", "close")
}

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	b := httptest.NewServer(http.HandlerFunc(backend))
	defer b.Close()
	target, _ := url.Parse(b.URL + "/base/?from=proxy")
	proxies := map[string]*httputil.ReverseProxy{
		"director": httputil.NewSingleHostReverseProxy(target),
		"rewrite": {Rewrite: func(r *httputil.ProxyRequest) {
			r.SetURL(target)
			r.SetXForwarded()
			r.Out.Header.Set("X-Forwarded-Host", strings.Split(r.In.Host, ":")[0])
		}, ModifyResponse: func(r *http.Response) error {
			if r.StatusCode == http.StatusTeapot {
				return errors.New("no tea")
			}
			r.Header.Set("X-Modified", "yes")
			return nil
		}, FlushInterval: time.Millisecond},
		"neither": {},
	}
	hide := func(s, addr, name string) string { return strings.ReplaceAll(s, addr, name) }
	for _, name := range []string{"director", "rewrite", "neither"} {
		fmt.Println("---", name)
		p := proxies[name]
		p.ErrorLog = log.New(os.Stdout, "proxy: ", 0)
		front := httptest.NewServer(p)
		do := func(method, path, text string, header ...string) {
			var r io.Reader
			if text != "" {
				r = strings.NewReader(text)
			}
			req, _ := http.NewRequest(method, front.URL+path, r)
			for i := 0; i < len(header); i += 2 {
				req.Header.Add(header[i], header[i+1])
			}
			resp, err := front.Client().Do(req)
			if err != nil {
				fmt.Println(hide(err.Error(), front.Listener.Addr().String(), "FRONT"))
				return
			}
			s := hide(body(resp), front.Listener.Addr().String(), "FRONT")
			fmt.Println(resp.Status, resp.Header.Get("X-Modified"), resp.Trailer, s)
		}
		do("GET", "/a%2Fb/c?x=1;y=2&z=%", "", "X-Forwarded-For", "1.2.3.4", "Connection", "X-Hop", "X-Hop", "gone", "Te", "trailers, deflate", "Keep-Alive", "x")
		do("POST", "/post", "some text", "Content-Type", "text/plain", "User-Agent", "me")
		do("GET", "/trailer", "")
		do("GET", "/stream", "")
		do("GET", "/broken", "")
		do("GET", "/hints", "")
		do("GET", "/up", "")
		for _, kind := range []string{"loom", "other"} {
			c, err := net.Dial("tcp", front.Listener.Addr().String())
			if err != nil {
				panic(err)
			}
			fmt.Fprintf(c, "GET /up HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: %s\r\n\r\n", kind)
			br := bufio.NewReader(c)
			resp, err := http.ReadResponse(br, nil)
			if err != nil {
				fmt.Println(err)
				continue
			}
			if resp.StatusCode == http.StatusSwitchingProtocols {
				io.WriteString(c, "hello\n")
				rest, err := io.ReadAll(br)
				fmt.Printf("%s %q %v\n", resp.Status, rest, err)
			} else {
				fmt.Println(resp.Status)
			}
			c.Close()
		}
		front.Close()
	}
	dead := httputil.NewSingleHostReverseProxy(&url.URL{Scheme: "http", Host: "127.0.0.1:1"})
	dead.ErrorHandler = func(w http.ResponseWriter, r *http.Request, err error) {
		http.Error(w, "sorry", http.StatusServiceUnavailable)
	}
	rec := httptest.NewRecorder()
	dead.ServeHTTP(rec, httptest.NewRequest("GET", "/", nil))
	fmt.Printf("%d %q\n", rec.Code, rec.Body)

	dumps()
	chunks()
}

func dumps() {
	show := func(b []byte, err error) { fmt.Printf("%q %v\n", b, err) }
	r := httptest.NewRequest("POST", "/path?q=1", strings.NewReader("the body"))
	r.Header.Set("X-B", "2")
	r.Header.Add("X-A", "1")
	show(httputil.DumpRequest(r, false))
	show(httputil.DumpRequest(r, true))
	show(httputil.DumpRequest(r, true))
	r.TransferEncoding = []string{"chunked"}
	r.Close = true
	show(httputil.DumpRequest(r, true))
	show(httputil.DumpRequest(httptest.NewRequest("GET", "http://a.test/x", nil), true))
	for _, u := range []string{"http://a.test/x", "https://a.test/x"} {
		q, _ := http.NewRequest("PUT", u, strings.NewReader("some text"))
		show(httputil.DumpRequestOut(q, false))
		show(httputil.DumpRequestOut(q, true))
		b, err := io.ReadAll(q.Body)
		fmt.Println(string(b), err)
		q, _ = http.NewRequest("POST", u, io.MultiReader(strings.NewReader("length not known")))
		show(httputil.DumpRequestOut(q, true))
		q, _ = http.NewRequest("GET", u, nil)
		show(httputil.DumpRequestOut(q, true))
	}
	resp := &http.Response{Status: "200 OK", StatusCode: 200, ProtoMajor: 1, ProtoMinor: 1, ContentLength: 5,
		Header: http.Header{"X": {"y"}}, Body: io.NopCloser(strings.NewReader("hello"))}
	show(httputil.DumpResponse(resp, false))
	show(httputil.DumpResponse(resp, true))
	show(httputil.DumpResponse(resp, true))
	resp.ContentLength = -1
	resp.TransferEncoding = []string{"chunked"}
	show(httputil.DumpResponse(resp, true))
}

func chunks() {
	var b strings.Builder
	w := httputil.NewChunkedWriter(&b)
	io.WriteString(w, "hello, ")
	io.WriteString(w, "world")
	w.Close()
	fmt.Printf("%q\n", b.String())
	text, err := io.ReadAll(httputil.NewChunkedReader(strings.NewReader(b.String() + "\r\n")))
	fmt.Println(string(text), err)
	_, err = io.ReadAll(httputil.NewChunkedReader(strings.NewReader("5\r\nhel")))
	fmt.Println(err)
	_, err = io.ReadAll(httputil.NewChunkedReader(strings.NewReader(strings.Repeat("0", 10000))))
	fmt.Println(err == httputil.ErrLineTooLong)
}

// HTTP/2 with both ends ours: what requests and responses are like, bodies, trailers, cancellation, panics.
// RUN: %run %s
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"net/textproto"
	"os"
	"sort"
	"strings"
	"sync"
	"time"
)

var canceled = make(chan error, 1)

// zipped is "zipped ", a thousand times, compressed.
const zipped = "\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\x03\xed\xc5\x31\x01\x00\x00\x04\x00\xb0\x2a\xc2\x71\xf8\xdc\xd2\x4b\xa0\xc1\xf6\x6c\x7b\xa6\x32\x56\x92\x24\x49\x92\x24\x49\x92\x24\x49\xd2\xdf\x01\x07\xcc\x5f\x2c\x58\x1b\x00\x00"

func handler() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/request", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintln(w, r.Method, r.URL, r.RequestURI, r.Proto, r.ProtoMajor, r.ProtoMinor, r.TLS.NegotiatedProtocol, r.ContentLength, r.TransferEncoding)
		var lines []string
		for k, vv := range r.Header {
			lines = append(lines, fmt.Sprintf("%s: %q", k, vv))
		}
		sort.Strings(lines)
		fmt.Fprintln(w, strings.Join(lines, "\n"))
	})
	mux.HandleFunc("/echo", func(w http.ResponseWriter, r *http.Request) {
		n, err := io.Copy(w, r.Body)
		if err != nil {
			log.Println("echo", n, err)
		}
	})
	mux.HandleFunc("/trailers", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Trailer", "X-Sum, X-None")
		before := fmt.Sprint(r.Trailer)
		b, _ := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %d %v", before, len(b), r.Trailer)
		w.Header().Set("X-Sum", fmt.Sprint(len(b)))
		w.Header().Set(http.TrailerPrefix+"X-Late", "yes")
	})
	mux.HandleFunc("/wait", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(200)
		w.(http.Flusher).Flush()
		select {
		case <-r.Context().Done():
			canceled <- r.Context().Err()
		case <-time.After(10 * time.Second):
			canceled <- errors.New("not canceled")
		}
	})
	mux.HandleFunc("/panic", func(w http.ResponseWriter, r *http.Request) { panic(http.ErrAbortHandler) })
	mux.HandleFunc("/later", func(w http.ResponseWriter, r *http.Request) {
		io.WriteString(w, "begun ")
		w.(http.Flusher).Flush()
		panic(http.ErrAbortHandler)
	})
	mux.HandleFunc("/status/", func(w http.ResponseWriter, r *http.Request) {
		var code int
		fmt.Sscan(strings.TrimPrefix(r.URL.Path, "/status/"), &code)
		w.WriteHeader(code)
		_, err := io.WriteString(w, "text")
		log.Println(code, err)
	})
	mux.HandleFunc("/early", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Link", "</style.css>")
		w.WriteHeader(http.StatusEarlyHints)
		io.WriteString(w, "late")
	})
	mux.HandleFunc("/gzip", func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		io.WriteString(w, zipped)
	})
	mux.HandleFunc("/deadline", func(w http.ResponseWriter, r *http.Request) {
		http.NewResponseController(w).SetReadDeadline(time.Now().Add(20 * time.Millisecond))
		_, err := io.ReadAll(r.Body)
		fmt.Fprint(w, err, errors.Is(err, os.ErrDeadlineExceeded))
	})
	mux.HandleFunc("/duplex", func(w http.ResponseWriter, r *http.Request) {
		w.WriteHeader(200)
		w.(http.Flusher).Flush()
		buf := make([]byte, 100)
		for {
			n, err := r.Body.Read(buf)
			if err != nil {
				fmt.Fprint(w, "end: ", err)
				return
			}
			w.Write(bytes.ToUpper(buf[:n]))
			w.(http.Flusher).Flush()
		}
	})
	mux.HandleFunc("/interfaces", func(w http.ResponseWriter, r *http.Request) {
		_, hijacker := w.(http.Hijacker)
		_, pusher := w.(http.Pusher)
		_, _, err := http.NewResponseController(w).Hijack()
		fmt.Fprint(w, hijacker, pusher, err, http.NewResponseController(w).EnableFullDuplex())
	})
	return mux
}

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	s := httptest.NewUnstartedServer(handler())
	s.EnableHTTP2 = true
	s.StartTLS()
	defer s.Close()
	c := s.Client()
	show := func(what string, resp *http.Response, err error) {
		if err != nil {
			fmt.Println(what+":", quiet(s.URL, err))
			return
		}
		b, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		text := string(b)
		if len(b) > 1000 {
			text = fmt.Sprint(len(b), " bytes")
		}
		fmt.Println(what+":", resp.Proto, resp.ProtoMajor, resp.Status, resp.ContentLength, resp.Header["Content-Type"], resp.Header["Content-Length"],
			resp.TransferEncoding, resp.Uncompressed, resp.Close, resp.TLS.NegotiatedProtocol, quiet(s.URL, err), resp.Trailer)
		fmt.Println(text)
	}
	do := func(what, method, path string, body io.Reader, header ...string) {
		req, _ := http.NewRequest(method, s.URL+path, body)
		for i := 0; i < len(header); i += 2 {
			req.Header.Add(header[i], header[i+1])
		}
		resp, err := c.Do(req)
		show(what, resp, err)
	}
	do("request", "GET", "/request?q=a%20b", nil, "Cookie", "a=1; b=2", "X-Many", "1", "X-Many", "2", "Connection", "keep-alive", "Te", "trailers")
	do("no agent", "DELETE", "/request", nil, "User-Agent", "", "Accept-Encoding", "identity")
	do("POST", "POST", "/request", strings.NewReader("body"), "Content-Type", "text/plain")
	do("POST of nothing", "POST", "/request", nil)
	do("reader", "PUT", "/request", io.MultiReader(strings.NewReader("body")))
	do("HEAD", "HEAD", "/request", nil)
	do("bad connection", "GET", "/request", nil, "Connection", "x-foo")
	do("bad upgrade", "GET", "/request", nil, "Upgrade", "h2c")
	do("bad encoding", "GET", "/request", nil, "Transfer-Encoding", "gzip")
	do("large", "POST", "/echo", strings.NewReader(strings.Repeat("x", 5<<20)))
	do("large, unknown", "POST", "/echo", io.MultiReader(strings.NewReader(strings.Repeat("x", 3<<20))))
	for _, code := range []int{204, 304, 404, 500} {
		do("status", "GET", fmt.Sprint("/status/", code), nil)
	}
	do("panic", "GET", "/panic", nil)
	do("panic later", "GET", "/later", nil)
	do("gzip", "GET", "/gzip", nil)
	do("gzip not asked for", "HEAD", "/gzip", nil)
	do("100", "POST", "/echo", strings.NewReader("after 100"), "Expect", "100-continue")
	do("not wanted", "POST", "/status/403", strings.NewReader(strings.Repeat("x", 5<<20)), "Expect", "100-continue")
	pr, pw := io.Pipe()
	do("deadline", "POST", "/deadline", pr)
	pw.Close()
	do("interfaces", "GET", "/interfaces", nil)

	// Trailers both ways.
	req, _ := http.NewRequest("POST", s.URL+"/trailers", io.MultiReader(strings.NewReader("some body")))
	req.Trailer = http.Header{"X-Request": {"trailer"}}
	resp, err := c.Do(req)
	show("trailers", resp, err)

	// 103
	req, _ = http.NewRequestWithContext(httptrace.WithClientTrace(context.Background(), earlyTrace()), "GET", s.URL+"/early", nil)
	resp, err = c.Do(req)
	show("early", resp, err)

	// The body goes both ways at once.
	pr, pw = io.Pipe()
	req, _ = http.NewRequest("POST", s.URL+"/duplex", pr)
	resp, err = c.Do(req)
	if err != nil {
		log.Fatal(err)
	}
	buf := make([]byte, 100)
	for _, word := range []string{"one", "two", "three"} {
		io.WriteString(pw, word)
		n, err := resp.Body.Read(buf)
		fmt.Println("duplex:", string(buf[:n]), err)
	}
	pw.Close()
	rest, err := io.ReadAll(resp.Body)
	fmt.Println("duplex:", string(rest), err)

	// Who gives up is noticed.
	ctx, cancel := context.WithCancel(context.Background())
	req, _ = http.NewRequestWithContext(ctx, "GET", s.URL+"/wait", nil)
	resp, err = c.Do(req)
	if err != nil {
		log.Fatal(err)
	}
	cancel()
	_, err = io.ReadAll(resp.Body)
	fmt.Println("wait:", err, <-canceled)
	resp, err = c.Get(s.URL + "/wait")
	if err != nil {
		log.Fatal(err)
	}
	resp.Body.Close()
	_, err = resp.Body.Read(buf)
	fmt.Println("closed:", err != nil, <-canceled)
	c.Timeout = 100 * time.Millisecond
	resp, err = c.Get(s.URL + "/wait")
	if err != nil {
		log.Fatal(err)
	}
	_, err = io.ReadAll(resp.Body)
	fmt.Println("timeout:", err, <-canceled)
	c.Timeout = 0

	// Many at once, on one connection.
	var wg sync.WaitGroup
	var mu sync.Mutex
	good := 0
	for i := range 300 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			text := strings.Repeat(fmt.Sprint(i, " "), 1+i*100)
			resp, err := c.Post(s.URL+"/echo", "text/plain", strings.NewReader(text))
			if err != nil {
				fmt.Println(err)
				return
			}
			b, err := io.ReadAll(resp.Body)
			resp.Body.Close()
			mu.Lock()
			if err == nil && string(b) == text {
				good++
			}
			mu.Unlock()
		}()
	}
	wg.Wait()
	fmt.Println("good:", good)
}

// quiet returns the text of an error, without what differs between runs and implementations.
func quiet(url string, err error) string {
	text := strings.ReplaceAll(fmt.Sprint(err), url, "")
	if before, after, ok := strings.Cut(text, "stream ID "); ok {
		text = before + "stream ID N" + strings.TrimLeft(after, "0123456789")
	}
	return text
}

func earlyTrace() *httptrace.ClientTrace {
	return &httptrace.ClientTrace{
		Got1xxResponse: func(code int, h textproto.MIMEHeader) error {
			fmt.Println("early:", code, h["Link"])
			return nil
		},
		GotConn:              func(i httptrace.GotConnInfo) { fmt.Println("reused:", i.Reused) },
		GotFirstResponseByte: func() { fmt.Println("first byte") },
		WroteHeaders:         func() { fmt.Println("wrote headers") },
		WroteRequest:         func(i httptrace.WroteRequestInfo) { fmt.Println("wrote request", i.Err) },
	}
}

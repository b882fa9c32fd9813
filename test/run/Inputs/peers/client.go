// Asks a server for the files that peers.py has made for it; with a third argument
// by HTTP/2.
package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptrace"
	"os"
	"strings"
	"sync"
	"time"
)

func main() {
	base := os.Args[1]
	pem, err := os.ReadFile(os.Args[2])
	if err != nil {
		panic(err)
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(pem)
	c := &http.Client{Timeout: 20 * time.Second, Transport: &http.Transport{
		TLSClientConfig: &tls.Config{RootCAs: roots}, MaxIdleConnsPerHost: 32, ForceAttemptHTTP2: len(os.Args) > 3,
	}}
	do := func(method, path, body string, header ...string) {
		var r io.Reader
		if body != "" {
			r = strings.NewReader(body)
		}
		req, err := http.NewRequest(method, base+path, r)
		if err != nil {
			panic(err)
		}
		for i := 0; i < len(header); i += 2 {
			req.Header.Set(header[i], header[i+1])
		}
		reused := false
		req = req.WithContext(httptrace.WithClientTrace(context.Background(), &httptrace.ClientTrace{
			GotConn: func(info httptrace.GotConnInfo) { reused = info.Reused },
		}))
		resp, err := c.Do(req)
		if err != nil {
			fmt.Println(method, path, strings.ReplaceAll(err.Error(), base, ""))
			return
		}
		if len(os.Args) > 3 != (resp.Proto == "HTTP/2.0") {
			fmt.Println("by", resp.Proto)
		}
		defer resp.Body.Close()
		b, err := io.ReadAll(resp.Body)
		text := fmt.Sprintf("%d bytes", len(b))
		if len(b) < 40 {
			text = fmt.Sprintf("%q", b)
		}
		fmt.Println(method, path, resp.Status, resp.Header.Get("Content-Type"), resp.ContentLength, text, err, "compressed:", resp.Uncompressed, "reused:", reused)
	}
	do("GET", "/hello.txt", "")
	do("GET", "/hello.txt", "", "Range", "bytes=1-3")
	do("GET", "/hello.txt", "", "If-Modified-Since", "Sun, 01 Jan 2090 00:00:00 GMT")
	do("HEAD", "/big.txt", "")
	do("GET", "/big.txt", "")
	do("GET", "/big.txt", "", "Accept-Encoding", "identity")
	do("GET", "/nothing", "", "User-Agent", "loom")
	do("GET", "/moved", "")
	do("POST", "/hello.txt", strings.Repeat("x", 100_000))
	do("GET", "/slow", "")
	do("GET", "/close", "")
	do("GET", "/hello.txt", "")
	var wg sync.WaitGroup
	var mu sync.Mutex
	whole := 0
	for range 16 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for range 10 {
				resp, err := c.Get(base + "/big.txt")
				if err != nil {
					fmt.Println(err)
					return
				}
				n, err := io.Copy(io.Discard, resp.Body)
				resp.Body.Close()
				mu.Lock()
				if err == nil && n == 1_000_000 {
					whole++
				}
				mu.Unlock()
			}
		}()
	}
	wg.Wait()
	fmt.Println("whole:", whole)
	if strings.HasPrefix(base, "https") {
		_, err := (&http.Client{Transport: &http.Transport{}}).Get(base + "/hello.txt")
		var unknown x509.UnknownAuthorityError
		fmt.Println("trusted by all:", err == nil, errors.As(err, &unknown))
	}
}

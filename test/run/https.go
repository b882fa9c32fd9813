// https with httptest: who trusts whom, names, and peers that do not speak TLS.
// RUN: %run %s
package main

import (
	"crypto/tls"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"time"
)

func main() {
	log.SetFlags(0)
	log.SetOutput(os.Stdout)
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, _ := io.ReadAll(r.Body)
		fmt.Fprintln(w, r.Method, r.URL.Path, r.Host == r.TLS.ServerName, r.TLS.NegotiatedProtocol, len(b))
	}))
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.StartTLS()
	defer s.Close()
	show := func(resp *http.Response, err error) {
		if err != nil {
			fmt.Println(strings.ReplaceAll(err.Error(), s.Listener.Addr().String(), "ADDR"))
			return
		}
		b, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		t := "no TLS"
		if resp.TLS != nil {
			t = tls.VersionName(resp.TLS.Version) + " " + resp.TLS.NegotiatedProtocol
		}
		fmt.Println(resp.Status, t, resp.Proto, strings.TrimSpace(string(b)), err)
	}
	show(s.Client().Get(s.URL + "/a"))
	show(s.Client().Get("https://example.com/b"))
	show(s.Client().Get("https://www.example.com/c"))
	show(s.Client().Post(s.URL+"/d", "text/plain", strings.NewReader(strings.Repeat("x", 1<<20))))
	show(http.Get(s.URL))
	show(http.Get(strings.Replace(s.URL, "https", "http", 1)))
	p := httptest.NewServer(http.NotFoundHandler())
	defer p.Close()
	_, err := http.Get(strings.Replace(p.URL, "http", "https", 1))
	fmt.Println(strings.ReplaceAll(err.Error(), p.Listener.Addr().String(), "ADDR"))
	c := &http.Client{Transport: &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}}
	show(c.Get(s.URL + "/e"))
	c.Timeout = time.Nanosecond
	_, err = c.Get(s.URL)
	fmt.Println(err != nil)
}

// What the settings of a Server and a Transport do with HTTP/2: timeouts, limits, states, and who else may speak.
// RUN: %run %s
package main

import (
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"time"
)

func text(err error) string {
	if err == nil {
		return "no error"
	}
	s := err.Error()
	if i := strings.Index(s, "\": "); i > 0 {
		s = s[i+3:]
	}
	if before, after, ok := strings.Cut(s, "stream ID "); ok {
		s = before + "stream ID N" + strings.TrimLeft(after, "0123456789")
	}
	return s
}

var hello = http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, r.Proto) })

// start starts a server and returns a client for it.
func start(h http.Handler, change func(s *http.Server, t *http.Transport)) (*httptest.Server, *http.Client) {
	s := httptest.NewUnstartedServer(h)
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	t := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}, ForceAttemptHTTP2: true}
	if change != nil {
		change(s.Config, t)
	}
	s.StartTLS()
	return s, &http.Client{Transport: t, Timeout: 10 * time.Second}
}

func get(c *http.Client, url string, header ...string) {
	req, _ := http.NewRequest("GET", url, nil)
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	resp, err := c.Do(req)
	if err != nil {
		fmt.Println(text(err))
		return
	}
	defer resp.Body.Close()
	b, err := io.ReadAll(resp.Body)
	fmt.Println(resp.StatusCode, resp.Proto, len(b), text(err))
}

func main() {
	timeouts()
	limits()
	states()
	others()
}

func timeouts() {
	slow := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Method == "POST" {
			_, err := io.ReadAll(r.Body)
			fmt.Println("read:", text(err))
			return
		}
		select {
		case <-r.Context().Done():
		case <-time.After(5 * time.Second):
		}
	})
	fmt.Println("WriteTimeout")
	s, c := start(slow, func(s *http.Server, t *http.Transport) { s.WriteTimeout = 50 * time.Millisecond })
	get(c, s.URL)
	s.Close()
	fmt.Println("ReadTimeout")
	s, c = start(slow, func(s *http.Server, t *http.Transport) { s.ReadTimeout = 50 * time.Millisecond })
	pr, pw := io.Pipe()
	resp, err := c.Post(s.URL, "x/y", pr)
	fmt.Println(resp != nil, text(err))
	pw.Close()
	c.CloseIdleConnections()
	s.Close()
	fmt.Println("ResponseHeaderTimeout")
	s, c = start(slow, func(s *http.Server, t *http.Transport) { t.ResponseHeaderTimeout = 50 * time.Millisecond })
	get(c, s.URL)
	s.Close()
	fmt.Println("IdleTimeout, IdleConnTimeout")
	for i := range 2 {
		var mu sync.Mutex
		closed := make(chan bool, 10)
		s, c = start(hello, func(s *http.Server, t *http.Transport) {
			if i == 0 {
				s.IdleTimeout = 50 * time.Millisecond
			} else {
				t.IdleConnTimeout = 50 * time.Millisecond
			}
			s.ConnState = func(c net.Conn, state http.ConnState) {
				mu.Lock()
				defer mu.Unlock()
				if state == http.StateClosed {
					closed <- true
				}
			}
		})
		get(c, s.URL)
		select {
		case <-closed:
			fmt.Println("closed")
		case <-time.After(5 * time.Second):
			fmt.Println("not closed")
		}
		get(c, s.URL)
		s.Close()
	}
	fmt.Println("SendPingTimeout")
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		log.Fatal(err)
	}
	go func() { // of the dead
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			c.Write([]byte("\x00\x00\x00\x04\x00\x00\x00\x00\x00"))
		}
	}()
	t := &http.Transport{Protocols: new(http.Protocols), HTTP2: &http.HTTP2Config{SendPingTimeout: 50 * time.Millisecond, PingTimeout: 50 * time.Millisecond}}
	t.Protocols.SetUnencryptedHTTP2(true)
	get(&http.Client{Transport: t, Timeout: 10 * time.Second}, "http://"+l.Addr().String())
	l.Close()
}

func limits() {
	fmt.Println("MaxHeaderBytes")
	s, c := start(hello, func(s *http.Server, t *http.Transport) { s.MaxHeaderBytes = 2000 })
	get(c, s.URL)
	get(c, s.URL, "X-Long", strings.Repeat("v", 1000))
	get(c, s.URL, "X-Long", strings.Repeat("v", 4000))
	s.Close()
	fmt.Println("MaxResponseHeaderBytes")
	s, c = start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		for i := range 3 {
			w.Header().Add("X-Long", strings.Repeat(fmt.Sprint(i), 1000))
		}
	}), func(s *http.Server, t *http.Transport) { t.MaxResponseHeaderBytes = 2000 })
	get(c, s.URL)
	s.Close()
	// The first body may be on its way before the client knows how little is wanted, which Go 1.26 does not always allow.
	fmt.Println("MaxReceiveBuffer")
	s, c = start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.Copy(w, r.Body) }), func(s *http.Server, t *http.Transport) {
		s.HTTP2 = &http.HTTP2Config{MaxReceiveBufferPerConnection: 1 << 17, MaxReceiveBufferPerStream: 1000, MaxReadFrameSize: 1 << 15,
			MaxDecoderHeaderTableSize: 1 << 10, MaxEncoderHeaderTableSize: 1 << 9}
		t.HTTP2 = &http.HTTP2Config{MaxReceiveBufferPerConnection: 1 << 16, MaxReceiveBufferPerStream: 500, MaxDecoderHeaderTableSize: 100}
	})
	for range 3 {
		resp, err := c.Post(s.URL, "x/y", strings.NewReader(strings.Repeat("x", 100_000)))
		if err != nil {
			fmt.Println(text(err))
			continue
		}
		b, err := io.ReadAll(resp.Body)
		fmt.Println(len(b), text(err))
		resp.Body.Close()
	}
	s.Close()
	fmt.Println("MaxBytesReader")
	s, c = start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, err := io.ReadAll(http.MaxBytesReader(w, r.Body, 1000))
		var e *http.MaxBytesError
		fmt.Fprint(w, errors.As(err, &e))
	}), nil)
	resp, err := c.Post(s.URL, "x/y", strings.NewReader(strings.Repeat("x", 3_000_000)))
	if err == nil {
		b, _ := io.ReadAll(resp.Body)
		fmt.Println(string(b))
	}
	get(c, s.URL)
	s.Close()
}

func states() {
	fmt.Println("ConnState")
	var mu sync.Mutex
	var states []string
	closed := make(chan bool, 10)
	record := func(s *http.Server, t *http.Transport) {
		s.ConnState = func(c net.Conn, state http.ConnState) {
			mu.Lock()
			defer mu.Unlock()
			states = append(states, state.String())
			if state == http.StateClosed {
				closed <- true
			}
		}
	}
	s, c := start(hello, record)
	get(c, s.URL)
	time.Sleep(50 * time.Millisecond)
	get(c, s.URL)
	time.Sleep(50 * time.Millisecond)
	c.CloseIdleConnections()
	<-closed
	mu.Lock()
	fmt.Println(states)
	mu.Unlock()
	for _, what := range []string{"DisableKeepAlives", "Connection: close", "SetKeepAlivesEnabled"} {
		fmt.Println(what)
		t := c.Transport.(*http.Transport).Clone()
		t.DisableKeepAlives = what == "DisableKeepAlives"
		c := &http.Client{Transport: t}
		s.Config.SetKeepAlivesEnabled(what != "SetKeepAlivesEnabled")
		if what == "Connection: close" {
			get(c, s.URL, "Connection", "close")
		} else {
			get(c, s.URL)
		}
		select {
		case <-closed:
			fmt.Println("closed")
		case <-time.After(5 * time.Second):
			fmt.Println("not closed")
		}
	}
	s.Close()
}

func others() {
	fmt.Println("Upgrade")
	s, c := start(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Upgrade") == "" {
			io.WriteString(w, r.Proto)
			return
		}
		w.Header().Set("Connection", "Upgrade")
		w.Header().Set("Upgrade", "websocket")
		w.WriteHeader(http.StatusSwitchingProtocols)
	}), nil)
	get(c, s.URL)
	s.Close()
	fmt.Println("TLSNextProto")
	s, c = start(hello, func(s *http.Server, t *http.Transport) {
		t.TLSNextProto = map[string]func(string, *tls.Conn) http.RoundTripper{
			"h2": func(authority string, c *tls.Conn) http.RoundTripper {
				return roundTripper{authority != "", c.ConnectionState().NegotiatedProtocol}
			},
		}
		t.TLSClientConfig.NextProtos = []string{"h2"}
	})
	for range 2 {
		get(c, s.URL)
	}
	s.Close()
	s, c = start(hello, func(s *http.Server, t *http.Transport) {
		s.TLSNextProto = map[string]func(*http.Server, *tls.Conn, http.Handler){
			"h2": func(s *http.Server, c *tls.Conn, h http.Handler) {
				fmt.Println("a connection of", c.ConnectionState().NegotiatedProtocol, h != nil)
				w := httptest.NewRecorder()
				h.ServeHTTP(w, &http.Request{Method: "GET", Proto: "mine", RequestURI: "/"})
				fmt.Println(w.Body.String())
				c.Close()
			},
		}
	})
	resp, err := c.Get(s.URL)
	fmt.Println(resp != nil, err != nil)
	s.Close()
	for _, config := range []*tls.Config{nil, {}, {NextProtos: []string{"x"}}, {CipherSuites: []uint16{tls.TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384}}} {
		s := &http.Server{TLSConfig: config, ErrorLog: log.New(io.Discard, "", 0)}
		l, _ := net.Listen("tcp", "127.0.0.1:0")
		l.Close()
		err := s.ServeTLS(l, "none", "none")
		if err != nil && strings.HasPrefix(err.Error(), "open") {
			err = nil
		}
		fmt.Println(s.TLSNextProto["h2"] != nil, text(err))
		if s.TLSConfig != nil {
			fmt.Println(s.TLSConfig.NextProtos)
		}
	}
}

type roundTripper struct {
	authority bool
	protocol  string
}

func (rt roundTripper) RoundTrip(r *http.Request) (*http.Response, error) {
	return &http.Response{StatusCode: 299, Proto: fmt.Sprint(rt), Body: http.NoBody}, nil
}

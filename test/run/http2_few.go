// More requests than a server of HTTP/2 takes at once. The second line is what the documentation of
// StrictMaxConcurrentRequests says, with which Go 1.26 hangs; the third that of MaxConnsPerHost, which it exceeds.
// RUN: %run %s
package main

import (
	"context"
	"fmt"
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"net/http/httptrace"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	few(3, false, 0)
	few(3, true, 0)
	few(3, false, 1)
}

// few has more requests than the server takes at once.
func few(streams int, strict bool, maxConns int) {
	var mu sync.Mutex
	running, most := 0, 0
	s := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mu.Lock()
		running++
		most = max(most, running)
		mu.Unlock()
		time.Sleep(20 * time.Millisecond)
		mu.Lock()
		running--
		mu.Unlock()
	}))
	s.EnableHTTP2 = true
	s.Config.ErrorLog = log.New(io.Discard, "", 0)
	s.Config.HTTP2 = &http.HTTP2Config{MaxConcurrentStreams: streams}
	s.StartTLS()
	defer s.Close()
	t := s.Client().Transport.(*http.Transport)
	t.HTTP2 = &http.HTTP2Config{StrictMaxConcurrentRequests: strict}
	t.MaxConnsPerHost = maxConns
	var dials atomic.Int32
	trace := &httptrace.ClientTrace{ConnectStart: func(network, addr string) { dials.Add(1) }}
	get := func() {
		req, _ := http.NewRequestWithContext(httptrace.WithClientTrace(context.Background(), trace), "GET", s.URL, nil)
		resp, err := s.Client().Do(req)
		if err != nil {
			fmt.Println(err)
			return
		}
		resp.Body.Close()
	}
	get() // the settings are known
	var wg sync.WaitGroup
	for range 12 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			get()
		}()
	}
	wg.Wait()
	fmt.Println("strict:", strict, "connections at most:", maxConns, "one connection:", dials.Load() == 1, "several at once:", most > 1,
		"too many:", (strict || maxConns > 0) && most > streams)
}

// 100 clients with 100 requests each against one server, with 1, 2 and 8 processors; connections are used again, none and
// no goroutine is left. Then shutdown while requests are served, and the server's timeouts.
// RUN: %run %s

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func listen() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	return l
}

func many(procs int) {
	runtime.GOMAXPROCS(procs)
	before := runtime.NumGoroutine()
	var conns, requests atomic.Int32
	mux := http.NewServeMux()
	mux.HandleFunc("POST /echo/{id}", func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		b, err := io.ReadAll(r.Body)
		must(err)
		fmt.Fprintf(w, "%s:%s", r.PathValue("id"), b)
	})
	mux.HandleFunc("GET /size/{n}", func(w http.ResponseWriter, r *http.Request) {
		requests.Add(1)
		var n int
		fmt.Sscan(r.PathValue("n"), &n)
		io.WriteString(w, strings.Repeat("x", n))
	})
	l := listen()
	s := &http.Server{Handler: mux, ConnState: func(c net.Conn, st http.ConnState) {
		if st == http.StateNew {
			conns.Add(1)
		}
	}}
	done := make(chan error)
	go func() { done <- s.Serve(l) }()
	t := &http.Transport{MaxIdleConnsPerHost: 100}
	c := &http.Client{Transport: t, Timeout: 10 * time.Second}
	url := "http://" + l.Addr().String()
	var wg sync.WaitGroup
	for i := range 100 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := range 100 {
				if k%2 == 0 {
					body := fmt.Sprint("body ", i, " ", k)
					resp, err := c.Post(fmt.Sprintf("%s/echo/%d", url, k), "text/plain", strings.NewReader(body))
					must(err)
					b, err := io.ReadAll(resp.Body)
					must(err)
					resp.Body.Close()
					if string(b) != fmt.Sprintf("%d:%s", k, body) {
						panic(string(b))
					}
					continue
				}
				n := k * 100 // with a length, and in chunks
				resp, err := c.Get(fmt.Sprintf("%s/size/%d", url, n))
				must(err)
				b, err := io.ReadAll(resp.Body)
				must(err)
				resp.Body.Close()
				if len(b) != n {
					panic(len(b))
				}
			}
		}()
	}
	wg.Wait()
	t.CloseIdleConnections()
	must(s.Shutdown(context.Background()))
	fmt.Println(procs, "processors:", requests.Load(), "requests, on few connections:", conns.Load() <= 2000, <-done)
	for i := 0; runtime.NumGoroutine() > before && i < 1000; i++ {
		time.Sleep(time.Millisecond)
	}
	fmt.Println("goroutines left:", runtime.NumGoroutine()-before)
}

func shutdown() {
	l := listen()
	entered, leave := make(chan bool), make(chan bool)
	s := &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		entered <- true
		<-leave
		io.WriteString(w, "served")
	})}
	s.RegisterOnShutdown(func() { fmt.Println("on shutdown") })
	done := make(chan error)
	go func() { done <- s.Serve(l) }()
	answer := make(chan string)
	go func() {
		resp, err := http.Get("http://" + l.Addr().String())
		must(err)
		b, err := io.ReadAll(resp.Body)
		must(err)
		answer <- fmt.Sprint(string(b), " ", resp.Close)
	}()
	<-entered
	ctx, cancel := context.WithTimeout(context.Background(), 20*time.Millisecond)
	defer cancel()
	fmt.Println("shutdown with a request:", s.Shutdown(ctx))
	fmt.Println("serve:", <-done)
	_, err := net.Dial("tcp", l.Addr().String())
	fmt.Println("dial:", err != nil)
	end := make(chan error)
	go func() { end <- s.Shutdown(context.Background()) }()
	time.Sleep(10 * time.Millisecond)
	leave <- true
	fmt.Println("answer:", <-answer)
	fmt.Println("shutdown:", <-end)
	fmt.Println("serve again:", s.ListenAndServe())

	// Close does not wait.
	l = listen()
	s = &http.Server{Handler: s.Handler}
	go s.Serve(l)
	go func() {
		_, err := http.Get("http://" + l.Addr().String())
		answer <- fmt.Sprint(err != nil)
	}()
	<-entered
	fmt.Println("close:", s.Close())
	fmt.Println("client failed:", <-answer)
	leave <- true
}

// ask sends text and returns the status line, or how the connection ended.
func ask(addr, text string) string {
	c, err := net.Dial("tcp", addr)
	must(err)
	defer c.Close()
	c.SetDeadline(time.Now().Add(5 * time.Second))
	io.WriteString(c, text)
	line, err := bufio.NewReader(c).ReadString('\n')
	if err != nil {
		return err.Error()
	}
	return strings.TrimSpace(line)
}

func timeouts() {
	said := make(chan string, 10)
	l := listen()
	s := &http.Server{
		ReadHeaderTimeout: 50 * time.Millisecond, ReadTimeout: 100 * time.Millisecond, WriteTimeout: 150 * time.Millisecond,
		IdleTimeout: 50 * time.Millisecond,
		Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			b, err := io.ReadAll(r.Body)
			var ne net.Error
			w.WriteHeader(200 + len(b))
			said <- fmt.Sprint("body: ", string(b), " ", errors.As(err, &ne) && ne.Timeout())
			if r.URL.Path == "/slow" {
				time.Sleep(200 * time.Millisecond)
				_, err := io.WriteString(w, strings.Repeat("x", 100000))
				said <- fmt.Sprint("write: ", errors.As(err, &ne) && ne.Timeout())
			}
		}),
	}
	go s.Serve(l)
	addr := l.Addr().String()
	fmt.Println("header:", ask(addr, "GET / HTTP/1.1\r\nHo"))
	fmt.Println("whole:", ask(addr, "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 10\r\n\r\nabc"))
	fmt.Println(<-said)
	fmt.Println("write:", ask(addr, "GET /slow HTTP/1.1\r\nHost: h\r\n\r\n"))
	fmt.Println(<-said)
	fmt.Println(<-said)
	c, err := net.Dial("tcp", addr)
	must(err)
	io.WriteString(c, "GET / HTTP/1.1\r\nHost: h\r\n\r\n")
	start := time.Now()
	c.SetDeadline(time.Now().Add(5 * time.Second))
	_, err = io.Copy(io.Discard, c)
	fmt.Println(<-said)
	fmt.Println("idle:", err, time.Since(start) < 2*time.Second)
	s.Close()

	// The context of a request ends with its client.
	l = listen()
	gone := make(chan error)
	began := make(chan bool, 1)
	s = &http.Server{Handler: http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		began <- true
		<-r.Context().Done()
		gone <- r.Context().Err()
	})}
	go s.Serve(l)
	for _, request := range []string{
		"GET / HTTP/1.1\r\nHost: h\r\n\r\n",
		"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 0\r\n\r\n",
	} {
		c, err = net.Dial("tcp", l.Addr().String())
		must(err)
		io.WriteString(c, request)
		<-began
		time.Sleep(5 * time.Millisecond)
		c.Close()
		fmt.Println("client gone:", <-gone)
	}
	s.Close()

	// TimeoutHandler.
	h := http.TimeoutHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/slow" {
			<-r.Context().Done()
			time.Sleep(20 * time.Millisecond)
			_, err := w.Write([]byte("too late"))
			gone <- err
			return
		}
		w.Header().Set("X", "y")
		w.WriteHeader(201)
		io.WriteString(w, "in time")
	}), 50*time.Millisecond, "gave up")
	l = listen()
	s = &http.Server{Handler: h}
	go s.Serve(l)
	for _, path := range []string{"/fast", "/slow"} {
		resp, err := http.Get("http://" + l.Addr().String() + path)
		must(err)
		b, _ := io.ReadAll(resp.Body)
		resp.Body.Close()
		fmt.Println(path, resp.Status, resp.Header.Get("X"), string(b))
	}
	fmt.Println("late write:", <-gone)
	s.Close()
}

func main() {
	for _, procs := range []int{1, 2, 8} {
		many(procs)
	}
	shutdown()
	timeouts()
}

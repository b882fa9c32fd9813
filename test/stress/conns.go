// RUN: for n in 1 2 8; do env GOMAXPROCS=$n GOLOOM_PREEMPT_US=100 %run %s || exit 1; done
//
// Connections over the loopback, all open at once, that echo in turns. GOLOOM_STRESS=full: 10,000. If the limit on
// descriptors allows fewer, standard error says so.
package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

func descriptors() int {
	names, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		panic(err)
	}
	return len(names) - 1 // not the folder
}

func echo(l net.Listener) {
	for {
		c, err := l.Accept()
		if errors.Is(err, net.ErrClosed) {
			return
		}
		if err != nil { // descriptors are short; the other end will close some
			time.Sleep(time.Millisecond)
			continue
		}
		go func() {
			defer c.Close()
			io.Copy(c, c)
		}()
	}
}

func main() {
	n := 1000
	if os.Getenv("GOLOOM_STRESS") == "full" {
		n = 10_000
	}
	// The poller's own come with the first use and stay.
	warm, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	warm.Close()
	goroutines, files := runtime.NumGoroutine(), descriptors()

	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go echo(l)
	var conns []net.Conn
	for range n {
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			fmt.Fprintln(os.Stderr, "only", len(conns), "of", n, "connections:", err)
			for range min(100, len(conns)) { // some for the other end, which may be short as well
				conns[len(conns)-1].Close()
				conns = conns[:len(conns)-1]
			}
			break
		}
		conns = append(conns, c)
	}
	var good atomic.Int64
	var wg sync.WaitGroup
	for i, c := range conns {
		wg.Go(func() {
			defer c.Close()
			message := []byte(fmt.Sprint("connection ", i))
			b := make([]byte, len(message))
			for range 3 {
				if _, err := c.Write(message); err != nil {
					panic(err)
				}
				if _, err := io.ReadFull(c, b); err != nil || string(b) != string(message) {
					panic(fmt.Sprint(err, string(b)))
				}
			}
			good.Add(1)
		})
	}
	wg.Wait()
	l.Close()
	for i := 0; (runtime.NumGoroutine() > goroutines || descriptors() > files) && i < 1000; i++ {
		time.Sleep(5 * time.Millisecond)
	}
	fmt.Println("echoed:", good.Load() == int64(len(conns)))
	fmt.Println("left:", runtime.NumGoroutine()-goroutines, "goroutines,", descriptors()-files, "descriptors")
}

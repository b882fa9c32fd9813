// An echo server with 10,000 connections at once, and the clients, in one
// program. A goroutine serves each connection in the plainest way, a read and a write
// in a loop; the netpoller makes that a handful of threads.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	wanted = 10000
	rounds = 3
)

// affordable raises the limit on open descriptors as far as allowed. Each connection
// takes two of them, since both ends are here.
func affordable() int {
	open, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		panic(err)
	}
	others := len(open) + 64 // the listener, epoll, what is opened in between
	var limit syscall.Rlimit
	if err := syscall.Getrlimit(syscall.RLIMIT_NOFILE, &limit); err != nil {
		panic(err)
	}
	need := uint64(2*wanted + others)
	if limit.Cur < need && limit.Cur < limit.Max {
		raised := syscall.Rlimit{Cur: min(need, limit.Max), Max: limit.Max}
		if syscall.Setrlimit(syscall.RLIMIT_NOFILE, &raised) == nil {
			fmt.Printf("descriptors: raised the limit from %d to %d\n", limit.Cur, raised.Cur)
			limit = raised
		}
	}
	if limit.Cur >= need {
		return wanted
	}
	n := (int(limit.Cur) - others) / 2
	fmt.Printf("descriptors: only %d are allowed, so %d connections instead of %d\n", limit.Cur, n, wanted)
	return n
}

// serve is the whole server: accept blocks, read blocks, write may block. Each blocks
// its goroutine only.
func serve(l net.Listener) {
	for {
		c, err := l.Accept()
		if err != nil {
			return // closed
		}
		go func() {
			defer c.Close()
			var b [512]byte
			for {
				n, err := c.Read(b[:])
				if err != nil {
					return // the client has gone
				}
				if _, err := c.Write(b[:n]); err != nil {
					return
				}
			}
		}()
	}
}

func main() {
	n := affordable()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go serve(l)

	before := resident()
	start := time.Now()
	var connected, finished sync.WaitGroup
	var echoed, failed atomic.Int64
	talk := make(chan bool)         // closed when all are connected
	dialing := make(chan bool, 100) // so many at a time, since the kernel queues only some
	for i := range n {
		connected.Add(1)
		finished.Add(1)
		go func() {
			defer finished.Done()
			dialing <- true
			c, err := net.Dial("tcp", l.Addr().String())
			<-dialing
			connected.Done()
			if err != nil {
				failed.Add(1)
				return
			}
			defer c.Close()
			<-talk
			for r := range rounds {
				out := fmt.Sprintf("connection %d, message %d\n", i, r)
				in := make([]byte, len(out))
				if _, err := io.WriteString(c, out); err != nil {
					return
				}
				if _, err := io.ReadFull(c, in); err != nil || string(in) != out {
					return
				}
				echoed.Add(1)
			}
		}()
	}
	connected.Wait()
	up := time.Since(start)
	m, size := threads(), (resident()-before)/n
	start = time.Now()
	close(talk)
	finished.Wait()
	took := time.Since(start)
	l.Close()

	fmt.Printf("connections at once: %d, in %v, failed: %d\n", n, up.Round(time.Millisecond), failed.Load())
	fmt.Printf("%d echoes in %v\n", echoed.Load(), took.Round(time.Millisecond))
	fmt.Printf("threads: %d, memory for a connection: %.1f KB (two goroutines, two sockets)\n", m, float64(size)/1024)
	fmt.Println("every message came back:", echoed.Load() == int64(n*rounds))
	fmt.Println("a few threads served them:", m < 50)
}

func threads() int {
	d, err := os.ReadDir("/proc/self/task")
	if err != nil {
		panic(err)
	}
	return len(d)
}

// resident is how much memory the process has; what the kernel keeps for a socket is
// not in it.
func resident() int {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		panic(err)
	}
	pages, _ := strconv.Atoi(strings.Fields(string(b))[1])
	return pages * os.Getpagesize()
}

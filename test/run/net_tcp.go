// TCP: echo with 100 connections, deadlines, close while others wait, refused connections, half-closed ones, and
// the texts of errors.
// RUN: %run %s

package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"time"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// mask hides ports, which differ from run to run.
func mask(err error) string {
	if err == nil {
		return "<nil>"
	}
	out, digits := "", false
	s := err.Error()
	for i := 0; i < len(s); i++ {
		if digits && s[i] >= '0' && s[i] <= '9' {
			continue
		}
		digits = false
		out += s[i : i+1]
		if strings.HasSuffix(out, "127.0.0.1:") || strings.HasSuffix(out, "[::]:") {
			out += "P"
			digits = true
		}
	}
	return out
}

func listen() net.Listener {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	must(err)
	return l
}

// pair returns both ends of a connection.
func pair() (net.Conn, net.Conn) {
	l := listen()
	defer l.Close()
	type result struct {
		c   net.Conn
		err error
	}
	got := make(chan result)
	go func() {
		c, err := l.Accept()
		got <- result{c, err}
	}()
	a, err := net.Dial("tcp", l.Addr().String())
	must(err)
	r := <-got
	must(r.err)
	return a, r.c
}

func echo() {
	l := listen()
	var servers sync.WaitGroup
	stopped := make(chan error)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				stopped <- err
				return
			}
			servers.Add(1)
			go func() {
				defer servers.Done()
				defer c.Close()
				io.Copy(c, c)
			}()
		}
	}()
	var clients sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for i := 0; i < 100; i++ {
		clients.Add(1)
		go func() {
			defer clients.Done()
			c, err := net.Dial("tcp", l.Addr().String())
			must(err)
			defer c.Close()
			r := bufio.NewReader(c)
			for k := 0; k < 20; k++ {
				want := fmt.Sprintf("client %d says %d\n", i, k)
				_, err := io.WriteString(c, want)
				must(err)
				line, err := r.ReadString('\n')
				must(err)
				if line != want {
					panic(line)
				}
				mu.Lock()
				total += len(line)
				mu.Unlock()
			}
		}()
	}
	clients.Wait()
	servers.Wait()
	must(l.Close())
	err := <-stopped
	fmt.Println("echoed", total, mask(err), errors.Is(err, net.ErrClosed))
	fmt.Println("closed twice:", mask(l.Close()))
}

func deadlines() {
	a, b := pair()
	defer b.Close()
	must(a.SetReadDeadline(time.Now().Add(30 * time.Millisecond)))
	start := time.Now()
	n, err := a.Read(make([]byte, 1))
	waited := time.Since(start)
	var ne net.Error
	fmt.Println(n, mask(err), errors.Is(err, os.ErrDeadlineExceeded), errors.As(err, &ne) && ne.Timeout(),
		os.IsTimeout(err), waited > 25*time.Millisecond && waited < 5*time.Second)
	_, err = a.Read(make([]byte, 1))
	fmt.Println("still:", mask(err))
	_, err = a.Write([]byte("x"))
	fmt.Println("a write may:", err)
	must(a.SetReadDeadline(time.Time{}))
	go func() { b.Write([]byte("y")) }()
	n, err = a.Read(make([]byte, 1))
	fmt.Println("and again:", n, err)

	// Moved while a read waits: first later, then to now.
	must(a.SetReadDeadline(time.Now().Add(500 * time.Millisecond)))
	failed := make(chan error)
	go func() {
		_, err := a.Read(make([]byte, 1))
		failed <- err
	}()
	time.Sleep(5 * time.Millisecond)
	must(a.SetReadDeadline(time.Now().Add(time.Hour)))
	select {
	case err := <-failed:
		fmt.Println("too early:", err)
	case <-time.After(700 * time.Millisecond):
	}
	must(a.SetDeadline(time.Unix(1, 0)))
	fmt.Println("moved:", mask(<-failed))
	_, err = a.Write([]byte("x"))
	fmt.Println(mask(err))

	// A write that the peer does not read.
	must(a.SetDeadline(time.Now().Add(300 * time.Millisecond)))
	n, err = a.Write(make([]byte, 64<<20))
	fmt.Println("part:", n > 0 && n < 64<<20, mask(err))
	a.Close()
	fmt.Println(mask(a.SetDeadline(time.Now())))

	l := listen().(*net.TCPListener)
	must(l.SetDeadline(time.Now().Add(10 * time.Millisecond)))
	_, err = l.Accept()
	fmt.Println(mask(err))
	l.Close()
}

func closing() {
	a, b := pair()
	failed := make(chan error)
	for i := 0; i < 3; i++ {
		go func() {
			_, err := a.Read(make([]byte, 1))
			failed <- err
		}()
	}
	time.Sleep(10 * time.Millisecond)
	must(a.Close())
	for i := 0; i < 3; i++ {
		err := <-failed
		fmt.Println(mask(err), errors.Is(err, net.ErrClosed))
	}
	_, err := a.Write([]byte("x"))
	fmt.Println(mask(err))
	fmt.Println(mask(a.Close()))
	n, err := b.Read(make([]byte, 1))
	fmt.Println(n, err)
	b.Close()

	// A peer that resets.
	a, b = pair()
	must(a.(*net.TCPConn).SetLinger(0))
	a.Close()
	_, err = b.Read(make([]byte, 1))
	fmt.Println(mask(err))
	_, err = b.Write([]byte("x"))
	fmt.Println(mask(err))
	b.Close()
}

func half() {
	a, b := pair()
	go func() {
		data, err := io.ReadAll(b)
		must(err)
		fmt.Fprintf(b, "got %s", data)
		b.Close()
	}()
	io.WriteString(a, "all there is")
	must(a.(*net.TCPConn).CloseWrite())
	_, err := a.Write([]byte("x"))
	fmt.Println(mask(err))
	data, err := io.ReadAll(a)
	fmt.Printf("%s %v\n", data, err)
	a.Close()
}

func dialing() {
	for _, address := range []string{"127.0.0.1:1", "127.0.0.1", "127.0.0.1:99999", "127.0.0.1:nosuchservice", "[::1", "1:2:3", ""} {
		_, err := net.Dial("tcp", address)
		fmt.Println(mask(err))
	}
	_, err := net.Dial("carrier-pigeon", "127.0.0.1:1")
	fmt.Println(err)
	_, err = net.Dial("tcp6", "127.0.0.1:1")
	fmt.Println(err)
	l := listen()
	_, err = net.Listen("tcp", l.Addr().String())
	fmt.Println(mask(err))
	_, err = net.Listen("udp", "127.0.0.1:0")
	fmt.Println(err)
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	_, err = (&net.Dialer{}).DialContext(ctx, "tcp", l.Addr().String())
	fmt.Println(mask(err), errors.Is(err, context.Canceled))
	_, err = net.DialTimeout("tcp", l.Addr().String(), -1)
	fmt.Println(mask(err), errors.Is(err, context.DeadlineExceeded))
	c, err := net.DialTimeout("tcp", l.Addr().String(), time.Minute)
	must(err)
	fmt.Println(c.RemoteAddr().String() == l.Addr().String(), c.LocalAddr().Network())
	t := c.(*net.TCPConn)
	must(t.SetNoDelay(false))
	must(t.SetKeepAlive(true))
	must(t.SetKeepAlivePeriod(time.Minute))
	c.Close()
	l.Close()
	d := net.Dialer{LocalAddr: &net.UDPAddr{}}
	_, err = d.Dial("tcp", "127.0.0.1:1")
	fmt.Println(err)
	all, err := net.Listen("tcp", ":0")
	must(err)
	_, port, _ := net.SplitHostPort(all.Addr().String())
	c, err = net.Dial("tcp", ":"+port)
	must(err)
	fmt.Println(c.RemoteAddr().String() == "127.0.0.1:"+port)
	c.Close()
	all.Close()
}

func main() {
	echo()
	deadlines()
	closing()
	half()
	dialing()
}

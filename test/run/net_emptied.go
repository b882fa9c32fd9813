// RUN: %run %s

// A read that got less than it asked for lets the next one wait without trying. Whatever lies behind the data by then
// must be found all the same: more of it, its end, a reset, what follows an urgent byte.
package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net"
	"os"
	"strings"
	"sync"
	"syscall"
	"time"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

func pair() (a, b *net.TCPConn) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	defer l.Close()
	c, err := net.Dial("tcp", l.Addr().String())
	check(err)
	d, err := l.Accept()
	check(err)
	for _, c := range []net.Conn{c, d} {
		check(c.SetDeadline(time.Now().Add(20 * time.Second)))
	}
	return c.(*net.TCPConn), d.(*net.TCPConn)
}

func write(c net.Conn, s string) {
	_, err := io.WriteString(c, s)
	check(err)
}

func read(c net.Conn) string {
	b := make([]byte, 100)
	n, err := c.Read(b)
	switch {
	case err == nil:
		return fmt.Sprintf("%q", b[:n])
	case errors.Is(err, syscall.ECONNRESET):
		return "reset"
	case errors.Is(err, os.ErrDeadlineExceeded):
		return "deadline"
	}
	return fmt.Sprintf("%q %v", b[:n], err)
}

// Lets what has been sent arrive, and the poller see it.
func settle() { time.Sleep(20 * time.Millisecond) }

func sendUrgent(c *net.TCPConn, b byte) {
	raw, err := c.SyscallConn()
	check(err)
	check(raw.Write(func(fd uintptr) bool {
		check(syscall.Sendto(int(fd), []byte{b}, syscall.MSG_OOB, nil))
		return true
	}))
}

func ends() {
	a, b := pair()
	write(b, "first")
	fmt.Println(read(a))
	write(b, "last")
	b.Close()
	settle()
	fmt.Println(read(a), read(a), read(a))

	a, b = pair()
	write(b, "data")
	fmt.Println(read(a))
	go func() { settle(); b.Close() }()
	fmt.Println(read(a))

	a, b = pair()
	write(b, "data")
	fmt.Println(read(a))
	check(b.CloseWrite())
	settle()
	fmt.Println(read(a))
	write(a, "the other way")
	fmt.Println(read(b))

	a, b = pair()
	write(b, "data")
	fmt.Println(read(a))
	check(b.SetLinger(0))
	b.Close()
	settle()
	fmt.Println(read(a))

	a, b = pair()
	write(b, "data")
	fmt.Println(read(a))
	check(a.CloseRead())
	fmt.Println(read(a))

	a, b = pair()
	write(b, "data")
	fmt.Println(read(a))
	go func() { settle(); a.Close() }()
	_, err := a.Read(make([]byte, 10))
	fmt.Println(errors.Is(err, net.ErrClosed))
}

func urgent() {
	a, b := pair()
	write(b, "hello")
	fmt.Println(read(a))
	write(b, "abc")
	sendUrgent(b, 'X')
	write(b, "def")
	settle()
	fmt.Println(read(a), read(a))
	go func() { settle(); write(b, "on") }()
	fmt.Println(read(a))
}

func deadlines() {
	a, b := pair()
	write(b, "data")
	fmt.Println(read(a))
	check(a.SetReadDeadline(time.Now().Add(10 * time.Millisecond)))
	fmt.Println(read(a))
	write(b, "late")
	settle()
	fmt.Println(read(a))
	check(a.SetReadDeadline(time.Time{}))
	fmt.Println(read(a))
	check(a.SetReadDeadline(time.Now().Add(-time.Second)))
	fmt.Println(read(a))
}

func raw() {
	a, b := pair()
	write(b, "one")
	fmt.Println(read(a))
	write(b, "two")
	settle()
	rc, err := a.SyscallConn()
	check(err)
	check(rc.Read(func(fd uintptr) bool {
		p := make([]byte, 1)
		n, err := syscall.Read(int(fd), p)
		fmt.Printf("%q %v\n", p[:n], err)
		return true
	}))
	fmt.Println(read(a)) // what the raw read has left
}

// With SO_RCVLOWAT the poller does not tell of few bytes; a read takes what is there.
func lowWater() {
	a, b := pair()
	rc, err := a.SyscallConn()
	check(err)
	check(rc.Control(func(fd uintptr) {
		const soRcvlowat = 18
		check(syscall.SetsockoptInt(int(fd), syscall.SOL_SOCKET, soRcvlowat, 50))
	}))
	write(b, strings.Repeat("x", 60))
	fmt.Println(read(a))
	write(b, "few")
	settle()
	check(a.SetReadDeadline(time.Now().Add(5 * time.Second)))
	fmt.Println(read(a))
}

// Bytes in both directions, in pieces of any size.
func stream(seed int64) bool {
	const total = 200000
	a, b := pair()
	defer a.Close()
	defer b.Close()
	var wg sync.WaitGroup
	good := true
	run := func(c *net.TCPConn, k int64) {
		wg.Add(2)
		go func() {
			defer wg.Done()
			r := rand.New(rand.NewSource(seed + k))
			for sent := 0; sent < total; {
				p := make([]byte, min(1+r.Intn(3000), total-sent))
				for i := range p {
					p[i] = byte((sent + i) * 7 >> 3)
				}
				n, err := c.Write(p)
				check(err)
				sent += n
			}
			check(c.CloseWrite())
		}()
		go func() {
			defer wg.Done()
			r := rand.New(rand.NewSource(seed + k + 100))
			got := 0
			for {
				p := make([]byte, 1+r.Intn(2000))
				n, err := c.Read(p)
				for i := range p[:n] {
					good = good && p[i] == byte((got+i)*7>>3)
				}
				got += n
				if err != nil {
					good = good && err == io.EOF && got == total
					return
				}
			}
		}()
	}
	run(a, 1)
	run(b, 2)
	wg.Wait()
	return good
}

func main() {
	ends()
	urgent()
	deadlines()
	raw()
	lowWater()
	for seed := range int64(8) {
		if !stream(seed) {
			fmt.Println("bytes lost or changed")
		}
	}
}

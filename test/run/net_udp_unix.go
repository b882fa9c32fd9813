// UDP, Unix domain sockets and net.Pipe.
// RUN: %run %s

package main

import (
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func udp() {
	server, err := net.ListenPacket("udp", "127.0.0.1:0")
	must(err)
	done := make(chan error)
	go func() {
		b := make([]byte, 64)
		for {
			n, from, err := server.ReadFrom(b)
			if err != nil {
				done <- err
				return
			}
			server.WriteTo([]byte(strings.ToUpper(string(b[:n]))), from)
		}
	}()
	c, err := net.Dial("udp", server.LocalAddr().String())
	must(err)
	b := make([]byte, 4)
	for _, s := range []string{"one", "three", ""} {
		n, err := c.Write([]byte(s))
		must(err)
		m, err := c.Read(b) // what does not fit is lost, and an empty packet is no end
		fmt.Println(n, m, string(b[:m]), err)
	}
	_, err = c.(*net.UDPConn).WriteTo([]byte("x"), server.LocalAddr())
	fmt.Println(errors.Is(err, net.ErrWriteToConnected))
	c.SetReadDeadline(time.Now().Add(5 * time.Millisecond))
	_, err = c.Read(b)
	fmt.Println(errors.Is(err, os.ErrDeadlineExceeded))
	a, err := net.ListenUDP("udp4", nil)
	must(err)
	to := server.LocalAddr().(*net.UDPAddr)
	_, err = a.WriteToUDPAddrPort([]byte("port"), to.AddrPort())
	must(err)
	n, from, err := a.ReadFromUDPAddrPort(b)
	fmt.Println(n, from == to.AddrPort(), err)
	_, err = a.WriteTo([]byte("x"), &net.UDPAddr{IP: net.IPv6loopback, Port: 1})
	var ae *net.AddrError
	fmt.Println(errors.As(err, &ae) && ae.Err == "non-IPv4 address")
	c.Close()
	a.Close()
	server.Close()
	fmt.Println(errors.Is(<-done, net.ErrClosed))

	// A port where nobody is: the kernel tells with the next call.
	c, err = net.Dial("udp", to.String())
	must(err)
	c.Write([]byte("x"))
	c.SetReadDeadline(time.Now().Add(time.Second))
	_, err = c.Read(b)
	fmt.Println(strings.HasSuffix(err.Error(), ": read: connection refused"))
	c.Close()
}

func unix() {
	dir, err := os.MkdirTemp("", "net")
	must(err)
	defer os.RemoveAll(dir)
	hide := func(v any) string { return strings.ReplaceAll(fmt.Sprint(v), dir, "DIR") }
	for _, network := range []string{"unix", "unixpacket"} {
		path := filepath.Join(dir, network)
		l, err := net.Listen(network, path)
		must(err)
		go func() {
			c, err := l.Accept()
			must(err)
			b := make([]byte, 16)
			n, err := c.Read(b)
			fmt.Println(network, string(b[:n]), err, hide(c.LocalAddr()), c.RemoteAddr().String() == "" || c.RemoteAddr().String() == "@")
			c.Write([]byte("answer"))
			c.Close()
		}()
		c, err := net.Dial(network, path)
		must(err)
		c.Write([]byte("question"))
		data, err := io.ReadAll(c)
		fmt.Println(string(data), err, hide(c.RemoteAddr()))
		c.Close()
		l.Close()
		_, err = os.Stat(path)
		fmt.Println(os.IsNotExist(err))
		_, err = net.Dial(network, path)
		fmt.Println(hide(err))
	}
	one := filepath.Join(dir, "one")
	a, err := net.ListenPacket("unixgram", one)
	must(err)
	b, err := net.Dial("unixgram", one)
	must(err)
	b.Write([]byte("datagram"))
	p := make([]byte, 16)
	n, from, err := a.ReadFrom(p)
	fmt.Println(string(p[:n]), from, err)
	b.Close()
	a.Close()
	_, err = net.Listen("unixgram", one)
	fmt.Println(hide(err))
}

func pipe() {
	a, b := net.Pipe()
	go func() {
		fmt.Fprintf(a, "in pieces")
		a.Close()
	}()
	p := make([]byte, 4)
	for {
		n, err := b.Read(p)
		fmt.Printf("%q %v\n", p[:n], err)
		if err != nil {
			break
		}
	}
	_, err := b.Write(p)
	fmt.Println(err)
	b.Close()
	_, err = b.Read(p)
	fmt.Println(err)

	a, b = net.Pipe()
	a.SetReadDeadline(time.Now().Add(5 * time.Millisecond))
	_, err = a.Read(p)
	fmt.Println(err, errors.Is(err, os.ErrDeadlineExceeded))
	a.SetWriteDeadline(time.Unix(1, 0))
	_, err = a.Write(p)
	fmt.Println(err)
	a.SetDeadline(time.Time{})
	go b.Write([]byte("late"))
	n, err := a.Read(p)
	fmt.Println(string(p[:n]), err, a.LocalAddr())

	v := net.Buffers{[]byte("some"), []byte(" buf"), []byte("fers")}
	var out strings.Builder
	m, err := v.WriteTo(&out)
	fmt.Println(m, err, out.String(), len(v))
}

func main() {
	udp()
	unix()
	pipe()
}

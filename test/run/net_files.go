// Sockets as files and back: a copy lives on when the other is closed.
// RUN: %run %s
package main

import (
	"bufio"
	"fmt"
	"net"
	"os"
	"strings"
	"time"
)

func check(err error) {
	if err != nil {
		panic(err)
	}
}

// again returns a copy of what is open as a file, and closes the file.
func again[T any](f *os.File, err error, open func(*os.File) (T, error)) T {
	check(err)
	defer f.Close()
	v, err := open(f)
	check(err)
	return v
}

func talk(network string, l net.Listener) {
	done := make(chan string)
	go func() {
		c, err := l.Accept()
		check(err)
		line, err := bufio.NewReader(c).ReadString('\n')
		check(err)
		fmt.Fprint(c, strings.ToUpper(line))
		c.Close()
		done <- fmt.Sprintf("%T", c)
	}()
	c, err := net.Dial(network, l.Addr().String())
	check(err)
	f, err := c.(interface{ File() (*os.File, error) }).File()
	copied := again(f, err, net.FileConn)
	check(c.Close())
	fmt.Println(copied.LocalAddr().String() == c.LocalAddr().String(), copied.RemoteAddr().String() == l.Addr().String())
	copied.SetDeadline(time.Now().Add(10 * time.Second))
	fmt.Fprintln(copied, "hello")
	answer, err := bufio.NewReader(copied).ReadString('\n')
	fmt.Printf("%q %v %T %s\n", answer, err, copied, <-done)
	check(copied.Close())
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(err)
	f, err := l.(*net.TCPListener).File()
	copied := again(f, err, net.FileListener)
	check(l.Close())
	fmt.Println(copied.Addr().String() == l.Addr().String())
	talk("tcp", copied)
	check(copied.Close())
	_, err = l.(*net.TCPListener).File()
	fmt.Println(strings.Replace(err.Error(), l.Addr().String(), "ADDR", 1))

	dir, err := os.MkdirTemp("", "")
	check(err)
	defer os.RemoveAll(dir)
	l, err = net.Listen("unix", dir+"/s")
	check(err)
	f, err = l.(*net.UnixListener).File()
	copied = again(f, err, net.FileListener)
	talk("unix", copied)
	check(copied.Close())
	check(l.Close())

	p, err := net.ListenPacket("udp", "127.0.0.1:0")
	check(err)
	f, err = p.(*net.UDPConn).File()
	q := again(f, err, net.FilePacketConn)
	check(p.Close())
	_, err = q.WriteTo([]byte("myself"), q.LocalAddr())
	check(err)
	b := make([]byte, 10)
	n, from, err := q.ReadFrom(b)
	fmt.Println(string(b[:n]), from.String() == q.LocalAddr().String(), err)

	null, err := os.Open("/dev/null")
	check(err)
	_, err = net.FileConn(null)
	fmt.Println(err)
	_, err = net.FileListener(null)
	fmt.Println(err)
}

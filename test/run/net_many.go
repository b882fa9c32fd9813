// 2000 connections, each with a goroutine that waits at either end; then all are woken.
// RUN: %run %s

package main

import (
	"fmt"
	"net"
	"sync"
)

const n = 2000

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	var up, down sync.WaitGroup
	up.Add(n)
	down.Add(2 * n)
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				defer down.Done()
				defer c.Close()
				up.Done()
				var b [1]byte
				if _, err := c.Read(b[:]); err != nil {
					panic(err)
				}
				b[0]++
				c.Write(b[:])
			}()
		}
	}()
	conns := make([]net.Conn, n)
	sums := make([]int, n)
	for i := range conns {
		if conns[i], err = net.Dial("tcp", l.Addr().String()); err != nil {
			panic(err)
		}
		go func() {
			defer down.Done()
			var b [1]byte
			if _, err := conns[i].Read(b[:]); err != nil {
				panic(err)
			}
			sums[i] = int(b[0])
			conns[i].Close()
		}()
	}
	up.Wait()
	for i, c := range conns {
		c.Write([]byte{byte(i)})
	}
	down.Wait()
	l.Close()
	total := 0
	for _, s := range sums {
		total += s
	}
	fmt.Println(total)
}

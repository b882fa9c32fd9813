// Network I/O blocks a goroutine, never a thread: one ticks every 10 ms while
// another waits for a server that takes its time.
package main

import (
	"fmt"
	"io"
	"net"
	"runtime"
	"time"
)

func main() {
	runtime.GOMAXPROCS(1)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go func() { // the server: one slow answer
		c, err := l.Accept()
		if err != nil {
			panic(err)
		}
		time.Sleep(60 * time.Millisecond)
		io.WriteString(c, "200 OK")
		c.Close()
	}()

	answer := make(chan string)
	go func() { // the client parks in ReadAll; the netpoller wakes it
		c, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			panic(err)
		}
		b, _ := io.ReadAll(c)
		answer <- string(b)
	}()

	ticks := 0
	ticker := time.NewTicker(10 * time.Millisecond)
	for {
		select {
		case <-ticker.C:
			ticks++
			fmt.Println("tick..")
		case s := <-answer:
			fmt.Println(s)
			fmt.Println("ticked meanwhile:", ticks > 0)
			return
		}
	}
}

// Network I/O blocks a goroutine, never a thread: one ticks every 10 ms while
// another waits for a server that takes its time.
package main

import (
	"fmt"
	"net"
	"net/http"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

func main() {
	runtime.GOMAXPROCS(1)
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go http.Serve(l, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		time.Sleep(60 * time.Millisecond) // the server: slow
		fmt.Fprintln(w, "hello")
	}))

	var ticks atomic.Int32
	go func() {
		for {
			time.Sleep(10 * time.Millisecond)
			fmt.Println("tick..")
			ticks.Add(1)
		}
	}()
	var wg sync.WaitGroup
	wg.Add(1)
	go func() { // the client parks; the netpoller wakes it
		defer wg.Done()
		resp, err := http.Get("http://" + l.Addr().String())
		if err != nil {
			panic(err)
		}
		defer resp.Body.Close()
		fmt.Println(resp.Status)
	}()
	wg.Wait()
	fmt.Println("ticked meanwhile:", ticks.Load() > 0)
}

// Programs whose course the schedule decides, for seeded.test: the first argument says which.
package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// lost counts with reads and writes that are locked each, but not together.
func lost() {
	var mu sync.Mutex
	var wg sync.WaitGroup
	n := 0
	get := func() int {
		mu.Lock()
		defer mu.Unlock()
		return n
	}
	set := func(v int) {
		mu.Lock()
		defer mu.Unlock()
		n = v
	}
	for range 4 {
		wg.Go(func() {
			for range 3 {
				set(get() + 1)
			}
		})
	}
	wg.Wait()
	fmt.Println(n)
}

// lostAtomic does so with atomic loads and stores.
func lostAtomic() {
	var n atomic.Int64
	var wg sync.WaitGroup
	for range 2 {
		wg.Go(func() {
			old := n.Load()
			n.Store(old + 1)
		})
	}
	// Loops that wait for one another call nothing else.
	var turn atomic.Int32
	for i := range int32(2) {
		wg.Go(func() {
			for range 10 {
				for turn.Load() != i {
				}
				turn.Store(1 - i)
			}
		})
	}
	wg.Wait()
	fmt.Println(n.Load())
}

// order says which goroutine was when, unsynchronised: by channel, allocation, select, map and random numbers.
func order() {
	c, quit := make(chan int), make(chan bool)
	for i := range 5 {
		go func() {
			for k := range 3 {
				c <- i*10 + k
			}
			quit <- true
		}()
	}
	left := 5
	tick := time.NewTicker(time.Second)
	for left > 0 {
		select {
		case v := <-c:
			fmt.Print(v, " ")
		case <-quit:
			left--
		case t := <-tick.C:
			fmt.Print(t.Second(), "s ")
		}
	}
	m := map[string]int{"a": 1, "b": 2, "c": 3, "d": 4, "e": 5}
	for k := range m {
		fmt.Print(k, " ")
	}
	var boxes [4]*int
	var wg sync.WaitGroup
	next := 0
	for i := range boxes {
		wg.Go(func() {
			for range 10 {
				boxes[i] = new(int)
				*boxes[i] = next
				next++
			}
		})
	}
	wg.Wait()
	for _, b := range boxes {
		fmt.Print(*b, " ")
	}
	fmt.Println(rand.Intn(1000), runtime.GOMAXPROCS(4), runtime.NumCPU(), runtime.NumGoroutine())
}

// clock sleeps for years.
func clock() {
	start := time.Now()
	fmt.Println(start.UTC())
	c := make(chan time.Time)
	for i := range 10 {
		go func() {
			time.Sleep(time.Duration(10-i) * 1000 * time.Hour)
			c <- time.Now()
		}()
	}
	for range 10 {
		fmt.Print((<-c).Sub(start), " ")
	}
	late := time.AfterFunc(time.Hour, func() { fmt.Println("not reached") })
	fmt.Println(late.Stop())
	for range 1000 {
		runtime.Gosched()
	}
	fmt.Println(time.Since(start))
}

// network talks to itself, and waits for a deadline in between.
func network() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	go func() {
		for {
			c, err := l.Accept()
			if err != nil {
				return
			}
			go func() {
				io.Copy(c, c)
				c.Close()
			}()
		}
	}()
	// Never without somebody who can run: the poller must be looked at all the same.
	done := false
	go func() {
		for !done {
			runtime.Gosched()
		}
	}()
	var echoed, ended sync.WaitGroup
	echoed.Add(20)
	for range 20 {
		ended.Go(func() {
			c, err := net.Dial("tcp", l.Addr().String())
			if err != nil {
				panic(err)
			}
			defer c.Close()
			b := make([]byte, 5)
			for range 5 {
				c.Write([]byte("hello"))
				if _, err := io.ReadFull(c, b); err != nil || string(b) != "hello" {
					panic(fmt.Sprint(err, b))
				}
			}
			echoed.Done()
			echoed.Wait()
			c.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
			if _, err := c.Read(b); !errors.Is(err, os.ErrDeadlineExceeded) {
				panic(err)
			}
		})
	}
	echoed.Wait()
	done = true
	ended.Wait()
	fmt.Println("network")
}

// blocked reads what comes late, in a call of the system that no poller knows of.
func blocked() {
	ticks := 0
	tick := time.NewTicker(10 * time.Millisecond)
	go func() {
		for range tick.C {
			ticks++
		}
	}()
	line := make([]byte, 10)
	n, err := os.Stdin.Read(line)
	fmt.Printf("%q %v %v\n", line[:n], err, ticks > 5 && ticks < 1000)
}

func main() {
	map[string]func(){"lost": lost, "lostAtomic": lostAtomic, "order": order, "clock": clock, "network": network,
		"blocked": blocked, "deadlock": func() { <-make(chan int) }}[os.Args[1]]()
}

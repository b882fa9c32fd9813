// RUN: %run %s
// The channels of timers look unbuffered, nothing stale comes after Stop or Reset, and nobody has to stop a timer.
package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"time"
)

func lengths() {
	t := time.NewTimer(time.Nanosecond)
	time.Sleep(2 * time.Millisecond)
	fmt.Println("len, cap:", len(t.C), cap(t.C))
	select {
	case <-t.C:
		fmt.Println("fired")
	default:
		fmt.Println("not yet")
	}
	select {
	case <-t.C:
		fmt.Println("twice")
	default:
		fmt.Println("once")
	}
	k := time.NewTicker(time.Nanosecond)
	time.Sleep(time.Millisecond)
	fmt.Println("len, cap:", len(k.C), cap(k.C))
	<-k.C
	k.Stop()
	select {
	case <-k.C:
		fmt.Println("a tick after Stop")
	case <-time.After(2 * time.Millisecond):
		fmt.Println("no tick after Stop")
	}
	k.Reset(time.Millisecond)
	<-k.C
	<-k.C
	k.Stop()
}

func results() {
	t := time.NewTimer(time.Hour)
	fmt.Println("running:", t.Stop(), t.Stop(), t.Reset(time.Hour), t.Reset(time.Nanosecond))
	time.Sleep(2 * time.Millisecond)
	fmt.Println("fired, not received:", t.Stop(), t.Stop())
	t.Reset(0)
	<-t.C
	fmt.Println("received:", t.Stop(), t.Reset(-1))
	<-t.C
	f := time.AfterFunc(time.Hour, func() {})
	fmt.Println("AfterFunc:", f.C == nil, f.Stop(), f.Stop())
}

// The time that is sent is when the timer was due, whoever looks for it how late.
func due() {
	begin := time.Now()
	t := time.NewTimer(10 * time.Millisecond)
	time.Sleep(60 * time.Millisecond)
	d := (<-t.C).Sub(begin)
	fmt.Println("due:", d >= 10*time.Millisecond && d < 50*time.Millisecond)
	k := time.NewTicker(10 * time.Millisecond)
	begin = time.Now()
	time.Sleep(35 * time.Millisecond)
	<-k.C // of several that were missed there is one
	fmt.Println("missed ticks:", (<-k.C).Sub(begin) > 35*time.Millisecond)
	k.Stop()
}

// Timers fire while they are stopped and set anew, with somebody waiting and without.
func stale(waiters int) {
	var early atomic.Int64
	t := time.NewTimer(time.Hour)
	quit, done := make(chan bool), make(chan bool)
	for range waiters {
		go func() {
			for {
				select {
				case <-t.C:
				case <-quit:
					done <- true
					return
				}
			}
		}()
	}
	for i := range 2000 {
		t.Reset(time.Duration(i%50) * time.Microsecond)
		for range i % 7 * 10 {
			runtime.Gosched()
		}
		if waiters == 0 {
			t.Stop()
			select {
			case <-t.C:
				early.Add(1)
			default:
			}
			begin := time.Now()
			t.Reset(100 * time.Microsecond)
			if at := <-t.C; at.Sub(begin) < 100*time.Microsecond {
				early.Add(1)
			}
		}
	}
	t.Stop()
	close(quit)
	for range waiters {
		<-done
	}
	fmt.Println("stale times:", early.Load())
}

func heap() uint64 {
	var m runtime.MemStats
	for range 3 {
		runtime.GC()
	}
	runtime.ReadMemStats(&m)
	return m.HeapAlloc
}

func collected() {
	before := heap()
	const n = 20000
	for range n {
		time.NewTimer(time.Hour)
		time.NewTicker(time.Hour)
		c := make(chan int, 1)
		c <- 1
		select {
		case <-time.After(time.Hour):
		case <-c:
		}
	}
	c := make(chan int)
	go func() {
		for range n {
			c <- 1
		}
	}()
	for range n { // waited for in vain
		select {
		case <-time.After(time.Hour):
		case <-c:
		}
	}
	fmt.Println("collected:", heap() < before+1<<20)
}

// A channel alone keeps its timer going.
func after() {
	c := time.After(20 * time.Millisecond)
	k := time.Tick(5 * time.Millisecond)
	for range 5 {
		runtime.GC()
		<-k
	}
	<-c
	fmt.Println("After and Tick outlive collections")
	// Several wait for one ticker.
	got := make(chan time.Time)
	for range 3 {
		go func() { got <- <-k }()
	}
	a, b, d := <-got, <-got, <-got
	fmt.Println("three ticks:", a != b && b != d && a != d)
}

func main() {
	lengths()
	results()
	due()
	stale(0)
	stale(3)
	collected()
	after()
}

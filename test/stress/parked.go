// RUN: for n in 1 2 8; do env GOMAXPROCS=$n GOLOOM_PREEMPT_US=1000 %run %s || exit 1; done
//
// 100,000 goroutines parked at once, in each of several ways, and woken to the last. GOLOOM_STRESS=full: a million.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

var n = 100_000

// round starts n goroutines that wait as park does, and wakes them by wake.
func round(name string, n int, park func(i int), wake func()) {
	base := runtime.NumGoroutine()
	var woken atomic.Int64
	var up sync.WaitGroup
	up.Add(n)
	for i := range n {
		go func() {
			up.Done()
			park(i)
			woken.Add(1)
		}()
	}
	up.Wait()
	time.Sleep(20 * time.Millisecond) // most have parked by now
	parked := runtime.NumGoroutine() - base
	early := woken.Load()
	wake()
	for i := 0; runtime.NumGoroutine() > base && i < 10_000; i++ {
		time.Sleep(time.Millisecond)
	}
	fmt.Println(name, parked == n, early, woken.Load() == int64(n), runtime.NumGoroutine()-base)
}

func main() {
	if os.Getenv("GOLOOM_STRESS") == "full" {
		n = 1_000_000
	}
	start := make(chan bool)
	round("close", n, func(int) { <-start }, func() { close(start) })

	c := make(chan int)
	var sum atomic.Int64
	round("receive", n, func(int) { sum.Add(int64(<-c)) }, func() {
		for i := range n {
			c <- i
		}
	})
	fmt.Println(sum.Load() == int64(n)*int64(n-1)/2)

	round("send", n, func(i int) { c <- i }, func() {
		for range n {
			sum.Add(-int64(<-c))
		}
	})
	fmt.Println(sum.Load())

	a, b := make(chan int), make(chan int)
	round("select", n, func(i int) {
		select {
		case <-a:
		case <-b:
		}
	}, func() {
		for i := range n / 2 {
			if i%2 == 0 {
				a <- i
			} else {
				b <- i
			}
		}
		close(a)
	})

	var mu sync.Mutex
	held := 0
	mu.Lock()
	round("mutex", n/10, func(int) {
		mu.Lock()
		held++
		mu.Unlock()
	}, mu.Unlock)
	fmt.Println(held == n/10)

	// Each its own.
	mus := make([]sync.Mutex, n)
	for i := range mus {
		mus[i].Lock()
	}
	round("mutexes", n, func(i int) { mus[i].Lock() }, func() {
		for i := range mus {
			mus[n-1-i].Unlock()
		}
	})

	var cmu sync.Mutex
	cond := sync.NewCond(&cmu)
	gate := false
	round("cond", n, func(int) {
		cmu.Lock()
		for !gate {
			cond.Wait()
		}
		cmu.Unlock()
	}, func() {
		cmu.Lock()
		gate = true
		cmu.Unlock()
		cond.Broadcast()
	})

	var wg sync.WaitGroup
	wg.Add(1)
	round("waitgroup", n, func(int) { wg.Wait() }, wg.Done)
}

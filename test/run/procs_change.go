// Channels, semaphores and selects while the number of processors changes under them: with one, their locks are
// not taken.
//
// RUN: %run %s
// RUN: env GOLOOM_PREEMPT_US=100 %run %s
package main

import (
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"
)

func main() {
	const workers, rounds = 16, 20000
	var wg sync.WaitGroup
	var mu sync.Mutex
	cond := sync.NewCond(&mu)
	ch, unbuffered, back := make(chan int, 3), make(chan int), make(chan int)
	var sum, got int64
	turns := 0
	for w := 0; w < workers; w++ {
		wg.Add(2)
		go func(w int) { // sends, and takes turns
			defer wg.Done()
			for i := 0; i < rounds; i++ {
				select {
				case ch <- i:
				case unbuffered <- i:
				}
				if i%64 == 0 {
					mu.Lock()
					for turns%workers != w {
						cond.Wait()
					}
					turns++
					cond.Broadcast()
					mu.Unlock()
				}
			}
		}(w)
		go func() {
			defer wg.Done()
			for i := 0; i < rounds; i++ {
				select {
				case v := <-ch:
					atomic.AddInt64(&sum, int64(v))
				case v := <-unbuffered:
					atomic.AddInt64(&sum, int64(v))
				}
			}
		}()
	}
	stop := make(chan bool)
	go func() { // a round trip between each two changes
		for i := range back {
			back <- i + 1
		}
		close(stop)
	}()
	for i := 0; i < 500; i++ {
		runtime.GOMAXPROCS([]int{1, 4, 1, 2, 8}[i%5])
		back <- i
		got += int64(<-back)
		runtime.Gosched()
	}
	close(back)
	<-stop
	wg.Wait()
	fmt.Println(sum == workers*rounds*(rounds-1)/2, got, turns)
}

// A pipeline with a fan-out: numbers flow through stages joined by channels; select ends it early.
package main

import (
	"fmt"
	"sync"
	"time"
)

// source sends 1 … n and closes its channel.
func source(n int, done <-chan struct{}) <-chan int {
	out := make(chan int)
	go func() {
		defer close(out)
		for i := 1; i <= n; i++ {
			select {
			case out <- i:
			case <-done:
				return
			}
		}
	}()
	return out
}

// square runs on several goroutines over one input.
func square(workers int, in <-chan int) <-chan int {
	out := make(chan int, workers)
	var wg sync.WaitGroup
	for range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for x := range in {
				out <- x * x
			}
		}()
	}
	go func() {
		wg.Wait()
		close(out)
	}()
	return out
}

func main() {
	done := make(chan struct{})
	sum, count := 0, 0
	for x := range square(4, source(100, done)) {
		sum += x
		count++
	}
	fmt.Println("squares:", count, "sum:", sum)

	endless := square(2, source(1<<30, done))
	timeout := time.After(20 * time.Millisecond)
	received := 0
loop:
	for {
		select {
		case <-endless:
			received++
		case <-timeout:
			close(done)
			break loop
		}
	}
	fmt.Println("stopped early:", received > 0)
}

package main

import (
	"fmt"
	"sync"
	"time"
)

type job struct {
	id   int
	name string
}

func compute(j job) int {
	r := j.id * 2
	return r + 1
}

func waiter(ready *sync.WaitGroup, c chan int) {
	deeper(ready, c)
	fmt.Println("not reached")
}

//go:noinline
func deeper(ready *sync.WaitGroup, c chan int) {
	ready.Done()
	<-c
	fmt.Println("not reached")
}

func main() {
	var mu sync.Mutex
	mu.Lock()
	var ready sync.WaitGroup
	ready.Add(3)
	go waiter(&ready, make(chan int))
	go func() {
		ready.Done()
		mu.Lock()
		fmt.Println("not reached")
	}()
	go func() {
		ready.Done()
		time.Sleep(time.Hour)
	}()
	ready.Wait()
	for range 5 { // the debugger may have stopped us for long
		time.Sleep(10 * time.Millisecond)
	}
	fmt.Println(compute(job{20, "x"}))
}

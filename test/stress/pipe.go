// RUN: for n in 1 2 8; do env GOMAXPROCS=$n GOLOOM_PREEMPT_US=100 %run %s || exit 1; done
//
// Goroutines that wait for a pipe, in the poller and in the kernel, do not keep others from running.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"time"
)

func descriptors() int {
	names, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		panic(err)
	}
	return len(names) - 1
}

// busy has others work while readers wait: switches, allocations, a loop without calls.
func busy(n int) int {
	c := make(chan []int)
	go func() {
		for i := range n {
			c <- make([]int, i%100+1)
		}
		close(c)
	}()
	sum := 0
	for s := range c {
		sum += len(s)
	}
	for i := 0; i < 20_000_000; i++ {
		sum += i & 1
	}
	return sum - 10_000_000
}

func round(readers int, inKernel bool) {
	var up, read sync.WaitGroup
	up.Add(readers)
	lines := make([]string, readers)
	writers := make([]*os.File, readers)
	for i := range readers {
		r, w, err := os.Pipe()
		if err != nil {
			panic(err)
		}
		if inKernel {
			r.Fd() // makes it blocking
		}
		writers[i] = w
		read.Go(func() {
			defer r.Close()
			b := make([]byte, 100)
			up.Done()
			n, err := r.Read(b)
			if err != nil {
				panic(err)
			}
			lines[i] = string(b[:n])
		})
	}
	up.Wait()
	time.Sleep(5 * time.Millisecond)
	fmt.Println("others:", busy(10_000))
	for _, s := range lines {
		if s != "" {
			fmt.Println("read too early")
		}
	}
	for i, w := range writers {
		fmt.Fprint(w, "line ", i)
		w.Close()
	}
	read.Wait()
	for i, s := range lines {
		if s != fmt.Sprint("line ", i) {
			fmt.Printf("%d read %q\n", i, s)
		}
	}
}

func main() {
	times := 3
	if os.Getenv("GOLOOM_STRESS") == "full" {
		times = 100
	}
	goroutines := runtime.NumGoroutine()
	round(1, false)
	files := descriptors()
	for range times {
		round(10, false)
		round(10, true)
	}
	for i := 0; runtime.NumGoroutine() > goroutines && i < 1000; i++ {
		time.Sleep(time.Millisecond)
	}
	fmt.Println("left:", runtime.NumGoroutine()-goroutines, "goroutines,", descriptors()-files, "descriptors")
}

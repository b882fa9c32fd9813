// RUN: %run %s
// Goroutines on several threads: preemption, threads of their own, Ps, system calls that block.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// spin never calls anything: only a signal can interrupt it.
func spin(stop *int32, n *uint64) {
	for atomic.LoadInt32(stop) == 0 {
		*n++
	}
}

// preempted runs more endless loops than there are processors beside a goroutine that sleeps.
func preempted() {
	var stop int32
	var counts [8]uint64
	var wg sync.WaitGroup
	for i := range counts {
		wg.Add(1)
		go func() {
			defer wg.Done()
			spin(&stop, &counts[i])
		}()
	}
	for i := 0; i < 3; i++ {
		time.Sleep(10 * time.Millisecond)
		fmt.Println("awake", i)
	}
	time.Sleep(200 * time.Millisecond)
	atomic.StoreInt32(&stop, 1)
	wg.Wait()
	for i, n := range counts {
		if n == 0 {
			fmt.Println("loop", i, "never ran")
		}
	}
}

// idle lets everything come to rest, the runtime's monitor too, and then needs it. No system call wakes it before.
func idle() {
	old := runtime.GOMAXPROCS(1)
	time.Sleep(300 * time.Millisecond)
	var stop int32
	var n uint64
	go spin(&stop, &n)
	time.Sleep(30 * time.Millisecond)
	atomic.StoreInt32(&stop, 1)
	runtime.GOMAXPROCS(old)
	fmt.Println("idle", n > 0)
}

// kept checks that a preemption loses no register: each goroutine computes the same in floats and integers.
func kept() {
	work := func() (float64, uint64) {
		x, h := 1.0, uint64(14695981039346656037)
		for i := 1; i < 3000000; i++ {
			x = x*0.9999 + 1/float64(i)
			h = (h ^ uint64(i)) * 1099511628211
		}
		return x, h
	}
	x, h := work()
	var wg sync.WaitGroup
	for i := 0; i < 6; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := 0; k < 3; k++ {
				if a, b := work(); a != x || b != h {
					fmt.Println("different:", a, b)
				}
			}
		}()
	}
	wg.Wait()
}

// locked has goroutines with threads of their own talk to each other.
func locked() {
	c, d := make(chan int), make(chan int)
	go func() {
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		for v := range c {
			runtime.Gosched()
			d <- v + 1
		}
		close(d)
	}()
	runtime.LockOSThread()
	runtime.LockOSThread()
	v := 0
	for i := 0; i < 1000; i++ {
		c <- v
		v = <-d
	}
	runtime.UnlockOSThread()
	runtime.UnlockOSThread()
	close(c)
	_, ok := <-d
	fmt.Println("locked", v, ok)
}

// resized changes the number of Ps while goroutines run.
func resized() {
	old := runtime.GOMAXPROCS(0)
	var stop int32
	var n uint64
	go spin(&stop, &n)
	var sum int64
	var wg sync.WaitGroup
	for i := 0; i < 50; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := 0; k < 100; k++ {
				atomic.AddInt64(&sum, 1)
				runtime.Gosched()
			}
		}()
		runtime.GOMAXPROCS(1 + i%5)
	}
	wg.Wait()
	atomic.StoreInt32(&stop, 1)
	fmt.Println("resized", sum, runtime.GOMAXPROCS(old) == 5, runtime.GOMAXPROCS(0) == old)
}

// piped blocks readers in pipes, each more than there are Ps, while others run.
func piped() {
	const n = 10
	var wg sync.WaitGroup
	var writers []*os.File
	var got int64
	for i := 0; i < n; i++ {
		r, w, err := os.Pipe()
		if err != nil {
			fmt.Println(err)
			return
		}
		writers = append(writers, w)
		wg.Add(1)
		go func() {
			defer wg.Done()
			var b [1]byte
			k, err := r.Read(b[:])
			if k != 1 || err != nil {
				fmt.Println(k, err)
			}
			atomic.AddInt64(&got, int64(b[0]))
			r.Close()
		}()
	}
	time.Sleep(20 * time.Millisecond)
	for i, w := range writers {
		w.Write([]byte{byte(i)})
		w.Close()
	}
	wg.Wait()
	fmt.Println("piped", got)
}

func main() {
	idle()
	preempted()
	kept()
	locked()
	resized()
	piped()
}

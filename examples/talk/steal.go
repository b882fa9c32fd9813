// Work stealing: one goroutine makes all the others, so all are queued on its
// P. Idle P's find nothing of their own and steal half of what is there.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"syscall"
	"time"
)

func main() {
	runtime.GOMAXPROCS(2)
	const goroutines = 200

	var mu sync.Mutex
	ran := map[int]int{} // by thread: how many goroutines
	var done sync.WaitGroup
	for range goroutines {
		done.Add(1)
		go func() {
			defer done.Done()
			for begin := time.Now(); time.Since(begin) < 500*time.Microsecond; {
			} // something to do
			mu.Lock()
			ran[syscall.Gettid()]++
			mu.Unlock()
		}()
	}
	done.Wait()

	total := 0
	for _, n := range ran {
		fmt.Printf("a thread ran %d goroutines\n", n)
		total += n
	}
	fmt.Println("goroutines:", total)
	fmt.Println("others took part:", len(ran) > 1)
}

// Goroutines that block in system calls take their threads with them, but
// not the processors: a P is handed to another thread, and the rest goes on.
package main

import (
	"fmt"
	"runtime"
	"sync"
	"syscall"
)

const readers = 8

func main() {
	runtime.GOMAXPROCS(1) // a single P; without the hand-off the first read would stop everything

	var pipes [readers][2]int
	var done sync.WaitGroup
	var mu sync.Mutex
	threads := map[int]bool{} // those that the readers slept on
	sum, finished := 0, 0
	for i := range pipes {
		// Plain descriptors: reading one blocks its thread, the netpoller knows nothing of it.
		if err := syscall.Pipe(pipes[i][:]); err != nil {
			panic(err)
		}
		done.Add(1)
		go func() {
			defer done.Done()
			runtime.LockOSThread() // Gettid and the read are on one thread
			defer runtime.UnlockOSThread()
			mu.Lock()
			threads[syscall.Gettid()] = true
			mu.Unlock()
			var b [1]byte
			syscall.Read(pipes[i][0], b[:])
			mu.Lock()
			sum += int(b[0])
			finished++
			mu.Unlock()
		}()
	}

	// Until every reader has come to its read. With one P this ends only if the readers give it up.
	for on := 0; on < readers; {
		runtime.Gosched()
		mu.Lock()
		on = len(threads)
		mu.Unlock()
	}
	mu.Lock()
	fmt.Printf("P's: %d, readers waiting: %d, done: %d\n", runtime.GOMAXPROCS(0), len(threads), finished)
	mu.Unlock()

	for i := range pipes {
		syscall.Write(pipes[i][1], []byte{byte(i)})
	}
	done.Wait()
	fmt.Println("done:", finished, "on threads:", len(threads))
	fmt.Println("sum of what they read:", sum)
}

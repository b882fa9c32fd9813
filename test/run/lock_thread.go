// RUN: %run %s
// A thread ends with the goroutine that is locked to it; one that was unlocked goes on. init is on the main thread.
package main

import (
	"fmt"
	"os"
	"runtime"
	"sync"
	"syscall"
	"time"
)

var initThread = syscall.Gettid()

func init() {
	// Parked and woken: still the main thread.
	c := make(chan int)
	for i := 0; i < 20; i++ {
		go func() { c <- syscall.Gettid() }()
		<-c
	}
	time.Sleep(time.Millisecond)
	fmt.Println("init on the main thread:", initThread == os.Getpid(), syscall.Gettid() == os.Getpid())
	runtime.LockOSThread()
}

func alive(thread int) bool {
	_, err := os.Stat(fmt.Sprintf("/proc/self/task/%d", thread))
	return err == nil
}

// The thread of a goroutine that locks itself to it and ends by f.
func threadOf(f func()) int {
	c := make(chan int)
	go func() {
		runtime.LockOSThread()
		runtime.LockOSThread()
		c <- syscall.Gettid()
		f()
	}()
	return <-c
}

func gone(thread int) bool {
	for i := 0; i < 5000 && alive(thread); i++ {
		time.Sleep(time.Millisecond)
	}
	return !alive(thread)
}

func threads() int {
	d, err := os.ReadDir("/proc/self/task")
	if err != nil {
		panic(err)
	}
	return len(d)
}

func main() {
	fmt.Println("main stays there:", syscall.Gettid() == os.Getpid())

	fmt.Println("returns:", gone(threadOf(func() {})))
	fmt.Println("Goexit:", gone(threadOf(func() { runtime.Goexit() })))
	fmt.Println("unlocks once of twice:", gone(threadOf(func() { runtime.UnlockOSThread() })))
	unlocked := threadOf(func() { runtime.UnlockOSThread(); runtime.UnlockOSThread() })
	time.Sleep(20 * time.Millisecond)
	fmt.Println("unlocks: its thread goes on:", alive(unlocked))

	var done sync.WaitGroup
	for i := 0; i < 500; i++ {
		done.Add(1)
		go func() {
			defer done.Done()
			runtime.LockOSThread()
			runtime.Gosched()
		}()
		if i%20 == 0 {
			time.Sleep(time.Millisecond)
			runtime.GC()
		}
	}
	done.Wait()
	few := false
	for i := 0; i < 5000 && !few; i++ {
		few = threads() < 50
		time.Sleep(time.Millisecond)
	}
	fmt.Println("500 ended with theirs:", few)
}

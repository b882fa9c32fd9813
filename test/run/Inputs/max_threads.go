// Twenty goroutines, each with a thread of its own.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"time"
)

func main() {
	fmt.Println("was", debug.SetMaxThreads(12))
	for i := 0; i < 20; i++ {
		go func() {
			runtime.LockOSThread()
			select {}
		}()
	}
	time.Sleep(2 * time.Second)
	fmt.Println("enough")
}

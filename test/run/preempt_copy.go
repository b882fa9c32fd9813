// RUN: env GOMAXPROCS=1 %run %s

// A goroutine that is nearly always in the runtime or in C, where a signal cannot stop it: it yields when the
// next function begins.
package main

import (
	"fmt"
	"time"
)

var from, to = make([]byte, 1<<20), make([]byte, 1<<20)

//go:noinline
func work(i int) int {
	copy(to, from)
	return i + int(to[0])
}

func main() {
	stop := false
	go func() {
		for i := 0; !stop; i++ {
			work(i)
		}
	}()
	begin := time.Now()
	for range 20 {
		time.Sleep(time.Millisecond)
	}
	stop = true
	fmt.Println(time.Since(begin) < 2*time.Second)
}

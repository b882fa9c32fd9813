// The talk's first program: main is a goroutine, and starts another.
package main

import (
	"fmt"
	"time"
)

func main() {
	fmt.Println("hey hey, my main G")
	go myFn("hey, wait up")
	time.Sleep(10e6) // give it a sec...
}

func myFn(s string) {
	fmt.Println(s)
}

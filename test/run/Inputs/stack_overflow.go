package main

import (
	"fmt"
	"os"
	"runtime/debug"
	"strconv"
)

func deeper(n int, above *int) int {
	var room [10]int
	room[n%10] = n
	return deeper(n+1, &room[n%10]) + room[3] + *above
}

func depth(n int) int {
	if n == 0 {
		return 0
	}
	return depth(n-1) + 1
}

func main() {
	for _, arg := range os.Args[1:] {
		if limit, err := strconv.Atoi(arg); err == nil {
			debug.SetMaxStack(limit)
		}
		if arg == "ends" {
			done := make(chan int)
			old := debug.SetMaxStack(50000)
			fmt.Println(old, debug.SetMaxStack(100000000))
			go func() { done <- depth(1000) }()
			fmt.Println(<-done, depth(1000))
			return
		}
		if arg == "goroutine" {
			go deeper(0, new(int))
			select {}
		}
	}
	deeper(0, new(int))
}

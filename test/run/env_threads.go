// RUN: %run %s
// The environment is one for all threads.
package main

import (
	"fmt"
	"os"
	"strings"
	"sync"
)

func main() {
	var wg sync.WaitGroup
	for i := 0; i < 8; i++ {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for k := 0; k < 5000; k++ {
				key, value := fmt.Sprintf("KEY_%d_%d", i, k%200), fmt.Sprint(k)
				os.Setenv(key, value)
				if got := os.Getenv(key); got != value {
					fmt.Println(key, "is", got, "and not", value)
				}
				if k%50 == 0 {
					for _, e := range os.Environ() {
						if !strings.Contains(e, "=") {
							fmt.Println("torn:", e)
						}
					}
				}
			}
			for k := 0; k < 200; k++ {
				os.Unsetenv(fmt.Sprintf("KEY_%d_%d", i, k))
			}
		}()
	}
	wg.Wait()
	left := 0
	for _, e := range os.Environ() {
		if strings.HasPrefix(e, "KEY_") {
			left++
		}
	}
	fmt.Println("left", left)
}

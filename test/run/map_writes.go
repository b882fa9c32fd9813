// RUN: %run --exit 2 --stderr %s
// Two goroutines that write one map without a lock are told so.
package main

func main() {
	m := map[int]int{}
	for i := range 4 {
		go func() {
			for j := 0; ; j++ {
				m[j%1000+i] = j
			}
		}()
	}
	select {}
}

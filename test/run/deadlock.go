// RUN: %run --exit 2 --stderr %s
// Nobody can go on.
package main

import "fmt"

func main() {
	c := make(chan int)
	fmt.Println("waiting")
	c <- 1
}

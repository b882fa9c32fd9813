// RUN: %run --exit 2 --stderr %s
// A panic in any goroutine ends the program.
package main

func main() {
	done := make(chan bool)
	go func() {
		panic(text("in a goroutine"))
	}()
	<-done
}

type text string

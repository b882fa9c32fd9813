// RUN: %run --exit 2 --stderr %s
// A select without cases never ends.
package main

func main() {
	println("select")
	select {}
}

// Makes some 50 MB of garbage, then collects.
package main

import "runtime"

var sink []byte

func main() {
	for range 50000 {
		sink = make([]byte, 1000)
	}
	runtime.GC()
	println("done")
}

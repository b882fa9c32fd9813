package main

import _ "unsafe"

// linknamed to what the program does not import
//
//go:linkname elsewhere nowhere.f
func elsewhere()

func nowhere()

func main() {
	elsewhere()
	nowhere()
}

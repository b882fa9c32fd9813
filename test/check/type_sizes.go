// RUN: %errorcheck %s

package p

type V [1 << 50]byte // ERROR "type \[1125899906842624\]byte larger than address space"

var x [1 << 50]int8 // ERROR "type \[1125899906842624\]int8 larger than address space"

var y []*struct{ a [1 << 47]int } // ERROR "type \[140737488355328\]int larger than address space"

var z [1 << 60]struct{}

var most [1<<50 - 1]bool

func f(a *[1 << 51]byte) { // ERROR "type \[2251799813685248\]byte larger than address space"
	var local [1 << 30][1 << 30]byte // ERROR "type \[1073741824\]\[1073741824\]byte larger than address space"
	_ = local
}

func g() {
	ch := make(chan struct{ v [65536]byte }) // ERROR "channel element type too large"
	close(ch)
	ok := make(chan [65535]byte)
	close(ok)
}

type recursive struct { // ERROR "type \[4503599627370496\]byte larger than address space"
	next *recursive
	v    [1 << 52]byte
}

func generic[T any](x T) {
	var a [1 << 20]T
	_ = a
}

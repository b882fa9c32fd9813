// RUN: %run %s
// RUN: env GOLOOM_GCSTRESS=300 GODEBUG=gccheck=1,gcconcurrent=-1 %run %s
// Freed memory is used again, and is clear when it is: slots of every size, pages, large objects.
package main

import (
	"fmt"
	"runtime"
	"unsafe"
)

type pair struct {
	p *int
	n int
}

// zeroed allocates n objects of a size and reports whether they were clear; it leaves them dirty.
func zeroed(size, n int) bool {
	for range n {
		b := make([]byte, size)
		for i, c := range b {
			if c != 0 {
				return false
			}
			b[i] = 0xff
		}
		p := make([]pair, size/16)
		for i := range p {
			if p[i].p != nil || p[i].n != 0 {
				return false
			}
			p[i] = pair{&p[i].n, -1}
		}
	}
	return true
}

func heap() (sys, inuse uint64) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.HeapSys >> 20, m.HeapInuse >> 20
}

var hold [][]byte

//go:noinline
func fill(total, each int) {
	hold = nil
	for n := 0; n < total; n += each {
		hold = append(hold, make([]byte, each))
	}
}

func main() {
	ok := true
	for range 3 {
		for size := 8; size <= 40000; size += size/5 + 3 {
			ok = zeroed(size, 40) && ok
		}
		runtime.GC()
	}
	fmt.Println("clear", ok)

	// Grown slices: what is copied and what is not.
	for range 20 {
		var s []int
		for i := range 20000 {
			s = append(s, i)
		}
		for _, x := range s[len(s):cap(s)] {
			ok = ok && x == 0
		}
		for i, x := range s {
			ok = ok && x == i
		}
	}
	fmt.Println("grown", ok)

	// 30 MB in pieces of each kind, one after the other: the pages of one kind serve the next.
	for _, each := range []int{100, 1000, 8192, 10000, 30000, 100000, 1 << 20, 30 << 20} {
		fill(30<<20, each)
	}
	sys, inuse := heap()
	fmt.Println("reused", sys < 160, inuse >= 30, len(hold))
	// An address that a mark has left on a stack may keep an object for some cycles.
	for i := 0; i < 5 && inuse >= 10; i++ {
		fill(1<<20, 1000)
		runtime.GC()
		_, inuse = heap()
	}
	fmt.Println("freed", inuse < 10)

	// An address anywhere in a large object keeps it.
	big := make([]pair, 1<<16)
	big[len(big)-1].p = new(int)
	*big[len(big)-1].p = 42
	last := &big[len(big)-1]
	big = nil
	for range 5 {
		fill(4<<20, 1<<20)
		runtime.GC()
	}
	fmt.Println("large", *last.p, uintptr(unsafe.Pointer(last))%8)
}

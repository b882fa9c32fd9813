// RUN: for n in 1 2; do for m in -1 1; do env GOMAXPROCS=$n GODEBUG=gcconcurrent=$m %run %s || exit 1; done; done
//
// A bounded heap whose objects come and go, at ten sizes and mixed, with and without pointers: once it is warm, what
// is resident after free memory has been given back stays the same, so no slot, span or page is lost; no object is
// given away twice; and what is resident before stays within bounds, so collections come in time.
// GOLOOM_STRESS=full: twenty times as long.
package main

import (
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"runtime/debug"
	"sync"
)

const (
	live  = 4 << 20   // bytes that are held, and as much again by neighbours
	slack = 2 * live  // small objects are spread over more spans after a late collection
	bound = 64 * live // with a mark beside the program on a busy machine
)

var rounds = 12

// resident is in bytes.
func resident() int {
	b, err := os.ReadFile("/proc/self/statm")
	if err != nil {
		panic(err)
	}
	var size, pages int
	if _, err := fmt.Sscan(string(b), &size, &pages); err != nil {
		panic(err)
	}
	return pages * os.Getpagesize()
}

type node struct {
	next *node
	data []byte
	id   uint64
}

func stamp(b []byte, id uint64) {
	b[0], b[len(b)/2], b[len(b)-1] = byte(id), byte(id), byte(id)
}

func check(b []byte, id uint64) {
	if b[0] != byte(id) || b[len(b)/2] != byte(id) || b[len(b)-1] != byte(id) {
		panic("an object has been written to by another")
	}
}

// round replaces each of the objects once, in no order.
func round(slots []*node, size func() int, r *rand.Rand) {
	for range slots {
		i := r.Intn(len(slots))
		if n := slots[i]; n != nil {
			check(n.data, n.id)
		}
		n := &node{data: make([]byte, size()), id: r.Uint64()}
		stamp(n.data, n.id)
		// A neighbour is held too, but never a chain of them.
		if o := slots[r.Intn(len(slots))]; o != nil {
			o.next = nil
			n.next = o
		}
		slots[i] = n
	}
}

// churn says whether the resident set stays flat.
func churn(name string, workers, size int, next func(*rand.Rand) int) {
	warm, most, peak := 0, 0, 0
	slots := make([][]*node, workers)
	for w := range slots {
		slots[w] = make([]*node, live/(size+48)/workers)
	}
	for k := range rounds {
		var all sync.WaitGroup
		for w := range slots {
			all.Go(func() {
				r := rand.New(rand.NewSource(int64(k*workers + w)))
				for range 4 {
					round(slots[w], func() int { return next(r) }, r)
				}
			})
		}
		all.Wait()
		peak = max(peak, resident())
		debug.FreeOSMemory()
		rss := resident()
		if k < rounds/3 {
			warm = max(warm, rss)
		} else {
			most = max(most, rss)
		}
	}
	runtime.KeepAlive(slots)
	if most > warm+slack || peak > bound {
		fmt.Println(name, "grows from", warm>>10, "to", most>>10, "KB, at its peak", peak>>10)
		os.Exit(1)
	}
	if os.Getenv("GOLOOM_STRESS") != "" {
		fmt.Fprintln(os.Stderr, name, warm>>10, most>>10, peak>>10)
	}
	fmt.Println(name, "flat")
}

func main() {
	if os.Getenv("GOLOOM_STRESS") == "full" {
		rounds *= 20
	}
	start := resident()
	sizes := []int{8, 16, 48, 112, 256, 1024, 4096, 9000, 32 << 10, 150 << 10}
	for _, n := range sizes {
		churn(fmt.Sprint(n), 1, n, func(*rand.Rand) int { return n })
	}
	// About as many bytes of each size.
	churn("mixed", 3, 2500, func(r *rand.Rand) int {
		n := sizes[r.Intn(8)]
		return n/2 + r.Intn(n/2) + 1
	})
	// What one size leaves is used by the next.
	debug.FreeOSMemory()
	debug.FreeOSMemory()
	fmt.Println("left", resident() < start+slack)
}

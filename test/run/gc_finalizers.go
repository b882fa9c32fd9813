// RUN: %run %s
// Finalizers and cleanups: called once, in order of dependency, with what they are given.
package main

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sort"
	"sync/atomic"
	"time"
)

type resource struct {
	id   int
	next *resource
	pad  [4]int
}

type namer interface{ name() string }

func (r *resource) name() string { return fmt.Sprint("resource", r.id) }

var lines = make(chan string, 200)

// until collects until n lines have come, and returns them sorted.
func until(n int) []string {
	var got []string
	for deadline := time.Now().Add(20 * time.Second); len(got) < n && time.Now().Before(deadline); {
		runtime.GC()
		select {
		case s := <-lines:
			got = append(got, s)
		case <-time.After(time.Millisecond):
		}
	}
	sort.Strings(got)
	return got
}

//go:noinline
func forms() {
	runtime.SetFinalizer(&resource{id: 1}, func(r *resource) { lines <- fmt.Sprint("plain ", r.id) })
	runtime.SetFinalizer(&resource{id: 2}, func(x any) { lines <- fmt.Sprint("any ", x.(*resource).id) })
	runtime.SetFinalizer(&resource{id: 3}, func(n namer) { lines <- "interface " + n.name() })
	runtime.SetFinalizer(&resource{id: 4}, func(r *resource) (int, string, []int) {
		lines <- fmt.Sprint("results ", r.id)
		return 1, "two", []int{3}
	})
	runtime.SetFinalizer(&resource{id: 5}, (*resource).finish)
	r := &resource{id: 6}
	runtime.SetFinalizer(r, func(*resource) { lines <- "never" })
	runtime.SetFinalizer(r, nil)
}

func (r *resource) finish() { lines <- fmt.Sprint("method ", r.id) }

//go:noinline
func many() {
	for i := range 100 {
		runtime.SetFinalizer(&resource{id: i}, func(*resource) { lines <- "many" })
	}
}

var order []int
var revived *resource
var kept atomic.Int32

//go:noinline
func chain() {
	a := &resource{id: 0}
	for i := 1; i < 4; i++ {
		a = &resource{id: i, next: a}
	}
	for r := a; r != nil; r = r.next {
		runtime.SetFinalizer(r, func(r *resource) {
			order = append(order, r.id)
			lines <- fmt.Sprint("chain ", r.id)
		})
	}
}

//go:noinline
func revive() {
	runtime.SetFinalizer(&resource{id: 7, next: &resource{id: 8}}, func(r *resource) {
		revived = r
		lines <- "revived"
	})
}

//go:noinline
func again() {
	runtime.SetFinalizer(revived, func(r *resource) { lines <- fmt.Sprint("again ", r.id, r.next.id) })
	revived = nil
}

//go:noinline
func cleanups() {
	r := &resource{id: 9}
	runtime.AddCleanup(r, func(n int) { lines <- fmt.Sprint("cleanup ", n) }, 90)
	runtime.AddCleanup(&r.pad[2], func(s string) { lines <- "cleanup " + s }, fmt.Sprint("of ", r.id))
	runtime.AddCleanup(r, func(int) { lines <- "stopped" }, 1).Stop()
	runtime.KeepAlive(r)
}

// clear overwrites what earlier calls have left on the stack.
//
//go:noinline
func clear(n int) int {
	var room [64]int
	for i := range room {
		room[i] = n
	}
	if n > 0 {
		return clear(n-1) + room[n]
	}
	return room[0]
}

func main() {
	held := &resource{id: 99}
	runtime.SetFinalizer(held, func(*resource) { kept.Add(1) })
	forms()
	clear(10)
	for _, s := range until(5) {
		fmt.Println(s)
	}
	many()
	clear(10)
	if n := len(until(95)); n < 95 {
		fmt.Println("only", n, "of 100")
	}
	for len(lines) > 0 {
		<-lines
	}
	go chain()
	until(4)
	fmt.Println(order)
	go revive()
	fmt.Println(until(1), revived.id, revived.next.id)
	go again()
	fmt.Println(until(1))
	go cleanups()
	fmt.Println(until(2))
	fmt.Println(runtime.NumGoroutine(), kept.Load())
	runtime.KeepAlive(held)

	var m runtime.MemStats
	debug.SetGCPercent(-1)
	runtime.ReadMemStats(&m)
	cycles := m.NumGC
	var sink [][]byte
	for range 100 {
		sink = append(sink, make([]byte, 200<<10))
	}
	runtime.ReadMemStats(&m)
	fmt.Println(m.NumGC == cycles, m.HeapAlloc >= 20<<20, m.Mallocs > m.Frees, len(sink))
	sink = nil
	fmt.Println(debug.SetGCPercent(50), debug.SetGCPercent(100))
	debug.FreeOSMemory()
	runtime.ReadMemStats(&m)
	fmt.Println(m.NumGC > cycles, m.HeapAlloc < 10<<20, m.HeapReleased > 10<<20, m.NumForcedGC > 0)
	var s debug.GCStats
	debug.ReadGCStats(&s)
	fmt.Println(s.NumGC == int64(m.NumGC), len(s.Pause) == min(int(s.NumGC), 256), s.PauseTotal > 0)

	// Under a limit the heap is collected, however much it may grow by GOGC.
	debug.SetGCPercent(-1)
	debug.SetMemoryLimit(int64(m.Sys-m.HeapReleased) + 16<<20)
	for range 1000 {
		sink = append(sink[:0], make([]byte, 200<<10))
	}
	cycles = m.NumGC
	runtime.ReadMemStats(&m)
	fmt.Println(m.NumGC > cycles)
}

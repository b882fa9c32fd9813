// Profiles as text, and what is said of those that there are not.
// RUN: %goloom run %s | FileCheck %s
package main

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"runtime/pprof"
	"runtime/trace"
	"strings"
	"time"
)

func panics(f func()) {
	defer func() { fmt.Println(recover()) }()
	f()
}

//go:noinline
func add(p *pprof.Profile, v any) { p.Add(v, 0) }

//go:noinline
func several(p *pprof.Profile, from, to int) {
	for ; from < to; from++ {
		add(p, from)
	}
}

//go:noinline
func waiting(c chan bool) { <-c }

//go:noinline
func start(n int, c chan bool) {
	for ; n > 0; n-- {
		go waiting(c)
	}
}

func main() {
	p := pprof.NewProfile("mine")
	panics(func() { pprof.NewProfile("mine") }) // CHECK: pprof: NewProfile name already in use: mine
	add(p, 1)
	several(p, 2, 5)
	panics(func() { p.Add(1, 0) })                    // CHECK: pprof: Profile.Add of duplicate value
	panics(func() { pprof.Lookup("heap").Add(1, 0) }) // CHECK: pprof: Add called on built-in Profile heap
	panics(func() { pprof.Labels("a") })              // CHECK: uneven number of arguments to pprof.Labels
	for _, q := range pprof.Profiles() {
		fmt.Print(q.Name(), " ")
	}
	fmt.Println() // CHECK: allocs block goroutine heap mine mutex threadcreate
	p.Remove(3)
	fmt.Println(p.Count(), pprof.Lookup("none") == nil) // CHECK: 3 true
	p.WriteTo(os.Stdout, 1)
	// CHECK: mine profile: total 3
	// CHECK-NEXT: 2 @ 0x{{.*}}
	// CHECK: # 0x{{[0-9a-f]+}} main.add+0x{{[0-9a-f]+}} {{.*}}pprof.go:22
	// CHECK: # 0x{{[0-9a-f]+}} main.several+0x{{[0-9a-f]+}} {{.*}}pprof.go:27
	// CHECK: 1 @ 0x{{.*}}
	// CHECK: main.main+0x{{[0-9a-f]+}} {{.*}}pprof.go:44

	c := make(chan bool)
	start(3, c)
	c <- true
	var b bytes.Buffer
	for i := 0; i < 2000 && !strings.Contains(b.String(), "2 @"); i++ { // until both wait
		time.Sleep(time.Millisecond)
		b.Reset()
		pprof.Lookup("goroutine").WriteTo(&b, 1)
	}
	for _, line := range strings.Split(b.String(), "\n") {
		if strings.Contains(line, "@") || strings.Contains(line, "main.") {
			fmt.Println(line)
		}
	}
	// CHECK: 2 @
	// CHECK-NEXT: # main.waiting(...)
	// CHECK: 1 @
	// CHECK: # main.main()
	b.Reset()
	pprof.Lookup("goroutine").WriteTo(&b, 2)
	fmt.Println(strings.HasPrefix(b.String(), "goroutine 1 [running]:\n")) // CHECK: true

	fmt.Println(pprof.StartCPUProfile(&b))                // CHECK: pprof: goloom does not record CPU profiles
	fmt.Println(pprof.WriteHeapProfile(&b))               // CHECK: pprof: goloom does not record the profile heap
	fmt.Println(pprof.Lookup("goroutine").WriteTo(&b, 0)) // CHECK: pprof: goloom writes profiles as text only (debug > 0)
	fmt.Println(trace.Start(&b), trace.IsEnabled())       // CHECK: trace: goloom does not write execution traces false

	ctx := pprof.WithLabels(context.Background(), pprof.Labels("b", "1", "a", "2"))
	pprof.Do(ctx, pprof.Labels("c", "3", "b", "4"), func(ctx context.Context) {
		pprof.ForLabels(ctx, func(k, v string) bool {
			fmt.Print(k, v, " ")
			return k != "b"
		})
		fmt.Println(pprof.Label(ctx, "c")) // CHECK: a2 b4 3 true
	})
	fmt.Println(pprof.Label(ctx, "b")) // CHECK: 1 true
}

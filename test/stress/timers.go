// RUN: for n in 1 2 8; do env GOMAXPROCS=$n GOLOOM_PREEMPT_US=100 %run %s || exit 1; done
//
// 100,000 timers at once, stopped and reset while they fire: each function runs as often as Stop and Reset say.
// GOLOOM_STRESS=full: ten times over.
package main

import (
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

const n = 100_000

func functions(seed int64) {
	fired := make([]atomic.Int32, n)
	want := make([]int32, n)
	timers := make([]*time.Timer, n)
	var workers sync.WaitGroup
	const each = n / 4
	for w := range 4 {
		workers.Go(func() {
			r := rand.New(rand.NewSource(seed + int64(w)))
			from := w * each
			for i := from; i < from+each; i++ {
				timers[i] = time.AfterFunc(time.Duration(r.Intn(100_000))*time.Microsecond, func() { fired[i].Add(1) })
				want[i] = 1
			}
			for range each {
				i := from + r.Intn(each)
				switch r.Intn(3) {
				case 0:
					if timers[i].Stop() {
						want[i]--
					}
				case 1:
					if !timers[i].Reset(time.Duration(r.Intn(50_000)) * time.Microsecond) {
						want[i]++
					}
				default:
					if timers[i].Stop() {
						want[i]--
					}
					if timers[i].Reset(0) {
						panic("active after Stop")
					}
					want[i]++
				}
			}
		})
	}
	workers.Wait()
	wrong := 0
	for i := range fired {
		for k := 0; fired[i].Load() < want[i] && k < 2000; k++ {
			time.Sleep(5 * time.Millisecond)
		}
	}
	time.Sleep(20 * time.Millisecond) // for what should not fire
	for i := range fired {
		if fired[i].Load() != want[i] {
			wrong++
		}
	}
	fmt.Println("wrong counts:", wrong)
}

// channels waits on timers' channels, and on tickers.
func channels(seed int64) {
	r := rand.New(rand.NewSource(seed))
	const n = 5000
	var got atomic.Int32
	var wg sync.WaitGroup
	for range n {
		d := time.Duration(r.Intn(50_000)) * time.Microsecond
		wg.Go(func() {
			start := time.Now()
			t := time.NewTimer(d)
			select {
			case <-t.C:
				if time.Since(start) < d {
					panic("early")
				}
			case <-time.After(time.Minute):
				panic("lost")
			}
			if t.Reset(time.Millisecond) {
				panic("active after it was received")
			}
			<-t.C
			got.Add(1)
		})
	}
	wg.Wait()
	ticker := time.NewTicker(time.Millisecond)
	for range 20 {
		<-ticker.C
	}
	ticker.Stop()
	time.Sleep(5 * time.Millisecond)
	select {
	case <-ticker.C:
		panic("a tick after Stop")
	default:
	}
	fmt.Println("channels:", got.Load() == n)
}

func main() {
	rounds := 1
	if os.Getenv("GOLOOM_STRESS") == "full" {
		rounds = 10
	}
	base := runtime.NumGoroutine()
	for i := range rounds {
		functions(int64(i))
		channels(int64(i))
		for k := 0; runtime.NumGoroutine() > base && k < 1000; k++ {
			time.Sleep(time.Millisecond)
		}
		fmt.Println("left", runtime.NumGoroutine()-base)
	}
}

// The scheduler at GOMAXPROCS=2 made visible: more goroutines that compute
// than there are P's, and one that only wants to run now and then. Each notes
// where it runs; the picture at the end has a line a thread (M) and a letter for
// the goroutine (G) that it ran at the time.
package main

import (
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync"
	"syscall"
	"time"
)

const (
	workers = 5
	steps   = 400 // of each worker
	step    = 100 * time.Microsecond
	columns = 72
)

// A note is a piece of work of one goroutine.
type note struct {
	begin, end time.Duration // since the start
	thread     int
}

// spin computes for about the time of a step, as counted in advance: a
// goroutine that waits for its P does not get anything done meanwhile.
func spin(n int) (x uint32) {
	for i := range n {
		x = x*1664525 + uint32(i)
	}
	return x
}

// calibrate finds how many turns of spin make a step.
func calibrate() int {
	const n = 100000
	best := time.Hour
	for range 20 {
		begin := time.Now()
		sink += spin(n)
		best = min(best, time.Since(begin))
	}
	return int(n * step / max(best, 1))
}

var sink uint32

func main() {
	runtime.GOMAXPROCS(2) // two P's: two goroutines run at a time, on whatever threads
	turns := calibrate()

	var notes [workers][]note
	var done sync.WaitGroup
	start := time.Now()
	for w := range workers {
		// newproc: a new G, on the queue of the P that main runs on. The other P
		// has none, and steals.
		done.Add(1)
		go func() {
			defer done.Done()
			mine := make([]note, 0, steps)
			var x uint32
			for range steps {
				// There is no call here that gives the P up. After 10 ms sysmon sees
				// that, and preempts.
				begin := time.Since(start)
				x += spin(turns)
				mine = append(mine, note{begin, time.Since(start), syscall.Gettid()})
			}
			notes[w] = mine
			if x == 1 {
				fmt.Println("unlikely")
			}
		}()
	}

	// A goroutine that sleeps is Waiting and costs nobody anything. When its time
	// has come it is Runnable, and waits for a P like the others.
	stop, slept := make(chan bool), make(chan bool)
	naps, latest := 0, time.Duration(0)
	go func() {
		defer close(slept)
		for {
			select {
			case <-stop:
				return
			default:
			}
			const nap = 5 * time.Millisecond
			begin := time.Now()
			time.Sleep(nap)
			latest = max(latest, time.Since(begin)-nap)
			naps++
		}
	}()

	done.Wait() // main is Waiting, too: two P's for the workers and the sleeper
	wall := time.Since(start)
	close(stop)
	<-slept

	draw(notes[:], wall)
	fmt.Printf("the sleeper woke %d times, at most %v late\n", naps, latest.Round(100*time.Microsecond))
	fmt.Println("P's:", runtime.GOMAXPROCS(0), "G's that computed:", workers)
	fmt.Println("all steps done:", count(notes[:]) == workers*steps)
	fmt.Println("preempted without having asked for it:", interrupted(notes[:]))
	fmt.Println("at most two at a time:", atOnce(notes[:], wall) < 2.3)
	fmt.Println("the sleeper got its turns:", naps > 1)
}

func count(notes [][]note) (n int) {
	for _, w := range notes {
		n += len(w)
	}
	return n
}

// draw prints a line a thread: who ran there most of the time, column by column.
func draw(notes [][]note, wall time.Duration) {
	lines := map[int]*[columns][workers]int{}
	for w := range notes {
		for _, n := range notes[w] {
			if lines[n.thread] == nil {
				lines[n.thread] = new([columns][workers]int)
			}
			lines[n.thread][min(int(n.end*columns/wall), columns-1)][w]++
		}
	}
	var threads []int
	for t := range lines {
		threads = append(threads, t)
	}
	slices.Sort(threads)
	for i, t := range threads {
		var s strings.Builder
		for _, who := range lines[t] {
			c, most := byte('.'), 0
			for w, n := range who {
				if n > most {
					c, most = byte('A'+w), n
				}
			}
			s.WriteByte(c)
		}
		fmt.Printf("M%d %s\n", i, &s)
	}
	fmt.Printf("   0%*v\n", columns-1, wall.Round(time.Millisecond))
}

// interrupted reports whether some goroutine ran between two pieces of another's
// work on the same thread.
func interrupted(notes [][]note) bool {
	type turn struct {
		note
		who int
	}
	threads := map[int][]turn{}
	for w := range notes {
		for _, n := range notes[w] {
			threads[n.thread] = append(threads[n.thread], turn{n, w})
		}
	}
	for _, turns := range threads {
		slices.SortFunc(turns, func(a, b turn) int { return int(a.end - b.end) })
		seen, last := map[int]bool{}, -1
		for _, t := range turns {
			if t.who != last && seen[t.who] {
				return true
			}
			seen[t.who], last = true, t.who
		}
	}
	return false
}

// atOnce is how many worked at a time, on average: the time that a step takes if
// nobody interrupts it, times the steps, for each time that passed.
func atOnce(notes [][]note, wall time.Duration) float64 {
	var all []time.Duration
	for _, w := range notes {
		for _, n := range w {
			all = append(all, n.end-n.begin)
		}
	}
	slices.Sort(all)
	usual := all[len(all)/4]
	return float64(usual) * float64(len(all)) / float64(wall)
}

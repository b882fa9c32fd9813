// The talk's three threading models, all of them with goroutines:
//
//	1:1  each goroutine has a thread to itself (LockOSThread)
//	N:1  all goroutines share one processor (GOMAXPROCS=1)
//	M:N  goroutines on as many processors as there are
//
// and what each costs: threads, memory, a switch from one to another, and
// whether other cores are of any use.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"time"
)

type model struct {
	name  string
	procs int
	lock  bool
	units int // how many are made to measure memory
}

type figures struct {
	threads int     // of the process, with all units parked
	bytes   int     // resident, a unit
	swtch   float64 // ns, from one to another and on
	cores   float64 // busy, while two compute
}

func main() {
	cores := runtime.NumCPU()
	models := []model{ // threads last: they stay until the end
		{"N:1", 1, false, 10000},
		{"M:N", cores, false, 10000},
		{"1:1", cores, true, 100},
	}
	var got [3]figures
	var parked sync.WaitGroup
	release := make(chan bool)
	fmt.Printf("%d cores\nmodel  threads  memory each    a switch  cores in use\n", cores)
	for i, m := range models {
		runtime.GOMAXPROCS(m.procs)
		f := &got[i]
		f.swtch = m.pingpong()
		f.cores = m.compute()
		f.bytes, f.threads = m.park(&parked, release)
		fmt.Printf("%s    %5d    %6.1f KB    %7.0f ns    %.2f\n", m.name, f.threads, float64(f.bytes)/1024, f.swtch, f.cores)
	}
	close(release)
	parked.Wait()

	n1, mn, one := got[0], got[1], got[2]
	fmt.Println("1:1 has a thread for each:", one.threads >= models[2].units)
	fmt.Println("N:1 and M:N have a few:", n1.threads < 50 && mn.threads < 50)
	fmt.Println("a thread takes more memory:", one.bytes > mn.bytes)
	fmt.Println("switching threads takes longer:", one.swtch > 2*mn.swtch)
	fmt.Println("N:1 uses one core:", n1.cores < 1.2)
}

// begin starts f as a unit of the model. A goroutine that is locked to its thread
// ends with it.
func (m model) begin(f func()) {
	go func() {
		if m.lock {
			runtime.LockOSThread()
		}
		f()
	}()
}

// pingpong hands a number to and fro between two units: two switches a round. In
// 1:1 the kernel does them, by waking one thread and putting the other to sleep.
func (m model) pingpong() float64 {
	const rounds = 5000
	best := time.Hour
	for range 3 {
		a, b, done := make(chan int), make(chan int), make(chan time.Duration)
		m.begin(func() {
			for v := range a {
				b <- v
			}
		})
		m.begin(func() {
			start := time.Now()
			for i := range rounds {
				a <- i
				<-b
			}
			close(a)
			done <- time.Since(start)
		})
		best = min(best, <-done)
	}
	return float64(best.Nanoseconds()) / (2 * rounds)
}

// compute lets two units work for 200 ms. How much time of processors that takes
// says how many of them were used. (On a machine with one core, or a busy one, that
// is 1 in any model.)
func (m model) compute() float64 {
	const long = 200 * time.Millisecond
	var done sync.WaitGroup
	start, used := time.Now(), processorTime()
	for range 2 {
		done.Add(1)
		m.begin(func() {
			defer done.Done()
			for time.Since(start) < long {
			}
		})
	}
	done.Wait()
	return float64(processorTime()-used) / float64(time.Since(start))
}

// park makes units that wait for ever, and measures. The kernel's own part of a
// thread is not in it.
func (m model) park(parked *sync.WaitGroup, release chan bool) (bytes, threads int) {
	runtime.GC()
	before := resident()
	var ready sync.WaitGroup
	for range m.units {
		ready.Add(1)
		parked.Add(1)
		m.begin(func() {
			defer parked.Done()
			ready.Done()
			<-release
		})
	}
	ready.Wait()
	time.Sleep(10 * time.Millisecond) // the last ones are on their way to the channel
	return (resident() - before) / m.units, running()
}

// resident is how much memory the process has.
func resident() int {
	pages, _ := strconv.Atoi(strings.Fields(read("/proc/self/statm"))[1])
	return pages * os.Getpagesize()
}

// running is how many threads it has.
func running() int {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		panic(err)
	}
	return len(threads)
}

// processorTime is how long it has run, on all cores together; Linux counts in 10 ms.
func processorTime() time.Duration {
	stat := read("/proc/self/stat")
	fields := strings.Fields(stat[strings.LastIndex(stat, ")")+1:])
	user, _ := strconv.Atoi(fields[11])
	system, _ := strconv.Atoi(fields[12])
	return time.Duration(user+system) * 10 * time.Millisecond
}

func read(name string) string {
	b, err := os.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return string(b)
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements benchmarks.

package testing

import (
	"fmt"
	"io"
	"math"
	"os"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// An InternalBenchmark is a benchmark as the program that runs the tests has it.
type InternalBenchmark struct {
	Name string
	F    func(b *B)
}

// B is what a benchmark is passed. It does what is measured N times, or as long
// as Loop says.
type B struct {
	common
	N int

	state     *benchState
	f         func(b *B)
	timerOn   bool
	timed     time.Duration
	began     time.Time
	mallocs   uint64 // at the start of the timer
	bytes     uint64
	allocs    uint64 // counted so far
	allocated uint64
	perOp     int64 // SetBytes
	report    bool
	factor    int // of GOMAXPROCS, for RunParallel
	extra     map[string]float64
	loopN     int // iterations of Loop that are to come
	looping   bool
	hasSubs   bool
	result    BenchmarkResult
}

var _ TB = (*B)(nil)

// benchState is shared by all benchmarks of a run.
type benchState struct {
	match  *matcher
	maxLen int // of the names
	quiet  bool
}

// A BenchmarkResult is what a benchmark measured.
type BenchmarkResult struct {
	N         int           // iterations
	T         time.Duration // of all of them
	Bytes     int64         // an iteration
	MemAllocs uint64        // of all of them
	MemBytes  uint64

	Extra map[string]float64 // ReportMetric
}

// NsPerOp returns the nanoseconds of an iteration.
func (r BenchmarkResult) NsPerOp() int64 {
	if v, ok := r.Extra["ns/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return r.T.Nanoseconds() / int64(r.N)
}

func (r BenchmarkResult) mbPerSec() float64 {
	if v, ok := r.Extra["MB/s"]; ok {
		return v
	}
	if r.Bytes <= 0 || r.T <= 0 || r.N <= 0 {
		return 0
	}
	return float64(r.Bytes) * float64(r.N) / 1e6 / r.T.Seconds()
}

// AllocsPerOp returns the allocations of an iteration.
func (r BenchmarkResult) AllocsPerOp() int64 {
	if v, ok := r.Extra["allocs/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return int64(r.MemAllocs) / int64(r.N)
}

// AllocedBytesPerOp returns the bytes that an iteration allocates.
func (r BenchmarkResult) AllocedBytesPerOp() int64 {
	if v, ok := r.Extra["B/op"]; ok {
		return int64(v)
	}
	if r.N <= 0 {
		return 0
	}
	return int64(r.MemBytes) / int64(r.N)
}

// pretty writes a number with four significant digits, its point in a column.
func pretty(w io.Writer, x float64, unit string) {
	format := "%10.0f %s"
	digits := 0
	for limit := 999.95; digits < 7 && x != 0 && math.Abs(x) < limit; limit /= 10 {
		digits++
	}
	if digits > 0 {
		format = fmt.Sprintf("%%%d.%df %%s", 11+digits, digits)
	}
	fmt.Fprintf(w, format, x, unit)
}

// String returns the result in the format of benchmarks, without the name and
// the allocations.
func (r BenchmarkResult) String() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%8d", r.N)
	ns, ok := r.Extra["ns/op"]
	if !ok && r.N > 0 {
		ns = float64(r.T.Nanoseconds()) / float64(r.N)
	}
	if ns != 0 {
		b.WriteByte('\t')
		pretty(&b, ns, "ns/op")
	}
	if mb := r.mbPerSec(); mb != 0 {
		fmt.Fprintf(&b, "\t%7.2f MB/s", mb)
	}
	var units []string
	for unit := range r.Extra {
		switch unit {
		case "ns/op", "MB/s", "B/op", "allocs/op":
		default:
			units = append(units, unit)
		}
	}
	slices.Sort(units)
	for _, unit := range units {
		b.WriteByte('\t')
		pretty(&b, r.Extra[unit], unit)
	}
	return b.String()
}

// MemString returns the allocations in the format of benchmarks.
func (r BenchmarkResult) MemString() string {
	return fmt.Sprintf("%8d B/op\t%8d allocs/op", r.AllocedBytesPerOp(), r.AllocsPerOp())
}

// StartTimer goes on with measuring. A benchmark begins with the timer on.
func (b *B) StartTimer() {
	if !b.timerOn {
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.mallocs, b.bytes = m.Mallocs, m.TotalAlloc
		b.began = time.Now()
		b.timerOn = true
	}
}

// StopTimer stops measuring.
func (b *B) StopTimer() {
	if b.timerOn {
		b.timed += time.Since(b.began)
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		b.allocs += m.Mallocs - b.mallocs
		b.allocated += m.TotalAlloc - b.bytes
		b.timerOn = false
	}
}

// ResetTimer forgets what was measured. It leaves the timer as it is.
func (b *B) ResetTimer() {
	b.extra = nil
	if b.timerOn {
		b.timerOn = false
		b.timed, b.allocs, b.allocated = 0, 0, 0
		b.StartTimer()
		return
	}
	b.timed, b.allocs, b.allocated = 0, 0, 0
}

// SetBytes says how many bytes an iteration handles.
func (b *B) SetBytes(n int64) { b.perOp = n }

// ReportAllocs has the allocations shown, as -benchmem does for all.
func (b *B) ReportAllocs() { b.report = true }

// Elapsed returns the time measured so far.
func (b *B) Elapsed() time.Duration {
	if b.timerOn {
		return b.timed + time.Since(b.began)
	}
	return b.timed
}

// ReportMetric adds a number to the result, by its unit.
func (b *B) ReportMetric(n float64, unit string) {
	if unit == "" {
		panic("metric unit must not be empty")
	}
	if strings.ContainsAny(unit, " \t\r\n\v\f") {
		panic("metric unit must not contain whitespace")
	}
	if b.extra == nil {
		b.extra = map[string]float64{}
	}
	b.extra[unit] = n
}

// SetParallelism has RunParallel start p goroutines for each processor.
func (b *B) SetParallelism(p int) {
	if p >= 1 {
		b.factor = p
	}
}

// Loop reports whether to do another iteration. The timer runs from its first
// call to its last.
func (b *B) Loop() bool {
	if b.loopN > 0 {
		b.loopN--
		return true
	}
	return b.loopSlow()
}

func (b *B) loopSlow() bool {
	if !b.looping {
		b.looping = true
		b.N = 0
		b.ResetTimer()
		b.StartTimer()
	} else if !b.timerOn {
		panic("B.Loop called with timer stopped")
	}
	// b.N have been done.
	var n int
	if benchTime.n > 0 {
		n = benchTime.n - b.N
	} else if spent := b.Elapsed(); spent < benchTime.d {
		n = next(int64(b.N), spent, benchTime.d) - b.N
	}
	if n <= 0 {
		b.StopTimer()
		return false
	}
	b.N += n
	b.loopN = n - 1
	return true
}

// next returns how many iterations to try when last took spent.
func next(last int64, spent, goal time.Duration) int {
	if last <= 0 {
		return 1
	}
	ns := max(spent.Nanoseconds(), 1)
	n := int64(float64(goal.Nanoseconds()) / float64(ns) * float64(last) * 1.2)
	n = min(n, 100*last)
	return int(min(max(n, last+1), 1e9))
}

// once runs the function for n iterations, on the goroutine of the benchmark.
func (b *B) once(n int) {
	runtime.GC()
	b.N = n
	b.looping, b.loopN = false, 0
	b.factor = 1
	b.ResetTimer()
	b.StartTimer()
	b.f(b)
	b.StopTimer()
}

// attempt runs fn as the goroutine of the benchmark; false if it ended early.
func (b *B) attempt(fn func()) {
	b.signal = make(chan bool, 1)
	go func() {
		defer func() { b.signal <- true }()
		defer func() {
			if p := recover(); p != nil {
				b.Fail()
				if out := string(b.output); out != "" {
					fmt.Print(out)
				}
				panic(p)
			}
		}()
		defer b.runCleanups()
		fn()
	}()
	<-b.signal
}

func (b *B) measure() BenchmarkResult {
	b.attempt(func() { b.once(1) })
	if b.Failed() || b.Skipped() || b.hasSubs || b.looping {
		return b.finishResult()
	}
	b.attempt(func() {
		switch {
		case benchTime.n > 1:
			b.once(benchTime.n)
		case benchTime.n == 0:
			for b.timed < benchTime.d && b.N < 1e9 && !b.Failed() {
				b.once(next(int64(b.N), b.timed, benchTime.d))
			}
		}
	})
	return b.finishResult()
}

func (b *B) finishResult() BenchmarkResult {
	b.result = BenchmarkResult{b.N, b.timed, b.perOp, b.allocs, b.allocated, b.extra}
	return b.result
}

// Run runs f as a sub-benchmark. A benchmark that calls it is not measured
// itself.
func (b *B) Run(name string, f func(b *B)) bool {
	b.hasSubs = true
	full, ok, partial := name, true, false
	if b.state.match != nil {
		full, ok, partial = b.state.match.fullName(&b.common, name)
	}
	if !ok {
		return true
	}
	sub := &B{state: b.state, f: f}
	sub.init(&b.common, full)
	sub.bench = true
	sub.perOp = b.perOp
	sub.report = b.report
	if partial {
		// Only what is below it.
		sub.attempt(func() { sub.once(1) })
		return !sub.Failed()
	}
	sub.runAndShow()
	return !sub.Failed()
}

func displayName(name string) string {
	if n := runtime.GOMAXPROCS(-1); n != 1 {
		return fmt.Sprintf("%s-%d", name, n)
	}
	return name
}

func (b *B) runAndShow() {
	if b.state.quiet {
		b.measure()
		return
	}
	shown := false
	for range *count {
		name := displayName(b.name)
		r := b.measure()
		switch {
		case b.Failed():
			fmt.Printf("--- FAIL: %s\n%s", name, b.output)
			return
		case b.Skipped():
			if chatty.on {
				fmt.Printf("--- SKIP: %s\n%s", name, b.output)
			}
			return
		case b.hasSubs:
			return
		}
		line := fmt.Sprintf("%-*s\t%s", b.state.maxLen, name, r.String())
		if *benchMem || b.report {
			line += "\t" + r.MemString()
		}
		fmt.Println(line)
		if len(b.output) > 0 && !shown {
			fmt.Printf("--- BENCH: %s\n%s", name, b.output)
			shown = true
		}
		b.output = nil
	}
}

// A PB tells the goroutines of RunParallel when to stop.
type PB struct {
	left  *atomic.Int64 // iterations that nobody has taken
	cache int64         // taken, not done
	batch int64
}

// Next reports whether to do another iteration.
func (pb *PB) Next() bool {
	if pb.cache == 0 {
		n := pb.left.Add(-pb.batch) + pb.batch
		if n <= 0 {
			return false
		}
		pb.cache = min(n, pb.batch)
	}
	pb.cache--
	return true
}

// RunParallel calls body on several goroutines, which share b.N iterations.
func (b *B) RunParallel(body func(*PB)) {
	if b.N == 0 {
		return
	}
	var left atomic.Int64
	left.Store(int64(b.N))
	batch := min(max(int64(b.N)/1000, 1), 10000)
	var wg sync.WaitGroup
	for range b.factor * runtime.GOMAXPROCS(0) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			body(&PB{left: &left, batch: batch})
		}()
	}
	wg.Wait()
	if left.Load() > 0 && !b.Failed() {
		b.Fatal("RunParallel: body exited without pb.Next() == false")
	}
}

// Benchmark measures f, outside of any test.
func Benchmark(f func(b *B)) BenchmarkResult {
	b := &B{state: &benchState{quiet: true}, f: f}
	b.init(&common{}, "")
	b.bench = true
	r := b.measure()
	if b.Failed() {
		return BenchmarkResult{}
	}
	return r
}

// RunBenchmarks runs the benchmarks that -bench selects. It is for the program
// that runs the tests.
func RunBenchmarks(matchString func(pat, str string) (bool, error), benchmarks []InternalBenchmark) {
	runBenchmarks("", benchmarks)
}

func cpuModel() string {
	data, _ := os.ReadFile("/proc/cpuinfo")
	for line := range strings.Lines(string(data)) {
		if name, value, ok := strings.Cut(line, ":"); ok && strings.TrimSpace(name) == "model name" {
			return strings.TrimSpace(value)
		}
	}
	return ""
}

func runBenchmarks(path string, benchmarks []InternalBenchmark) bool {
	if *bench == "" {
		return true
	}
	ok := true
	head := false
	for _, procs := range cpuList {
		setProcs(procs)
		state := &benchState{match: newMatcher(*bench, "-test.bench", *skip)}
		var list []InternalBenchmark
		for _, x := range benchmarks {
			if _, selected, _ := state.match.fullName(nil, x.Name); selected {
				list = append(list, x)
				state.maxLen = max(state.maxLen, len(displayName(x.Name)))
			}
		}
		if len(list) > 0 && !head {
			head = true
			fmt.Printf("goos: %s\ngoarch: %s\n", runtime.GOOS, runtime.GOARCH)
			if path != "" {
				fmt.Printf("pkg: %s\n", path)
			}
			if cpu := cpuModel(); cpu != "" {
				fmt.Printf("cpu: %s\n", cpu)
			}
		}
		for _, x := range list {
			_, _, partial := state.match.fullName(nil, x.Name)
			b := &B{state: state, f: x.F}
			b.init(&common{}, x.Name)
			b.bench = true
			if partial {
				b.attempt(func() { b.once(1) })
			} else {
				b.runAndShow()
			}
			ok = ok && !b.Failed()
		}
	}
	return ok
}

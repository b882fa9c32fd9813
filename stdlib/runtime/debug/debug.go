// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package debug steers the runtime and shows stacks.
package debug

import (
	"os"
	"runtime"
	"slices"
	"time"
)

// SetGCPercent sets how much the heap may grow, in per cent of what is live,
// before a collection begins, and returns the previous setting. A negative
// value turns collections off.
func SetGCPercent(percent int) int {
	if percent > 1<<31-1 {
		percent = 1<<31 - 1
	}
	return setGCPercent(percent)
}

// SetMemoryLimit sets the soft limit on memory in bytes, if limit is not
// negative, and returns the previous one.
func SetMemoryLimit(limit int64) int64 { return setMemoryLimit(limit) }

// FreeOSMemory collects, and returns as much memory as possible to the system.
func FreeOSMemory() { freeOSMemory() }

func setGCPercent(percent int) int

func setMemoryLimit(limit int64) int64

func freeOSMemory()

// GCStats tells of the past collections.
type GCStats struct {
	LastGC         time.Time
	NumGC          int64
	PauseTotal     time.Duration
	Pause          []time.Duration // newest first
	PauseEnd       []time.Time     // newest first
	PauseQuantiles []time.Duration
}

// ReadGCStats fills stats. If PauseQuantiles is not empty, it receives the
// quantiles of the pauses, from the shortest to the longest.
func ReadGCStats(stats *GCStats) {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	stats.NumGC = int64(m.NumGC)
	stats.PauseTotal = time.Duration(m.PauseTotalNs)
	stats.LastGC = time.Unix(0, int64(m.LastGC))
	n := min(int(m.NumGC), len(m.PauseNs))
	stats.Pause = stats.Pause[:0]
	stats.PauseEnd = stats.PauseEnd[:0]
	for i := range n {
		k := (int(m.NumGC) - 1 - i) % len(m.PauseNs)
		stats.Pause = append(stats.Pause, time.Duration(m.PauseNs[k]))
		stats.PauseEnd = append(stats.PauseEnd, time.Unix(0, int64(m.PauseEnd[k])))
	}
	q := stats.PauseQuantiles
	clear(q)
	if n == 0 || len(q) == 0 {
		return
	}
	sorted := slices.Clone(stats.Pause)
	slices.Sort(sorted)
	for i := range len(q) - 1 {
		q[i] = sorted[len(sorted)*i/(len(q)-1)]
	}
	q[len(q)-1] = sorted[len(sorted)-1]
}

// SetMaxStack sets the largest stack of a goroutine in bytes and returns the
// previous setting.
func SetMaxStack(bytes int) int

// SetMaxThreads sets the largest number of threads and returns the previous
// setting. A program that needs more ends.
func SetMaxThreads(threads int) int

var panicOnFault bool

// SetPanicOnFault decides whether a fault at an unexpected address panics, and
// returns the previous setting.
func SetPanicOnFault(enabled bool) bool {
	old := panicOnFault
	panicOnFault = enabled
	return old
}

// SetTraceback sets how much a crash prints, as GOTRACEBACK does: "none",
// "single", "all", "system" or "crash". What the environment asks for stays.
func SetTraceback(level string)

// Stack returns a trace of the calling goroutine's stack.
func Stack() []byte {
	buf := make([]byte, 1024)
	for {
		n := runtime.Stack(buf, false)
		if n < len(buf) {
			return buf[:n]
		}
		buf = make([]byte, 2*len(buf))
	}
}

// PrintStack prints Stack to standard error.
func PrintStack() { os.Stderr.Write(Stack()) }

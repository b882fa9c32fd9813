// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package testing

import "runtime"

// AllocsPerRun returns how many allocations a call of f makes on average, as a
// whole number. f is called once before they are counted. It panics when tests
// run in parallel.
func AllocsPerRun(runs int, f func()) (avg float64) {
	if parallelStart.Load() != parallelStop.Load() {
		panic("testing: AllocsPerRun called during parallel test")
	}
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(1))
	f()
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := 0; i < runs; i++ {
		f()
	}
	runtime.ReadMemStats(&after)
	return float64((after.Mallocs - before.Mallocs) / uint64(runs))
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package time

import "unsafe"

// The natives of the package; native.cpp and the runtime define them.

// Sleep pauses the calling goroutine for at least d.
func Sleep(d Duration)

// now returns the time since 1970 and a monotonic clock's nanoseconds.
func now() (sec int64, nsec int32, mono int64)

// nanotime returns the monotonic clock's nanoseconds.
func nanotime() int64

// A runtimeTimer calls f on the scheduler's stack: f must not park or panic.
// The runtime's struct timer has the same layout.
type runtimeTimer struct {
	when    int64 // of nanotime
	period  int64 // 0: once
	f       func()
	p       unsafe.Pointer
	index   int
	sleeper unsafe.Pointer
	c       unsafe.Pointer // attachTimer's
	fill    func(at *Time, late int64)
	blocked int
}

func startTimer(t *runtimeTimer)

// stopTimer reports whether the timer was running.
func stopTimer(t *runtimeTimer) bool

// attachTimer makes t the timer of c: instead of calling f it sends what fill
// stores, a moment that was late nanoseconds ago. fill must not park or allocate.
func attachTimer(t *runtimeTimer, c chan Time)

// setTimer makes the timer of a channel fire at when, 0: never. It reports
// whether it was to fire, or had fired and nobody had received the time.
func setTimer(t *runtimeTimer, when, period int64) bool

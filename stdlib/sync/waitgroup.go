// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements WaitGroup.

package sync

import "sync/atomic"

// A WaitGroup counts tasks, and lets goroutines wait until none is left. The
// zero value counts none.
type WaitGroup struct {
	_     noCopy
	state atomic.Uint64 // high half: the counter, an int32; low half: how many goroutines wait
	sema  uint32
}

// Go calls f in a new goroutine and counts it as a task until f returns. f must
// not panic.
func (wg *WaitGroup) Go(f func()) {
	wg.Add(1)
	go func() {
		defer func() {
			if p := recover(); p != nil {
				// Wait must not return before the program has crashed.
				panic(p)
			}
			wg.Done()
		}()
		f()
	}()
}

// Add adds delta, which may be negative, to the counter. When it becomes zero,
// all that wait go on. It panics if the counter becomes negative.
//
// The Add that makes the counter positive must happen before the Wait; so call
// it before the go statement, not in the goroutine.
func (wg *WaitGroup) Add(delta int) {
	state := wg.state.Add(uint64(delta) << 32)
	count, waiting := int32(state>>32), uint32(state)
	if count < 0 {
		panic("sync: negative WaitGroup counter")
	}
	if waiting != 0 && delta > 0 && count == int32(delta) {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	if count > 0 || waiting == 0 {
		return
	}
	// The counter is zero and goroutines wait: nobody may change the state
	// now.
	if wg.state.Load() != state {
		panic("sync: WaitGroup misuse: Add called concurrently with Wait")
	}
	wg.state.Store(0)
	for ; waiting != 0; waiting-- {
		runtime_Semrelease(&wg.sema, false)
	}
}

// Done subtracts one from the counter: a task is finished.
func (wg *WaitGroup) Done() { wg.Add(-1) }

// Wait waits until the counter is zero.
func (wg *WaitGroup) Wait() {
	for {
		state := wg.state.Load()
		if int32(state>>32) == 0 {
			return
		}
		if wg.state.CompareAndSwap(state, state+1) {
			runtime_SemacquireWaitGroup(&wg.sema)
			if wg.state.Load() != 0 {
				panic("sync: WaitGroup is reused before previous Wait has returned")
			}
			return
		}
	}
}

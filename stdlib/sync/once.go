// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Once and OnceFunc.

package sync

import "sync/atomic"

// Once calls a function once. The zero value has not done it yet.
type Once struct {
	_    noCopy
	done atomic.Uint32 // 1 after the call
	mu   Mutex         // held during the call
}

// Do calls f if this is the first call of Do for o. All calls of Do return
// after f has; so f must not call it. If f panics, it counts as done.
func (o *Once) Do(f func()) {
	if o.done.Load() == 0 {
		o.doSlow(f)
	}
}

func (o *Once) doSlow(f func()) {
	o.mu.Lock()
	defer o.mu.Unlock()
	if o.done.Load() == 0 {
		defer o.done.Store(1)
		f()
	}
}

// onceCall is a function that is called once, and whose panic, if any, is
// raised again by each call.
type onceCall struct {
	once     Once
	f        func() // nil after the call, so that it can be collected
	returned bool
	value    any // of the panic
}

func (c *onceCall) call() {
	c.once.Do(c.first)
	if !c.returned {
		panic(c.value)
	}
}

func (c *onceCall) first() {
	defer func() {
		c.f = nil
		if !c.returned {
			// Raised from here, the panic still shows where it came from.
			c.value = recover()
			panic(c.value)
		}
	}()
	c.f()
	c.returned = true
}

// OnceFunc returns a function that calls f the first time it is called. If f
// panics, every call panics with the same value. It may be used by several
// goroutines at once.
func OnceFunc(f func()) func() {
	c := &onceCall{f: f}
	return c.call
}

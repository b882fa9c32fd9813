// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Cond.

package sync

import "unsafe"

// A Cond is where goroutines wait for something to happen. L is the lock under
// which what they wait for changes; it must be held when Wait is called. In
// most cases a channel is simpler.
type Cond struct {
	_ noCopy

	// L is held when the condition is looked at or changed.
	L Locker

	self  *Cond   // finds copies; set by the first use
	mu    Mutex   // guards the queue
	first *waiter // of those that wait
	last  *waiter // undefined if first is nil
}

// waiter is a goroutine in Wait.
type waiter struct {
	sema uint32
	next *waiter
}

// NewCond returns a Cond with the lock l.
func NewCond(l Locker) *Cond { return &Cond{L: l} }

// check panics if c is a copy. It is called with mu held.
func (c *Cond) check() {
	if c.self != c {
		if c.self != nil {
			panic("sync.Cond is copied")
		}
		// The address is hidden from escape analysis: remembering its own
		// must not move a Cond to the heap.
		address := uintptr(unsafe.Pointer(c))
		c.self = (*Cond)(unsafe.Pointer(address ^ 0))
	}
}

// Wait unlocks c.L, waits for a Signal or Broadcast, and locks c.L again. As
// others may run before it has the lock, call it in a loop that looks at the
// condition:
//
//	for !condition() {
//		c.Wait()
//	}
func (c *Cond) Wait() {
	w := new(waiter)
	c.mu.Lock()
	c.check()
	if c.first == nil {
		c.first = w
	} else {
		c.last.next = w
	}
	c.last = w
	c.mu.Unlock()

	c.L.Unlock()
	runtime_SemacquireCond(&w.sema)
	c.L.Lock()
}

// Signal wakes the goroutine that has waited longest, if there is one. c.L may
// be held, but need not be.
func (c *Cond) Signal() {
	c.mu.Lock()
	c.check()
	w := c.first
	if w != nil {
		c.first = w.next
	}
	c.mu.Unlock()
	if w != nil {
		runtime_Semrelease(&w.sema, false)
	}
}

// Broadcast wakes all goroutines that wait. c.L may be held, but need not be.
func (c *Cond) Broadcast() {
	c.mu.Lock()
	c.check()
	w := c.first
	c.first = nil
	c.mu.Unlock()
	for w != nil {
		next := w.next
		runtime_Semrelease(&w.sema, false)
		w = next
	}
}

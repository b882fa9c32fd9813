// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package sync makes goroutines wait for one another: locks, and things made
// of them. No value of its types may be copied after its first use.
//
// All waiting is on semaphores of the runtime: words of memory, with a queue
// of goroutines that wait until they can take one from a count above zero.
package sync

// runtime_Semacquire waits until *s > 0 and decrements it.
func runtime_Semacquire(s *uint32)

// runtime_SemacquireMutex is runtime_Semacquire for a Mutex. With lifo, the
// goroutine queues up at the head.
func runtime_SemacquireMutex(s *uint32, lifo bool)

// runtime_SemacquireRWMutexR is runtime_Semacquire for the readers of an
// RWMutex.
func runtime_SemacquireRWMutexR(s *uint32)

// runtime_SemacquireRWMutex is runtime_Semacquire for the writer of an RWMutex.
func runtime_SemacquireRWMutex(s *uint32)

// runtime_SemacquireWaitGroup is runtime_Semacquire for a WaitGroup.
func runtime_SemacquireWaitGroup(s *uint32)

// runtime_SemacquireCond is runtime_Semacquire for a Cond.
func runtime_SemacquireCond(s *uint32)

// runtime_Semrelease increments *s and readies a goroutine that waits for it.
// With handoff, that one runs at once, in the place of the caller.
func runtime_Semrelease(s *uint32, handoff bool)

// runtime_canSpin reports whether waiting for the n-th time without parking
// makes sense: others run, and from the second time on, nobody waits for this
// processor.
func runtime_canSpin(n int) bool

// runtime_doSpin waits for two to four microseconds.
func runtime_doSpin()

// runtime_nanotime returns a monotonic time in nanoseconds.
func runtime_nanotime() int64

// runtime_processor returns a small number for the processor that the caller
// runs on. It may be out of date when it returns.
func runtime_processor() int

// fatal ends the program with a message that cannot be recovered from.
func fatal(message string)

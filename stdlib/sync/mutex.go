// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Mutex.

package sync

import "sync/atomic"

// noCopy makes "go vet" report copies of what holds one.
type noCopy struct{}

func (*noCopy) Lock()   {}
func (*noCopy) Unlock() {}

// A Locker can be locked and unlocked.
type Locker interface {
	Lock()
	Unlock()
}

// A Mutex is a lock that one goroutine at a time holds. The zero value is an
// unlocked Mutex. A goroutine may unlock what another one has locked.
//
// Normally a goroutine that is woken competes for the lock with those that
// arrive, which are running already and so usually win. This is fast, but may
// let the woken one starve: when one has waited longer than starvingAfter, it
// makes the Mutex starving. Then Unlock hands the lock to the first of the
// queue, and those that arrive queue up at once. The Mutex returns to normal
// when the last of the queue, or one that has not waited long, gets it.
type Mutex struct {
	state int32 // flags, and the number of waiting goroutines above them
	sema  uint32
}

const (
	mutexLocked   = 1 << iota // somebody holds it
	mutexWoken                // a waiter is awake and competes: Unlock need not wake another
	mutexStarving             // see above
	mutexWaiter   = 1 << iota // one waiting goroutine
)

const starvingAfter = 1e6 // nanoseconds

// Lock locks m, and waits until it can.
func (m *Mutex) Lock() {
	if !atomic.CompareAndSwapInt32(&m.state, 0, mutexLocked) {
		m.lockSlow()
	}
}

// TryLock locks m if that is possible without waiting, and reports whether it
// did. To need it is rare, and often a sign of a deeper problem.
func (m *Mutex) TryLock() bool {
	old := atomic.LoadInt32(&m.state)
	return old&(mutexLocked|mutexStarving) == 0 &&
		atomic.CompareAndSwapInt32(&m.state, old, old|mutexLocked)
}

func (m *Mutex) lockSlow() {
	var began int64   // when the wait began; 0 before it
	starving := false // this goroutine has waited for too long
	awake := false    // mutexWoken stands for this goroutine
	spins := 0        // since it began or was woken
	for {
		old := atomic.LoadInt32(&m.state)
		if old&(mutexLocked|mutexStarving) == mutexLocked && runtime_canSpin(spins) {
			// Whoever has it will be done sooner than a switch takes. It
			// need not wake another meanwhile.
			if !awake && old&mutexWoken == 0 && old/mutexWaiter != 0 {
				awake = atomic.CompareAndSwapInt32(&m.state, old, old|mutexWoken)
			}
			runtime_doSpin()
			spins++
			continue
		}
		next := old
		wait := old&(mutexLocked|mutexStarving) != 0
		if wait {
			next += mutexWaiter
		}
		if old&mutexStarving == 0 {
			next |= mutexLocked
		}
		if starving && old&mutexLocked != 0 {
			next |= mutexStarving
		}
		if awake {
			next &^= mutexWoken
		}
		if !atomic.CompareAndSwapInt32(&m.state, old, next) {
			continue
		}
		if !wait {
			return
		}

		again := began != 0
		if !again {
			began = runtime_nanotime()
		}
		// One that has waited before goes back to the head of the queue.
		runtime_SemacquireMutex(&m.sema, again)
		starving = starving || runtime_nanotime()-began > starvingAfter

		old = atomic.LoadInt32(&m.state)
		if old&mutexStarving != 0 {
			// The lock was handed over: it is not marked as locked, and
			// this goroutine still counts as waiting.
			delta := int32(mutexLocked - mutexWaiter)
			if !starving || old/mutexWaiter == 1 {
				delta -= mutexStarving
			}
			atomic.AddInt32(&m.state, delta)
			return
		}
		awake = true
		spins = 0
	}
}

// Unlock unlocks m. If m is not locked, the program ends with a fatal error.
func (m *Mutex) Unlock() {
	if left := atomic.AddInt32(&m.state, -mutexLocked); left != 0 {
		m.unlockSlow(left)
	}
}

// unlockSlow wakes a waiting goroutine if there is need. state is what was
// left after the lock was released.
func (m *Mutex) unlockSlow(state int32) {
	if (state+mutexLocked)&mutexLocked == 0 {
		fatal("sync: unlock of unlocked mutex")
	}
	if state&mutexStarving != 0 {
		runtime_Semrelease(&m.sema, true)
		return
	}
	for {
		if state/mutexWaiter == 0 || state&(mutexLocked|mutexWoken|mutexStarving) != 0 {
			// Nobody waits, or whoever has the lock or is awake sees to them.
			return
		}
		if atomic.CompareAndSwapInt32(&m.state, state, state-mutexWaiter|mutexWoken) {
			runtime_Semrelease(&m.sema, false)
			return
		}
		state = atomic.LoadInt32(&m.state)
	}
}

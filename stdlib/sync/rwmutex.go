// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements RWMutex.

package sync

import "sync/atomic"

// An RWMutex is a lock that any number of readers or one writer holds. The
// zero value is an unlocked RWMutex. A goroutine must not take the read lock
// twice: a writer that waits in between keeps new readers out.
//
// A writer announces itself by making readers negative. Readers that come
// then wait on readerSem; it waits on writerSem for those that were there.
type RWMutex struct {
	w         Mutex  // held by the writer, present or waiting
	writerSem uint32 // the writer waits here for the readers
	readerSem uint32 // readers wait here for the writer
	readers   int32  // how many hold or wait for the lock; minus maxReaders while there is a writer
	departing int32  // readers that the waiting writer waits for
}

const maxReaders = 1 << 30

// RLock locks rw for reading, and waits while there is a writer.
func (rw *RWMutex) RLock() {
	if atomic.AddInt32(&rw.readers, 1) < 0 {
		runtime_SemacquireRWMutexR(&rw.readerSem)
	}
}

// TryRLock locks rw for reading if that is possible without waiting, and
// reports whether it did.
func (rw *RWMutex) TryRLock() bool {
	for {
		n := atomic.LoadInt32(&rw.readers)
		if n < 0 {
			return false
		}
		if atomic.CompareAndSwapInt32(&rw.readers, n, n+1) {
			return true
		}
	}
}

// RUnlock undoes one RLock. If there was none, the program ends with a fatal
// error.
func (rw *RWMutex) RUnlock() {
	if left := atomic.AddInt32(&rw.readers, -1); left < 0 {
		rw.runlockSlow(left)
	}
}

func (rw *RWMutex) runlockSlow(left int32) {
	if left+1 == 0 || left+1 == -maxReaders {
		fatal("sync: RUnlock of unlocked RWMutex")
	}
	if atomic.AddInt32(&rw.departing, -1) == 0 {
		// The last of the readers that the writer found.
		runtime_Semrelease(&rw.writerSem, false)
	}
}

// Lock locks rw for writing, and waits until all others are gone.
func (rw *RWMutex) Lock() {
	rw.w.Lock()
	present := atomic.AddInt32(&rw.readers, -maxReaders) + maxReaders
	if present != 0 && atomic.AddInt32(&rw.departing, present) != 0 {
		runtime_SemacquireRWMutex(&rw.writerSem)
	}
}

// TryLock locks rw for writing if that is possible without waiting, and
// reports whether it did.
func (rw *RWMutex) TryLock() bool {
	if !rw.w.TryLock() {
		return false
	}
	if !atomic.CompareAndSwapInt32(&rw.readers, 0, -maxReaders) {
		rw.w.Unlock()
		return false
	}
	return true
}

// Unlock unlocks rw for writing. If it is not locked, the program ends with a
// fatal error.
func (rw *RWMutex) Unlock() {
	waiting := atomic.AddInt32(&rw.readers, maxReaders)
	if waiting >= maxReaders {
		fatal("sync: Unlock of unlocked RWMutex")
	}
	for ; waiting > 0; waiting-- {
		runtime_Semrelease(&rw.readerSem, false)
	}
	rw.w.Unlock()
}

// RLocker returns a Locker whose methods are rw.RLock and rw.RUnlock.
func (rw *RWMutex) RLocker() Locker { return (*readLocker)(rw) }

type readLocker RWMutex

func (r *readLocker) Lock()   { (*RWMutex)(r).RLock() }
func (r *readLocker) Unlock() { (*RWMutex)(r).RUnlock() }

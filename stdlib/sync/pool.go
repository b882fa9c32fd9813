// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Pool.
//
// Values are kept in a few stacks, each under a lock that is only ever tried.
// A goroutine begins with the stack of the processor it runs on, so that locks
// are rarely contended; when one is taken, it goes on to the next stack, and
// in the end does without.

package sync

import (
	"sync/atomic"
	"unsafe"
)

// A Pool keeps values that are not in use, to be used again. It may drop any
// of them at any time. The zero value is an empty Pool. It may be used by
// several goroutines at once.
type Pool struct {
	_ noCopy

	stacks unsafe.Pointer // *[poolStacks]poolStack; nil before the first Put

	// New makes a value when Get finds none. If it is nil, Get returns nil.
	New func() any
}

const poolStacks = 16 // a power of two

type poolStack struct {
	locked uint32 // 1 while somebody works on values
	values []any
	_      [32]byte // fills a cache line
}

func (s *poolStack) tryLock() bool { return atomic.CompareAndSwapUint32(&s.locked, 0, 1) }
func (s *poolStack) unlock()       { atomic.StoreUint32(&s.locked, 0) }

// Put adds x to the pool. A nil x is ignored.
func (p *Pool) Put(x any) {
	if x == nil {
		return
	}
	stacks := (*[poolStacks]poolStack)(atomic.LoadPointer(&p.stacks))
	if stacks == nil {
		made := unsafe.Pointer(new([poolStacks]poolStack))
		atomic.CompareAndSwapPointer(&p.stacks, nil, made)
		stacks = (*[poolStacks]poolStack)(atomic.LoadPointer(&p.stacks))
	}
	home := runtime_processor()
	for i := 0; i < poolStacks; i++ {
		s := &stacks[(home+i)%poolStacks]
		if s.tryLock() {
			s.values = append(s.values, x)
			s.unlock()
			return
		}
	}
}

// Get takes a value out of the pool, whichever one, or calls New if there is
// none. What it returns has nothing to do with what was Put before.
func (p *Pool) Get() any {
	stacks := (*[poolStacks]poolStack)(atomic.LoadPointer(&p.stacks))
	if stacks != nil {
		home := runtime_processor()
		for i := 0; i < poolStacks; i++ {
			s := &stacks[(home+i)%poolStacks]
			// The length is looked at before the lock is tried, to pass over
			// empty stacks; it may be wrong, and is looked at again.
			if (i > 0 && len(s.values) == 0) || !s.tryLock() {
				continue
			}
			if last := len(s.values) - 1; last >= 0 {
				x := s.values[last]
				s.values[last] = nil
				s.values = s.values[:last]
				s.unlock()
				return x
			}
			s.unlock()
		}
	}
	if p.New != nil {
		return p.New()
	}
	return nil
}

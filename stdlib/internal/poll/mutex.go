// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package poll

import "sync/atomic"

// An fdMutex counts the users of a descriptor, lets one at a time read and one
// write, and refuses new ones once the descriptor is to be closed. The
// descriptor is given up by the last user to leave.
type fdMutex struct {
	state        uint64 // flags, then users, waiting readers and writers of 20 bits each
	rsema, wsema uint32 // where those wait
}

const (
	muClosed  = 1 << 0
	muReading = 1 << 1
	muWriting = 1 << 2
	muUser    = 1 << 3
	muUsers   = (1<<20 - 1) << 3
	muReader  = 1 << 23 // one that waits
	muReaders = (1<<20 - 1) << 23
	muWriter  = 1 << 43
	muWriters = (1<<20 - 1) << 43
)

const tooMany = "too many concurrent operations on a single file or socket (max 1048575)"

func (m *fdMutex) swap(old, new uint64) bool {
	return atomic.CompareAndSwapUint64(&m.state, old, new)
}

// enter adds a user; false if the descriptor is being closed.
func (m *fdMutex) enter() bool {
	for {
		old := atomic.LoadUint64(&m.state)
		if old&muClosed != 0 {
			return false
		}
		if old&muUsers == muUsers {
			panic(tooMany)
		}
		if m.swap(old, old+muUser) {
			return true
		}
	}
}

// enterClosing adds a user, the one that closes, and refuses those to come; false if
// somebody else closes. All who wait for their turn are woken to find out.
func (m *fdMutex) enterClosing() bool {
	for {
		old := atomic.LoadUint64(&m.state)
		if old&muClosed != 0 {
			return false
		}
		if old&muUsers == muUsers {
			panic(tooMany)
		}
		if !m.swap(old, ((old|muClosed)+muUser)&^(muReaders|muWriters)) {
			continue
		}
		for n := old & muReaders; n != 0; n -= muReader {
			runtime_Semrelease(&m.rsema)
		}
		for n := old & muWriters; n != 0; n -= muWriter {
			runtime_Semrelease(&m.wsema)
		}
		return true
	}
}

// leave removes a user, and reports whether the descriptor is to be given up.
func (m *fdMutex) leave() bool {
	for {
		old := atomic.LoadUint64(&m.state)
		if old&muUsers == 0 {
			panic("inconsistent poll.fdMutex")
		}
		if m.swap(old, old-muUser) {
			return (old-muUser)&(muClosed|muUsers) == muClosed
		}
	}
}

// turn returns the parts of the state that are about one direction.
func (m *fdMutex) turn(read bool) (busy, one, all uint64, sema *uint32) {
	if read {
		return muReading, muReader, muReaders, &m.rsema
	}
	return muWriting, muWriter, muWriters, &m.wsema
}

// lock adds a user, and waits until it is the only one to read (or write);
// false if the descriptor is being closed.
func (m *fdMutex) lock(read bool) bool {
	busy, one, all, sema := m.turn(read)
	for {
		old := atomic.LoadUint64(&m.state)
		if old&muClosed != 0 {
			return false
		}
		if old&busy == 0 {
			if old&muUsers == muUsers {
				panic(tooMany)
			}
			if m.swap(old, (old|busy)+muUser) {
				return true
			}
			continue
		}
		if old&all == all {
			panic(tooMany)
		}
		if m.swap(old, old+one) {
			runtime_Semacquire(sema) // whoever woke us has counted us off
		}
	}
}

// unlock ends what lock began, and reports whether the descriptor is to be
// given up.
func (m *fdMutex) unlock(read bool) bool {
	busy, one, all, sema := m.turn(read)
	for {
		old := atomic.LoadUint64(&m.state)
		if old&busy == 0 || old&muUsers == 0 {
			panic("inconsistent poll.fdMutex")
		}
		new := old&^busy - muUser
		if old&all != 0 {
			new -= one
		}
		if m.swap(old, new) {
			if old&all != 0 {
				runtime_Semrelease(sema)
			}
			return new&(muClosed|muUsers) == muClosed
		}
	}
}

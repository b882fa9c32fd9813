// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Map.
//
// Most keys are in a map that never changes, which is read without a lock;
// what changes is in the entries. A key that is not there may be in dirty,
// under the lock. When enough lookups had to go there to pay for a copy, dirty
// becomes the map that does not change, and the next new key makes a new
// dirty. The idea is from Bryan C. Mills, "An overview of sync.Map" (2017);
// other than there, all changes take the lock.

package sync

import (
	"sync/atomic"
	"unsafe"
)

// A Map is a map that several goroutines may use at once. The zero value is
// empty. It is for keys that are written once and read often, and for
// goroutines that work on keys of their own; otherwise a map and a Mutex are
// simpler and keep their types.
type Map struct {
	_      noCopy
	fixed  unsafe.Pointer // *fixedMap, never written to again; nil: empty
	mu     Mutex          // for all that follows, and all changes
	dirty  map[any]*entry // nil, or all entries of fixed that are not deleted, and more
	misses int            // lookups in dirty since it was made
}

type fixedMap struct {
	entries map[any]*entry
	partial bool // dirty has keys that entries has not
}

// entry is the value of a key: a *any, or nil if the key is deleted. It changes
// only under the lock.
type entry struct {
	p unsafe.Pointer
}

func (e *entry) load() (value any, ok bool) {
	p := (*any)(atomic.LoadPointer(&e.p))
	if p == nil {
		return nil, false
	}
	return *p, true
}

func (e *entry) store(value any) { atomic.StorePointer(&e.p, unsafe.Pointer(&value)) }

func (m *Map) loadFixed() fixedMap {
	if f := (*fixedMap)(atomic.LoadPointer(&m.fixed)); f != nil {
		return *f
	}
	return fixedMap{}
}

func (m *Map) storeFixed(f fixedMap) { atomic.StorePointer(&m.fixed, unsafe.Pointer(&f)) }

// lookup returns the entry for key, or nil. It is called with the lock held.
func (m *Map) lookup(key any) *entry {
	fixed := m.loadFixed()
	e := fixed.entries[key]
	if e == nil && fixed.partial {
		e = m.dirty[key]
		m.miss()
	}
	return e
}

// miss counts a lookup in dirty, and makes it the fixed map when it is time.
func (m *Map) miss() {
	m.misses++
	if m.misses >= len(m.dirty) {
		m.promote()
	}
}

func (m *Map) promote() {
	m.storeFixed(fixedMap{entries: m.dirty})
	m.dirty = nil
	m.misses = 0
}

// set gives key a value. e is what lookup returned. It is called with the lock
// held.
func (m *Map) set(key any, e *entry, value any) {
	if e != nil && atomic.LoadPointer(&e.p) != nil {
		e.store(value)
		return
	}
	fixed := m.loadFixed()
	if e == nil {
		e = new(entry)
	}
	e.store(value)
	if fixed.entries[key] == e && m.dirty == nil {
		return // it was deleted, but its entry is still in use
	}
	if m.dirty == nil {
		m.dirty = make(map[any]*entry, len(fixed.entries)+1)
		for k, old := range fixed.entries {
			if atomic.LoadPointer(&old.p) != nil {
				m.dirty[k] = old
			}
		}
		m.misses = 0
	}
	m.dirty[key] = e
	if !fixed.partial && fixed.entries[key] != e {
		m.storeFixed(fixedMap{fixed.entries, true})
	}
}

// remove deletes key, whose entry is e. It is called with the lock held.
func (m *Map) remove(key any, e *entry) {
	atomic.StorePointer(&e.p, nil)
	delete(m.dirty, key)
}

// Load returns the value of key, and whether it is there.
func (m *Map) Load(key any) (value any, ok bool) {
	fixed := m.loadFixed()
	e := fixed.entries[key]
	if e == nil {
		if !fixed.partial {
			return nil, false
		}
		m.mu.Lock()
		e = m.lookup(key)
		m.mu.Unlock()
		if e == nil {
			return nil, false
		}
	}
	return e.load()
}

// Store sets the value of key.
func (m *Map) Store(key, value any) { m.Swap(key, value) }

// Swap sets the value of key. It returns the value from before, and whether
// there was one.
func (m *Map) Swap(key, value any) (previous any, loaded bool) {
	m.mu.Lock()
	defer m.mu.Unlock() // a key that cannot be hashed panics
	e := m.lookup(key)
	if e != nil {
		previous, loaded = e.load()
	}
	m.set(key, e, value)
	return previous, loaded
}

// LoadOrStore returns the value of key and true; if there is none, it sets it
// to value and returns that and false.
func (m *Map) LoadOrStore(key, value any) (actual any, loaded bool) {
	if e := m.loadFixed().entries[key]; e != nil {
		if actual, loaded = e.load(); loaded {
			return actual, true
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.lookup(key)
	if e != nil {
		if actual, loaded = e.load(); loaded {
			return actual, true
		}
	}
	m.set(key, e, value)
	return value, false
}

// LoadAndDelete deletes key. It returns its value, and whether it was there.
func (m *Map) LoadAndDelete(key any) (value any, loaded bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if e := m.lookup(key); e != nil {
		value, loaded = e.load()
		m.remove(key, e)
	}
	return value, loaded
}

// Delete deletes key.
func (m *Map) Delete(key any) { m.LoadAndDelete(key) }

// CompareAndSwap sets the value of key to new if it is old, and reports whether
// it did. old must be comparable.
func (m *Map) CompareAndSwap(key, old, new any) (swapped bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.lookup(key)
	if e == nil {
		return false
	}
	if value, ok := e.load(); !ok || value != old {
		return false
	}
	e.store(new)
	return true
}

// CompareAndDelete deletes key if its value is old, and reports whether it did.
// old must be comparable.
func (m *Map) CompareAndDelete(key, old any) (deleted bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	e := m.lookup(key)
	if e == nil {
		return false
	}
	if value, ok := e.load(); !ok || value != old {
		return false
	}
	m.remove(key, e)
	return true
}

// Range calls f for each key and value, until it returns false. A key that is
// changed meanwhile may be seen with either value, or not at all; none is
// seen twice. f may call the methods of m.
func (m *Map) Range(f func(key, value any) bool) {
	fixed := m.loadFixed()
	if fixed.partial {
		m.mu.Lock()
		if fixed = m.loadFixed(); fixed.partial {
			m.promote()
			fixed = m.loadFixed()
		}
		m.mu.Unlock()
	}
	for key, e := range fixed.entries {
		if value, ok := e.load(); ok && !f(key, value) {
			break
		}
	}
}

// Clear deletes all keys.
func (m *Map) Clear() {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.storeFixed(fixedMap{})
	m.dirty = nil
	m.misses = 0
}

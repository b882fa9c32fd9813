// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Value.

package atomic

import "unsafe"

// A Value holds a value of any one type, and loads and stores it atomically.
// The zero value holds nil. All values stored must have the same concrete
// type. Do not copy a Value after the first store.
//
// An interface is two words, which are not changed together: v is only written
// by the holder of the type word. The first store puts the address of storing
// there, then the data, then the type; afterwards the type never changes, and
// the data word alone is the value.
type Value struct {
	v any
}

// words is how an interface value looks in memory.
type words struct {
	typ  unsafe.Pointer
	data unsafe.Pointer
}

// storing stands for the type while the first store is going on.
var storing byte

// Load returns the value of the last store, or nil if there was none.
func (v *Value) Load() (val any) {
	slot := (*words)(unsafe.Pointer(&v.v))
	typ := LoadPointer(&slot.typ)
	if typ == nil || typ == unsafe.Pointer(&storing) {
		return nil
	}
	result := (*words)(unsafe.Pointer(&val))
	result.typ = typ
	result.data = LoadPointer(&slot.data)
	return val
}

// typeFor returns slot's type. If nothing is stored yet it stores val, unless
// that is null, and returns nil. It waits while another first store is going
// on.
func typeFor(slot, val *words) unsafe.Pointer {
	for {
		typ := LoadPointer(&slot.typ)
		switch {
		case typ == unsafe.Pointer(&storing):
			// The other store has two words left to write.
		case typ != nil:
			return typ
		case CompareAndSwapPointer(&slot.typ, nil, unsafe.Pointer(&storing)):
			StorePointer(&slot.data, val.data)
			StorePointer(&slot.typ, val.typ)
			return nil
		}
	}
}

// Store sets the value to val. It panics if val is nil, or of another type
// than the values stored before.
func (v *Value) Store(val any) {
	if val == nil {
		panic("sync/atomic: store of nil value into Value")
	}
	slot, from := (*words)(unsafe.Pointer(&v.v)), (*words)(unsafe.Pointer(&val))
	switch typeFor(slot, from) {
	case nil:
	case from.typ:
		StorePointer(&slot.data, from.data)
	default:
		panic("sync/atomic: store of inconsistently typed value into Value")
	}
}

// Swap sets the value to new and returns the old one, or nil if there was
// none. It panics if new is nil, or of another type than the values stored
// before.
func (v *Value) Swap(new any) (old any) {
	if new == nil {
		panic("sync/atomic: swap of nil value into Value")
	}
	slot, from := (*words)(unsafe.Pointer(&v.v)), (*words)(unsafe.Pointer(&new))
	switch typeFor(slot, from) {
	case nil:
		return nil
	case from.typ:
		result := (*words)(unsafe.Pointer(&old))
		result.typ = from.typ
		result.data = SwapPointer(&slot.data, from.data)
		return old
	}
	panic("sync/atomic: swap of inconsistently typed value into Value")
}

// CompareAndSwap sets the value to new if it is old, and reports whether it
// did. It panics if new is nil, or of another type than old or than the
// values stored before, or if the values cannot be compared.
func (v *Value) CompareAndSwap(old, new any) (swapped bool) {
	if new == nil {
		panic("sync/atomic: compare and swap of nil value into Value")
	}
	slot := (*words)(unsafe.Pointer(&v.v))
	from, expected := (*words)(unsafe.Pointer(&new)), (*words)(unsafe.Pointer(&old))
	if expected.typ != nil && expected.typ != from.typ {
		panic("sync/atomic: compare and swap of inconsistently typed values")
	}
	typ := LoadPointer(&slot.typ)
	if typ == nil || typ == unsafe.Pointer(&storing) {
		if old != nil {
			return false
		}
		if typ = typeFor(slot, from); typ == nil {
			return true
		}
	}
	if typ != from.typ {
		panic("sync/atomic: compare and swap of inconsistently typed value into Value")
	}
	// Values are compared with ==; then the word may only be replaced if it
	// is still the one whose value was compared.
	data := LoadPointer(&slot.data)
	var current any
	result := (*words)(unsafe.Pointer(&current))
	result.typ = typ
	result.data = data
	if current != old {
		return false
	}
	return CompareAndSwapPointer(&slot.data, data, from.data)
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Maps.

package reflect

import "unsafe"

// MakeMap returns a new map of type t.
func MakeMap(t Type) Value { return MakeMapWithSize(t, 0) }

// MakeMapWithSize returns a new map of type t with room for about n entries.
func MakeMapWithSize(t Type, n int) Value {
	if t.Kind() != Map {
		panic("reflect.MakeMapWithSize of non-map type")
	}
	r := t.common()
	return Value{r, makeMap(r.raw(), n), flag(Map)}
}

// MapIndex returns the value of a key in a map; if it is not there, the zero Value.
func (v Value) MapIndex(key Value) Value {
	v.mustBe(Map, "MapIndex")
	t := v.typ.mapping()
	key = key.assignTo("reflect.Value.MapIndex", t.key)
	e := mapAccess(v.word(), key.address())
	if e == nil {
		return Value{}
	}
	return load(t.elem, e, (v.flag | key.flag).ro())
}

// SetMapIndex sets the value of a key in a map. With the zero Value as elem it deletes the key.
func (v Value) SetMapIndex(key, elem Value) {
	v.mustBe(Map, "SetMapIndex")
	v.mustBeExported("SetMapIndex")
	key.mustBeExported("SetMapIndex")
	t := v.typ.mapping()
	key = key.assignTo("reflect.Value.SetMapIndex", t.key)
	if elem.typ == nil {
		mapDelete(v.word(), key.address())
		return
	}
	elem.mustBeExported("SetMapIndex")
	elem = elem.assignTo("reflect.Value.SetMapIndex", t.elem)
	elem.store(mapAssign(v.word(), key.address()))
}

// MapKeys returns the keys of a map, in no particular order.
func (v Value) MapKeys() []Value {
	v.mustBe(Map, "MapKeys")
	keys := make([]Value, 0, v.Len())
	for it := v.MapRange(); it.Next(); {
		keys = append(keys, load(v.typ.mapping().key, it.state.key, v.ro()))
	}
	return keys
}

// hiter is the runtime's state of a range over a map.
type hiter struct {
	key   unsafe.Pointer // nil when done
	elem  unsafe.Pointer
	table unsafe.Pointer
	state [10]unsafe.Pointer
}

// A MapIter goes through the entries of a map.
type MapIter struct {
	m       Value
	started bool
	state   hiter
}

// MapRange returns an iterator before the first entry of a map.
func (v Value) MapRange() *MapIter {
	if v.kind() != Map {
		v.wrongKind("MapRange")
	}
	return &MapIter{m: v}
}

// Next goes to the next entry, and reports whether there is one.
func (it *MapIter) Next() bool {
	if !it.m.IsValid() {
		panic("MapIter.Next called on an iterator that does not have an associated map Value")
	}
	if !it.started {
		it.started = true
		mapIterInit(it.m.word(), unsafe.Pointer(&it.state))
	} else {
		if it.state.key == nil {
			panic("MapIter.Next called on exhausted iterator")
		}
		mapIterNext(unsafe.Pointer(&it.state))
	}
	return it.state.key != nil
}

// present panics if the iterator is not at an entry.
func (it *MapIter) present(method string) {
	if !it.started {
		panic(method + " called before Next")
	}
	if it.state.key == nil {
		panic(method + " called on exhausted iterator")
	}
}

// Key returns the present entry's key.
func (it *MapIter) Key() Value {
	it.present("MapIter.Key")
	return load(it.m.typ.mapping().key, it.state.key, it.m.ro())
}

// Value returns the present entry's value.
func (it *MapIter) Value() Value {
	it.present("MapIter.Value")
	return load(it.m.typ.mapping().elem, it.state.elem, it.m.ro())
}

// Reset puts the iterator before the first entry of v; the zero Value lets go of its map.
func (it *MapIter) Reset(v Value) {
	if v.IsValid() {
		v.mustBe(Map, "MapRange")
	}
	it.m = v
	it.started = false
	it.state = hiter{}
}

// SetIterKey assigns the key of the iterator's entry to v.
func (v Value) SetIterKey(it *MapIter) {
	it.present("reflect: Value.SetIterKey")
	v.mustBeAssignable("SetIterKey")
	key := at(it.m.typ.mapping().key, it.state.key, it.m.ro())
	key.mustBeExported("SetIterKey")
	key.assignTo("reflect.MapIter.SetKey", v.typ).store(v.ptr)
}

// SetIterValue assigns the value of the iterator's entry to v.
func (v Value) SetIterValue(it *MapIter) {
	it.present("reflect: Value.SetIterValue")
	v.mustBeAssignable("SetIterValue")
	elem := at(it.m.typ.mapping().elem, it.state.elem, it.m.ro())
	elem.mustBeExported("SetIterValue")
	elem.assignTo("reflect.MapIter.SetValue", v.typ).store(v.ptr)
}

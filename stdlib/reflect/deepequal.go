// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Deep equality.

package reflect

import "unsafe"

// visit is a comparison under way: coming upon it again means a cycle, on which all depends on
// the rest.
type visit struct {
	a, b unsafe.Pointer
	typ  *rtype
}

// DeepEqual reports whether x and y are deeply equal: of one type, and, going through arrays,
// interfaces, maps, pointers, slices and structs, equal in what they hold. Functions are equal if
// both are nil. An empty slice or map is not equal to a nil one. A NaN is not equal to itself,
// unless it is reached through the same pointer, slice or map.
func DeepEqual(x, y any) bool {
	if x == nil || y == nil {
		return x == y
	}
	v, w := ValueOf(x), ValueOf(y)
	return v.typ == w.typ && deepEqual(v, w, map[visit]bool{})
}

// reference returns the address by which a value is recognised on a cycle, nil if it needs none.
func (v Value) reference() unsafe.Pointer {
	switch v.Kind() {
	case Pointer, Map:
		return v.word()
	case Slice:
		return v.header().data
	case Interface:
		return v.ptr
	}
	return nil
}

func deepEqual(v, w Value, visited map[visit]bool) bool {
	if !v.IsValid() || !w.IsValid() {
		return v.IsValid() == w.IsValid()
	}
	if v.typ != w.typ {
		return false
	}
	if a, b := v.reference(), w.reference(); a != nil && b != nil {
		if uintptr(a) > uintptr(b) {
			a, b = b, a
		}
		at := visit{a, b, v.typ}
		if visited[at] {
			return true
		}
		visited[at] = true
	}
	switch v.Kind() {
	case Array:
		return deepEqualElements(v, w, visited)
	case Slice:
		if v.IsNil() != w.IsNil() || v.Len() != w.Len() {
			return false
		}
		if v.header().data == w.header().data {
			return true
		}
		if Kind(v.typ.elem().kind) == Uint8 {
			return string(v.Bytes()) == string(w.Bytes())
		}
		return deepEqualElements(v, w, visited)
	case Interface:
		if v.IsNil() || w.IsNil() {
			return v.IsNil() == w.IsNil()
		}
		return deepEqual(v.Elem(), w.Elem(), visited)
	case Pointer:
		return v.word() == w.word() || deepEqual(v.Elem(), w.Elem(), visited)
	case Struct:
		for i, n := 0, v.NumField(); i < n; i++ {
			if !deepEqual(v.Field(i), w.Field(i), visited) {
				return false
			}
		}
		return true
	case Map:
		return deepEqualMaps(v, w, visited)
	case Func:
		return v.IsNil() && w.IsNil()
	}
	return equalValues(v.typ.raw(), v.address(), w.address())
}

func deepEqualElements(v, w Value, visited map[visit]bool) bool {
	for i, n := 0, v.Len(); i < n; i++ {
		if !deepEqual(v.Index(i), w.Index(i), visited) {
			return false
		}
	}
	return true
}

func deepEqualMaps(v, w Value, visited map[visit]bool) bool {
	if v.IsNil() != w.IsNil() || v.Len() != w.Len() {
		return false
	}
	if v.word() == w.word() {
		return true
	}
	for it := v.MapRange(); it.Next(); {
		other := w.MapIndex(it.Key())
		if !other.IsValid() || !deepEqual(it.Value(), other, visited) {
			return false
		}
	}
	return true
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Maps in key order. Keys of one type compare as Go's < does, with NaN below all numbers, nil
// below all else, false below true, pointers and channels by address, structs and arrays element
// by element, and interfaces by type (in an arbitrary order) and then by value.

package fmt

import (
	"reflect"
	"sort"
)

type entry struct{ key, value reflect.Value }

// entries sorts map entries by key.
type entries []entry

func (e entries) Len() int           { return len(e) }
func (e entries) Less(i, j int) bool { return compareKeys(e[i].key, e[j].key) < 0 }
func (e entries) Swap(i, j int)      { e[i], e[j] = e[j], e[i] }

func sortedEntries(m reflect.Value) []entry {
	list := make([]entry, 0, m.Len())
	for it := m.MapRange(); it.Next(); {
		list = append(list, entry{it.Key(), it.Value()})
	}
	sort.Stable(entries(list))
	return list
}

// order returns -1, 0 or 1 from the outcomes of two comparisons.
func order(less, greater bool) int {
	switch {
	case less:
		return -1
	case greater:
		return 1
	}
	return 0
}

func compareFloats(x, y float64) int {
	xNaN, yNaN := x != x, y != y
	return order(x < y || xNaN && !yNaN, x > y || yNaN && !xNaN)
}

func compareKeys(x, y reflect.Value) int {
	if x.Type() != y.Type() {
		return -1 // there is no right answer
	}
	switch x.Kind() {
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		a, b := x.Int(), y.Int()
		return order(a < b, a > b)
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		a, b := x.Uint(), y.Uint()
		return order(a < b, a > b)
	case reflect.String:
		a, b := x.String(), y.String()
		return order(a < b, a > b)
	case reflect.Float32, reflect.Float64:
		return compareFloats(x.Float(), y.Float())
	case reflect.Complex64, reflect.Complex128:
		a, b := x.Complex(), y.Complex()
		if c := compareFloats(real(a), real(b)); c != 0 {
			return c
		}
		return compareFloats(imag(a), imag(b))
	case reflect.Bool:
		a, b := x.Bool(), y.Bool()
		return order(!a && b, a && !b)
	case reflect.Pointer, reflect.UnsafePointer, reflect.Chan:
		a, b := x.Pointer(), y.Pointer()
		return order(a < b, a > b)
	case reflect.Struct:
		for i, n := 0, x.NumField(); i < n; i++ {
			if c := compareKeys(x.Field(i), y.Field(i)); c != 0 {
				return c
			}
		}
		return 0
	case reflect.Array:
		for i, n := 0, x.Len(); i < n; i++ {
			if c := compareKeys(x.Index(i), y.Index(i)); c != 0 {
				return c
			}
		}
		return 0
	case reflect.Interface:
		if x.IsNil() || y.IsNil() {
			return order(x.IsNil() && !y.IsNil(), !x.IsNil() && y.IsNil())
		}
		x, y = x.Elem(), y.Elem()
		a, b := reflect.ValueOf(x.Type()).Pointer(), reflect.ValueOf(y.Type()).Pointer()
		if a != b {
			return order(a < b, a > b)
		}
		return compareKeys(x, y)
	}
	panic("fmt: map key of type " + x.Type().String())
}

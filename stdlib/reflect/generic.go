// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package reflect

import "unsafe"

// TypeFor returns the type T.
func TypeFor[T any]() Type {
	return TypeOf((*T)(nil)).Elem()
}

// TypeAssert is v.Interface().(T), which it asks for without a panic if v holds no T.
func TypeAssert[T any](v Value) (T, bool) {
	if v.flag == 0 {
		panic(&ValueError{"reflect.TypeAssert", Invalid})
	}
	if v.flag&flagRO != 0 {
		panic("reflect.TypeAssert: cannot return value obtained from unexported field or method")
	}
	if v.flag&flagMethod == 0 && v.typ == TypeOf((*T)(nil)).Elem().common() && v.kind() != Interface {
		if v.flag&flagIndir != 0 {
			return *(*T)(v.ptr), true
		}
		p := v.ptr
		return *(*T)(unsafe.Pointer(&p)), true
	}
	x, ok := v.inner("TypeAssert").(T)
	return x, ok
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements swapping the elements of a slice of any type, for
// Slice and SliceStable.

package sort

import "unsafe"

// sliceOf returns where the elements of a slice are, how many, and the size of
// one in bytes. n is -1 if slice is not a slice.
func sliceOf(slice any) (base unsafe.Pointer, n int, size uintptr)

// swapMemory exchanges the blocks of size bytes number i and j from base on.
func swapMemory(base unsafe.Pointer, size uintptr, i, j int)

// swapper returns a function that swaps two elements of slice, and the length.
// Elements are moved as words of memory: what matters of their type is the
// size.
func swapper(slice any) (swap func(i, j int), n int) {
	base, n, size := sliceOf(slice)
	switch {
	case n < 0:
		panic("reflect: call of Swapper on a Value that is not a slice")
	case n < 2:
		return func(i, j int) {
			if uint(i) >= uint(n) || uint(j) >= uint(n) {
				panic("reflect: slice index out of range")
			}
		}, n
	case size == 8:
		x := unsafe.Slice((*uint64)(base), n)
		return func(i, j int) { x[i], x[j] = x[j], x[i] }, n
	case size == 16:
		x := unsafe.Slice((*[2]uint64)(base), n)
		return func(i, j int) { x[i], x[j] = x[j], x[i] }, n
	case size == 24:
		x := unsafe.Slice((*[3]uint64)(base), n)
		return func(i, j int) { x[i], x[j] = x[j], x[i] }, n
	case size == 4:
		x := unsafe.Slice((*uint32)(base), n)
		return func(i, j int) { x[i], x[j] = x[j], x[i] }, n
	}
	return func(i, j int) {
		if uint(i) >= uint(n) || uint(j) >= uint(n) {
			panic("reflect: slice index out of range")
		}
		swapMemory(base, size, i, j)
	}, n
}

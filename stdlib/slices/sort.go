// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements sorting, and what needs sorted slices. The algorithms
// are those of package sort, in zordered.go and zfunc.go.

package slices

import "cmp"

// How many elements are left to insertion sort.
const smallSort = 12

// maxDepth is how many bad partitions a quicksort of n elements may make.
func maxDepth(n int) int {
	depth := 0
	for ; n > 0; n >>= 1 {
		depth += 2
	}
	return depth
}

// Sort sorts x in ascending order. NaNs come first.
func Sort[S ~[]E, E cmp.Ordered](x S) {
	// Without NaNs, < is all that is needed to compare.
	k := 0
	for i, v := range x {
		if v != v {
			x[i], x[k] = x[k], v
			k++
		}
	}
	sortOrdered([]E(x[k:]))
}

// SortFunc sorts x by cmp, which returns a negative number if a comes before b,
// a positive one if after, and 0 if they are equal. Equal elements may change
// places.
func SortFunc[S ~[]E, E any](x S, cmp func(a, b E) int) { sortFunc([]E(x), cmp) }

// SortStableFunc is SortFunc, but keeps equal elements in their order.
func SortStableFunc[S ~[]E, E any](x S, cmp func(a, b E) int) {
	if len(x) > 1 {
		mergeSort([]E(x), make([]E, (len(x)+1)/2), cmp)
	}
}

// mergeSort sorts x with room for half of it.
func mergeSort[E any](x, room []E, cmp func(a, b E) int) {
	if len(x) <= smallSort {
		for i := 1; i < len(x); i++ {
			v := x[i]
			j := i
			for ; j > 0 && cmp(v, x[j-1]) < 0; j-- {
				x[j] = x[j-1]
			}
			x[j] = v
		}
		return
	}
	mid := len(x) / 2
	mergeSort(x[:mid], room, cmp)
	mergeSort(x[mid:], room, cmp)
	if cmp(x[mid], x[mid-1]) >= 0 {
		return
	}
	left := room[:copy(room, x[:mid])]
	right := x[mid:]
	n := 0
	for len(left) > 0 && len(right) > 0 {
		if cmp(right[0], left[0]) < 0 {
			x[n] = right[0]
			right = right[1:]
		} else {
			x[n] = left[0]
			left = left[1:]
		}
		n++
	}
	copy(x[n:], left)
}

// IsSorted reports whether x is sorted in ascending order.
func IsSorted[S ~[]E, E cmp.Ordered](x S) bool {
	for i := len(x) - 1; i > 0; i-- {
		if cmp.Less(x[i], x[i-1]) {
			return false
		}
	}
	return true
}

// IsSortedFunc reports whether x is sorted by cmp.
func IsSortedFunc[S ~[]E, E any](x S, cmp func(a, b E) int) bool {
	for i := len(x) - 1; i > 0; i-- {
		if cmp(x[i], x[i-1]) < 0 {
			return false
		}
	}
	return true
}

// Min returns the least element of x, NaN if there is one. It panics if x is
// empty.
func Min[S ~[]E, E cmp.Ordered](x S) E {
	if len(x) < 1 {
		panic("slices.Min: empty list")
	}
	m := x[0]
	for i := 1; i < len(x); i++ {
		m = min(m, x[i])
	}
	return m
}

// MinFunc returns the first of the least elements of x by cmp. It panics if x
// is empty.
func MinFunc[S ~[]E, E any](x S, cmp func(a, b E) int) E {
	if len(x) < 1 {
		panic("slices.MinFunc: empty list")
	}
	m := x[0]
	for i := 1; i < len(x); i++ {
		if cmp(x[i], m) < 0 {
			m = x[i]
		}
	}
	return m
}

// Max returns the greatest element of x, NaN if there is one. It panics if x is
// empty.
func Max[S ~[]E, E cmp.Ordered](x S) E {
	if len(x) < 1 {
		panic("slices.Max: empty list")
	}
	m := x[0]
	for i := 1; i < len(x); i++ {
		m = max(m, x[i])
	}
	return m
}

// MaxFunc returns the first of the greatest elements of x by cmp. It panics if
// x is empty.
func MaxFunc[S ~[]E, E any](x S, cmp func(a, b E) int) E {
	if len(x) < 1 {
		panic("slices.MaxFunc: empty list")
	}
	m := x[0]
	for i := 1; i < len(x); i++ {
		if cmp(x[i], m) > 0 {
			m = x[i]
		}
	}
	return m
}

// BinarySearch returns where target is in the sorted slice x, or where it would
// have to be inserted, and whether it is there.
func BinarySearch[S ~[]E, E cmp.Ordered](x S, target E) (int, bool) {
	low, high := 0, len(x)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if cmp.Less(x[mid], target) {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, low < len(x) && (x[low] == target || x[low] != x[low] && target != target)
}

// BinarySearchFunc is BinarySearch with cmp, which compares an element with the
// target, and need not be for the same type.
func BinarySearchFunc[S ~[]E, E, T any](x S, target T, cmp func(E, T) int) (int, bool) {
	low, high := 0, len(x)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if cmp(x[mid], target) < 0 {
			low = mid + 1
		} else {
			high = mid
		}
	}
	return low, low < len(x) && cmp(x[low], target) == 0
}

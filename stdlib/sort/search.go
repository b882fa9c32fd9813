// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements binary search.

package sort

// Search returns the smallest i in [0, n) for which f is true, or n if there
// is none. It asks f about log(n) indexes, and relies on it to be false for
// the first part of the range, which may be empty, and true for the rest.
func Search(n int, f func(int) bool) int {
	// f(low-1) is false and f(high) true, with f(-1) and f(n) assumed.
	low, high := 0, n
	for low < high {
		mid := int(uint(low+high) >> 1)
		if f(mid) {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// Find returns the smallest i in [0, n) for which cmp is 0 or less, or n, and
// whether cmp(i) is 0. It relies on cmp to be positive for a first part of the
// range, then 0, then negative: cmp compares what is sought with element i.
func Find(n int, cmp func(int) int) (i int, found bool) {
	i = Search(n, func(i int) bool { return cmp(i) <= 0 })
	return i, i < n && cmp(i) == 0
}

// SearchInts returns where x is in the sorted slice a, or where it would have
// to be inserted.
func SearchInts(a []int, x int) int {
	low, high := 0, len(a)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if a[mid] >= x {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// SearchFloat64s returns where x is in the sorted slice a, or where it would
// have to be inserted.
func SearchFloat64s(a []float64, x float64) int {
	low, high := 0, len(a)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if a[mid] >= x {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// SearchStrings returns where x is in the sorted slice a, or where it would
// have to be inserted.
func SearchStrings(a []string, x string) int {
	low, high := 0, len(a)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if a[mid] >= x {
			high = mid
		} else {
			low = mid + 1
		}
	}
	return low
}

// Search is SearchInts for p.
func (p IntSlice) Search(x int) int { return SearchInts(p, x) }

// Search is SearchFloat64s for p.
func (p Float64Slice) Search(x float64) int { return SearchFloat64s(p, x) }

// Search is SearchStrings for p.
func (p StringSlice) Search(x string) int { return SearchStrings(p, x) }

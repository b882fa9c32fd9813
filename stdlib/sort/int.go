// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements sorting slices of values that < compares.

package sort

func sortInts(x []int) {
	if len(x) > 1 && !sortedRunInts(x) {
		quickInts(x, maxDepth(len(x)))
	}
}

// sortedRunInts reports whether x is sorted, or in strictly descending order
// and so just reversed.
func sortedRunInts(x []int) bool {
	n := len(x)
	i := 1
	if x[1] < x[0] {
		for i++; i < n && x[i] < x[i-1]; i++ {
		}
		if i < n {
			return false
		}
		for a, b := 0, n-1; a < b; a, b = a+1, b-1 {
			x[a], x[b] = x[b], x[a]
		}
		return true
	}
	for i++; i < n && x[i] >= x[i-1]; i++ {
	}
	return i == n
}

func quickInts(x []int, depth int) {
	for len(x) > smallSort {
		if depth == 0 {
			heapInts(x)
			return
		}
		n := len(x)
		k := choosePivotInts(x)
		pivot := x[k]
		x[k] = x[0]

		// x[1:mid] is less than the pivot, x[mid:i] not. There is no branch
		// on the comparison: it would be mispredicted half of the time.
		mid := 1
		for i := 1; i < n; i++ {
			v := x[i]
			x[i] = x[mid]
			x[mid] = v
			if v < pivot {
				mid++
			}
		}
		mid--
		x[0] = x[mid]
		x[mid] = pivot

		if mid < n/8 || mid > n-n/8 {
			depth--
			if mid == 0 {
				// The pivot is the least: leave out all that equal it, so
				// that few distinct values take linear time.
				mid = 1
				for i := 1; i < n; i++ {
					v := x[i]
					x[i] = x[mid]
					x[mid] = v
					if v <= pivot {
						mid++
					}
				}
				x = x[mid:]
				continue
			}
		}
		if mid < n/2 {
			quickInts(x[:mid], depth)
			x = x[mid+1:]
		} else {
			quickInts(x[mid+1:], depth)
			x = x[:mid]
		}
	}
	for i := 1; i < len(x); i++ {
		v := x[i]
		j := i
		for ; j > 0 && v < x[j-1]; j-- {
			x[j] = x[j-1]
		}
		x[j] = v
	}
}

// choosePivotInts returns the index of the median of three elements, or of
// three medians.
func choosePivotInts(x []int) int {
	n := len(x)
	i, j, k := n/4, n/2, n/4*3
	if n >= 50 {
		i = medianInts(x, i-1, i, i+1)
		j = medianInts(x, j-1, j, j+1)
		k = medianInts(x, k-1, k, k+1)
	}
	return medianInts(x, i, j, k)
}

func medianInts(x []int, i, j, k int) int {
	if x[j] < x[i] {
		i, j = j, i
	}
	if x[k] < x[j] {
		j = k
		if x[j] < x[i] {
			j = i
		}
	}
	return j
}

func heapInts(x []int) {
	for root := len(x)/2 - 1; root >= 0; root-- {
		siftDownInts(x, root)
	}
	for last := len(x) - 1; last > 0; last-- {
		x[0], x[last] = x[last], x[0]
		siftDownInts(x[:last], 0)
	}
}

// siftDownInts restores the heap in x, where only the element at root may be
// out of place.
func siftDownInts(x []int, root int) {
	v := x[root]
	for {
		child := 2*root + 1
		if child >= len(x) {
			break
		}
		if child+1 < len(x) && x[child] < x[child+1] {
			child++
		}
		if v >= x[child] {
			break
		}
		x[root] = x[child]
		root = child
	}
	x[root] = v
}

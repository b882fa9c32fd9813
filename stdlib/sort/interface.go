// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the algorithms over Less and Swap. A range is [a, b).

package sort

// sortedRun reports whether the first n elements are sorted, or in strictly
// descending order and so just reversed.
func sortedRun(data Interface, n int) bool {
	i := 1
	if data.Less(1, 0) {
		for i++; i < n && data.Less(i, i-1); i++ {
		}
		if i < n {
			return false
		}
		reverseRange(data, 0, n)
		return true
	}
	for i++; i < n && !data.Less(i, i-1); i++ {
	}
	return i == n
}

func reverseRange(data Interface, a, b int) {
	for b--; a < b; a, b = a+1, b-1 {
		data.Swap(a, b)
	}
}

func insertion(data Interface, a, b int) {
	for i := a + 1; i < b; i++ {
		for j := i; j > a && data.Less(j, j-1); j-- {
			data.Swap(j, j-1)
		}
	}
}

// quick sorts the range. depth counts the bad partitions that are left before
// heapSort takes over.
func quick(data Interface, a, b, depth int) {
	for b-a > smallSort {
		if depth == 0 {
			heapSort(data, a, b)
			return
		}
		data.Swap(a, choosePivot(data, a, b))
		mid, swapped := partition(data, a, b)
		left, right := mid-a, b-mid-1
		if !swapped && tryInsertion(data, a, mid) && tryInsertion(data, mid+1, b) {
			return
		}
		if left < (b-a)/8 || right < (b-a)/8 {
			depth--
			if left == 0 {
				// The pivot is the least: leave out all that equal it, so
				// that few distinct values take linear time.
				a = skipEqual(data, a, b)
				continue
			}
			// Few equal elements, and yet a bad pivot: shake a pattern up.
			shuffle(data, a, mid)
			shuffle(data, mid+1, b)
		}
		if left < right {
			quick(data, a, mid, depth)
			a = mid + 1
		} else {
			quick(data, mid+1, b, depth)
			b = mid
		}
	}
	insertion(data, a, b)
}

// tryInsertion sorts the range if that takes only a few swaps, and reports
// whether it is sorted now.
func tryInsertion(data Interface, a, b int) bool {
	swaps := 0
	for i := a + 1; i < b; i++ {
		for j := i; j > a && data.Less(j, j-1); j-- {
			if swaps++; swaps > 8 {
				return false
			}
			data.Swap(j, j-1)
		}
	}
	return true
}

// shuffle exchanges some elements at fixed places, which is enough to break
// most patterns.
func shuffle(data Interface, a, b int) {
	n := b - a
	if n <= smallSort {
		return
	}
	data.Swap(a, a+n/4)
	data.Swap(a+n/2-1, a+n/4+1)
	data.Swap(a+n/2+1, b-1)
}

// choosePivot returns the index of the median of three elements, or of three
// medians.
func choosePivot(data Interface, a, b int) int {
	n := b - a
	i, j, k := a+n/4, a+n/2, a+n/4*3
	if n >= 50 {
		i = median(data, i-1, i, i+1)
		j = median(data, j-1, j, j+1)
		k = median(data, k-1, k, k+1)
	}
	return median(data, i, j, k)
}

func median(data Interface, i, j, k int) int {
	if data.Less(j, i) {
		i, j = j, i
	}
	if data.Less(k, j) {
		j = k
		if data.Less(j, i) {
			j = i
		}
	}
	return j
}

// partition puts the elements less than that at a first, then this one, whose
// new index it returns, then the others. swapped says whether they were not
// in that order before.
func partition(data Interface, a, b int) (mid int, swapped bool) {
	i, j := a+1, b-1
	for {
		for i <= j && data.Less(i, a) {
			i++
		}
		for i <= j && !data.Less(j, a) {
			j--
		}
		if i > j {
			break
		}
		data.Swap(i, j)
		swapped = true
		i++
		j--
	}
	data.Swap(a, j)
	return j, swapped
}

// skipEqual puts the elements that equal the one at a, of which none is less,
// first, and returns the index of the first greater one.
func skipEqual(data Interface, a, b int) int {
	i, j := a+1, b-1
	for {
		for i <= j && !data.Less(a, i) {
			i++
		}
		for i <= j && data.Less(a, j) {
			j--
		}
		if i > j {
			return i
		}
		data.Swap(i, j)
		i++
		j--
	}
}

func heapSort(data Interface, a, b int) {
	n := b - a
	for root := n/2 - 1; root >= 0; root-- {
		siftDown(data, a, root, n)
	}
	for last := n - 1; last > 0; last-- {
		data.Swap(a, a+last)
		siftDown(data, a, 0, last)
	}
}

// siftDown restores the heap in the n elements from a on, where only the one
// at root may be out of place.
func siftDown(data Interface, a, root, n int) {
	for {
		child := 2*root + 1
		if child >= n {
			return
		}
		if child+1 < n && data.Less(a+child, a+child+1) {
			child++
		}
		if !data.Less(a+root, a+child) {
			return
		}
		data.Swap(a+root, a+child)
		root = child
	}
}

// stable sorts blocks by insertion, and merges them in place: Kim and Kutzner,
// "Stable Minimum Storage Merging by Symmetric Comparisons" (2004).
func stable(data Interface, n int) {
	for a := 0; a < n; a += stableBlock {
		b := a + stableBlock
		if b > n {
			b = n
		}
		insertion(data, a, b)
	}
	for size := stableBlock; size < n; size *= 2 {
		for a := 0; a+size < n; a += 2 * size {
			b := a + 2*size
			if b > n {
				b = n
			}
			merge(data, a, a+size, b)
		}
	}
}

// merge merges the sorted ranges [a, m) and [m, b), neither of them empty.
func merge(data Interface, a, m, b int) {
	if m-a == 1 {
		// Move the one on the left behind all that are less than it.
		low, high := m, b
		for low < high {
			mid := int(uint(low+high) >> 1)
			if data.Less(mid, a) {
				low = mid + 1
			} else {
				high = mid
			}
		}
		for ; a < low-1; a++ {
			data.Swap(a, a+1)
		}
		return
	}
	if b-m == 1 {
		// Move the one on the right before all that are greater than it.
		low, high := a, m
		for low < high {
			mid := int(uint(low+high) >> 1)
			if data.Less(m, mid) {
				high = mid
			} else {
				low = mid + 1
			}
		}
		for ; m > low; m-- {
			data.Swap(m, m-1)
		}
		return
	}
	// Find the cut on the left whose mirror image, seen from the middle of
	// the whole, is the fitting cut on the right.
	middle := int(uint(a+b) >> 1)
	low, high := a, m
	if m > middle {
		low, high = middle+m-b, middle
	}
	mirror := middle + m - 1
	for low < high {
		cut := int(uint(low+high) >> 1)
		if data.Less(mirror-cut, cut) {
			high = cut
		} else {
			low = cut + 1
		}
	}
	end := middle + m - low
	if low < m && m < end {
		rotate(data, low, m, end)
	}
	if a < low && low < middle {
		merge(data, a, low, middle)
	}
	if middle < end && end < b {
		merge(data, middle, end, b)
	}
}

// rotate exchanges the adjacent ranges [a, m) and [m, b), by swapping blocks of
// the length of the shorter until both are equal.
func rotate(data Interface, a, m, b int) {
	left, right := m-a, b-m
	for left != right {
		if left > right {
			swapBlocks(data, m-left, m, right)
			left -= right
		} else {
			swapBlocks(data, m-left, m+right-left, left)
			right -= left
		}
	}
	swapBlocks(data, m-left, m, left)
}

func swapBlocks(data Interface, a, b, n int) {
	for i := 0; i < n; i++ {
		data.Swap(a+i, b+i)
	}
}

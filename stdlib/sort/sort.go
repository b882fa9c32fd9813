// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package sort sorts slices and collections, and searches in sorted ones.
//
// Sorting is quicksort that falls back to heapsort when it makes no progress,
// and sees runs that are sorted or reversed already (the idea of introsort and
// pdqsort: Musser 1997, Peters 2021). There are copies of it for each kind of
// data, so that a comparison of two ints is not a call: interface.go is the
// source of zfunc.go, int.go that of zfloat64.go and zstring.go. Run
// tools/gen_sort.py after a change.
package sort

// An Interface is a collection that can be sorted; elements are named by their
// index.
type Interface interface {
	// Len returns the number of elements.
	Len() int

	// Less reports whether element i must come before element j. It must be
	// a strict weak ordering; elements of which neither is less are equal,
	// and stay in their order in Stable only. Note that < on floats with NaNs
	// is not such an ordering: see Float64Slice.
	Less(i, j int) bool

	// Swap exchanges elements i and j.
	Swap(i, j int)
}

// lessSwap is Interface for the Func variants: the same names, as fields.
type lessSwap struct {
	Less func(i, j int) bool
	Swap func(i, j int)
}

// How many elements are left to insertion sort.
const smallSort = 12

// The length of the blocks that Stable sorts before it merges.
const stableBlock = 20

// maxDepth is how many bad partitions a quicksort of n elements may make.
func maxDepth(n int) int {
	depth := 0
	for ; n > 0; n >>= 1 {
		depth += 2
	}
	return depth
}

// Sort sorts data in ascending order as Less says. It makes O(n*log(n)) calls
// of Less and Swap. Equal elements may change places.
func Sort(data Interface) {
	n := data.Len()
	if n > 1 && !sortedRun(data, n) {
		quick(data, 0, n, maxDepth(n))
	}
}

// Stable sorts data and keeps equal elements in their order. It makes
// O(n*log(n)) calls of Less and O(n*log(n)*log(n)) of Swap.
func Stable(data Interface) { stable(data, data.Len()) }

// IsSorted reports whether data is sorted.
func IsSorted(data Interface) bool {
	for i := data.Len() - 1; i > 0; i-- {
		if data.Less(i, i-1) {
			return false
		}
	}
	return true
}

// Reverse returns data with its order reversed, for use with Sort.
func Reverse(data Interface) Interface { return &reversed{data} }

type reversed struct{ Interface }

func (r reversed) Less(i, j int) bool { return r.Interface.Less(j, i) }

// Slice sorts the slice x as less says, which is given two indexes. It panics
// if x is not a slice. Equal elements may change places.
func Slice(x any, less func(i, j int) bool) {
	swap, n := swapper(x)
	data := lessSwap{less, swap}
	if n > 1 && !sortedRunFunc(data, n) {
		quickFunc(data, 0, n, maxDepth(n))
	}
}

// SliceStable is Slice, but keeps equal elements in their order.
func SliceStable(x any, less func(i, j int) bool) {
	swap, n := swapper(x)
	stableFunc(lessSwap{less, swap}, n)
}

// SliceIsSorted reports whether the slice x is sorted as less says. It panics
// if x is not a slice.
func SliceIsSorted(x any, less func(i, j int) bool) bool {
	_, n, _ := sliceOf(x)
	if n < 0 {
		panic("reflect: call of reflect.Value.Len on a Value that is not a slice")
	}
	for i := n - 1; i > 0; i-- {
		if less(i, i-1) {
			return false
		}
	}
	return true
}

// Ints sorts x in ascending order.
func Ints(x []int) { sortInts(x) }

// Float64s sorts x in ascending order; NaNs come first.
func Float64s(x []float64) {
	// Without NaNs, < is all that is needed to compare.
	k := 0
	for i, v := range x {
		if v != v {
			x[i], x[k] = x[k], v
			k++
		}
	}
	sortFloat64s(x[k:])
}

// Strings sorts x in ascending order, byte by byte.
func Strings(x []string) { sortStrings(x) }

// IntsAreSorted reports whether x is sorted in ascending order.
func IntsAreSorted(x []int) bool {
	for i := len(x) - 1; i > 0; i-- {
		if x[i] < x[i-1] {
			return false
		}
	}
	return true
}

// Float64sAreSorted reports whether x is sorted in ascending order, NaNs
// first.
func Float64sAreSorted(x []float64) bool { return IsSorted(Float64Slice(x)) }

// StringsAreSorted reports whether x is sorted in ascending order.
func StringsAreSorted(x []string) bool {
	for i := len(x) - 1; i > 0; i-- {
		if x[i] < x[i-1] {
			return false
		}
	}
	return true
}

// IntSlice is a []int that sorts in ascending order.
type IntSlice []int

func (x IntSlice) Len() int           { return len(x) }
func (x IntSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x IntSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x IntSlice) Sort() { Sort(x) }

// Float64Slice is a []float64 that sorts in ascending order, with NaNs before
// all others.
type Float64Slice []float64

func (x Float64Slice) Len() int { return len(x) }

// Less implements Interface: x[i] < x[j], or only x[i] is NaN.
func (x Float64Slice) Less(i, j int) bool {
	return x[i] < x[j] || x[i] != x[i] && x[j] == x[j]
}

func (x Float64Slice) Swap(i, j int) { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x Float64Slice) Sort() { Sort(x) }

// StringSlice is a []string that sorts in ascending order.
type StringSlice []string

func (x StringSlice) Len() int           { return len(x) }
func (x StringSlice) Less(i, j int) bool { return x[i] < x[j] }
func (x StringSlice) Swap(i, j int)      { x[i], x[j] = x[j], x[i] }

// Sort sorts x.
func (x StringSlice) Sort() { Sort(x) }

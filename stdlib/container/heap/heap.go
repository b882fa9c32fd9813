// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package heap keeps a collection ordered so that its least element, number 0,
// is always at hand: a binary heap, in which the children 2*i+1 and 2*i+2 of
// element i are not less than it.
package heap

import "sort"

// An Interface is a collection that can be a heap. Push and Pop are for the
// functions of this package: Push adds x as element Len(), Pop removes and
// returns element Len()-1. To add to a heap, call heap.Push.
type Interface interface {
	sort.Interface
	Push(x any)
	Pop() any
}

// Init makes h a heap. It takes time proportional to h.Len().
func Init(h Interface) {
	n := h.Len()
	for i := n/2 - 1; i >= 0; i-- {
		down(h, i, n)
	}
}

// Push adds x to the heap h.
func Push(h Interface, x any) {
	h.Push(x)
	up(h, h.Len()-1)
}

// Pop removes the least element of the heap h and returns it.
func Pop(h Interface) any {
	last := h.Len() - 1
	h.Swap(0, last)
	down(h, 0, last)
	return h.Pop()
}

// Remove removes element i of the heap h and returns it.
func Remove(h Interface, i int) any {
	last := h.Len() - 1
	if i != last {
		h.Swap(i, last)
		if !down(h, i, last) {
			up(h, i)
		}
	}
	return h.Pop()
}

// Fix restores the heap h after element i has changed.
func Fix(h Interface, i int) {
	if !down(h, i, h.Len()) {
		up(h, i)
	}
}

// up moves element i up to where its parent is not greater.
func up(h Interface, i int) {
	for i > 0 {
		parent := (i - 1) / 2
		if !h.Less(i, parent) {
			return
		}
		h.Swap(i, parent)
		i = parent
	}
}

// down moves element i of the first n down to where no child is less, and
// reports whether it moved.
func down(h Interface, i, n int) bool {
	start := i
	for {
		child := 2*i + 1
		if child >= n || child < 0 { // overflow
			return i != start
		}
		if child+1 < n && h.Less(child+1, child) {
			child++
		}
		if !h.Less(child, i) {
			return i != start
		}
		h.Swap(i, child)
		i = child
	}
}

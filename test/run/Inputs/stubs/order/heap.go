package order

import "container/heap"

// Heap wraps an unexported generic type that another package's interface takes.
type Heap[T any] struct{ in *inner[T] }

type inner[T any] struct {
	less func(T, T) bool
	xs   []T
}

func (h *inner[T]) Len() int           { return len(h.xs) }
func (h *inner[T]) Less(i, j int) bool { return h.less(h.xs[i], h.xs[j]) }
func (h *inner[T]) Swap(i, j int)      { h.xs[i], h.xs[j] = h.xs[j], h.xs[i] }
func (h *inner[T]) Push(x any)         { h.xs = append(h.xs, x.(T)) }
func (h *inner[T]) Pop() any {
	n := len(h.xs) - 1
	x := h.xs[n]
	h.xs = h.xs[:n]
	return x
}

func NewHeap[T any](less func(T, T) bool) *Heap[T] { return &Heap[T]{&inner[T]{less: less}} }

//go:noinline
func (h *Heap[T]) Push(x T) { heap.Push(h.in, x) }
func (h *Heap[T]) Pop() T   { return heap.Pop(h.in).(T) }

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package ring is a circular list.
package ring

// A Ring is an element of a ring, and stands for the whole ring: it has no
// beginning or end. A nil *Ring is an empty ring; the zero value a ring of one
// element with a nil Value.
type Ring struct {
	Value      any // for the user
	next, prev *Ring
}

// links makes the zero value a ring of one.
func (r *Ring) links() *Ring {
	if r.next == nil {
		r.next = r
		r.prev = r
	}
	return r
}

// New returns a ring of n elements.
func New(n int) *Ring {
	if n <= 0 {
		return nil
	}
	r := new(Ring).links()
	for ; n > 1; n-- {
		r.Link(new(Ring))
	}
	return r
}

// Next returns the next element. r must not be empty.
func (r *Ring) Next() *Ring { return r.links().next }

// Prev returns the previous element. r must not be empty.
func (r *Ring) Prev() *Ring { return r.links().prev }

// Move goes n elements on, or back if n < 0. r must not be empty.
func (r *Ring) Move(n int) *Ring {
	r.links()
	for ; n < 0; n++ {
		r = r.prev
	}
	for ; n > 0; n-- {
		r = r.next
	}
	return r
}

// Link makes s the next element of r and returns what was the next before. r
// must not be empty. If the rings are not the same, that makes them one: the
// elements of s stand behind r. If they are, it removes the elements between
// r and s, and the result is the ring of those; it is r.Next() still if there
// were none.
func (r *Ring) Link(s *Ring) *Ring {
	next := r.Next()
	if s != nil {
		last := s.Prev()
		r.next = s
		s.prev = r
		next.prev = last
		last.next = next
	}
	return next
}

// Unlink removes the n % r.Len() elements behind r, and returns them as a ring.
// r must not be empty.
func (r *Ring) Unlink(n int) *Ring {
	if n <= 0 {
		return nil
	}
	return r.Link(r.Move(n + 1))
}

// Len returns the number of elements. It takes time proportional to that.
func (r *Ring) Len() int {
	n := 0
	r.Do(func(any) { n++ })
	return n
}

// Do calls f with the Value of each element, from r on. f must not change the
// ring.
func (r *Ring) Do(f func(any)) {
	if r == nil {
		return
	}
	f(r.Value)
	for p := r.Next(); p != r; p = p.next {
		f(p.Value)
	}
}

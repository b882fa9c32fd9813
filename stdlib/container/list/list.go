// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package list is a doubly linked list.
//
//	for e := l.Front(); e != nil; e = e.Next() {
//		// e.Value
//	}
package list

// An Element is an element of a list.
type Element struct {
	// Value is what the list is of.
	Value any

	next, prev *Element
	list       *List // nil: in no list
}

// Next returns the element after e, or nil.
func (e *Element) Next() *Element {
	if e.list == nil || e.next == &e.list.root {
		return nil
	}
	return e.next
}

// Prev returns the element before e, or nil.
func (e *Element) Prev() *Element {
	if e.list == nil || e.prev == &e.list.root {
		return nil
	}
	return e.prev
}

// A List is a list. The zero value is empty and ready to use.
//
// root closes the ring of elements: it is before the first and after the last.
type List struct {
	root Element
	len  int
}

// New returns an empty list.
func New() *List { return new(List).Init() }

// Init makes l empty.
func (l *List) Init() *List {
	l.root.next = &l.root
	l.root.prev = &l.root
	l.len = 0
	return l
}

func (l *List) lazyInit() {
	if l.root.next == nil {
		l.Init()
	}
}

// Len returns the number of elements.
func (l *List) Len() int { return l.len }

// Front returns the first element, or nil.
func (l *List) Front() *Element {
	if l.len == 0 {
		return nil
	}
	return l.root.next
}

// Back returns the last element, or nil.
func (l *List) Back() *Element {
	if l.len == 0 {
		return nil
	}
	return l.root.prev
}

func link(e, at *Element) {
	e.prev = at
	e.next = at.next
	e.prev.next = e
	e.next.prev = e
}

func unlink(e *Element) {
	e.prev.next = e.next
	e.next.prev = e.prev
}

// insert puts v behind at.
func (l *List) insert(v any, at *Element) *Element {
	e := &Element{Value: v, list: l}
	link(e, at)
	l.len++
	return e
}

// move puts e behind at.
func (l *List) move(e, at *Element) {
	if e == at {
		return
	}
	unlink(e)
	link(e, at)
}

// Remove takes e out of l, if it is in it, and returns e.Value.
func (l *List) Remove(e *Element) any {
	if e.list == l {
		unlink(e)
		e.next = nil
		e.prev = nil
		e.list = nil
		l.len--
	}
	return e.Value
}

// PushFront puts a new element with value v before all others.
func (l *List) PushFront(v any) *Element {
	l.lazyInit()
	return l.insert(v, &l.root)
}

// PushBack puts a new element with value v behind all others.
func (l *List) PushBack(v any) *Element {
	l.lazyInit()
	return l.insert(v, l.root.prev)
}

// InsertBefore puts a new element with value v before mark. It returns nil if
// mark is not in l.
func (l *List) InsertBefore(v any, mark *Element) *Element {
	if mark.list != l {
		return nil
	}
	return l.insert(v, mark.prev)
}

// InsertAfter puts a new element with value v behind mark. It returns nil if
// mark is not in l.
func (l *List) InsertAfter(v any, mark *Element) *Element {
	if mark.list != l {
		return nil
	}
	return l.insert(v, mark)
}

// MoveToFront makes e the first element, if it is in l.
func (l *List) MoveToFront(e *Element) {
	if e.list == l && l.root.next != e {
		l.move(e, &l.root)
	}
}

// MoveToBack makes e the last element, if it is in l.
func (l *List) MoveToBack(e *Element) {
	if e.list == l && l.root.prev != e {
		l.move(e, l.root.prev)
	}
}

// MoveBefore moves e before mark, if both are in l and not the same.
func (l *List) MoveBefore(e, mark *Element) {
	if e.list == l && mark.list == l && e != mark {
		l.move(e, mark.prev)
	}
}

// MoveAfter moves e behind mark, if both are in l and not the same.
func (l *List) MoveAfter(e, mark *Element) {
	if e.list == l && mark.list == l && e != mark {
		l.move(e, mark)
	}
}

// PushBackList puts copies of the elements of other behind all others. The
// lists may be the same.
func (l *List) PushBackList(other *List) {
	l.lazyInit()
	e := other.Front()
	for n := other.Len(); n > 0; n-- {
		l.insert(e.Value, l.root.prev)
		e = e.Next()
	}
}

// PushFrontList puts copies of the elements of other before all others, in
// their order. The lists may be the same.
func (l *List) PushFrontList(other *List) {
	l.lazyInit()
	e := other.Back()
	for n := other.Len(); n > 0; n-- {
		l.insert(e.Value, &l.root)
		e = e.Prev()
	}
}

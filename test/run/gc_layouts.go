// RUN: env GOGC=20 %run %s && env GOGC=20 GODEBUG=gccheck=1,gcconcurrent=1 %run %s
//
// Objects are looked at by the layout of their type: an integer that is an address keeps nothing, a pointer in any place does.
package main

import (
	"fmt"
	"runtime"
	"sync/atomic"
	"unsafe"
)

type thing struct{ id, twice int }

type record struct {
	numbers [4]uintptr
	left    *thing
	name    string
	flags   [5]uintptr
	right   any
	f       func() int
	more    []*thing
}

type wide struct {
	pad   [60]uintptr
	name  string
	inner [2]struct {
		n int
		p *thing
	}
}

var freed atomic.Int64

func hidden(n int) uintptr {
	t := &thing{n, 2 * n}
	runtime.SetFinalizer(t, func(*thing) { freed.Add(1) })
	return uintptr(unsafe.Pointer(t))
}

func check(what string, t *thing, id int) {
	if t.id != id || t.twice != 2*id {
		fmt.Println(what, "lost", id, *t)
	}
}

//go:noinline
func records(n int) []*record {
	var rs []*record
	for i := range n {
		r := &record{left: &thing{i, 2 * i}, name: fmt.Sprint("record ", i), right: &thing{i + 1, 2*i + 2}}
		t := &thing{i + 2, 2*i + 4}
		r.f = func() int { return t.twice - t.id }
		r.more = append(r.more, &thing{i + 3, 2*i + 6}, &thing{i + 4, 2*i + 8})
		for k := range r.numbers {
			r.numbers[k] = hidden(i)
		}
		for k := range r.flags {
			r.flags[k] = hidden(i)
		}
		rs = append(rs, r)
	}
	return rs
}

func main() {
	const n = 3000
	rs := records(n)
	ws := make([]wide, 100)
	for i := range ws {
		ws[i].name = fmt.Sprint("wide ", i)
		ws[i].inner[1].p = &thing{i, 2 * i}
	}
	byName := map[string]record{}
	for i := range 500 {
		byName[fmt.Sprint(i)] = record{left: &thing{i, 2 * i}, name: fmt.Sprint("entry ", i)}
	}
	c := make(chan record, 100)
	for i := range cap(c) {
		c <- record{left: &thing{i, 2 * i}, name: fmt.Sprint("sent ", i)}
	}
	for range 10 {
		runtime.GC()
	}
	for i, r := range rs {
		check("left", r.left, i)
		check("right", r.right.(*thing), i+1)
		check("more", r.more[0], i+3)
		check("more", r.more[1], i+4)
		if r.f() != i+2 || r.name != fmt.Sprint("record ", i) {
			fmt.Println("lost", i, r.f(), r.name)
		}
	}
	for i, w := range ws {
		check("wide", w.inner[1].p, i)
		if w.name != fmt.Sprint("wide ", i) {
			fmt.Println("lost", w.name)
		}
	}
	for i := range 500 {
		e := byName[fmt.Sprint(i)]
		check("entry", e.left, i)
		if e.name != fmt.Sprint("entry ", i) {
			fmt.Println("lost", e.name)
		}
	}
	for i := range cap(c) {
		r := <-c
		check("sent", r.left, i)
		if r.name != fmt.Sprint("sent ", i) {
			fmt.Println("lost", r.name)
		}
	}
	// The first few objects of a type may be looked at word by word.
	fmt.Println("nearly all that only integers led to are gone:", freed.Load() > 9*n*8/10)
}

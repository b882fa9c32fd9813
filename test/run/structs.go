// RUN: %run %s
// Structs: values, comparison, embedding, anonymous types, conversion, recursion.
package main

import "fmt"

type vec struct{ x, y float64 }
type line struct{ from, to vec }
type tagged struct {
	A int `json:"a"`
	B string
	_ int
}
type list struct {
	val  int
	next *list
}
type tree struct {
	left, right *tree
	key         string
}

func (t *tree) insert(k string) *tree {
	if t == nil {
		return &tree{key: k}
	}
	switch {
	case k < t.key:
		t.left = t.left.insert(k)
	case k > t.key:
		t.right = t.right.insert(k)
	}
	return t
}
func (t *tree) walk(f func(string)) {
	if t != nil {
		t.left.walk(f)
		f(t.key)
		t.right.walk(f)
	}
}

type animal struct {
	name string
	legs int
}

func (a animal) describe() string { return fmt.Sprint(a.name, " has ", a.legs) }

type dog struct {
	animal
	breed string
}
type empty struct{}

func modify(v vec) vec   { v.x = 99; return v }
func pmodify(v *vec)     { v.x = 99 }
func give() (v vec)      { v.y = 5; return }
func points() []vec      { return []vec{{1, 2}, {3, 4}} }
func ptrs() map[int]*vec { return map[int]*vec{1: {5, 6}} }

func main() {
	v := vec{1, 2}
	w := v
	w.x = 10
	fmt.Println(v, w, modify(v), v, v == w, v == vec{1, 2})
	pmodify(&v)
	fmt.Printf("%v %+v %#v %T\n", v, v, v, v)
	l := line{to: vec{y: 3}}
	l.from.x++
	k := l
	k.to.y = 0
	fmt.Println(l, k, l == k, give().y)
	pl := &l
	pl.to = vec{7, 8}
	px := &pl.to.x
	*px = 70
	fmt.Printf("%+v %v\n", l, *pl)
	t := tagged{A: 1, B: "b"}
	fmt.Printf("%+v %v\n", t, t == tagged{A: 1, B: "b"})

	var head *list
	for i := range 4 {
		head = &list{i, head}
	}
	for n := head; n != nil; n = n.next {
		fmt.Print(n.val, " ")
	}
	head.next.next = nil
	fmt.Println(head.next.next == nil)
	var root *tree
	for _, s := range []string{"m", "c", "x", "a", "d", "z", "m"} {
		root = root.insert(s)
	}
	root.walk(func(s string) { fmt.Print(s, " ") })
	fmt.Println()

	d := dog{animal{"rex", 4}, "mutt"}
	d.legs--
	fmt.Println(d.describe(), d.name, d.animal.name, d)
	anon := struct {
		a int
		b []string
	}{1, []string{"x"}}
	anon2 := anon
	anon2.b[0] = "shared"
	anon2.a = 2
	fmt.Println(anon, anon2)
	type other struct{ x, y float64 }
	o := other(v)
	fmt.Println(o, vec(o) == v)
	var same struct{ x, y float64 } = v
	fmt.Println(same)
	fmt.Println(empty{} == empty{}, empty{}, [2]empty{})
	ps := points()
	ps[0].x = 100
	for _, p := range ps {
		p.x = 0
	}
	for i := range ps {
		ps[i].y *= 2
	}
	fmt.Println(ps, ptrs()[1].x, points()[1].y)
	ifs := []any{vec{1, 2}, &v, l}
	fmt.Println(ifs[0] == any(vec{1, 2}), ifs[1] == any(&v), ifs[1].(*vec).x)
	mp := map[vec]string{{1, 2}: "a"}
	fmt.Println(mp[vec{1, 2}], mp[vec{2, 1}] == "")
	np := new(vec)
	np.x = 3
	*np, v = v, *np
	fmt.Println(*np, v)
	n5 := new(5)
	*n5++
	fmt.Println(*n5)
	cmp := struct {
		a any
		s string
		f float64
	}{1, "s", 2}
	cmp2 := cmp
	fmt.Println(cmp == cmp2)
	cmp2.a = "1"
	fmt.Println(cmp == cmp2)
	fn := struct{ f func(int) int }{func(i int) int { return i * 2 }}
	fmt.Println(fn.f(21))
	deep := struct{ in struct{ in struct{ v int } } }{}
	deep.in.in.v = 4
	q := &deep.in
	q.in.v++
	fmt.Println(deep)
	var pp **vec
	pv := &v
	pp = &pv
	(*pp).x = -1
	(**pp).y = -2
	fmt.Println(v)
}

// RUN: %run %s
// Arrays are values; slices share them.
package main

import "fmt"

type matrix [2][3]int

func change(a [3]int) [3]int { a[0] = 100; return a }
func (m matrix) transposed() (t [3][2]int) {
	for i, row := range m {
		for j, v := range row {
			t[j][i] = v
		}
	}
	return
}
func (m *matrix) set(i, j, v int) { m[i][j] = v }

type node struct {
	kids [2]*node
	vals [3]int
}

func main() {
	a := [3]int{1, 2, 3}
	b := a
	b[1] = 20
	c := change(a)
	fmt.Println(a, b, c, a == b, a == [3]int{1, 2, 3}, a != c)
	p := &a
	p[2] = 30
	fmt.Println(a, len(p), cap(p[:2]), *p)
	for i := range p {
		p[i]++
	}
	d := [...]string{2: "two", 0: "zero", 4: "four"}
	fmt.Println(len(d), d, fmt.Sprintf("%q", d))
	var m matrix
	m.set(1, 2, 5)
	m[0] = [3]int{7, 8, 9}
	n := m
	n[0][0] = 0
	fmt.Println(m, n, m.transposed(), m == n)
	s := a[:]
	s[0] = -1
	t := s[1:2]
	fmt.Println(a, len(t), cap(t), t[:2])
	t = append(t, 77) // still in a
	fmt.Println(a, t)
	t = append(t, 78) // no longer
	t[0] = 0
	fmt.Println(a, t)
	u := s[0:1:1]
	u = append(u, 5)
	u[0] = 6
	fmt.Println(a, u, cap(s[1:1:2]))
	f := func(x [2]node) { x[0].vals[0] = 9; x[0].kids[0].vals[0] = 9 }
	ns := [2]node{{kids: [2]*node{{}, nil}}}
	f(ns)
	fmt.Println(ns[0].vals, ns[0].kids[0].vals, ns[0].kids[1] == nil)

	var nilSlice []int
	empty := []int{}
	fmt.Println(nilSlice == nil, empty == nil, len(nilSlice), nilSlice, append(nilSlice, 1), nilSlice[:0] == nil, empty[0:] == nil)
	x := make([]int, 2, 10)
	y := append(x, 1)
	z := append(x, 2)
	fmt.Println(x, y, z, x[:4])
	copy(x[1:], []int{5, 6, 7})
	fmt.Println(x, copy(x, x[1:]), x)
	over := []int{1, 2, 3, 4, 5}
	copy(over[2:], over)
	fmt.Println(over)
	over = append(over[:1], over[3:]...)
	fmt.Println(over, len(over), cap(over))
	over = append(over, over...)
	fmt.Println(over)
	ar := [3]int(over)
	pa := (*[2]int)(over)
	pa[0] = 1000
	fmt.Println(ar, over[0], len(pa))
	pp := [][]int{{1}, {2, 3}, nil, {}}
	pp[0] = append(pp[0], 9)
	fmt.Println(pp, len(pp[2]))
	aa := [2][]int{{1}, {2}}
	bb := aa
	bb[0][0] = 50
	fmt.Println(aa)
	mp := map[string][2]int{"k": {1, 2}}
	v := mp["k"]
	v[0] = 9
	fmt.Println(mp, v, mp["k"][1])
	var i any = a
	a[0] = 12345
	fmt.Println(i.([3]int)[0], i == any(a))
	var zero [0]int
	fmt.Println(len(zero), zero, [0]int{} == zero)
	bytes := [4]byte{'a', 'b'}
	fmt.Println(string(bytes[:2]), bytes)
	clear(x)
	clear(over[1:2])
	fmt.Println(x, over)
	idx := 2
	func() {
		defer func() { fmt.Println(recover()) }()
		idx += 5
		a[idx] = 1
	}()
	type grid [3][3]rune
	var g grid
	for i := range g {
		for j := range g[i] {
			g[i][j] = rune('a' + i*3 + j)
		}
	}
	for _, row := range g {
		fmt.Print(string(row[:]), " ")
	}
	fmt.Println()
	big := [100]int{50: 1, 99: 2}
	sum := 0
	for _, v := range big {
		sum += v
	}
	fmt.Println(sum, len(big))
}

// RUN: %run %s
// Method sets, method values and expressions, embedding and promotion.
package main

import "fmt"

type point struct{ x, y int }

func (p point) add(q point) point { return point{p.x + q.x, p.y + q.y} }
func (p *point) scale(k int)      { p.x *= k; p.y *= k }
func (p point) String() string    { return fmt.Sprintf("<%d,%d>", p.x, p.y) }

type named struct {
	point
	name string
}

type deep struct {
	*named
	extra int
}

func (d deep) add(k int) int { return d.extra + k }

type ints []int

func (s ints) sum() (n int) {
	for _, v := range s {
		n += v
	}
	return
}
func (s *ints) push(v int) { *s = append(*s, v) }

type celsius float64

func (c celsius) fahrenheit() float64 { return float64(c)*9/5 + 32 }

type op func(int, int) int

func (f op) twice(a, b int) int { return f(f(a, b), b) }

type adder interface{ add(point) point }

type logger interface{ log(string) }
type consoleLog struct{ prefix string }

func (l *consoleLog) log(s string) { fmt.Println(l.prefix + s) }

type service struct {
	logger
	adder
}

func (p *point) nilSafe() string {
	if p == nil {
		return "nil point"
	}
	return p.String()
}

func main() {
	p := point{1, 2}
	p.scale(3)
	(&p).scale(2)
	fmt.Println(p, &p, p.add(point{1, 1}))

	add := p.add // the receiver is copied now
	scale := p.scale
	p = point{100, 100}
	fmt.Println(add(point{}))
	scale(2)
	fmt.Println(p)

	f := point.add
	g := (*point).scale
	h := (*point).add // value methods are in the pointer's method set
	g(&p, 2)
	fmt.Println(f(p, p), h(&p, point{1, 1}))

	n := named{point{1, 2}, "n"}
	n.scale(5)
	fmt.Println(n, n.x, n.point.y, n.String())
	d := deep{&n, 7}
	d.scale(2)
	fmt.Println(d.x, d.name, d.add(1), d.named.add(point{1, 1}), d.named.point.add(point{}))
	d.x = -1
	fmt.Println(n.x)

	var s ints
	s.push(1)
	s.push(2)
	push := s.push
	push(39)
	fmt.Println(s, s.sum(), ints.sum(s), ints{5, 6}.sum())
	fmt.Println(celsius(100).fahrenheit(), op(func(a, b int) int { return a * b }).twice(2, 3))

	var a adder = n
	fmt.Println(a.add(point{1, 1}))
	af := adder.add
	fmt.Println(af(&p, point{}))
	bound := a.add
	a = nil
	fmt.Println(bound(point{2, 2}))

	svc := service{&consoleLog{"> "}, p}
	svc.log("hello")
	fmt.Println(svc.add(point{}))
	logf := svc.logger.log
	svc.logger = &consoleLog{"# "}
	logf("old")
	svc.log("new")

	var np *point
	fmt.Println(np.nilSafe())
	anon := struct {
		point
		z int
	}{point{1, 1}, 2}
	anon.scale(9)
	fmt.Println(anon, anon.add(point{}))
	arr := [2]point{{1, 2}, {3, 4}}
	arr[1].scale(10)
	ms := map[string]*point{"a": {5, 5}}
	ms["a"].scale(2)
	fmt.Println(arr, ms["a"], len(ms))
}

// RUN: %run %s
// What gc keeps off the heap stays off it: how many objects each of these makes.
package main

import (
	"bytes"
	"errors"
	"fmt"
	"runtime"
	"sort"
	"strconv"
	"strings"
	"sync/atomic"
)

var (
	short = []byte("hello")
	long  = []byte(strings.Repeat("hello ", 8))
	page  = strings.Repeat("hello ", 8)
	hello = "hello"
	world = "world!"
	some  = 3
	many  = 1000
	ages  = map[string]int{"hello": 1, "helloworld!": 2}
	byAny = map[any]int{1000: 1}
	sum   int
	sink  any
	text  string
)

type point struct{ x, y int }

func (p point) dist() int { return p.x + p.y }
func (p *point) move()    { p.x++ }

//go:noinline
func kind(x any) int {
	switch x := x.(type) {
	case int:
		return x
	case string:
		return len(x)
	case point:
		return x.x
	}
	return 0
}

//go:noinline
func kinds(xs ...any) (n int) {
	for _, x := range xs {
		n += kind(x)
	}
	return n
}

//go:noinline
func size(s string) int { return len(s) }

//go:noinline
func trim(s string) string { return strings.TrimSpace(s) }

//go:noinline
func same(x, y any) bool { return x == y }

//go:noinline
func first(b []byte) byte { return b[0] }

//go:noinline
func call(f func() int) int { return f() }

var cases = []struct {
	name string
	f    func()
}{
	{"string(b)", func() { s := string(short); sum += size(s) }},
	{"string(b), long", func() { s := string(long); sum += size(s) }},
	{"string(b), kept", func() { text = string(short) }},
	{"string(b) passed", func() { sum += size(string(short)) }},
	{"string(b) trimmed", func() { sum += len(trim(string(short))) }},
	{"string(b) kept by one", func() { text = trim(text) }},
	{"a + b", func() { s := hello + world; sum += size(s) }},
	{"a + b + c + d", func() { sum += size(hello + "," + world + "!") }},
	{"a + b, long", func() { sum += size(hello + page) }},
	{"len(a + b)", func() { sum += len(hello + world) }},
	{"a + b == c", func() { sink = hello+world == text }},
	{"m[a + b]", func() { sum += ages[hello+world] }},
	{"m[string(b)]", func() { sum += ages[string(short)] }},
	{"[]byte(s)", func() { b := []byte(hello); b[0] = 'x'; sum += int(first(b)) }},
	{"[]byte(s) passed", func() { sum += int(first([]byte(hello))) }},
	{"[]rune(s)", func() { r := []rune(hello); sum += len(r) + int(r[1]) }},
	{"string(runes)", func() { r := []rune(hello); sum += size(string(r[1:])) }},
	{"string(rune)", func() { sum += size(string(rune(many))) }},
	{"make([]int, n)", func() { s := make([]int, some); s[0] = 1; sum += len(s) }},
	{"make([]int, n), long", func() { s := make([]int, many); s[0] = 1; sum += len(s) }},
	{"make([]int, 10)", func() { s := make([]int, 10); s[some] = 1; sum += len(s) }},
	{"constant as any", func() { sink = "abc"; sink = 5000; sink = 2.5; sink = point{1, 2} }},
	{"small as any", func() { sink = some; sink = some == 3; sink = hello[1] }},
	{"variable as any", func() { sink = many }},
	{"int passed as any", func() { sum += kind(many) }},
	{"string passed as any", func() { sum += kind(hello) }},
	{"struct passed as any", func() { sum += kind(point{some, 2}) }},
	{"... as any", func() { sum += kinds(many, hello, point{1, some}, "abc") }},
	{"any on the frame", func() { var x any = many; sum += kind(x) }},
	{"x == 1000", func() { sink = same(many, some) }},
	{"m[any]", func() { sum += byAny[many] }},
	{"small map", func() { m := map[string]int{}; m["a"] = some; sum += m[hello] }},
	{"map literal", func() { m := map[string]int{"a": 1, "b": 2}; sum += m[hello] }},
	{"make of a small map", func() { m := make(map[int]bool); m[some] = true; sum += len(m) }},
	{"method value", func() { p := point{some, 2}; f := p.dist; sum += f() }},
	{"method value passed", func() { p := point{some, 2}; sum += call(p.dist) }},
	{"method value of a pointer", func() { p := &point{some, 2}; f := p.move; f(); sum += p.x }},
	{"closure passed", func() { k := some; sum += call(func() int { return k }) }},
	{"strings.Contains", func() {
		if strings.Contains(string(short), "ell") {
			sum++
		}
	}},
	{"bytes.Equal", func() {
		if bytes.Equal(short, []byte(hello)) {
			sum++
		}
	}},
	{"strings.Cut", func() { a, b, _ := strings.Cut(string(short), "l"); sum += len(a) + len(b) }},
	{"strconv.AppendInt", func() { var b [20]byte; sum += len(strconv.AppendInt(b[:0], int64(many), 10)) }},
	{"strconv.ParseFloat", func() { f, _ := strconv.ParseFloat(string(short[:0])+"1.5", 64); sum += int(f) }},
	{"atomic", func() { var n int64; atomic.AddInt64(&n, 2); sum += int(n) }},
	{"sort.Search", func() { sum += sort.Search(100, func(i int) bool { return i >= some }) }},
	{"fmt.Sprintf", func() { sum += len(fmt.Sprintf("%d %s", many, "abc")) }},
	{"fmt.Sprint of constants", func() { sum += len(fmt.Sprint("abc", 1000)) }},
	{"errors.New", func() { sink = errors.New("x") }},
	{"panic", func() {
		defer func() { recover() }()
		panic("x")
	}},
}

func main() {
	runtime.GOMAXPROCS(1)
	for _, c := range cases {
		c.f()
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		for range 20 {
			c.f()
		}
		runtime.ReadMemStats(&after)
		fmt.Printf("%-26s %d\n", c.name, (after.Mallocs-before.Mallocs)/20)
	}
}

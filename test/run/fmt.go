// Package fmt: verbs, flags, values of every kind, methods of operands, mistakes, scanning.
// RUN: %goloom run %s > %t && diff %S/Inputs/fmt.out %t

package main

import (
	"errors"
	"fmt"
	"io"
	"math"
	"os"
	"strings"
	"time"
	"unsafe"
)

type E int

func (e E) Error() string { return fmt.Sprintf("E%d", int(e)) }

type S struct {
	A int
	B string
	C []byte
	D map[string]int
	E error
	F func()
	G *S
	H any
	I [2]bool
	J chan int
	K struct{ X, y int }
	l float64
	M complex64
	N E
	O unsafe.Pointer
	P uintptr
	Q time.Duration
}
type F struct{ v int }

func (f F) Format(s fmt.State, c rune) {
	w, wok := s.Width()
	p, pok := s.Precision()
	fmt.Fprintf(s, "F<%c %d %v %d %v %v>", c, w, wok, p, pok, s.Flag('+'))
}

type G struct{}

func (G) GoString() string { return "G!" }

type PS struct{ n int }

func (p *PS) String() string { return fmt.Sprint("ps", p.n) }

type panicky struct{}

func (panicky) String() string { panic("boom") }

type nilp struct{ x int }

func (n nilp) String() string { return fmt.Sprint(n.x) }

type Rec struct {
	Name string
	Kids []*Rec
	M    map[string]Rec
}

func main() {
	s := S{A: 1, B: "b", C: []byte("cc"), D: map[string]int{"z": 1, "a": 2}, E: E(3), H: 4.5, I: [2]bool{true, false}, l: 1.5, M: 1 + 2i, N: 9, Q: time.Second}
	for _, f := range []string{"%v", "%+v", "%#v", "%T", "%d", "%s", "%x", "%q"} {
		fmt.Printf(f+"\n", s)
	}
	fmt.Printf("%v %+v\n", &s.K, &Rec{"r", []*Rec{nil}, map[string]Rec{"k": {Name: "q"}}})
	fmt.Printf("%+8.3v|%v|%x\n", F{1}, F{2}, F{3})
	fmt.Printf("%v %#v\n", G{}, G{})
	fmt.Println(&PS{3}, PS{4}, []*PS{}, []any{&PS{1}})
	fmt.Printf("%v\n", panicky{})
	var np *nilp
	fmt.Printf("%v %+v %s\n", np, np, np)
	fmt.Println(errors.New("x"), fmt.Errorf("w: %w", io.EOF), errors.Is(fmt.Errorf("w: %w", io.EOF), io.EOF))
	fmt.Printf("%T %T %T %T\n", errors.New("x"), fmt.Errorf("a"), fmt.Errorf("%w", io.EOF), errors.Join(io.EOF))
	fmt.Printf("%6.2f|%-8s|%08d|%+d|%x|%X|%o|%b|%c|%U|%e|%g|%t|%p\n", math.Pi, "ab", 42, 7, 255, 255, 8, 5, 'é', 'é', 1e10, 1e-7, true, nil)
	fmt.Printf("%5t|%-5t|%q|%#q|%+q|% x|%#x|% X\n", true, false, "a\nb", "raw", "é", "abc", "abc", []byte("xyz"))
	fmt.Printf("%[2]d %[1]d %d\n", 1, 2)
	fmt.Printf("%*d|%-*d|%.*f\n", 5, 1, 5, 2, 2, 3.14159)
	fmt.Printf("%d %s\n", "str", 5)
	fmt.Printf("%d\n")
	fmt.Printf("%d %d\n", 1, 2, 3)
	fmt.Printf("%!\n")
	fmt.Printf("%z\n", 3)
	fmt.Println(map[int]string{3: "c", 1: "a", 2: "b"}, map[float64]int{math.NaN(): 1, 2: 3})
	fmt.Println([]string{"a", "b"}, [][]int{{1}, {2, 3}}, []any{nil, 1, "x"}, struct{}{}, [3]byte{1, 2, 3}, []byte("hi"))
	fmt.Printf("%v %d %s %x %q\n", []byte("hi"), []byte("hi"), []byte("hi"), []byte("hi"), []byte("hi"))
	fmt.Printf("%#v %#v %#v %#v %#v %#v\n", []int{1}, map[string]bool{"a": true}, [2]string{"a", "b"}, []any{1, "a", nil}, struct{ A *int }{}, []byte{1})
	fmt.Printf("%#v %#v %#v %#v %#v\n", 1.0, "q", 'x', uint8(3), 1+2i)
	fmt.Printf("%#v %#v\n", int64(3), E(4))
	fmt.Printf("%v %v\n", time.Duration(1500)*time.Millisecond, []time.Duration{1, 1000})
	fmt.Printf("%T %T %T %T\n", main, func(a int, b ...string) (error, bool) { return nil, true }, make(<-chan []map[string]*S), struct {
		A int `x:"y"`
		io.Reader
	}{})
	fmt.Println(math.Inf(1), math.NaN(), -0.0, math.MaxInt64, uint64(math.MaxUint64), float32(0.1), 1e21, 1e20, 123456789.0)
	fmt.Printf("%v %v\n", struct {
		a any
		e error
	}{}, &struct{ a []int }{})
	var a, b int
	var c string
	n, err := fmt.Sscanf("10 20 abc", "%d %d %s", &a, &b, &c)
	fmt.Println(n, err, a, b, c)
	n, err = fmt.Sscan("1 2 x", &a, &b, &c)
	fmt.Println(n, err, a, b, c)
	n, err = fmt.Sscanf("zz", "%d", &a)
	fmt.Println(n, err)
	fmt.Fprintln(os.Stdout, strings.Repeat("=", 10))
	fmt.Print("a", 1, 2, "b", "c", 3.0, '\n', "\n")
	fmt.Printf("%08.3f|%+.2e|%-10.1f|% d|%x\n", 3.14159, 12345.678, 2.5, 5, 3.5)
	fmt.Printf("%s %v\n", error(nil), error(nil))
	fmt.Printf("%s\n", []error{E(1), nil})
	fmt.Printf("%v %s\n", []E{1, 2}, map[E]E{1: 2})
	fmt.Printf("%t %v\n", 1, complex(1, -2))
	fmt.Printf("%10v|%-10v|%010d\n", []int{1, 2}, "x", -5)
	fmt.Printf("%.3s|%.10s|%5.1q\n", "abcdef", "abc", "xyz")
}

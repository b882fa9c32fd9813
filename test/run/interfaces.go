// RUN: %run %s
// Interfaces: dynamic types, assertions, embedding, comparison, nil inside an interface.
package main

import (
	"errors"
	"fmt"
)

type reader interface{ read() string }
type writer interface{ write(string) }
type readWriter interface {
	reader
	writer
}

type file struct{ data []string }

func (f *file) read() string {
	if len(f.data) == 0 {
		return ""
	}
	s := f.data[0]
	f.data = f.data[1:]
	return s
}
func (f *file) write(s string) { f.data = append(f.data, s) }

type constant string

func (c constant) read() string { return string(c) }

type myErr struct{ code int }

func (e *myErr) Error() string { return fmt.Sprint("code ", e.code) }

func find(fail bool) error {
	var e *myErr
	if fail {
		e = &myErr{3}
	}
	return e // never a nil interface
}

func kind(x any) string {
	switch v := x.(type) {
	case nil:
		return "nil"
	case int, int64:
		return fmt.Sprintf("integer %v", v)
	case string:
		return "string of " + fmt.Sprint(len(v))
	case []int:
		return fmt.Sprint("slice ", len(v))
	case error:
		return "error " + v.Error()
	case fmt.Stringer:
		return "stringer"
	case func() int:
		return fmt.Sprint("func ", v())
	case reader:
		return "reader " + v.read()
	case struct{ a int }:
		return fmt.Sprint("struct ", v.a)
	case *int:
		return fmt.Sprint("pointer ", *v)
	case chan int:
		return "chan"
	default:
		return fmt.Sprintf("%T", v)
	}
}

type pair struct {
	a any
	b float64
}

func main() {
	var rw readWriter = &file{}
	rw.write("one")
	rw.write("two")
	var r reader = rw
	fmt.Println(r.read())
	w, ok := r.(writer)
	fmt.Println(w != nil, ok)
	r = constant("fixed")
	_, ok = r.(writer)
	fmt.Println(r.read(), ok)
	c, ok := r.(constant)
	fmt.Println(c, ok)

	fmt.Println(find(true), find(false) == nil, find(false) == (*myErr)(nil))
	var target *myErr
	fmt.Println(errors.As(fmt.Errorf("outer: %w", find(true)), &target), target.code)

	x := 5
	for _, v := range []any{nil, 1, int64(2), "abc", []int{1}, errors.New("e"), func() int { return 9 },
		constant("k"), struct{ a int }{4}, &x, make(chan int), 1.5, uint8(3), map[string]int{}, [2]bool{}, int32('x')} {
		fmt.Println(kind(v))
	}

	var a, b any = 1, 1
	fmt.Println(a == b, a == any(int64(1)), a != nil, a == 1)
	a, b = pair{1, 2}, pair{1, 2}
	fmt.Println(a == b, a == any(pair{"1", 2}))
	a, b = &x, &x
	fmt.Println(a == b)
	a, b = [2]string{"a", "b"}, [2]string{"a", "b"}
	fmt.Println(a == b)
	m := map[any]string{1: "int", int8(1): "int8", "1": "string", 1.0: "float", pair{nil, 0}: "pair", [1]int{1}: "array"}
	fmt.Println(m[1], m[int8(1)], m["1"], m[1.0], m[pair{}], m[[1]int{1}], len(m), m[uint(1)] == "")

	switch y := any(x).(type) {
	case float64, string:
		fmt.Println("not here", y)
	case int:
		y++
		fmt.Println(y, x)
	}
	var e1 interface{ Error() string } = errors.New("same")
	var e2 error = e1
	fmt.Println(e1 == e2)
	var rd reader = constant("k")
	fmt.Println(rd == constant("k"), rd == reader(constant("l")))
}

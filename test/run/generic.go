// The generic parts of sync, atomic, errors, strings and bytes.
// RUN: %goloom run %s > %t && diff %S/Inputs/generic.out %t

package main

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"sync"
	"sync/atomic"
)

type T struct{ a int }

type E struct{ s string }

func (e *E) Error() string { return e.s }

func main() {
	var p atomic.Pointer[T]
	fmt.Println(p.Load() == nil)
	p.Store(&T{3})
	fmt.Println(p.Load().a, p.CompareAndSwap(nil, nil), p.Swap(&T{4}).a, p.Load().a)
	f := sync.OnceValue(func() int { fmt.Println("once"); return 7 })
	fmt.Println(f(), f())
	g := sync.OnceValues(func() (int, string) { fmt.Println("once"); return 7, "x" })
	fmt.Println(g())
	fmt.Println(g())
	for l := range strings.Lines("a\nb\nc") {
		fmt.Printf("%q\n", l)
	}
	for l := range strings.SplitSeq("a,b,c", ",") {
		fmt.Printf("%q\n", l)
	}
	for l := range strings.FieldsSeq(" a b  c") {
		fmt.Printf("%q\n", l)
	}
	for l := range bytes.SplitAfterSeq([]byte("a,b,c"), []byte(",")) {
		fmt.Printf("%q\n", l)
	}
	for l := range bytes.FieldsFuncSeq([]byte("a,b,c"), func(r rune) bool { return r == ',' }) {
		fmt.Printf("%q\n", l)
	}
	e := fmt.Errorf("w: %w", &E{"hi"})
	x, ok := errors.AsType[*E](e)
	fmt.Println(x, ok)
	y, ok := errors.AsType[*fs.PathError](e)
	fmt.Println(y, ok)
	y, ok = errors.AsType[*fs.PathError](errors.Join(e, &fs.PathError{Op: "o", Path: "p", Err: fs.ErrExist}))
	fmt.Println(y, ok)
}

// RUN: %run %s

// What a program can learn of its own calls: functions, lines, inlined calls.
package main

import (
	"fmt"
	"log"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"strings"
)

func base(file string) string { return filepath.Base(file) }

func here() string {
	pc, file, line, ok := runtime.Caller(1)
	if !ok || !filepath.IsAbs(file) {
		return "nowhere"
	}
	return fmt.Sprint(runtime.FuncForPC(pc).Name(), " ", base(file), ":", line)
}

var literal = func() string { return here() }
var called = func() string {
	s := here()
	return s
}()
var table = map[string]func() string{
	"a": func() string { return here() },
	"b": func() string { return func() string { return here() }() },
}

type T struct{ x int }

func (t *T) Pointer() string { return here() }
func (t T) Value() string    { return here() }

type Embeds struct{ T }

type Valuer interface{ Value() string }

type List[E any] struct{ e E }

func (l *List[E]) Push(E) string { return here() }
func (l List[E]) Len() string    { return func() string { return here() }() }

func Map[A, B any](a A, b B) string { return here() }

func init() { fmt.Println(here()) }

func init() {
	func() { fmt.Println(here()) }()
}

func shows(s string) { fmt.Println(s, here()) }

func names() {
	fmt.Println(literal())
	fmt.Println(called)
	fmt.Println(table["a"](), table["b"]())
	t := T{1}
	fmt.Println(t.Pointer(), t.Value(), (&t).Value())
	fmt.Println(Embeds{t}.Value(), Valuer(Embeds{t}).Value(), T.Value(t), (*T).Pointer(&t))
	bound := t.Value
	fmt.Println(bound())
	fmt.Println((&List[int]{}).Push(1), List[string]{}.Len(), Map(1, "a"))
	outer := func() {
		inner := func() {
			fmt.Println(here())
			func() { fmt.Println(here()) }()
		}
		inner()
	}
	outer()
	for i := range each {
		fmt.Println(i, here())
		func() { fmt.Println(here()) }()
	}
	done := make(chan bool)
	go func() {
		fmt.Println(here())
		done <- true
	}()
	<-done
	go func(n int) {
		fmt.Println(n, here())
		done <- true
	}(1)
	<-done
	func() {
		defer shows("deferred")
		defer func() { fmt.Println(here()) }()
	}()
}

func each(yield func(int) bool) { yield(1) }

func lines() {
	fmt.Println(
		here(),
		here(), Map(
			here(), 1))
	s := here() +
		" " +
		here()
	fmt.Println(s)
	for i := 0; i < 2; i++ {
		if i == 0 {
			s = here()
		} else {
			s = here()
		}
		fmt.Println(s)
	}
//line elsewhere.go:1000
	fmt.Println(here())
//line caller.go:121
}

// Frames of Callers: one a call, whether inlined or not.
func frames(skip int) {
	pcs := make([]uintptr, 20)
	pcs = pcs[:runtime.Callers(skip, pcs)]
	fs := runtime.CallersFrames(pcs)
	for {
		f, more := fs.Next()
		if f.Function == "runtime.main" || f.Function == "" {
			break
		}
		line := f.Line
		if strings.HasPrefix(f.Function, "runtime.") {
			line = 0
		}
		fmt.Println("\t", f.Function, line)
		if !more {
			break
		}
	}
}

func small(skip int)      { smaller(skip) }
func smaller(skip int)    { func() { frames(skip) }() }
func (t *T) frames(n int) { small(n) }
func generic[X any](x X)  { new(T).frames(any(x).(int)) }
func recursive(n, skip int) {
	if n == 0 {
		small(skip)
		return
	}
	recursive(n-1, skip)
}

func stacks() {
	text := string(debug.Stack())
	for _, line := range strings.Split(text, "\n") {
		if strings.HasPrefix(line, "\t") {
			line = "\t" + base(strings.Fields(line)[0])
			if strings.HasPrefix(line, "\tstack.go:") || strings.HasPrefix(line, "\tdebug.go:") {
				line = "\tof debug"
			}
		}
		fmt.Println(line)
	}
	var small [30]byte
	n := runtime.Stack(small[:], false)
	fmt.Printf("%d %q\n", n, small[:n])
	wait, done := make(chan bool), make(chan bool)
	go func() {
		done <- true
		<-wait
	}()
	<-done
	runtime.Gosched()
	big := make([]byte, 1<<16)
	all := string(big[:runtime.Stack(big, true)])
	fmt.Println(strings.Contains(all, "[chan receive]:\nmain.stacks.func1()\n"),
		strings.Contains(all, "created by main.stacks in goroutine 1\n"))
	close(wait)
}

func main() {
	names()
	lines()
	for skip := 0; skip < 5; skip++ {
		fmt.Println(skip)
		generic(skip)
	}
	recursive(2, 1)
	stacks()
	log.SetFlags(log.Lshortfile)
	log.SetOutput(os.Stdout)
	log.Println("logged")
	log.New(os.Stdout, "> ", log.Lshortfile|log.Lmsgprefix).Print("logged")
	fmt.Println(runtime.FuncForPC(0) == nil)
	_, _, _, ok := runtime.Caller(100)
	fmt.Println(ok)
}

// What a crash shows: functions, absolute files and lines, inlined calls, other goroutines.
//
// RUN: %goloom build -o %t %s
// RUN: not %t index 2>&1 | FileCheck --check-prefix=INDEX %s
// RUN: not %t nil 2>&1 | FileCheck --check-prefix=NIL %s
// RUN: not %t divide 2>&1 | FileCheck --check-prefix=DIVIDE %s
// RUN: not %t either 1 2>&1 | FileCheck --check-prefixes=EITHER,ONE %s
// RUN: not %t either 2 2>&1 | FileCheck --check-prefixes=EITHER,TWO %s
// RUN: not %t nested 2>&1 | FileCheck --check-prefix=NESTED %s
// RUN: not %t deep 2>&1 | FileCheck --check-prefix=DEEP %s
// RUN: not %t goroutine 2>&1 | FileCheck --check-prefix=GOROUTINE %s
// RUN: not %t deadlock 2>&1 | FileCheck --check-prefix=DEADLOCK %s
// RUN: not %t others 2>&1 | FileCheck --check-prefix=SINGLE --implicit-check-not="chan receive" %s
// RUN: env GOTRACEBACK=all not %t others 2>&1 | FileCheck --check-prefix=OTHERS %s
// RUN: env GOTRACEBACK=none not %t others 2>&1 | FileCheck --check-prefix=NONE --implicit-check-not=goroutine %s
// RUN: env GOTRACEBACK=crash not --crash %t index 2>&1 | FileCheck --check-prefix=CRASH %s
// RUN: not %t set 2>&1 | FileCheck --check-prefix=OTHERS %s
package main

import (
	"os"
	"runtime/debug"
	"time"
)

type T struct{ a [10]int }

func (t *T) at(i int) int { return t.a[i] }

// INDEX: panic: runtime error: index out of range [12] with length 10
// INDEX-EMPTY:
// INDEX-NEXT: goroutine 1 [running]:
// INDEX-NEXT: main.(*T).at(...)
// INDEX-NEXT: {{^}}	/{{.*}}/traceback.go:[[#@LINE-6]]{{( \+0x[0-9a-f]+)?$}}
// INDEX-NEXT: main.main()
// INDEX-NEXT: 	/{{.*}}/traceback.go:[[#INDEX:]] +0x{{[0-9a-f]+$}}
// INDEX-NOT: {{.}}
// CRASH: main.main()
// CRASH: Aborted

func store(p *int) {
	*p = 1
}

// NIL: panic: runtime error: invalid memory address or nil pointer dereference
// NIL-NEXT: [signal SIGSEGV: segmentation violation code=
// NIL: main.store(...)
// NIL-NEXT: traceback.go:[[#@LINE-6]]

func quotient(a, b int) int {
	return a +
		a/b
}

// DIVIDE: panic: runtime error: integer divide by zero
// DIVIDE: main.quotient(...)
// DIVIDE-NEXT: traceback.go:[[#@LINE-5]]

func either(n int, f func(string)) {
	if n == 1 {
		f("one")
	} else {
		f("two")
	}
}

// EITHER: main.main.func1(...)
// EITHER-NEXT: traceback.go:
// EITHER-NEXT: main.either(...)
// ONE-NEXT: traceback.go:[[#@LINE-9]]
// TWO-NEXT: traceback.go:[[#@LINE-8]]

func nested() {
	defer func() {
		panic("second")
	}()
	panic("first")
}

// NESTED: panic: first
// NESTED-NEXT: {{^}}	panic: second
// NESTED: main.nested.func1()
// NESTED-NEXT: traceback.go:[[#@LINE-8]]
// NESTED-NEXT: panic(...)
// NESTED-NEXT: {{^	}}
// NESTED-NEXT: main.nested()
// NESTED-NEXT: traceback.go:[[#@LINE-10]]

func deep(n int) int {
	if n == 0 {
		panic("bottom")
	}
	return deep(n-1) + 1
}

// DEEP: main.deep(...)
// DEEP-NEXT: traceback.go:[[#@LINE-6]]
// DEEP-COUNT-49: main.deep(...)
// DEEP: ...52 frames elided...
// DEEP-NEXT: main.deep(...)
// DEEP: main.main()

func crash(c chan int) { panic(<-c) }

// GOROUTINE: panic: 7
// GOROUTINE: goroutine {{[0-9]+}} [running]:
// GOROUTINE-NEXT: main.crash(...)
// GOROUTINE-NEXT: traceback.go:[[#@LINE-5]]
// GOROUTINE-NEXT: created by main.goroutine in goroutine 1
// GOROUTINE-NEXT: traceback.go:[[#@LINE+5]] +0x

func goroutine() {
	c := make(chan int)
	d := make(chan int)
	go crash(c)
	c <- 7
	<-d
}

// DEADLOCK: fatal error: all goroutines are asleep - deadlock!
// DEADLOCK-EMPTY:
// DEADLOCK-NEXT: goroutine 1 [chan send]:
// DEADLOCK-NEXT: main.deadlock()
// DEADLOCK-NEXT: traceback.go:[[#@LINE+13]]
// DEADLOCK: goroutine {{[0-9]+}} [select (no cases)]:
// DEADLOCK-NEXT: main.deadlock.func1()
// DEADLOCK-NEXT: traceback.go:[[#@LINE+8]]
// DEADLOCK-NEXT: created by main.deadlock in goroutine 1
// DEADLOCK-NEXT: traceback.go:[[#@LINE+5]]

func deadlock() {
	c := make(chan int)
	// The literal waits for ever.
	go func() {
		select {}
	}()
	c <- 1
}

func waits(c chan int) { <-c }

// SINGLE: panic: here
// SINGLE: main.others()
// NONE: panic: here
// OTHERS: panic: here
// OTHERS: goroutine 1 [running]:
// OTHERS-NEXT: main.others()
// OTHERS: goroutine {{[0-9]+}} [chan receive]:
// OTHERS-NEXT: main.waits(...)
// OTHERS-NEXT: traceback.go:[[#@LINE-10]]
// OTHERS-NEXT: created by main.others in goroutine 1

func others() {
	go waits(nil)
	go waits(make(chan int))
	time.Sleep(time.Millisecond)
	panic("here")
}

func main() {
	t := &T{}
	switch os.Args[1] {
	case "index":
		t.at(10 + len(os.Args))
	case "nil":
		store(nil)
	case "divide":
		println(quotient(1, len(os.Args)-2))
	case "either":
		either(len(os.Args[2])*int(os.Args[2][0]-'0'), func(s string) { panic(s) })
	case "nested":
		nested()
	case "deep":
		println(deep(150))
	case "goroutine":
		goroutine()
	case "deadlock":
		deadlock()
	case "set":
		debug.SetTraceback("all")
		others()
	case "others":
		others()
	}
}

// RUN: %run %s

// Deferred calls that a return makes without the runtime's help: their order, what they may do to results, and
// panics and recovers in between.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"strings"
	"sync"
)

var log []string

func note(s string) { log = append(log, s) }

func show(what string) {
	fmt.Println(what+":", strings.Join(log, " "))
	log = nil
}

func order(early bool) (n int) {
	defer note("first")
	if early {
		return 1
	}
	defer func() { n *= 10; note("second") }()
	defer note("third")
	return 2
}

// The newest panics while the function returns: the others still run, and one recovers.
func panicsOnReturn() (err error) {
	defer note("oldest")
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("recovered %v", r)
		}
	}()
	defer func() { panic("in a deferred call") }()
	return nil
}

// The oldest panics: nothing of the frame is left to recover.
func oldestPanics() {
	defer func() { panic(errors.New("last")) }()
	defer note("newer")
}

func tryRecover() { note(fmt.Sprint("recover: ", recover())) }

// A deferred function runs while something panics. What its own return calls is not called by the panic.
func nested() (r any) {
	defer func() { r = recover() }()
	defer func() {
		defer tryRecover()
		defer func() { note(fmt.Sprint("inner: ", recover())) }()
	}()
	panic("outer")
}

// A deferred function panics anew; its own deferred call recovers that, and the first panic goes on.
func again() (r any) {
	defer func() { r = recover() }()
	defer func() {
		defer func() { note(fmt.Sprint("again: ", recover())) }()
		panic("second")
	}()
	panic("first")
}

func exits() {
	var wg sync.WaitGroup
	wg.Add(1)
	go func() {
		defer wg.Done()
		defer note("before the end")
		func() {
			defer note("inner")
			defer runtime.Goexit()
			defer note("innermost")
		}()
		note("not reached")
	}()
	wg.Wait()
}

type counter struct {
	mu sync.Mutex
	n  map[string]int
}

func (c *counter) add(key string) int {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.n[key]++ // nil map: panics with the lock held
	return c.n[key]
}

func (c *counter) try(key string) (n int, err error) {
	defer func() {
		if r := recover(); r != nil {
			err = r.(runtime.Error)
		}
	}()
	return c.add(key), nil
}

func loop(n int) {
	defer note("end")
	for i := range n {
		defer note(fmt.Sprint(i))
	}
	if n > 2 {
		defer note("many")
	}
}

func jumps(n int) {
again:
	defer note(fmt.Sprint("jump", n))
	if n--; n > 0 {
		goto again
	}
}

var nilFunc func()

func deferNil() (r any) {
	defer func() { r = recover() }()
	defer nilFunc()
	note("runs on")
	return
}

func main() {
	fmt.Println(order(true), order(false))
	show("order")
	fmt.Println(panicsOnReturn())
	show("panics on return")
	func() {
		defer func() { fmt.Println("main recovers", recover()) }()
		oldestPanics()
	}()
	show("oldest panics")
	fmt.Println(nested())
	show("nested")
	fmt.Println(again())
	show("again")
	exits()
	show("exits")
	var c counter
	fmt.Println(c.try("a"))
	c.n = map[string]int{}
	c.try("a")
	fmt.Println(c.try("a"))
	loop(2)
	loop(3)
	show("loop")
	jumps(3)
	show("jumps")
	fmt.Println(deferNil())
	show("nil")
}

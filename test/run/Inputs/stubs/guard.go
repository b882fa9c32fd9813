package main

import (
	"fmt"

	"example.com/stubs/box"
)

type guarded struct{ box.Guard }

type catcher interface{ Catch() }

func attempt(f func(*any)) (text string) {
	var caught any
	defer func() {
		text = fmt.Sprintln(caught, recover())
	}()
	f(&caught)
	return
}

func init() {
	fmt.Print(attempt(func(c *any) { defer guarded{box.Guard{Caught: c}}.Catch(); panic(1) }))
	fmt.Print(attempt(func(c *any) { var i catcher = &guarded{box.Guard{Caught: c}}; defer i.Catch(); panic(2) }))
	fmt.Print(attempt(func(c *any) { f := (&guarded{box.Guard{Caught: c}}).Catch; defer f(); panic(3) }))
	fmt.Print(attempt(func(c *any) { g := &guarded{box.Guard{Caught: c}}; defer g.Miss(); panic(4) }))
	fmt.Print(attempt(func(c *any) { guarded{box.Guard{Caught: c}}.Through() }))
}

// RUN: %run %s
// RUN: env GOMAXPROCS=1 GOLOOM_PREEMPT_US=100 %run %s
// RUN: env GOLOOM_GCSTRESS=200 %run %s

// Goroutines whose stacks grow and shrink: calls, panics and collections across the pieces.
package main

import (
	"fmt"
	"runtime"
	"strings"
	"sync"
)

type block [40]int

// Arguments and results that do not fit into registers.
func many(a, b, c, d, e, f, g, h, i, j int, s string, x block, depth int) (int, string, block) {
	if depth == 0 {
		x[39]++
		return a + b + c + d + e + f + g + h + i + j, s + "!", x
	}
	x[depth%40] += depth
	n, t, y := many(b, c, d, e, f, g, h, i, j, a+1, s, x, depth-1)
	y[0] += n
	return n + 1, t, y
}

func depth(n int) int {
	if n == 0 {
		return 0
	}
	return depth(n-1) + 1
}

type node struct {
	next *node
	v    int
}

// A list that only the frames of a deep recursion know, with garbage on the way.
func list(n int, above *node) int {
	me := &node{above, n}
	if n == 0 {
		sum := 0
		for p := me; p != nil; p = p.next {
			sum += p.v
		}
		return sum
	}
	_ = strings.Repeat("x", n%7)
	sum := list(n-1, me)
	return sum + me.v - n
}

func fail(n int) int {
	if n == 0 {
		panic("deep")
	}
	return fail(n-1) + 1
}

// A deferred function that recovers, called on whatever piece there is room.
func caught(n int) (r string) {
	defer func() {
		var room [60]int
		for i := range room {
			room[i] = i
		}
		if v := recover(); v != nil {
			r = fmt.Sprint(v, room[59])
		}
	}()
	return fmt.Sprint(fail(n))
}

// Nested: a panic in a deferred function at each of several depths.
func nested(n int) (r int) {
	defer func() {
		if v := recover(); v != nil {
			r = v.(int) + 1
		}
	}()
	if n == 0 {
		panic(0)
	}
	depth(n)
	panic(nested(n - 1))
}

func exits(n int, done *int) {
	defer func() { *done++ }()
	if n == 0 {
		runtime.Goexit()
	}
	exits(n-1, done)
}

// For every amount of stack that is in use, something that needs much more.
func at(n int, f func()) {
	if n > 0 {
		at(n-1, f)
		return
	}
	f()
}

func main() {
	var wg sync.WaitGroup
	results := make([]string, 64)
	for i := range results {
		wg.Add(1)
		go func() {
			defer wg.Done()
			var sb strings.Builder
			at(i%32, func() {
				n, s, x := many(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, "s", block{}, i*5)
				fmt.Fprintln(&sb, n, s, x[0], x[1], x[39], depth(i*300), list(i*10, nil))
			})
			at(i/2, func() {
				fmt.Fprintln(&sb, caught(i*20), nested(i%10))
				runtime.Gosched()
			})
			results[i] = sb.String()
		}()
	}
	wg.Wait()
	for _, r := range results {
		fmt.Print(r)
	}

	// Back and forth over a border, with the rest of the stack given back in between.
	c := make(chan int)
	go func() {
		for i := range 2000 {
			at(i%50, func() { c <- depth(i % 97) })
		}
		close(c)
	}()
	sum := 0
	for v := range c {
		sum += v
	}
	fmt.Println(sum)

	done := 0
	wg.Add(1)
	go func() {
		defer wg.Done()
		exits(500, &done)
	}()
	wg.Wait()
	fmt.Println(done)

	wg.Add(1)
	go func() {
		defer wg.Done()
		fmt.Println(depth(2000000))
	}()
	wg.Wait()
	fmt.Println(depth(1000000))
}

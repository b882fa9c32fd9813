// RUN: %run %s
// RUN: env GOLOOM_GCSTRESS=3 GODEBUG=gccheck=1,gcconcurrent=1 %run %s
// Small maps in the frame: that grow, are cleared, get away, hold what is on the heap.
package main

import (
	"fmt"
	"sort"
)

type key struct {
	a string
	n int
}

//go:noinline
func size(m map[string]int) int { return len(m) }

//go:noinline
func words(in []string) (n int) {
	seen := map[string]bool{}
	for _, w := range in {
		if !seen[w] {
			seen[w] = true
			n++
		}
	}
	delete(seen, "b")
	return n*100 + len(seen)
}

//go:noinline
func grows(n int) int {
	m := make(map[int]*int)
	for i := range n {
		v := i * i
		m[i] = &v
	}
	sum := 0
	for k, v := range m {
		if k*k != *v {
			panic("wrong")
		}
		sum += *v
	}
	clear(m)
	m[1] = &sum
	return *m[1] + len(m)
}

//go:noinline
func returned(s string) map[string]int { return map[string]int{s: 1, "x": 2} }

//go:noinline
func nested(n int) int {
	total := 0
	for i := range n {
		m := map[key]any{{"a", i}: i, {"b", i}: "s"}
		m[key{"c", i}] = []int{i}
		total += len(m) + m[key{"a", i}].(int)
		for k := range m {
			if k.n != i {
				panic("wrong")
			}
		}
	}
	return total
}

//go:noinline
func captured() func() int {
	m := map[string]int{}
	return func() int { m["n"]++; return m["n"] }
}

func outer() (keys []string) {
	var m map[string]int
	{
		m = map[string]int{"inner": 1}
	}
	for range 3 {
		m2 := map[string]map[string]int{"k": m}
		m2["l"] = map[string]int{"deep": 2}
		for _, x := range m2 {
			for k := range x {
				keys = append(keys, k)
			}
		}
	}
	sort.Strings(keys)
	return keys
}

func main() {
	fmt.Println(words([]string{"a", "b", "a", "c"}), words([]string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "a"}))
	fmt.Println(grows(5), grows(8), grows(9), grows(1000))
	m := returned("y")
	fmt.Println(m, nested(10), size(map[string]int{"p": 1, "q": 2}), size(m))
	f, g := captured(), captured()
	f()
	fmt.Println(f(), g(), outer())
}

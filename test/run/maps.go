// RUN: %run %s
// Maps: all operations, NaN keys, changes while ranging, odd key types.
package main

import (
	"fmt"
	"math"
	"sort"
)

type key struct {
	a string
	b [2]int
}

func keys(m map[string]int) []string {
	var ks []string
	for k := range m {
		ks = append(ks, k)
	}
	sort.Strings(ks)
	return ks
}

func main() {
	m := map[string]int{"one": 1, "two": 2}
	m["three"]++
	m["two"] += 40
	v, ok := m["none"]
	fmt.Println(m, len(m), v, ok)
	if v, ok := m["two"]; ok {
		fmt.Println("two is", v)
	}
	delete(m, "one")
	delete(m, "none")
	fmt.Println(keys(m))

	var none map[string]int
	fmt.Println(none["x"], len(none), none == nil, none)
	delete(none, "x")

	nan := math.NaN()
	f := map[float64]int{nan: 1, 0: 5}
	f[nan] = 2
	f[math.Copysign(0, -1)] = 6 // -0 == +0
	_, ok = f[nan]
	delete(f, nan)
	fmt.Println(len(f), ok, f[0])
	sum := 0
	for k, v := range f {
		if k != k {
			sum += v
		}
	}
	fmt.Println("NaN values", sum)
	clear(f)
	fmt.Println(len(f))

	// Entries removed before they are reached are not produced; those inserted may be.
	big := map[int]int{}
	for i := range 1000 {
		big[i] = i
	}
	visited := 0
	for k := range big {
		visited++
		delete(big, k)
		delete(big, k^1)
	}
	fmt.Println(visited, len(big))
	grow := map[int]bool{1: true}
	rounds := 0
	for k := range grow {
		rounds++
		if len(grow) < 5000 {
			grow[k*2] = true
			grow[k*2+1] = true
		}
	}
	fmt.Println(rounds >= 1, len(grow) >= 1)
	old := map[int]int{}
	for i := range 100 {
		old[i] = 1
	}
	seen := map[int]int{}
	for k := range old { // every old entry exactly once, though the map grows meanwhile
		seen[k]++
		if k < 100 {
			for j := range 50 {
				old[1000+k*50+j] = 1
			}
		}
	}
	for k := range 100 {
		if seen[k] != 1 {
			fmt.Println("seen", k, seen[k])
		}
	}

	ks := map[key]string{{"a", [2]int{1, 2}}: "first", {"b", [2]int{}}: "second"}
	fmt.Println(ks[key{"a", [2]int{1, 2}}], ks[key{"b", [2]int{0, 0}}], ks[key{}] == "")
	ptr := map[*int]int{}
	a, b := 1, 1
	ptr[&a] = 1
	ptr[&b] = 2
	fmt.Println(len(ptr), ptr[&a], ptr[&b])
	bools := map[bool]string{true: "yes", false: "no"}
	fmt.Println(bools[1 < 2], bools[false])
	nested := map[string]map[string][]int{}
	if nested["x"] == nil {
		nested["x"] = map[string][]int{}
	}
	nested["x"]["y"] = append(nested["x"]["y"], 1, 2)
	fmt.Println(nested)
	arr := map[[2]string]struct{ n int }{{"a", "b"}: {1}}
	fmt.Println(arr, arr[[2]string{"a", "b"}].n)
	ch := make(chan int)
	chans := map[chan int]int{ch: 1}
	fmt.Println(chans[ch], len(map[complex128]int{1: 1, 1i: 2}) == 2)

	alias := m
	alias["new"] = 9
	fmt.Println(m["new"], len(m))
	fs := map[string]func(int) int{"inc": func(x int) int { return x + 1 }}
	fmt.Println(fs["inc"](4))
	counts := map[rune]int{}
	for _, r := range "hello, wörld" {
		counts[r]++
	}
	fmt.Println(counts['l'], counts['ö'], counts['z'])
	fmt.Println(map[int]string{3: "c", 1: "a", 2: "b"})
	i8 := map[int8]int{-128: 1, 127: 2}
	fmt.Println(i8, i8[-128])
	s := map[string]*struct{ v int }{"p": {1}}
	s["p"].v = 10
	fmt.Println(s["p"].v)
	big2 := make(map[string]int, 10000)
	for i := range 10000 {
		big2[fmt.Sprint("k", i)] = i
	}
	total := 0
	for i := range 10000 {
		total += big2[fmt.Sprintf("k%d", i)]
	}
	fmt.Println(len(big2), total)
}

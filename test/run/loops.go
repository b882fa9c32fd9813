// RUN: %run %s
// for in all its forms, range over everything, labels and goto.
package main

import "fmt"

func pairs(n int) func(func(int, string) bool) {
	return func(yield func(int, string) bool) {
		defer fmt.Print("(done) ")
		for i := 0; i < n; i++ {
			if !yield(i, fmt.Sprint("v", i)) {
				return
			}
		}
	}
}

func count(yield func(int) bool) {
	for i := 0; yield(i); i++ {
	}
}

func thrice(yield func() bool) {
	_ = yield() && yield() && yield()
}

func firstOver(limit int) int {
	for i := range count {
		defer fmt.Print("deferred ", i, " ")
		if i*i > limit {
			return i
		}
	}
	return -1
}

func grid(w, h int) (found string) {
outer:
	for y := range count {
		if y >= h {
			break
		}
		for x := range count {
			switch {
			case x >= w:
				continue outer
			case x*y == 6:
				found = fmt.Sprint(x, ",", y)
				break outer
			case x == 1:
				continue
			}
			fmt.Print(x, y, " ")
		}
	}
	return
}

type weekday int

func main() {
	n := 0
	for n < 3 {
		n++
	}
	for {
		n++
		if n > 5 {
			break
		}
	}
	for i, j := 0, 10; i < j; i, j = i+1, j-2 {
		fmt.Print(i, j, " ")
	}
	fmt.Println(n)

	for i := range 3 {
		fmt.Print(i, " ")
		i += 10
	}
	for range 2 {
		fmt.Print("x ")
	}
	for d := range weekday(2) {
		fmt.Printf("%T%d ", d, d)
	}
	for i := range uint8(3) {
		fmt.Printf("%T ", i)
	}
	for range -5 {
		fmt.Print("never")
	}
	fmt.Println()

	arr := [3]int{1, 2, 3}
	for i, v := range arr { // over a copy
		arr[2] = 30
		fmt.Print(i, v, " ")
	}
	for i, v := range &arr {
		arr[2] = 300
		fmt.Print(i, v, " ")
	}
	fmt.Println()
	s := []int{1, 2, 3}
	for i, v := range s { // the length is taken once
		s = append(s, v*10)
		if i == 0 {
			s[1] = 20
		}
		fmt.Print(v, " ")
	}
	fmt.Println(s)
	var x struct{ i, v int }
	for x.i, x.v = range s[:2] {
	}
	fmt.Println(x)
	for i := range "aé日\xff!" {
		fmt.Print(i, " ")
	}
	for _, r := range "aé日\xff!" {
		fmt.Print(r, " ")
	}
	fmt.Println()
	ch := make(chan int, 5)
	for i := range 4 {
		ch <- i * i
	}
	close(ch)
	for v := range ch {
		fmt.Print(v, " ")
	}
	for range ch {
		fmt.Print("closed")
	}
	fmt.Println()

	for i, v := range pairs(3) {
		fmt.Print(i, v, " ")
	}
	fmt.Println()
	for i := range pairs(9) {
		if i == 1 {
			continue
		}
		if i == 3 {
			break
		}
		fmt.Print(i, " ")
	}
	fmt.Println()
	for range thrice {
		fmt.Print("again ")
	}
	fmt.Println()
	fmt.Println(firstOver(10))
	fmt.Println(grid(4, 4))

	i := 0
again:
	if i < 3 {
		fmt.Print("goto ", i, " ")
		i++
		goto again
	}
	for {
		if i > 5 {
			goto out
		}
		i++
	}
out:
	fmt.Println(i)
block:
	switch {
	default:
		for {
			if i == 6 {
				break block
			}
		}
		fmt.Println("skipped")
	}
a:
	for p := 0; p < 3; p++ {
	b:
		for q := 0; ; q++ {
			for r := 0; r < 3; r++ {
				if r == 1 && q == 1 {
					continue a
				}
				if r == 2 {
					continue b
				}
				fmt.Print(p, q, r, " ")
			}
		}
	}
	fmt.Println()
	var m map[string]int
	for k := range m {
		fmt.Println(k)
	}
	var np *[4]int
	for i := range np { // only the length is looked at
		fmt.Print(i)
	}
	fmt.Println(len(np))
}

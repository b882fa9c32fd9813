// RUN: %run %s
// RUN: env GOLOOM_GCSTRESS=1 GODEBUG=gccheck=1 %run %s
// Every place that an object can be reached from keeps it: with a collection at each allocation and freed
// objects overwritten, nothing may change.
package main

import (
	"errors"
	"fmt"
	"runtime"
	"sort"
	"strings"
	"sync"
	"time"
)

type node struct {
	left, right *node
	name        string
}

func tree(depth int) *node {
	n := &node{name: fmt.Sprint("n", depth)}
	if depth > 0 {
		n.left, n.right = tree(depth-1), tree(depth-1)
	}
	return n
}

func (n *node) count(names map[string]int) {
	if n == nil {
		return
	}
	names[n.name]++
	n.left.count(names)
	n.right.count(names)
}

func churn() {
	for i := range 20 {
		_ = fmt.Sprint("garbage ", i, " ", i*i)
	}
}

var global = map[string][]*node{}

func maps() {
	for i := range 40 {
		k := fmt.Sprint("key", i%10)
		global[k] = append(global[k], &node{name: fmt.Sprint(i)})
	}
	for i := range 5 {
		delete(global, fmt.Sprint("key", i))
	}
	churn()
	var all []string
	for k, v := range global {
		for _, n := range v {
			all = append(all, k+"="+n.name)
		}
	}
	sort.Strings(all)
	fmt.Println("maps", all)
}

func interior() {
	a := make([]*int, 0, 10)
	for i := range 10 {
		s := []int{i, i + 1, i + 2}
		a = append(a, &s[1]) // all that keeps s
	}
	b := &struct {
		pad [5]int
		x   *string
	}{}
	str := strings.Repeat("x", 5)
	b.x = &str
	px := &b.x
	b = nil
	churn()
	sum := 0
	for _, p := range a {
		sum += *p
	}
	tail := []byte(strings.Repeat("tail", 16))[64:]
	churn()
	tail = append(tail, "grown"...)
	fmt.Println("interior", sum, **px, string(tail))
}

func channels() {
	c := make(chan *node, 4)
	done := make(chan []string)
	go func() {
		var got []string
		for n := range c {
			churn()
			got = append(got, n.name)
		}
		done <- got
	}()
	unbuffered := make(chan map[string]int)
	go func() {
		m := map[string]int{}
		for i := range 5 {
			m[fmt.Sprint(i)] = i
		}
		unbuffered <- m // parked with the only reference
	}()
	for i := range 10 {
		c <- &node{name: fmt.Sprint("c", i)}
	}
	close(c)
	churn()
	fmt.Println("channels", <-done, <-unbuffered)
	x, y := make(chan string), make(chan string, 1)
	go func() {
		for range 3 {
			select {
			case x <- fmt.Sprint("sent ", 1):
			case y <- fmt.Sprint("buffered ", 2):
			}
			churn()
		}
	}()
	runtime.Gosched()
	churn()
	length := 0
	for range 3 {
		select {
		case s := <-x:
			length += len(s)
		case s := <-y:
			length += len(s) - len("buffered ") + len("sent ")
		}
	}
	fmt.Println("select", length)
}

func closures() {
	var fs []func() string
	for i := range 5 {
		s := fmt.Sprint("captured", i)
		fs = append(fs, func() string { s += "!"; return s })
	}
	churn()
	for _, f := range fs {
		f()
		churn()
		fmt.Print(f(), " ")
	}
	method := tree(2).count
	churn()
	names := map[string]int{}
	method(names)
	fmt.Println(names)
}

func defers() (result string, err error) {
	defer func() {
		if r := recover(); r != nil {
			churn()
			err = fmt.Errorf("recovered: %w", r.(error))
		}
	}()
	for i := range 4 {
		s := fmt.Sprint("deferred", i)
		defer func() { churn(); result += s + " " }()
	}
	churn()
	panic(errors.New(strings.Repeat("ah", 3)))
}

func goroutines() {
	var wg sync.WaitGroup
	var mu sync.Mutex
	total := 0
	for i := range 20 {
		n := tree(i % 4)
		wg.Add(1)
		go func() {
			defer wg.Done()
			time.Sleep(time.Duration(i%3) * time.Millisecond)
			names := map[string]int{}
			n.count(names)
			mu.Lock()
			defer mu.Unlock()
			for _, k := range names {
				total += k
			}
		}()
	}
	churn()
	wg.Wait()
	fmt.Println("goroutines", total)
}

func timers() {
	got := make(chan string, 3)
	for i := range 3 {
		s := fmt.Sprint("timer", i)
		time.AfterFunc(time.Duration(i+1)*time.Millisecond, func() { got <- s })
	}
	churn()
	tick := time.NewTicker(time.Millisecond)
	<-tick.C
	tick.Stop()
	all := []string{<-got, <-got, <-got}
	sort.Strings(all)
	fmt.Println(all)
}

type shape interface{ area() float64 }
type square struct{ side, more float64 }

func (s square) area() float64 { return s.side * s.side }

func values() {
	var shapes []shape
	var anys []any
	for i := range 6 {
		shapes = append(shapes, square{side: float64(i)})
		anys = append(anys, fmt.Sprint(i), i*1000, []int{i}, [2]string{"a", fmt.Sprint(i)})
	}
	churn()
	sum := 0.0
	for _, s := range shapes {
		sum += s.area()
	}
	fmt.Println("values", sum, anys)
	s, b := "", []byte(nil)
	for i := range 30 {
		s += string(rune('a' + i%26))
		b = append(b, s...)
	}
	fmt.Println(s, len(b), string(b[len(b)-30:]) == s)
}

var once = sync.OnceValue(func() []string { return strings.Fields("one two three") })
var pool = sync.Pool{New: func() any { return new(strings.Builder) }}

func pooled() {
	for i := range 10 {
		sb := pool.Get().(*strings.Builder)
		sb.Reset()
		fmt.Fprint(sb, "pooled", i)
		if s := sb.String(); s != fmt.Sprint("pooled", i) {
			fmt.Println("lost", s)
		}
		pool.Put(sb)
	}
	fmt.Println(once(), once())
}

func deep(n int, keep *node) int {
	mine := &node{name: fmt.Sprint(n)}
	if n == 0 {
		return len(keep.name)
	}
	r := deep(n-1, mine)
	return r + len(mine.name) + len(keep.name)
}

func main() {
	maps()
	interior()
	channels()
	closures()
	fmt.Println(defers())
	goroutines()
	timers()
	values()
	pooled()
	fmt.Println(deep(200, tree(0)))
}

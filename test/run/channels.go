// RUN: %run %s
// Channels, goroutines and select.
package main

import (
	"fmt"
	"sync"
	"time"
)

func produce(n int) <-chan int {
	c := make(chan int)
	go func() {
		defer close(c)
		for i := range n {
			c <- i
		}
	}()
	return c
}

func merge(cs ...<-chan int) <-chan int {
	out := make(chan int)
	var wg sync.WaitGroup
	for _, c := range cs {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for v := range c {
				out <- v
			}
		}()
	}
	go func() { wg.Wait(); close(out) }()
	return out
}

func sieve(n int) (primes []int) {
	c := make(chan int)
	go func() {
		for i := 2; ; i++ {
			c <- i
		}
	}()
	for range n {
		p := <-c
		primes = append(primes, p)
		next := make(chan int)
		go func(in <-chan int) {
			for v := range in {
				if v%p != 0 {
					next <- v
				}
			}
		}(c)
		c = next
	}
	return
}

func f(s string, c chan int) chan int { fmt.Print(s, " "); return c }

func main() {
	sum := 0
	for v := range merge(produce(10), produce(20), produce(5)) {
		sum += v
	}
	fmt.Println(sum, sieve(10))

	c := make(chan int, 2)
	select {
	case v := <-c:
		fmt.Println("got", v)
	default:
		fmt.Println("empty")
	}
	c <- 1
	c <- 2
	select {
	case c <- 3:
		fmt.Println("sent")
	default:
		fmt.Println("full", len(c), cap(c))
	}
	close(c)
	for range 3 {
		v, ok := <-c
		fmt.Print(v, ok, " ")
	}
	fmt.Println()
	var none chan int
	select {
	case <-none:
	case none <- 1:
	case v, ok := <-c:
		fmt.Println("closed", v, ok)
	}
	d := make(chan int, 1)
	select { // all operands are evaluated, in order
	case f("a", nil) <- len(f("b", d)):
	case v := <-f("c", nil):
		fmt.Println(v)
	case f("d", d) <- 7:
		fmt.Println("sent", <-d)
	}
	timeout := time.After(5 * time.Millisecond)
	n := 0
loop:
	for {
		select {
		case <-timeout:
			break loop
		default:
			n++
			time.Sleep(time.Millisecond)
		}
	}
	fmt.Println(n > 0)

	var mu sync.Mutex
	var wg sync.WaitGroup
	total := 0
	for i := range 100 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			mu.Lock()
			defer mu.Unlock()
			total += i
		}()
	}
	wg.Wait()
	fmt.Println(total)
	var once sync.Once
	for range 3 {
		once.Do(func() { fmt.Println("once") })
	}
	ping, pong := make(chan int), make(chan int)
	go func() {
		for v := range ping {
			pong <- v * 2
		}
		close(pong)
	}()
	for i := range 3 {
		ping <- i
		fmt.Print(<-pong, " ")
	}
	close(ping)
	_, ok := <-pong
	fmt.Println(ok)
	cc := make(chan chan string, 1)
	reply := make(chan string)
	go func() { (<-cc) <- "hello" }()
	cc <- reply
	fmt.Println(<-reply)
	arr := [2]int{}
	x := make(chan int, 1)
	x <- 5
	i := 0
	select {
	case arr[i] = <-x:
	}
	m := map[string]int{}
	x <- 6
	var got bool
	select {
	case m["k"], got = <-x:
	}
	fmt.Println(arr, m, got)
}

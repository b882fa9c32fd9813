// RUN: for n in 1 2 8; do env GOMAXPROCS=$n GOLOOM_PREEMPT_US=100 %run %s || exit 1; done
//
// Channel operations of all kinds under preemption, with checksums. GOLOOM_STRESS=full: ten million.
package main

import (
	"fmt"
	"math/rand"
	"os"
	"runtime"
	"sync"
	"time"
)

var ops = 400_000

// mix sums up values in any order.
func mix(v int) uint64 {
	x := uint64(v)*0x9e3779b97f4a7c15 + 1
	return x ^ x>>29
}

// queue has senders and receivers in plenty on one channel.
func queue(name string, n, size int) {
	c := make(chan int, size)
	const workers = 7
	sums := make(chan uint64, 2*workers)
	var sending sync.WaitGroup
	for w := range workers {
		sending.Go(func() {
			var sum uint64
			for i := w; i < n; i += workers {
				c <- i
				sum += mix(i)
			}
			sums <- sum
		})
		go func() {
			var sum uint64
			for v := range c {
				sum -= mix(v)
			}
			sums <- sum
		}()
	}
	sending.Wait()
	close(c)
	var sum uint64
	for range 2 * workers {
		sum += <-sums
	}
	fmt.Println(name, sum == 0)
}

// ring hands a token round; each of its members adds to it.
func ring(n int) {
	const members = 50
	first := make(chan int)
	in := first
	for range members - 1 {
		out := make(chan int)
		go func(in <-chan int) {
			for v := range in {
				out <- v + 1
			}
			close(out)
		}(in)
		in = out
	}
	token := 0
	for range n / members {
		first <- token
		token = <-in + 1
	}
	close(first)
	_, open := <-in
	fmt.Println("ring", token == n/members*members, open)
}

// selects sends and receives on several channels at once, with a default now and then. Nothing is lost or doubled.
func selects(n int) {
	r := rand.New(rand.NewSource(1))
	var cs [4]chan int
	for i := range cs {
		cs[i] = make(chan int, i)
	}
	const workers = 6
	sums := make(chan uint64, workers)
	quit := make(chan bool)
	var sending sync.WaitGroup
	for w := range workers {
		seed := r.Int63()
		sending.Go(func() {
			r := rand.New(rand.NewSource(seed))
			var sum uint64
			for i := w; i < n; i += workers {
				sum += mix(i)
				for sent := false; !sent; {
					sent = true
					switch r.Intn(3) {
					case 0:
						cs[r.Intn(len(cs))] <- i
					case 1:
						select {
						case cs[0] <- i:
						case cs[1] <- i:
						case cs[2] <- i:
						case cs[3] <- i:
						case <-quit:
							panic("too early")
						}
					default:
						select {
						case cs[r.Intn(len(cs))] <- i:
						default:
							sent = false
							runtime.Gosched()
						}
					}
				}
			}
			sums <- sum
		})
	}
	got := make(chan uint64, 2)
	for range 2 {
		go func() {
			var sum uint64
			defer func() { got <- sum }()
			for {
				select {
				case v := <-cs[0]:
					sum += mix(v)
				case v := <-cs[1]:
					sum += mix(v)
				case v := <-cs[2]:
					sum += mix(v)
				case v := <-cs[3]:
					sum += mix(v)
				case <-quit:
					return
				}
			}
		}()
	}
	sending.Wait()
	close(quit)
	var sent, received uint64
	for range workers {
		sent += <-sums
	}
	received = <-got + <-got
	for _, c := range cs {
		for len(c) > 0 {
			received += mix(<-c)
		}
	}
	fmt.Println("select", sent == received)
}

func main() {
	if os.Getenv("GOLOOM_STRESS") == "full" {
		ops = 10_000_000
	}
	base := runtime.NumGoroutine()
	queue("unbuffered", ops/8, 0)
	queue("buffered", ops/8, 100)
	ring(ops / 2)
	selects(ops / 8)
	for i := 0; runtime.NumGoroutine() > base && i < 1000; i++ {
		time.Sleep(time.Millisecond)
	}
	fmt.Println("left", runtime.NumGoroutine()-base)
}

// Package context: cancellation up and down the tree, causes, deadlines, values, contexts of others.
// RUN: %goloom run %s > %t && diff %S/Inputs/context.out %t

package main

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"time"
)

type key int

type custom struct {
	context.Context
	done chan struct{}
}

func (c custom) Done() <-chan struct{} { return c.done }
func (c custom) Err() error {
	select {
	case <-c.done:
		return errors.New("custom")
	default:
		return nil
	}
}

func main() {
	bg := context.Background()
	fmt.Println(bg, context.TODO())
	c, cancel := context.WithCancel(bg)
	v := context.WithValue(c, key(1), "x")
	v2 := context.WithValue(v, key(2), 3)
	fmt.Println(v2, v2.Value(key(1)), v2.Value(key(2)), v2.Value(key(3)), v2.Value("k"))
	d, cancel2 := context.WithTimeout(v2, time.Hour)
	w := context.WithoutCancel(d)
	_, ok := d.Deadline()
	fmt.Println(ok, w.Value(key(1)), w.Done() == nil, d.Err())
	cc, cancel3 := context.WithCancelCause(d)
	var wg sync.WaitGroup
	wg.Add(1)
	stop := context.AfterFunc(cc, func() { fmt.Println("after", context.Cause(cc)); wg.Done() })
	stop2 := context.AfterFunc(cc, func() { fmt.Println("bad") })
	fmt.Println(stop2(), stop2())
	cancel3(errors.New("why"))
	wg.Wait()
	fmt.Println(stop(), cc.Err(), context.Cause(cc), d.Err(), context.Cause(d))
	cancel()
	<-d.Done()
	fmt.Println(d.Err(), c.Err(), v2.Err(), w.Err(), context.Cause(w))
	cancel2()
	e, cancel4 := context.WithTimeoutCause(bg, 10*time.Millisecond, errors.New("slow"))
	f, cancel5 := context.WithCancel(e)
	select {
	case <-f.Done():
		fmt.Println(f.Err(), context.Cause(f), errors.Is(f.Err(), context.DeadlineExceeded))
	case <-time.After(5 * time.Second):
		fmt.Println("late")
	}
	cancel4()
	cancel5()
	cu := custom{bg, make(chan struct{})}
	g, cancel6 := context.WithCancel(cu)
	close(cu.done)
	<-g.Done()
	fmt.Println(g.Err(), context.Cause(g))
	cancel6()
	h, _ := context.WithDeadline(bg, time.Now().Add(-time.Second))
	fmt.Println(h.Err(), context.Cause(h))
	func() {
		defer func() { fmt.Println(recover()) }()
		context.WithValue(bg, []int{}, 1)
	}()
	func() {
		defer func() { fmt.Println(recover()) }()
		context.WithCancel(nil)
	}()
}

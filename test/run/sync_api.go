// The whole of sync, sync/atomic and context, under many goroutines: results that do not depend on the schedule.
// RUN: %run %s
package main

import (
	"context"
	"errors"
	"fmt"
	"sort"
	"sync"
	"sync/atomic"
	"time"
)

func panics(what string, f func()) {
	defer func() { fmt.Println(what, recover()) }()
	f()
}

func locks() {
	var mu sync.Mutex
	var rw sync.RWMutex
	var wg sync.WaitGroup
	n, m := 0, 0
	for range 8 {
		wg.Go(func() {
			for range 2000 {
				mu.Lock()
				n++
				mu.Unlock()
				rw.RLock()
				_ = m
				rw.RUnlock()
			}
			rw.Lock()
			m++
			rw.Unlock()
		})
	}
	wg.Wait()
	fmt.Println(n, m, mu.TryLock(), mu.TryLock(), rw.TryRLock(), rw.TryLock(), rw.TryRLock())
	l := new(sync.RWMutex).RLocker()
	l.Lock()
	l.Unlock()
	panics("wait group:", func() { new(sync.WaitGroup).Done() })
}

func once() {
	var o sync.Once
	var calls atomic.Int32
	var wg sync.WaitGroup
	value := sync.OnceValue(func() int { return int(calls.Add(10)) })
	for range 10 {
		wg.Go(func() {
			o.Do(func() { calls.Add(1) })
			value()
		})
	}
	wg.Wait()
	a, b := sync.OnceValues(func() (string, error) { return "v", errors.New("e") })()
	fmt.Println(calls.Load(), value() >= 10, a, b)
	f := sync.OnceFunc(func() { panic("once") })
	panics("first:", f)
	panics("second:", f)
}

func cond() {
	var mu sync.Mutex
	c := sync.NewCond(&mu)
	ready, done := 0, 0
	var wg sync.WaitGroup
	for range 5 {
		wg.Go(func() {
			mu.Lock()
			defer mu.Unlock()
			ready++
			for done == 0 {
				c.Wait()
			}
			done++
		})
	}
	for {
		mu.Lock()
		if ready == 5 {
			done = 1
			c.Broadcast()
			mu.Unlock()
			break
		}
		mu.Unlock()
		time.Sleep(time.Millisecond)
	}
	wg.Wait()
	fmt.Println(ready, done)
}

func maps() {
	var m sync.Map
	var wg sync.WaitGroup
	for g := range 4 {
		wg.Go(func() {
			for i := range 500 {
				m.Store(i, g)
				m.LoadOrStore(i+1000, g)
				m.LoadAndDelete(i + 5000)
			}
		})
	}
	wg.Wait()
	n := 0
	m.Range(func(k, v any) bool { n++; return true })
	m.Clear()
	m.Store("a", 1)
	old, loaded := m.Swap("a", 2)
	none, missing := m.Swap("b", 3)
	fmt.Println(n, old, loaded, none, missing)
	fmt.Println(m.CompareAndSwap("a", 1, 9), m.CompareAndSwap("a", 2, 4), m.CompareAndDelete("b", 1), m.CompareAndDelete("b", 3))
	v, ok := m.LoadAndDelete("a")
	_, still := m.Load("a")
	fmt.Println(v, ok, still)
	m.Delete("a")
}

func pool() {
	p := sync.Pool{New: func() any { return "new" }}
	fmt.Println(p.Get())
	var none sync.Pool
	none.Put(nil)
	fmt.Println(none.Get())
}

func atomics() {
	var i32 atomic.Int32
	var u64 atomic.Uint64
	var b atomic.Bool
	var p atomic.Pointer[int]
	var v atomic.Value
	var up atomic.Uintptr
	x := 5
	fmt.Println(i32.Add(7), i32.And(6), i32.Or(8), i32.Swap(1), i32.CompareAndSwap(1, 2), i32.Load())
	fmt.Println(u64.Add(^uint64(0)), u64.And(0xff), u64.Or(0x100), u64.Load(), up.Or(3), up.And(1), up.Load())
	fmt.Println(b.Swap(true), b.CompareAndSwap(true, false), b.Load(), p.Load() == nil, p.Swap(&x) == nil, *p.Load(), p.CompareAndSwap(&x, nil))
	fmt.Println(v.Load(), v.Swap(1), v.CompareAndSwap(1, 2), v.Load())
	panics("nil:", func() { v.Store(nil) })
	panics("type:", func() { v.Store("s") })
	var n int64
	var m uint32 = 0xf0
	var wg sync.WaitGroup
	for range 8 {
		wg.Go(func() {
			for range 1000 {
				atomic.AddInt64(&n, 1)
			}
		})
	}
	wg.Wait()
	fmt.Println(atomic.LoadInt64(&n), atomic.AndUint32(&m, 0x3c), atomic.OrUint32(&m, 1), m)
}

func contexts() {
	cause := errors.New("because")
	ctx, cancel := context.WithCancelCause(context.Background())
	without := context.WithoutCancel(ctx)
	var order []string
	var mu sync.Mutex
	note := func(s string) { mu.Lock(); order = append(order, s); mu.Unlock() }
	done := make(chan bool)
	context.AfterFunc(ctx, func() { note("after"); close(done) })
	stop := context.AfterFunc(ctx, func() { note("never") })
	fmt.Println(stop(), stop())
	child, _ := context.WithTimeoutCause(ctx, time.Hour, errors.New("late"))
	cancel(cause)
	<-done
	<-child.Done()
	sort.Strings(order)
	fmt.Println(order, ctx.Err(), context.Cause(ctx), context.Cause(child), without.Err(), context.Cause(without))
	short, end := context.WithTimeoutCause(context.Background(), time.Millisecond, errors.New("late"))
	defer end()
	<-short.Done()
	fmt.Println(short.Err(), context.Cause(short), errors.Is(short.Err(), context.DeadlineExceeded))
	deep, end2 := context.WithDeadlineCause(context.Background(), time.Now().Add(-time.Second), cause)
	defer end2()
	fmt.Println(deep.Err(), context.Cause(deep))
	fmt.Println(context.WithValue(ctx, "k", "v"), context.TODO(), without)
	panics("nil parent:", func() { context.WithCancel(nil) })
	panics("nil key:", func() { context.WithValue(ctx, nil, 1) })
}

func timers() {
	t := time.NewTimer(time.Hour)
	fmt.Println(t.Stop(), t.Stop(), t.Reset(time.Millisecond))
	<-t.C
	fmt.Println(t.Reset(time.Millisecond))
	time.Sleep(5 * time.Millisecond)
	t.Reset(time.Hour) // takes back what nobody received
	select {
	case <-t.C:
		fmt.Println("stale")
	default:
		fmt.Println("nothing")
	}
	fired := make(chan bool)
	f := time.AfterFunc(time.Millisecond, func() { fired <- true })
	<-fired
	fmt.Println(f.Stop(), f.C == nil)
	k := time.NewTicker(time.Millisecond)
	<-k.C
	<-k.C
	k.Reset(time.Hour)
	k.Stop()
	select {
	case <-k.C:
		fmt.Println("stale")
	default:
		fmt.Println("nothing")
	}
	panics("ticker:", func() { time.NewTicker(0) })
	panics("reset:", func() { new(time.Timer).Reset(1) })
	panics("stop:", func() { new(time.Timer).Stop() })
}

func main() {
	locks()
	once()
	cond()
	maps()
	pool()
	atomics()
	contexts()
	timers()
}

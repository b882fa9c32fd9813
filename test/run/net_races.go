// Thousands of connections whose deadlines pass, move and go while others read, write and close: every byte arrives once,
// every wait ends with an error that it may end with, and no descriptor or goroutine is left. Seeded; a wake-up that is
// lost leaves a goroutine behind, and so the program without an end.
// RUN: %run %s
// RUN: %goloom build -o %t %s
// RUN: env GOMAXPROCS=1 GOLOOM_PREEMPT_US=100 %t | diff %S/net_races.out -
// RUN: env GOMAXPROCS=2 GOLOOM_PREEMPT_US=100 %t | diff %S/net_races.out -
// RUN: env GOMAXPROCS=8 GOLOOM_PREEMPT_US=100 %t | diff %S/net_races.out -

package main

import (
	"errors"
	"fmt"
	"io"
	"math/rand"
	"net"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const (
	talkers = 1000
	rounds  = 12
	races   = 2000
)

var long = time.Unix(1<<40, 0)

func descriptors() int {
	d, err := os.Open("/proc/self/fd")
	check(err == nil, err)
	names, err := d.Readdirnames(-1)
	check(err == nil, err)
	d.Close()
	return len(names)
}

func check(ok bool, what ...any) {
	if !ok {
		panic(fmt.Sprint(what...))
	}
}

func timedout(err error) bool {
	var ne net.Error
	return errors.Is(err, os.ErrDeadlineExceeded) && errors.As(err, &ne) && ne.Timeout()
}

// isclosed: a file that is closed says so in more than one way.
func isclosed(err error) bool {
	return errors.Is(err, net.ErrClosed) || errors.Is(err, os.ErrClosed) || err != nil && err.Error() == "use of closed file"
}

var pairing sync.Mutex

func pair(l net.Listener) (a, b net.Conn) {
	pairing.Lock() // each gets its own peer
	defer pairing.Unlock()
	c := make(chan net.Conn)
	go func() {
		x, err := l.Accept()
		check(err == nil, err)
		c <- x
	}()
	a, err := net.Dial("tcp", l.Addr().String())
	check(err == nil, err)
	return a, <-c
}

// soon is a deadline that may be over before the next call, pass in it, or never.
func soon(r *rand.Rand) time.Time {
	switch r.Intn(5) {
	case 0:
		return time.Now().Add(-time.Second)
	case 1:
		return time.Time{}
	default:
		return time.Now().Add(time.Duration(r.Intn(1500)) * time.Microsecond)
	}
}

var timeouts, closed atomic.Int64

// full reads all of b, however often the deadline passes. The deadline moves under the reader's feet.
func full(c net.Conn, b []byte, r *rand.Rand) error {
	for n := 0; n < len(b); {
		c.SetReadDeadline(soon(r))
		k, err := c.Read(b[n:])
		n += k
		if timedout(err) {
			timeouts.Add(1)
			runtime.Gosched()
		} else if err != nil {
			return err
		}
	}
	return nil
}

// talk sends numbers and reads them back. If somebody closes c meanwhile, it may end early.
func talk(c net.Conn, i int, r *rand.Rand, mayclose bool) (sum int) {
	for k := range rounds {
		out := []byte{byte(i), byte(i >> 8), byte(k)}
		var in [3]byte
		_, err := c.Write(out)
		if err == nil {
			err = full(c, in[:], r)
		}
		if err != nil {
			check(mayclose && errors.Is(err, net.ErrClosed), err)
			closed.Add(1)
			return
		}
		check(string(in[:]) == string(out), in, out)
		sum += int(in[0]) + int(in[2])
	}
	return
}

func echo(c net.Conn, r *rand.Rand) {
	var b [1]byte
	for {
		err := full(c, b[:], r)
		if err == nil {
			_, err = c.Write(b[:])
		}
		if err != nil {
			check(err == io.EOF || errors.Is(err, syscall.ECONNRESET) || errors.Is(err, syscall.EPIPE), err)
			check(c.Close() == nil)
			return
		}
	}
}

func conversations(l net.Listener) (sum int) {
	var wg sync.WaitGroup
	var total atomic.Int64
	for i := range talkers {
		a, b := pair(l)
		closes := i%4 == 3
		wg.Add(2)
		go func() {
			defer wg.Done()
			echo(b, rand.New(rand.NewSource(int64(i))))
		}()
		go func() {
			defer wg.Done()
			n := talk(a, i, rand.New(rand.NewSource(int64(-i))), closes)
			if !closes {
				total.Add(int64(n))
				check(a.Close() == nil)
			}
		}()
		if closes {
			wg.Add(1)
			go func() {
				defer wg.Done()
				time.Sleep(time.Duration(i%7) * time.Millisecond)
				check(a.Close() == nil)
			}()
		}
	}
	wg.Wait()
	return int(total.Load())
}

// meets lets one reader meet a writer, a deadline and a close in any order.
func meets(a, b interface {
	io.ReadWriteCloser
	SetReadDeadline(time.Time) error
}, i int) {
	var wg sync.WaitGroup
	run := func(f func()) {
		wg.Add(1)
		go func() {
			defer wg.Done()
			f()
		}()
	}
	r := rand.New(rand.NewSource(int64(i)))
	first, second, wait := soon(r), soon(r), time.Duration(r.Intn(400))*time.Microsecond
	a.SetReadDeadline(first)
	var got [8]byte
	run(func() {
		for {
			n, err := a.Read(got[:])
			switch {
			case isclosed(err):
				check(n == 0, n)
				return
			case timedout(err):
				check(n == 0, n)
				timeouts.Add(1)
				runtime.Gosched()
			default:
				check(err == nil && n == 1 && got[0] == 'x', n, err)
			}
		}
	})
	run(func() {
		err := a.SetReadDeadline(second)
		check(err == nil || isclosed(err), err)
	})
	run(func() {
		if i%3 == 0 {
			_, err := b.Write([]byte("x"))
			check(err == nil || errors.Is(err, syscall.EPIPE) || errors.Is(err, syscall.ECONNRESET), err)
		}
	})
	run(func() {
		time.Sleep(wait)
		check(a.Close() == nil)
	})
	wg.Wait()
	_, err := a.Read(got[:])
	check(isclosed(err), err)
	check(isclosed(a.SetReadDeadline(long)))
	check(isclosed(a.Close()))
	check(b.Close() == nil)
}

// accepting closes a listener that many goroutines wait at, and whose deadline passes.
func accepting(i int) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(err == nil, err)
	var wg sync.WaitGroup
	for range 8 {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for {
				c, err := l.Accept()
				if err == nil {
					c.Close()
					continue
				}
				if errors.Is(err, net.ErrClosed) {
					return
				}
				check(timedout(err), err)
				runtime.Gosched()
			}
		}()
	}
	c, err := net.Dial("tcp", l.Addr().String())
	check(err == nil, err)
	check(l.(*net.TCPListener).SetDeadline(time.Now().Add(time.Duration(i)*100*time.Microsecond)) == nil)
	time.Sleep(time.Millisecond)
	check(l.Close() == nil)
	wg.Wait()
	c.Close()
}

func main() {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	check(err == nil, err)
	defer l.Close()
	pair := func() (net.Conn, net.Conn) { return pair(l) }
	a, b := pair() // whatever the poller needs for itself is there
	a.Close()
	b.Close()
	before := descriptors()

	fmt.Println("talkers:", conversations(l))
	var wg sync.WaitGroup
	slots := make(chan bool, 50)
	for i := range races {
		wg.Add(1)
		slots <- true
		go func() {
			defer wg.Done()
			if i%2 == 0 {
				a, b := pair()
				meets(a, b, i)
			} else {
				r, w, err := os.Pipe()
				check(err == nil, err)
				meets(r, w, i)
			}
			<-slots
		}()
	}
	wg.Wait()
	for i := range 20 {
		accepting(i)
	}

	for range 100 {
		if runtime.NumGoroutine() == 1 && descriptors() == before {
			break
		}
		time.Sleep(time.Millisecond)
	}
	fmt.Println("goroutines:", runtime.NumGoroutine(), "descriptors left:", descriptors()-before)
	fmt.Println("timeouts:", timeouts.Load() > 0, "closed:", closed.Load() > 0)
}

// RUN: for n in 1 2 8; do env GOMAXPROCS=$n GOLOOM_PREEMPT_US=100 %run %s || exit 1; done
//
// Reads and writes against deadlines that move and ends that close, by several goroutines at random. Each call returns,
// and with an error that it may have. GOLOOM_STRESS=full: a hundred times as many.
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
	"syscall"
	"time"
)

type file interface {
	io.ReadWriteCloser
	SetDeadline(time.Time) error
	SetReadDeadline(time.Time) error
	SetWriteDeadline(time.Time) error
}

func descriptors() int {
	names, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		panic(err)
	}
	return len(names) - 1
}

func expected(err error) bool {
	for _, e := range []error{os.ErrDeadlineExceeded, net.ErrClosed, os.ErrClosed, io.EOF, io.ErrClosedPipe,
		syscall.EPIPE, syscall.ECONNRESET} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

func check(what string, err error) {
	if err != nil && !expected(err) {
		panic(fmt.Sprint(what, ": ", err))
	}
}

// pairs of ends that are connected.
var pairs = map[string]func() (file, file){
	"tcp": func() (file, file) {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		defer l.Close()
		a, err := net.Dial("tcp", l.Addr().String())
		if err != nil {
			panic(err)
		}
		b, err := l.Accept()
		if err != nil {
			panic(err)
		}
		return a.(file), b.(file)
	},
	"pipe": func() (file, file) {
		r, w, err := os.Pipe()
		if err != nil {
			panic(err)
		}
		return r, w
	},
	"net.Pipe": func() (file, file) {
		a, b := net.Pipe()
		return a, b
	},
}

func race(seed int64, pair func() (file, file)) {
	a, b := pair()
	var wg sync.WaitGroup
	user := func(seed int64, do func(r *rand.Rand, p []byte) error) {
		wg.Go(func() {
			r := rand.New(rand.NewSource(seed))
			p := make([]byte, 100)
			for {
				err := do(r, p)
				if err == nil {
					continue
				}
				check("transfer", err)
				if !errors.Is(err, os.ErrDeadlineExceeded) {
					return
				}
				runtime.Gosched()
			}
		})
	}
	_, oneway := a.(*os.File)
	for i, f := range []file{a, b} {
		if !oneway || i == 0 {
			for k := range 2 {
				user(seed+int64(k), func(r *rand.Rand, p []byte) error { _, err := f.Read(p[:1+r.Intn(99)]); return err })
			}
		}
		if !oneway || i == 1 {
			user(seed+5, func(r *rand.Rand, p []byte) error { _, err := f.Write(p[:1+r.Intn(99)]); return err })
		}
		wg.Go(func() {
			r := rand.New(rand.NewSource(seed + 7))
			for range 30 {
				d := time.Now().Add(time.Duration(r.Intn(400)-100) * time.Microsecond)
				switch r.Intn(4) {
				case 0:
					check("deadline", f.SetDeadline(d))
				case 1:
					check("deadline", f.SetReadDeadline(d))
				case 2:
					check("deadline", f.SetWriteDeadline(d))
				default:
					check("deadline", f.SetDeadline(time.Time{}))
				}
				if r.Intn(4) == 0 {
					time.Sleep(time.Duration(r.Intn(200)) * time.Microsecond)
				}
			}
			check("deadline", f.SetDeadline(time.Time{})) // and now the close must end them
			check("close", f.Close())
		})
	}
	wg.Wait()
}

func main() {
	rounds := 10
	if os.Getenv("GOLOOM_STRESS") == "full" {
		rounds = 1000
	}
	goroutines := runtime.NumGoroutine()
	race(0, pairs["tcp"]) // the poller's own descriptors stay
	files := descriptors()
	for _, name := range []string{"tcp", "pipe", "net.Pipe"} {
		var wg sync.WaitGroup
		for w := range 4 {
			wg.Go(func() {
				for i := range rounds {
					race(int64(i*4+w), pairs[name])
				}
			})
		}
		wg.Wait()
		for i := 0; (runtime.NumGoroutine() > goroutines || descriptors() > files) && i < 1000; i++ {
			time.Sleep(time.Millisecond)
		}
		fmt.Println(name, "left:", runtime.NumGoroutine()-goroutines, "goroutines,", descriptors()-files, "descriptors")
	}
}

// Hundreds of short children from many goroutines while others compute, collect and get signals: none is lost, none
// hangs, no descriptor, process or goroutine is left.
// RUN: %run %s
// RUN: %goloom build -o %t %s
// RUN: env GOLOOM_PREEMPT_US=100 GOMAXPROCS=1 %t | diff - %S/exec_stress.out
// RUN: env GOLOOM_PREEMPT_US=100 GOMAXPROCS=2 %t | diff - %S/exec_stress.out
// RUN: env GOLOOM_PREEMPT_US=100 GOMAXPROCS=8 %t | diff - %S/exec_stress.out

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"
	"time"
)

const workers, rounds = 16, 24

var failures atomic.Int32

func check(ok bool, what string, args ...any) {
	if !ok && failures.Add(1) < 10 {
		fmt.Printf("failed: "+what+"\n", args...)
	}
}

func echoed(n int) {
	c := exec.Command("cat")
	text := strings.Repeat("0123456789abcde\n", 1<<(n%13))
	c.Stdin = strings.NewReader(text)
	out, err := c.Output()
	check(err == nil && string(out) == text, "cat: %v, %d bytes of %d", err, len(out), len(text))
}

func piped(n int) {
	c := exec.Command("sh", "-c", "read x; echo got $x; echo complaint >&2")
	in, _ := c.StdinPipe()
	out, _ := c.StdoutPipe()
	errs, _ := c.StderrPipe()
	if err := c.Start(); err != nil {
		check(false, "start: %v", err)
		return
	}
	fmt.Fprintln(in, n)
	b, _ := io.ReadAll(out)
	e, _ := io.ReadAll(errs)
	err := c.Wait()
	check(err == nil && string(b) == fmt.Sprintf("got %d\n", n) && string(e) == "complaint\n", "%q %q %v", b, e, err)
}

func status(n int) {
	err := exec.Command("sh", "-c", fmt.Sprint("exit ", n%200)).Run()
	code := 0
	var exit *exec.ExitError
	if errors.As(err, &exit) {
		code = exit.ExitCode()
	}
	check(code == n%200, "status of %d: %v", n, err)
}

func cancelled(n int) {
	ctx, cancel := context.WithTimeout(context.Background(), time.Duration(n%5)*time.Millisecond)
	defer cancel()
	err := exec.CommandContext(ctx, "sleep", "100").Run()
	check(err != nil && (err.Error() == "signal: killed" || errors.Is(err, context.DeadlineExceeded)), "context: %v", err)
}

func signalled(n int) {
	c := exec.Command("sleep", "100")
	if err := c.Start(); err != nil {
		check(false, "start: %v", err)
		return
	}
	go c.Process.Signal(syscall.SIGTERM)
	err := c.Wait()
	check(err != nil && err.Error() == "signal: terminated", "signal: %v", err)
	check(c.Process.Kill() == os.ErrProcessDone, "killed twice")
}

func missing(n int) {
	err := exec.Command("/no/such/program", strings.Repeat("x", n)).Run()
	check(errors.Is(err, os.ErrNotExist), "missing: %v", err)
	var both bytes.Buffer
	c := exec.Command("sh", "-c", "echo a; echo b >&2")
	c.Stdout, c.Stderr = &both, &both
	err = c.Run()
	check(err == nil && both.String() == "a\nb\n", "both: %v %q", err, both.String())
}

func descriptors() int {
	entries, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		panic(err)
	}
	return len(entries)
}

func main() {
	time.AfterFunc(100*time.Second, func() { panic("hangs") })
	usr1 := make(chan os.Signal, 1)
	signal.Notify(usr1, syscall.SIGUSR1)
	status(0) // what is only made once
	goroutines, open := runtime.NumGoroutine(), descriptors()

	stop := make(chan struct{})
	var busy, wg sync.WaitGroup
	busy.Add(4)
	opened := 0
	go func() { // opens what must not be inherited before it is marked
		defer busy.Done()
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
				syscall.ForkLock.RLock()
				fd, err := syscall.Dup(0)
				syscall.CloseOnExec(fd)
				syscall.ForkLock.RUnlock()
				check(err == nil && syscall.Close(fd) == nil, "dup: %v", err)
				opened++
			}
		}
	}()
	go func() { // computes
		defer busy.Done()
		for x := uint64(1); ; x = x*6364136223846793005 + 1 {
			if x%(1<<12) == 1 {
				select {
				case <-stop:
					return
				default:
				}
			}
		}
	}()
	go func() { // collects
		defer busy.Done()
		for {
			select {
			case <-stop:
				return
			case <-time.After(5 * time.Millisecond):
				runtime.GC()
			}
		}
	}()
	got := 0
	go func() { // gets signals
		defer busy.Done()
		for {
			select {
			case <-stop:
				return
			case <-time.After(time.Millisecond):
				syscall.Kill(os.Getpid(), syscall.SIGUSR1)
				<-usr1
				got++
			}
		}
	}()
	kinds := []func(int){echoed, piped, status, cancelled, signalled, missing}
	for w := range workers {
		wg.Add(1)
		go func() {
			defer wg.Done()
			for r := range rounds {
				kinds[(w+r)%len(kinds)](w*rounds + r)
			}
		}()
	}
	wg.Wait()
	close(stop)
	busy.Wait()

	check(got > 0, "no signal")
	check(opened > 0, "ForkLock is never free")
	_, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
	check(err == syscall.ECHILD, "a child is left: %v", err)
	for i := 0; runtime.NumGoroutine() > goroutines && i < 1000; i++ {
		time.Sleep(time.Millisecond)
	}
	check(runtime.NumGoroutine() == goroutines, "%d goroutines, were %d", runtime.NumGoroutine(), goroutines)
	check(descriptors() == open, "%d descriptors, were %d", descriptors(), open)
	fmt.Println("children:", workers*rounds, "failures:", failures.Load())
}

// RUN: for n in 1 2 8; do env GOMAXPROCS=$n GOLOOM_PREEMPT_US=100 %run %s || exit 1; done
//
// Processes are started, spoken to, killed and waited for while others allocate, switch and are preempted.
// GOLOOM_STRESS=full: fifty times as many.
package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

func descriptors() int {
	names, err := os.ReadDir("/proc/self/fd")
	if err != nil {
		panic(err)
	}
	return len(names) - 1
}

// load keeps the processors busy until stop: a ring of goroutines, garbage, and a loop without calls.
func load(stop *atomic.Bool) *sync.WaitGroup {
	var wg sync.WaitGroup
	c := make(chan []byte, 10)
	wg.Go(func() {
		defer close(c)
		for i := 0; !stop.Load(); i++ {
			c <- bytes.Repeat([]byte{byte(i)}, i%5000)
		}
	})
	wg.Go(func() {
		for b := range c {
			for i := range b {
				if b[i] != b[0] {
					fmt.Println("garbage was written to")
				}
			}
		}
	})
	wg.Go(func() {
		for x := 1; !stop.Load(); {
			for range 1_000_000 {
				x = x*1664525 + 1013904223
			}
		}
	})
	return &wg
}

// talk has cat say everything back.
func talk(text string) error {
	cmd := exec.Command("cat")
	in, err := cmd.StdinPipe()
	if err != nil {
		return err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	go func() {
		io.WriteString(in, text)
		in.Close()
	}()
	back, err := io.ReadAll(out)
	if err != nil {
		return err
	}
	if string(back) != text {
		return fmt.Errorf("cat said %d bytes, not the %d it was told", len(back), len(text))
	}
	return cmd.Wait()
}

// status wants the exit status that sh was told, and both of its outputs.
func status(n int) error {
	cmd := exec.Command("sh", "-c", fmt.Sprintf("echo out; echo err >&2; exit %d", n))
	var both strings.Builder
	cmd.Stdout, cmd.Stderr = &both, &both
	err := cmd.Run()
	var exit *exec.ExitError
	if n != 0 && (!errors.As(err, &exit) || exit.ExitCode() != n) || n == 0 && err != nil {
		return fmt.Errorf("exit status %d: %v", n, err)
	}
	if both.String() != "out\nerr\n" {
		return fmt.Errorf("said %q", both.String())
	}
	return nil
}

// killed ends a process that would go on for long by its context.
func killed() error {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Millisecond)
	defer cancel()
	err := exec.CommandContext(ctx, "sleep", "1000").Run()
	if ctx.Err() == nil || err == nil || err.Error() != "signal: killed" && err != ctx.Err() {
		return fmt.Errorf("not killed: %v", err)
	}
	return nil
}

// missing cannot start.
func missing() error {
	if err := exec.Command("/does/not/exist").Run(); !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("started what does not exist: %v", err)
	}
	return nil
}

func main() {
	times := 10
	if os.Getenv("GOLOOM_STRESS") == "full" {
		times = 500
	}
	if err := talk("once"); err != nil {
		fmt.Println(err)
	}
	goroutines, files := runtime.NumGoroutine(), descriptors()
	var stop atomic.Bool
	busy := load(&stop)
	var wg sync.WaitGroup
	var done atomic.Int32
	for k := range 4 {
		wg.Go(func() {
			for i := range times {
				for _, err := range []error{
					talk(strings.Repeat("line\n", k*10_000+i)), status(i % 4), killed(), missing(),
				} {
					if err != nil {
						fmt.Println(err)
					} else {
						done.Add(1)
					}
				}
			}
		})
	}
	wg.Wait()
	stop.Store(true)
	busy.Wait()
	for i := 0; runtime.NumGoroutine() > goroutines && i < 1000; i++ {
		time.Sleep(time.Millisecond)
	}
	fmt.Println("all done:", int(done.Load()) == 4*4*times)
	fmt.Println("left:", runtime.NumGoroutine()-goroutines, "goroutines,", descriptors()-files, "descriptors")
}

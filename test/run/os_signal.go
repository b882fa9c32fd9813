// Signals: what they do unless asked for, Notify and its relatives, and that who waits for one is no deadlock.
// RUN: %run %s

package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// The program that main starts. It goes on until its input ends.
func child(what string) {
	c := make(chan os.Signal, 10)
	switch what {
	case "plain", "spin", "blocked":
	case "ignore":
		signal.Ignore(syscall.SIGTERM)
	case "ignore all":
		signal.Ignore()
	case "ignore, reset":
		signal.Ignore(syscall.SIGTERM)
		signal.Reset(syscall.SIGTERM)
	case "notify, stop":
		signal.Notify(c, syscall.SIGTERM)
		signal.Stop(c)
	case "notify, reset":
		signal.Notify(c, syscall.SIGTERM)
		signal.Reset()
	case "notify":
		signal.Notify(c, syscall.SIGTERM, syscall.SIGSEGV, syscall.SIGILL, syscall.SIGQUIT)
	case "ignored":
		fmt.Println("ready")
		fmt.Println(signal.Ignored(syscall.SIGINT), signal.Ignored(syscall.SIGTERM))
		io.Copy(io.Discard, os.Stdin)
		return
	case "pipe":
		_, w := brokenPipe()
		_, err := w.Write([]byte("x"))
		fmt.Fprintln(os.Stderr, err)
	case "pipe, notify":
		signal.Notify(c, syscall.SIGPIPE)
	}
	fmt.Println("ready")
	switch what {
	case "spin":
		for {
		}
	case "blocked":
		signal.Notify(c, syscall.SIGUSR2)
		select {}
	case "notify":
		fmt.Println(<-c)
	}
	io.Copy(io.Discard, os.Stdin)
	_, err := fmt.Println("end")
	if err != nil {
		fmt.Fprintln(os.Stderr, err, <-c)
	}
}

func brokenPipe() (r, w *os.File) {
	r, w, _ = os.Pipe()
	r.Close()
	return r, w
}

// try starts the program and sends it a signal once it is ready.
func try(what string, sig syscall.Signal, shell string) {
	cmd := exec.Command(os.Args[0], what)
	if shell != "" {
		cmd = exec.Command("/bin/sh", "-c", shell+`; exec "$0" "$1"`, os.Args[0], what)
	}
	var complaint bytes.Buffer
	cmd.Stderr = &complaint
	in, _ := cmd.StdinPipe()
	out, _ := cmd.StdoutPipe()
	if err := cmd.Start(); err != nil {
		panic(err)
	}
	watchdog := time.AfterFunc(15*time.Second, func() { cmd.Process.Kill() })
	defer watchdog.Stop()
	lines := bufio.NewReader(out)
	lines.ReadString('\n')
	if strings.HasPrefix(what, "pipe") {
		out.Close()
	}
	if sig != 0 {
		cmd.Process.Signal(sig)
	}
	if !dies(what, sig) { // else the input stays open
		in.Close()
	}
	rest, _ := io.ReadAll(lines)
	err := cmd.Wait()
	text := complaint.String()
	if strings.Contains(text, "\ngoroutine 1 ") { // the rest is not for comparison
		text, _, _ = strings.Cut(text, "\n")
		text += " and goroutine 1"
	}
	fmt.Printf("%s, %v, %q: %v %q %q\n", what, sig, shell, err, rest, text)
}

func dies(what string, sig syscall.Signal) bool {
	switch what {
	case "spin", "blocked", "notify, stop", "notify, reset":
		return true
	case "plain":
		return sig < 10 || sig == 11 || sig == 15 || sig == 16 || sig == 31 || sig == 34
	}
	return false
}

func main() {
	if len(os.Args) > 1 {
		child(os.Args[1])
		return
	}
	// So that what is started does not inherit that they are ignored.
	hangup := make(chan os.Signal, 1)
	signal.Notify(hangup, syscall.SIGHUP, os.Interrupt)
	for sig := syscall.Signal(1); sig < 65; sig++ {
		if sig < 19 || sig > 22 && sig < 32 || sig == 34 || sig == 35 || sig == 64 {
			try("plain", sig, "")
		}
	}
	try("blocked", syscall.SIGQUIT, "")
	try("spin", syscall.SIGQUIT, "")
	try("spin", syscall.SIGTERM, "")
	for _, what := range []string{"ignore", "ignore, reset", "notify, stop", "notify, reset", "notify"} {
		try(what, syscall.SIGTERM, "")
	}
	try("ignore all", syscall.SIGQUIT, "")
	for _, sig := range []syscall.Signal{syscall.SIGSEGV, syscall.SIGILL, syscall.SIGQUIT} {
		try("notify", sig, "")
	}
	try("ignored", syscall.SIGINT, "trap '' INT")
	try("plain", syscall.SIGTERM, "trap '' TERM")
	try("plain", syscall.SIGQUIT, "trap '' QUIT")
	try("pipe", 0, "")
	try("pipe, notify", 0, "")

	signal.Stop(hangup)
	c := make(chan os.Signal, 1)
	all := make(chan os.Signal, 100)
	signal.Notify(c, syscall.SIGUSR1, os.Interrupt)
	signal.Notify(all)
	self := os.Getpid()
	syscall.Kill(self, syscall.SIGUSR1)
	fmt.Println(<-c)
	for s := range all {
		if s == syscall.SIGUSR1 {
			break
		}
	}
	syscall.Kill(self, syscall.SIGINT)
	fmt.Println(<-c)
	signal.Stop(all)
	signal.Stop(c)
	syscall.Kill(self, syscall.SIGUSR1)
	time.Sleep(10 * time.Millisecond) // any thread may take it
	fmt.Println(len(c), signal.Ignored(syscall.SIGUSR1))
	signal.Ignore(syscall.SIGUSR1)
	fmt.Println(len(c), signal.Ignored(syscall.SIGUSR1))
	signal.Notify(c, syscall.SIGUSR1)
	fmt.Println(len(c), signal.Ignored(syscall.SIGUSR1))
	for i := 0; i < 2000; i++ {
		syscall.Kill(self, syscall.SIGUSR1)
		if s := <-c; s != syscall.SIGUSR1 {
			fmt.Println("bad", s)
		}
	}
	// After Stop nothing comes any more: a signal is there by then, or is none of c's.
	for i := 0; i < 500; i++ {
		syscall.Kill(self, syscall.SIGUSR1)
		signal.Stop(c)
		before := len(c)
		time.Sleep(time.Microsecond)
		if len(c) != before {
			fmt.Println("late")
		}
		if before == 1 {
			<-c
		}
		signal.Notify(c, syscall.SIGUSR1)
	}
	time.Sleep(10 * time.Millisecond) // for the last ones
	signal.Stop(c)
	c = make(chan os.Signal, 1)

	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGUSR2, syscall.SIGHUP)
	fmt.Println(ctx)
	syscall.Kill(self, syscall.SIGUSR2)
	<-ctx.Done()
	fmt.Println(ctx.Err(), context.Cause(ctx), errors.Is(context.Cause(ctx), context.Canceled))
	stop()
	ctx, stop = signal.NotifyContext(context.Background(), syscall.SIGUSR2)
	stop()
	fmt.Println(ctx.Err(), context.Cause(ctx))
	func() {
		defer func() { fmt.Println(recover()) }()
		signal.Notify(nil)
	}()

	signal.Notify(c, syscall.SIGUSR1)
	exec.Command("/bin/sh", "-c", fmt.Sprintf("(sleep 0.2; kill -USR1 %d) >/dev/null &", self)).Run()
	fmt.Println(<-c) // nobody else runs
}

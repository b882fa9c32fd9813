// Programs that are started: pipes, statuses, contexts, attributes, and the wording of errors.
// RUN: %run %s

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
	"path/filepath"
	"strings"
	"syscall"
	"time"
)

func show(what string, err error) { fmt.Printf("%s: %v (%T)\n", what, err, err) }

func outputs() {
	fmt.Println("# outputs")
	out, err := exec.Command("echo", "hello", "a b").Output()
	fmt.Printf("%q %v\n", out, err)
	out, err = exec.Command("sh", "-c", "echo out; echo err >&2; exit 3").CombinedOutput()
	fmt.Printf("%q %v\n", out, err)
	out, err = exec.Command("sh", "-c", "echo out; echo complaint >&2; exit 4").Output()
	var exit *exec.ExitError
	fmt.Printf("%q %v %v\n", out, err, errors.As(err, &exit))
	fmt.Printf("%q %d %v %v\n", exit.Stderr, exit.ExitCode(), exit.Exited(), exit.Success())
	_, err = exec.Command("sh", "-c", "i=0; while [ $i -lt 9000 ]; do echo line $i >&2; i=$((i+1)); done; exit 1").Output()
	text := string(err.(*exec.ExitError).Stderr)
	at := strings.Index(text, "\n...")
	fmt.Printf("%d %q %q %q\n", len(text), text[:14], text[at:at+40], text[len(text)-20:])
	c := exec.Command("true")
	c.Stdout = io.Discard
	_, err = c.Output()
	show("output twice", err)
	_, err = c.CombinedOutput()
	show("output twice", err)
}

func pipes() {
	fmt.Println("# pipes")
	c := exec.Command("cat")
	c.Stdin = strings.NewReader("from a reader")
	out, err := c.Output()
	fmt.Printf("%q %v\n", out, err)
	c = exec.Command("true")
	c.Stdin = strings.NewReader(strings.Repeat("x", 1<<20)) // it does not read
	show("unread", c.Run())

	c = exec.Command("cat")
	in, _ := c.StdinPipe()
	rd, _ := c.StdoutPipe()
	show("start", c.Start())
	show("start again", c.Start())
	fmt.Fprintln(in, "piped")
	in.Close()
	b, err := io.ReadAll(rd)
	fmt.Printf("%q %v\n", b, err)
	show("wait", c.Wait())
	show("wait again", c.Wait())
	_, err = c.StdoutPipe()
	show("stdout late", err)
	c.Stdout = nil
	_, err = c.StdoutPipe()
	show("stdout late", err)
	show("not started", exec.Command("true").Wait())

	r, w, _ := os.Pipe()
	c = exec.Command("sh", "-c", "echo extra >&3; ls -l /proc/self/fd | grep -c pipe")
	c.ExtraFiles = []*os.File{w}
	out, err = c.Output()
	w.Close()
	b, _ = io.ReadAll(r)
	fmt.Printf("%q %q %v\n", b, out, err)

	// Descriptors that stand in each other's way.
	one, _ := os.CreateTemp("", "one")
	two, _ := os.CreateTemp("", "two")
	defer os.Remove(one.Name())
	defer os.Remove(two.Name())
	one.WriteString("1")
	two.WriteString("2")
	files := make([]*os.File, 20)
	for i := 3; i < len(files); i++ {
		files[i] = one
		if i%2 == 0 {
			files[i] = two
		}
	}
	r, w, _ = os.Pipe()
	files[1] = w
	p, err := os.StartProcess("/bin/sh", []string{"sh", "-c", "for i in 3 4 7 8 19; do cat /proc/self/fd/$i; done; ls /proc/self/fd | wc -l"},
		&os.ProcAttr{Files: files})
	w.Close()
	b, _ = io.ReadAll(r)
	fmt.Printf("%q %v\n", b, err)
	fmt.Println(p.Wait())
}

func missing(dir string) {
	fmt.Println("# what cannot be started")
	show("no program", exec.Command("no-such-program").Run())
	show("no file", exec.Command("./no-such-program").Run())
	show("folder", exec.Command("/tmp").Run())
	show("nothing", (&exec.Cmd{}).Run())
	for _, name := range []string{"/tmp", "/etc/passwd", "./nope", "", ".", "nope"} {
		path, err := exec.LookPath(name)
		fmt.Printf("%q %v %v\n", path, err, errors.Is(err, exec.ErrNotFound))
	}
	c := exec.Command("true")
	c.Dir = "/no/such/dir"
	show("no folder", c.Run())
	c = exec.Command("true")
	c.Env = []string{"A\x00B=C"}
	show("NUL", c.Run())
	show("NUL", exec.Command("true", "\x00").Run())
	garbage := filepath.Join(dir, "garbage")
	os.WriteFile(garbage, []byte("garbage\n"), 0755)
	err := exec.Command(garbage).Run()
	fmt.Println(errors.Is(err, syscall.ENOEXEC), strings.ReplaceAll(err.Error(), dir, "DIR"))
	show("too big", exec.Command("/bin/true", strings.Repeat("a", 1<<20)).Run())

	os.WriteFile(filepath.Join(dir, "dotted"), []byte("#!/bin/sh\necho dotted\n"), 0755)
	os.Chdir(dir)
	path := os.Getenv("PATH")
	os.Setenv("PATH", ".:"+path)
	c = exec.Command("dotted")
	show("dot", c.Run())
	fmt.Println(c.Path, errors.Is(c.Err, exec.ErrDot), c)
	os.Setenv("GODEBUG", "execerrdot=0")
	out, err := exec.Command("dotted").Output()
	fmt.Printf("%q %v\n", out, err)
	os.Unsetenv("GODEBUG")
	os.Setenv("PATH", path)
	out, err = exec.Command("./dotted").Output()
	fmt.Printf("%q %v\n", out, err)
}

func contexts() {
	fmt.Println("# contexts")
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	start := time.Now()
	show("killed", exec.CommandContext(ctx, "sleep", "100").Run())
	fmt.Println(time.Since(start) < 10*time.Second, ctx.Err())
	show("too late", exec.CommandContext(ctx, "true").Run())

	ctx, cancel = context.WithCancel(context.Background())
	c := exec.CommandContext(ctx, "sh", "-c", "trap 'exit 0' TERM; echo ready; while :; do sleep 0.01; done")
	c.Cancel = func() error { return c.Process.Signal(syscall.SIGTERM) }
	rd, _ := c.StdoutPipe()
	c.Start()
	io.ReadFull(rd, make([]byte, 6))
	cancel()
	show("asked to end", c.Wait())

	c = exec.CommandContext(ctx, "true")
	fmt.Println(c.Start())

	ctx, cancel = context.WithCancel(context.Background())
	c = exec.CommandContext(ctx, "cat")
	in, _ := c.StdinPipe()
	c.Cancel = func() error { in.Close(); return errors.New("cannot") }
	c.Start()
	cancel()
	show("Cancel fails", c.Wait())

	ctx, cancel = context.WithTimeout(context.Background(), 30*time.Millisecond)
	defer cancel()
	c = exec.CommandContext(ctx, "sleep", "100")
	c.Cancel = func() error { return os.ErrProcessDone }
	c.WaitDelay = 30 * time.Millisecond
	show("killed after a delay", c.Run())
	c = exec.CommandContext(context.Background(), "sh", "-c", "sleep 5 & exit 0")
	c.Stdout = new(bytes.Buffer)
	c.WaitDelay = 30 * time.Millisecond
	start = time.Now()
	show("pipes held open", c.Run())
	fmt.Println(time.Since(start) < 4*time.Second)
	c = exec.Command("true")
	c.Cancel = func() error { return nil }
	show("no context", c.Run())
}

func environment() {
	fmt.Println("# environment")
	c := exec.Command("sh", "-c", "echo $FOO $BAR; pwd; echo $PWD")
	c.Env = []string{"FOO=1", "BAR=2", "FOO=3", "=C:=x", "odd", "odd", ""}
	c.Dir = "/usr"
	out, err := c.Output()
	fmt.Printf("%q %v\n", out, err)
	fmt.Printf("%v %q\n", filepath.Base(c.String()), c.Environ())
	c = exec.Command("sh", "-c", "pwd; echo $PWD")
	c.Dir = "/usr"
	out, err = c.Output()
	fmt.Printf("%q %v\n", out, err)
	fmt.Println(exec.Command("nosuch", "a b"))
	// No signal is blocked or ignored, unless we were started so: handled ones are not.
	signal.Notify(make(chan os.Signal, 1), os.Interrupt, syscall.SIGHUP)
	out, err = exec.Command("grep", "-E", "Sig(Blk|Ign)", "/proc/self/status").Output()
	fmt.Printf("%q %v\n", out, err)
}

func limits(dir string) {
	fmt.Println("# limits and descriptors")
	soft := func() {
		out, err := exec.Command("sh", "-c", "ulimit -Sn").Output()
		fmt.Printf("%q %v\n", out, err)
	}
	var before, l syscall.Rlimit
	fmt.Println(syscall.Getrlimit(syscall.RLIMIT_NOFILE, &before))
	l = syscall.Rlimit{Cur: 321, Max: before.Max}
	fmt.Println(syscall.Setrlimit(syscall.RLIMIT_NOFILE, &l))
	soft()
	l = syscall.Rlimit{}
	fmt.Println(syscall.Getrlimit(syscall.RLIMIT_NOFILE, &l), l.Cur)
	fmt.Println(syscall.Setrlimit(syscall.RLIMIT_NOFILE, &before), syscall.Getrlimit(99, &l))

	fmt.Printf("%q %q\n", os.Expand("${", os.Getenv), os.Expand("$", os.Getenv))
	mask := syscall.Umask(0)
	fifo := filepath.Join(dir, "fifo")
	fmt.Println(syscall.Mkfifo(fifo, 0622), syscall.Mkfifo(fifo, 0622), syscall.Umask(mask))
	info, err := os.Stat(fifo)
	fmt.Println(info.Mode(), err)
	c := exec.Command("sh", "-c", "echo through a fifo >"+fifo)
	fmt.Println(c.Start())
	b, err := os.ReadFile(fifo)
	fmt.Printf("%q %v %v\n", b, err, c.Wait())

	r, w, _ := os.Pipe()
	n, err := syscall.Dup(int(w.Fd()))
	fmt.Println(n > 2, err, syscall.Dup2(n, n), syscall.Dup2(n, 77), syscall.Dup2(999, 999), syscall.Dup3(n, n, 0))
	w.Close()
	syscall.Close(n)
	fmt.Println(exec.Command("sh", "-c", "echo copied >/proc/self/fd/77").Run()) // as Dup2 has left it, it is inherited
	syscall.Close(77)
	b, err = io.ReadAll(r)
	fmt.Printf("%q %v\n", b, err)
}

func processes() {
	fmt.Println("# processes")
	std := []*os.File{os.Stdin, os.Stdout, os.Stderr}
	p, err := os.StartProcess("/bin/sh", []string{"sh", "-c", "exit 7"}, &os.ProcAttr{Files: std})
	fmt.Println(err)
	st, err := p.Wait()
	fmt.Println(st, err, st.Pid() == p.Pid, st.ExitCode(), st.UserTime() < time.Second, st.SysUsage().(*syscall.Rusage).Maxrss > 0)
	st, err = p.Wait()
	fmt.Println(st, err)
	fmt.Println(p.Signal(os.Interrupt), p.Kill(), p.Release(), p.Kill(), p.Pid)
	p, _ = os.StartProcess("/bin/true", []string{"true"}, &os.ProcAttr{})
	pid := p.Pid
	fmt.Println(p.Release(), p.Kill())
	_, err = p.Wait()
	fmt.Println(err)
	var status syscall.WaitStatus
	got, err := syscall.Wait4(pid, &status, 0, nil)
	fmt.Println(got == pid, err, status.Exited(), status.ExitStatus(), status.Signaled(), status.Signal(), status.StopSignal())
	_, err = os.StartProcess("/no/such", []string{"x"}, &os.ProcAttr{})
	show("no file", err)
	p, err = os.FindProcess(1 << 21)
	fmt.Println(err, p.Signal(syscall.Signal(0)))
	p, err = os.FindProcess(os.Getppid())
	fmt.Println(err, p.Signal(syscall.Signal(0)))
	_, err = p.Wait()
	fmt.Println(err)
	fmt.Println(p.WithHandle(func(uintptr) {}))
	var zero os.Process
	fmt.Println(zero.Kill())
	var none *os.ProcessState
	fmt.Println(none, none.ExitCode())

	c := exec.Command("sh", "-c", "kill -9 $$")
	show("signal", c.Run())
	fmt.Println(c.ProcessState.ExitCode(), c.ProcessState.Sys().(syscall.WaitStatus).Signal())
	c = exec.Command("sleep", "100")
	c.Start()
	fmt.Println(c.Process.Signal(syscall.SIGTERM))
	show("signal", c.Wait())
	fmt.Println(c.Process.Signal(syscall.SIGTERM), c.Process.Kill())

	// Without a handle of the kernel's: by number.
	pid, err = syscall.ForkExec("/bin/sleep", []string{"sleep", "100"}, &syscall.ProcAttr{Files: []uintptr{0, 1, 2}})
	fmt.Println(err)
	p = &os.Process{Pid: pid}
	fmt.Println(p.WithHandle(func(uintptr) {}))
	time.AfterFunc(50*time.Millisecond, func() { p.Signal(syscall.SIGTERM) })
	fmt.Println(p.Wait())
	fmt.Println(p.Signal(syscall.SIGTERM))
	_, err = p.Wait()
	fmt.Println(err)
	_, err = syscall.ForkExec("/no/such", nil, nil)
	fmt.Println(err)

	// Two who wait for the same.
	c = exec.Command("sleep", "0.1")
	c.Start()
	done := make(chan error, 2)
	for range 2 {
		go func() {
			_, err := c.Process.Wait()
			done <- err
		}()
	}
	a, b := <-done, <-done
	fmt.Println(a == nil || b == nil, a == nil && b == nil)
}

func attributes() {
	fmt.Println("# attributes")
	c := exec.Command("cut", "-d ", "-f5", "/proc/self/stat")
	c.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := c.Output()
	fmt.Println(strings.TrimSpace(string(out)) == fmt.Sprint(c.Process.Pid), err)
	c = exec.Command("cut", "-d ", "-f6", "/proc/self/stat")
	c.SysProcAttr = &syscall.SysProcAttr{Setsid: true}
	out, err = c.Output()
	fmt.Println(strings.TrimSpace(string(out)) == fmt.Sprint(c.Process.Pid), err)
	c = exec.Command("true")
	c.SysProcAttr = &syscall.SysProcAttr{Pdeathsig: syscall.SIGKILL}
	show("death", c.Run())
	c = exec.Command("true")
	c.SysProcAttr = &syscall.SysProcAttr{Chroot: "/no/such"}
	show("chroot", c.Run())
	c = exec.Command("true")
	c.SysProcAttr = &syscall.SysProcAttr{Setctty: true, Foreground: true}
	show("terminal", c.Run())
	c = exec.Command("true")
	c.SysProcAttr = &syscall.SysProcAttr{Setctty: true, Ctty: 9}
	show("terminal", c.Run())
	fd := -5
	c = exec.Command("true")
	c.SysProcAttr = &syscall.SysProcAttr{PidFD: &fd}
	show("pidfd", c.Run())
	fmt.Println(fd > 2, syscall.Close(fd))
}

func main() {
	dir, err := os.MkdirTemp("", "os_exec")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	outputs()
	pipes()
	contexts()
	environment()
	limits(dir)
	processes()
	attributes()
	missing(dir)
	_, err = syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
	fmt.Println("children left:", err)
	fmt.Println("# errors and signals")
	for e := syscall.Errno(0); e < 135; e++ {
		fmt.Println(int(e), e)
	}
	for s := syscall.Signal(-1); s < 36; s++ {
		fmt.Println(int(s), s)
	}
	fmt.Println(syscall.ESRCH, syscall.ECHILD, syscall.ENOEXEC, syscall.E2BIG, syscall.ERFKILL)
	show("exec", syscall.Exec("/no/such", []string{"x"}, nil))
	show("exec", syscall.Exec("/bin/echo", []string{"echo", "executed"}, nil))
}

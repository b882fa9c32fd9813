// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package exec runs programs. No shell is involved: arguments are passed as
// they are.
package exec

import (
	"context"
	"errors"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"syscall"
	"time"
)

// ErrWaitDelay is returned by Wait if the command has succeeded but others held
// its pipes open for longer than WaitDelay.
var ErrWaitDelay = errors.New("exec: WaitDelay expired before I/O complete")

// An ExitError says that a command has not succeeded.
type ExitError struct {
	*os.ProcessState
	Stderr []byte // from Output: the beginning and end of standard error
}

func (e *ExitError) Error() string { return e.ProcessState.String() }

// A Cmd is a command that is being prepared or runs. It cannot be used again.
type Cmd struct {
	Path string   // the file; a relative one is looked for from Dir
	Args []string // the first is the command's name; none: Path
	Env  []string // nil: as this process has it. Of several values the last counts
	Dir  string   // "": ours

	// Stdin is read by a goroutine that writes a pipe, unless it is an *os.File.
	// nil: os.DevNull.
	Stdin io.Reader
	// Stdout and Stderr are written by a goroutine each that reads a pipe, unless
	// they are an *os.File. If they are the same, so is the pipe. nil: os.DevNull.
	Stdout io.Writer
	Stderr io.Writer

	ExtraFiles   []*os.File // descriptors 3, 4, …
	SysProcAttr  *syscall.SysProcAttr
	Process      *os.Process      // once started
	ProcessState *os.ProcessState // after Wait
	Err          error            // of LookPath, if any; for Start to return

	// Cancel is called when the context is done, and is to end the command. What
	// Wait returns is the context's error then, unless the command succeeds or
	// Cancel returns os.ErrProcessDone.
	Cancel func() error
	// WaitDelay is how long Wait waits for the command after Cancel, and for the
	// pipes after the command. Then both are ended by force. 0: for ever.
	WaitDelay time.Duration

	ctx        context.Context
	begun      atomic.Bool // Start has been called
	childFiles []io.Closer // closed once the command has them
	ourFiles   []io.Closer // the other ends; closed by Wait
	copiers    []func() error
	copied     chan error // what the copiers return, when all are done; null: there are none
	watched    chan watchResult
}

// A watchResult is what has come of waiting for the context.
type watchResult struct {
	err   error
	delay *time.Timer // runs since Cancel was called; null: Cancel was not
}

// Command returns the command of that name with arguments. A name without a
// slash is looked for as LookPath does.
func Command(name string, arg ...string) *Cmd {
	c := &Cmd{Path: name, Args: append([]string{name}, arg...)}
	if filepath.Base(name) != name {
		return c
	}
	path, err := LookPath(name)
	if path != "" {
		c.Path = path
	}
	c.Err = err
	return c
}

// CommandContext is Command; the command is killed when ctx is done.
func CommandContext(ctx context.Context, name string, arg ...string) *Cmd {
	if ctx == nil {
		panic("nil Context")
	}
	c := Command(name, arg...)
	c.ctx = ctx
	c.Cancel = func() error { return c.Process.Kill() }
	return c
}

// String returns the command for people to read; a shell may see it otherwise.
func (c *Cmd) String() string {
	if c.Err != nil {
		return strings.Join(c.Args, " ")
	}
	if len(c.Args) == 0 {
		return c.Path
	}
	return strings.Join(append([]string{c.Path}, c.Args[1:]...), " ")
}

// Environ returns the environment that the command will have.
func (c *Cmd) Environ() []string {
	env, _ := c.environ()
	return env
}

func (c *Cmd) environ() (env []string, err error) {
	env = c.Env
	if env == nil {
		env = os.Environ()
		if c.Dir != "" {
			var pwd string
			if pwd, err = filepath.Abs(c.Dir); err == nil {
				env = append(env, "PWD="+pwd)
			}
		}
	}
	env, dedupErr := dedup(env)
	if err == nil {
		err = dedupErr
	}
	return env, err
}

// variable returns the name in "name=value", which may begin with =; "": there
// is none.
func variable(kv string) string {
	if kv == "" {
		return ""
	}
	if i := strings.IndexByte(kv[1:], '='); i >= 0 {
		return kv[:i+1]
	}
	return kv[:strings.IndexByte(kv, '=')+1]
}

// dedup leaves the last value of each variable, and what is none.
func dedup(env []string) (out []string, err error) {
	last := make(map[string]int, len(env))
	for i, kv := range env {
		last[variable(kv)] = i
	}
	out = make([]string, 0, len(env))
	for i, kv := range env {
		name := variable(kv)
		switch {
		case strings.IndexByte(kv, 0) >= 0:
			err = errors.New("exec: environment variable contains NUL")
		case kv != "" && (name == "" || last[name] == i):
			out = append(out, kv)
		}
	}
	return out, err
}

func closeAll(files *[]io.Closer) {
	for _, f := range *files {
		f.Close()
	}
	*files = nil
}

// pipe makes a pipe of which the command gets one end.
func (c *Cmd) pipe(commandReads bool) (theirs, ours *os.File, err error) {
	r, w, err := os.Pipe()
	if err != nil {
		return nil, nil, err
	}
	theirs, ours = w, r
	if commandReads {
		theirs, ours = r, w
	}
	c.childFiles = append(c.childFiles, theirs)
	c.ourFiles = append(c.ourFiles, ours)
	return theirs, ours, nil
}

func (c *Cmd) devNull(flag int) (*os.File, error) {
	f, err := os.OpenFile(os.DevNull, flag, 0)
	if err == nil {
		c.childFiles = append(c.childFiles, f)
	}
	return f, err
}

// unread reports whether err is that of writing to a command which does not
// read its input to the end: that is up to it.
func unread(err error) bool {
	e, ok := err.(*fs.PathError)
	return ok && e.Op == "write" && e.Err == syscall.EPIPE
}

func (c *Cmd) input() (*os.File, error) {
	if c.Stdin == nil {
		return c.devNull(os.O_RDONLY)
	}
	if f, ok := c.Stdin.(*os.File); ok {
		return f, nil
	}
	theirs, ours, err := c.pipe(true)
	if err != nil {
		return nil, err
	}
	c.copiers = append(c.copiers, func() error {
		_, err := io.Copy(ours, c.Stdin)
		if unread(err) {
			err = nil
		}
		if closeErr := ours.Close(); err == nil {
			err = closeErr
		}
		return err
	})
	return theirs, nil
}

func (c *Cmd) output(w io.Writer) (*os.File, error) {
	if w == nil {
		return c.devNull(os.O_WRONLY)
	}
	if f, ok := w.(*os.File); ok {
		return f, nil
	}
	theirs, ours, err := c.pipe(false)
	if err != nil {
		return nil, err
	}
	c.copiers = append(c.copiers, func() error {
		_, err := io.Copy(w, ours)
		ours.Close() // so that the command is told if w takes no more
		return err
	})
	return theirs, nil
}

// same reports whether a and b are equal, which types may not allow to ask.
func same(a, b io.Writer) bool {
	defer func() { recover() }()
	return a == b
}

// files returns the command's descriptors.
func (c *Cmd) files() ([]*os.File, error) {
	stdin, err := c.input()
	if err != nil {
		return nil, err
	}
	stdout, err := c.output(c.Stdout)
	if err != nil {
		return nil, err
	}
	stderr := stdout
	if c.Stderr == nil || !same(c.Stderr, c.Stdout) {
		if stderr, err = c.output(c.Stderr); err != nil {
			return nil, err
		}
	}
	return append([]*os.File{stdin, stdout, stderr}, c.ExtraFiles...), nil
}

// startable returns why the command cannot be started.
func (c *Cmd) startable() error {
	if c.Path == "" && c.Err == nil {
		c.Err = errors.New("exec: no command")
	}
	if c.Err != nil {
		return c.Err
	}
	if c.ctx != nil {
		return c.ctx.Err()
	}
	if c.Cancel != nil {
		return errors.New("exec: command with a non-nil Cancel was not created with CommandContext")
	}
	return nil
}

func (c *Cmd) start() error {
	if err := c.startable(); err != nil {
		return err
	}
	files, err := c.files()
	if err != nil {
		return err
	}
	env, err := c.environ()
	if err != nil {
		return err
	}
	args := c.Args
	if len(args) == 0 {
		args = []string{c.Path}
	}
	c.Process, err = os.StartProcess(c.Path, args, &os.ProcAttr{Dir: c.Dir, Env: env, Files: files, Sys: c.SysProcAttr})
	return err
}

// Start starts the command. Wait must be called if it succeeds.
func (c *Cmd) Start() error {
	if c.begun.Swap(true) {
		return errors.New("exec: already started")
	}
	err := c.start()
	closeAll(&c.childFiles)
	if err != nil {
		closeAll(&c.ourFiles)
		c.copiers = nil
		return err
	}
	c.copy()
	if c.ctx != nil && c.ctx.Done() != nil && (c.Cancel != nil || c.WaitDelay != 0) {
		c.watched = make(chan watchResult)
		go c.watch()
	}
	return nil
}

// copy starts the copiers.
func (c *Cmd) copy() {
	if len(c.copiers) == 0 {
		return
	}
	c.copied = make(chan error, 1)
	results := make(chan error, len(c.copiers))
	for _, f := range c.copiers {
		go func() { results <- f() }()
	}
	go func(n int) {
		var first error
		for range n {
			if err := <-results; first == nil {
				first = err
			}
		}
		c.copied <- first
	}(len(c.copiers))
	c.copiers = nil
}

// A wrappedError has words in front.
type wrappedError struct {
	what string
	err  error
}

func (w wrappedError) Error() string { return w.what + ": " + w.err.Error() }
func (w wrappedError) Unwrap() error { return w.err }

// cancel calls Cancel; what it returns is for Wait.
func (c *Cmd) cancel() error {
	if c.Cancel == nil {
		return nil
	}
	err := c.Cancel()
	switch {
	case err == nil:
		return c.ctx.Err()
	case errors.Is(err, os.ErrProcessDone):
		return nil
	}
	return wrappedError{"exec: canceling Cmd", err}
}

// watch waits until the context is done, or Wait asks whether it is.
func (c *Cmd) watch() {
	select {
	case c.watched <- watchResult{}:
		return
	case <-c.ctx.Done():
	}
	err := c.cancel()
	if c.WaitDelay == 0 {
		c.watched <- watchResult{err: err}
		return
	}
	delay := time.NewTimer(c.WaitDelay)
	select {
	case c.watched <- watchResult{err, delay}:
		return
	case <-delay.C:
	}
	// The command has not ended.
	killErr := c.Process.Kill()
	if killErr != nil && !errors.Is(killErr, os.ErrProcessDone) {
		err = wrappedError{"exec: killing Cmd", killErr}
	}
	if c.copied != nil {
		select {
		case copyErr := <-c.copied:
			if err == nil && killErr != nil {
				err = copyErr
			}
		default:
			closeAll(&c.ourFiles)
			<-c.copied
			if err == nil {
				err = ErrWaitDelay
			}
		}
		c.copied = nil
	}
	c.watched <- watchResult{err: err}
}

// waitCopied waits for the copiers, not for longer than the delay.
func (c *Cmd) waitCopied(delay *time.Timer) error {
	if delay != nil {
		defer delay.Stop()
	}
	if c.copied == nil {
		return nil
	}
	if delay == nil {
		if c.WaitDelay == 0 {
			return <-c.copied
		}
		delay = time.NewTimer(c.WaitDelay)
		defer delay.Stop()
	}
	select {
	case err := <-c.copied:
		return err
	case <-delay.C:
	}
	select {
	case err := <-c.copied: // both
		return err
	default:
	}
	closeAll(&c.ourFiles)
	<-c.copied
	return ErrWaitDelay
}

// Wait waits for the command to end and for the copying to and from it. The
// error is an *ExitError if the command did not exit with status 0.
func (c *Cmd) Wait() error {
	if c.Process == nil {
		return errors.New("exec: not started")
	}
	if c.ProcessState != nil {
		return errors.New("exec: Wait was already called")
	}
	state, err := c.Process.Wait()
	if err == nil && !state.Success() {
		err = &ExitError{ProcessState: state}
	}
	c.ProcessState = state
	var delay *time.Timer
	if c.watched != nil {
		result := <-c.watched
		delay = result.delay
		if err == nil {
			err = result.err
		}
	}
	if copyErr := c.waitCopied(delay); err == nil {
		err = copyErr
	}
	closeAll(&c.ourFiles)
	return err
}

// Run starts the command and waits for it.
func (c *Cmd) Run() error {
	if err := c.Start(); err != nil {
		return err
	}
	return c.Wait()
}

// StdinPipe returns a pipe that the command reads. Wait closes it; close it
// earlier to end the command's input.
func (c *Cmd) StdinPipe() (io.WriteCloser, error) {
	if c.Stdin != nil {
		return nil, errors.New("exec: Stdin already set")
	}
	if c.Process != nil {
		return nil, errors.New("exec: StdinPipe after process started")
	}
	theirs, ours, err := c.pipe(true)
	if err != nil {
		return nil, err
	}
	c.Stdin = theirs
	return ours, nil
}

// StdoutPipe returns a pipe that the command's standard output goes to. Wait
// closes it, so read it to the end before.
func (c *Cmd) StdoutPipe() (io.ReadCloser, error) {
	if c.Stdout != nil {
		return nil, errStdoutSet
	}
	if c.Process != nil {
		return nil, errors.New("exec: StdoutPipe after process started")
	}
	theirs, ours, err := c.pipe(false)
	if err != nil {
		return nil, err
	}
	c.Stdout = theirs
	return ours, nil
}

// StderrPipe is StdoutPipe for standard error.
func (c *Cmd) StderrPipe() (io.ReadCloser, error) {
	if c.Stderr != nil {
		return nil, errStderrSet
	}
	if c.Process != nil {
		return nil, errors.New("exec: StderrPipe after process started")
	}
	theirs, ours, err := c.pipe(false)
	if err != nil {
		return nil, err
	}
	c.Stderr = theirs
	return ours, nil
}

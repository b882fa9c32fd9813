// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package testing is what tests, benchmarks, examples and fuzz targets are
// written with. The goloom test command makes the program that runs them.
//
// A test is a goroutine. Its parent, a test too or the root of all, waits on
// its signal: until it is finished, or until it calls Parallel; then it goes on
// once the parent's own function has returned, together with its like.
package testing

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"sync/atomic"
	"time"
	"unicode"
)

var errGoexit = errors.New("test executed panic(nil) or runtime.Goexit")

// TB is what T, B and F have in common.
type TB interface {
	ArtifactDir() string
	Attr(key, value string)
	Cleanup(func())
	Chdir(dir string)
	Context() context.Context
	Error(args ...any)
	Errorf(format string, args ...any)
	Fail()
	FailNow()
	Failed() bool
	Fatal(args ...any)
	Fatalf(format string, args ...any)
	Helper()
	Log(args ...any)
	Logf(format string, args ...any)
	Name() string
	Output() io.Writer
	Setenv(key, value string)
	Skip(args ...any)
	SkipNow()
	Skipf(format string, args ...any)
	Skipped() bool
	TempDir() string

	private() // keeps others from implementing it
}

// common is what T, B and F are made of.
type common struct {
	name     string
	level    int     // 0: the root
	parent   *common // nil: the root
	signal   chan bool
	barrier  chan bool // closed when the parallel sub-tests may go on
	start    time.Time // of what counts
	duration time.Duration

	mu       sync.RWMutex // guards what follows
	output   []byte       // to be shown with the report
	failed   bool
	skipped  bool
	finished bool // the function returned, or ended the test on purpose
	done     bool // reported
	ran      bool
	hasSub   bool
	bench    bool
	helpers  map[string]bool
	cleanups []func()
	cleaning bool
	tempDir  string
	tempSeq  int
	artifact string
	ctx      context.Context
	cancel   context.CancelFunc

	parallel bool // Parallel was called
	env      bool // Setenv or Chdir was
	sub      []*T // parallel sub-tests that wait
}

func (c *common) init(parent *common, name string) {
	c.name = name
	c.parent = parent
	c.level = parent.level + 1
	c.signal = make(chan bool, 1)
	c.barrier = make(chan bool)
	c.ctx, c.cancel = context.WithCancel(context.Background())
}

// A printer shows what happens as it happens, for -v.
type printer struct {
	on   bool
	mu   sync.Mutex
	last string // the test that the last line was of
}

var chatty printer

// update prints a line about a test.
func (p *printer) update(name, format string, args ...any) {
	if !p.on {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.last = name
	fmt.Fprintf(os.Stdout, format, args...)
}

// print prints what a test logs.
func (p *printer) print(name, text string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.last != name {
		p.last = name
		fmt.Fprintf(os.Stdout, "=== NAME  %s\n", name)
	}
	os.Stdout.WriteString(text)
}

func seconds(d time.Duration) string { return fmt.Sprintf("%.2fs", d.Seconds()) }

func indent(text []byte) []byte {
	var b []byte
	for len(text) > 0 {
		n := bytes.IndexByte(text, '\n') + 1
		if n == 0 {
			n = len(text)
		}
		b = append(b, "    "...)
		b = append(b, text[:n]...)
		text = text[n:]
	}
	return b
}

// flush hands a line of report and what was logged to the parent.
func (c *common) flush(report string) {
	c.mu.Lock()
	text := append([]byte(report), c.output...)
	c.output = nil
	c.mu.Unlock()
	p := c.parent
	if p.level > 0 {
		p.mu.Lock()
		p.output = append(p.output, indent(text)...)
		p.mu.Unlock()
	} else if chatty.on {
		chatty.update(c.name, "%s", text)
	} else {
		os.Stdout.Write(text)
	}
}

// report says how the test went, if that is of interest.
func (c *common) report() {
	took := seconds(c.duration)
	switch {
	case c.Failed():
		c.flush(fmt.Sprintf("--- FAIL: %s (%s)\n", c.name, took))
	case !chatty.on:
	case c.Skipped():
		c.flush(fmt.Sprintf("--- SKIP: %s (%s)\n", c.name, took))
	default:
		c.flush(fmt.Sprintf("--- PASS: %s (%s)\n", c.name, took))
	}
}

// caller returns the first frame above package testing that is of no helper.
func (c *common) caller() runtime.Frame {
	var pcs [64]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	var first runtime.Frame
	for more := true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		if strings.HasPrefix(f.Function, "testing.") {
			if first.PC != 0 {
				break // what runs the tests
			}
			continue
		}
		if first.PC == 0 {
			first = f
		}
		if !c.isHelper(f.Function) {
			return f
		}
	}
	return first
}

func (c *common) isHelper(name string) bool {
	for p := c; p != nil; p = p.parent {
		p.mu.RLock()
		found := p.helpers[name]
		p.mu.RUnlock()
		if found {
			return true
		}
	}
	return false
}

// Helper marks the calling function as a helper: what it logs is shown at the
// line of its caller.
func (c *common) Helper() {
	name := c.caller0()
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.helpers == nil {
		c.helpers = map[string]bool{}
	}
	c.helpers[name] = true
}

func (c *common) caller0() string {
	var pcs [8]uintptr
	frames := runtime.CallersFrames(pcs[:runtime.Callers(2, pcs[:])])
	for more := true; more; {
		var f runtime.Frame
		f, more = frames.Next()
		if !strings.HasPrefix(f.Function, "testing.") {
			return f.Function
		}
	}
	return ""
}

// decorate puts the position before a text and indents it.
func (c *common) decorate(text string) string {
	f := c.caller()
	file, line := "???", 1
	if f.File != "" && f.File != "?" {
		file, line = f.File, f.Line
		if !*fullPath {
			file = filepath.Base(file)
		}
	}
	text = strings.TrimSuffix(text, "\n")
	return fmt.Sprintf("    %s:%d: %s\n", file, line, strings.ReplaceAll(text, "\n", "\n        "))
}

func (c *common) log(text string) { c.write(c.decorate(text)) }

func (c *common) write(text string) {
	c.mu.Lock()
	if c.done {
		c.mu.Unlock()
		// Whoever is still running may hear of it.
		for p := c.parent; p != nil; p = p.parent {
			p.mu.Lock()
			if !p.done && p.level > 0 {
				p.output = append(p.output, text...)
				p.mu.Unlock()
				return
			}
			p.mu.Unlock()
		}
		panic("Log in goroutine after " + c.name + " has completed: " + text)
	}
	defer c.mu.Unlock()
	if chatty.on && !c.bench {
		chatty.print(c.name, text)
		return
	}
	c.output = append(c.output, text...)
}

// Log formats as Println does and adds the text to the log, which is shown if
// the test fails or with -v.
func (c *common) Log(args ...any) { c.log(fmt.Sprintln(args...)) }

// Logf is Log in the way of Printf.
func (c *common) Logf(format string, args ...any) { c.log(fmt.Sprintf(format, args...)) }

// Error is Log and Fail.
func (c *common) Error(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.Fail()
}

// Errorf is Logf and Fail.
func (c *common) Errorf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.Fail()
}

// Fatal is Log and FailNow.
func (c *common) Fatal(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.FailNow()
}

// Fatalf is Logf and FailNow.
func (c *common) Fatalf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.FailNow()
}

// Skip is Log and SkipNow.
func (c *common) Skip(args ...any) {
	c.log(fmt.Sprintln(args...))
	c.SkipNow()
}

// Skipf is Logf and SkipNow.
func (c *common) Skipf(format string, args ...any) {
	c.log(fmt.Sprintf(format, args...))
	c.SkipNow()
}

// Fail marks the test as failed; it goes on.
func (c *common) Fail() {
	if c.parent != nil {
		c.parent.Fail()
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.done {
		panic("Fail in goroutine after " + c.name + " has completed")
	}
	c.failed = true
}

// Failed reports whether the test has failed.
func (c *common) Failed() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.failed
}

// FailNow marks the test as failed and ends it, by runtime.Goexit; so it must be
// called on the goroutine of the test.
func (c *common) FailNow() {
	c.Fail()
	c.finish()
}

func (c *common) finish() {
	c.mu.Lock()
	c.finished = true
	c.mu.Unlock()
	runtime.Goexit()
}

// SkipNow marks the test as skipped and ends it, as FailNow does.
func (c *common) SkipNow() {
	c.mu.Lock()
	c.skipped = true
	c.mu.Unlock()
	c.finish()
}

// Skipped reports whether the test was skipped.
func (c *common) Skipped() bool {
	c.mu.RLock()
	defer c.mu.RUnlock()
	return c.skipped
}

// Name returns the name of the test, with those of its parents before it.
func (c *common) Name() string { return c.name }

// Context returns a context that is cancelled just before the cleanups run.
func (c *common) Context() context.Context { return c.ctx }

// Attr notes something about the test.
func (c *common) Attr(key, value string) {
	if strings.ContainsFunc(key, unicode.IsSpace) {
		c.Errorf("disallowed whitespace in attribute key %q", key)
		return
	}
	if strings.ContainsAny(value, "\r\n") {
		c.Errorf("disallowed newline in attribute value %q", value)
		return
	}
	chatty.update(c.name, "=== ATTR  %s %v %v\n", c.name, key, value)
}

type outputWriter struct {
	c    *common
	mu   sync.Mutex
	part []byte // of a line
}

// Output returns a writer to the log, without positions.
func (c *common) Output() io.Writer {
	w := &outputWriter{c: c}
	c.Cleanup(func() {
		w.mu.Lock()
		defer w.mu.Unlock()
		if len(w.part) > 0 {
			c.write("    " + string(w.part) + "\n")
			w.part = nil
		}
	})
	return w
}

func (w *outputWriter) Write(p []byte) (int, error) {
	w.mu.Lock()
	defer w.mu.Unlock()
	w.part = append(w.part, p...)
	if n := bytes.LastIndexByte(w.part, '\n') + 1; n > 0 {
		w.c.write(string(indent(w.part[:n])))
		w.part = append([]byte(nil), w.part[n:]...)
	}
	return len(p), nil
}

// Cleanup has f called when the test and all its sub-tests are complete; the
// last one first.
func (c *common) Cleanup(f func()) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cleanups = append(c.cleanups, f)
}

// runCleanups runs all cleanups, even if one of them panics or ends the
// goroutine.
func (c *common) runCleanups() {
	c.mu.Lock()
	c.cleaning = true
	c.mu.Unlock()
	if c.cancel != nil {
		c.cancel()
	}
	defer func() {
		c.mu.Lock()
		left := len(c.cleanups)
		c.cleaning = left > 0
		c.mu.Unlock()
		if left > 0 {
			c.runCleanups()
		}
	}()
	for {
		c.mu.Lock()
		n := len(c.cleanups)
		if n == 0 {
			c.mu.Unlock()
			return
		}
		f := c.cleanups[n-1]
		c.cleanups = c.cleanups[:n-1]
		c.mu.Unlock()
		f()
	}
}

// cleanupPanic is runCleanups, and returns the value of a panic.
func (c *common) cleanupPanic() (p any) {
	defer func() { p = recover() }()
	c.runCleanups()
	return nil
}

// TempDir returns a new folder, which is removed after the test.
func (c *common) TempDir() string {
	c.mu.Lock()
	dir := c.tempDir
	c.mu.Unlock()
	if dir == "" {
		name := strings.Map(func(r rune) rune {
			if r < 0x80 && !strings.ContainsRune(`-_.=`, r) && !unicode.IsLetter(r) && !unicode.IsDigit(r) {
				return -1
			}
			return r
		}, c.name)
		if len(name) > 64 {
			name = ""
		}
		var err error
		if dir, err = os.MkdirTemp("", name); err != nil {
			c.Fatalf("TempDir: %v", err)
		}
		c.mu.Lock()
		c.tempDir = dir
		c.mu.Unlock()
		c.Cleanup(func() {
			if err := os.RemoveAll(dir); err != nil {
				c.Errorf("TempDir RemoveAll cleanup: %v", err)
			}
		})
	}
	c.mu.Lock()
	c.tempSeq++
	dir = fmt.Sprintf("%s%c%03d", dir, os.PathSeparator, c.tempSeq)
	c.mu.Unlock()
	if err := os.Mkdir(dir, 0o777); err != nil {
		c.Fatalf("TempDir: %v", err)
	}
	return dir
}

// ArtifactDir returns a folder for files that the test leaves.
func (c *common) ArtifactDir() string {
	if c.artifact == "" {
		c.artifact = c.TempDir()
	}
	return c.artifact
}

// Setenv sets a variable of the environment until the end of the test.
func (c *common) Setenv(key, value string) {
	old, was := os.LookupEnv(key)
	if err := os.Setenv(key, value); err != nil {
		c.Fatalf("cannot set environment variable: %v", err)
	}
	c.Cleanup(func() {
		if was {
			os.Setenv(key, old)
		} else {
			os.Unsetenv(key)
		}
	})
}

// Chdir changes the working directory until the end of the test.
func (c *common) Chdir(dir string) {
	old, err := os.Getwd()
	if err == nil {
		err = os.Chdir(dir)
	}
	if err != nil {
		c.Fatal(err)
	}
	if abs, err := filepath.Abs("."); err == nil {
		c.Setenv("PWD", abs)
	}
	c.Cleanup(func() {
		if err := os.Chdir(old); err != nil {
			panic("testing.Chdir: " + err.Error())
		}
	})
}

func (c *common) private() {}

var parallelStart, parallelStop atomic.Int64 // how many parallel tests began, ended

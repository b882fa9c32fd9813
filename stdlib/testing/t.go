// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements T, and how tests are run.

package testing

import (
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

// An InternalTest is a test as the program that runs the tests has it.
type InternalTest struct {
	Name string
	F    func(*T)
}

// T is what a test is passed.
type T struct {
	common
	state *runState
}

var _ TB = (*T)(nil)

// runState is shared by all tests of a run. It counts the tests that run at the
// same time.
type runState struct {
	match *matcher
	limit int

	mu      sync.Mutex
	running int
	waiting []chan bool
	active  map[string]time.Time // tests that have begun, and when
}

func newRunState(limit int, m *matcher) *runState {
	return &runState{match: m, limit: limit, running: 1, active: map[string]time.Time{}}
}

// acquire waits until another test may run.
func (s *runState) acquire() {
	s.mu.Lock()
	if s.running < s.limit {
		s.running++
		s.mu.Unlock()
		return
	}
	c := make(chan bool)
	s.waiting = append(s.waiting, c)
	s.mu.Unlock()
	<-c
}

func (s *runState) release() {
	s.mu.Lock()
	if len(s.waiting) == 0 {
		s.running--
		s.mu.Unlock()
		return
	}
	c := s.waiting[0] // takes the place over
	s.waiting = s.waiting[1:]
	s.mu.Unlock()
	c <- true
}

func (s *runState) note(name string, on bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if on {
		s.active[name] = time.Now()
	} else {
		delete(s.active, name)
	}
}

var failures atomic.Int64 // tests that failed, for -failfast

func (c *common) stopEarly() bool { return *failFast && failures.Load() > 0 }

// Run runs f as a sub-test and waits until it is finished or calls Parallel. It
// reports whether it has not failed.
func (t *T) Run(name string, f func(t *T)) bool { return t.runSub(t.state, name, f) }

func (c *common) runSub(state *runState, name string, f func(t *T)) bool {
	if c.cleaning {
		panic("testing: t.Run called during t.Cleanup")
	}
	c.mu.Lock()
	c.hasSub = true
	c.mu.Unlock()
	full, ok, _ := state.match.fullName(c, name)
	if !ok || c.stopEarly() {
		return true
	}
	t := &T{state: state}
	t.init(c, full)
	chatty.update(t.name, "=== RUN   %s\n", t.name)
	state.note(t.name, true)
	go t.run(f)
	if !<-t.signal {
		// It ended this test along with itself.
		c.finish()
	}
	return !t.Failed()
}

// run is the goroutine of a test.
func (t *T) run(f func(t *T)) {
	defer t.end(t.state, func() {})
	defer func() {
		if len(t.sub) == 0 {
			t.runCleanups()
		}
	}()
	t.start = time.Now()
	f(t)
	t.mu.Lock()
	t.finished = true
	t.mu.Unlock()
}

// end is deferred by the goroutine of a test or target: reports and signals.
func (c *common) end(state *runState, after func()) {
	p := recover()
	if c.Failed() {
		failures.Add(1)
	}
	signal := true
	c.mu.RLock()
	finished := c.finished
	c.mu.RUnlock()
	if !finished && p == nil {
		p = errGoexit
		for up := c.parent; up != nil; up = up.parent {
			up.mu.RLock()
			parentFinished := up.finished
			up.mu.RUnlock()
			if parentFinished {
				if !c.parallel {
					c.Errorf("%v: subtest may have called FailNow on a parent test", p)
					p = nil
					signal = false
				}
				break
			}
		}
	}
	if p != nil {
		c.crash(p)
	}
	c.duration += time.Since(c.start)
	if len(c.sub) > 0 {
		state.release()
		close(c.barrier)
		for _, s := range c.sub {
			<-s.signal
		}
		began := time.Now()
		if p := c.cleanupPanic(); p != nil {
			c.crash(p)
		}
		c.duration += time.Since(began)
		if !c.parallel {
			state.acquire()
		}
	} else if c.parallel {
		state.release()
		parallelStop.Add(1)
	}
	after()
	state.note(c.name, false)
	if c.parent != nil {
		c.report()
	}
	c.mu.Lock()
	c.done = true
	if c.parent != nil && !c.hasSub {
		c.mu.Unlock()
		c.setRan()
	} else {
		c.mu.Unlock()
	}
	c.signal <- signal
}

func (c *common) setRan() {
	for p := c; p != nil; p = p.parent {
		p.mu.Lock()
		p.ran = true
		p.mu.Unlock()
	}
}

// crash shows what was logged so far and panics.
func (c *common) crash(p any) {
	c.Fail()
	if q := c.cleanupPanic(); q != nil {
		c.Logf("cleanup panicked with %v", q)
	}
	for t := c; t.parent != nil; t = t.parent {
		t.duration += time.Since(t.start)
		t.flush(fmt.Sprintf("--- FAIL: %s (%s)\n", t.name, seconds(t.duration)))
		if t.parent.parent != nil {
			t.parent.cleanupPanic()
		}
	}
	panic(p)
}

const parallelConflict = `testing: test using t.Setenv, t.Chdir, or cryptotest.SetGlobalRandom can not use t.Parallel`

// Parallel lets the test run at the same time as others that call it. It waits
// until the function of the parent has returned.
func (t *T) Parallel() {
	if t.parallel {
		panic("testing: t.Parallel called multiple times")
	}
	if t.env {
		panic(parallelConflict)
	}
	t.parallel = true
	if t.parent.barrier == nil {
		return
	}
	t.duration += time.Since(t.start)
	t.parent.mu.Lock()
	t.parent.sub = append(t.parent.sub, t)
	t.parent.mu.Unlock()
	chatty.update(t.name, "=== PAUSE %s\n", t.name)
	t.state.note(t.name, false)
	t.signal <- true
	<-t.parent.barrier
	t.state.acquire()
	parallelStart.Add(1)
	chatty.update(t.name, "=== CONT  %s\n", t.name)
	t.state.note(t.name, true)
	t.start = time.Now()
}

func (t *T) denyParallel() {
	for c := &t.common; c != nil; c = c.parent {
		if c.parallel {
			panic(parallelConflict)
		}
	}
	t.env = true
}

// Setenv sets a variable of the environment until the end of the test, which
// must not be parallel.
func (t *T) Setenv(key, value string) {
	t.denyParallel()
	t.common.Setenv(key, value)
}

// Chdir changes the working directory until the end of the test, which must not
// be parallel.
func (t *T) Chdir(dir string) {
	t.denyParallel()
	t.common.Chdir(dir)
}

// Deadline returns when the time of -timeout is over, if there is such a time.
func (t *T) Deadline() (deadline time.Time, ok bool) { return testDeadline, !testDeadline.IsZero() }

// RunTests runs the tests that -run selects. It is for the program that runs
// the tests.
func RunTests(matchString func(pat, str string) (bool, error), tests []InternalTest) (ok bool) {
	_, ok = runAll(tests, nil)
	return ok
}

func runAll(tests []InternalTest, targets []InternalFuzzTarget) (ran, ok bool) {
	ok = true
	for _, procs := range cpuList {
		setProcs(procs)
		for i := uint(0); i < *count; i++ {
			if *failFast && failures.Load() > 0 {
				break
			}
			state := newRunState(*parallelLimit, newMatcher(*match, "-test.run", *skip))
			current.Store(state)
			root := &T{state: state}
			root.signal = make(chan bool, 1)
			root.barrier = make(chan bool)
			go root.run(func(t *T) {
				for _, test := range tests {
					t.Run(test.Name, test.F)
				}
			})
			<-root.signal
			root2 := &T{state: state}
			root2.signal = make(chan bool, 1)
			root2.barrier = make(chan bool)
			go root2.run(func(t *T) { runFuzzTargets(state, targets, t) })
			<-root2.signal
			ok = ok && !root.Failed() && !root2.Failed()
			ran = ran || root.ran || root2.ran
		}
	}
	return ran, ok
}

var current atomic.Pointer[runState] // the run that is going on

// runningTests describes the tests that have begun, for a timeout.
func runningTests() string {
	state := current.Load()
	if state == nil {
		return ""
	}
	state.mu.Lock()
	defer state.mu.Unlock()
	var b strings.Builder
	var names []string
	for name := range state.active {
		longer := false
		for other := range state.active {
			longer = longer || strings.HasPrefix(other, name+"/")
		}
		if !longer {
			names = append(names, name)
		}
	}
	sortStrings(names)
	for i, name := range names {
		if i == 0 {
			b.WriteString("\n\trunning tests:")
		}
		fmt.Fprintf(&b, "\n\t\t%s (%v)", name, time.Since(state.active[name]).Round(time.Second))
	}
	return b.String()
}

func sortStrings(list []string) {
	for i := range list {
		for j := i; j > 0 && list[j] < list[j-1]; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}

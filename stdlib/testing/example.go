// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements running examples.

package testing

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"time"
)

// An InternalExample is an example as the program that runs the tests has it.
type InternalExample struct {
	Name      string
	F         func()
	Output    string
	Unordered bool
}

// RunExamples runs the examples that the pattern selects. It is for the program
// that runs the tests.
func RunExamples(matchString func(pat, str string) (bool, error), examples []InternalExample) (ok bool) {
	_, ok = runExamples(examples)
	return ok
}

func runExamples(examples []InternalExample) (ran, ok bool) {
	ok = true
	m := newMatcher(*match, "-test.run", *skip)
	for _, e := range examples {
		if _, selected, _ := m.fullName(nil, e.Name); !selected {
			continue
		}
		ran = true
		if !runExample(e) {
			ok = false
			if *failFast {
				break
			}
		}
	}
	return ran, ok
}

func sortedLines(s string) string {
	lines := strings.Split(strings.TrimSpace(s), "\n")
	for i := range lines {
		lines[i] = strings.TrimSpace(lines[i])
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

// runExample collects what the example prints in a file: nobody need read a
// pipe while it runs.
func runExample(e InternalExample) (ok bool) {
	if chatty.on {
		fmt.Printf("=== RUN   %s\n", e.Name)
	}
	f, err := os.CreateTemp("", "example")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Remove(f.Name())
	stdout := os.Stdout
	os.Stdout = f
	start := time.Now()
	finished := false
	defer func() {
		took := time.Since(start)
		os.Stdout = stdout
		p := recover()
		size, _ := f.Seek(0, 1)
		b := make([]byte, size)
		n, _ := f.ReadAt(b, 0)
		f.Close()
		ok = e.report(string(b[:n]), took, finished, p)
	}()
	e.F()
	finished = true
	return
}

func (e *InternalExample) report(output string, took time.Duration, finished bool, p any) bool {
	var problem string
	got, want := strings.TrimSpace(output), strings.TrimSpace(e.Output)
	if e.Unordered {
		if sortedLines(got) != sortedLines(want) && p == nil {
			problem = fmt.Sprintf("got:\n%s\nwant (unordered):\n%s\n", output, e.Output)
		}
	} else if got != want && p == nil {
		problem = fmt.Sprintf("got:\n%s\nwant:\n%s\n", got, want)
	}
	if problem != "" || !finished || p != nil {
		fmt.Printf("--- FAIL: %s (%s)\n%s", e.Name, seconds(took), problem)
	} else if chatty.on {
		fmt.Printf("--- PASS: %s (%s)\n", e.Name, seconds(took))
	}
	if p != nil {
		panic(p)
	}
	if !finished {
		panic(errGoexit)
	}
	return problem == ""
}

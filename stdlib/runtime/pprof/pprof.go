// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package pprof writes profiles. Of those that Go's runtime records this one has the goroutines, as text. There are no
// CPU, heap, block and mutex profiles: asking for one is an error, so that programs which do so on demand only run as they are.
// Profiles that programs make themselves are written as text.
package pprof

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"runtime"
	"slices"
	"strings"
	"sync"
)

var (
	errCPU    = errors.New("pprof: goloom does not record CPU profiles")
	errBinary = errors.New("pprof: goloom writes profiles as text only (debug > 0)")
)

// StartCPUProfile returns an error.
func StartCPUProfile(w io.Writer) error { return errCPU }

// StopCPUProfile does nothing, as there is no profile.
func StopCPUProfile() {}

// WriteHeapProfile returns an error.
func WriteHeapProfile(w io.Writer) error { return Lookup("heap").WriteTo(w, 0) }

// A Profile counts stacks. Some are made by the runtime; the others by NewProfile.
type Profile struct {
	name    string
	builtin bool
	mu      sync.Mutex
	stacks  map[any][]uintptr
}

var profiles struct {
	sync.Mutex
	byName map[string]*Profile
}

// known returns the profiles by name; they are locked.
func known() map[string]*Profile {
	if profiles.byName == nil {
		profiles.byName = map[string]*Profile{}
		for _, name := range []string{"goroutine", "threadcreate", "heap", "allocs", "block", "mutex"} {
			profiles.byName[name] = &Profile{name: name, builtin: true}
		}
	}
	return profiles.byName
}

// NewProfile makes a profile. It panics if there is one of that name.
func NewProfile(name string) *Profile {
	profiles.Lock()
	defer profiles.Unlock()
	if name == "" {
		panic("pprof: NewProfile with empty name")
	}
	if known()[name] != nil {
		panic("pprof: NewProfile name already in use: " + name)
	}
	p := &Profile{name: name, stacks: map[any][]uintptr{}}
	profiles.byName[name] = p
	return p
}

// Lookup returns the profile of that name, nil if there is none.
func Lookup(name string) *Profile {
	profiles.Lock()
	defer profiles.Unlock()
	return known()[name]
}

// Profiles returns all profiles, sorted by name.
func Profiles() []*Profile {
	profiles.Lock()
	defer profiles.Unlock()
	var all []*Profile
	for _, p := range known() {
		all = append(all, p)
	}
	slices.SortFunc(all, func(a, b *Profile) int { return cmp.Compare(a.name, b.name) })
	return all
}

// Name returns the name of the profile.
func (p *Profile) Name() string { return p.name }

// Count returns how many stacks are in the profile.
func (p *Profile) Count() int {
	if p.name == "goroutine" {
		return runtime.NumGoroutine()
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return len(p.stacks)
}

// Add adds the stack of the caller for value; skip is how many calls to leave out, 0 for none. It panics if the value has one.
func (p *Profile) Add(value any, skip int) {
	if p.builtin {
		panic("pprof: Add called on built-in Profile " + p.name)
	}
	pcs := make([]uintptr, 32)
	pcs = pcs[:runtime.Callers(skip+1, pcs)]
	p.mu.Lock()
	defer p.mu.Unlock()
	if _, ok := p.stacks[value]; ok {
		panic("pprof: Profile.Add of duplicate value")
	}
	p.stacks[value] = pcs
}

// Remove removes the stack of value, if there is one.
func (p *Profile) Remove(value any) {
	p.mu.Lock()
	defer p.mu.Unlock()
	delete(p.stacks, value)
}

// WriteTo writes the profile as text: with debug 1 each stack once, with how often it is there; of goroutines with debug 2 the
// stacks as a crash prints them. Debug 0 would be a file for the tool pprof, and is an error, as are the profiles that are not
// recorded.
func (p *Profile) WriteTo(w io.Writer, debug int) error {
	if p.builtin && p.name != "goroutine" {
		return errors.New("pprof: goloom does not record the profile " + p.name)
	}
	if debug == 0 {
		return errBinary
	}
	var stacks []string
	if p.name == "goroutine" {
		text := goroutines()
		if debug >= 2 {
			_, err := io.WriteString(w, text)
			return err
		}
		for _, g := range strings.Split(strings.TrimSpace(text), "\n\n") {
			_, frames, _ := strings.Cut(g, "\n")
			stacks = append(stacks, "#\t"+strings.ReplaceAll(frames, "\n", "\n#\t")+"\n")
		}
	} else {
		p.mu.Lock()
		for _, pcs := range p.stacks {
			stacks = append(stacks, frames(pcs))
		}
		p.mu.Unlock()
	}
	return write(w, p.name, stacks)
}

// goroutines returns the stacks of all, as a crash prints them.
func goroutines() string {
	for size := 1 << 16; ; size *= 2 {
		buf := make([]byte, size)
		if n := runtime.Stack(buf, true); n < size {
			return string(buf[:n])
		}
	}
}

// A program counter says in its upper bits which of the calls that were inlined there is meant.
const addressBits = 1<<48 - 1

func frames(pcs []uintptr) string {
	var b strings.Builder
	for _, pc := range pcs {
		fmt.Fprintf(&b, " %#x", pc&addressBits)
	}
	b.WriteString("\n")
	for list := runtime.CallersFrames(pcs); ; {
		f, more := list.Next()
		if f.Function != "" {
			fmt.Fprintf(&b, "#\t%#x\t%s+%#x\t%s:%d\n", f.PC&addressBits, f.Function, f.PC&addressBits-f.Entry, f.File, f.Line)
		}
		if !more {
			return b.String()
		}
	}
}

// write writes equal stacks once, the most frequent first.
func write(w io.Writer, name string, stacks []string) error {
	count := map[string]int{}
	for _, s := range stacks {
		count[s]++
	}
	var different []string
	for s := range count {
		different = append(different, s)
	}
	slices.SortFunc(different, func(a, b string) int { return cmp.Or(cmp.Compare(count[b], count[a]), cmp.Compare(a, b)) })
	if _, err := fmt.Fprintf(w, "%s profile: total %d\n", name, len(stacks)); err != nil {
		return err
	}
	for _, s := range different {
		separator := ""
		if s[0] == '#' { // without addresses
			separator = "\n"
		}
		if _, err := fmt.Fprintf(w, "%d @%s%s\n", count[s], separator, s); err != nil {
			return err
		}
	}
	return nil
}

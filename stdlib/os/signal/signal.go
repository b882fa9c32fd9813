// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package signal delivers the signals of the operating system to channels.
//
// Unless a program asks for them, SIGHUP, SIGINT and SIGTERM end it; SIGQUIT
// and SIGABRT end it and print its goroutines; SIGTSTP, SIGTTIN and SIGTTOU
// stop it; of the others, those that processes send do nothing. SIGKILL and
// SIGSTOP cannot be asked for. SIGPIPE comes of a write that nobody can read:
// on standard output and standard error it ends the program, elsewhere the
// write only fails.
package signal

import (
	"context"
	"os"
	"runtime"
	"strings"
	"sync"
	"syscall"
)

const signals = 65

// A set of signals.
type set [(signals + 63) / 64]uint64

func (s *set) has(n int) bool { return s[n/64]>>(n%64)&1 != 0 }
func (s *set) add(n int)      { s[n/64] |= 1 << (n % 64) }
func (s *set) remove(n int)   { s[n/64] &^= 1 << (n % 64) }

var (
	mu       sync.Mutex // of what follows, and of the natives that change something
	wants    = map[chan<- os.Signal]*set{}
	stopping = map[chan<- os.Signal]*set{} // what Stop waits for
	askers   [signals]int                  // channels that want the signal
	started  bool
)

// The natives: what the runtime does with a signal from now on.
func enable(sig int)
func disable(sig int)
func ignore(sig int)
func ignored(sig int) bool

// receive waits for the next signal.
func receive() int

// idle reports whether all signals that have come are received and receive
// waits.
func idle() bool

// number returns the signal's number, -1 if it has none.
func number(sig os.Signal) int {
	if s, ok := sig.(syscall.Signal); ok && 0 <= s && s < signals {
		return int(s)
	}
	return -1
}

// each calls f for the numbers of the signals; none at all are all.
func each(sigs []os.Signal, f func(n int)) {
	if len(sigs) == 0 {
		for n := 0; n < signals; n++ {
			f(n)
		}
	}
	for _, sig := range sigs {
		if n := number(sig); n >= 0 {
			f(n)
		}
	}
}

func loop() {
	for {
		deliver(syscall.Signal(receive()))
	}
}

func deliver(sig syscall.Signal) {
	mu.Lock()
	defer mu.Unlock()
	for _, channels := range []map[chan<- os.Signal]*set{wants, stopping} {
		for c, s := range channels {
			if !s.has(int(sig)) {
				continue
			}
			select {
			case c <- sig:
			default:
			}
		}
	}
}

// Notify makes signals be sent to c; without any, all. A signal for which c has
// no room is lost.
func Notify(c chan<- os.Signal, sig ...os.Signal) {
	if c == nil {
		panic("os/signal: Notify using nil channel")
	}
	mu.Lock()
	defer mu.Unlock()
	s := wants[c]
	if s == nil {
		s = &set{}
		wants[c] = s
	}
	each(sig, func(n int) {
		if s.has(n) {
			return
		}
		s.add(n)
		if askers[n]++; askers[n] > 1 {
			return
		}
		enable(n)
		if !started {
			started = true
			go loop()
		}
	})
}

// Stop ends what Notify has begun for c: once it returns, c receives no more.
func Stop(c chan<- os.Signal) {
	mu.Lock()
	s := wants[c]
	if s == nil {
		mu.Unlock()
		return
	}
	delete(wants, c)
	for n := range askers {
		if !s.has(n) {
			continue
		}
		if askers[n]--; askers[n] == 0 {
			disable(n)
		}
	}
	// One that the runtime has taken already still goes to c, lest it be lost.
	stopping[c] = s
	mu.Unlock()
	for !idle() {
		runtime.Gosched()
	}
	mu.Lock()
	if stopping[c] == s {
		delete(stopping, c)
	}
	mu.Unlock()
}

// forget takes signals from all channels, then calls then for each.
func forget(sigs []os.Signal, then func(n int)) {
	mu.Lock()
	defer mu.Unlock()
	each(sigs, func(n int) {
		for c, s := range wants {
			if s.has(n) {
				s.remove(n)
				askers[n]--
			}
			if *s == (set{}) {
				delete(wants, c)
			}
		}
		then(n)
	})
}

// Reset undoes Notify for signals; without any, for all.
func Reset(sig ...os.Signal) { forget(sig, disable) }

// Ignore makes signals do nothing; without any, all.
func Ignore(sig ...os.Signal) { forget(sig, ignore) }

// Ignored reports whether the signal is ignored.
func Ignored(sig os.Signal) bool {
	n := number(sig)
	return n >= 0 && ignored(n)
}

// NotifyContext returns a copy of parent that is done as soon as one of the
// signals comes, stop is called or parent is done. stop also gives the signals
// their usual meaning back.
func NotifyContext(parent context.Context, signals ...os.Signal) (ctx context.Context, stop context.CancelFunc) {
	inner, cancel := context.WithCancelCause(parent)
	c := &signalContext{inner, cancel, signals, make(chan os.Signal, 1)}
	Notify(c.ch, signals...)
	if c.Err() == nil {
		go func() {
			select {
			case sig := <-c.ch:
				cancel(received(sig.String() + " signal received"))
			case <-c.Done():
			}
		}()
	}
	return c, c.stop
}

type signalContext struct {
	context.Context
	cancel  context.CancelCauseFunc
	signals []os.Signal
	ch      chan os.Signal
}

func (c *signalContext) stop() {
	c.cancel(nil)
	Stop(c.ch)
}

// String names the context as the ones of package context do.
func (c *signalContext) String() string {
	name := strings.TrimSuffix(c.Context.(interface{ String() string }).String(), ".WithCancel")
	if len(c.signals) == 0 {
		return "signal.NotifyContext(" + name + ")"
	}
	names := make([]string, len(c.signals))
	for i, sig := range c.signals {
		names[i] = sig.String()
	}
	return "signal.NotifyContext(" + name + ", [" + strings.Join(names, " ") + "])"
}

// received is the cause of a context that a signal has ended.
type received string

func (r received) Error() string { return string(r) }

func (r received) Is(target error) bool { return target == context.Canceled }

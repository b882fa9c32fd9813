// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package iter has the types of functions that for statements range over.
package iter

// Seq is an iterator over values: it calls yield for each, until that returns
// false.
type Seq[V any] func(yield func(V) bool)

// Seq2 is an iterator over pairs of values, often keys and values.
type Seq2[K, V any] func(yield func(K, V) bool)

// puller runs an iterator in a goroutine of its own, one value at a time:
// either it or the caller runs.
type puller struct {
	resume chan bool     // to the iterator: go on (true) or stop
	paused chan struct{} // from it: there is a value, or it has ended
	begun  bool
	ended  bool
	runs   bool // the iterator is running now
	failed bool // it has panicked
	value  any  // of the panic
}

func newPuller() *puller {
	return &puller{resume: make(chan bool), paused: make(chan struct{})}
}

// yield hands a value over and waits. It returns false when the iterator is to
// stop.
func (p *puller) yield() bool {
	p.paused <- struct{}{}
	return <-p.resume
}

// step lets the iterator run to its next value or its end. run is the whole
// iteration.
func (p *puller) step(goOn bool, run func()) {
	if p.runs {
		panic("iter.Pull: next called again before yield")
	}
	if p.ended {
		return
	}
	p.runs = true
	defer func() { p.runs = false }()
	if !p.begun {
		p.begun = true
		if !goOn {
			p.ended = true
			return
		}
		go func() {
			defer func() {
				p.ended = true
				close(p.paused)
			}()
			defer func() {
				if v := recover(); v != nil {
					p.failed = true
					p.value = v
				}
			}()
			run()
		}()
	} else {
		p.resume <- goOn
	}
	<-p.paused
	if p.failed {
		p.failed = false
		panic(p.value)
	}
}

// Pull makes an iterator that is called: next returns the next value and true,
// or the zero value and false after the end. stop ends the iteration early; it
// must be called if next has not returned false. A panic of seq comes out of
// next or stop.
func Pull[V any](seq Seq[V]) (next func() (V, bool), stop func()) {
	var value, zero V
	p := newPuller()
	run := func() {
		seq(func(v V) bool {
			value = v
			return p.yield()
		})
	}
	next = func() (V, bool) {
		p.step(true, run)
		if p.ended {
			return zero, false
		}
		return value, true
	}
	stop = func() {
		p.step(false, run)
		p.ended = true
	}
	return next, stop
}

// Pull2 is Pull for pairs of values.
func Pull2[K, V any](seq Seq2[K, V]) (next func() (K, V, bool), stop func()) {
	var key, zeroKey K
	var value, zero V
	p := newPuller()
	run := func() {
		seq(func(k K, v V) bool {
			key = k
			value = v
			return p.yield()
		})
	}
	next = func() (K, V, bool) {
		p.step(true, run)
		if p.ended {
			return zeroKey, zero, false
		}
		return key, value, true
	}
	stop = func() {
		p.step(false, run)
		p.ended = true
	}
	return next, stop
}

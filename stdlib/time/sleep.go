// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package time

// when returns the monotonic time that lies d ahead.
func when(d Duration) int64 {
	t := nanotime()
	if d <= 0 {
		return t
	}
	if t+int64(d) < t {
		return 1<<63 - 1
	}
	return t + int64(d)
}

// A Timer fires once: it sends the time on C, or calls a function.
type Timer struct {
	C <-chan Time
	c chan Time // C; nil: calls a function
	r runtimeTimer
}

// send returns a function that sends the time on c if there is room.
func send(c chan Time) func() {
	return func() {
		select {
		case c <- Now():
		default:
		}
	}
}

// NewTimer returns a Timer that sends the time after d.
func NewTimer(d Duration) *Timer {
	c := make(chan Time, 1)
	t := &Timer{C: c, c: c}
	t.r.f = send(c)
	t.r.when = when(d)
	startTimer(&t.r)
	return t
}

// AfterFunc returns a Timer that calls f in its own goroutine after d.
func AfterFunc(d Duration, f func()) *Timer {
	t := &Timer{}
	t.r.f = func() { go f() }
	t.r.when = when(d)
	startTimer(&t.r)
	return t
}

// stop stops the timer and takes back a time that nobody has received.
func stop(r *runtimeTimer, c chan Time) bool {
	active := stopTimer(r)
	if c != nil {
		select {
		case <-c:
			active = true
		default:
		}
	}
	return active
}

// Stop keeps the timer from firing. It reports whether it would have.
func (t *Timer) Stop() bool {
	if t.r.f == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	return stop(&t.r, t.c)
}

// Reset makes the timer fire after d. It reports whether it was running.
func (t *Timer) Reset(d Duration) bool {
	if t.r.f == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	active := stop(&t.r, t.c)
	t.r.when = when(d)
	startTimer(&t.r)
	return active
}

// After returns a channel that gets the time after d.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// A Ticker sends the time on C at intervals. A slow receiver misses some.
type Ticker struct {
	C <-chan Time
	c chan Time
	r runtimeTimer
}

// NewTicker returns a Ticker with the interval d.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	c := make(chan Time, 1)
	t := &Ticker{C: c, c: c}
	t.r.f = send(c)
	t.r.when = when(d)
	t.r.period = int64(d)
	startTimer(&t.r)
	return t
}

// Stop ends the ticks. It does not close C.
func (t *Ticker) Stop() {
	if t.r.f != nil {
		stop(&t.r, t.c)
	}
}

// Reset makes d the interval, from now on.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.r.f == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	stop(&t.r, t.c)
	t.r.when = when(d)
	t.r.period = int64(d)
	startTimer(&t.r)
}

// Tick returns the channel of a new Ticker; nil if d <= 0.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}

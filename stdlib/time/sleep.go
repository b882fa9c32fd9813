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
//
// As long as nobody waits for C the runtime knows nothing of the timer: it is
// collected with its last reference, stopped or not. After Stop and Reset no time
// from before them is received.
type Timer struct {
	C <-chan Time
	r runtimeTimer
}

// moment stores the time that was late nanoseconds ago.
func moment(at *Time, late int64) { *at = Now().Add(Duration(-late)) }

// channel makes t, of a Timer or Ticker, one that sends, from d on.
func (t *runtimeTimer) channel(d, period Duration) <-chan Time {
	c := make(chan Time, 1)
	t.fill = moment
	attachTimer(t, c)
	setTimer(t, when(d), int64(period))
	return c
}

// NewTimer returns a Timer that sends the time after d.
func NewTimer(d Duration) *Timer {
	t := new(Timer)
	t.C = t.r.channel(d, 0)
	return t
}

// AfterFunc returns a Timer that calls f in its own goroutine after d.
func AfterFunc(d Duration, f func()) *Timer {
	t := new(Timer)
	t.r.f = func() { go f() }
	t.r.when = when(d)
	startTimer(&t.r)
	return t
}

// Stop keeps the timer from firing. It reports whether it would have, or has
// without anybody having received the time.
func (t *Timer) Stop() bool {
	if t.r.c != nil {
		return setTimer(&t.r, 0, 0)
	}
	if t.r.f == nil {
		panic("time: Stop called on uninitialized Timer")
	}
	return stopTimer(&t.r)
}

// Reset makes the timer fire after d. It reports what Stop would have.
func (t *Timer) Reset(d Duration) bool {
	if t.r.c != nil {
		return setTimer(&t.r, when(d), 0)
	}
	if t.r.f == nil {
		panic("time: Reset called on uninitialized Timer")
	}
	active := stopTimer(&t.r)
	t.r.when = when(d)
	startTimer(&t.r)
	return active
}

// After returns a channel that gets the time after d.
func After(d Duration) <-chan Time { return NewTimer(d).C }

// A Ticker sends the time on C at intervals. A slow receiver misses some.
type Ticker struct {
	C <-chan Time
	r runtimeTimer
}

// NewTicker returns a Ticker with the interval d.
func NewTicker(d Duration) *Ticker {
	if d <= 0 {
		panic("non-positive interval for NewTicker")
	}
	t := new(Ticker)
	t.C = t.r.channel(d, d)
	return t
}

// Stop ends the ticks. It does not close C.
func (t *Ticker) Stop() {
	if t.r.c != nil {
		setTimer(&t.r, 0, 0)
	}
}

// Reset makes d the interval, from now on.
func (t *Ticker) Reset(d Duration) {
	if d <= 0 {
		panic("non-positive interval for Ticker.Reset")
	}
	if t.r.c == nil {
		panic("time: Reset called on uninitialized Ticker")
	}
	setTimer(&t.r, when(d), int64(d))
}

// Tick returns the channel of a new Ticker; nil if d <= 0.
func Tick(d Duration) <-chan Time {
	if d <= 0 {
		return nil
	}
	return NewTicker(d).C
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package time measures and shows time.
//
// A Time is a count of seconds since the year 1 in UTC, and what a monotonic
// clock showed when it was taken by Now; differences use that where both have it.
package time

const (
	secondsPerDay = 86400
	// from January 1 of the year 1 to that of 1970
	unixToInternal int64 = (1969*365 + 1969/4 - 1969/100 + 1969/400) * secondsPerDay

	// A Time outside of the years 1885 to 2157 has no reading of the monotonic clock, as in Go.
	firstMonotonic int64 = (1884*365 + 1884/4 - 1884/100 + 1884/400) * secondsPerDay
	lastMonotonic  int64 = firstMonotonic + 1<<33 - 1
)

// A Time is an instant with nanosecond precision. The zero value is January 1
// of the year 1, 00:00:00 UTC.
type Time struct {
	sec  int64 // since the year 1
	nsec int32
	mono int64 // nanoseconds of the monotonic clock since start, plus 1; 0: none
	loc  *Location
}

var start = nanotime()

// Now returns the present time in the local time zone.
func Now() Time {
	sec, nsec, mono := now()
	return Time{sec + unixToInternal, nsec, mono - start + 1, Local}
}

// Since returns the time that has passed since t.
func Since(t Time) Duration {
	if t.mono != 0 {
		return difference(nanotime()-start+1, t.mono)
	}
	return Now().Sub(t)
}

// Until returns the time that will pass until t.
func Until(t Time) Duration {
	if t.mono != 0 {
		return difference(t.mono, nanotime()-start+1)
	}
	return t.Sub(Now())
}

// Unix returns the local time that lies sec seconds and nsec nanoseconds after
// the start of 1970 in UTC.
func Unix(sec int64, nsec int64) Time {
	if nsec < 0 || nsec >= 1e9 {
		n := nsec / 1e9
		sec += n
		nsec -= n * 1e9
		if nsec < 0 {
			nsec += 1e9
			sec--
		}
	}
	return Time{sec + unixToInternal, int32(nsec), 0, Local}
}

// UnixMilli is Unix in milliseconds.
func UnixMilli(msec int64) Time { return Unix(msec/1e3, (msec%1e3)*1e6) }

// UnixMicro is Unix in microseconds.
func UnixMicro(usec int64) Time { return Unix(usec/1e6, (usec%1e6)*1e3) }

// Unix returns the seconds since the start of 1970 in UTC.
func (t Time) Unix() int64 { return t.sec - unixToInternal }

// UnixMilli is Unix in milliseconds.
func (t Time) UnixMilli() int64 { return t.Unix()*1e3 + int64(t.nsec)/1e6 }

// UnixMicro is Unix in microseconds.
func (t Time) UnixMicro() int64 { return t.Unix()*1e6 + int64(t.nsec)/1e3 }

// UnixNano is Unix in nanoseconds.
func (t Time) UnixNano() int64 { return t.Unix()*1e9 + int64(t.nsec) }

// IsZero reports whether t is the zero Time.
func (t Time) IsZero() bool { return t.sec == 0 && t.nsec == 0 }

// Compare returns -1, 0 or +1 as t is before, at or after u.
func (t Time) Compare(u Time) int {
	switch {
	case t.Before(u):
		return -1
	case t.After(u):
		return +1
	}
	return 0
}

// After reports whether t is after u.
func (t Time) After(u Time) bool { return u.Before(t) }

// Before reports whether t is before u.
func (t Time) Before(u Time) bool {
	if t.mono != 0 && u.mono != 0 {
		return t.mono < u.mono
	}
	return t.sec < u.sec || t.sec == u.sec && t.nsec < u.nsec
}

// Equal reports whether t and u are the same instant, in whatever zone.
func (t Time) Equal(u Time) bool {
	if t.mono != 0 && u.mono != 0 {
		return t.mono == u.mono
	}
	return t.sec == u.sec && t.nsec == u.nsec
}

// Add returns t+d.
func (t Time) Add(d Duration) Time {
	t.sec += int64(d / 1e9)
	nsec := t.nsec + int32(d%1e9)
	if nsec >= 1e9 {
		t.sec++
		nsec -= 1e9
	} else if nsec < 0 {
		t.sec--
		nsec += 1e9
	}
	t.nsec = nsec
	if t.mono != 0 {
		if m := t.mono + int64(d); (m > t.mono) == (d > 0) && firstMonotonic <= t.sec && t.sec <= lastMonotonic {
			t.mono = m
		} else if d != 0 {
			t.mono = 0
		}
	}
	return t
}

// difference returns t-u, or as close to it as a Duration comes.
func difference(t, u int64) Duration {
	d := t - u
	switch {
	case d < 0 && t > u:
		return maxDuration
	case d > 0 && t < u:
		return minDuration
	}
	return Duration(d)
}

// Sub returns t-u, the greatest or least Duration if that is too much.
func (t Time) Sub(u Time) Duration {
	if t.mono != 0 && u.mono != 0 {
		return difference(t.mono, u.mono)
	}
	d := Duration(t.sec-u.sec)*Second + Duration(t.nsec-u.nsec)
	switch {
	case u.Add(d).Equal(t):
		return d
	case t.Before(u):
		return minDuration
	}
	return maxDuration
}

// Round strips the monotonic clock's reading and rounds to a multiple of d.
func (t Time) Round(d Duration) Time {
	t.mono = 0
	if d <= 0 {
		return t
	}
	r := t.rest(d)
	if r < d-r {
		return t.Add(-r)
	}
	return t.Add(d - r)
}

// Truncate strips the monotonic clock's reading and rounds down to a multiple
// of d since the zero time.
func (t Time) Truncate(d Duration) Time {
	t.mono = 0
	if d <= 0 {
		return t
	}
	return t.Add(-t.rest(d))
}

// rest returns the time since the zero time modulo d.
func (t Time) rest(d Duration) Duration {
	// Bit by bit, since the nanoseconds do not fit in 64 bits.
	sec, m := uint64(t.sec), uint64(d)
	if t.sec < 0 {
		sec = uint64(-t.sec)
	}
	r := uint64(0)
	for bit := 63; bit >= 0; bit-- {
		r = r * 2 % m
		if sec>>uint(bit)&1 != 0 {
			r = (r + uint64(Second)%m) % m
		}
	}
	if t.sec < 0 && r != 0 {
		r = m - r
	}
	return Duration((r + uint64(t.nsec)) % m)
}

// UTC returns t in UTC.
func (t Time) UTC() Time {
	t.mono = 0
	t.loc = nil
	return t
}

// Local returns t in the local zone.
func (t Time) Local() Time {
	t.mono = 0
	t.loc = Local
	return t
}

// In returns t in the zone loc.
func (t Time) In(loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Time.In")
	}
	t.mono = 0
	t.loc = loc
	if loc == &utcLocation {
		t.loc = nil
	}
	return t
}

// Location returns the zone of t.
func (t Time) Location() *Location { return t.loc.get() }

// Zone returns the short name of t's zone and its offset in seconds.
func (t Time) Zone() (name string, offset int) {
	offset, name = t.loc.at(t.Unix())
	return name, offset
}

// ZoneBounds returns when the zone that t lies in begins and ends: with summer
// time, or a new law. A zero Time: it has no such bound.
func (t Time) ZoneBounds() (start, end Time) {
	p := t.loc.get().lookup(t.Unix())
	if p.start != firstTime {
		start = Unix(p.start, 0).In(t.Location())
	}
	if p.end != lastTime {
		end = Unix(p.end, 0).In(t.Location())
	}
	return start, end
}

// IsDST reports whether t lies in summer time.
func (t Time) IsDST() bool { return t.loc.get().lookup(t.Unix()).dst }

// local returns the seconds since the year 1 as clocks in t's zone count them.
func (t Time) local() int64 {
	offset, _ := t.loc.at(t.Unix())
	return t.sec + int64(offset)
}

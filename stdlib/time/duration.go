// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package time

// A Duration is a span of time in nanoseconds.
type Duration int64

const (
	Nanosecond  Duration = 1
	Microsecond          = 1000 * Nanosecond
	Millisecond          = 1000 * Microsecond
	Second               = 1000 * Millisecond
	Minute               = 60 * Second
	Hour                 = 60 * Minute

	minDuration Duration = -1 << 63
	maxDuration Duration = 1<<63 - 1
)

// String formats d like "72h3m0.5s"; less than a second has one unit: "1.5ms".
func (d Duration) String() string {
	var buf [32]byte
	w := len(buf)
	u := uint64(d)
	if d < 0 {
		u = -u
	}
	if u == 0 {
		return "0s"
	}
	w--
	buf[w] = 's'
	if u < uint64(Second) {
		digits := 0
		w--
		switch {
		case u < uint64(Microsecond):
			buf[w] = 'n'
		case u < uint64(Millisecond):
			digits = 3
			w-- // µ takes two bytes
			copy(buf[w:], "µ")
		default:
			digits = 6
			buf[w] = 'm'
		}
		w, u = putFraction(buf[:w], u, digits)
		w = putInt(buf[:w], u)
	} else {
		w, u = putFraction(buf[:w], u, 9)
		w = putInt(buf[:w], u%60)
		if u /= 60; u > 0 {
			w--
			buf[w] = 'm'
			w = putInt(buf[:w], u%60)
			if u /= 60; u > 0 {
				w--
				buf[w] = 'h'
				w = putInt(buf[:w], u)
			}
		}
	}
	if d < 0 {
		w--
		buf[w] = '-'
	}
	return string(buf[w:])
}

// putFraction writes the last digits of v behind a point at the end of buf,
// without trailing zeros, and returns where it begins and what is left of v.
func putFraction(buf []byte, v uint64, digits int) (int, uint64) {
	w := len(buf)
	shown := false
	for i := 0; i < digits; i++ {
		digit := v % 10
		shown = shown || digit != 0
		if shown {
			w--
			buf[w] = byte('0' + digit)
		}
		v /= 10
	}
	if shown {
		w--
		buf[w] = '.'
	}
	return w, v
}

// putInt writes v at the end of buf and returns where it begins.
func putInt(buf []byte, v uint64) int {
	w := len(buf)
	for {
		w--
		buf[w] = byte('0' + v%10)
		v /= 10
		if v == 0 {
			return w
		}
	}
}

// Nanoseconds returns d in nanoseconds.
func (d Duration) Nanoseconds() int64 { return int64(d) }

// Microseconds returns d in whole microseconds.
func (d Duration) Microseconds() int64 { return int64(d) / 1e3 }

// Milliseconds returns d in whole milliseconds.
func (d Duration) Milliseconds() int64 { return int64(d) / 1e6 }

func (d Duration) in(unit Duration) float64 {
	return float64(d/unit) + float64(d%unit)/float64(unit)
}

// Seconds returns d in seconds.
func (d Duration) Seconds() float64 { return d.in(Second) }

// Minutes returns d in minutes.
func (d Duration) Minutes() float64 { return d.in(Minute) }

// Hours returns d in hours.
func (d Duration) Hours() float64 { return d.in(Hour) }

// Truncate rounds d towards zero to a multiple of m.
func (d Duration) Truncate(m Duration) Duration {
	if m <= 0 {
		return d
	}
	return d - d%m
}

// Round rounds d to the nearest multiple of m, half away from zero.
func (d Duration) Round(m Duration) Duration {
	if m <= 0 {
		return d
	}
	r := d % m
	if d < 0 {
		if r = -r; r+r < m || r+r < 0 {
			return d + r
		}
		if e := d - m + r; e < d {
			return e
		}
		return minDuration
	}
	if r+r < m && r+r >= 0 {
		return d - r
	}
	if e := d + m - r; e > d {
		return e
	}
	return maxDuration
}

// Abs returns the magnitude of d.
func (d Duration) Abs() Duration {
	switch {
	case d >= 0:
		return d
	case d == minDuration:
		return maxDuration
	}
	return -d
}

type durationError struct {
	text, s string
}

func (e *durationError) Error() string { return "time: " + e.text + " " + quote(e.s) }

func quote(s string) string {
	const hex = "0123456789abcdef"
	out := []byte{'"'}
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c == '"' || c == '\\':
			out = append(out, '\\', c)
		case c < ' ' || c >= 0x80:
			out = append(out, '\\', 'x', hex[c>>4], hex[c&15])
		default:
			out = append(out, c)
		}
	}
	return string(append(out, '"'))
}

func unitOf(s string) (unit uint64, ok bool) {
	switch s {
	case "ns":
		return uint64(Nanosecond), true
	case "us", "µs", "μs": // the micro sign and the letter mu
		return uint64(Microsecond), true
	case "ms":
		return uint64(Millisecond), true
	case "s":
		return uint64(Second), true
	case "m":
		return uint64(Minute), true
	case "h":
		return uint64(Hour), true
	}
	return 0, false
}

// ParseDuration reads a duration: signed decimal numbers, each with a unit, as
// in "-1.5h" or "2h45m".
func ParseDuration(s string) (Duration, error) {
	whole := s
	invalid := &durationError{"invalid duration", whole}
	negative := false
	if s != "" && (s[0] == '-' || s[0] == '+') {
		negative = s[0] == '-'
		s = s[1:]
	}
	if s == "0" {
		return 0, nil
	}
	if s == "" {
		return 0, invalid
	}
	var total uint64
	for s != "" {
		var v, fraction uint64
		scale := 1.0
		digits, n := 0, 0
		for ; n < len(s) && '0' <= s[n] && s[n] <= '9'; n++ {
			if v > 1<<63/10 {
				return 0, invalid
			}
			v = v*10 + uint64(s[n]-'0')
			if v > 1<<63 {
				return 0, invalid
			}
			digits++
		}
		if n < len(s) && s[n] == '.' {
			full := false
			for n++; n < len(s) && '0' <= s[n] && s[n] <= '9'; n++ {
				digits++
				if full || fraction > (1<<63-1)/10 {
					full = true // more digits than matter
					continue
				}
				fraction = fraction*10 + uint64(s[n]-'0')
				scale *= 10
			}
		}
		if digits == 0 {
			return 0, invalid
		}
		s = s[n:]
		for n = 0; n < len(s) && s[n] != '.' && (s[n] < '0' || s[n] > '9'); n++ {
		}
		if n == 0 {
			return 0, &durationError{"missing unit in duration", whole}
		}
		unit, ok := unitOf(s[:n])
		if !ok {
			return 0, &durationError{"unknown unit " + quote(s[:n]) + " in duration", whole}
		}
		s = s[n:]
		if v > 1<<63/unit {
			return 0, invalid
		}
		v *= unit
		if fraction > 0 {
			v += uint64(float64(fraction) * (float64(unit) / scale))
			if v > 1<<63 {
				return 0, invalid
			}
		}
		total += v
		if total > 1<<63 {
			return 0, invalid
		}
	}
	if negative {
		return -Duration(total), nil
	}
	if total > 1<<63-1 {
		return 0, invalid
	}
	return Duration(total), nil
}

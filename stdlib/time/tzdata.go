// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements reading files of the zone database (RFC 8536), and the
// rules in TZ's format that they end with.

package time

import "errors"

var errBadData = errors.New("malformed time zone information")

// A dataReader takes numbers off the front, most significant byte first.
type dataReader struct {
	data []byte
	bad  bool
}

func (r *dataReader) take(n int) []byte {
	if n < 0 || n > len(r.data) {
		r.bad = true
		r.data = nil
		return nil
	}
	b := r.data[:n]
	r.data = r.data[n:]
	return b
}

func (r *dataReader) number(width int) int64 {
	var n uint64
	for _, c := range r.take(width) {
		n = n<<8 | uint64(c)
	}
	shift := 64 - 8*width
	return int64(n<<shift) >> shift
}

// The counts in a header.
type tzHeader struct{ utcLocal, stdWall, leap, changes, zones, chars int }

func (r *dataReader) header() (version byte, h tzHeader) {
	if string(r.take(4)) != "TZif" {
		r.bad = true
		return
	}
	if v := r.take(16); v != nil {
		version = v[0]
	}
	for _, n := range []*int{&h.utcLocal, &h.stdWall, &h.leap, &h.changes, &h.zones, &h.chars} {
		*n = int(r.number(4))
		if *n < 0 || *n > maxZoneFile {
			r.bad = true
			*n = 0
		}
	}
	return version, h
}

// LoadLocationFromTZData returns a zone with the given name from the content of
// a file of the zone database.
func LoadLocationFromTZData(name string, data []byte) (*Location, error) {
	r := &dataReader{data: data}
	version, h := r.header()
	width := 4
	if version >= '2' {
		// The second half has the same in 64 bits.
		r.take(h.changes*5 + h.zones*6 + h.chars + h.leap*8 + h.stdWall + h.utcLocal)
		_, h = r.header()
		width = 8
	} else if version != 0 {
		r.bad = true
	}
	times := &dataReader{data: r.take(h.changes * width)}
	indices := r.take(h.changes)
	zones := &dataReader{data: r.take(h.zones * 6)}
	chars := r.take(h.chars)
	r.take(h.leap*(width+4) + h.stdWall + h.utcLocal)
	if r.bad || h.zones == 0 {
		return nil, errBadData
	}
	l := &Location{name: name}
	if rest := r.data; width == 8 && len(rest) > 2 && rest[0] == '\n' && rest[len(rest)-1] == '\n' {
		l.footer = string(rest[1 : len(rest)-1])
	}
	for range h.zones {
		var z zone
		z.offset = int(zones.number(4))
		z.dst = zones.number(1) != 0
		at := int(uint8(zones.number(1)))
		if at >= len(chars) {
			return nil, errBadData
		}
		end := at
		for end < len(chars) && chars[end] != 0 {
			end++
		}
		z.name = string(chars[at:end])
		l.zones = append(l.zones, z)
	}
	for i := range h.changes {
		c := change{times.number(width), indices[i]}
		if int(c.zone) >= len(l.zones) {
			return nil, errBadData
		}
		l.changes = append(l.changes, c)
	}
	if len(l.changes) == 0 {
		// So that the rule of the footer is looked at.
		l.changes = append(l.changes, change{firstTime, 0})
	}
	return l, nil
}

// A yearRule says when in a year the zone changes.
type yearRule struct {
	kind            byte // 'J': day 1 to 365, without February 29; 'n': day 0 to 365; 'M': weekday of a month
	day, week, mon  int
	secondsOfTheDay int
}

// ruleName takes the name of a zone off a rule: letters, or anything in <>.
func ruleName(s string) (name, rest string, ok bool) {
	if s != "" && s[0] == '<' {
		for i := range len(s) {
			if s[i] == '>' {
				return s[1:i], s[i+1:], true
			}
		}
		return "", "", false
	}
	n := 0
	for n < len(s) && s[n] != ',' && s[n] != '-' && s[n] != '+' && !isDigit(s, n) {
		n++
	}
	if n < 3 {
		return "", "", false
	}
	return s[:n], s[n:], true
}

func ruleNumber(s string, low, high int) (n int, rest string, ok bool) {
	i := 0
	for ; isDigit(s, i) && n <= high; i++ {
		n = n*10 + int(s[i]-'0')
	}
	return n, s[i:], i > 0 && low <= n && n <= high
}

// ruleOffset takes [+-]hh[:mm[:ss]] off a rule, in seconds.
func ruleOffset(s string) (seconds int, rest string, ok bool) {
	negative := false
	if s != "" && (s[0] == '+' || s[0] == '-') {
		negative = s[0] == '-'
		s = s[1:]
	}
	var n int
	if n, s, ok = ruleNumber(s, 0, 24*7); !ok {
		return 0, "", false
	}
	seconds = n * 3600
	for unit := 60; unit > 0 && s != "" && s[0] == ':'; unit /= 60 {
		if n, s, ok = ruleNumber(s[1:], 0, 59); !ok {
			return 0, "", false
		}
		seconds += n * unit
	}
	if negative {
		seconds = -seconds
	}
	return seconds, s, true
}

func ruleOfYear(s string) (r yearRule, rest string, ok bool) {
	r.secondsOfTheDay = 2 * 3600
	switch {
	case s == "":
		return r, "", false
	case s[0] == 'J':
		r.kind = 'J'
		r.day, s, ok = ruleNumber(s[1:], 1, 365)
	case s[0] == 'M':
		r.kind = 'M'
		if r.mon, s, ok = ruleNumber(s[1:], 1, 12); !ok || s == "" || s[0] != '.' {
			return r, "", false
		}
		if r.week, s, ok = ruleNumber(s[1:], 1, 5); !ok || s == "" || s[0] != '.' {
			return r, "", false
		}
		r.day, s, ok = ruleNumber(s[1:], 0, 6)
	default:
		r.kind = 'n'
		r.day, s, ok = ruleNumber(s, 0, 365)
	}
	if ok && s != "" && s[0] == '/' {
		r.secondsOfTheDay, s, ok = ruleOffset(s[1:])
	}
	return r, s, ok
}

// seconds returns when the rule says, since the start of the year, by a clock
// that is offset seconds ahead of UTC.
func (r *yearRule) seconds(year, offset int) int64 {
	start := daysBefore(int64(year), January, 1)
	day := int64(r.day)
	switch r.kind {
	case 'J':
		day--
		if leap(year) && r.day >= 60 {
			day++
		}
	case 'M':
		first := daysBefore(int64(year), Month(r.mon), 1)
		weekday := int64(weekdayOf(first - daysToYear1))
		d := (int64(r.day) - weekday + 7) % 7
		for range r.week - 1 {
			if d+7 >= int64(daysIn(r.mon, year)) {
				break
			}
			d += 7
		}
		day = first - start + d
	}
	return day*secondsPerDay + int64(r.secondsOfTheDay-offset)
}

// ruled returns what a rule says of a time after the last change.
func ruled(rule string, lastChange, unix int64) (p period, ok bool) {
	name, rest, ok := ruleName(rule)
	if !ok {
		return p, false
	}
	west, rest, ok := ruleOffset(rest)
	if !ok {
		return p, false
	}
	std := period{name, -west, lastChange, lastTime, false}
	if rest == "" || rest[0] == ',' {
		return std, true // no summer time
	}
	if name, rest, ok = ruleName(rest); !ok {
		return p, false
	}
	dst := period{name, std.offset + 3600, lastChange, lastTime, true}
	if rest != "" && rest[0] != ',' {
		if west, rest, ok = ruleOffset(rest); !ok {
			return p, false
		}
		dst.offset = -west
	}
	if rest == "" {
		rest = ",M3.2.0,M11.1.0"
	}
	if rest[0] != ',' && rest[0] != ';' {
		return p, false
	}
	begin, rest, ok := ruleOfYear(rest[1:])
	if !ok || rest == "" || rest[0] != ',' {
		return p, false
	}
	finish, rest, ok := ruleOfYear(rest[1:])
	if !ok || rest != "" {
		return p, false
	}
	year, _, _ := dateOf(floorDiv(unix+unixToInternal, secondsPerDay))
	yearStart := (daysBefore(int64(year), January, 1)-daysToYear1)*secondsPerDay - unixToInternal
	yearEnd := yearStart + 365*secondsPerDay // as Go has it, in leap years too
	from := yearStart + begin.seconds(year, std.offset)
	to := yearStart + finish.seconds(year, dst.offset)
	first, second := std, dst // outside of [from, to), inside
	if to < from {
		from, to = to, from
		first, second = dst, std // the southern half of the world
	}
	switch {
	case unix < from:
		first.start, first.end = yearStart, from
		return first, true
	case unix >= to:
		first.start, first.end = to, yearEnd
		return first, true
	}
	second.start, second.end = from, to
	return second, true
}

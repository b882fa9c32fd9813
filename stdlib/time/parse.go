// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package time

// A ParseError says what in a text did not match the layout.
type ParseError struct {
	Layout     string
	Value      string
	LayoutElem string
	ValueElem  string
	Message    string
}

func (e *ParseError) Error() string {
	if e.Message != "" {
		return "parsing time " + quote(e.Value) + e.Message
	}
	return "parsing time " + quote(e.Value) + " as " + quote(e.Layout) + ": cannot parse " +
		quote(e.ValueElem) + " as " + quote(e.LayoutElem)
}

// A parser reads a text element by element.
type parser struct {
	s       string // what is left
	outside string // the name of a value that is out of range
	pm, am  bool

	year, month, day, yearDay   int
	hour, minute, second, nsec  int
	offset                      int
	hasOffset, hasZone, utcZone bool
	zone                        string
}

// number reads min to max digits.
func (p *parser) number(min, max int) (n int, ok bool) {
	i := 0
	for ; i < max && isDigit(p.s, i); i++ {
		n = n*10 + int(p.s[i]-'0')
	}
	if i < min {
		return 0, false
	}
	p.s = p.s[i:]
	return n, true
}

func lower(c byte) byte {
	if 'A' <= c && c <= 'Z' {
		return c + 'a' - 'A'
	}
	return c
}

// word reads one of the names, or its first short letters if short > 0, in
// any case, and returns which.
func (p *parser) word(names []string, short int) (int, bool) {
names:
	for i, name := range names {
		if short > 0 {
			name = name[:short]
		}
		if len(p.s) < len(name) {
			continue
		}
		for k := range len(name) {
			if lower(p.s[k]) != lower(name[k]) {
				continue names
			}
		}
		p.s = p.s[len(name):]
		return i, true
	}
	return 0, false
}

func (p *parser) skip(s string) bool {
	if !hasPrefix(p.s, s) {
		return false
	}
	p.s = p.s[len(s):]
	return true
}

// text reads what a layout has between its elements. A run of spaces stands for
// any number of them, none too at the end.
func (p *parser) text(s string) bool {
	for s != "" {
		if s[0] == ' ' {
			if p.s != "" && p.s[0] != ' ' {
				return false
			}
			s, p.s = trimSpaces(s), trimSpaces(p.s)
			continue
		}
		if p.s == "" || p.s[0] != s[0] {
			return false
		}
		s, p.s = s[1:], p.s[1:]
	}
	return true
}

func trimSpaces(s string) string {
	for s != "" && s[0] == ' ' {
		s = s[1:]
	}
	return s
}

// ranged checks a number that was read.
func (p *parser) ranged(n int, ok bool, low, high int, name string) (int, bool) {
	if ok && (n < low || n > high) {
		p.outside = name
	}
	return n, ok
}

// fraction reads a point or comma and digits: n bytes of them, or all if n is 0.
func (p *parser) fraction(n int) bool {
	if n > 0 {
		if len(p.s) < n {
			return false
		}
		if (p.s[0] == '.' || p.s[0] == ',') && p.s[1] == '-' {
			p.outside = "fractional second"
			return true
		}
		rest := p.s[n:]
		p.s = p.s[:n]
		if !p.fraction(0) || p.s != "" {
			return false
		}
		p.s = rest
		return true
	}
	if len(p.s) < 2 || p.s[0] != '.' && p.s[0] != ',' || !isDigit(p.s, 1) {
		return false
	}
	nsec, scale, i := 0, 100000000, 1
	for ; isDigit(p.s, i); i++ {
		nsec += int(p.s[i]-'0') * scale
		scale /= 10
	}
	p.nsec = nsec
	p.s = p.s[i:]
	return true
}

// offsetFrom reads an offset from UTC.
func (p *parser) offsetFrom(element string) bool {
	if element[0] == 'Z' && p.skip("Z") {
		p.hasOffset, p.utcZone = true, true
		return true
	}
	if p.s == "" || p.s[0] != '+' && p.s[0] != '-' {
		return false
	}
	negative := p.s[0] == '-'
	p.s = p.s[1:]
	h, ok := p.number(2, 2)
	m, s := 0, 0
	colon := len(element) > 3 && element[3] == ':'
	if ok && len(element) > 3 {
		if colon && !p.skip(":") {
			return false
		}
		m, ok = p.number(2, 2)
	}
	if ok && len(element) > 6 {
		if colon && !p.skip(":") {
			return false
		}
		s, ok = p.number(2, 2)
	}
	if h > 24 || m > 60 || s > 60 {
		p.outside = "time zone offset"
	}
	p.offset = h*3600 + m*60 + s
	if negative {
		p.offset = -p.offset
	}
	p.hasOffset = true
	return ok
}

// zoneName reads an abbreviation: three to five capital letters, or a signed
// number of hours.
func (p *parser) zoneName() bool {
	n := zoneLen(p.s)
	if hasPrefix(p.s, "UTC") {
		n = 3
		p.utcZone = true
	}
	if n == 0 {
		return false
	}
	p.zone = p.s[:n]
	p.s = p.s[n:]
	p.hasZone = true
	return true
}

// zoneLen returns the length of the abbreviation that s begins with, or 0.
func zoneLen(s string) int {
	if s == "" {
		return 0
	}
	if s[0] == '+' || s[0] == '-' {
		return signedHours(s)
	}
	if len(s) < 3 {
		return 0
	}
	if hasPrefix(s, "ChST") || hasPrefix(s, "MeST") {
		return 4
	}
	if hasPrefix(s, "GMT") {
		return 3 + signedHours(s[3:])
	}
	n := 0
	for n < len(s) && n < 6 && 'A' <= s[n] && s[n] <= 'Z' {
		n++
	}
	switch {
	case n == 3, n == 4 && (s[3] == 'T' || s[:4] == "WITA"), n == 5 && s[4] == 'T':
		return n
	}
	return 0
}

// signedHours returns the length of a sign and a number of hours below 24.
func signedHours(s string) int {
	if s == "" || s[0] != '+' && s[0] != '-' {
		return 0
	}
	n, hours := 1, 0
	for ; isDigit(s, n) && hours < 1000; n++ {
		hours = hours*10 + int(s[n]-'0')
	}
	if n == 1 || hours > 23 {
		return 0
	}
	return n
}

func (p *parser) element(element, after string) (ok bool) {
	switch element {
	case "2006":
		if len(p.s) < 4 || !isDigit(p.s, 0) {
			return false
		}
		p.year, ok = p.number(4, 4)
	case "06":
		p.year, ok = p.number(2, 2)
		if p.year += 1900; p.year < 1969 {
			p.year += 100
		}
	case "January":
		p.month, ok = p.word(monthNames[:], 0)
		p.month++
	case "Jan":
		p.month, ok = p.word(monthNames[:], 3)
		p.month++
	case "01":
		p.month, ok = p.number(2, 2)
		p.month, ok = p.ranged(p.month, ok, 1, 12, "month")
	case "1":
		p.month, ok = p.number(1, 2)
		p.month, ok = p.ranged(p.month, ok, 1, 12, "month")
	case "Monday":
		_, ok = p.word(dayNames[:], 0)
	case "Mon":
		_, ok = p.word(dayNames[:], 3)
	case "02":
		p.day, ok = p.number(2, 2)
	case "2", "_2":
		if element == "_2" {
			p.skip(" ")
		}
		p.day, ok = p.number(1, 2)
	case "002", "__2":
		for element == "__2" && p.skip(" ") {
		}
		p.yearDay, ok = p.number(1, 3)
	case "15":
		p.hour, ok = p.number(1, 2)
		p.hour, ok = p.ranged(p.hour, ok, 0, 23, "hour")
	case "03":
		p.hour, ok = p.number(2, 2)
		p.hour, ok = p.ranged(p.hour, ok, 0, 12, "hour")
	case "3":
		p.hour, ok = p.number(1, 2)
		p.hour, ok = p.ranged(p.hour, ok, 0, 12, "hour")
	case "04":
		p.minute, ok = p.number(2, 2)
		p.minute, ok = p.ranged(p.minute, ok, 0, 59, "minute")
	case "4":
		p.minute, ok = p.number(1, 2)
		p.minute, ok = p.ranged(p.minute, ok, 0, 59, "minute")
	case "05", "5":
		p.second, ok = p.number(len(element), 2)
		p.second, ok = p.ranged(p.second, ok, 0, 59, "second")
		// A fraction may follow even if the layout has none.
		if _, e, _ := next(after); ok && (e == "" || e[0] != '.' && e[0] != ',') {
			p.fraction(0)
		}
	case "PM", "pm":
		var i int
		i, ok = p.word([]string{"AM", "PM"}, 0)
		p.am, p.pm = i == 0, i == 1
	case "MST":
		ok = p.zoneName()
	default:
		switch {
		case element[0] != '.' && element[0] != ',':
			ok = p.offsetFrom(element)
		case element[1] == '9':
			p.fraction(0)
			ok = true
		default:
			ok = p.fraction(len(element))
		}
	}
	return ok
}

func leap(year int) bool { return year%4 == 0 && (year%100 != 0 || year%400 == 0) }

func daysIn(month, year int) int {
	switch month {
	case 2:
		if leap(year) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// Parse reads a time that is written as the layout shows the reference time.
// Without a zone it is in UTC.
func Parse(layout, value string) (Time, error) { return parse(layout, value, UTC, Local) }

// ParseInLocation is Parse, but for a time without a zone, which is in loc.
func ParseInLocation(layout, value string, loc *Location) (Time, error) {
	return parse(layout, value, loc, loc)
}

func parse(layout, value string, without, local *Location) (Time, error) {
	p := &parser{s: value, month: -1, day: -1, yearDay: -1}
	for rest := layout; ; {
		before, element, after := next(rest)
		if !p.text(before) {
			return Time{}, &ParseError{layout, value, before, p.s, ""}
		}
		if element == "" {
			break
		}
		rest = after
		hold := p.s
		ok := p.element(element, after)
		if p.outside != "" {
			return Time{}, &ParseError{layout, value, element, hold, ": " + p.outside + " out of range"}
		}
		if !ok {
			return Time{}, &ParseError{layout, value, element, hold, ""}
		}
	}
	if p.s != "" {
		return Time{}, &ParseError{layout, value, "", p.s, ": extra text: " + quote(p.s)}
	}
	if p.pm && p.hour < 12 {
		p.hour += 12
	} else if p.am && p.hour == 12 {
		p.hour = 0
	}
	if p.yearDay >= 0 {
		limit := 365
		if leap(p.year) {
			limit++
		}
		if p.yearDay < 1 || p.yearDay > limit {
			return Time{}, &ParseError{layout, value, "", value, ": day-of-year out of range"}
		}
		_, month, day := Date(p.year, January, p.yearDay, 0, 0, 0, 0, UTC).Date()
		if p.month >= 0 && p.month != int(month) {
			return Time{}, &ParseError{layout, value, "", value, ": day-of-year does not match month"}
		}
		if p.day >= 0 && p.day != day {
			return Time{}, &ParseError{layout, value, "", value, ": day-of-year does not match day"}
		}
		p.month, p.day = int(month), day
	}
	if p.month < 0 {
		p.month = 1
	}
	if p.day < 0 {
		p.day = 1
	}
	if p.day < 1 || p.day > daysIn(p.month, p.year) {
		return Time{}, &ParseError{layout, value, "", value, ": day out of range"}
	}
	date := func(loc *Location) Time {
		return Date(p.year, Month(p.month), p.day, p.hour, p.minute, p.second, p.nsec, loc)
	}
	switch {
	case p.utcZone:
		return date(UTC), nil
	case p.hasOffset:
		t := date(UTC)
		t.sec -= int64(p.offset)
		// The local zone, if it has this offset then; else one made up.
		if offset, name := local.at(t.Unix()); offset == p.offset && (p.zone == "" || p.zone == name) {
			return t.In(local), nil
		}
		return t.In(FixedZone(p.zone, p.offset)), nil
	case p.hasZone:
		t := date(UTC)
		if offset, ok := local.named(p.zone, t.Unix()); ok {
			t.sec -= int64(offset)
			return t.In(local), nil
		}
		// A zone nobody knows: with the offset that a name like GMT-7 says.
		offset := 0
		if len(p.zone) > 3 && p.zone[:3] == "GMT" {
			for i := 4; i < len(p.zone); i++ {
				offset = offset*10 + int(p.zone[i]-'0')
			}
			offset *= 3600
			if p.zone[3] == '-' {
				offset = -offset
			}
		}
		return t.In(FixedZone(p.zone, offset)), nil // the instant stays as it was read
	}
	return date(without), nil
}

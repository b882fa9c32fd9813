// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package time

// A Month is a month; January is 1.
type Month int

const (
	January Month = 1 + iota
	February
	March
	April
	May
	June
	July
	August
	September
	October
	November
	December
)

var monthNames = [...]string{
	"January", "February", "March", "April", "May", "June",
	"July", "August", "September", "October", "November", "December",
}

func (m Month) String() string {
	if January <= m && m <= December {
		return monthNames[m-1]
	}
	return "%!Month(" + itoa(int(m)) + ")"
}

// A Weekday is a day of the week; Sunday is 0.
type Weekday int

const (
	Sunday Weekday = iota
	Monday
	Tuesday
	Wednesday
	Thursday
	Friday
	Saturday
)

var dayNames = [...]string{"Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"}

func (d Weekday) String() string {
	if Sunday <= d && d <= Saturday {
		return dayNames[d]
	}
	return "%!Weekday(" + itoa(int(d)) + ")"
}

func itoa(n int) string { return string(appendInt(nil, n, 0)) }

// floorDiv is x/y rounded down.
func floorDiv(x, y int64) int64 {
	q := x / y
	if x%y < 0 {
		q--
	}
	return q
}

// daysBefore returns the days from March 1 of the year 0 to the given date.
// Years are counted from March, so that the leap day is their last.
func daysBefore(year int64, month Month, day int) int64 {
	m := int64(month) - 3
	if m < 0 {
		m += 12
		year--
	}
	return year*365 + floorDiv(year, 4) - floorDiv(year, 100) + floorDiv(year, 400) +
		(153*m+2)/5 + int64(day) - 1
}

// from March 1 of the year 0 to January 1 of the year 1
const daysToYear1 = 306

// dateOf returns the date that lies days after January 1 of the year 1.
func dateOf(days int64) (year int, month Month, day int) {
	days += daysToYear1
	era := floorDiv(days, 146097) // 400 years
	d := days - era*146097
	y := (d - d/1460 + d/36524 - d/146096) / 365
	d -= y*365 + y/4 - y/100
	m := (5*d + 2) / 153
	day = int(d - (153*m+2)/5 + 1)
	y += era * 400
	if m += 3; m > 12 {
		m -= 12
		y++
	}
	return int(y), Month(m), day
}

// Date returns the date of t.
func (t Time) Date() (year int, month Month, day int) {
	return dateOf(floorDiv(t.local(), secondsPerDay))
}

// Year returns the year of t.
func (t Time) Year() int {
	year, _, _ := t.Date()
	return year
}

// Month returns the month of t.
func (t Time) Month() Month {
	_, month, _ := t.Date()
	return month
}

// Day returns the day of the month of t.
func (t Time) Day() int {
	_, _, day := t.Date()
	return day
}

// YearDay returns the day of the year of t, 1 to 366.
func (t Time) YearDay() int {
	days := floorDiv(t.local(), secondsPerDay)
	year, _, _ := dateOf(days)
	return int(days + daysToYear1 - daysBefore(int64(year), January, 1) + 1)
}

// Weekday returns the day of the week of t.
func (t Time) Weekday() Weekday { return weekdayOf(floorDiv(t.local(), secondsPerDay)) }

// weekdayOf returns the weekday days after January 1 of the year 1, a Monday.
func weekdayOf(days int64) Weekday { return Weekday(days + 1 - floorDiv(days+1, 7)*7) }

// ISOWeek returns the year and the number of the ISO 8601 week of t.
func (t Time) ISOWeek() (year, week int) {
	thursday := t.AddDate(0, 0, 4-(int(t.Weekday()+6)%7+1))
	return thursday.Year(), (thursday.YearDay()-1)/7 + 1
}

func (t Time) secondOfDay() int {
	s := t.local()
	return int(s - floorDiv(s, secondsPerDay)*secondsPerDay)
}

// Clock returns the time of day of t.
func (t Time) Clock() (hour, min, sec int) {
	s := t.secondOfDay()
	return s / 3600, s / 60 % 60, s % 60
}

// Hour returns the hour of t, 0 to 23.
func (t Time) Hour() int { return t.secondOfDay() / 3600 }

// Minute returns the minute of t.
func (t Time) Minute() int { return t.secondOfDay() / 60 % 60 }

// Second returns the second of t.
func (t Time) Second() int { return t.secondOfDay() % 60 }

// Nanosecond returns the nanosecond of t.
func (t Time) Nanosecond() int { return int(t.nsec) }

// carry moves what lies outside [0, base) from lo to hi.
func carry(hi, lo, base int) (int, int) {
	n := int(floorDiv(int64(lo), int64(base)))
	return hi + n, lo - n*base
}

// Date returns the time with the given date and clock in the zone loc. Values
// outside their ranges carry over: October 32 is November 1.
func Date(year int, month Month, day, hour, min, sec, nsec int, loc *Location) Time {
	if loc == nil {
		panic("time: missing Location in call to Date")
	}
	sec, nsec = carry(sec, nsec, 1e9)
	min, sec = carry(min, sec, 60)
	hour, min = carry(hour, min, 60)
	day, hour = carry(day, hour, 24)
	year, m := carry(year, int(month)-1, 12)
	days := daysBefore(int64(year), Month(m+1), 1) + int64(day-1) - daysToYear1
	s := days*secondsPerDay + int64(hour*3600+min*60+sec)
	// The zone's offset depends on the time in UTC: try the one that is right
	// there, and near a change the other.
	unix := s - unixToInternal
	p := loc.get().lookup(unix)
	offset := p.offset
	if utc := unix - int64(offset); utc < p.start || utc >= p.end {
		offset, _ = loc.at(utc)
	}
	t := Time{sec: s - int64(offset), nsec: int32(nsec), loc: loc}
	if loc == &utcLocation {
		t.loc = nil
	}
	return t
}

// AddDate returns the time the given years, months and days after t, with
// the same clock.
func (t Time) AddDate(years int, months int, days int) Time {
	year, month, day := t.Date()
	hour, min, sec := t.Clock()
	return Date(year+years, month+Month(months), day+days, hour, min, sec, int(t.nsec), t.Location())
}

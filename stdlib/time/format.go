// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package time

// Layouts show how the reference time, January 2, 15:04:05, 2006, in the zone
// seven hours west of Greenwich, would be written.
const (
	Layout      = "01/02 03:04:05PM '06 -0700"
	ANSIC       = "Mon Jan _2 15:04:05 2006"
	UnixDate    = "Mon Jan _2 15:04:05 MST 2006"
	RubyDate    = "Mon Jan 02 15:04:05 -0700 2006"
	RFC822      = "02 Jan 06 15:04 MST"
	RFC822Z     = "02 Jan 06 15:04 -0700"
	RFC850      = "Monday, 02-Jan-06 15:04:05 MST"
	RFC1123     = "Mon, 02 Jan 2006 15:04:05 MST"
	RFC1123Z    = "Mon, 02 Jan 2006 15:04:05 -0700"
	RFC3339     = "2006-01-02T15:04:05Z07:00"
	RFC3339Nano = "2006-01-02T15:04:05.999999999Z07:00"
	Kitchen     = "3:04PM"
	Stamp       = "Jan _2 15:04:05"
	StampMilli  = "Jan _2 15:04:05.000"
	StampMicro  = "Jan _2 15:04:05.000000"
	StampNano   = "Jan _2 15:04:05.000000000"
	DateTime    = "2006-01-02 15:04:05"
	DateOnly    = "2006-01-02"
	TimeOnly    = "15:04:05"
)

// The elements that a layout can have, longer before shorter.
var elements = [...]string{
	"January", "Jan", "Monday", "Mon", "MST",
	"2006", "002", "__2", "_2006", "_2", "02", "01", "03", "04", "05", "06", "15",
	"PM", "pm",
	"Z07:00:00", "Z070000", "Z07:00", "Z0700", "Z07",
	"-07:00:00", "-070000", "-07:00", "-0700", "-07",
	"1", "2", "3", "4", "5",
}

func hasPrefix(s, prefix string) bool { return len(s) >= len(prefix) && s[:len(prefix)] == prefix }

func isDigit(s string, i int) bool { return i < len(s) && '0' <= s[i] && s[i] <= '9' }

// next splits a layout at its first element. A fraction of a second is a point
// or comma and zeros or nines, not followed by a digit.
func next(layout string) (before, element, after string) {
	for i := 0; i < len(layout); i++ {
		rest := layout[i:]
		if c := rest[0]; (c == '.' || c == ',') && len(rest) > 1 && (rest[1] == '0' || rest[1] == '9') {
			n := 1
			for n < len(rest) && rest[n] == rest[1] {
				n++
			}
			if !isDigit(rest, n) {
				return layout[:i], rest[:n], rest[n:]
			}
			continue
		}
		for _, e := range elements {
			if !hasPrefix(rest, e) {
				continue
			}
			if e == "_2006" { // a space and the year
				return layout[:i+1], "2006", rest[5:]
			}
			if (e == "Jan" || e == "Mon") && len(rest) > 3 && 'a' <= rest[3] && rest[3] <= 'z' {
				break // another word
			}
			return layout[:i], e, rest[len(e):]
		}
	}
	return layout, "", ""
}

// appendInt appends n with leading zeros to the given width.
func appendInt(b []byte, n int, width int) []byte {
	if n < 0 {
		b = append(b, '-')
		n = -n
	}
	var buf [20]byte
	w := putInt(buf[:], uint64(n))
	for i := len(buf) - w; i < width; i++ {
		b = append(b, '0')
	}
	return append(b, buf[w:]...)
}

// appendOffset appends an offset from UTC as a layout's element shows it.
func appendOffset(b []byte, element string, offset int) []byte {
	if element[0] == 'Z' && offset == 0 {
		return append(b, 'Z')
	}
	if offset < 0 {
		b = append(b, '-')
		offset = -offset
	} else {
		b = append(b, '+')
	}
	b = appendInt(b, offset/3600, 2)
	colon := len(element) > 3 && element[3] == ':'
	if len(element) > 3 {
		if colon {
			b = append(b, ':')
		}
		b = appendInt(b, offset/60%60, 2)
	}
	if len(element) > 6 {
		if colon {
			b = append(b, ':')
		}
		b = appendInt(b, offset%60, 2)
	}
	return b
}

func appendFraction(b []byte, nsec int, element string) []byte {
	var digits [9]byte
	for i := 8; i >= 0; i-- {
		digits[i] = byte('0' + nsec%10)
		nsec /= 10
	}
	n := min(len(element)-1, 9)
	if element[1] == '9' {
		for n > 0 && digits[n-1] == '0' {
			n--
		}
		if n == 0 {
			return b
		}
	}
	return append(append(b, element[0]), digits[:n]...)
}

// AppendFormat appends what Format returns.
func (t Time) AppendFormat(b []byte, layout string) []byte {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	for layout != "" {
		before, element, after := next(layout)
		b = append(b, before...)
		layout = after
		switch element {
		case "":
			return b
		case "2006":
			b = appendInt(b, year, 4)
		case "06":
			b = appendInt(b, max(year%100, -year%100), 2)
		case "January":
			b = append(b, month.String()...)
		case "Jan":
			b = append(b, month.String()[:3]...)
		case "01":
			b = appendInt(b, int(month), 2)
		case "1":
			b = appendInt(b, int(month), 0)
		case "Monday":
			b = append(b, t.Weekday().String()...)
		case "Mon":
			b = append(b, t.Weekday().String()[:3]...)
		case "02":
			b = appendInt(b, day, 2)
		case "_2":
			if day < 10 {
				b = append(b, ' ')
			}
			b = appendInt(b, day, 0)
		case "2":
			b = appendInt(b, day, 0)
		case "002":
			b = appendInt(b, t.YearDay(), 3)
		case "__2":
			if t.YearDay() < 100 {
				b = append(b, ' ')
			}
			if t.YearDay() < 10 {
				b = append(b, ' ')
			}
			b = appendInt(b, t.YearDay(), 0)
		case "15":
			b = appendInt(b, hour, 2)
		case "03":
			b = appendInt(b, (hour+11)%12+1, 2)
		case "3":
			b = appendInt(b, (hour+11)%12+1, 0)
		case "04":
			b = appendInt(b, minute, 2)
		case "4":
			b = appendInt(b, minute, 0)
		case "05":
			b = appendInt(b, second, 2)
		case "5":
			b = appendInt(b, second, 0)
		case "PM":
			b = append(b, "AMPM"[hour/12*2:hour/12*2+2]...)
		case "pm":
			b = append(b, "ampm"[hour/12*2:hour/12*2+2]...)
		case "MST":
			name, offset := t.Zone()
			if name != "" {
				b = append(b, name...)
			} else {
				b = appendOffset(b, "-0700", offset)
			}
		default:
			if element[0] == '.' || element[0] == ',' {
				b = appendFraction(b, t.Nanosecond(), element)
			} else {
				_, offset := t.Zone()
				b = appendOffset(b, element, offset)
			}
		}
	}
	return b
}

// Format shows t as the layout shows the reference time.
func (t Time) Format(layout string) string { return string(t.AppendFormat(nil, layout)) }

// String shows t as "2006-01-02 15:04:05.999999999 -0700 MST", and the reading
// of the monotonic clock if it has one.
func (t Time) String() string {
	b := t.AppendFormat(nil, "2006-01-02 15:04:05.999999999 -0700 MST")
	if t.mono != 0 {
		m := t.mono - 1
		sign := byte('+')
		if m < 0 {
			sign = '-'
			m = -m
		}
		b = append(append(b, " m="...), sign)
		b = appendInt(b, int(uint64(m)/1e9), 0)
		b = append(b, '.')
		b = appendInt(b, int(uint64(m)%1e9), 9)
	}
	return string(b)
}

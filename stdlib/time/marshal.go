// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the forms of a Time that programs read: Go source, RFC
// 3339, and bytes.

package time

import "errors"

// GoString shows t as Go source.
func (t Time) GoString() string {
	year, month, day := t.Date()
	hour, minute, second := t.Clock()
	b := []byte("time.Date(")
	b = append(appendInt(b, year, 0), ", "...)
	if January <= month && month <= December {
		b = append(append(b, "time."...), month.String()...)
	} else {
		b = appendInt(b, int(month), 0)
	}
	for _, n := range [...]int{day, hour, minute, second, t.Nanosecond()} {
		b = appendInt(append(b, ", "...), n, 0)
	}
	b = append(b, ", "...)
	switch l := t.Location(); l {
	case UTC, nil:
		b = append(b, "time.UTC"...)
	case Local:
		b = append(b, "time.Local"...)
	default:
		b = append(append(append(b, "time.Location("...), quote(l.name)...), ')')
	}
	return string(append(b, ')'))
}

// appendStrict appends t as RFC 3339 has it, and refuses what that cannot say.
func (t Time) appendStrict(b []byte) ([]byte, error) {
	from := len(b)
	b = t.AppendFormat(b, RFC3339Nano)
	if b[from+len("9999")] != '-' {
		return b, errors.New("year outside of range [0,9999]")
	}
	if b[len(b)-1] != 'Z' {
		if c := b[len(b)-len("Z07:00")]; '0' <= c && c <= '9' || b[len(b)-5] > '2' || b[len(b)-5] == '2' && b[len(b)-4] > '3' {
			return b, errors.New("timezone hour outside of range [0,23]")
		}
	}
	return b, nil
}

func wrap(method string, err error) error {
	if err == nil {
		return nil
	}
	return errors.New(method + err.Error())
}

// AppendText appends t as RFC 3339 has it, with what is needed of a second.
func (t Time) AppendText(b []byte) ([]byte, error) {
	text, err := t.appendStrict(b)
	if err != nil {
		return nil, wrap("Time.AppendText: ", err)
	}
	return text, nil
}

// MarshalText returns t as RFC 3339 has it, with what is needed of a second.
func (t Time) MarshalText() ([]byte, error) {
	text, err := t.appendStrict(nil)
	if err != nil {
		return nil, wrap("Time.MarshalText: ", err)
	}
	return text, nil
}

// UnmarshalText reads what MarshalText returns.
func (t *Time) UnmarshalText(data []byte) error {
	u, err := Parse(RFC3339, string(data))
	*t = u
	return err
}

// MarshalJSON returns t as RFC 3339 has it, quoted.
func (t Time) MarshalJSON() ([]byte, error) {
	text, err := t.appendStrict([]byte{'"'})
	if err != nil {
		return nil, wrap("Time.MarshalJSON: ", err)
	}
	return append(text, '"'), nil
}

// UnmarshalJSON reads what MarshalJSON returns; null changes nothing.
func (t *Time) UnmarshalJSON(data []byte) error {
	s := string(data)
	if s == "null" {
		return nil
	}
	if len(s) < 2 || s[0] != '"' || s[len(s)-1] != '"' {
		return errors.New("Time.UnmarshalJSON: input is not a JSON string")
	}
	u, err := Parse(RFC3339, s[1:len(s)-1])
	*t = u
	return err
}

// The binary form: a version, the seconds since the year 1, the nanoseconds, the
// offset in minutes, and in version 2 the seconds of the offset. An offset of -1
// is UTC.
const (
	binaryMinutes = 1
	binarySeconds = 2
)

// AppendBinary appends the binary form of t.
func (t Time) AppendBinary(b []byte) ([]byte, error) {
	version := byte(binaryMinutes)
	minutes, seconds := -1, 0
	if t.Location() != UTC {
		_, offset := t.Zone()
		if seconds = offset % 60; seconds != 0 {
			version = binarySeconds
		}
		minutes = offset / 60
		if minutes < -32768 || minutes == -1 || minutes > 32767 {
			return b, errors.New("Time.MarshalBinary: unexpected zone offset")
		}
	}
	b = append(b, version)
	for shift := 56; shift >= 0; shift -= 8 {
		b = append(b, byte(t.sec>>shift))
	}
	for shift := 24; shift >= 0; shift -= 8 {
		b = append(b, byte(t.nsec>>shift))
	}
	b = append(b, byte(minutes>>8), byte(minutes))
	if version == binarySeconds {
		b = append(b, byte(seconds))
	}
	return b, nil
}

// MarshalBinary returns the binary form of t.
func (t Time) MarshalBinary() ([]byte, error) {
	b, err := t.AppendBinary(make([]byte, 0, 16))
	if err != nil {
		return nil, err
	}
	return b, nil
}

// UnmarshalBinary reads what MarshalBinary returns.
func (t *Time) UnmarshalBinary(data []byte) error {
	if len(data) == 0 {
		return errors.New("Time.UnmarshalBinary: no data")
	}
	version := data[0]
	if version != binaryMinutes && version != binarySeconds {
		return errors.New("Time.UnmarshalBinary: unsupported version")
	}
	want := 15
	if version == binarySeconds {
		want++
	}
	if len(data) != want {
		return errors.New("Time.UnmarshalBinary: invalid length")
	}
	r := &dataReader{data: data[1:]}
	u := Time{sec: r.number(8), nsec: int32(r.number(4))}
	offset := int(r.number(2)) * 60
	if version == binarySeconds {
		offset += int(r.number(1))
	}
	switch {
	case offset == -60:
	default:
		u.loc = Local
		if _, local := u.Zone(); local != offset {
			u.loc = FixedZone("", offset)
		}
	}
	*t = u
	return nil
}

// GobEncode returns the binary form of t.
func (t Time) GobEncode() ([]byte, error) { return t.MarshalBinary() }

// GobDecode reads the binary form.
func (t *Time) GobDecode(data []byte) error { return t.UnmarshalBinary(data) }

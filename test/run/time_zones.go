// Time zones from the system's database, the rules behind its end, parsing zones, and the forms that programs read.
// RUN: env -u ZONEINFO TZ=America/New_York %goloom run %s > %t && diff %S/Inputs/time_zones.out %t
package main

import (
	"fmt"
	"time"
)

func main() {
	for _, name := range []string{"Europe/Berlin", "America/Los_Angeles", "Asia/Kolkata", "Australia/Sydney", "Africa/Casablanca",
		"Pacific/Apia", "America/Nuuk", "Asia/Tehran", "UTC", ""} {
		loc, err := time.LoadLocation(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		for _, year := range []int{1850, 1918, 1945, 1975, 2000, 2011, 2023, 2037, 2038, 2050, 2400} {
			for _, month := range []time.Month{1, 3, 4, 7, 10, 11} {
				t := time.Date(year, month, 28, 2, 30, 0, 0, loc)
				start, end := t.ZoneBounds()
				fmt.Println(t, t.IsDST(), t.Unix(), start.UTC(), end.UTC())
			}
		}
	}
	for _, name := range []string{"Nowhere/None", "../etc/passwd", "/etc/localtime", "a\\b"} {
		_, err := time.LoadLocation(name)
		fmt.Println(err)
	}
	fmt.Println(time.Local, time.Unix(1700000000, 0), time.Date(2023, 7, 1, 12, 0, 0, 0, time.Local))

	berlin, _ := time.LoadLocation("Europe/Berlin")
	for _, c := range [][2]string{
		{time.RFC1123, "Mon, 02 Jan 2006 15:04:05 EST"},
		{time.RFC1123, "Mon, 02 Jul 2006 15:04:05 EDT"},
		{time.RFC1123, "Mon, 02 Jan 2006 15:04:05 CET"},
		{time.RFC1123, "Mon, 02 Jan 2006 15:04:05 GMT+3"},
		{time.RFC1123, "Mon, 02 Jan 2006 15:04:05 UTC"},
		{time.RFC1123, "Mon, 02 Jan 2006 15:04:05 XYZZY"},
		{time.RFC1123, "Mon, 02 Jan 2006 15:04:05 +0330"},
		{time.RFC3339, "2023-07-01T10:00:00+02:00"},
		{time.RFC3339, "2023-07-01T10:00:00Z"},
		{time.DateTime, "2023-03-26 02:30:00"},
	} {
		t, err := time.Parse(c[0], c[1])
		fmt.Println(t, err)
		t, err = time.ParseInLocation(c[0], c[1], berlin)
		fmt.Println(t, err)
	}

	t := time.Date(2023, 7, 1, 12, 0, 0, 123000000, berlin)
	fmt.Printf("%#v %#v %#v\n", t, t.UTC(), t.Local())
	text, err := t.MarshalJSON()
	fmt.Println(string(text), err)
	var u time.Time
	fmt.Println(u.UnmarshalJSON(text), u, u.Equal(t))
	binary, err := t.MarshalBinary()
	fmt.Printf("%x %v %v ", binary, err, u.UnmarshalBinary(binary))
	fmt.Println(u)
	odd := time.Date(1890, 1, 1, 0, 0, 0, 0, berlin)
	binary, err = odd.MarshalBinary()
	fmt.Printf("%x %v %v ", binary, err, u.UnmarshalBinary(binary))
	fmt.Println(u, u.Equal(odd))
	for _, bad := range []string{`5`, `"2023-07-01"`, `"2023-07-01T4:00:00Z"`, `"2023-07-01T04:00:00,5Z"`, `"2023-07-01T04:00:00+24:00"`,
		`"2023-02-30T04:00:00Z"`, `null`} {
		fmt.Println(u.UnmarshalJSON([]byte(bad)))
	}
	_, err = time.Date(10000, 1, 1, 0, 0, 0, 0, time.UTC).MarshalJSON()
	fmt.Println(err)
	_, err = time.Date(2000, 1, 1, 0, 0, 0, 0, time.FixedZone("", 25*3600)).MarshalText()
	fmt.Println(err)
	fmt.Println(u.UnmarshalBinary(nil), u.UnmarshalBinary([]byte{9}), u.UnmarshalBinary([]byte{1, 2}))
}

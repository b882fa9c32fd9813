// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Location: the time zones, and what the time is in them.

package time

import (
	"errors"
	"sync"
	"syscall"
)

// A Location is a time zone: the offsets that a place has had. The zero value
// is UTC.
type Location struct {
	name    string
	zones   []zone
	changes []change // by time; without any, the first zone holds
	footer  string   // the rule for the times after the last change, as in TZ
}

// A zone is an offset with a name.
type zone struct {
	name   string
	offset int // seconds east of UTC
	dst    bool
}

// From a change on, a zone holds.
type change struct {
	when int64 // since 1970
	zone uint8
}

// A period is a zone and when it holds: from start up to end.
type period struct {
	name       string
	offset     int
	start, end int64
	dst        bool
}

const (
	firstTime = -1 << 63
	lastTime  = 1<<63 - 1
)

var utcLocation = Location{name: "UTC"}
var localLocation Location
var localOnce sync.Once

// UTC is the zone without an offset.
var UTC *Location = &utcLocation

// Local is the zone of the system: what TZ says, or /etc/localtime.
var Local *Location = &localLocation

func (l *Location) get() *Location {
	if l == nil {
		return &utcLocation
	}
	if l == &localLocation {
		localOnce.Do(initLocal)
	}
	return l
}

// String returns the zone's name.
func (l *Location) String() string { return l.get().name }

// FixedZone returns a zone that is offset seconds east of UTC.
func FixedZone(name string, offset int) *Location {
	return &Location{name: name, zones: []zone{{name, offset, false}}}
}

// first returns the zone before all changes: the first one that is not summer
// time, unless the file says more clearly what it is.
func (l *Location) first() *zone {
	used := false
	for _, c := range l.changes {
		used = used || c.zone == 0
	}
	if !used {
		return &l.zones[0]
	}
	if len(l.changes) > 0 && l.zones[l.changes[0].zone].dst {
		for i := int(l.changes[0].zone) - 1; i >= 0; i-- {
			if !l.zones[i].dst {
				return &l.zones[i]
			}
		}
	}
	for i := range l.zones {
		if !l.zones[i].dst {
			return &l.zones[i]
		}
	}
	return &l.zones[0]
}

// lookup returns what holds at a time since 1970.
func (l *Location) lookup(unix int64) period {
	if len(l.zones) == 0 {
		return period{"UTC", 0, firstTime, lastTime, false}
	}
	if len(l.changes) == 0 || unix < l.changes[0].when {
		z := l.first()
		p := period{z.name, z.offset, firstTime, lastTime, z.dst}
		if len(l.changes) > 0 {
			p.end = l.changes[0].when
		}
		return p
	}
	low, high := 0, len(l.changes) // the last change at or before unix is in [low, high)
	for high-low > 1 {
		if m := (low + high) / 2; unix < l.changes[m].when {
			high = m
		} else {
			low = m
		}
	}
	z := &l.zones[l.changes[low].zone]
	p := period{z.name, z.offset, l.changes[low].when, lastTime, z.dst}
	if low+1 < len(l.changes) {
		p.end = l.changes[low+1].when
	} else if q, ok := ruled(l.footer, p.start, unix); ok {
		return q
	}
	return p
}

// at returns the offset and the short name of the zone at a time since 1970.
func (l *Location) at(unix int64) (offset int, name string) {
	l = l.get()
	switch {
	case len(l.zones) == 0:
		return 0, "UTC"
	case len(l.zones) == 1 && len(l.changes) == 0:
		return l.zones[0].offset, l.zones[0].name
	}
	p := l.lookup(unix)
	return p.offset, p.name
}

// named returns the offset of a zone by its short name, at a time of the clock.
func (l *Location) named(name string, clock int64) (offset int, ok bool) {
	l = l.get()
	for i := range l.zones {
		if z := &l.zones[i]; z.name == name {
			if offset, now := l.at(clock - int64(z.offset)); now == name {
				return offset, true
			}
		}
	}
	for i := range l.zones {
		if z := &l.zones[i]; z.name == name {
			return z.offset, true
		}
	}
	return 0, false
}

// The folders where systems keep their time zones.
var zoneFolders = []string{"/usr/share/zoneinfo/", "/usr/share/lib/zoneinfo/", "/usr/lib/locale/TZ/", "/etc/zoneinfo/"}

var errLocation = errors.New("time: invalid location name")

// LoadLocation returns the zone with the given name: "" or "UTC", "Local", or a
// name of the zone database, like "America/New_York", which is looked for in
// the folder that ZONEINFO names and in those of the system.
func LoadLocation(name string) (*Location, error) {
	switch name {
	case "", "UTC":
		return UTC, nil
	case "Local":
		return Local, nil
	}
	if !localName(name) {
		return nil, errLocation
	}
	if dir, ok := syscall.Getenv("ZONEINFO"); ok && dir != "" {
		if l, err := loadFrom(dir+"/", name); err == nil {
			return l, nil
		}
	}
	for _, dir := range zoneFolders {
		if l, err := loadFrom(dir, name); err != syscall.ENOENT {
			return l, err
		}
	}
	return nil, errors.New("unknown time zone " + name)
}

// localName reports whether a name stays in the folder.
func localName(name string) bool {
	if name[0] == '/' || name[0] == '\\' {
		return false
	}
	for i := 0; i < len(name); i++ {
		if name[i] == '.' && i+1 < len(name) && name[i+1] == '.' {
			return false
		}
	}
	return true
}

func loadFrom(dir, name string) (*Location, error) {
	data, err := readFile(dir + name)
	if err != nil {
		return nil, err
	}
	return LoadLocationFromTZData(name, data)
}

const maxZoneFile = 10 << 20

func readFile(name string) ([]byte, error) {
	fd, err := syscall.Open(name, syscall.O_RDONLY, 0)
	if err != nil {
		return nil, err
	}
	defer syscall.Close(fd)
	var data []byte
	buf := make([]byte, 4096)
	for {
		n, err := syscall.Read(fd, buf)
		if err != nil {
			return nil, err
		}
		if n <= 0 {
			return data, nil
		}
		data = append(data, buf[:n]...)
		if len(data) > maxZoneFile {
			return nil, errors.New("time: file " + name + " is too large")
		}
	}
}

// initLocal finds the local zone.
func initLocal() {
	tz, set := syscall.Getenv("TZ")
	found := func(l *Location, err error, name string) bool {
		if err != nil {
			return false
		}
		localLocation = *l
		localLocation.name = name
		return true
	}
	switch {
	case !set:
		if l, err := loadFrom("/etc/", "localtime"); found(l, err, "Local") {
			return
		}
	case tz != "":
		if tz[0] == ':' {
			tz = tz[1:]
		}
		if tz != "" && tz[0] == '/' {
			name := tz
			if tz == "/etc/localtime" {
				name = "Local"
			}
			if l, err := loadFrom("", tz); found(l, err, name) {
				return
			}
		} else if tz != "" && tz != "UTC" {
			for _, dir := range zoneFolders {
				if l, err := loadFrom(dir, tz); found(l, err, tz) {
					return
				}
			}
		}
	}
	localLocation.name = "UTC"
}

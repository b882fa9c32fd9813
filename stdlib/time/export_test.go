// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// What the external tests of upstream look at inside of the package, in ours.

package time

import "sync"

func ResetLocalOnceForTest() {
	localOnce = sync.Once{}
	localLocation = Location{}
}

func ForceUSPacificForTesting() {
	ResetLocalOnceForTest()
	localOnce.Do(func() {
		l, err := LoadLocation("America/Los_Angeles")
		if err != nil {
			panic(err)
		}
		localLocation = *l
		localLocation.name = "Local"
	})
}

var (
	ErrLocation = errLocation
	ReadFile    = readFile
	Quote       = quote
	TzsetName   = ruleName
	TzsetOffset = ruleOffset
)

func ParseTimeZone(s string) (int, bool) {
	n := zoneLen(s)
	return n, n > 0
}

func SetMono(t *Time, m int64) { t.mono = m + 1 }

func GetMono(t *Time) int64 {
	if t.mono == 0 {
		return 0
	}
	return t.mono - 1
}

func Tzset(rule string, lastChange, unix int64) (name string, offset int, start, end int64, dst, ok bool) {
	p, ok := ruled(rule, lastChange, unix)
	return p.name, p.offset, p.start, p.end, p.dst, ok
}

func LoadTzinfo(name, source string) ([]byte, error) { return readFile(source + "/" + name) }

const UnixToInternal = unixToInternal

type RuleKind int

const (
	RuleJulian RuleKind = iota
	RuleDOY
	RuleMonthWeekDay
)

type Rule struct {
	Kind                 RuleKind
	Day, Week, Mon, Time int
}

func TzsetRule(s string) (Rule, string, bool) {
	y, rest, ok := ruleOfYear(s)
	if !ok {
		return Rule{}, "", false
	}
	r := Rule{Day: y.day, Week: y.week, Mon: y.mon, Time: y.secondsOfTheDay}
	switch y.kind {
	case 'n':
		r.Kind = RuleDOY
	case 'M':
		r.Kind = RuleMonthWeekDay
	}
	return r, rest, true
}

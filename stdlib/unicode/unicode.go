// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package unicode tells what kinds of characters runes are, and maps their
// case.
//
// The tables are constant data: nothing is computed when a program starts. The
// functions use them directly, not through the exported variables.
package unicode

const (
	MaxRune         = '\U0010FFFF' // the largest valid code point
	ReplacementChar = '\uFFFD'     // stands for invalid code points
	MaxASCII        = '\u007F'     // the largest ASCII value
	MaxLatin1       = '\u00FF'     // the largest Latin-1 value
)

// RangeTable is a set of code points: those of R16 and R32, which are sorted
// and do not overlap. R32 must only have values from 0x10000 on.
type RangeTable struct {
	R16         []Range16
	R32         []Range32
	LatinOffset int // number of entries in R16 with Hi <= MaxLatin1
}

// Range16 is Lo, Lo+Stride, and so on to Hi.
type Range16 struct {
	Lo     uint16
	Hi     uint16
	Stride uint16
}

// Range32 is Lo, Lo+Stride, and so on to Hi.
type Range32 struct {
	Lo     uint32
	Hi     uint32
	Stride uint32
}

// Up to this many ranges are searched one by one.
const linearMax = 18

func in16(ranges []Range16, r uint16) bool {
	if len(ranges) <= linearMax || r <= MaxLatin1 {
		for i := range ranges {
			x := &ranges[i]
			if r < x.Lo {
				return false
			}
			if r <= x.Hi {
				return x.Stride == 1 || (r-x.Lo)%x.Stride == 0
			}
		}
		return false
	}
	low, high := 0, len(ranges)
	for low < high {
		mid := int(uint(low+high) >> 1)
		x := &ranges[mid]
		switch {
		case r < x.Lo:
			high = mid
		case r > x.Hi:
			low = mid + 1
		default:
			return x.Stride == 1 || (r-x.Lo)%x.Stride == 0
		}
	}
	return false
}

func in32(ranges []Range32, r uint32) bool {
	low, high := 0, len(ranges)
	for low < high {
		mid := int(uint(low+high) >> 1)
		x := &ranges[mid]
		switch {
		case r < x.Lo:
			high = mid
		case r > x.Hi:
			low = mid + 1
		default:
			return x.Stride == 1 || (r-x.Lo)%x.Stride == 0
		}
	}
	return false
}

// Is reports whether r is in rangeTab.
func Is(rangeTab *RangeTable, r rune) bool {
	if uint32(r) < 0x10000 {
		return in16(rangeTab.R16, uint16(r))
	}
	return in32(rangeTab.R32, uint32(r))
}

// isBeyondLatin1 is Is for r > MaxLatin1.
func isBeyondLatin1(table *RangeTable, r rune) bool {
	if uint32(r) < 0x10000 {
		return in16(table.R16[table.LatinOffset:], uint16(r))
	}
	return in32(table.R32, uint32(r))
}

// In reports whether r is in one of ranges.
func In(r rune, ranges ...*RangeTable) bool { return IsOneOf(ranges, r) }

// IsOneOf is In with its parameters the other way round.
func IsOneOf(ranges []*RangeTable, r rune) bool {
	for _, table := range ranges {
		if Is(table, r) {
			return true
		}
	}
	return false
}

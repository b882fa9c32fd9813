// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements mapping runes to other cases.

package unicode

// CaseRange is a range of code points with the same case mappings: the Deltas
// to be added to get the upper, lower and title case. If all are UpperLower,
// Lo is an upper-case letter, Lo+1 its lower case, and so on in turns.
type CaseRange struct {
	Lo    uint32
	Hi    uint32
	Delta deltas
}

// Indexes of the deltas in a CaseRange, and arguments of To.
const (
	UpperCase = iota
	LowerCase
	TitleCase
	MaxCase
)

type deltas [MaxCase]rune

// UpperLower is a delta that no rune can have: see CaseRange.
const UpperLower = MaxRune + 1

// SpecialCase has the case mappings of a language that differ from the general
// ones.
type SpecialCase []CaseRange

// convert maps r by ranges. found is false if r is in none of them.
func convert(which int, r rune, ranges []CaseRange) (mapped rune, found bool) {
	if which < 0 || MaxCase <= which {
		return ReplacementChar, false
	}
	low, high := 0, len(ranges)
	for low < high {
		mid := int(uint(low+high) >> 1)
		x := &ranges[mid]
		switch {
		case r < rune(x.Lo):
			high = mid
		case r > rune(x.Hi):
			low = mid + 1
		default:
			delta := x.Delta[which]
			if delta <= MaxRune {
				return r + delta, true
			}
			// The pair that r is in, and the half of it that is wanted.
			pair := (r - rune(x.Lo)) &^ 1
			return rune(x.Lo) + pair + rune(which&1), true
		}
	}
	return r, false
}

// To maps r to the given case: UpperCase, LowerCase or TitleCase.
func To(_case int, r rune) rune {
	mapped, _ := convert(_case, r, caseRanges[:])
	return mapped
}

// ToUpper maps r to upper case.
func ToUpper(r rune) rune {
	if r <= MaxASCII {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	return To(UpperCase, r)
}

// ToLower maps r to lower case.
func ToLower(r rune) rune {
	if r <= MaxASCII {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		return r
	}
	return To(LowerCase, r)
}

// ToTitle maps r to title case.
func ToTitle(r rune) rune {
	if r <= MaxASCII {
		if 'a' <= r && r <= 'z' {
			r -= 'a' - 'A'
		}
		return r
	}
	return To(TitleCase, r)
}

// ToUpper maps r to upper case, by special if it has r.
func (special SpecialCase) ToUpper(r rune) rune {
	mapped, found := convert(UpperCase, r, special)
	if !found {
		return ToUpper(r)
	}
	return mapped
}

// ToTitle maps r to title case, by special if it has r.
func (special SpecialCase) ToTitle(r rune) rune {
	mapped, found := convert(TitleCase, r, special)
	if !found {
		return ToTitle(r)
	}
	return mapped
}

// ToLower maps r to lower case, by special if it has r.
func (special SpecialCase) ToLower(r rune) rune {
	mapped, found := convert(LowerCase, r, special)
	if !found {
		return ToLower(r)
	}
	return mapped
}

// In Turkish, i and ı are different letters, and so are their capitals, İ and I.
var turkish = [...]CaseRange{
	{'I', 'I', deltas{0, 'ı' - 'I', 0}},
	{'i', 'i', deltas{'İ' - 'i', 0, 'İ' - 'i'}},
	{'İ', 'İ', deltas{0, 'i' - 'İ', 0}},
	{'ı', 'ı', deltas{'I' - 'ı', 0, 'I' - 'ı'}},
}

// TurkishCase has the case mappings of Turkish.
var TurkishCase SpecialCase = turkish[:]

// AzeriCase has the case mappings of Azeri, which are those of Turkish.
var AzeriCase SpecialCase = turkish[:]

// foldPair says that To is next after From in an orbit of SimpleFold.
type foldPair struct {
	From uint16
	To   uint16
}

// SimpleFold walks the runes that are equal to r under simple case folding: it
// returns the smallest that is greater than r, or else the smallest of all. If
// there is none but r, that is r. If r is not a valid code point, SimpleFold
// returns r.
func SimpleFold(r rune) rune {
	if r < 0 || r > MaxRune {
		return r
	}
	low, high := 0, len(caseOrbit)
	for low < high {
		mid := int(uint(low+high) >> 1)
		if rune(caseOrbit[mid].From) < r {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(caseOrbit) && rune(caseOrbit[low].From) == r {
		return rune(caseOrbit[low].To)
	}
	if lower := ToLower(r); lower != r {
		return lower
	}
	return ToUpper(r)
}

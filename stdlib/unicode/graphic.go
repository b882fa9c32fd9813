// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the tests for kinds of characters.

package unicode

// Classes of the characters of Latin-1: bits of the table latin1.
const (
	pC     = 1 << iota // control
	pP                 // punctuation
	pN                 // number
	pS                 // symbol
	pZ                 // space
	pLu                // upper-case letter
	pLl                // lower-case letter
	pPrint             // printable
	pGraph = pPrint | pZ
	pLo    = pLl | pLu // a letter without case
)

// GraphicRanges are the categories whose characters are graphic.
var GraphicRanges = []*RangeTable{&tableL, &tableM, &tableN, &tableP, &tableS, &tableZs}

// PrintRanges are the categories whose characters are printable. The ASCII
// space is, too.
var PrintRanges = []*RangeTable{&tableL, &tableM, &tableN, &tableP, &tableS}

// IsGraphic reports whether r is a letter, mark, number, punctuation, symbol
// or space: of category L, M, N, P, S or Zs.
func IsGraphic(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&pGraph != 0
	}
	return isPrint(r) || isBeyondLatin1(&tableZs, r)
}

// IsPrint is IsGraphic, but the only space that it holds for is U+0020.
func IsPrint(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&pPrint != 0
	}
	return isPrint(r)
}

func isPrint(r rune) bool {
	return isBeyondLatin1(&tableL, r) || isBeyondLatin1(&tableM, r) || isBeyondLatin1(&tableN, r) ||
		isBeyondLatin1(&tableP, r) || isBeyondLatin1(&tableS, r)
}

// IsControl reports whether r is a control character. The category Other has
// more, such as surrogates; test those with Is(Other, r).
func IsControl(r rune) bool { return uint32(r) <= MaxLatin1 && latin1[r]&pC != 0 }

// IsLetter reports whether r is a letter (category L).
func IsLetter(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&pLo != 0
	}
	return isBeyondLatin1(&tableL, r)
}

// IsMark reports whether r is a mark (category M).
func IsMark(r rune) bool { return uint32(r) > MaxLatin1 && isBeyondLatin1(&tableM, r) }

// IsNumber reports whether r is a number (category N).
func IsNumber(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&pN != 0
	}
	return isBeyondLatin1(&tableN, r)
}

// IsDigit reports whether r is a decimal digit (category Nd).
func IsDigit(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return '0' <= r && r <= '9'
	}
	return isBeyondLatin1(&tableNd, r)
}

// IsPunct reports whether r is punctuation (category P).
func IsPunct(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&pP != 0
	}
	return isBeyondLatin1(&tableP, r)
}

// IsSpace reports whether r is white space as the property White_Space has it.
// In Latin-1 that is '\t', '\n', '\v', '\f', '\r', ' ', U+0085 and U+00A0.
func IsSpace(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return '\t' <= r && r <= '\r' || r == ' ' || r == 0x85 || r == 0xA0
	}
	return isBeyondLatin1(&propertyWhite_Space, r)
}

// IsSymbol reports whether r is a symbol (category S).
func IsSymbol(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&pS != 0
	}
	return isBeyondLatin1(&tableS, r)
}

// IsUpper reports whether r is an upper-case letter (category Lu).
func IsUpper(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&pLo == pLu
	}
	return isBeyondLatin1(&tableLu, r)
}

// IsLower reports whether r is a lower-case letter (category Ll).
func IsLower(r rune) bool {
	if uint32(r) <= MaxLatin1 {
		return latin1[r]&pLo == pLl
	}
	return isBeyondLatin1(&tableLl, r)
}

// IsTitle reports whether r is a title-case letter (category Lt).
func IsTitle(r rune) bool { return uint32(r) > MaxLatin1 && isBeyondLatin1(&tableLt, r) }

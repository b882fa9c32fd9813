// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Text to integers.

package strconv

const maxUint64 = 1<<64 - 1

// digitVal returns the value of a digit in bases up to 36, 255 for any other byte.
func digitVal(c byte) byte {
	switch {
	case '0' <= c && c <= '9':
		return c - '0'
	case 'a' <= lower(c) && lower(c) <= 'z':
		return lower(c) - 'a' + 10
	}
	return 255
}

// basePrefix splits a Go base prefix (0x, 0o, 0b, or 0 for octal) from s.
func basePrefix(s string) (base int, rest string) {
	if s == "" || s[0] != '0' {
		return 10, s
	}
	if len(s) >= 3 {
		switch lower(s[1]) {
		case 'x':
			return 16, s[2:]
		case 'o':
			return 8, s[2:]
		case 'b':
			return 2, s[2:]
		}
	}
	return 8, s[1:]
}

// ParseUint is like ParseInt but for unsigned numbers, without a sign.
func ParseUint(s string, base int, bitSize int) (uint64, error) {
	n, err := parseUint(s, base, bitSize, "ParseUint", s)
	if err != nil {
		return n, err
	}
	return n, nil
}

// parseUint does the work of ParseUint; fn and orig are what an error reports.
func parseUint(s string, base, bitSize int, fn, orig string) (uint64, *NumError) {
	if s == "" {
		return 0, syntaxError(fn, orig)
	}
	whole := s
	anyBase := base == 0
	if anyBase {
		base, s = basePrefix(s)
	} else if base < 2 || base > 36 {
		return 0, baseError(fn, orig, base)
	}
	if bitSize == 0 {
		bitSize = IntSize
	} else if bitSize < 0 || bitSize > 64 {
		return 0, bitSizeError(fn, orig, bitSize)
	}
	max := uint64(maxUint64) >> uint(64-bitSize)
	b := uint64(base)
	cutoff := maxUint64 / b // a larger n overflows when it takes another digit

	underscores := false
	var n uint64
	for i := 0; i < len(s); i++ {
		c := s[i]
		if c == '_' && anyBase {
			underscores = true
			continue
		}
		d := digitVal(c)
		if int(d) >= base {
			return 0, syntaxError(fn, orig)
		}
		if n > cutoff {
			return max, rangeError(fn, orig)
		}
		n *= b
		sum := n + uint64(d)
		if sum < n || sum > max {
			return max, rangeError(fn, orig)
		}
		n = sum
	}
	if underscores && !underscoresOK(whole) {
		return 0, syntaxError(fn, orig)
	}
	return n, nil
}

// ParseInt reads s in the given base (2 to 36; 0 takes it from the prefix and allows the
// underscores of Go literals) as an integer of bitSize bits (0 means int). A value out of range yields
// the nearest representable one and an error with ErrRange.
func ParseInt(s string, base int, bitSize int) (int64, error) {
	const fn = "ParseInt"
	if s == "" {
		return 0, syntaxError(fn, s)
	}
	digits, neg := s, false
	if s[0] == '-' || s[0] == '+' {
		neg = s[0] == '-'
		digits = s[1:]
	}
	n, err := parseUint(digits, base, bitSize, fn, s)
	if err != nil && err.Err != ErrRange {
		return 0, err
	}
	if bitSize == 0 {
		bitSize = IntSize
	}
	limit := uint64(1) << uint(bitSize-1)
	if neg {
		if n > limit {
			return -int64(limit), rangeError(fn, s)
		}
		return -int64(n), nil
	}
	if n >= limit {
		return int64(limit - 1), rangeError(fn, s)
	}
	return int64(n), nil
}

// Atoi is ParseInt(s, 10, 0) as an int.
func Atoi(s string) (int, error) {
	const fn = "Atoi"
	// Up to 18 digits cannot overflow.
	if 0 < len(s) && len(s) < 19 {
		i := 0
		if s[0] == '-' || s[0] == '+' {
			i = 1
			if len(s) == 1 {
				return 0, syntaxError(fn, s)
			}
		}
		n := 0
		for ; i < len(s); i++ {
			d := s[i] - '0'
			if d > 9 {
				return 0, syntaxError(fn, s)
			}
			n = n*10 + int(d)
		}
		if s[0] == '-' {
			n = -n
		}
		return n, nil
	}
	n, err := ParseInt(s, 10, 0)
	if e, ok := err.(*NumError); ok {
		e.Func = fn
	}
	return int(n), err
}

// underscoresOK reports whether every underscore in s stands between digits, where a base
// prefix counts as a digit.
func underscoresOK(s string) bool {
	if s != "" && (s[0] == '-' || s[0] == '+') {
		s = s[1:]
	}
	prev := byte('^') // '0' after a digit, '_' after an underscore, '^' or '!' otherwise
	hex := false
	if len(s) >= 2 && s[0] == '0' {
		switch lower(s[1]) {
		case 'x', 'o', 'b':
			hex = lower(s[1]) == 'x'
			prev = '0'
			s = s[2:]
		}
	}
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case '0' <= c && c <= '9', hex && 'a' <= lower(c) && lower(c) <= 'f':
			prev = '0'
		case c == '_':
			if prev != '0' {
				return false
			}
			prev = '_'
		default:
			if prev == '_' {
				return false
			}
			prev = '!'
		}
	}
	return prev != '_'
}

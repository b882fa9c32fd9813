// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// What the external tests of upstream look at inside of the package, in ours.

package strconv

// There is one way only, which is always on.
func SetOptimize(bool) bool { return true }

func ParseFloatPrefix(s string, bitSize int) (float64, int, error) {
	f, n, err := floatPrefix(s, bitSize)
	return f, n, asError(err)
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// The natives of the package; native.cpp defines them.

package strconv

// floatText writes the non-negative finite f into dst and returns how many bytes it wrote.
// verb is 'e', 'f' or 'g'. A negative prec asks for the shortest text that reads back as f (as a
// float32 when narrow). len(dst) is at least textBound(f, verb, prec).
//
//go:noescape
func floatText(dst []byte, f float64, verb byte, prec int, narrow bool) int

// decimalValue returns the float64 (the float32 when narrow) nearest to the unsigned decimal number s,
// which the caller has checked. ok is false if the value overflows or underflows.
//
//go:noescape
func decimalValue(s string, narrow bool) (f float64, ok bool)

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package stringslite is what packages of a GOROOT use in place of strings.
package stringslite

import "strings"

// HasPrefix is strings.HasPrefix.
func HasPrefix(s, prefix string) bool { return strings.HasPrefix(s, prefix) }

// HasSuffix is strings.HasSuffix.
func HasSuffix(s, suffix string) bool { return strings.HasSuffix(s, suffix) }

// IndexByte is strings.IndexByte.
func IndexByte(s string, c byte) int { return strings.IndexByte(s, c) }

// Index is strings.Index.
func Index(s, substr string) int { return strings.Index(s, substr) }

// Cut is strings.Cut.
func Cut(s, sep string) (before, after string, found bool) { return strings.Cut(s, sep) }

// CutPrefix is strings.CutPrefix.
func CutPrefix(s, prefix string) (after string, found bool) { return strings.CutPrefix(s, prefix) }

// CutSuffix is strings.CutSuffix.
func CutSuffix(s, suffix string) (before string, found bool) { return strings.CutSuffix(s, suffix) }

// TrimPrefix is strings.TrimPrefix.
func TrimPrefix(s, prefix string) string { return strings.TrimPrefix(s, prefix) }

// TrimSuffix is strings.TrimSuffix.
func TrimSuffix(s, suffix string) string { return strings.TrimSuffix(s, suffix) }

// Clone is strings.Clone.
func Clone(s string) string { return strings.Clone(s) }

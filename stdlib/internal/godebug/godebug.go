// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package godebug reads the settings of GODEBUG, for packages of a GOROOT.
package godebug

import (
	"os"
	"strings"
)

// A Setting is one of GODEBUG's.
type Setting struct{ name string }

// New returns the setting with a name; a # before it says that it is not documented.
func New(name string) *Setting { return &Setting{name} }

// Name returns the name.
func (s *Setting) Name() string { return strings.TrimPrefix(s.name, "#") }

// Undocumented reports whether the setting is.
func (s *Setting) Undocumented() bool { return strings.HasPrefix(s.name, "#") }

// Value returns the value that the environment gives, the last if there are
// several, "" without one.
func (s *Setting) Value() string {
	value := ""
	for f := range strings.SplitSeq(os.Getenv("GODEBUG"), ",") {
		if k, v, ok := strings.Cut(f, "="); ok && k == s.Name() {
			value, _, _ = strings.Cut(v, "#")
		}
	}
	return value
}

// String returns name=value.
func (s *Setting) String() string { return s.Name() + "=" + s.Value() }

// IncNonDefault would count that a setting mattered; there are no metrics.
func (s *Setting) IncNonDefault() {}

// Get returns the value of a setting.
func Get(name string) string { return New(name).Value() }

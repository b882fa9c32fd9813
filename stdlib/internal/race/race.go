// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package race says whether the program looks for data races. It does not.
package race

// Enabled reports whether it does.
const Enabled = false

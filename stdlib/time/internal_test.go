// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// What the external tests of upstream look at inside of the package, in ours.

package time

func init() { ForceUSPacificForTesting() }

func DaysIn(m Month, year int) int { return daysIn(int(m), year) }

func Interrupt() {}

var (
	MinMonoTime         = Time{mono: -1<<63 + 1}
	MaxMonoTime         = Time{mono: 1<<63 - 1}
	NotMonoNegativeTime = Time{sec: -1<<63 + 50}
)

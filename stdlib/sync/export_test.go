// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// What the external tests of upstream look at inside of the package, in ours.

package sync

var Runtime_Semacquire = runtime_Semacquire

func Runtime_Semrelease(s *uint32, handoff bool, skipframes int) { runtime_Semrelease(s, handoff) }

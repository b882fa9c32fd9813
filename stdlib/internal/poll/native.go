// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package poll

// The natives of the package. A poller's handle is an address that the
// runtime never frees; mode is 'r', 'w' or both added up; results are
// pollNoError and so on.

func runtime_pollServerInit()
func runtime_pollOpen(fd uintptr) (handle uintptr, errno int)
func runtime_pollClose(handle uintptr)
func runtime_pollReset(handle uintptr, mode int) int
func runtime_pollTellsNext(handle uintptr) bool
func runtime_pollWait(handle uintptr, mode int) int
func runtime_pollSetDeadline(handle uintptr, when int64, mode int)
func runtime_pollUnblock(handle uintptr)
func runtime_isPollServerDescriptor(fd uintptr) bool

func runtime_nanotime() int64
func runtime_Semacquire(s *uint32)
func runtime_Semrelease(s *uint32)

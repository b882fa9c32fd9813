// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file declares the natives: doors to the runtime's memory, maps, channels and interfaces.
// Types are addresses of descriptors.

package reflect

import "unsafe"

// newMemory returns zeroed memory that may hold pointers anywhere.
func newMemory(size uintptr) unsafe.Pointer

// newValues returns n zero values of type t; it panics if there cannot be so many.
func newValues(t unsafe.Pointer, n int) unsafe.Pointer

// moveMemory copies; the two places may overlap.
func moveMemory(dst, src unsafe.Pointer, size uintptr)

func clearMemory(p unsafe.Pointer, size uintptr)

// isZeroMemory reports whether all bytes are 0.
func isZeroMemory(p unsafe.Pointer, size uintptr) bool

// equalValues compares two values of the comparable type t, as == does.
func equalValues(t, x, y unsafe.Pointer) bool

// getitab returns the table by which values of type t are held in interfaces of type inter, nil
// if t does not implement inter.
func getitab(inter, t unsafe.Pointer) unsafe.Pointer

func growSlice(elem, ptr unsafe.Pointer, newLen, oldCap, oldLen int) (unsafe.Pointer, int)

func makeMap(t unsafe.Pointer, hint int) unsafe.Pointer
func mapLen(m unsafe.Pointer) int
func mapAccess(m, key unsafe.Pointer) unsafe.Pointer // nil: not there
func mapAssign(m, key unsafe.Pointer) unsafe.Pointer
func mapDelete(m, key unsafe.Pointer)
func mapClear(m unsafe.Pointer)

// mapIterInit puts it at the first entry.
func mapIterInit(m, it unsafe.Pointer)
func mapIterNext(it unsafe.Pointer)

func makeChan(elem unsafe.Pointer, n int) unsafe.Pointer
func chanLen(c unsafe.Pointer) int
func chanCap(c unsafe.Pointer) int
func chanSend(c, elem unsafe.Pointer)
func chanRecv(c, elem unsafe.Pointer) bool
func chanClose(c unsafe.Pointer)

// selectCases lets one of n cases proceed, and returns its number; -1 if none can and block is
// false.
func selectCases(cases unsafe.Pointer, n int, block bool) int

func stringHash(s string) uint32

// linkedType goes through the descriptors of the program's unnamed types, instances and
// local types: it returns the one behind last, the first if last is nil, and nil behind the last one.
func linkedType(last unsafe.Pointer) unsafe.Pointer

// comparers returns the equal and hasher entries for a comparable type of that size.
func comparers(t unsafe.Pointer, size uintptr, regular bool) (equal, hasher unsafe.Pointer)

// callCode calls frame.code with the registers of a callFrame.
func callCode(frame unsafe.Pointer)

// isDeferred reports whether a panic runs the function with that frame address as the deferred one.
func isDeferred(frame unsafe.Pointer) bool

// madeFuncCode returns the code of functions made at run time.
func madeFuncCode() unsafe.Pointer

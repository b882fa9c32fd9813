// Goroutine stacks: lazily committed slots of one size in reserved address space, a guard page below each.
//
// A slot costs what has been touched of it. Freed slots are reused newest first, so that their pages are
// warm.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

inline constexpr uintptr mainStackSize = uintptr(1) << 30;
inline constexpr uintptr stackSlotSize = uintptr(64) << 20;

stack stackalloc(uintptr size); // mainStackSize or stackSlotSize
// The goroutine has ended: gives back the pages of a stack that was deep. lo is the lowest address that may
// be dirty.
void stacktrim(stack s);
// Whether a fault at addr with this stack pointer ran into the guard of s.
bool stackoverflowed(stack s, uintptr addr, uintptr sp);

} // namespace go::runtime

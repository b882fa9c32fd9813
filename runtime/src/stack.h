// Goroutine stacks: a chain of segments that grows and shrinks with the calls.
//
// A goroutine begins on 2 KB. Functions are compiled with -fsplit-stack: one that begins below the segment's
// guard (in the thread's control block, %fs:0x70) is moved to the next segment by __morestack, and back when
// it returns. The second segment is a slot of 64 MB of lazily committed address space, so a call is seldom at
// a border; the third is as large as the limit. An unused next segment goes back to the P when the goroutine
// parks or ends. Threads' own stacks have the guard 0, which nothing is below.
//
// Under the guard there is room for what does not look at it: frames under 256 bytes, leaves' red zones,
// __morestack itself. C's functions may need much more. The linker (lld) makes callers of code that was not
// compiled this way ask __morestack_non_split, which lets them run on slots only: under a slot's guard there
// is room enough. asm_amd64.S has doors to those of C's functions that are often called and need little.
//
// A program of which not all is split (C++ callers, -g) has largestacks: its goroutines begin on slots.
// Without GOLOOM_SPLIT_STACK, and in what is not split, a slot is all that a goroutine can have (the main one
// has the whole gigabyte), and an overflow is found by the guard pages below.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

#if GOLOOM_SPLIT_STACK
inline constexpr bool splitStack = true;
#else
inline constexpr bool splitStack = false;
#endif

inline constexpr uintptr firstStackSize = 2048;
inline constexpr uintptr stackSlotSize = uintptr(64) << 20;
inline constexpr uintptr mainStackSize = uintptr(1) << 30;
inline constexpr uintptr stackSlack = 512;              // under the guard of a first segment
inline constexpr uintptr slotSlack = uintptr(64) << 10; // under the guard of a slot

extern int64 maxstacksize; // bytes; SetMaxStack
extern bool largestacks;

// In the thread's control block, where the prologues look.
GO_INLINE void setguard(uintptr guard) {
    if (splitStack) asm volatile("movq %0, %%fs:0x70" : : "r"(guard) : "memory");
}
GO_INLINE uintptr getguard() {
    uintptr guard = 0;
    if (splitStack) asm volatile("movq %%fs:0x70, %0" : "=r"(guard) : : "memory");
    return guard;
}
// A handler's stack is none of the goroutine's: no guard while it runs. Begins and ends a handler that is not
// split itself.
#define GO_SIGNAL_HANDLER __attribute__((no_split_stack))
struct signalstack {
    uintptr guard;
    GO_INLINE signalstack() : guard(getguard()) { setguard(0); }
    GO_INLINE ~signalstack() { setguard(guard); }
};

void stackbegin(p *pp, g *gp); // its first segment
// Gives back what gp, which has just been left, has beyond seg. pp: the caller's P.
void stackshrinkslow(p *pp, g *gp);
GO_INLINE void stackshrink(p *pp, g *gp) {
    if (gp->seg->next) [[unlikely]]
        stackshrinkslow(pp, gp);
}
void stackend(p *pp, g *gp); // gives back all

// The segment of the running gp, or of one that stands still, in which p lies; null: none.
stackseg *segof(stackseg *innermost, uintptr p);
// Does a lie deeper than b, both on gp's stack?
bool deeper(g *gp, const void *a, const void *b);
// A function's CFA, if it is the first on its segment, as seen by its caller.
void *callercfa(g *gp, void *cfa);

// Whether a fault at addr with this stack pointer ran into the guard pages of s.
bool stackoverflowed(stack s, uintptr addr, uintptr sp);
[[noreturn]] void stackoverflow(g *gp, uintptr sp);
int64 setmaxstack(int64 bytes); // the old one

} // namespace go::runtime

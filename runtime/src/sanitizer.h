// What AddressSanitizer must be told: which stack the code runs on, and what of the heap is handed out. That
// a recover leaves frames behind it knows, since goloom_recovery does not return. Nothing in an ordinary
// build.
#pragma once

#include "runtime/src/runtime2.h"

#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#endif

namespace go::runtime {

#if __has_feature(address_sanitizer)

inline constexpr bool sanitized = true;

// Before the switch from one to the other.
inline void sanSwitch(g *from, g *to) {
    __sanitizer_start_switch_fiber(&from->sanstack, reinterpret_cast<void *>(to->seg->stack.lo),
                                   to->seg->stack.hi - to->seg->stack.lo);
}
// After it, on the new stack. The thread's own stack is learned when it is first left.
inline void sanArrived(g *left) {
    const void *lo;
    size_t size;
    __sanitizer_finish_switch_fiber(getg()->sanstack, &lo, &size);
    if (left == left->m->g0)
        left->base.stack = {reinterpret_cast<uintptr>(lo), reinterpret_cast<uintptr>(lo) + size};
}
inline void sanPoison(uintptr p, uintptr n) { __asan_poison_memory_region(reinterpret_cast<void *>(p), n); }
inline void sanUnpoison(const void *p, uintptr n) { __asan_unpoison_memory_region(p, n); }

#else

inline constexpr bool sanitized = false;
inline void sanSwitch(g *, g *) {}
inline void sanArrived(g *) {}
inline void sanPoison(uintptr, uintptr) {}
inline void sanUnpoison(const void *, uintptr) {}

#endif

} // namespace go::runtime

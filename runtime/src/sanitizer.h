// What AddressSanitizer must be told: which stack the code runs on, and what of the heap is handed out. That
// a recover leaves frames behind it knows, since goloom_recovery does not return.
//
// ThreadSanitizer knows a stack as a fiber, which is made with it and ends with its G. A switch orders what
// lies before it and after it, as it does in the thread. Nothing in an ordinary build.
#pragma once

#include "runtime/src/runtime2.h"

#if __has_feature(address_sanitizer)
#include <sanitizer/asan_interface.h>
#include <sanitizer/common_interface_defs.h>
#elif __has_feature(thread_sanitizer)
#include <sanitizer/tsan_interface.h>
#endif

namespace go::runtime {

// Under ThreadSanitizer a signal waits until the thread is in a function that it intercepts: no place to be
// preempted at.
inline constexpr bool asyncpreemptible = !__has_feature(thread_sanitizer);

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
inline void sanBegin(g *) {}
inline void sanEnd(g *) {}

#else

inline constexpr bool sanitized = false;
#if __has_feature(thread_sanitizer)
inline void sanBegin(g *gp) { gp->sanstack = __tsan_create_fiber(0); }
inline void sanEnd(g *gp) {
    __tsan_destroy_fiber(gp->sanstack);
    gp->sanstack = nullptr;
}
// The last before the switch: what is called on the other side counts as the other stack's.
GO_INLINE void sanSwitch(g *from, g *to) {
    if (!from->sanstack) from->sanstack = __tsan_get_current_fiber(); // a thread's own
    __tsan_switch_to_fiber(to->sanstack, 0);
}
#else
inline void sanBegin(g *) {}
inline void sanEnd(g *) {}
inline void sanSwitch(g *, g *) {}
#endif
inline void sanArrived(g *) {}
inline void sanPoison(uintptr, uintptr) {}
inline void sanUnpoison(const void *, uintptr) {}

#endif

} // namespace go::runtime

// The write barrier. While the collector marks beside the program, what a store takes out of heap memory or a global is
// marked first: so all that could be reached when the mark began is met, wherever it moves meanwhile.
//
//     runtime::store(t->next) = u;
//
// The old value stays in a register from before the look at writeBarrier until after the store. A goroutine that is
// preempted in between has it found there, if the mark begins at that moment. Larger values are copied by the runtime, whose
// code is not preempted.
#pragma once

#include "go/base.h"

namespace go {

struct string;
struct any;
template <class T> struct slice;
template <class S> struct func;
template <class T> struct chan;
template <class K, class V> struct map;

namespace runtime {

struct iface;

extern bool writeBarrier; // on while marking; changes only while the world is stopped
GO_INLINE bool barrierOn() { return *static_cast<volatile bool *>(&writeBarrier); }

// Notes what is about to be overwritten, whatever it points at. Uses no stack, and of the registers but two.
GO_INLINE void gcshade(const void *old) {
    asm volatile("leaq 1f(%%rip), %%r11\n\tjmp goloom_gcshade\n1:" : : "a"(old) : "r10", "r11", "cc", "memory");
}
// All words of it.
void gcshadeblock(const void *p, uintptr size);
GO_INLINE void shadeblock(const void *p, uintptr size) {
    if (barrierOn()) [[unlikely]] gcshadeblock(p, size);
}
// memmove and memset behind the barrier; what was there may have been pointers.
GO_CC void typedmemmove(void *to, const void *from, uintptr size);
GO_CC void memclrHasPointers(void *p, uintptr size);

// The word of a T that points into the heap; -1: several may.
template <class T> inline constexpr int pointerword = std::is_base_of_v<iface, T> ? 1 : -1;
template <class T> inline constexpr int pointerword<T *> = 0;
template <class T> inline constexpr int pointerword<ptr<T>> = 0;
template <class S> inline constexpr int pointerword<func<S>> = 0;
template <class T> inline constexpr int pointerword<chan<T>> = 0;
template <class K, class V> inline constexpr int pointerword<map<K, V>> = 0;
template <class T> inline constexpr int pointerword<slice<T>> = 0;
template <> inline constexpr int pointerword<string> = 0;
template <> inline constexpr int pointerword<any> = 1;

template <class T> struct heapslot {
    T &at;
    GO_INLINE void operator=(const T &v) const {
        if constexpr (noscan<T>) {
            at = v;
        } else if constexpr (pointerword<T> >= 0) {
            void *old = *(reinterpret_cast<void *volatile *>(__builtin_addressof(at)) + pointerword<T>);
            if (barrierOn()) [[unlikely]] gcshade(old);
            at = v;
            asm volatile("" : : "r"(old));
        } else {
            typedmemmove(__builtin_addressof(at), __builtin_addressof(v), sizeof(T));
        }
    }
};
// The place of an assignment that may be in the heap.
template <class T> GO_INLINE heapslot<T> store(T &at) { return {at}; }

} // namespace runtime

} // namespace go

// chan T and select.
#pragma once

#include "go/iface.h"

namespace go {

namespace runtime {
struct hchan;
GO_CC hchan *makechan(uintptr elemsize, layout *l, int_ size); // panics "makechan: size out of range"
// Each may park. A nil channel blocks for ever.
GO_CC void chansend(hchan *c, const void *elem);  // panics "send on closed channel"
GO_CC bool chanrecv(hchan *c, void *elem);        // false: closed and drained, *elem zeroed; elem may be null
GO_CC void closechan(hchan *c);
GO_CC int_ chanlen(const hchan *c);
GO_CC int_ chancap(const hchan *c);

struct scase {
    hchan *c;
    void *elem;   // sent from, received into; null: the value is not wanted
    bool *ok;     // of a receive; null: not wanted
    bool send;
};
// The index of the case that proceeded; -1: none was ready and block is false. No cases and block: parks for ever.
GO_CC int_ selectgo(scase *cases, int_ n, bool block);
} // namespace runtime

template <class T> struct chan {
    runtime::hchan *c; // null: nil
    friend bool operator==(chan a, chan b) { return a.c == b.c; }
    friend bool operator==(chan a, std::nullptr_t) { return a.c == nullptr; }
};

namespace runtime {

template <class T> inline constexpr bool direct<chan<T>> = true;

template <class T> chan<T> makechan(int_ size = 0) { return {makechan(sizeof(T), layoutof<T>(), size)}; }
template <class T> GO_INLINE void chansend1(chan<T> c, std::type_identity_t<T> v) { chansend(c.c, &v); }
template <class T> GO_INLINE T chanrecv1(chan<T> c) {
    T v;
    chanrecv(c.c, &v);
    return v;
}
template <class T> GO_INLINE tuple<T, bool> chanrecv2(chan<T> c) {
    tuple<T, bool> r;
    r.r1 = chanrecv(c.c, &r.r0);
    return r;
}
template <class T> GO_INLINE void closechan(chan<T> c) { closechan(c.c); }
template <class T> GO_INLINE int_ chanlen(chan<T> c) { return chanlen(c.c); }
template <class T> GO_INLINE int_ chancap(chan<T> c) { return chancap(c.c); }

// switch (runtime::selectgo({runtime::caserecv(a, &v), runtime::casesend(b, &w)}, runtime::block)) { case 0: … }
inline constexpr bool block = true, noblock = false;
template <class T> GO_INLINE scase caserecv(chan<T> c, std::type_identity_t<T> *into = nullptr, bool *ok = nullptr) {
    return {c.c, into, ok, false};
}
template <class T> GO_INLINE scase casesend(chan<T> c, std::type_identity_t<T> *v) { return {c.c, v, nullptr, true}; }
GO_INLINE int_ selectgo(std::initializer_list<scase> cases, bool block) {
    return selectgo(const_cast<scase *>(cases.begin()), static_cast<int_>(cases.size()), block);
}

} // namespace runtime

} // namespace go

// Loops over functions: for x := range f { … }
//
// The body is a lambda in the frame of the loop; what f gets as its yield is an object that knows how far the loop is, so
// that a call which comes too late, or from within the body, panics instead of running it:
//
//     auto body1 = runtime::rangebody<bool(int_)>([&](int_ x) -> bool { … });
//     f(body1);
//     body1.end();
//
// The object is in the frame if f is known not to keep it, and else on the heap: heaprangebody. Objects on the heap are linked
// into their G, since the body's frame is gone when a recover abandons the loop: its object then refuses too. The body says
// false when the loop is to end.
#pragma once

#include "go/func.h"

namespace go::runtime {

enum rangestate : uintptr {
    rangeready,
    rangedone,    // the body has said false
    rangepanic,   // the body is running, or a panic has left it
    rangeended,   // f has returned, or the loop has been abandoned
    rangemissing, // f has returned, having recovered the body's panic
};
[[noreturn]] GO_CC void panicrangestate(rangestate);

struct rangelink {
    rangestate *state;
    rangelink *up;            // of the G: of the loop around; null: outermost
    struct deferframe *frame; // innermost when the loop began
};
GO_CC void rangeenter(rangelink *);
GO_CC void rangeleave(rangelink *);

template <class S, class F> struct rangeobject;
template <class... A, class F> struct rangeobject<bool(A...), F> {
    bool (GO_CC *code)(void *self, A...);
    rangestate state;
    F f;
    static GO_CC bool call(void *self, A... a) {
        auto *o = static_cast<rangeobject *>(self);
        if (o->state != rangeready) [[unlikely]]
            panicrangestate(o->state);
        o->state = rangepanic;
        bool more = o->f(a...);
        o->state = more ? rangeready : rangedone;
        return more;
    }
    GO_INLINE void end() {
        if (state == rangepanic) [[unlikely]]
            panicrangestate(rangemissing);
        state = rangeended;
    }
};

template <class S, class F> struct rangebody_t {
    rangeobject<S, F> o;
    GO_INLINE operator func<S>() { return func<S>(reinterpret_cast<typename func<S>::object *>(&o)); }
    GO_INLINE void end() { o.end(); }
};
template <class S, class F> GO_INLINE rangebody_t<S, F> rangebody(F f) {
    return {{&rangeobject<S, F>::call, rangeready, f}};
}

template <class S, class F> struct heaprangeobject {
    rangeobject<S, F> o; // first: what f calls
    rangelink link;
};
template <class S, class F> struct heaprangebody_t {
    heaprangeobject<S, F> *h;
    GO_INLINE operator func<S>() { return func<S>(reinterpret_cast<typename func<S>::object *>(h)); }
    GO_INLINE void end() {
        rangeleave(&h->link);
        h->o.end();
    }
};
template <class S, class F> GO_INLINE heaprangebody_t<S, F> heaprangebody(F f) {
    using O = heaprangeobject<S, F>;
    O *h = ::new (mallocgc(sizeof(O), false)) O{{&rangeobject<S, F>::call, rangeready, f}, {}};
    h->link.state = &h->o.state;
    rangeenter(&h->link);
    return {h};
}

} // namespace go::runtime

// func(A…) R: a pointer to a closure object whose first word is the code (Go's own layout).
#pragma once

#include "go/base.h"

namespace go {

template <class S> struct func;

namespace runtime {
// A closure object: the code, then what the C++ lambda captured.
template <class F, class R, class... A> struct closure {
    R (GO_CC *code)(void *self, A...);
    F f;
    // The lambda becomes part of the code at any optimisation level: the canonical frame address that recover looks at
    // is then that of the function which the runtime has called.
    // A lambda that returns twice can only be inlined into what does so too.
    // What the lambda calls last is no tail call, so that tracebacks show it.
    __attribute__((returns_twice, disable_tail_calls)) static GO_CC R call(void *self, A... a) {
        [[clang::always_inline]] return static_cast<closure *>(self)->f(a...);
    }
};
// A lambda whose code is a function of its own wherever it is called: recover, or GO_WRAPPER, looks at its frame.
template <class F> struct ownframe_t : F {
    using F::operator();
};
template <class F> GO_INLINE ownframe_t<F> ownframe(F f) { return {f}; }
template <class F, class R, class... A> struct closure<ownframe_t<F>, R, A...> {
    R (GO_CC *code)(void *self, A...);
    ownframe_t<F> f;
    __attribute__((noinline, returns_twice)) static GO_CC R call(void *self, A... a) {
        [[clang::always_inline]] return static_cast<closure *>(self)->f(a...);
    }
};
} // namespace runtime

template <class R, class... A> struct func<R(A...)> {
    struct object {
        R (GO_CC *code)(void *self, A...);
    };
    object *fn; // null: nil
    func() = default;
    constexpr func(std::nullptr_t) : fn(nullptr) {}
    constexpr explicit func(object *o) : fn(o) {}
    // A lambda that outlives its frame: its captures go to the heap.
    template <class F>
        requires(std::is_class_v<F> && !std::is_base_of_v<func, F>)
    func(F f) {
        using C = runtime::closure<F, R, A...>;
        if constexpr (std::is_empty_v<F>) { // captures nothing: one object for all
            static constexpr object only{&C::call};
            fn = const_cast<object *>(&only);
        } else {
            auto *c = static_cast<C *>(runtime::mallocgc(sizeof(C), false));
            c->code = &C::call;
            ::new (static_cast<void *>(&c->f)) F(static_cast<F &&>(f));
            fn = reinterpret_cast<object *>(c);
        }
    }
    // A nil func faults on the load of its code, which the runtime turns into Go's panic.
    GO_INLINE R operator()(A... a) const {
        [[clang::nomerge]] return fn->code(fn, a...);
    }
    explicit operator bool() const { return fn != nullptr; }
    friend bool operator==(func f, std::nullptr_t) { return f.fn == nullptr; }
};

namespace runtime {

// A lambda that does not outlive the full expression or frame it is written in: nothing is allocated.
//     auto f = runtime::stackclosure<int_(int_)>([&](int_ x) -> int_ { … });   // f converts to func<int_(int_)>
template <class S, class F> struct stackclosure_t;
template <class R, class... A, class F> struct stackclosure_t<R(A...), F> {
    mutable closure<F, R, A...> c;
    operator func<R(A...)>() const {
        return func<R(A...)>(reinterpret_cast<typename func<R(A...)>::object *>(&c));
    }
    GO_INLINE R operator()(A... a) const { return c.f(a...); }
};
template <class S, class F> GO_INLINE stackclosure_t<S, F> stackclosure(F f) {
    return [&]<class R, class... A>(R (*)(A...)) {
        return stackclosure_t<R(A...), F>{{&closure<F, R, A...>::call, f}};
    }(static_cast<S *>(nullptr));
}

// The value of a declared function: one static closure object each.
template <auto *Fn> struct funcvalue;
template <class R, class... A, R (GO_CC *Fn)(A...)> struct funcvalue<Fn> {
    static GO_CC R call(void *, A... a) { return Fn(a...); }
    static constexpr typename func<R(A...)>::object object{&call};
};
template <auto *Fn> GO_INLINE auto funcval() {
    return [&]<class R, class... A>(R (GO_CC *)(A...)) {
        return func<R(A...)>(const_cast<typename func<R(A...)>::object *>(&funcvalue<Fn>::object));
    }(Fn);
}

} // namespace runtime

} // namespace go

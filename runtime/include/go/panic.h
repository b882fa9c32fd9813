// defer, panic, recover, Goexit.
//
// A function with defer statements has one deferframe. Its address and that of the named results escape into the runtime,
// so the results live in memory and are there after a recover:
//
//     runtime::deferframe d;
//     if (runtime::deferenter(d)) { // here again after a recover
//         runtime::deferreturn(&d);
//         return v;
//     }
//     auto d1 = runtime::opendefer(d, [mu] { GO_DEFERCALL(sync::Mutex_Unlock(mu)); });
//     …
//     runtime::deferreturn(d, d1);
//     return v;
//
// A defer statement that may be met more than once, or not at all before a later one, is not open-coded: it makes a record
// in a list (deferproc), and the frame is a deferstack.
//
// A panic runs the deferred calls on top of the panicking frames; a recover restores the context that deferenter saved.
// spec: "recover was not called directly by a deferred function" gives nil. The runtime notes the stack pointer from which
// it calls a deferred function; gorecover compares it with its caller's canonical frame address. So a function that calls
// recover is never inlined. Functions of the compiler that stand between the runtime and a deferred function pass the mark
// on: the lambda that holds a deferred call's arguments makes it with GO_DEFERCALL (or begins with
// GO_DEFERWRAP(), if the callee is a value), and what adjusts the receiver of a
// method that may call recover (for an interface, an embedded field, a method value) with GO_WRAPPER(). Both cost one test
// while nothing panics; wrappers of methods without recover are plain tail calls.
#pragma once

#include "go/iface.h"

namespace go::runtime {

struct deferrec; // one deferred call
struct deferframe {
    void *regs[8];   // rbx rbp r12 r13 r14 r15 rsp rip; written by deferenter
    deferframe *up;  // of the G; null: outermost
    deferrec *head;  // calls not yet run, newest first
    deferframe() {} // deferenter fills it in; `d{}` must not clear it first
};
// Of a function that may defer a call any number of times.
struct deferstack : deferframe {
    alignas(16) unsigned char room[64]; // the first small record, so that the usual defer allocates nothing
    bool roomUsed;
    deferstack() : roomUsed(false) {}
};

// Saves the context and links the frame. False at first; true when a recover has come back here.
__attribute__((returns_twice)) bool deferenter(deferframe &d) asm("goloom_deferenter");

// Keeps the results in memory, where a recover finds them.
template <class... T> GO_INLINE void deferkeep(T &...v) { (([](void *p) { asm volatile("" : : "r"(p) : "memory"); }(&v)), ...); }

struct deferrec {
    deferrec *link;
    void (GO_CC *code)(void *self); // a closure object follows: {code, captures}
};
// Room for a record whose closure object takes `size` bytes, linked as the newest; in the frame or on the heap.
GO_CC void *newdefer(deferstack *d, uintptr size);
// What the runtime calls. Nothing in it is a tail call: that would give the callee the frame address of a deferred function.
template <class F> GO_CC void deferredcall(void *self) {
    [[clang::always_inline]] closure<F, void>::call(self);
    asm volatile("");
}
template <class F> GO_INLINE void deferproc(deferstack &d, F f) {
    using C = closure<F, void>;
    C *c;
    if (sizeof(C) <= sizeof d.room - sizeof(deferrec *) && !d.roomUsed) {
        d.roomUsed = true;
        auto *r = reinterpret_cast<deferrec *>(d.room);
        r->link = d.head;
        d.head = r;
        c = reinterpret_cast<C *>(&r->code);
    } else {
        c = static_cast<C *>(newdefer(&d, sizeof(C)));
    }
    c->code = &deferredcall<F>;
    ::new (static_cast<void *>(&c->f)) F(f);
}
// A defer statement that a call of the function meets at most once is open-coded: record and closure object are in the
// frame, and a return calls it without the runtime.
template <class F> struct deferred {
    deferrec *link;
    closure<F, void> c;
    GO_INLINE deferred(deferframe &d, F f) : link(d.head), c{&deferredcall<F>, f} {
        d.head = reinterpret_cast<deferrec *>(this);
    }
};
template <class F> GO_INLINE deferred<F> opendefer(deferframe &d, F f) { return deferred<F>(d, f); }
// defer f() of a func value: recover works inside f itself. A nil f panics when it is run.
GO_CC void deferprocfunc(deferstack *d, func<void()> f);
GO_CC void deferreturn(deferframe *d); // runs what is left, unlinks the frame
// The running G's first words; runtime2.h has the rest.
struct ghead {
    void *seg, *syscallseg, *sched, *m;
    deferframe *defer_;
    struct panic *panic_; // innermost in flight; null: none
};
GO_INLINE ghead *getghead() {
    ghead *gp;
    asm volatile("movq %%fs:goloom_g@tpoff, %0" : "=r"(gp));
    return gp;
}
GO_INLINE void deferreturn(deferstack &d) { deferreturn(&d); }
template <class F> GO_INLINE void deferrun(deferframe &d, deferred<F> &r) {
    if (d.head != reinterpret_cast<deferrec *>(&r)) [[unlikely]] return; // behind one that is none of these
    d.head = r.link;
    r.c.f();
}
// While a panic runs, its marks would be taken for those of the calls made here: the runtime makes them then.
template <class... F> GO_INLINE void deferreturn(deferstack &d, deferred<F> &...newestFirst) {
    if (!getghead()->panic_) [[likely]] {
        (deferrun(d, newestFirst), ...);
        if (!d.head) [[likely]] {
            getghead()->defer_ = d.up;
            return;
        }
    }
    deferreturn(&d);
}
// All of the function's defers are open-coded, and these are the ones it has met.
GO_INLINE void runopen(deferframe &d) { getghead()->defer_ = d.up; }
template <class F> GO_INLINE void runopen(deferframe &d, deferred<F> &last) {
    getghead()->defer_ = d.up; // whatever it does, the frame is done with
    last.c.f();
}
template <class F, class... More> GO_INLINE void runopen(deferframe &d, deferred<F> &r, More &...more) {
    d.head = r.link;
    r.c.f();
    runopen(d, more...);
}
template <class... F> GO_INLINE void deferreturn(deferframe &d, deferred<F> &...newestFirst) {
    if (getghead()->panic_) [[unlikely]]
        deferreturn(&d);
    else
        runopen(d, newestFirst...);
}
GO_CC void deferwrap(void *sp); // the next call made from here is the deferred function
// Its end comes after the call, which is therefore no tail call: the callee's frame address is the wrapper's stack pointer.
struct wrapperframe {
    GO_INLINE ~wrapperframe() { asm volatile(""); }
};
#define GO_DEFERWRAP()                                                                                       \
    [[maybe_unused]] ::go::runtime::wrapperframe wrapperframe_;                                              \
    do {                                                                                                     \
        if (::go::runtime::getghead()->panic_) [[unlikely]] {                                                \
            void *sp_;                                                                                       \
            asm volatile("movq %%rsp, %0" : "=r"(sp_));                                                      \
            ::go::runtime::deferwrap(sp_);                                                                   \
        }                                                                                                    \
    } while (0)
// The deferred call in a lambda that holds its arguments. Inlined while something panics, its own calls would look like
// the deferred one to recover.
#define GO_DEFERCALL(...)                                                                                    \
    do {                                                                                                     \
        [[maybe_unused]] ::go::runtime::wrapperframe wrapperframe_;                                          \
        if (::go::runtime::getghead()->panic_) [[unlikely]] {                                                \
            void *sp_;                                                                                       \
            asm volatile("movq %%rsp, %0" : "=r"(sp_));                                                      \
            ::go::runtime::deferwrap(sp_);                                                                   \
            [[clang::noinline]] __VA_ARGS__;                                                                 \
        } else {                                                                                             \
            __VA_ARGS__;                                                                                     \
        }                                                                                                    \
    } while (0)
// If the function that was entered at cfa counts as the deferred one, so does the next that is called from here.
GO_CC void wrapper(void *cfa, void *sp);
GO_CC bool isdeferred(void *cfa);
#define GO_WRAPPER()                                                                                         \
    [[maybe_unused]] ::go::runtime::wrapperframe wrapperframe_;                                              \
    do {                                                                                                     \
        if (::go::runtime::getghead()->panic_) [[unlikely]] {                                                \
            void *sp_;                                                                                       \
            asm volatile("movq %%rsp, %0" : "=r"(sp_));                                                      \
            ::go::runtime::wrapper(__builtin_dwarf_cfa(), sp_);                                              \
        }                                                                                                    \
    } while (0)

[[noreturn]] GO_CC void panicwrap(const char *method, const char *type);
// The receiver of a value method that is called through a pointer.
template <class T> GO_INLINE T &valuereceiver(ptr<T> p, const char *method, const char *type) {
    if (!p) [[unlikely]]
        panicwrap(method, type);
    return *p.raw();
}
// The value of a declared function that calls recover.
template <auto *Fn> struct wrappedvalue;
template <class R, class... A, R (GO_CC *Fn)(A...)> struct wrappedvalue<Fn> {
    __attribute__((noinline)) static GO_CC R call(void *, A... a) {
        GO_WRAPPER();
        return Fn(a...);
    }
    static constexpr typename func<R(A...)>::object object{&call};
};
template <auto *Fn> GO_INLINE auto wrappedval() {
    return [&]<class R, class... A>(R (GO_CC *)(A...)) {
        return func<R(A...)>(const_cast<typename func<R(A...)>::object *>(&wrappedvalue<Fn>::object));
    }(Fn);
}

[[noreturn, clang::nomerge]] GO_CC void gopanic(any v);
GO_CC any gorecover(void *cfa);
// The value of `recover()`; write it in the function itself.
#define GO_RECOVER() ::go::runtime::gorecover(__builtin_dwarf_cfa())
[[noreturn, clang::nomerge]] GO_CC void Goexit();

[[noreturn, clang::nomerge]] GO_CC void throw_(const char *msg); // a bug of the runtime: "fatal error: …"
[[noreturn, clang::nomerge]] GO_CC void fatal(string msg);       // the user's: "fatal error: all goroutines are asleep - deadlock!"
// runtime errors ("runtime error: …"), whose value implements runtime.Error
[[noreturn, clang::nomerge]] GO_CC void panicmem();

} // namespace go::runtime

// go statements, and what a program starts with.
#pragma once

#include "go/panic.h"

namespace go::runtime {

GO_CC void newproc(func<void()> f); // a new G on the local run queue
template <class F> GO_INLINE void newproc(F f) { newproc(func<void()>(static_cast<F &&>(f))); }

GO_CC void Gosched(); // lets others run
// Around a system call that may block: in between the caller's P may be taken to run others, so nothing of Go's is touched.
void entersyscall() asm("goloom_entersyscall");
void exitsyscall();

// Runs what GO_INIT registered, in the order in which the objects were linked: dependencies first.
GO_CC void main_init();
// Registers a package's initialisation.
#define GO_INIT(fn)                                                                                          \
    __attribute__((section("goloom_inits"), used, retain)) static void(GO_CC *const fn##_task)() = fn

// main.main; defined by the main package's translation unit.
GO_CC void main_main();

// print, println: to standard error, in gc's form.
GO_CC void printlock();
GO_CC void printunlock();
GO_CC void printbool(bool);
GO_CC void printint(int64);
GO_CC void printuint(uint64);
GO_CC void printfloat(float64);
GO_CC void printfloat32(float32);
GO_CC void printcomplex(complex128);
GO_CC void printcomplex64(complex64);
GO_CC void printstring(string);
GO_CC void printpointer(const void *);
GO_CC void printslice(const void *p, int_ len, int_ cap);
GO_CC void printeface(any);
GO_CC void printiface(iface);
GO_CC void printsp();
GO_CC void printnl();
template <class T> GO_INLINE void printvalue(const T &v) {
    if constexpr (std::is_same_v<T, bool>) printbool(v);
    else if constexpr (std::is_integral_v<T> && std::is_signed_v<T>) printint(v);
    else if constexpr (std::is_integral_v<T>) printuint(v);
    else if constexpr (std::is_same_v<T, float32>) printfloat32(v);
    else if constexpr (std::is_same_v<T, float64>) printfloat(v);
    else if constexpr (std::is_same_v<T, complex64>) printcomplex64(v);
    else if constexpr (std::is_same_v<T, complex128>) printcomplex(v);
    else if constexpr (std::is_same_v<T, string>) printstring(v);
    else if constexpr (std::is_same_v<T, any>) printeface(v);
    else if constexpr (std::is_base_of_v<iface, T>) printiface(v);
    else if constexpr (direct<T>) printpointer(__builtin_bit_cast(void *, v));
    else printslice(v.ptr, v.len, v.cap);
}
template <class... T> GO_INLINE void print(const T &...v) {
    printlock();
    (printvalue(v), ...);
    printunlock();
}
template <class... T> GO_INLINE void println(const T &...v) {
    printlock();
    bool first = true;
    ((first ? void(first = false) : printsp(), printvalue(v)), ...);
    printnl();
    printunlock();
}

} // namespace go::runtime

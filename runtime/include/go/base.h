// The scalar types of Go, the calling convention, and the few words every other header needs.
//
// Emitted C++ includes go/runtime.h only. These headers stay lean: <cstdint> <cstring> <new> <utility>
// <type_traits> <initializer_list> and nothing else, since every compilation pays for them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <initializer_list>
#include <new>
#include <type_traits>
#include <utility>

// Every Go function, closure and runtime entry point: results of up to four words travel in registers.
#define GO_CC __attribute__((swiftcall))
// A small function of another package, whose body is here to be inlined: no code of its own comes of it.
#define GO_IMPORTED __attribute__((gnu_inline)) extern inline
// A slow path that must not bloat its callers.
// No two calls are made one: a traceback tells which it was.
#define GO_COLD __attribute__((noinline, cold, nomerge))
// What is inlined counts as its caller's code, on the caller's line.
#define GO_INLINE __attribute__((always_inline, nodebug)) inline

namespace go {

using int8 = signed char;
using int16 = short;
using int32 = int;
using uint8 = unsigned char;
using uint16 = unsigned short;
using uint32 = unsigned int;
#if __SIZEOF_LONG__ == 8
using int64 = long;
using uint64 = unsigned long;
#else // Windows
using int64 = long long;
using uint64 = unsigned long long;
#endif
using int_ = int64;
using uint_ = uint64;
using uintptr = uint64;
using float32 = float;
using float64 = double;
using rune = int32;

namespace unsafe {
using Pointer = void *;
}

namespace runtime {
struct noptr {
    const void *at;
    uintptr size;
};
}
// A large variable of the program holds no pointers: the collector leaves it out.
#define GO_NOPTR(v)                                                                                          \
    __attribute__((section("goloom_noptr"), used, retain)) static const ::go::runtime::noptr __noptr_##v = {&v, sizeof v}

namespace runtime {

[[noreturn]] GO_COLD GO_CC void panicIndex(int_ i, int_ n);
[[noreturn]] GO_COLD GO_CC void panicSliceAlen(int_ high, int_ len);  // s[?:high] of an array or string
[[noreturn]] GO_COLD GO_CC void panicSliceAcap(int_ high, int_ cap);  // s[?:high] of a slice
[[noreturn]] GO_COLD GO_CC void panicSliceB(int_ low, int_ high);     // low > high
[[noreturn]] GO_COLD GO_CC void panicSlice3Alen(int_ max, int_ len);
[[noreturn]] GO_COLD GO_CC void panicSlice3Acap(int_ max, int_ cap);
[[noreturn]] GO_COLD GO_CC void panicSlice3B(int_ high, int_ max);
[[noreturn]] GO_COLD GO_CC void panicSlice3C(int_ low, int_ high);
[[noreturn]] GO_COLD GO_CC void panicSliceConvert(int_ len, int_ want); // []T to [N]T or *[N]T
[[noreturn]] GO_COLD GO_CC void panicnil();
[[noreturn]] GO_COLD GO_CC void panicdivide();
[[noreturn]] GO_COLD GO_CC void panicshift();
[[noreturn]] GO_COLD GO_CC void panicmakeslicelen();
[[noreturn]] GO_COLD GO_CC void panicmakeslicecap();
[[noreturn]] GO_COLD GO_CC void panicunsafe(const char *what); // "unsafe.Slice: len out of range"

// True for types without pointers into the heap. Emitted code specialises it for its structs.
template <class T> inline constexpr bool noscan = std::is_arithmetic_v<T> || std::is_enum_v<T>;

// Which words of a type hold pointers: a bit each, and above the last word's a bit that ends it (a string is 0b101). What
// repeats is given once. allWords: any may; also of a type with more than 63. Emitted code specialises it, too.
inline constexpr uint64 allWords = 0b11;
template <class T> inline constexpr uint64 ptrwords = noscan<T> ? 0 : allWords;

// A ptrwords by which the program allocates. The heap notes here which of its span classes serves a size class.
inline constexpr int numSizeClasses = 68;
struct layout {
    uint64 words;
    uint32 refills; // until now; changes without a lock
    uint16 spanclass[numSizeClasses];
    constexpr layout(uint64 w) : words(w), refills(0), spanclass() {
        for (int i = 0; i < numSizeClasses; i++) spanclass[i] = static_cast<uint16>(2 * i); // any pointers
    }
};
template <uint64 words> inline constinit layout layouts = words;
// Whether a mark that goes by the layout is faster than one that looks at all words: it skips so many of an object.
constexpr bool worthlayout(uint64 words, uintptr size) {
    constexpr uintptr enough = 4;
    auto period = static_cast<uintptr>(63 - __builtin_clzll(words)), ptrs = static_cast<uintptr>(__builtin_popcountll(words)) - 1;
    return size / (8 * period) * (period - ptrs) >= enough;
}
// Null: no pointers.
template <class T> constexpr layout *layoutof() {
    if constexpr (noscan<T>) {
        return nullptr;
    } else {
        static_assert(sizeof(T) % (8 * (63 - __builtin_clzll(ptrwords<T>))) == 0);
        return &layouts<ptrwords<T>>;
    }
}

// Zeroed memory. May collect. noscan: it will hold no pointers into the heap; else each word may be one.
GO_CC void *mallocgc(uintptr size, bool noscan);
// Zeroed memory for one or more values of a layout.
GO_CC void *mallocgc(uintptr size, layout *l);
template <class T> GO_INLINE T *newobject() {
    if constexpr (noscan<T> || !worthlayout(ptrwords<T>, sizeof(T)))
        return static_cast<T *>(mallocgc(sizeof(T), noscan<T>));
    else
        return static_cast<T *>(mallocgc(sizeof(T), layoutof<T>()));
}
// &T{…}, and a variable that outlives its frame.
template <class T> GO_INLINE T *newvalue(std::type_identity_t<T> v) {
    T *p = newobject<T>();
    *p = v;
    return p;
}
// &T{…} that does not outlive the full expression.
template <class T> GO_INLINE T *stackvalue(std::type_identity_t<T> &&v) { return __builtin_addressof(v); }

} // namespace runtime

// *T. One word that reads like a C++ pointer; * and -> panic on nil, raw() does not look.
template <class T> struct ptr {
    T *p;
    ptr() = default;
    constexpr ptr(std::nullptr_t) : p(nullptr) {}
    constexpr ptr(T *q) : p(q) {}
    GO_INLINE T &operator*() const {
        if (!p) [[unlikely]] runtime::panicnil();
        return *p;
    }
    GO_INLINE T *operator->() const {
        if (!p) [[unlikely]] runtime::panicnil();
        return p;
    }
    T *raw() const { return p; }
    explicit operator bool() const { return p != nullptr; }
    friend bool operator==(ptr a, ptr b) { return a.p == b.p; }
    friend bool operator==(ptr a, std::nullptr_t) { return a.p == nullptr; }
};

// The results of a function with several: auto [n, err] = f(); fields are r0, r1, ….
template <class... T> struct tuple;
template <class A> struct tuple<A> { A r0; };
template <class A, class B> struct tuple<A, B> { A r0; B r1; };
template <class A, class B, class C> struct tuple<A, B, C> { A r0; B r1; C r2; };
template <class A, class B, class C, class D> struct tuple<A, B, C, D> { A r0; B r1; C r2; D r3; };
template <class A, class B, class C, class D, class E> struct tuple<A, B, C, D, E> { A r0; B r1; C r2; D r3; E r4; };
template <class A, class B, class C, class D, class E, class F> struct tuple<A, B, C, D, E, F> {
    A r0; B r1; C r2; D r3; E r4; F r5;
};
template <class A, class B, class C, class D, class E, class F, class G> struct tuple<A, B, C, D, E, F, G> {
    A r0; B r1; C r2; D r3; E r4; F r5; G r6;
};
template <class A, class B, class C, class D, class E, class F, class G, class H>
struct tuple<A, B, C, D, E, F, G, H> {
    A r0; B r1; C r2; D r3; E r4; F r5; G r6; H r7;
};
template <class A, class B, class C, class D, class E, class F, class G, class H, class I, class... More>
struct tuple<A, B, C, D, E, F, G, H, I, More...> {
    A r0; B r1; C r2; D r3; E r4; F r5; G r6; H r7;
    tuple<I, More...> rest; // r8 … are rest.r0 …
};

// A value without size: struct{}, [0]T. Go gives it no byte, and so does Clang's zero-length array.
struct empty {
    char none[0];
    friend bool operator==(empty, empty) { return true; }
};
namespace runtime {
template <> inline constexpr bool noscan<empty> = true;
}

// Go's arithmetic where it differs from C++'s.
namespace runtime {

template <class T> GO_INLINE T div(T a, T b) {
    if (b == 0) [[unlikely]] panicdivide();
    if constexpr (std::is_signed_v<T>)
        if (b == T(-1)) return static_cast<T>(0 - static_cast<std::make_unsigned_t<T>>(a)); // spec: x / -1 == x for the least x
    return static_cast<T>(a / b);
}
template <class T> GO_INLINE T rem(T a, T b) {
    if (b == 0) [[unlikely]] panicdivide();
    if constexpr (std::is_signed_v<T>)
        if (b == T(-1)) return 0;
    return static_cast<T>(a % b);
}
// n is of an unsigned type, or known not to be negative. A count beyond the width gives 0 (or the sign).
template <class T, class N> GO_INLINE T shl(T a, N n) {
    using U = std::make_unsigned_t<T>;
    if constexpr (std::is_signed_v<N>)
        if (n < 0) [[unlikely]] panicshift();
    return static_cast<uint64>(n) < sizeof(T) * 8 ? static_cast<T>(static_cast<U>(a) << n) : T(0);
}
template <class T, class N> GO_INLINE T shr(T a, N n) {
    if constexpr (std::is_signed_v<N>)
        if (n < 0) [[unlikely]] panicshift();
    if constexpr (std::is_signed_v<T>)
        return static_cast<T>(a >> (static_cast<uint64>(n) < sizeof(T) * 8 ? n : N(sizeof(T) * 8 - 1)));
    else
        return static_cast<uint64>(n) < sizeof(T) * 8 ? static_cast<T>(a >> n) : T(0);
}
// Conversion of a floating-point value to an integer type, as amd64 does it: out of range gives what gc gives there.
template <class T, class F> GO_INLINE T ftoi(F f) {
    if constexpr (sizeof(T) == 8 && std::is_unsigned_v<T>) {
        constexpr F two63 = F(9223372036854775808.0);
        int64 r;
        if (f < two63) {
            r = sizeof(F) == 8 ? __builtin_ia32_cvttsd2si64((double __attribute__((vector_size(16)))){double(f), 0})
                               : __builtin_ia32_cvttss2si64((float __attribute__((vector_size(16)))){float(f), 0, 0, 0});
            return static_cast<T>(r);
        }
        f -= two63;
        r = sizeof(F) == 8 ? __builtin_ia32_cvttsd2si64((double __attribute__((vector_size(16)))){double(f), 0})
                           : __builtin_ia32_cvttss2si64((float __attribute__((vector_size(16)))){float(f), 0, 0, 0});
        return static_cast<T>(static_cast<uint64>(r) ^ (uint64(1) << 63));
    } else if constexpr (sizeof(F) == 8) {
        return static_cast<T>(__builtin_ia32_cvttsd2si64((double __attribute__((vector_size(16)))){f, 0}));
    } else {
        return static_cast<T>(__builtin_ia32_cvttss2si64((float __attribute__((vector_size(16)))){f, 0, 0, 0}));
    }
}

} // namespace runtime

template <class F> struct complex {
    F re, im;
    friend complex operator+(complex a, complex b) { return {a.re + b.re, a.im + b.im}; }
    friend complex operator-(complex a, complex b) { return {a.re - b.re, a.im - b.im}; }
    friend complex operator*(complex a, complex b) {
        return {a.re * b.re - a.im * b.im, a.re * b.im + a.im * b.re};
    }
    friend complex operator-(complex a) { return {-a.re, -a.im}; }
    friend bool operator==(complex a, complex b) { return a.re == b.re && a.im == b.im; }
};
using complex64 = complex<float32>;
using complex128 = complex<float64>;
namespace runtime {
template <class F> inline constexpr bool noscan<complex<F>> = true;
GO_CC complex128 complex128div(complex128 n, complex128 m); // Go's rules for infinities and NaN
} // namespace runtime
inline complex128 operator/(complex128 a, complex128 b) { return runtime::complex128div(a, b); }
inline complex64 operator/(complex64 a, complex64 b) {
    complex128 q = runtime::complex128div({a.re, a.im}, {b.re, b.im});
    return {static_cast<float32>(q.re), static_cast<float32>(q.im)};
}

} // namespace go

// [N]T and []T.
#pragma once

#include "go/string.h"

namespace go {

template <class T, int_ N> struct array {
    T a[N];
    GO_INLINE T &operator[](int_ i) {
        if (static_cast<uint_>(i) >= static_cast<uint_>(N)) [[unlikely]] runtime::panicIndex(i, N);
        return a[i];
    }
    GO_INLINE const T &operator[](int_ i) const { return const_cast<array *>(this)->operator[](i); }
    static constexpr int_ len = N;
};
// Long ones go by address. The member that cannot be copied bit by bit says so to Clang, which would otherwise look at each
// element to find registers for it.
namespace runtime {
template <class Array> struct inmemory {
    constexpr inmemory() = default;
    constexpr inmemory(const inmemory &) {}
    constexpr inmemory &operator=(const inmemory &) = default;
};
} // namespace runtime
template <class T, int_ N> requires(N > 1 << 16 && sizeof(T) > 0) struct array<T, N> {
    T a[N];
    [[no_unique_address]] runtime::inmemory<array> _;
    GO_INLINE T &operator[](int_ i) {
        if (static_cast<uint_>(i) >= static_cast<uint_>(N)) [[unlikely]] runtime::panicIndex(i, N);
        return a[i];
    }
    GO_INLINE const T &operator[](int_ i) const { return const_cast<array *>(this)->operator[](i); }
    static constexpr int_ len = N;
};
template <class T, int_ N> requires(N > 1 << 16 && sizeof(T) == 0) struct array<T, N> {
    T a[0];
    GO_INLINE T &operator[](int_ i) {
        if (static_cast<uint_>(i) >= static_cast<uint_>(N)) [[unlikely]] runtime::panicIndex(i, N);
        return a[0];
    }
    GO_INLINE const T &operator[](int_ i) const { return const_cast<array *>(this)->operator[](i); }
    static constexpr int_ len = N;
};
template <class T, int_ N> requires(N > 1 << 16 && sizeof(T) == 0) bool operator==(const array<T, N> &, const array<T, N> &) {
    return true;
}
template <class T, int_ N> bool operator==(const array<T, N> &x, const array<T, N> &y) {
    for (int_ i = 0; i < N; i++)
        if (!(x.a[i] == y.a[i])) return false;
    return true;
}
namespace runtime {
template <class T, int_ N> inline constexpr bool noscan<array<T, N>> = noscan<T>;
template <class T, int_ N> inline constexpr uint64 ptrwords<array<T, N>> = ptrwords<T>;
}

template <class T> struct slice {
    T *ptr;
    int_ len, cap;
    GO_INLINE T &operator[](int_ i) const {
        if (static_cast<uint_>(i) >= static_cast<uint_>(len)) [[unlikely]] runtime::panicIndex(i, len);
        return ptr[i];
    }
    friend bool operator==(slice s, std::nullptr_t) { return s.ptr == nullptr; }
};

namespace runtime {

template <class T> inline constexpr uint64 ptrwords<slice<T>> = 0b1001;

// make([]T, len, cap)
GO_CC void *makeslice(uintptr elemsize, layout *l, int_ len, int_ cap); // checks and panics
template <class T> slice<T> make(int_ len) { return {static_cast<T *>(makeslice(sizeof(T), layoutof<T>(), len, len)), len, len}; }
template <class T> slice<T> make(int_ len, int_ cap) { return {static_cast<T *>(makeslice(sizeof(T), layoutof<T>(), len, cap)), len, cap}; }

// make of a slice that does not outlive its block: a short one stands in the buffer.
template <class T> struct makebuf {
    static constexpr int_ len = 32 / static_cast<int_>(sizeof(T));
    alignas(T) uint8 a[len * sizeof(T)];
    makebuf() {}
};
template <class T> GO_INLINE slice<T> make(makebuf<T> &buf, int_ len, int_ cap) {
    if (static_cast<uint_>(cap) > static_cast<uint_>(buf.len) || static_cast<uint_>(len) > static_cast<uint_>(cap))
        return make<T>(len, cap);
    __builtin_memset(buf.a, 0, sizeof buf.a);
    return {reinterpret_cast<T *>(buf.a), len, cap};
}
template <class T> GO_INLINE slice<T> make(makebuf<T> &buf, int_ len) { return make(buf, len, len); }
template <class T> GO_INLINE slice<T> make(makebuf<T> &&buf, int_ len) { return make(buf, len, len); }
template <class T> GO_INLINE slice<T> make(makebuf<T> &&buf, int_ len, int_ cap) { return make(buf, len, cap); }

// []T{…}, the elements copied to the heap.
template <class T> slice<T> sliceof(std::initializer_list<T> elems) {
    auto n = static_cast<int_>(elems.size());
    auto *p = static_cast<T *>(mallocgc(sizeof(T) * elems.size(), layoutof<T>()));
    std::memcpy(static_cast<void *>(p), elems.begin(), sizeof(T) * elems.size());
    return {p, n, n};
}

// []T{…} that does not outlive the full expression.
template <class T, size_t N> GO_INLINE slice<T> stackslice(T (&&elems)[N]) {
    return {elems, static_cast<int_>(N), static_cast<int_>(N)};
}
// Of many constant elements: they stand in an array, of which each evaluation makes a copy.
template <class T, int_ N> slice<T> sliceof(const array<T, N> &elems) {
    auto *p = static_cast<T *>(mallocgc(sizeof(T) * N, layoutof<T>()));
    std::memcpy(static_cast<void *>(p), elems.a, sizeof(T) * N);
    return {p, N, N};
}

// Room for at least newLen elements; the first oldLen are copied. Go's growth rule.
struct rawslice { void *ptr; int_ len, cap; };
GO_COLD GO_CC rawslice growslice(void *old, int_ newLen, int_ oldCap, int_ oldLen, uintptr elemsize, layout *l);

template <class T> GO_INLINE void moveelems(T *to, const T *from, int_ n) {
    uintptr size = sizeof(T) * static_cast<uintptr>(n);
    if constexpr (noscan<T>)
        std::memmove(static_cast<void *>(to), from, size);
    else
        typedmemmove(to, from, size);
}

// append(s, v…). By value: they may be elements of s that are written over.
template <class T, class... V> GO_INLINE slice<T> append(slice<T> s, V... v) {
    int_ n = s.len + static_cast<int_>(sizeof...(V));
    if (static_cast<uint_>(n) > static_cast<uint_>(s.cap)) [[unlikely]] {
        rawslice r = growslice(s.ptr, n, s.cap, s.len, sizeof(T), layoutof<T>());
        s.ptr = static_cast<T *>(r.ptr);
        s.cap = r.cap;
    }
    T *p = s.ptr + s.len;
    ((store(*p++) = v), ...);
    s.len = n;
    return s;
}
// append(s, t...)
template <class T> slice<T> appendslice(slice<T> s, slice<T> t) {
    int_ n = s.len + t.len;
    if (static_cast<uint_>(n) > static_cast<uint_>(s.cap)) [[unlikely]] {
        rawslice r = growslice(s.ptr, n, s.cap, s.len, sizeof(T), layoutof<T>());
        s.ptr = static_cast<T *>(r.ptr);
        s.cap = r.cap;
    }
    moveelems(s.ptr + s.len, t.ptr, t.len);
    s.len = n;
    return s;
}
inline slice<uint8> appendstring(slice<uint8> s, string t) {
    return appendslice(s, slice<uint8>{const_cast<uint8 *>(t.ptr), t.len, t.len});
}
template <class T> int_ copy(slice<T> to, slice<T> from) {
    int_ n = to.len < from.len ? to.len : from.len;
    moveelems(to.ptr, from.ptr, n);
    return n;
}
inline int_ copystring(slice<uint8> to, string from) {
    return copy(to, slice<uint8>{const_cast<uint8 *>(from.ptr), from.len, from.len});
}
template <class T> void clearslice(slice<T> s) {
    uintptr size = sizeof(T) * static_cast<uintptr>(s.len);
    if constexpr (noscan<T>)
        std::memset(static_cast<void *>(s.ptr), 0, size);
    else
        memclrHasPointers(s.ptr, size);
}

// s[low:high], s[low:high:max]. An empty result keeps its base, so that nothing points behind its object.
template <class T> GO_INLINE slice<T> slicing(slice<T> s, int_ low, int_ high) {
    if (static_cast<uint_>(high) > static_cast<uint_>(s.cap)) [[unlikely]] panicSliceAcap(high, s.cap);
    if (static_cast<uint_>(low) > static_cast<uint_>(high)) [[unlikely]] panicSliceB(low, high);
    return {low == s.cap ? s.ptr : s.ptr + low, high - low, s.cap - low};
}
template <class T> GO_INLINE slice<T> slicing(slice<T> s, int_ low, int_ high, int_ max) {
    if (static_cast<uint_>(max) > static_cast<uint_>(s.cap)) [[unlikely]] panicSlice3Acap(max, s.cap);
    if (static_cast<uint_>(high) > static_cast<uint_>(max)) [[unlikely]] panicSlice3B(high, max);
    if (static_cast<uint_>(low) > static_cast<uint_>(high)) [[unlikely]] panicSlice3C(low, high);
    return {low == max ? s.ptr : s.ptr + low, high - low, max - low};
}
template <class T, int_ N> GO_INLINE constexpr slice<T> slicing(array<T, N> &a, int_ low, int_ high, int_ max = N) {
    if (static_cast<uint_>(max) > static_cast<uint_>(N)) [[unlikely]] panicSlice3Alen(max, N);
    if (static_cast<uint_>(high) > static_cast<uint_>(max)) [[unlikely]] panicSliceAcap(high, N);
    if (static_cast<uint_>(low) > static_cast<uint_>(high)) [[unlikely]] panicSliceB(low, high);
    return {low == max ? a.a : a.a + low, high - low, max - low};
}
// (*[N]T)(s)
template <class T, int_ N> GO_INLINE ptr<array<T, N>> slicetoarrayptr(slice<T> s) {
    if (s.len < N) [[unlikely]] panicSliceConvert(s.len, N);
    return reinterpret_cast<array<T, N> *>(s.ptr);
}

// package unsafe
GO_INLINE void *unsafeadd(void *p, int_ n) { return static_cast<char *>(p) + n; }
template <class T> GO_INLINE slice<T> unsafeslice(go::ptr<T> p, int_ n) {
    uintptr size;
    bool over = n < 0 || (!p && n != 0) || __builtin_mul_overflow(static_cast<uintptr>(n), sizeof(T), &size) ||
                size > -reinterpret_cast<uintptr>(p.raw());
    if (over && (p || n != 0)) [[unlikely]]
        panicunsafe(!p && n > 0 ? "unsafe.Slice: ptr is nil and len is not zero" : "unsafe.Slice: len out of range");
    return {p.raw(), n, n};
}
GO_INLINE string unsafestring(go::ptr<uint8> p, int_ n) {
    if (n < 0 || (!p && n != 0)) [[unlikely]]
        panicunsafe(!p && n > 0 ? "unsafe.String: ptr is nil and len is not zero" : "unsafe.String: len out of range");
    return {p.raw(), n};
}
GO_INLINE go::ptr<uint8> unsafestringdata(string s) { return const_cast<uint8 *>(s.ptr); }

// Copies. They use the buffer, of tmpbuf's or runebuf's size, if the result fits.
GO_CC string slicebytetostring(slice<uint8> b);
GO_CC string slicebytetostring(uint8 *buf, slice<uint8> b);
GO_CC slice<uint8> stringtoslicebyte(string s);
GO_CC slice<uint8> stringtoslicebyte(uint8 *buf, string s);
GO_CC string slicerunetostring(slice<rune> r);
GO_CC string slicerunetostring(uint8 *buf, slice<rune> r);
GO_CC slice<rune> stringtoslicerune(string s);
GO_CC slice<rune> stringtoslicerune(rune *buf, string s);
GO_INLINE string slicebytetostringtmp(slice<uint8> b) { return {b.ptr, b.len}; } // b must not change while it lives
GO_INLINE slice<uint8> stringtoslicebytetmp(string s) { return {const_cast<uint8 *>(s.ptr), s.len, s.len}; } // not to be written to

} // namespace runtime

} // namespace go

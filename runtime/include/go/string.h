// string: bytes that never change. Literals are "…"_s.
#pragma once

#include "go/barrier.h"

namespace go {

struct string {
    const uint8 *ptr;
    int_ len;
    GO_INLINE uint8 operator[](int_ i) const {
        if (static_cast<uint_>(i) >= static_cast<uint_>(len)) [[unlikely]] runtime::panicIndex(i, len);
        return ptr[i];
    }
};

// A constant in any context; the conditional is what makes Clang fold the cast.
consteval string operator""_s(const char *s, size_t n) {
    return {__builtin_constant_p(true) ? reinterpret_cast<const uint8 *>(s) : nullptr, static_cast<int_>(n)};
}

namespace runtime {
template <> inline constexpr uint64 ptrwords<string> = 0b101;
// Where a short string or slice stands that does not outlive its block, or the full expression.
struct tmpbuf {
    uint8 a[32];
    tmpbuf() {}
    operator uint8 *() { return a; }
};
struct runebuf {
    rune a[32];
    runebuf() {}
    operator rune *() { return a; }
};
// Of one operand that is not empty the others return that one, unless it stands in a frame.
GO_CC string concatstring2(string a, string b);
GO_CC string concatstrings(std::initializer_list<string> parts);
GO_CC string concatstrings(uint8 *buf, std::initializer_list<string> parts);
GO_CC string concatviews(std::initializer_list<string> parts); // always a copy: parts may be bytes that will change
GO_CC string concatviews(uint8 *buf, std::initializer_list<string> parts);
GO_CC int_ countrunes(string s);                               // len([]rune(s))
GO_CC int_ cmpstring(string a, string b); // <0, 0, >0
GO_CC string intstring(uint8 *buf, int64 r);
GO_CC string intstring(int64 r); // string(r): the UTF-8 of a rune, "\uFFFD" if it is none
} // namespace runtime

inline bool operator==(string a, string b) {
    return a.len == b.len && (a.ptr == b.ptr || __builtin_memcmp(a.ptr, b.ptr, static_cast<size_t>(a.len)) == 0);
}
inline bool operator<(string a, string b) { return runtime::cmpstring(a, b) < 0; }
inline bool operator<=(string a, string b) { return runtime::cmpstring(a, b) <= 0; }
inline bool operator>(string a, string b) { return runtime::cmpstring(a, b) > 0; }
inline bool operator>=(string a, string b) { return runtime::cmpstring(a, b) >= 0; }
inline string operator+(string a, string b) { return runtime::concatstring2(a, b); }
inline void operator+=(string &a, string b) { runtime::store(a) = runtime::concatstring2(a, b); }

namespace runtime {
// s[low:high]
GO_INLINE string slicestring(string s, int_ low, int_ high) {
    if (static_cast<uint_>(high) > static_cast<uint_>(s.len)) [[unlikely]] panicSliceAlen(high, s.len);
    if (static_cast<uint_>(low) > static_cast<uint_>(high)) [[unlikely]] panicSliceB(low, high);
    return {low == high ? s.ptr : s.ptr + low, high - low};
}
// min, max. spec: "if any argument is a NaN, the result is a NaN", and -0.0 is less than 0.0.
template <class T> GO_INLINE T min(T a, std::type_identity_t<T> b) {
    if constexpr (std::is_floating_point_v<T>) {
        if (a != a) return a;
        if (b != b) return b;
        if (a == 0 && b == 0) return __builtin_signbit(a) ? a : b;
    }
    return b < a ? b : a;
}
template <class T> GO_INLINE T max(T a, std::type_identity_t<T> b) {
    if constexpr (std::is_floating_point_v<T>) {
        if (a != a) return a;
        if (b != b) return b;
        if (a == 0 && b == 0) return __builtin_signbit(a) ? b : a;
    }
    return b > a ? b : a;
}
template <class T, class... U> GO_INLINE T min(T a, std::type_identity_t<T> b, std::type_identity_t<T> c, U... more) { return min(min(a, b), c, more...); }
template <class T, class... U> GO_INLINE T max(T a, std::type_identity_t<T> b, std::type_identity_t<T> c, U... more) { return max(max(a, b), c, more...); }
template <class T> GO_INLINE T min(T a) { return a; }
template <class T> GO_INLINE T max(T a) { return a; }

// The rune at s[i] and the index behind it; ill-formed: U+FFFD, one byte. 0 <= i < s.len. The ASCII case is for the caller.
GO_CC tuple<rune, int_> decoderune(string s, int_ i);
} // namespace runtime

} // namespace go

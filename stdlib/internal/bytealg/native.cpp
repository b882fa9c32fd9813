// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of internal/bytealg. They run on goroutine stacks: nothing here needs more than a few words of
// stack (so not memmem, which keeps a table there).
//
// A substring is searched by its first and last byte, 16 places at a time, and compared where both fit. Text
// that fits too often without being a match would make that quadratic; the rest is then searched by Rabin and
// Karp's rolling hash, which is linear.

#include "go/runtime.h"

#include <emmintrin.h>

namespace go::internal::bytealg {

namespace {

string text(slice<uint8> b) { return {b.ptr, b.len}; }

int_ offset(string s, const void *p) { return p ? static_cast<const uint8 *>(p) - s.ptr : -1; }

bool equal(const uint8 *a, const uint8 *b, int_ n) {
    return __builtin_memcmp(a, b, static_cast<size_t>(n)) == 0;
}

constexpr uint32 prime = 16777619;

// prime to the power of n
uint32 power(int_ n) {
    uint32 result = 1;
    for (uint32 square = prime; n; n >>= 1, square *= square)
        if (n & 1) result *= square;
    return result;
}

int_ rabinKarp(string s, string sep, int_ from) {
    const int_ n = sep.len;
    uint32 want = 0, have = 0;
    for (int_ i = 0; i < n; i++) {
        want = want * prime + sep.ptr[i];
        have = have * prime + s.ptr[from + i];
    }
    const uint32 out = power(n);
    for (int_ i = from;; i++) {
        if (have == want && equal(s.ptr + i, sep.ptr, n)) return i;
        if (i + n >= s.len) return -1;
        have = have * prime + s.ptr[i + n] - out * s.ptr[i];
    }
}

int_ rabinKarpLast(string s, string sep) {
    const int_ n = sep.len;
    uint32 want = 0, have = 0;
    for (int_ i = n - 1; i >= 0; i--) {
        want = want * prime + sep.ptr[i];
        have = have * prime + s.ptr[s.len - n + i];
    }
    const uint32 out = power(n);
    for (int_ i = s.len - n;; i--) {
        if (have == want && equal(s.ptr + i, sep.ptr, n)) return i;
        if (i == 0) return -1;
        have = have * prime + s.ptr[i - 1] - out * s.ptr[i + n - 1];
    }
}

__m128i load(const uint8 *p) { return _mm_loadu_si128(reinterpret_cast<const __m128i *>(p)); }

} // namespace

GO_CC int_ IndexByteString(string s, uint8 c) {
    return s.len == 0 ? -1 : offset(s, __builtin_memchr(s.ptr, c, static_cast<size_t>(s.len)));
}

GO_CC int_ LastIndexByteString(string s, uint8 c) {
    return s.len == 0 ? -1 : offset(s, memrchr(s.ptr, c, static_cast<size_t>(s.len)));
}

GO_CC int_ IndexString(string s, string sep) {
    const int_ n = sep.len;
    if (n == 0) return 0;
    if (n == 1) return IndexByteString(s, sep.ptr[0]);
    if (n > s.len) return -1;
    const int_ end = s.len - n + 1; // of the places where sep could begin
    const __m128i first = _mm_set1_epi8(static_cast<char>(sep.ptr[0]));
    const __m128i last = _mm_set1_epi8(static_cast<char>(sep.ptr[n - 1]));
    int_ misses = 0;
    int_ i = 0;
    for (; i + 16 <= end; i += 16) {
        const __m128i fit = _mm_and_si128(_mm_cmpeq_epi8(first, load(s.ptr + i)),
                                          _mm_cmpeq_epi8(last, load(s.ptr + i + n - 1)));
        for (auto mask = static_cast<unsigned>(_mm_movemask_epi8(fit)); mask; mask &= mask - 1) {
            const int_ at = i + __builtin_ctz(mask);
            if (equal(s.ptr + at + 1, sep.ptr + 1, n - 2)) return at;
            misses++;
        }
        if (misses > 16 + i / 8) return rabinKarp(s, sep, i);
    }
    for (; i < end; i++)
        if (s.ptr[i] == sep.ptr[0] && s.ptr[i + n - 1] == sep.ptr[n - 1] && equal(s.ptr + i, sep.ptr, n))
            return i;
    return -1;
}

GO_CC int_ LastIndexString(string s, string sep) {
    const int_ n = sep.len;
    if (n == 0) return s.len;
    if (n == 1) return LastIndexByteString(s, sep.ptr[0]);
    if (n > s.len) return -1;
    int_ misses = 0;
    for (int_ end = s.len - n + 1; end > 0;) {
        const int_ at = LastIndexByteString({s.ptr, end}, sep.ptr[0]);
        if (at < 0) return -1;
        if (equal(s.ptr + at, sep.ptr, n)) return at;
        if (at == 0) return -1;
        if (++misses > 16 + (s.len - at) / 8) return rabinKarpLast({s.ptr, at + n - 1}, sep);
        end = at;
    }
    return -1;
}

GO_CC int_ CountString(string s, uint8 c) {
    int_ n = 0;
    for (int_ i = 0; i < s.len; i++) n += s.ptr[i] == c;
    return n;
}

GO_CC int_ CompareString(string a, string b) {
    const int_ n = a.len < b.len ? a.len : b.len;
    const int order = n == 0 ? 0 : __builtin_memcmp(a.ptr, b.ptr, static_cast<size_t>(n));
    if (order != 0) return order < 0 ? -1 : 1;
    return a.len == b.len ? 0 : a.len < b.len ? -1 : 1;
}

GO_CC int_ IndexByte(slice<uint8> b, uint8 c) { return IndexByteString(text(b), c); }
GO_CC int_ LastIndexByte(slice<uint8> b, uint8 c) { return LastIndexByteString(text(b), c); }
GO_CC int_ Index(slice<uint8> b, slice<uint8> sep) { return IndexString(text(b), text(sep)); }
GO_CC int_ LastIndex(slice<uint8> b, slice<uint8> sep) { return LastIndexString(text(b), text(sep)); }
GO_CC int_ Count(slice<uint8> b, uint8 c) { return CountString(text(b), c); }
GO_CC int_ Compare(slice<uint8> a, slice<uint8> b) { return CompareString(text(a), text(b)); }
GO_CC bool Equal(slice<uint8> a, slice<uint8> b) {
    return a.len == b.len && (a.len == 0 || equal(a.ptr, b.ptr, a.len));
}

} // namespace go::internal::bytealg

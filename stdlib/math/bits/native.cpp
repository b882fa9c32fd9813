// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of math/bits. x86-64 before BMI has no defined result for the scans of zero.

#include "go/runtime.h"

namespace go::math::bits {

GO_CC int_ Len64(uint64 x) { return x == 0 ? 0 : 64 - __builtin_clzll(x); }

GO_CC int_ TrailingZeros64(uint64 x) { return x == 0 ? 64 : __builtin_ctzll(x); }

GO_CC int_ OnesCount64(uint64 x) { return __builtin_popcountll(x); }

GO_CC tuple<uint64, uint64> Mul64(uint64 x, uint64 y) {
    unsigned __int128 p = static_cast<unsigned __int128>(x) * y;
    return {static_cast<uint64>(p >> 64), static_cast<uint64>(p)};
}

GO_CC tuple<uint64, uint64> divide(uint64 hi, uint64 lo, uint64 y) {
#ifdef __x86_64__
    // The caller has checked hi < y, so the instruction cannot trap.
    uint64 quo, rem;
    asm("divq %[y]" : "=a"(quo), "=d"(rem) : "a"(lo), "d"(hi), [y] "r"(y) : "cc");
    return {quo, rem};
#else
    unsigned __int128 z = static_cast<unsigned __int128>(hi) << 64 | lo;
    return {static_cast<uint64>(z / y), static_cast<uint64>(z % y)};
#endif
}

} // namespace go::math::bits

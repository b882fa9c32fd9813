// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of math/bits that are not in go/intrinsics.h.

#include "go/runtime.h"

namespace go::math::bits {

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

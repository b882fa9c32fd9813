// wyhash: 16 bytes a step.
#pragma once

#include "go/base.h"

namespace go::runtime {

inline constexpr uint64 wy0 = 0x9e3779b97f4a7c15, wy1 = 0xe7037ed1a0b428db, wy2 = 0x8ebc6af09c88c6e3;

GO_INLINE uint64 mix(uint64 a, uint64 b) {
    unsigned __int128 t = static_cast<unsigned __int128>(a) * b;
    return static_cast<uint64>(t >> 64) ^ static_cast<uint64>(t);
}
template <class T> GO_INLINE uint64 readas(const uint8 *q) {
    T v;
    memcpy(&v, q, sizeof v);
    return v;
}

GO_INLINE uint64 wyhash(const void *p, uint64 seed, uintptr size) {
    auto *q = static_cast<const uint8 *>(p);
    uint64 a, b;
    seed ^= wy0;
    if (size <= 16) [[likely]] {
        if (size >= 4) {
            uintptr mid = (size >> 3) << 2;
            a = readas<uint32>(q) << 32 | readas<uint32>(q + mid);
            b = readas<uint32>(q + size - 4) << 32 | readas<uint32>(q + size - 4 - mid);
        } else if (size > 0) {
            a = static_cast<uint64>(q[0]) << 16 | static_cast<uint64>(q[size >> 1]) << 8 | q[size - 1];
            b = 0;
        } else {
            a = b = 0;
        }
    } else {
        uintptr n = size;
        for (; n > 16; n -= 16, q += 16) seed = mix(readas<uint64>(q) ^ wy1, readas<uint64>(q + 8) ^ seed);
        a = readas<uint64>(q + n - 16);
        b = readas<uint64>(q + n - 8);
    }
    return mix(wy1 ^ size, mix(a ^ wy1, b ^ seed));
}

} // namespace go::runtime

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The native of math/rand: the splitmix64 generator (Steele, Lea, Flood 2014) on a shared counter, which
// needs no lock.

#include "go/runtime.h"

#include <sys/random.h>

namespace go::runtime {
uint64 cheaprand64();
} // namespace go::runtime

namespace go::math::rand {

namespace {

uint64 counter; // 0: not seeded

} // namespace

GO_CC uint64 runtime_rand() {
    constexpr uint64 step = 0x9e3779b97f4a7c15;
    if (__atomic_load_n(&counter, __ATOMIC_RELAXED) == 0) [[unlikely]] {
        uint64 seed = 0;
        if (runtime::seeded)
            seed = runtime::cheaprand64();
        else if (getrandom(&seed, sizeof seed, GRND_NONBLOCK) != sizeof seed)
            seed = __builtin_ia32_rdtsc();
        uint64 unseeded = 0;
        __atomic_compare_exchange_n(&counter, &unseeded, seed | 1, false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    }
    uint64 z = __atomic_add_fetch(&counter, step, __ATOMIC_RELAXED);
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

} // namespace go::math::rand

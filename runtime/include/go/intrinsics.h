// The natives that are an instruction or two, to be inlined: of sync/atomic, math and math/bits.
//
// Emitted code declares every native that it calls; here a definition stands before that declaration, and the two agree. So a
// native is out of line in its package's native.cpp or defined here, and the compiler need not know which.
#pragma once

#include "go/base.h"

namespace go::runtime {
extern bool seeded; // GOLOOM_SCHED=seed:N is on; set before anything else
[[gnu::cold]] void seedatomic() __attribute__((preserve_most));
// Where schedules from a seed may switch.
GO_INLINE void atomicpoint() {
    if (seeded) [[unlikely]]
        seedatomic();
}
} // namespace go::runtime

// Sequentially consistent, as Go's memory model has it. A nil address faults in the instruction.
#define GO_ATOMIC(NAME, T)                                                                                             \
    GO_CC GO_INLINE T Load##NAME(ptr<T> p) {                                                                           \
        runtime::atomicpoint();                                                                                        \
        return __atomic_load_n(p.raw(), __ATOMIC_SEQ_CST);                                                             \
    }                                                                                                                  \
    GO_CC GO_INLINE void Store##NAME(ptr<T> p, T val) {                                                                \
        runtime::atomicpoint();                                                                                        \
        __atomic_store_n(p.raw(), val, __ATOMIC_SEQ_CST);                                                              \
    }                                                                                                                  \
    GO_CC GO_INLINE T Swap##NAME(ptr<T> p, T val) {                                                                    \
        runtime::atomicpoint();                                                                                        \
        return __atomic_exchange_n(p.raw(), val, __ATOMIC_SEQ_CST);                                                    \
    }                                                                                                                  \
    GO_CC GO_INLINE bool CompareAndSwap##NAME(ptr<T> p, T old, T val) {                                                \
        runtime::atomicpoint();                                                                                        \
        return __atomic_compare_exchange_n(p.raw(), &old, val, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);             \
    }
#define GO_ATOMIC_INTEGER(NAME, T)                                                                                     \
    GO_ATOMIC(NAME, T)                                                                                                 \
    GO_CC GO_INLINE T Add##NAME(ptr<T> p, T delta) {                                                                   \
        runtime::atomicpoint();                                                                                        \
        return __atomic_add_fetch(p.raw(), delta, __ATOMIC_SEQ_CST);                                                   \
    }                                                                                                                  \
    GO_CC GO_INLINE T And##NAME(ptr<T> p, T mask) { return __atomic_fetch_and(p.raw(), mask, __ATOMIC_SEQ_CST); }      \
    GO_CC GO_INLINE T Or##NAME(ptr<T> p, T mask) { return __atomic_fetch_or(p.raw(), mask, __ATOMIC_SEQ_CST); }

namespace go::sync::atomic {

GO_ATOMIC_INTEGER(Int32, int32)
GO_ATOMIC_INTEGER(Int64, int64)
GO_ATOMIC_INTEGER(Uint32, uint32)
GO_ATOMIC_INTEGER(Uint64, uint64)
GO_ATOMIC_INTEGER(Uintptr, uintptr)
// The stores are behind the write barrier, in native.cpp.
GO_CC GO_INLINE unsafe::Pointer LoadPointer(ptr<unsafe::Pointer> p) {
    runtime::atomicpoint();
    return __atomic_load_n(p.raw(), __ATOMIC_SEQ_CST);
}
GO_CC void StorePointer(ptr<unsafe::Pointer> p, unsafe::Pointer val);
GO_CC unsafe::Pointer SwapPointer(ptr<unsafe::Pointer> p, unsafe::Pointer val);
GO_CC bool CompareAndSwapPointer(ptr<unsafe::Pointer> p, unsafe::Pointer old, unsafe::Pointer val);

} // namespace go::sync::atomic

#undef GO_ATOMIC_INTEGER
#undef GO_ATOMIC

namespace go::math {

GO_CC GO_INLINE uint64 Float64bits(float64 f) { return __builtin_bit_cast(uint64, f); }
GO_CC GO_INLINE float64 Float64frombits(uint64 b) { return __builtin_bit_cast(float64, b); }
GO_CC GO_INLINE uint32 Float32bits(float32 f) { return __builtin_bit_cast(uint32, f); }
GO_CC GO_INLINE float32 Float32frombits(uint32 b) { return __builtin_bit_cast(float32, b); }

GO_CC GO_INLINE bool IsNaN(float64 f) { return f != f; }
GO_CC GO_INLINE bool IsInf(float64 f, int_ sign) {
    return (sign >= 0 && f == __builtin_inf()) || (sign <= 0 && f == -__builtin_inf());
}
GO_CC GO_INLINE bool Signbit(float64 x) { return Float64bits(x) >> 63; }
GO_CC GO_INLINE float64 Abs(float64 x) { return __builtin_fabs(x); }
GO_CC GO_INLINE float64 Copysign(float64 f, float64 sign) { return __builtin_copysign(f, sign); }
GO_CC GO_INLINE float64 Sqrt(float64 x) { return __builtin_elementwise_sqrt(x); } // never sets errno, unlike sqrt

// Without SSE4.1 there is no instruction that rounds. What is not below 2^52 has no fraction, or is not a number.
GO_CC GO_INLINE float64 Trunc(float64 x) {
    if (!(Abs(x) < 0x1p52)) return x;
    return Copysign(static_cast<float64>(static_cast<int64>(x)), x);
}
GO_CC GO_INLINE float64 Floor(float64 x) {
    if (!(Abs(x) < 0x1p52)) return x;
    float64 t = static_cast<float64>(static_cast<int64>(x));
    return Copysign(t > x ? t - 1 : t, x);
}
GO_CC GO_INLINE float64 Ceil(float64 x) {
    if (!(Abs(x) < 0x1p52)) return x;
    float64 t = static_cast<float64>(static_cast<int64>(x));
    return Copysign(t < x ? t + 1 : t, x);
}

} // namespace go::math

namespace go::math::bits {

// The builtins have no result for zero.
GO_CC GO_INLINE int_ Len64(uint64 x) { return x == 0 ? 0 : 64 - __builtin_clzll(x); }
GO_CC GO_INLINE int_ Len32(uint32 x) { return x == 0 ? 0 : 32 - __builtin_clz(x); }
GO_CC GO_INLINE int_ Len16(uint16 x) { return Len32(x); }
GO_CC GO_INLINE int_ Len8(uint8 x) { return Len32(x); }
GO_CC GO_INLINE int_ Len(uint_ x) { return Len64(x); }

GO_CC GO_INLINE int_ LeadingZeros64(uint64 x) { return 64 - Len64(x); }
GO_CC GO_INLINE int_ LeadingZeros32(uint32 x) { return 32 - Len32(x); }
GO_CC GO_INLINE int_ LeadingZeros16(uint16 x) { return 16 - Len32(x); }
GO_CC GO_INLINE int_ LeadingZeros8(uint8 x) { return 8 - Len32(x); }
GO_CC GO_INLINE int_ LeadingZeros(uint_ x) { return 64 - Len64(x); }

GO_CC GO_INLINE int_ TrailingZeros64(uint64 x) { return x == 0 ? 64 : __builtin_ctzll(x); }
GO_CC GO_INLINE int_ TrailingZeros32(uint32 x) { return x == 0 ? 32 : __builtin_ctz(x); }
GO_CC GO_INLINE int_ TrailingZeros16(uint16 x) { return __builtin_ctz(x | 1u << 16); }
GO_CC GO_INLINE int_ TrailingZeros8(uint8 x) { return __builtin_ctz(x | 1u << 8); }
GO_CC GO_INLINE int_ TrailingZeros(uint_ x) { return TrailingZeros64(x); }

GO_CC GO_INLINE int_ OnesCount64(uint64 x) { return __builtin_popcountll(x); }
GO_CC GO_INLINE int_ OnesCount32(uint32 x) { return __builtin_popcount(x); }
GO_CC GO_INLINE int_ OnesCount16(uint16 x) { return __builtin_popcount(x); }
GO_CC GO_INLINE int_ OnesCount8(uint8 x) { return __builtin_popcount(x); }
GO_CC GO_INLINE int_ OnesCount(uint_ x) { return __builtin_popcountll(x); }

// The builtins take the count modulo the width, as Go does, so a negative one turns right.
GO_CC GO_INLINE uint64 RotateLeft64(uint64 x, int_ k) { return __builtin_rotateleft64(x, static_cast<uint64>(k)); }
GO_CC GO_INLINE uint32 RotateLeft32(uint32 x, int_ k) { return __builtin_rotateleft32(x, static_cast<uint32>(k)); }
GO_CC GO_INLINE uint16 RotateLeft16(uint16 x, int_ k) { return __builtin_rotateleft16(x, static_cast<uint16>(k)); }
GO_CC GO_INLINE uint8 RotateLeft8(uint8 x, int_ k) { return __builtin_rotateleft8(x, static_cast<uint8>(k)); }
GO_CC GO_INLINE uint_ RotateLeft(uint_ x, int_ k) { return RotateLeft64(x, k); }

GO_CC GO_INLINE uint64 ReverseBytes64(uint64 x) { return __builtin_bswap64(x); }
GO_CC GO_INLINE uint32 ReverseBytes32(uint32 x) { return __builtin_bswap32(x); }
GO_CC GO_INLINE uint16 ReverseBytes16(uint16 x) { return __builtin_bswap16(x); }
GO_CC GO_INLINE uint_ ReverseBytes(uint_ x) { return __builtin_bswap64(x); }

GO_CC GO_INLINE tuple<uint64, uint64> Add64(uint64 x, uint64 y, uint64 carry) {
    unsigned long carryOut, sum = __builtin_addcl(x, y, carry, &carryOut);
    return {sum, carryOut};
}
GO_CC GO_INLINE tuple<uint64, uint64> Sub64(uint64 x, uint64 y, uint64 borrow) {
    unsigned long borrowOut, diff = __builtin_subcl(x, y, borrow, &borrowOut);
    return {diff, borrowOut};
}
GO_CC GO_INLINE tuple<uint64, uint64> Mul64(uint64 x, uint64 y) {
    unsigned __int128 p = static_cast<unsigned __int128>(x) * y;
    return {static_cast<uint64>(p >> 64), static_cast<uint64>(p)};
}
GO_CC GO_INLINE tuple<uint_, uint_> Add(uint_ x, uint_ y, uint_ carry) { return Add64(x, y, carry); }
GO_CC GO_INLINE tuple<uint_, uint_> Sub(uint_ x, uint_ y, uint_ borrow) { return Sub64(x, y, borrow); }
GO_CC GO_INLINE tuple<uint_, uint_> Mul(uint_ x, uint_ y) { return Mul64(x, y); }

} // namespace go::math::bits

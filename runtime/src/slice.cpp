// make and append. Capacities after append are Go's: its growth rule, rounded up to its size classes.
#include "runtime/src/error.h"
#include "runtime/src/malloc.h"

namespace go::runtime {

namespace {

constexpr uintptr maxAlloc = uintptr(1) << 48;

bool mul(uintptr a, uintptr b, uintptr *product) {
    return !__builtin_mul_overflow(a, b, product) && *product <= maxAlloc;
}

int_ nextslicecap(int_ newLen, int_ oldCap) {
    constexpr int_ threshold = 256; // below: twice; above: towards 1.25 times
    if (newLen > 2 * oldCap) return newLen;
    if (oldCap < threshold) return 2 * oldCap;
    int_ cap = oldCap;
    do cap += (cap + 3 * threshold) >> 2;
    while (static_cast<uint_>(cap) < static_cast<uint_>(newLen));
    return cap > 0 ? cap : newLen;
}

} // namespace

GO_CC void *makeslice(uintptr elemsize, layout *l, int_ len, int_ cap) {
    uintptr size;
    if (len < 0 || len > cap || !mul(elemsize, static_cast<uintptr>(cap), &size)) {
        // The length is to blame if it alone is too much: make([]T, n) names len.
        if (len < 0 || !mul(elemsize, static_cast<uintptr>(len), &size)) panicmakeslicelen();
        panicmakeslicecap();
    }
    return mallocgc(size, l);
}

GO_CC rawslice growslice(void *old, int_ newLen, int_ oldCap, int_ oldLen, uintptr elemsize, layout *l) {
    if (newLen < 0) panicstring("growslice: len out of range");
    if (elemsize == 0) return {mallocgc(0, true), newLen, newLen};
    uintptr size;
    if (!mul(elemsize, static_cast<uintptr>(nextslicecap(newLen, oldCap)), &size))
        panicstring("growslice: len out of range");
    size = roundupsize(size, !l);
    uintptr cap = elemsize == 8 ? size / 8 : elemsize == 1 ? size : size / elemsize;
    uintptr used = static_cast<uintptr>(oldLen) * elemsize;
    void *q;
    if (!l && size > maxSmallSize) { // only what is not copied needs to be cleared
        q = mallocgcraw(size);
        memset(static_cast<uint8 *>(q) + used, 0, size - used);
    } else {
        q = mallocgc(cap * elemsize, l);
    }
    memcpy(q, old, used);
    return {q, newLen, static_cast<int_>(cap)};
}

} // namespace go::runtime

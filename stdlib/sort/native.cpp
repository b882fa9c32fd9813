// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of sort: access to the elements of a slice of any type.

#include "go/runtime.h"

namespace go::sort {

GO_CC tuple<unsafe::Pointer, int_, uintptr> sliceOf(any x) {
    if (!x.typ || x.typ->kind != runtime::Slice) return {nullptr, -1, 0};
    auto *s = static_cast<slice<uint8> *>(x.data);
    return {s->ptr, s->len, static_cast<const runtime::slicetype *>(x.typ)->elem->size};
}

GO_CC void swapMemory(unsafe::Pointer base, uintptr size, int_ i, int_ j) {
    auto *a = static_cast<uint8 *>(base) + size * static_cast<uintptr>(i);
    auto *b = static_cast<uint8 *>(base) + size * static_cast<uintptr>(j);
    if (a == b) return;
    runtime::shadeblock(a, size);
    runtime::shadeblock(b, size);
    // Whole words where there are any: a pointer is never in two halves while the collector might look.
    for (; size >= sizeof(uint64); a += sizeof(uint64), b += sizeof(uint64), size -= sizeof(uint64)) {
        uint64 x, y;
        std::memcpy(&x, a, sizeof x);
        std::memcpy(&y, b, sizeof y);
        std::memcpy(a, &y, sizeof y);
        std::memcpy(b, &x, sizeof x);
    }
    for (; size; a++, b++, size--) {
        const uint8 t = *a;
        *a = *b;
        *b = t;
    }
}

} // namespace go::sort

// mallocgc: a bump inside the run of the size class; pages come from the kernel already zero.
#include "runtime/src/malloc.h"
#include "runtime/src/sanitizer.h"

#include <sys/mman.h>

namespace go::runtime {

__thread mcache *mcache_;
struct mheap mheap_;

namespace {

uint64 zerobase[2]; // what zero-size objects point at

GO_COLD void *refill(uint8 spanclass, uintptr asked) {
    mspan *s = mheapalloc(classToPages[spanclass >> 1], spanclass);
    mcache *c = mcache_;
    c->nspans++;
    run *r = &c->alloc[spanclass];
    uintptr size = classToSize[spanclass >> 1];
    r->free = reinterpret_cast<uint8 *>(s->base) + size;
    r->end = reinterpret_cast<uint8 *>(s->base + s->npages * pageSize_ / size * size);
    sanUnpoison(reinterpret_cast<void *>(s->base), asked);
    return reinterpret_cast<void *>(s->base);
}

GO_COLD void *largealloc(uintptr size, bool noscan) {
    if (size + pageSize_ < size) throw_("out of memory");
    mspan *s = mheapalloc((size + pageSize_ - 1) >> pageShift, noscan);
    s->elemsize = size;
    mcache_->nlarge++;
    sanUnpoison(reinterpret_cast<void *>(s->base), size);
    return reinterpret_cast<void *>(s->base);
}

} // namespace

GO_CC void *mallocgc(uintptr size, bool noscan) {
    if (size > maxSmallSize) [[unlikely]]
        return largealloc(size, noscan);
    if (size == 0) [[unlikely]]
        return zerobase;
    uint8 spanclass = static_cast<uint8>(sizeclassof(size) * 2 + noscan);
    run *r = &mcache_->alloc[spanclass];
    uint8 *q = r->free;
    uint8 *next = q + classToSize[spanclass >> 1];
    if (next > r->end) [[unlikely]]
        return refill(spanclass, size);
    r->free = next;
    sanUnpoison(q, size);
    return q;
}

} // namespace go::runtime

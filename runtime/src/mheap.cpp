// The arena: one range of addresses from which spans are cut. It is mapped in growing steps; the later,
// larger ones ask for huge pages, which a small program would pay for with a clear of 2 MB.
#include "runtime/src/malloc.h"
#include "runtime/src/sanitizer.h"

#include <sys/mman.h>

namespace go::runtime {

namespace {

constexpr uintptr arenaHint = 0xc000000000; // easily told from other addresses
constexpr uintptr arenaSize = uintptr(1) << 40;
constexpr uintptr firstStep = 4 << 20, laterStep = 64 << 20;

void *sysReserve(uintptr hint, uintptr size) {
    void *q = mmap(reinterpret_cast<void *>(hint), size, PROT_NONE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return q == MAP_FAILED ? nullptr : q;
}

void mapmore(uintptr need) {
    struct mheap &h = mheap_;
    uintptr step = h.mapped == h.arenaStart ? firstStep : laterStep;
    while (step < need) step += laterStep;
    if (h.mapped + step > h.arenaEnd) step = h.arenaEnd - h.mapped;
    if (step < need) throw_("out of memory");
    void *q = reinterpret_cast<void *>(h.mapped);
    if (mprotect(q, step, PROT_READ | PROT_WRITE) != 0) throw_("out of memory");
    if (step >= laterStep) madvise(q, step, MADV_HUGEPAGE);
    h.mapped += step;
}

} // namespace

void mallocinit() {
    struct mheap &h = mheap_;
    uintptr size = arenaSize;
    void *q = sysReserve(arenaHint, size);
    while (!q && size > (uintptr(64) << 20)) q = sysReserve(0, size /= 2); // a limit on address space
    if (!q) throw_("cannot reserve the heap's arena");
    uintptr start = (reinterpret_cast<uintptr>(q) + (2 << 20) - 1) & ~uintptr((2 << 20) - 1);
    h.arenaStart = h.used = h.mapped = start;
    h.arenaEnd = (reinterpret_cast<uintptr>(q) + size) & ~(pageSize_ - 1);
    void *t = mmap(nullptr, (size >> pageShift) * sizeof(mspan *), PROT_READ | PROT_WRITE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (t == MAP_FAILED) throw_("cannot reserve the span table");
    h.spans = static_cast<mspan **>(t);
}

mspan *mheapalloc(uintptr npages, uint8 spanclass) {
    struct mheap &h = mheap_;
    lock(&h.lock);
    uintptr size = npages << pageShift;
    if (size > h.arenaEnd - h.used) throw_("out of memory");
    while (h.used + size > h.mapped) mapmore(h.used + size - h.mapped);
    mspan *s = persistentnew<mspan>();
    s->base = h.used;
    s->npages = npages;
    s->spanclass = spanclass;
    s->elemsize = classToSize[spanclass >> 1];
    h.used += size;
    h.inuse += size;
    // The first and last page find the span; a collector fills the inner ones of large objects when it needs
    // them.
    h.spans[(s->base - h.arenaStart) >> pageShift] = s;
    for (uintptr i = 1; i < npages && npages <= 16; i++)
        h.spans[((s->base - h.arenaStart) >> pageShift) + i] = s;
    unlock(&h.lock);
    sanPoison(s->base, size);
    return s;
}

void *persistentalloc(uintptr size) {
    static struct {
        mutex lock;
        uint8 *free, *end;
    } chunk;
    size = (size + 15) & ~uintptr(15);
    lock(&chunk.lock);
    if (static_cast<uintptr>(chunk.end - chunk.free) < size) {
        uintptr n = size > (256 << 10) ? size : (256 << 10);
        void *q = mmap(nullptr, n, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
        if (q == MAP_FAILED) throw_("out of memory");
        chunk.free = static_cast<uint8 *>(q);
        chunk.end = chunk.free + n;
    }
    void *q = chunk.free;
    chunk.free += size;
    unlock(&chunk.lock);
    return q;
}

memstats readmemstats() {
    memstats s = {};
    s.sys = mheap_.mapped - mheap_.arenaStart;
    s.alloc = mheap_.inuse;
    for (uintptr page = 0; page < (mheap_.used - mheap_.arenaStart) >> pageShift;) {
        mspan *sp = mheap_.spans[page];
        if (sp->spanclass > 1) s.mallocs += sp->npages * pageSize_ / sp->elemsize;
        page += sp->npages;
    }
    for (int32 k = 0; k < maxProcs && allp[k]; k++) {
        mcache *c = allp[k]->mcache;
        s.mallocs += c->nlarge;
        for (int i = 2; i < numSizeClasses * 2; i++) {
            auto left = static_cast<uint64>(c->alloc[i].end - c->alloc[i].free);
            s.alloc -= left;
            s.mallocs -= left / classToSize[i >> 1];
        }
    }
    return s;
}

} // namespace go::runtime

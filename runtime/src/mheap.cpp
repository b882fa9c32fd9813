// The arena: one range of addresses from which spans are cut. It is mapped in growing steps; the later,
// larger ones ask for huge pages, which a small program would pay for with a clear of 2 MB.
//
// Free spans next to each other become one. They are kept in bins by their length: best fit among the short
// ones, first fit among the long. Rejected: a tree by address, since the bins are right nearly always.
#include "runtime/src/malloc.h"
#include "runtime/src/mgc.h"
#include "runtime/src/sanitizer.h"

#include <sys/mman.h>

namespace go::runtime {

namespace {

constexpr uintptr arenaHint = 0xc000000000; // easily told from other addresses
constexpr uintptr arenaSize = uintptr(1) << (__has_feature(thread_sanitizer) ? 36 : 40);
constexpr uintptr firstStep = 4 << 20, laterStep = 64 << 20;

void *sysReserve(uintptr hint, uintptr size) {
    void *q = mmap(reinterpret_cast<void *>(hint), size, PROT_NONE,
                   MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    return q == MAP_FAILED ? nullptr : q;
}

GO_COLD void mapmore(uintptr need) {
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

// ---- descriptors

mspan *newdescriptor(uint16 nelems) {
    int want = (nelems + 63) / 64, k = 0;
    while ((1 << k) < want) k++;
    mspan *s = mheap_.unused[k];
    uintptr size = sizeof(mspan) + 2 * sizeof(uint64) * (uintptr(1) << k);
    if (s)
        mheap_.unused[k] = s->next;
    else
        s = static_cast<mspan *>(metaalloc(size));
    memset(static_cast<void *>(s), 0, size);
    s->words = static_cast<uint8>(1 << k);
    return s;
}

void freedescriptor(mspan *s) {
    uint32 k = static_cast<uint32>(__builtin_ctz(s->words));
    s->state = spanFree;
    s->next = mheap_.unused[k];
    mheap_.unused[k] = s;
}

// ---- free spans. All under mheap_.lock.

constexpr int exactBins = 96; // bin n holds spans of n pages; from there on a bin a power of two

int binof(uintptr npages) {
    if (npages < exactBins) return static_cast<int>(npages);
    int b = exactBins + (63 - __builtin_clzll(npages)) - 6;
    return b < numFreeBins ? b : numFreeBins - 1;
}

mspan **slotof(uintptr page) { return &mheap_.spans[(page - mheap_.arenaStart) >> pageShift]; }

void linkfree(mspan *s) {
    mspan *&head = mheap_.freeBins[binof(s->npages)];
    s->prev = nullptr;
    s->next = head;
    if (head) head->prev = s;
    head = s;
    *slotof(s->base) = s;
    *slotof(s->base + s->bytes() - pageSize_) = s;
    mheap_.idle += s->bytes();
    if (s->scavenged) mheap_.released += s->bytes();
}

void unlinkfree(mspan *s) {
    if (s->prev)
        s->prev->next = s->next;
    else
        mheap_.freeBins[binof(s->npages)] = s->next;
    if (s->next) s->next->prev = s->prev;
    *slotof(s->base) = nullptr;
    *slotof(s->base + s->bytes() - pageSize_) = nullptr;
    mheap_.idle -= s->bytes();
    if (s->scavenged) mheap_.released -= s->bytes();
}

mspan *bestfree(uintptr npages) {
    for (int b = binof(npages); b < numFreeBins; b++) {
        mspan *best = nullptr;
        for (mspan *s = mheap_.freeBins[b]; s; s = s->next) {
            if (s->npages < npages) continue;
            if (b < exactBins) return s;
            if (!best || s->npages < best->npages) best = s;
            if (best->npages == npages) break;
        }
        if (best) return best;
    }
    return nullptr;
}

mspan *freedesc(uintptr base, uintptr npages) {
    mspan *s = newdescriptor(1);
    s->base = base;
    s->npages = npages;
    s->state = spanFree;
    return s;
}

// Takes pages from the free spans, or above all of them if `grow`. Null: none.
mspan *takepages(uintptr npages, uint16 nelems, bool grow) {
    struct mheap &h = mheap_;
    uintptr size = npages << pageShift;
    mspan *s = newdescriptor(nelems);
    s->npages = npages;
    if (mspan *f = bestfree(npages)) {
        unlinkfree(f);
        s->base = f->base;
        s->needzero = f->needzero;
        if (f->npages > npages) {
            f->base += size;
            f->npages -= npages;
            linkfree(f);
        } else {
            freedescriptor(f);
        }
        return s;
    }
    if (!grow) {
        freedescriptor(s);
        return nullptr;
    }
    if (size > h.arenaEnd - h.used) throw_("out of memory");
    while (h.used + size > h.mapped) mapmore(h.used + size - h.mapped);
    s->base = h.used;
    relaxedstore(&h.used, h.used + size);
    return s;
}

} // namespace

mspan *allocspan(uintptr npages, uint16 spanclass, uintptr elemsize, uint16 nelems) {
    struct mheap &h = mheap_;
    lock(&h.lock);
    mspan *s = takepages(npages, nelems, false);
    if (!s) { // rather than grow, look what is not used any more
        unlock(&h.lock);
        reclaim(npages);
        lock(&h.lock);
        s = takepages(npages, nelems, true);
    }
    s->spanclass = spanclass;
    s->elemsize = elemsize;
    s->nelems = s->nfree = nelems;
    s->magic = spanclasses[spanclass].sizeclass == 0 ? 0 : static_cast<uint32>(~0u / elemsize + 1);
    s->sweepgen = h.sweepgen;
    s->state = spanInUse;
    mspan **at = slotof(s->base);
    for (uintptr i = 0; i < npages; i++) __atomic_store_n(&at[i], s, __ATOMIC_RELEASE); // a marker may look
    h.inuse += s->bytes();
    unlock(&h.lock);
    sanPoison(s->base, s->bytes());
    return s;
}

void freespan(mspan *s) {
    struct mheap &h = mheap_;
    lock(&h.lock);
    h.inuse -= s->bytes();
    memset(static_cast<void *>(slotof(s->base)), 0, s->npages * sizeof(mspan *));
    if (sanitized) sanPoison(s->base, s->bytes());
    mspan *f = freedesc(s->base, s->npages);
    f->needzero = true;
    f->freedAt = gcstats.numgc;
    freedescriptor(s);
    mspan *before = f->base > h.arenaStart ? slotof(f->base)[-1] : nullptr;
    if (before && before->state == spanFree) {
        unlinkfree(before);
        f->base = before->base;
        f->npages += before->npages;
        freedescriptor(before);
    }
    uintptr end = f->base + f->bytes();
    mspan *behind = end < h.used ? *slotof(end) : nullptr;
    if (behind && behind->state == spanFree) {
        unlinkfree(behind);
        f->npages += behind->npages;
        freedescriptor(behind);
    }
    linkfree(f);
    unlock(&h.lock);
}

uint64 scavenge(uint32 freeSince) {
    struct mheap &h = mheap_;
    uint64 given = 0;
    lock(&h.lock);
    for (mspan *&head : h.freeBins)
        for (mspan *s = head; s; s = s->next) {
            if (s->scavenged || s->freedAt > freeSince) continue;
            if (madvise(reinterpret_cast<void *>(s->base), s->bytes(), MADV_DONTNEED) != 0) continue;
            s->scavenged = true;
            s->needzero = false;
            h.released += s->bytes();
            given += s->bytes();
        }
    unlock(&h.lock);
    return given;
}

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
    for (; nspanclasses < staticSpanClasses; nspanclasses++)
        spanclasses[nspanclasses] = {nspanclasses & 1 ? 0 : ~uint64(0), 64,
                                     static_cast<uint8>(nspanclasses / 2)};
    gcinit();
}

GO_COLD void *sysalloc(uintptr size) {
    void *q = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (q == MAP_FAILED) return nullptr;
    __atomic_add_fetch(&mheap_.meta, size, __ATOMIC_RELAXED);
    return q;
}

void sysfree(void *p, uintptr size) {
    munmap(p, size);
    __atomic_sub_fetch(&mheap_.meta, size, __ATOMIC_RELAXED);
}

namespace {

// Memory that is handed out piece by piece and never comes back.
struct linearalloc {
    struct alignas(64) chunk {
        chunk *link;
        uintptr size;
    };
    uintptr align;
    mutex lock;
    uint8 *free, *end;
    chunk *chunks; // newest first

    void *alloc(uintptr size) {
        size = (size + align - 1) & ~(align - 1);
        runtime::lock(&lock);
        if (static_cast<uintptr>(end - free) < size) {
            uintptr n = (size + sizeof(chunk) + 4095) & ~uintptr(4095);
            if (n < 256 << 10) n = 256 << 10;
            auto *c = static_cast<chunk *>(sysalloc(n));
            if (!c) throw_("out of memory");
            c->link = chunks;
            c->size = n;
            chunks = c;
            free = reinterpret_cast<uint8 *>(c + 1);
            end = reinterpret_cast<uint8 *>(c) + n;
        }
        void *q = free;
        free += size;
        unlock(&lock);
        return q;
    }
} persistent = {16}, metadata = {64};

} // namespace

void *persistentalloc(uintptr size) { return persistent.alloc(size); }
void *metaalloc(uintptr size) { return metadata.alloc(size); }

void eachpersistent(void (*f)(uintptr lo, uintptr hi)) {
    auto newest = reinterpret_cast<uintptr>(persistent.free);
    for (auto *c = persistent.chunks; c; c = c->link) {
        auto lo = reinterpret_cast<uintptr>(c + 1);
        f(lo, c == persistent.chunks ? newest : reinterpret_cast<uintptr>(c) + c->size);
    }
}

} // namespace go::runtime

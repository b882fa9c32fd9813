// mallocgc: a bump inside a free run of the size class. The run that follows is found in the alloc bits of
// the span and cleared as a whole; its slots count as allocated from then on. Only where a run ends may a
// collection begin.
#include "runtime/src/malloc.h"
#include "runtime/src/mgc.h"
#include "runtime/src/sanitizer.h"
#include "runtime/src/seedsched.h"

namespace go::runtime {

__thread mcache *mcache_;
struct mheap mheap_;

spanclassinfo spanclasses[maxSpanClasses];
uint32 nspanclasses;

namespace {

uint64 zerobase[2]; // what zero-size objects point at

// The words of a layout, repeated as often as they fit into 64.
spanclassinfo infoof(uint64 words, uint8 sizeclass) {
    auto period = static_cast<uint16>(63 - __builtin_clzll(words));
    spanclassinfo c = {0, 0, sizeclass};
    for (; c.stride + period <= 64; c.stride += period) c.ptrs |= (words ^ uint64(1) << period) << c.stride;
    return c;
}

// The class for a layout's objects of a size class; that of any pointers if there are too many.
GO_COLD uint16 spanclassfor(const layout *l, uint8 sizeclass) {
    const spanclassinfo want = infoof(l->words, sizeclass);
    lock(&mheap_.lock);
    uint32 k = staticSpanClasses, n = nspanclasses;
    for (; k < n; k += 2) {
        const spanclassinfo &c = spanclasses[k];
        if (c.ptrs == want.ptrs && c.stride == want.stride && c.sizeclass == sizeclass) break;
    }
    if (k >= maxSpanClasses) {
        k = 2 * sizeclass;
    } else if (k == n) {
        spanclasses[k] = want;
        __atomic_store_n(&nspanclasses, k + 2, __ATOMIC_RELEASE);
    }
    unlock(&mheap_.lock);
    return static_cast<uint16>(k);
}

// The free slots of s from *i on: [*i, *j). False if there are none.
bool nextrun(mspan *s, uint32 *i, uint32 *j) {
    uint32 n = s->nelems, a = *i;
    while (a < n) {
        uint64 w = ~s->allocbits(a >> 6) >> (a & 63);
        if (w) {
            a += static_cast<uint32>(__builtin_ctzll(w));
            break;
        }
        a = (a | 63) + 1;
    }
    if (a >= n) return false;
    uint32 b = a;
    while (b < n) {
        uint64 w = s->allocbits(b >> 6) >> (b & 63);
        if (w) {
            b += static_cast<uint32>(__builtin_ctzll(w));
            break;
        }
        b = (b | 63) + 1;
    }
    *i = a;
    *j = b < n ? b : n;
    return true;
}

void allocate(mspan *s, uint32 i, uint32 j) {
    while (i < j) {
        uint32 n = 64 - (i & 63);
        if (n > j - i) n = j - i;
        uint64 bits = (n == 64 ? ~uint64(0) : (uint64(1) << n) - 1) << (i & 63);
        // What is allocated during a mark is marked: it need not be looked into.
        if (writeBarrier) [[unlikely]]
            __atomic_fetch_or(&s->markbits(i >> 6), bits, __ATOMIC_RELEASE);
        uint64 &alloc = s->allocbits(i >> 6);
        __atomic_store_n(&alloc, alloc | bits, __ATOMIC_RELEASE);
        i += n;
    }
}

// Clears memory that may not be handed out yet.
void clear(void *q, uintptr n) {
    if (sanitized) sanUnpoison(q, n);
    memset(q, 0, n);
    if (sanitized) sanPoison(reinterpret_cast<uintptr>(q), n);
}

GO_COLD void *refill(uint16 spanclass, uintptr asked) {
    seedpoint("allocation");
    gcpoll();
    uint8 sizeclass = spanclasses[spanclass].sizeclass;
    uintptr size = classToSize[sizeclass];
    run *r = &getmcache()->alloc[spanclass];
    for (;;) {
        if (mspan *s = r->span) {
            uint32 i = r->next, j;
            if (nextrun(s, &i, &j)) {
                if (gcdebug.stress || seeded) j = i + 1;
                allocate(s, i, j);
                r->next = j;
                r->free = reinterpret_cast<uint8 *>(s->base + i * size);
                r->end = reinterpret_cast<uint8 *>(s->base + j * size);
                uintptr n = static_cast<uintptr>(r->end - r->free);
                if (s->needzero) clear(r->free, n);
                gcallocated(n);
                __atomic_add_fetch(&mheap_.central[spanclass].nmalloc, j - i, __ATOMIC_RELAXED);
                break;
            }
            s->nfree = 0;
            __atomic_store_n(&s->incache, false, __ATOMIC_RELEASE);
            r->span = nullptr;
        }
        mspan *s = cachespan(spanclass);
        if (!s) {
            uintptr npages = classToPages[sizeclass];
            s = allocspan(npages, spanclass, size, static_cast<uint16>((npages << pageShift) / size));
            s->incache = true;
            addspan(s);
        }
        r->span = s;
        r->next = 0;
    }
    void *q = r->free;
    r->free += size;
    sanUnpoison(q, asked);
    return q;
}

// A layout that uses up one run after the other gets a class of its own, if that is worth it; spans for
// others would stay empty.
GO_COLD void *refillfor(layout *l, uint8 sizeclass, uintptr asked) {
    constexpr uint32 enough = 8;
    uint16 k = relaxedload(&l->spanclass[sizeclass]);
    if (k == 2 * sizeclass && worthlayout(l->words, classToSize[sizeclass])) {
        uint32 n = relaxedload(&l->refills);
        if (n >= enough || gcdebug.stress)
            relaxedstore(&l->spanclass[sizeclass], k = spanclassfor(l, sizeclass));
        else
            relaxedstore(&l->refills, n + 1);
    }
    return refill(k, asked);
}

void *largealloc(uintptr size, uint16 spanclass, bool zero) {
    if (size + pageSize_ < size) throw_("out of memory");
    seedpoint("allocation");
    uintptr npages = (size + pageSize_ - 1) >> pageShift;
    gcpoll(npages << pageShift);
    mspan *s = allocspan(npages, spanclass, size, 1);
    if (s->needzero && zero) clear(reinterpret_cast<void *>(s->base), size);
    allocate(s, 0, 1);
    s->nfree = 0;
    gcallocated(s->bytes());
    __atomic_add_fetch(&mheap_.largeAlloc, s->bytes(), __ATOMIC_RELAXED);
    __atomic_add_fetch(&mheap_.central[spanclass].nmalloc, 1, __ATOMIC_RELAXED);
    addspan(s);
    sanUnpoison(reinterpret_cast<void *>(s->base), size);
    return reinterpret_cast<void *>(s->base);
}

GO_COLD void *largezeroed(uintptr size, bool noscan) { return largealloc(size, noscan, true); }
GO_COLD void *largezeroed(uintptr size, layout *l) {
    uint16 k = relaxedload(&l->spanclass[0]);
    if (k == 0 && l->words != allWords) relaxedstore(&l->spanclass[0], k = spanclassfor(l, 0));
    return largealloc(size, k, true);
}

} // namespace

GO_CC void *mallocgc(uintptr size, bool noscan) {
    if (size > maxSmallSize) [[unlikely]]
        return largezeroed(size, noscan);
    if (size == 0) [[unlikely]]
        return zerobase;
    auto spanclass = static_cast<uint16>(sizeclassof(size) * 2 + noscan);
    run *r = &getmcache()->alloc[spanclass];
    uint8 *q = r->free;
    uint8 *next = q + classToSize[spanclass >> 1];
    if (next > r->end) [[unlikely]]
        return refill(spanclass, size);
    r->free = next;
    sanUnpoison(q, size);
    return q;
}

GO_CC void *mallocgc(uintptr size, layout *l) {
    if (!l) return mallocgc(size, true);
    if (size > maxSmallSize) [[unlikely]]
        return largezeroed(size, l);
    if (size == 0) [[unlikely]]
        return zerobase;
    uint8 sizeclass = sizeclassof(size);
    run *r = &getmcache()->alloc[relaxedload(&l->spanclass[sizeclass])];
    uint8 *q = r->free;
    uint8 *next = q + classToSize[sizeclass];
    if (next > r->end) [[unlikely]]
        return refillfor(l, sizeclass, size);
    r->free = next;
    sanUnpoison(q, size);
    return q;
}

void *mallocgcraw(uintptr size) {
    return size > maxSmallSize ? largealloc(size, true, false) : mallocgc(size, true);
}

mcache *allocmcache() {
    auto *c = static_cast<mcache *>(metaalloc(sizeof(mcache)));
    lock(&mheap_.lock);
    c->link = mheap_.caches;
    mheap_.caches = c;
    unlock(&mheap_.lock);
    return c;
}

__attribute__((no_sanitize("address"))) heapobject findobject(uintptr p) {
    mspan *s = spanof(p);
    if (!s || s->state != spanInUse) return {};
    uint32 i = s->index(p);
    if (i >= s->nelems || !s->allocated(i)) return {};
    if (s->large()) return {s->base, s->elemsize, s};
    return {s->base + i * s->elemsize, s->elemsize, s};
}

} // namespace go::runtime

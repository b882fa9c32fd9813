// The sweep: marks become alloc bits, and a span without any goes back to the page heap. It is done a span at
// a time when an allocation of the class wants one (cachespan), when pages are wanted (reclaim), and for all
// the rest before the next mark.
#include "runtime/src/mgc.h"
#include "runtime/src/sanitizer.h"

namespace go::runtime {

namespace {

constexpr uint8 poison = 0xdb;

// Freed slots are made to look as wrong as possible: for gccheck and AddressSanitizer.
GO_COLD void poisonfreed(mspan *s, uint64 freed, uint32 word) {
    for (; freed; freed &= freed - 1) {
        uint32 i = word * 64 + static_cast<uint32>(__builtin_ctzll(freed));
        uintptr q = s->base + i * s->elemsize;
        if (gcdebug.check) {
            sanUnpoison(reinterpret_cast<void *>(q), s->elemsize);
            memset(reinterpret_cast<void *>(q), poison, s->elemsize);
        }
        sanPoison(q, s->elemsize);
    }
}

// Under the lock of its class.
void sweep(mspan *s) {
    uint32 left = 0, freed = 0;
    for (uint32 w = 0; w < s->words; w++) {
        uint64 &alloc = s->allocbits(w), &mark = s->markbits(w);
        uint64 dead = alloc & ~mark;
        if ((sanitized || gcdebug.check) && dead) poisonfreed(s, dead, w);
        freed += static_cast<uint32>(__builtin_popcountll(dead));
        alloc = mark;
        left += static_cast<uint32>(__builtin_popcountll(mark));
        mark = 0;
    }
    s->nfree = static_cast<uint16>(s->nelems - left);
    s->needzero = true;
    s->sweepgen = mheap_.sweepgen;
    if (freed) {
        __atomic_add_fetch(&mheap_.central[s->spanclass].nfree, freed, __ATOMIC_RELAXED);
        if (s->large()) __atomic_add_fetch(&mheap_.largeFreed, s->bytes(), __ATOMIC_RELAXED);
    }
}

// Sweeps up to `most` spans of a class from the right and frees the empty ones; how many pages that gave.
uintptr reclaimof(mcentral &c, int most, uintptr wanted) {
    uintptr got = 0;
    lock(&c.lock);
    while (c.rcur > c.cur && most-- > 0 && got < wanted) {
        relaxedstore(&c.rcur, c.rcur - 1);
        mspan *&at = c.spans[c.rcur], *s = at;
        if (!s || s->incache || s->sweepgen == mheap_.sweepgen) continue;
        sweep(s);
        if (s->nfree < s->nelems) continue;
        got += s->npages;
        at = nullptr;
        freespan(s);
    }
    unlock(&c.lock);
    return got;
}

} // namespace

mspan *cachespan(uint16 spanclass) {
    mcentral &c = mheap_.central[spanclass];
    lock(&c.lock);
    while (c.cur < c.n) {
        mspan *s = c.spans[c.cur];
        relaxedstore(&c.cur, c.cur + 1);
        if (!s || __atomic_load_n(&s->incache, __ATOMIC_ACQUIRE)) continue;
        if (s->sweepgen != mheap_.sweepgen) sweep(s);
        if (!s->nfree) continue;
        s->incache = true;
        unlock(&c.lock);
        return s;
    }
    unlock(&c.lock);
    return nullptr;
}

void addspan(mspan *s) {
    mcentral &c = mheap_.central[s->spanclass];
    lock(&c.lock);
    if (c.n == c.cap) {
        uint32 cap = c.cap ? c.cap * 2 : 512;
        auto **spans = static_cast<mspan **>(sysalloc(cap * sizeof(mspan *)));
        if (!spans) throw_("out of memory");
        if (c.n) memcpy(spans, c.spans, c.n * sizeof(mspan *));
        if (c.spans) sysfree(c.spans, c.cap * sizeof(mspan *));
        c.spans = spans;
        c.cap = cap;
    }
    c.spans[c.n++] = s;
    unlock(&c.lock);
}

bool reclaim(uintptr npages) {
    uintptr got = 0;
    for (;;) {
        uint32 k = __atomic_load_n(&mheap_.reclaimAt, __ATOMIC_RELAXED);
        if (k >= spanclasscount()) return false;
        mcentral &c = mheap_.central[k];
        got += reclaimof(c, 256, npages - got);
        if (got >= npages) return true;
        if (relaxedload(&c.rcur) <= relaxedload(&c.cur))
            __atomic_compare_exchange_n(&mheap_.reclaimAt, &k, k + 1, false, __ATOMIC_RELAXED,
                                        __ATOMIC_RELAXED);
    }
}

void sweepall() { reclaim(~uintptr(0)); }

} // namespace go::runtime

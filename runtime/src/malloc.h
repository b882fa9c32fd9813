// The heap's data: spans of pages (mspan) of one arena (mheap), lists of them a class (mcentral), and the
// runs that a P allocates from (mcache).
//
// An object of up to 32 KB is a slot of a span of its size class; objects without pointers have spans of
// their own (noscan), into which the collector never looks, and so has each layout of pointers that the
// program allocates much of. Larger objects are spans of their own. Objects have no header: the page of an
// address leads to its span, and a multiplication to its slot.
//
// Slots carry two bits: alloc (handed out, or in a run that a P is cutting from) and mark (met by the
// collector). A sweep makes the marks the new alloc bits. It happens when a span is next wanted, or when
// pages are: every span is swept before the next mark begins, so that outside of a mark and of unswept spans
// all marks are 0.
//
// Locks: mcentral.lock before mheap.lock; neither is held over anything that may collect.
#pragma once

#include "runtime/src/runtime2.h"
#include "runtime/src/sizeclasses.h"

namespace go::runtime {

enum spanstate : uint8 { spanFree, spanInUse };

// Its head fills a cache line, and the two bits of a slot lie in one: a mark looks at little else.
struct mspan {
    uintptr base, npages;
    uintptr elemsize;   // of a large object: what was asked for
    mspan *next, *prev; // in a list of free spans or of unused descriptors
    uint32 magic;       // offset * magic >> 32 is the slot; 0 in a large object
    uint32 sweepgen;    // == mheap.sweepgen: swept
    uint32 freedAt;     // a free span: the number of the cycle since which it is free
    uint16 nelems;      // slots; 1: a large object
    uint16 nfree;       // slots without alloc bit, as of the last sweep
    uint16 spanclass;   // an index of spanclasses
    uint8 words;        // of each bitmap
    uint8 state;        // spanstate; guarded by mheap.lock
    bool needzero;      // memory may be dirty
    bool incache;       // some P allocates from it
    bool scavenged;     // a free span: its pages have gone back to the system
    uint64 bits[];      // mark and alloc by turns

    uint64 &markbits(uint32 word) { return bits[2 * word]; }
    uint64 &allocbits(uint32 word) { return bits[2 * word + 1]; }
    bool noscan() const { return spanclass & 1; }
    bool large() const { return magic == 0; }
    GO_INLINE uint32 index(uintptr p) const { return static_cast<uint32>((p - base) * magic >> 32); }
    GO_INLINE bool allocated(uint32 i) const {
        return __atomic_load_n(&bits[2 * (i >> 6) + 1], __ATOMIC_RELAXED) >> (i & 63) & 1;
    }
    uintptr bytes() const { return npages << pageShift; }
};
static_assert(sizeof(mspan) == 64);

// What spans are keyed by: size class (0: a large object), and which words of an object hold pointers. The
// first ones are, by 2 * size class + noscan, those of objects without pointers and of which any word may be
// one. Layouts get theirs behind them, with even numbers, when they have used up some runs.
struct spanclassinfo {
    uint64 ptrs;   // of each `stride` words
    uint16 stride; // at most 64
    uint8 sizeclass;
};
inline constexpr uint32 staticSpanClasses = numSizeClasses * 2, maxSpanClasses = 1024;
extern spanclassinfo spanclasses[maxSpanClasses];
extern uint32 nspanclasses; // entries up to here; grows under mheap.lock
inline uint32 spanclasscount() { return __atomic_load_n(&nspanclasses, __ATOMIC_ACQUIRE); }

// What is left of a free run that a class is being cut from, and the span it lies in. Owned by the P.
struct run {
    uint8 *free, *end;
    mspan *span; // null: none yet
    uint32 next; // slots of the span from here on have not been looked at
};
struct mcache {
    run alloc[maxSpanClasses];
    mcache *link; // in mheap.caches
};
// Of the P that the thread has; null without one. What it leads to stays valid until the caller could be
// stopped or moved.
extern __thread mcache *mcache_ __attribute__((tls_model("local-exec")));
GO_INLINE mcache *getmcache() { return mcache_; }
mcache *allocmcache(); // a new one, for a new P

// The spans of a class. Those in [cur, rcur) wait to be swept:
// allocation takes them from the left, reclaiming from the right. Null: was empty and has been freed.
struct mcentral {
    mutex lock;
    mspan **spans;
    uint32 n, cap, cur, rcur;
    // Slots handed out and freed since the start; changed atomically.
    uint64 nmalloc, nfree;
};

inline constexpr int numFreeBins = 128; // by pages; the last ones by powers of two

struct mheap {
    mutex lock;
    uintptr arenaStart, arenaEnd; // reserved
    uintptr used;                 // pages below belong to a span, in use or free
    uintptr mapped;               // memory below is ready to be touched
    mspan **spans;                // by page from arenaStart; a free span's first and last page only
    uint32 sweepgen;              // changes with every cycle, when the world is stopped
    mcache *caches;
    mcentral central[maxSpanClasses];
    mspan *freeBins[numFreeBins];
    mspan *unused[5]; // descriptors with 1, 2, 4, 8, 16 words a bitmap
    uint32 reclaimAt; // class whose spans are being reclaimed
    // Bytes: of spans in use, of free spans, of those that went back to the system, of descriptors and
    // tables.
    uint64 inuse, idle, released, meta;
    uint64 largeAlloc, largeFreed; // bytes in large objects since the start; changed atomically
};
extern struct mheap mheap_;

// The span that p points into, null if there is none. It may be a free one.
GO_INLINE mspan *spanof(uintptr p) {
    if (p - mheap_.arenaStart >= relaxedload(&mheap_.used) - mheap_.arenaStart) return nullptr;
    return mheap_.spans[(p - mheap_.arenaStart) >> pageShift];
}
// The object that p points at or into: its base and size; 0: none.
struct heapobject {
    uintptr base, size;
    mspan *span;
};
heapobject findobject(uintptr p);

void mallocinit();
// Memory for an object without pointers that the caller fills itself: a large one is not cleared.
void *mallocgcraw(uintptr size);

// mheap.cpp
mspan *allocspan(uintptr npages, uint16 spanclass, uintptr elemsize, uint16 nelems);
void freespan(mspan *s);
uint64 scavenge(uint32 freeSince); // gives back what is free since that cycle or longer; how many bytes
// Memory for the collector itself, in which it does not look for pointers. Zeroed, by cache lines, never
// given back.
void *metaalloc(uintptr size);
// Whole pages from the system, zeroed; null if there are none.
void *sysalloc(uintptr size);
void sysfree(void *p, uintptr size);
// Calls f with the memory that persistentalloc has handed out.
void eachpersistent(void (*f)(uintptr lo, uintptr hi));

// mgcsweep.cpp
mspan *cachespan(uint16 spanclass); // one with free slots, for the calling P alone; null: out of them
void addspan(mspan *s);             // a new one of a class
bool reclaim(uintptr npages);       // sweeps until so many pages have been freed; false: everything is swept
void sweepall();

// Debugging aids, from the environment; see docs/memory.md.
struct gcdebugvars {
    int32 stress;    // GOLOOM_GCSTRESS: collect every so many allocations
    bool check;      // GODEBUG=gccheck=1: freed objects are filled with 0xdb, and marks are looked over
    int8 concurrent; // GODEBUG=gcconcurrent=1: small heaps are marked beside the program too; -1: none is
    bool trace;      // GODEBUG=gctrace=1
};
extern gcdebugvars gcdebug;

} // namespace go::runtime

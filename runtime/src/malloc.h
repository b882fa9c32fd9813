// The heap's data: per-P caches of runs (mcache) over spans of pages (mspan) of one arena (mheap).
//
// An object of up to 32 KB is cut from a span of its size class; objects without pointers have spans of their
// own, so that a collector never looks into them. Larger objects are spans of their own. Objects have no
// header: the page of an address leads to its span. Nothing is collected.
#pragma once

#include "runtime/src/runtime2.h"
#include "runtime/src/sizeclasses.h"

namespace go::runtime {

struct mspan {
    uintptr base, npages;
    uintptr elemsize; // of a large object: its size
    uint8 spanclass;  // size class * 2 + noscan; 0 and 1: a large object
};

// What is left of the span that a class is being cut from. Owned by the P.
struct run {
    uint8 *free, *end;
};
struct mcache {
    run alloc[numSizeClasses * 2];
    uint64 nspans, nlarge; // for MemStats
};
// Of the P that the thread has; null without one.
extern __thread mcache *mcache_ __attribute__((tls_model("local-exec")));

struct mheap {
    mutex lock;
    uintptr arenaStart, arenaEnd; // reserved
    uintptr used;                 // pages below are handed out
    uintptr mapped;               // memory below is ready to be touched
    mspan **spans;                // by page from arenaStart
    uint64 inuse;                 // bytes in spans
};
extern struct mheap mheap_;

void mallocinit();
mspan *mheapalloc(uintptr npages, uint8 spanclass);

struct memstats {
    uint64 alloc, mallocs, sys;
};
memstats readmemstats();

} // namespace go::runtime

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of runtime that are not entry points of the runtime themselves.

#include "runtime/src/error.h"
#include "runtime/src/mfinal.h"
#include "runtime/src/mgc.h"
#include "runtime/src/traceback.h"

#include <cstdlib>

namespace go::runtime {

struct TypeAssertionError;

GO_CC string typeAssertionErrorText(ptr<TypeAssertionError> e) {
    return TypeAssertionErrorText(reinterpret_cast<const TypeAssertionError_ *>(e.raw()));
}

// A program that changes its environment gives the strings up: a copy.
GO_CC string goroot() {
    char *s = getenv("GOROOT");
    const auto n = static_cast<int_>(s ? strlen(s) : 0);
    return slicebytetostring({reinterpret_cast<uint8 *>(s), n, n});
}

namespace {

// mstats.go's MemStats.
struct MemStats_ {
    uint64 alloc, totalAlloc, sys, lookups, mallocs, frees;
    uint64 heapAlloc, heapSys, heapIdle, heapInuse, heapReleased, heapObjects;
    uint64 stackInuse, stackSys, mspanInuse, mspanSys, mcacheInuse, mcacheSys, buckHashSys, gcSys, otherSys;
    uint64 nextGC, lastGC, pauseTotalNs, pauseNs[256], pauseEnd[256];
    uint32 numGC, numForcedGC;
    float64 gcCPUFraction;
    bool enableGC, debugGC;
    struct {
        uint32 size;
        uint64 mallocs, frees;
    } bySize[61];
};

} // namespace

GO_CC void readMemStats(unsafe::Pointer into) {
    const memstats now = readmemstats();
    auto *m = static_cast<MemStats_ *>(into);
    *m = {};
    m->alloc = m->heapAlloc = now.alloc;
    m->totalAlloc = now.totalalloc;
    m->mallocs = now.mallocs;
    m->frees = now.frees;
    m->heapObjects = now.mallocs - now.frees;
    m->sys = now.sys;
    m->heapSys = now.heapsys;
    m->heapIdle = now.idle;
    m->heapInuse = now.inuse;
    m->heapReleased = now.released;
    m->stackInuse = m->stackSys = now.stacks;
    m->gcSys = now.meta;
    m->nextGC = heapgoal();
    m->lastGC = gcstats.lastgc;
    m->pauseTotalNs = gcstats.pauseTotal;
    memcpy(m->pauseNs, gcstats.pauseNs, sizeof m->pauseNs);
    memcpy(m->pauseEnd, gcstats.pauseEnd, sizeof m->pauseEnd);
    m->numGC = gcstats.numgc;
    m->numForcedGC = gcstats.numforced;
    auto run = static_cast<float64>(nanotime() - static_cast<int64>(sched.runtimeInitTime));
    m->gcCPUFraction = static_cast<float64>(gcstats.cputime) / run;
    m->enableGC = true;
    for (int i = 0; i < 61; i++) {
        auto &b = m->bySize[i];
        b.size = classToSize[i];
    }
    for (uint32 k = 2; k < spanclasscount(); k++) {
        uint8 i = spanclasses[k].sizeclass;
        if (i == 0 || i >= 61) continue;
        m->bySize[i].mallocs += mheap_.central[k].nmalloc;
        m->bySize[i].frees += mheap_.central[k].nfree;
    }
}

GO_CC void kept(any) {}
GO_CC void GC() { gcforced(); }
GO_CC uint64 addCleanup(unsafe::Pointer p, func<void()> f) { return addcleanup(p, f); }
GO_CC void dropCleanup(uintptr p, uint64 id) { dropcleanup(reinterpret_cast<void *>(p), id); }

GO_CC int_ callerPCs(int_ skip, slice<uintptr> pcs) { return callers(skip, pcs.ptr, pcs.len); }

GO_CC int_ Stack(slice<uint8> buf, bool all) { return stacktext(buf, all, __builtin_return_address(0)); }

static string gostring(const char *s) {
    return {reinterpret_cast<const uint8 *>(s), static_cast<int_>(strlen(s))}; // stays
}

GO_CC tuple<string, uintptr, string, string, int_> lookup(uintptr pc) {
    gofunc f;
    // Behind a call that never returns, the address to return to may be the function's end.
    if (!funcat(pc, &f) && !funcat(pc - 1, &f)) return {};
    return {f.name, f.entry, gostring(f.dir), gostring(f.file), f.line};
}

GO_CC bool inlined(uintptr pc) {
    gofunc f;
    return funcat(pc, &f) && f.inlined;
}

GO_CC void Breakpoint() { __builtin_debugtrap(); }

} // namespace go::runtime

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of runtime that are not entry points of the runtime themselves.

#include "runtime/src/error.h"
#include "runtime/src/mfinal.h"
#include "runtime/src/mgc.h"
#include "runtime/src/traceback.h"

namespace go::runtime {

struct TypeAssertionError;

GO_CC string typeAssertionErrorText(ptr<TypeAssertionError> e) {
    return TypeAssertionErrorText(reinterpret_cast<const TypeAssertionError_ *>(e.raw()));
}

// In the order of ReadMemStats.
GO_CC void heapStats(slice<uint64> into) {
    const memstats m = readmemstats();
    const gcstats_t &c = gcstats;
    const uint64 v[] = {m.alloc,  m.totalalloc, m.sys,      m.mallocs,   m.frees,  m.heapsys,
                        m.idle,   m.inuse,      m.released, m.stacks,    m.meta,   heapgoal(),
                        c.lastgc, c.pauseTotal, c.numgc,    c.numforced, c.cputime};
    for (int_ i = 0; i < into.len; i++) into[i] = v[i];
}
GO_CC void pauseStats(slice<uint64> ns, slice<uint64> ends) {
    for (int_ i = 0; i < ns.len; i++) {
        ns[i] = gcstats.pauseNs[i];
        ends[i] = gcstats.pauseEnd[i];
    }
}
GO_CC void sizeStats(slice<uint64> mallocs, slice<uint64> frees) {
    for (int_ i = 0; i < mallocs.len; i++)
        for (int_ noscan = 0; noscan < 2; noscan++) {
            mallocs[i] += mheap_.central[i * 2 + noscan].nmalloc;
            frees[i] += mheap_.central[i * 2 + noscan].nfree;
        }
}
GO_CC uint64 sizeOfClass(int_ i) { return classToSize[i]; }

GO_CC int64 nanotimeSinceStart() { return nanotime() - static_cast<int64>(sched.runtimeInitTime); }
GO_CC void kept(any) {}
GO_CC void GC() { gcforced(); }
GO_CC uint64 addCleanup(unsafe::Pointer p, func<void()> f) { return addcleanup(p, f); }
GO_CC void dropCleanup(uintptr p, uint64 id) { dropcleanup(reinterpret_cast<void *>(p), id); }

// callers itself and this function lie below the caller.
GO_CC int_ callerPCs(int_ skip, slice<uintptr> pcs) { return callers(skip + 2, pcs.ptr, pcs.len); }

GO_CC tuple<string, uintptr> funcName(uintptr pc) {
    funcname f;
    if (!findfunc(pc - 1, &f)) return {{nullptr, 0}, 0};
    auto *text = static_cast<uint8 *>(mallocgc(static_cast<uintptr>(f.len), true));
    memcpy(text, f.text, static_cast<size_t>(f.len));
    return {{text, f.len}, f.entry};
}

GO_CC void Breakpoint() { __builtin_debugtrap(); }

GO_CC int_ goroutineID() { return static_cast<int_>(getg()->goid); }

} // namespace go::runtime

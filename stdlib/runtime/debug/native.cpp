// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of runtime/debug: the collector's and the scheduler's settings, and how much a crash shows.

#include "runtime/src/mgc.h"
#include "runtime/src/stack.h"
#include "runtime/src/traceback.h"

namespace go::runtime::debug {

GO_CC void SetTraceback(string level) { settraceback(level); }
GO_CC int_ setGCPercent(int_ percent) { return setgcpercent(static_cast<int32>(percent)); }
GO_CC int64 setMemoryLimit(int64 limit) { return setmemorylimit(limit); }
GO_CC void freeOSMemory() {
    gcforced();
    scavenge(~uint32(0));
}

GO_CC int_ SetMaxStack(int_ bytes) { return setmaxstack(bytes); }

GO_CC int_ SetMaxThreads(int_ n) {
    if (n > INT32_MAX) n = INT32_MAX;
    lock(&sched.lock);
    int_ old = sched.maxmcount;
    sched.maxmcount = static_cast<int32>(n);
    checkmcount();
    unlock(&sched.lock);
    return old;
}

} // namespace go::runtime::debug

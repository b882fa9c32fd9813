// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of runtime/debug: the collector's settings, and how much a crash shows.

#include "runtime/src/mgc.h"
#include "runtime/src/traceback.h"

namespace go::runtime::debug {

GO_CC void SetTraceback(string level) { settraceback(level); }
GO_CC int_ setGCPercent(int_ percent) { return setgcpercent(static_cast<int32>(percent)); }
GO_CC int64 setMemoryLimit(int64 limit) { return setmemorylimit(limit); }
GO_CC void freeOSMemory() {
    gcforced();
    scavenge(~uint32(0));
}

} // namespace go::runtime::debug

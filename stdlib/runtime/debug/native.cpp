// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of runtime/debug: the collector's settings.

#include "runtime/src/mgc.h"

namespace go::runtime::debug {

GO_CC int_ setGCPercent(int_ percent) { return setgcpercent(static_cast<int32>(percent)); }
GO_CC int64 setMemoryLimit(int64 limit) { return setmemorylimit(limit); }
GO_CC void freeOSMemory() {
    gcforced();
    scavenge(~uint32(0));
}

} // namespace go::runtime::debug

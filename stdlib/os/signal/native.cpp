// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of os/signal: the runtime's queue of signals.

#include "runtime/src/sigqueue.h"

namespace go::os::signal {

GO_CC void enable(int_ sig) { runtime::signal_enable(static_cast<uint32>(sig)); }
GO_CC void disable(int_ sig) { runtime::signal_disable(static_cast<uint32>(sig)); }
GO_CC void ignore(int_ sig) { runtime::signal_ignore(static_cast<uint32>(sig)); }
GO_CC bool ignored(int_ sig) { return runtime::signal_ignored(static_cast<uint32>(sig)); }
GO_CC int_ receive() { return runtime::signal_recv(); }
GO_CC bool idle() { return runtime::signal_idle(); }

} // namespace go::os::signal

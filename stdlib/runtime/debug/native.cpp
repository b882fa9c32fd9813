// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of runtime/debug.

#include "runtime/src/traceback.h"

namespace go::runtime::debug {

GO_CC void SetTraceback(string level) { settraceback(level); }

} // namespace go::runtime::debug

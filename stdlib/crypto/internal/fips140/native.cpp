// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// What a GOROOT's crypto/internal/fips140 expects of the runtime. Nobody asks whether a service was an
// approved one.

#include "go/runtime.h"

namespace go::crypto::internal::fips140 {

GO_CC void fatal(string s) { runtime::fatal(s); }
GO_CC uint8 getIndicator() { return 0; }
GO_CC void setIndicator(uint8) {}

} // namespace go::crypto::internal::fips140

namespace go::crypto::fips140 {

GO_CC void setBypass() {}
GO_CC void unsetBypass() {}
GO_CC bool isBypassed() { return false; }

} // namespace go::crypto::fips140

namespace go::crypto::rand {

GO_CC void fatal(string s) { runtime::fatal(s); }

} // namespace go::crypto::rand

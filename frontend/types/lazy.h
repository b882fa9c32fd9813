// Private to frontend/types: where questions about types put what they complete on demand (type sets, the
// interface around a bound). They are asked without an arena at hand, and the answers are kept in the type
// itself.
#pragma once

#include "frontend/support/arena.h"

namespace goloom::types {

Arena &lazyArena(); // lives as long as the process

} // namespace goloom::types

// May importers put a function's body in place of a call?
#pragma once

#include "frontend/check/info.h"

namespace goloom {

// An exported function with a small body of plain statements that are about its own package: no loops,
// literals and defers, nothing that looks at its own frame, no interfaces (which would bring method tables
// along), and of other packages only operations that are instructions. The answer is the same for a package's
// sources and for its stub.
bool isInlinable(const types::Func &, const Info &);

} // namespace goloom

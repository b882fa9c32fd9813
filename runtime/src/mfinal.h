// Finalizers and cleanups: what is to be called when an object is no longer reachable.
#pragma once

#include "runtime/src/mgc.h"

namespace go::runtime {

// runtime.SetFinalizer; ends the program, as Go does, if obj or fn is not fit for it.
GO_CC void SetFinalizer(any obj, any fn);
// f is called some time after the object that p points into has become unreachable. The id is for
// dropcleanup.
uint64 addcleanup(void *p, func<void()> f);
void dropcleanup(void *p, uint64 id);

} // namespace go::runtime

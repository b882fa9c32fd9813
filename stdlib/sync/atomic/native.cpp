// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// What stores pointers, behind the write barrier: between the change and the look at the barrier nobody may
// be preempted, and what is compiled with the runtime is not. The other operations are in go/intrinsics.h.

#include "go/runtime.h"

namespace go::sync::atomic {

GO_CC void StorePointer(ptr<unsafe::Pointer> p, unsafe::Pointer val) { SwapPointer(p, val); }

GO_CC unsafe::Pointer SwapPointer(ptr<unsafe::Pointer> p, unsafe::Pointer val) {
    runtime::atomicpoint();
    unsafe::Pointer old = __atomic_exchange_n(p.raw(), val, __ATOMIC_SEQ_CST);
    if (runtime::barrierOn()) [[unlikely]]
        runtime::gcshade(old);
    return old;
}

GO_CC bool CompareAndSwapPointer(ptr<unsafe::Pointer> p, unsafe::Pointer old, unsafe::Pointer val) {
    runtime::atomicpoint();
    unsafe::Pointer found = old;
    bool done = __atomic_compare_exchange_n(p.raw(), &found, val, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
    if (done && runtime::barrierOn()) [[unlikely]]
        runtime::gcshade(old);
    return done;
}

} // namespace go::sync::atomic

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of sync/atomic: the compiler's builtins, sequentially consistent.

#include "go/runtime.h"

#define ATOMIC(NAME, T)                                                                                      \
    GO_CC T Load##NAME(ptr<T> p) { return __atomic_load_n(p.raw(), __ATOMIC_SEQ_CST); }                      \
    GO_CC void Store##NAME(ptr<T> p, T val) { __atomic_store_n(p.raw(), val, __ATOMIC_SEQ_CST); }            \
    GO_CC T Swap##NAME(ptr<T> p, T val) { return __atomic_exchange_n(p.raw(), val, __ATOMIC_SEQ_CST); }      \
    GO_CC bool CompareAndSwap##NAME(ptr<T> p, T old, T val) {                                                \
        return __atomic_compare_exchange_n(p.raw(), &old, val, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);   \
    }

#define ATOMIC_INTEGER(NAME, T)                                                                              \
    ATOMIC(NAME, T)                                                                                          \
    GO_CC T Add##NAME(ptr<T> p, T delta) { return __atomic_add_fetch(p.raw(), delta, __ATOMIC_SEQ_CST); }    \
    GO_CC T And##NAME(ptr<T> p, T mask) { return __atomic_fetch_and(p.raw(), mask, __ATOMIC_SEQ_CST); }      \
    GO_CC T Or##NAME(ptr<T> p, T mask) { return __atomic_fetch_or(p.raw(), mask, __ATOMIC_SEQ_CST); }

namespace go::sync::atomic {

ATOMIC_INTEGER(Int32, int32)
ATOMIC_INTEGER(Int64, int64)
ATOMIC_INTEGER(Uint32, uint32)
ATOMIC_INTEGER(Uint64, uint64)
ATOMIC_INTEGER(Uintptr, uintptr)
ATOMIC(Pointer, unsafe::Pointer)

} // namespace go::sync::atomic

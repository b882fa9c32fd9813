// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of runtime that are not entry points of the runtime themselves.

#include "runtime/src/error.h"
#include "runtime/src/malloc.h"
#include "runtime/src/traceback.h"

namespace go::runtime {

struct TypeAssertionError;

GO_CC string typeAssertionErrorText(ptr<TypeAssertionError> e) {
    return TypeAssertionErrorText(reinterpret_cast<const TypeAssertionError_ *>(e.raw()));
}

GO_CC tuple<uint64, uint64, uint64> heapStats() {
    memstats s = readmemstats();
    return {s.alloc, s.mallocs, s.sys};
}

// callers itself and this function lie below the caller.
GO_CC int_ callerPCs(int_ skip, slice<uintptr> pcs) { return callers(skip + 2, pcs.ptr, pcs.len); }

GO_CC tuple<string, uintptr> funcName(uintptr pc) {
    funcname f;
    if (!findfunc(pc - 1, &f)) return {{nullptr, 0}, 0};
    auto *text = static_cast<uint8 *>(mallocgc(static_cast<uintptr>(f.len), true));
    memcpy(text, f.text, static_cast<size_t>(f.len));
    return {{text, f.len}, f.entry};
}

GO_CC void Breakpoint() { __builtin_debugtrap(); }

GO_CC int_ goroutineID() { return static_cast<int_>(getg()->goid); }

} // namespace go::runtime

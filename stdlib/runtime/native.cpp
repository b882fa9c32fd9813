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

GO_CC int_ callerPCs(int_ skip, slice<uintptr> pcs) { return callers(skip, pcs.ptr, pcs.len); }

GO_CC int_ Stack(slice<uint8> buf, bool all) { return stacktext(buf, all, __builtin_return_address(0)); }

static string gostring(const char *s) {
    return {reinterpret_cast<const uint8 *>(s), static_cast<int_>(strlen(s))}; // stays
}

GO_CC tuple<string, uintptr, string, string, int_> lookup(uintptr pc) {
    gofunc f;
    if (!funcat(pc, &f)) return {};
    return {f.name, f.entry, gostring(f.dir), gostring(f.file), f.line};
}

GO_CC bool inlined(uintptr pc) {
    gofunc f;
    return funcat(pc, &f) && f.inlined;
}

GO_CC void Breakpoint() { __builtin_debugtrap(); }

} // namespace go::runtime

// "goroutine 1 [running]:" and the frames below it.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

// Prints gp's status line and frames. gp is the caller or parked.
void traceback(g *gp);
// The same for every parked G, by number.
void tracebackothers();
// The frames of the caller, outermost last: program counters behind the calls. skip: how many to leave out.
int_ callers(int_ skip, uintptr *pcs, int_ max);

// The Go name of the function at pc, "main.f"; false: not Go code. entry: where it begins.
struct funcname {
    char text[256];
    int_ len;
    uintptr entry;
};
bool findfunc(uintptr pc, funcname *f);

} // namespace go::runtime

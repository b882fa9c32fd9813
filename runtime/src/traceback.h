// "goroutine 1 [running]:" and the frames below it.
#pragma once

#include "runtime/src/runtime2.h"
#include "runtime/src/symtab.h"

namespace go::runtime {

// Prints gp's status line, its frames and who made it.
void traceback(g *gp);
// The same for every other G, a blank line before each.
void tracebackothers();

// The end of a crash, under printlock: what GOTRACEBACK asks for of the caller and, if `all` or asked for, of
// the others.
[[noreturn]] void crashed(bool all);
// "none", "single", "all", "system", "crash", or a number: at most as little as the environment says.
void settraceback(string level);

// The traces of the caller, from the frame that `from` returns to on, and of all others if asked for. How
// much fitted.
int_ stacktext(slice<uint8> buf, bool all, const void *from);

// Go's calls in progress below the caller, innermost first, without the first `skip`: program counters behind
// the calls, with the numbers of inlined ones (virtualpc).
int_ callers(int_ skip, uintptr *pcs, int_ max);

} // namespace go::runtime

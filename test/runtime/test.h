// For programs in the form that the compiler emits: CHECK, and checkdone for their end.
#pragma once

#include "go/runtime.h"
#include "go/sema.h"
#include "runtime/src/runtime2.h"

namespace go::time {
GO_CC void Sleep(int64 ns);
}

#define CHECK(cond)                                                                                          \
    do {                                                                                                     \
        if (!(cond)) {                                                                                       \
            ::go::runtime::println(__FILE__ ""_s, ::go::int_(__LINE__), #cond ""_s);                         \
            ::go::runtime::throw_("check failed");                                                           \
        }                                                                                                    \
    } while (0)

namespace go::runtime {
// Everybody else has ended or is about to, and nobody is left in a queue.
inline void checkdone() {
    for (int i = 0; i < 1000 && atomicload(&sched.ngcount) > 1; i++) time::Sleep(1000000);
    CHECK(sched.ngcount == 1 && sched.ngsys <= 1);
    for (g *gp = allgs; gp; gp = gp->alllink) {
        bool dead = atomicload(&gp->status) == Gdead; // first: who ends writes the rest before
        CHECK(dead || gp == getg() || gp->issystem);
        CHECK(!gp->waiting || (!dead && gp->issystem));
    }
    CHECK(semwaiters() == 0);
}
} // namespace go::runtime

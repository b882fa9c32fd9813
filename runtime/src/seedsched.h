// Schedules from a seed; see seedsched.cpp. But for seedinit, seeded is to be looked at first.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

void seedinit();   // reads GOLOOM_SCHED
uint64 seeddraw(); // for cheaprand

// The Gs that can run, in place of all queues. sched.runqsize counts them.
void seedput(g *gp);
g *seedget(); // null: there is none

// Where the seed may take the P from the running G. Nothing happens on the scheduler's stack or with a lock
// held, but callers must be able to park.
void seedpointslow(const char *where);
GO_INLINE void seedpoint(const char *where) {
    if (seeded) [[unlikely]]
        seedpointslow(where);
}

int64 seednanotime();
void seedwalltime(int64 *sec, int32 *nsec);
// Nobody can run, and the first timer is due at until (0: there is none): true if the clock is there now.
bool seedidle(int64 until);
void seedwaited(int64 ns, int64 until); // ns were spent in the poller, to wait until then

void seedentersyscall();
void seedlostp(); // a call of the system has ended whose P was taken
[[noreturn]] void seedwatch();

} // namespace go::runtime

// Timers: a min-heap a P, looked at by findRunnable, which sleeps exactly until the next.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

// stdlib/time's runtimeTimer mirrors the first four fields.
struct timer {
    int64 when;     // nanotime
    int64 period;   // 0: once
    func<void()> f; // called on the scheduler's stack: must not park or panic
    p *pp;          // whose heap it is in; null: stopped. Set and cleared under that heap's lock; atomic
    int_ index;     // in the heap
    g *sleeper;     // of time.Sleep: readied instead of calling f
};

void starttimer(timer *t);
bool stoptimer(timer *t); // whether it was running
// Fires what is due, on the scheduler's stack with a P. *now: 0 if not read yet. *until: when the first of
// the rest is due; left alone if there is none. Whether any fired.
bool checktimers(p *pp, int64 *now, int64 *until);
void movetimers(p *from, p *to); // the world is stopped
void wakeNetPoller(int64 when);  // somebody must wake at that time

} // namespace go::runtime

// Timers: a min-heap a P, looked at by findRunnable, which sleeps exactly until the next.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

// stdlib/time's runtimeTimer mirrors the first four fields.
struct timer {
    int64 when;     // nanotime
    int64 period;   // 0: once
    func<void()> f; // called on the scheduler's stack: must not park or panic
    p *pp;          // whose heap it is in; null: stopped
    int_ index;     // in the heap
    g *sleeper;     // of time.Sleep: readied instead of calling f
};

void starttimer(timer *t);
bool stoptimer(timer *t); // whether it was running
void checktimers(p *pp);  // fires what is due

} // namespace go::runtime

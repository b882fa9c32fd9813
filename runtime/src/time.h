// Timers: a min-heap a P, looked at by findRunnable, which sleeps exactly until the next.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

// stdlib/time's runtimeTimer has the same layout.
struct timer {
    int64 when;     // nanotime
    int64 period;   // 0: once
    func<void()> f; // called on the scheduler's stack: must not park or panic
    p *pp;          // whose heap it is in; null: stopped. Set and cleared under that heap's lock; atomic
    int_ index;     // in the heap
    g *sleeper;     // of time.Sleep: readied instead of calling f
    // Of a channel; see timerchan.cpp.
    hchan *c;                       // null: of none
    func<void(void *, int64)> fill; // stores the time that was so long ago
    int_ blocked;                   // who waits for c
};

void starttimer(timer *t);
bool stoptimer(timer *t); // whether it was running
// Fires what is due, on the scheduler's stack with a P. *now: 0 if not read yet. *until: when the first of
// the rest is due; left alone if there is none. Whether any fired.
bool checktimers(p *pp, int64 *now, int64 *until);
// The timer of a channel. The time to fire (0: never) and whether it was to fire, or had and nobody received.
void attachtimer(timer *t, hchan *c);
bool settimerchan(timer *t, int64 when, int64 period);
void firetimerchan(timer *t); // has run out; in no heap
// Under the lock of c, which has a timer: before a look at the buffer, before and after waiting.
void timerchanlook(hchan *c);
void timerchanblock(hchan *c);
void timerchanunblock(hchan *c);
void movetimers(p *from, p *to); // the world is stopped
void wakeNetPoller(int64 when);  // somebody must wake at that time

} // namespace go::runtime

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of time: the clocks, and the runtime's timers. Sleep is the runtime's own.

#include "runtime/src/time.h"

namespace go::time {

struct runtimeTimer;
struct Time;

GO_CC tuple<int64, int32, int64> now() {
    int64 sec;
    int32 nsec;
    runtime::walltime(&sec, &nsec);
    return {sec, nsec, runtime::nanotime()};
}

GO_CC int64 nanotime() { return runtime::nanotime(); }

GO_CC void startTimer(ptr<runtimeTimer> t) {
    runtime::starttimer(reinterpret_cast<runtime::timer *>(t.raw()));
}

GO_CC bool stopTimer(ptr<runtimeTimer> t) {
    return runtime::stoptimer(reinterpret_cast<runtime::timer *>(t.raw()));
}

GO_CC void attachTimer(ptr<runtimeTimer> t, chan<Time> c) {
    runtime::attachtimer(reinterpret_cast<runtime::timer *>(t.raw()), c.c);
}

GO_CC bool setTimer(ptr<runtimeTimer> t, int64 when, int64 period) {
    return runtime::settimerchan(reinterpret_cast<runtime::timer *>(t.raw()), when, period);
}

} // namespace go::time

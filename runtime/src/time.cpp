// The timer heap (4-ary, as deep as it must be), and time.Sleep.
#include "runtime/src/time.h"

namespace go::runtime {

namespace {

void place(timers &ts, int_ i, timer *t) {
    ts.heap[i] = t;
    t->index = i;
}

void siftup(timers &ts, int_ i, timer *t) {
    while (i > 0) {
        int_ up = (i - 1) / 4;
        if (ts.heap[up]->when <= t->when) break;
        place(ts, i, ts.heap[up]);
        i = up;
    }
    place(ts, i, t);
}

void siftdown(timers &ts, int_ i, timer *t) {
    for (;;) {
        int_ least = i * 4 + 1;
        if (least >= ts.len) break;
        for (int_ k = least + 1; k < i * 4 + 5 && k < ts.len; k++)
            if (ts.heap[k]->when < ts.heap[least]->when) least = k;
        if (t->when <= ts.heap[least]->when) break;
        place(ts, i, ts.heap[least]);
        i = least;
    }
    place(ts, i, t);
}

void removetimer(timers &ts, int_ i) {
    timer *last = ts.heap[--ts.len];
    ts.heap[ts.len] = nullptr;
    if (i == ts.len) return;
    if (i > 0 && last->when < ts.heap[(i - 1) / 4]->when)
        siftup(ts, i, last);
    else
        siftdown(ts, i, last);
}

void growheap(timers &ts) {
    int_ cap = ts.cap ? ts.cap * 2 : 64;
    auto **heap = static_cast<timer **>(mallocgc(sizeof(timer *) * static_cast<uintptr>(cap), false));
    if (ts.len) memcpy(heap, ts.heap, sizeof(timer *) * static_cast<uintptr>(ts.len));
    ts.heap = heap;
    ts.cap = cap;
}

} // namespace

void starttimer(timer *t) {
    p *pp = getg()->m->p;
    timers &ts = pp->timers;
    if (ts.len == ts.cap) growheap(ts);
    if (t->when < 0) t->when = INT64_MAX; // the sum overflowed
    t->pp = pp;
    siftup(ts, ts.len++, t);
}

bool stoptimer(timer *t) {
    p *pp = t->pp;
    if (!pp) return false;
    t->pp = nullptr;
    removetimer(pp->timers, t->index);
    return true;
}

void checktimers(p *pp) {
    int64 now = nanotime();
    while (pp->timers.len > 0) {
        timer *t = pp->timers.heap[0];
        if (t->when > now) return;
        if (t->period > 0) {
            t->when += t->period * (1 + (now - t->when) / t->period);
            if (t->when < 0) t->when = INT64_MAX;
            siftdown(pp->timers, 0, t);
        } else {
            t->pp = nullptr;
            removetimer(pp->timers, 0);
        }
        if (t->sleeper)
            goready(t->sleeper);
        else
            t->f();
    }
}

} // namespace go::runtime

namespace go::time {

GO_CC void Sleep(int64 ns) {
    using namespace runtime;
    if (ns <= 0) return Gosched();
    timer t = {};
    t.when = nanotime() + ns;
    t.sleeper = getg();
    // Queued only when this stack has been left.
    gopark(
        [](g *, void *q) {
            starttimer(static_cast<timer *>(q));
            return true;
        },
        &t, waitReasonSleep);
}

} // namespace go::time

// The timer heap (4-ary, as deep as it must be), and time.Sleep.
#include "runtime/src/time.h"
#include "runtime/src/netpoll.h"

namespace go::runtime {

namespace {

void place(timers &ts, int_ i, timerentry e) {
    ts.heap[i] = e;
    e.t->index = i;
}

void siftup(timers &ts, int_ i, timerentry e) {
    while (i > 0) {
        int_ up = (i - 1) / 4;
        if (ts.heap[up].when <= e.when) break;
        place(ts, i, ts.heap[up]);
        i = up;
    }
    place(ts, i, e);
}

void siftdown(timers &ts, int_ i, timerentry e) {
    for (;;) {
        int_ least = i * 4 + 1;
        if (least >= ts.len) break;
        for (int_ k = least + 1; k < i * 4 + 5 && k < ts.len; k++)
            if (ts.heap[k].when < ts.heap[least].when) least = k;
        if (e.when <= ts.heap[least].when) break;
        place(ts, i, ts.heap[least]);
        i = least;
    }
    place(ts, i, e);
}

void removetimer(timers &ts, int_ i) {
    timerentry last = ts.heap[--ts.len];
    ts.heap[ts.len] = {};
    if (i == ts.len) return;
    if (i > 0 && last.when < ts.heap[(i - 1) / 4].when)
        siftup(ts, i, last);
    else
        siftdown(ts, i, last);
}

void growheap(timers &ts) {
    int_ cap = ts.cap ? ts.cap * 2 : 64;
    auto *heap = static_cast<timerentry *>(persistentalloc(sizeof(timerentry) * static_cast<uintptr>(cap)));
    if (ts.len) {
        uintptr size = sizeof(timerentry) * static_cast<uintptr>(ts.len);
        memcpy(heap, ts.heap, size);
        memset(ts.heap, 0, size); // the collector looks there for ever
    }
    ts.heap = heap;
    ts.cap = cap;
}

void noteNext(timers &ts) {
    int64 next = ts.len > 0 ? ts.heap[0].when : 0;
    if (ts.next != next) atomicstore(&ts.next, next);
}

void insert(timers &ts, timer *t) {
    if (ts.len == ts.cap) growheap(ts);
    siftup(ts, ts.len++, {t->when, t});
    noteNext(ts);
}

} // namespace

void starttimer(timer *t) {
    netpollGenericInit();
    m *mp = acquirem();
    p *pp = mp->p;
    timers &ts = pp->timers;
    for (;;) {
        lock(&ts.lock);
        if (cas(&t->pp, nullptr, pp)) break;
        unlock(&ts.lock);
        stoptimer(t); // another goroutine has started it meanwhile
    }
    if (t->when <= 0) t->when = t->when < 0 ? INT64_MAX : 1; // the sum overflowed
    int64 when = t->when;
    bool first = ts.len == 0 || when < ts.heap[0].when;
    insert(ts, t);
    unlock(&ts.lock);
    if (first) wakeNetPoller(when);
    releasem(mp);
}

bool stoptimer(timer *t) {
    for (;;) {
        p *pp = atomicload(&t->pp);
        if (!pp) return false;
        timers &ts = pp->timers;
        lock(&ts.lock);
        if (atomicload(&t->pp) == pp) {
            removetimer(ts, t->index);
            noteNext(ts);
            atomicstore(&t->pp, nullptr);
            unlock(&ts.lock);
            return true;
        }
        unlock(&ts.lock);
    }
}

bool checktimers(p *pp, int64 *now, int64 *until) {
    timers &ts = pp->timers;
    int64 next = atomicload(&ts.next);
    if (!next) return false;
    if (!*now) *now = nanotime();
    bool ran = false;
    if (next <= *now) {
        lock(&ts.lock);
        while (ts.len > 0 && ts.heap[0].when <= *now) {
            timer *t = ts.heap[0].t;
            if (t->c) {
                removetimer(ts, 0);
                noteNext(ts);
                atomicstore(&t->pp, nullptr);
                unlock(&ts.lock);
                firetimerchan(t);
                ran = true;
                lock(&ts.lock);
                continue;
            }
            g *sleeper = t->sleeper;
            func<void()> f = t->f;
            if (t->period > 0) {
                t->when += t->period * (1 + (*now - t->when) / t->period);
                if (t->when < 0) t->when = INT64_MAX;
                siftdown(ts, 0, {t->when, t});
            } else {
                removetimer(ts, 0);
                __atomic_store_n(&t->pp, nullptr, __ATOMIC_RELEASE);
            }
            ran = true;
            if (sleeper) {
                goready(sleeper); // t is gone when it runs
                continue;
            }
            noteNext(ts);
            unlock(&ts.lock);
            f();
            lock(&ts.lock);
        }
        noteNext(ts);
        next = ts.next;
        unlock(&ts.lock);
    }
    if (next && (!*until || next < *until)) *until = next;
    return ran;
}

void movetimers(p *from, p *to) {
    for (int_ i = 0; i < from->timers.len; i++) {
        timer *t = from->timers.heap[i].t;
        t->pp = to;
        insert(to->timers, t);
    }
    from->timers.len = 0;
    noteNext(from->timers);
}

void wakeNetPoller(int64 when) {
    if (atomicload(&sched.lastpoll) == 0) {
        int64 until = atomicload(&sched.pollUntil);
        if (!until || when < until) netpollBreak();
    } else {
        wakep(); // nobody polls: let somebody idle look at the timers
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

// The channels of time.Timer and time.Ticker, which look unbuffered: what has not been received is not there
// yet.
//
// The channel has room for one time. Its timer belongs to the channel: `when` (0: stopped), `period` and
// `blocked` are guarded by the channel's lock, so a Stop or Reset that has returned leaves no time of before.
// The timer is in a heap only while somebody waits for the channel. Else whoever receives looks at the
// clock first; so a timer that nobody waits for costs nothing, and is collected with its channel.
//
// Inside of the channel's lock a timer can leave its heap, by running out, but not come into one.
#include "runtime/src/chan.h"
#include "runtime/src/time.h"

namespace go::runtime {

namespace {

// What fills in the time is emitted code, which may be preempted; not in the midst of a channel's step,
// though.
void fill(timer *t, void *at, int64 late) {
    m *mp = acquirem();
    t->fill(at, late);
    releasem(mp);
}

// A time for the first receiver, who is to be woken, or into the buffer; none if that is full.
sudog *fire(hchan *c, timer *t, int64 now) {
    if (!t->when || t->when > now) return nullptr; // stopped, or set anew, since it ran out
    int64 late = now - t->when;
    if (t->period > 0) {
        t->when += t->period * (1 + late / t->period);
        if (t->when < 0) t->when = INT64_MAX;
    } else {
        t->when = 0;
    }
    if (sudog *s = c->recvq.dequeue()) {
        if (s->elem) fill(t, s->elem, late);
        return s;
    }
    if (c->qcount == 0) {
        fill(t, chanbuf(c, c->sendx), late);
        advance(c, c->sendx);
        c->qcount++;
    }
    return nullptr;
}

// In a heap if it must be.
void settle(timer *t) {
    if (t->when && t->blocked > 0) starttimer(t);
}

} // namespace

void attachtimer(timer *t, hchan *c) {
    t->c = c;
    c->timer = t;
}

bool settimerchan(timer *t, int64 when, int64 period) {
    hchan *c = t->c;
    lockp(&c->lock);
    stoptimer(t);
    bool pending = t->when != 0;
    if (c->qcount > 0) {
        memclrHasPointers(chanbuf(c, c->recvx), c->elemsize);
        advance(c, c->recvx);
        c->qcount--;
        pending = true;
    }
    t->when = when;
    t->period = period;
    settle(t);
    unlockp(&c->lock);
    return pending;
}

void firetimerchan(timer *t) {
    hchan *c = t->c;
    lockp(&c->lock);
    stoptimer(t); // it may have been set anew meanwhile
    sudog *s = fire(c, t, nanotime());
    settle(t);
    unlockp(&c->lock);
    if (s) wakechan(s, true);
}

void timerchanlook(hchan *c) {
    timer *t = c->timer;
    if (!t->when || c->recvq.first) return; // who waits already has it in a heap
    int64 now = nanotime();
    if (t->when > now) return;
    stoptimer(t);
    fire(c, t, now);
    settle(t);
}

void timerchanblock(hchan *c) {
    timer *t = c->timer;
    if (t->blocked++ == 0) settle(t);
}

void timerchanunblock(hchan *c) {
    timer *t = c->timer;
    if (--t->blocked == 0) stoptimer(t);
}

} // namespace go::runtime

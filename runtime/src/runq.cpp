// The queues of runnable goroutines: a ring of 256 for each P, and the global list.
//
// A ring has one producer, its P's owner, who alone moves runqtail. Consumers, owner and thieves alike, claim
// entries by moving runqhead with CAS; an entry is read before it is claimed, and may have been overwritten
// by then only if the CAS fails. runnext is taken with CAS as well, since thieves may take it.
#include "runtime/src/seedsched.h"

namespace go::runtime {

namespace {

GO_INLINE uint32 acquire(const uint32 *x) { return __atomic_load_n(x, __ATOMIC_ACQUIRE); }
GO_INLINE void release(uint32 *x, uint32 v) { __atomic_store_n(x, v, __ATOMIC_RELEASE); }
GO_INLINE bool claim(p *pp, uint32 head, uint32 n) {
    if (gomaxprocs == 1) { // no thieves
        release(&pp->runqhead, head + n);
        return true;
    }
    return __atomic_compare_exchange_n(&pp->runqhead, &head, head + n, false, __ATOMIC_ACQ_REL,
                                       __ATOMIC_ACQUIRE);
}
GO_INLINE g *slot(p *pp, uint32 i) { return __atomic_load_n(&pp->runq[i % 256], __ATOMIC_RELAXED); }
GO_INLINE void setslot(p *pp, uint32 i, g *gp) { __atomic_store_n(&pp->runq[i % 256], gp, __ATOMIC_RELAXED); }

// Half of a full local queue and gp go to the global one. False: a thief has made room.
GO_COLD bool runqputslow(p *pp, g *gp, uint32 head) {
    constexpr uint32 n = 128;
    g *batch[n];
    for (uint32 i = 0; i < n; i++) batch[i] = slot(pp, head + i);
    if (!claim(pp, head, n)) return false;
    lock(&sched.lock);
    for (g *b : batch) globrunqput(b);
    globrunqput(gp);
    unlock(&sched.lock);
    return true;
}

void runqputtail(p *pp, g *gp) {
    for (;;) {
        uint32 head = acquire(&pp->runqhead), tail = pp->runqtail;
        if (tail - head < 256) {
            setslot(pp, tail, gp);
            release(&pp->runqtail, tail + 1);
            return;
        }
        if (runqputslow(pp, gp, head)) return;
    }
}

// Copies half of victim's queue to pp's ring behind its tail and claims it; how many.
uint32 runqgrab(p *pp, p *victim, bool stealnext) {
    for (;;) {
        uint32 head = acquire(&victim->runqhead), tail = acquire(&victim->runqtail);
        uint32 n = tail - head;
        n -= n / 2;
        if (n == 0) {
            if (!stealnext) return 0;
            g *next = atomicload(&victim->runnext);
            if (!next) return 0;
            if (atomicload(&victim->status) == Prunning) {
                // Its owner is likely about to run it: give it the time.
                usleepns(3000);
            }
            if (!cas(&victim->runnext, next, nullptr)) continue;
            setslot(pp, pp->runqtail, next);
            return 1;
        }
        if (n > 128) continue; // head and tail are of different times
        for (uint32 i = 0; i < n; i++) setslot(pp, pp->runqtail + i, slot(victim, head + i));
        if (claim(victim, head, n)) return n;
    }
}

} // namespace

void globrunqput(g *gp) {
    if (seeded) return seedput(gp);
    gp->schedlink = nullptr;
    if (sched.runqtail)
        sched.runqtail->schedlink = gp;
    else
        sched.runqhead = gp;
    sched.runqtail = gp;
    atomicstore(&sched.runqsize, sched.runqsize + 1);
}

g *globrunqget(p *pp, int32 max) {
    if (seeded) return seedget();
    int32 n = sched.runqsize / gomaxprocs + 1;
    if (n > sched.runqsize) n = sched.runqsize;
    if (max > 0 && n > max) n = max;
    if (n > 128) n = 128;
    if (n <= 0) return nullptr;
    auto pop = [] {
        g *gp = sched.runqhead;
        sched.runqhead = gp->schedlink;
        if (!sched.runqhead) sched.runqtail = nullptr;
        atomicstore(&sched.runqsize, sched.runqsize - 1);
        return gp;
    };
    g *gp = pop();
    for (n--; n > 0; n--) {
        // Not runqput: with sched.lock held the ring must not overflow to the global queue.
        if (pp->runqtail - acquire(&pp->runqhead) >= 256) break;
        setslot(pp, pp->runqtail, pop());
        release(&pp->runqtail, pp->runqtail + 1);
    }
    return gp;
}

void runqput(p *pp, g *gp, bool next) {
    if (seeded) [[unlikely]]
        return seedput(gp);
    if (next) {
        g *old = gomaxprocs == 1 ? std::exchange(pp->runnext, gp)
                                 : __atomic_exchange_n(&pp->runnext, gp, __ATOMIC_ACQ_REL);
        if (!old) return;
        gp = old;
    }
    runqputtail(pp, gp);
}

g *runqget(p *pp) {
    if (seeded) [[unlikely]]
        return seedget();
    g *next = __atomic_load_n(&pp->runnext, __ATOMIC_ACQUIRE);
    if (next && gomaxprocs == 1) {
        __atomic_store_n(&pp->runnext, nullptr, __ATOMIC_RELAXED);
        return next;
    }
    if (next && cas(&pp->runnext, next, nullptr)) return next;
    for (;;) {
        uint32 head = acquire(&pp->runqhead);
        if (head == pp->runqtail) return nullptr;
        g *gp = slot(pp, head);
        if (claim(pp, head, 1)) return gp;
    }
}

g *runqsteal(p *pp, p *victim, bool stealnext) {
    uint32 n = runqgrab(pp, victim, stealnext);
    if (n == 0) return nullptr;
    n--;
    g *gp = slot(pp, pp->runqtail + n);
    if (n > 0) release(&pp->runqtail, pp->runqtail + n);
    return gp;
}

bool runqempty(const p *pp) {
    if (seeded) return atomicload(&sched.runqsize) == 0;
    for (;;) {
        uint32 head = acquire(&pp->runqhead), tail = acquire(&pp->runqtail);
        g *next = atomicload(&pp->runnext);
        if (tail == acquire(&pp->runqtail)) return head == tail && !next;
    }
}

} // namespace go::runtime

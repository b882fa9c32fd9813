// The monitor: a thread without a P that takes Ps from long system calls, preempts Gs that run long, and
// polls the network if nobody has for 10 ms. It sleeps longer the less there is to do, and stops when all Ps
// are idle.
#include "runtime/src/netpoll.h"
#include "runtime/src/print.h"
#include "runtime/src/schedtrace.h"
#include "runtime/src/seedsched.h"
#include "runtime/src/sigqueue.h"

namespace go::runtime {

int64 forcepreemptns = 10 * 1000 * 1000;

namespace {

// Preempts Gs that run long. How many Ps were taken back from system calls: those who are about to block
// again are watched more closely.
int32 retake(int64 now) {
    int32 n = 0;
    for (int32 i = 0; i < relaxedload(&gomaxprocs); i++) {
        p *pp = atomicload(&allp[i]);
        if (!pp) continue;
        uint32 s = atomicload(&pp->status);
        if (s == Prunning) {
            uint32 tick = relaxedload(&pp->schedtick);
            if (pp->sysschedtick != tick) {
                pp->sysschedtick = tick;
                pp->sysschedwhen = now;
            } else if (pp->sysschedwhen + forcepreemptns <= now) {
                preemptone(pp);
            }
        } else if (s == Psyscall) {
            uint32 tick = relaxedload(&pp->syscalltick);
            if (pp->syssyscalltick != tick) {
                pp->syssyscalltick = tick;
                pp->syssyscallwhen = now;
                continue;
            }
            // Nobody waits for it, and others are idle: it may stay a while.
            if (runqempty(pp) && atomicload(&sched.nmspinning) + atomicload(&sched.npidle) > 0 &&
                pp->syssyscallwhen + forcepreemptns > now)
                continue;
            if (cas(&pp->status, Psyscall, Pidle)) {
                n++;
                relaxedstore(&pp->syscalltick, pp->syscalltick + 1);
                handoffp(pp);
            }
        }
    }
    return n;
}

constexpr int64 leastDelay = 20000, mostDelay = 10000000, roundsBeforeLonger = 50;

// All Ps are idle, or stopped: nothing to watch until wakesysmon.
bool nothingtowatch() {
    if (schedtrace > 0) return false;
    return atomicload(&sched.gcwaiting) || atomicload(&sched.npidle) == relaxedload(&gomaxprocs);
}

[[noreturn]] void sysmon(m *mp) {
    setg(mp->g0);
    minit(mp);
    if (seeded) seedwatch();
    int64 idle = 0, delay = 0, lasttrace = 0;
    for (;;) {
        int64 most = forcepreemptns < mostDelay ? forcepreemptns : mostDelay;
        if (idle == 0)
            delay = leastDelay;
        else if (idle > roundsBeforeLonger)
            delay *= 2;
        if (delay > most) delay = most;
        usleepns(delay);
        lastsignal();
        int64 now = nanotime();
        __atomic_store_n(&coarsetime, now, __ATOMIC_RELAXED);
        // Not at the first idle moment: whoever takes an idle P must wake us then, which is a system call.
        if (delay == most && nothingtowatch()) {
            lock(&sched.lock);
            if (nothingtowatch()) {
                atomicstore(&sched.sysmonwait, 1u);
                unlock(&sched.lock);
                notesleep(&sched.sysmonnote);
                lock(&sched.lock);
                atomicstore(&sched.sysmonwait, 0u);
                noteclear(&sched.sysmonnote);
                unlock(&sched.lock);
                idle = 0;
                continue;
            }
            unlock(&sched.lock);
        }
        int64 last = atomicload(&sched.lastpoll);
        if (netpollinited() && last != 0 && last + 10000000 < now) {
            cas(&sched.lastpoll, last, now);
            if (netpollAnyWaiters()) {
                int32 delta;
                injectglist(netpoll(0, &delta));
                netpollAdjustWaiters(delta);
            }
        }
        if (retake(now) > 0)
            idle = 0;
        else
            idle++;
        if (schedtrace > 0 && lasttrace + schedtrace * 1000000 <= now) {
            lasttrace = now;
            printschedtrace(now);
        }
    }
}

} // namespace

void wakesysmon() {
    if (!sched.sysmonwait) return;
    atomicstore(&sched.sysmonwait, 0u);
    __atomic_store_n(&coarsetime, nanotime(), __ATOMIC_RELAXED); // who wakes it may have slept for long
    notewakeup(&sched.sysmonnote);
}

void newsysmon() {
    m *mp = persistentnew<m>();
    mp->g0 = persistentnew<g>();
    mp->g0->m = mp;
    lock(&sched.lock);
    mp->id = sched.mnext++;
    sched.nmsys++;
    mp->alllink = allms;
    atomicstore(&allms, mp);
    unlock(&sched.lock);
    newosproc(mp, [](m *self) { sysmon(self); });
}

} // namespace go::runtime

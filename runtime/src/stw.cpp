// Stopping the world: every P but the caller's goes to Pgcstop.
//
// Ps of Ms in system calls are taken by CAS, idle ones from their list; running ones are asked to stop: at
// the next look of the scheduler, or by preemption. Asking is repeated, since a G in the runtime's code is
// not interrupted.
#include "runtime/src/runtime2.h"

#include "go/sema.h"

namespace go::runtime {

void preemptone(p *pp) {
    m *mp = atomicload(&pp->m);
    if (!mp || mp == getg()->m) return;
    g *gp = atomicload(&mp->curg);
    if (!gp) return;
    relaxedstore(&gp->preempt, true);
    signalM(mp);
}

void preemptall() {
    for (int32 i = 0; i < gomaxprocs; i++)
        if (atomicload(&allp[i]->status) == Prunning) preemptone(allp[i]);
}

namespace {

void stopTheWorldWithSema() {
    p *mine = getg()->m->p;
    lock(&sched.lock);
    noteclear(&sched.stopnote);
    sched.stopwait = gomaxprocs;
    atomicstore(&sched.gcwaiting, 1);
    preemptall();
    atomicstore(&mine->status, Pgcstop);
    sched.stopwait--;
    for (int32 i = 0; i < gomaxprocs; i++) {
        p *pp = allp[i];
        if (atomicload(&pp->status) == Psyscall && cas(&pp->status, Psyscall, Pgcstop)) {
            relaxedstore(&pp->syscalltick, pp->syscalltick + 1);
            sched.stopwait--;
        }
    }
    while (p *pp = pidleget()) {
        atomicstore(&pp->status, Pgcstop);
        sched.stopwait--;
    }
    bool wait = sched.stopwait > 0;
    unlock(&sched.lock);
    constexpr int64 askAgain = 100000;
    while (wait && !notetsleep(&sched.stopnote, askAgain)) preemptall();
}

void startTheWorldWithSema() {
    m *mp = getg()->m;
    lock(&sched.lock);
    int32 n = gomaxprocs;
    if (newprocs) {
        n = newprocs;
        newprocs = 0;
    }
    atomicstore(&mp->p->status, Prunning);
    p *runnable = procresize(n);
    atomicstore(&sched.gcwaiting, 0);
    wakesysmon();
    unlock(&sched.lock);
    while (p *pp = runnable) {
        runnable = pp->link;
        startm(pp, false);
    }
    wakep();
}

} // namespace

void stopTheWorld(const char *) {
    semacquire(&sched.worldsema, false, 0);
    acquirem(); // until startTheWorld
    stopTheWorldWithSema();
}

void startTheWorld() {
    m *mp = getg()->m;
    startTheWorldWithSema();
    releasem(mp);
    semrelease(&sched.worldsema, false);
}

// The last words are to show goroutines where they are: the others are asked to stop, for a moment and
// without a guarantee: whoever dies may hold any lock.
__attribute__((no_sanitize("thread"))) void freezetheworld() {
    constexpr int rounds = 5;
    constexpr int32 never = 1 << 30; // Ps that stop never wake anybody
    atomicstore(&sched.dying, 1);
    for (int i = 0; i < rounds; i++) {
        sched.stopwait = never;
        atomicstore(&sched.gcwaiting, 1);
        preemptall();
        usleepns(1000000);
    }
}

} // namespace go::runtime

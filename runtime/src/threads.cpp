// Ms and who has which P: parking and starting threads, handing Ps over, deadlock detection.
//
// An M that runs Go code has a P; one without sleeps in sched.midle, blocks in a system call or in netpoll,
// or waits for the goroutine that is locked to it. An M ends when a goroutine does that is locked to it, else
// never. A P is owned by its M, or idle in sched.pidle, or of an M in a system call (Psyscall), from where
// whoever wins the CAS on its status may take it.
#include "runtime/src/malloc.h"
#include "runtime/src/netpoll.h"
#include "runtime/src/print.h"
#include "runtime/src/time.h"
#include "runtime/src/traceback.h"

namespace go::runtime {

int32 newprocs;

void checkmcount() {
    if (sched.mnext - sched.nmfreed <= sched.maxmcount) return;
    int32 limit = sched.maxmcount;
    unlock(&sched.lock); // the last words look at goroutines
    printlock();
    printcstr("runtime: program exceeds ");
    printint(limit);
    printcstr("-thread limit\n");
    printunlock();
    throw_("thread exhaustion");
}

namespace {

void mput(m *mp) { // under sched.lock
    mp->schedlink = sched.midle;
    sched.midle = mp;
    sched.nmidle++;
    checkdead();
}
m *mget() {
    m *mp = sched.midle;
    if (!mp) return nullptr;
    sched.midle = mp->schedlink;
    sched.nmidle--;
    return mp;
}

void mpark(m *mp) {
    mp->blocked = true;
    notesleep(&mp->park);
    mp->blocked = false;
    noteclear(&mp->park);
}

// A thread's first steps.
void mstart1(m *mp) {
    setg(mp->g0);
    minit(mp);
    if (mp->nextp) {
        acquirep(mp->nextp);
        mp->nextp = nullptr;
    }
    schedule();
}

// An M whose thread is gone; null: none. Under sched.lock.
m *mfreeget() {
    for (m **link = &sched.mfree; m *mp = *link; link = &mp->schedlink) {
        if (!atomicload(&mp->ended)) continue;
        *link = mp->schedlink;
        g *g0 = mp->g0;
        void *psave = mp->psave;
        m *next = mp->alllink; // it stays in allms
        *mp = {};
        *g0 = {};
        mp->g0 = g0;
        mp->psave = psave;
        mp->alllink = next;
        return mp;
    }
    return nullptr;
}

m *allocm() {
    lock(&sched.lock);
    m *mp = mfreeget();
    if (!mp) {
        mp = persistentnew<m>();
        mp->g0 = persistentnew<g>();
        mp->alllink = allms;
        atomicstore(&allms, mp);
    }
    mp->g0->m = mp;
    mp->g0->seg = &mp->g0->base;
    mp->g0->status = Grunning;
    mp->id = sched.mnext++;
    checkmcount();
    unlock(&sched.lock);
    mp->rand = static_cast<uint64>(nanotime()) * 0x9e3779b97f4a7c15 + static_cast<uint64>(mp->id);
    return mp;
}

void newm(p *pp, bool spinning) {
    m *mp = allocm();
    mp->nextp = pp;
    mp->spinning = spinning;
    newosproc(mp, mstart1);
}

} // namespace

void acquirep(p *pp) {
    m *mp = getg()->m;
    mp->p = pp;
    releasestore(&pp->m, mp);
    mcache_ = pp->mcache;
    atomicstore(&pp->status, Prunning);
}

p *releasep() {
    m *mp = getg()->m;
    p *pp = mp->p;
    mp->p = nullptr;
    relaxedstore(&pp->m, nullptr);
    mcache_ = nullptr;
    atomicstore(&pp->status, Pidle);
    return pp;
}

p *pidleget() {
    p *pp = sched.pidle;
    if (!pp) return nullptr;
    sched.pidle = pp->link;
    xadd(&sched.npidle, -1);
    wakesysmon(); // it sleeps while all Ps are idle
    return pp;
}

void pidleput(p *pp) {
    pp->link = sched.pidle;
    sched.pidle = pp;
    xadd(&sched.npidle, 1);
}

void stopm() {
    m *mp = getg()->m;
    if (mp->spinning) throw_("stopm: spinning");
    lock(&sched.lock);
    mput(mp);
    unlock(&sched.lock);
    mpark(mp);
    acquirep(mp->nextp);
    mp->nextp = nullptr;
}

// pp null: any idle P. spinning: the caller has counted the new M in nmspinning.
void startm(p *pp, bool spinning) {
    m *self = acquirem();
    lock(&sched.lock);
    if (!pp) {
        pp = pidleget();
        if (!pp) {
            unlock(&sched.lock);
            if (spinning) xadd(&sched.nmspinning, -1);
            return releasem(self);
        }
    }
    m *mp = mget();
    unlock(&sched.lock);
    if (mp) {
        mp->spinning = spinning;
        mp->nextp = pp;
        notewakeup(&mp->park);
    } else {
        newm(pp, spinning);
    }
    releasem(self);
}

void wakep() {
    if (atomicload(&sched.npidle) == 0 || atomicload(&sched.nmspinning) != 0 || !cas(&sched.nmspinning, 0, 1))
        return;
    startm(nullptr, true);
}

void resetspinning() {
    m *mp = getg()->m;
    mp->spinning = false;
    xadd(&sched.nmspinning, -1);
    // What was found may not be all: somebody else should look on.
    wakep();
}

void handoffp(p *pp) {
    if (!runqempty(pp) || atomicload(&sched.runqsize) > 0) return startm(pp, false);
    if (atomicload(&sched.nmspinning) + atomicload(&sched.npidle) == 0 && cas(&sched.nmspinning, 0, 1))
        return startm(pp, true);
    lock(&sched.lock);
    if (sched.gcwaiting) {
        atomicstore(&pp->status, Pgcstop);
        if (--sched.stopwait == 0) notewakeup(&sched.stopnote);
        return unlock(&sched.lock);
    }
    if (sched.runqsize > 0) {
        unlock(&sched.lock);
        return startm(pp, false);
    }
    // The last P must keep an eye on the network.
    if (sched.npidle == gomaxprocs - 1 && atomicload(&sched.lastpoll) != 0) {
        unlock(&sched.lock);
        return startm(pp, false);
    }
    int64 when = atomicload(&pp->timers.next);
    pidleput(pp);
    unlock(&sched.lock);
    if (when) wakeNetPoller(when);
}

void gcstopm() {
    m *mp = getg()->m;
    if (mp->spinning) {
        mp->spinning = false;
        xadd(&sched.nmspinning, -1);
    }
    p *pp = releasep();
    lock(&sched.lock);
    atomicstore(&pp->status, Pgcstop);
    if (--sched.stopwait == 0) notewakeup(&sched.stopnote);
    unlock(&sched.lock);
    stopm();
}

void mexit() {
    m *mp = getg()->m;
    handoffp(releasep());
    lock(&sched.lock);
    sched.nmfreed++;
    checkdead();
    if (mp != &m0) {
        mp->schedlink = sched.mfree;
        sched.mfree = mp;
    }
    unlock(&sched.lock);
    while (mp == &m0) mpark(mp); // a process without its first thread looks like a dead one
    exitosproc(mp);
}

void stoplockedm() {
    m *mp = getg()->m;
    if (mp->p) handoffp(releasep());
    lock(&sched.lock);
    sched.nmidlelocked++;
    checkdead();
    unlock(&sched.lock);
    mpark(mp);
    acquirep(mp->nextp);
    mp->nextp = nullptr;
}

void startlockedm(g *gp) {
    m *mp = gp->lockedm;
    lock(&sched.lock);
    sched.nmidlelocked--;
    unlock(&sched.lock);
    p *pp = releasep();
    mp->nextp = pp;
    notewakeup(&mp->park);
    stopm();
}

// Called on the main thread, whose m0 and P are there.
void mstart() {
    m *mp = getg()->m;
    mp->procid = threadself();
    minit(mp);
    sched.runtimeInitTime = static_cast<uint64>(nanotime());
    newsysmon();
    schedule();
}

// Makes the number of Ps n and gives the caller one; the world is stopped, or has not begun. The other Ps
// that have work are returned, linked; the rest become idle.
p *procresize(int32 n) {
    for (int32 i = 0; i < n; i++) {
        if (allp[i]) {
            if (allp[i]->status == Pdead) atomicstore(&allp[i]->status, Pgcstop);
            continue;
        }
        p *pp = persistentnew<p>();
        pp->id = i;
        pp->status = Pgcstop;
        pp->mcache = allocmcache();
        atomicstore(&allp[i], pp);
    }
    m *mp = getg()->m;
    p *mine = mp->p;
    int32 old = gomaxprocs;
    relaxedstore(&gomaxprocs, n); // Ms without a P look at it
    if (mine && mine->id >= n) {
        releasep();
        mine = nullptr;
    }
    if (!mine) acquirep(allp[0]);
    mine = mp->p;
    for (int32 i = n; i < old; i++) {
        p *pp = allp[i];
        while (g *gp = runqget(pp)) globrunqput(gp);
        movetimers(pp, mine);
        atomicstore(&pp->status, Pdead);
    }
    p *runnable = nullptr;
    for (int32 i = n - 1; i >= 0; i--) {
        p *pp = allp[i];
        if (pp == mine) continue;
        atomicstore(&pp->status, Pidle);
        if (runqempty(pp)) {
            pidleput(pp);
        } else {
            pp->link = runnable;
            runnable = pp;
        }
    }
    return runnable;
}

// If no M runs, polls the network or waits in a system call, and no timer is set, nothing will ever happen.
void checkdead() {
    int64 running = sched.mnext - sched.nmfreed - sched.nmidle - sched.nmidlelocked - sched.nmsys;
    if (running > 0 || atomicload(&sched.dying)) return;
    for (int32 i = 0; i < gomaxprocs; i++)
        if (atomicload(&allp[i]->timers.next)) return;
    for (g *gp = allgs; gp; gp = gp->alllink)
        if (atomicload(&gp->status) == Grunnable || atomicload(&gp->status) == Grunning) return;
    unlock(&sched.lock); // the panicking thread prints, and others may want to stop
    printlock();
    printcstr(sched.ngcount > 0 ? "fatal error: all goroutines are asleep - deadlock!\n"
                                : "fatal error: no goroutines (main called runtime.Goexit) - deadlock!\n");
    crashed(true);
}

} // namespace go::runtime

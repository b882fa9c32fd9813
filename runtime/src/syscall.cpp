// System calls that may block. On the way in the P becomes Psyscall and stays with the M, loosely: the usual
// short call finds it still there. sysmon takes it from a call that lasts, for others to run with; then the
// way out must find another P, or leave the G in the global queue.
#include "runtime/src/malloc.h"
#include "runtime/src/seedsched.h"

namespace go::runtime {

namespace {

// On g0, the G left: no P was free on the way out.
void exitsyscall0(g *gp) {
    becomerunnable(gp);
    dropg(gp);
    lock(&sched.lock);
    p *pp = atomicload(&sched.gcwaiting) ? nullptr : pidleget();
    bool locked = gp->lockedm;
    if (!pp) globrunqput(gp);
    unlock(&sched.lock);
    if (pp) {
        acquirep(pp);
        runqput(pp, gp, true);
        return;
    }
    if (!locked) stopm(); // else schedule waits until the G is handed over, with a P
}

bool exitsyscallfast(m *mp) {
    p *pp = mp->oldp;
    if (pp && atomicload(&pp->status) == Psyscall && cas(&pp->status, Psyscall, Pidle)) {
        acquirep(pp);
        return true;
    }
    if (seeded) seedlostp();
    if (atomicload(&sched.npidle) == 0 || atomicload(&sched.gcwaiting)) return false;
    lock(&sched.lock);
    pp = sched.gcwaiting ? nullptr : pidleget();
    unlock(&sched.lock);
    if (!pp) return false;
    acquirep(pp);
    return true;
}

} // namespace

static_assert(offsetof(g, syscallsp) == 48, "asm_amd64.S");

// Where asm_amd64.S has noted what a collector must see of the G.
extern "C" void goloom_entersyscall_() {
    g *gp = getg();
    m *mp = gp->m;
    mp->locks++;
    gp->waitsince = __atomic_load_n(&coarsetime, __ATOMIC_RELAXED);
    __atomic_store_n(&gp->status, Gsyscall, __ATOMIC_RELEASE);
    p *pp = mp->p;
    if (seeded) seedentersyscall();
    mp->oldp = pp;
    mp->p = nullptr;
    mcache_ = nullptr;
    if (atomicload(&sched.sysmonwait)) [[unlikely]] {
        lock(&sched.lock);
        wakesysmon();
        unlock(&sched.lock);
    }
    relaxedstore(&pp->m, nullptr);
    atomicstore(&pp->status, Psyscall);
    if (atomicload(&sched.gcwaiting)) [[unlikely]] {
        lock(&sched.lock);
        if (sched.stopwait > 0 && cas(&pp->status, Psyscall, Pgcstop)) {
            relaxedstore(&pp->syscalltick, pp->syscalltick + 1);
            if (--sched.stopwait == 0) notewakeup(&sched.stopnote);
        }
        unlock(&sched.lock);
    }
    mp->locks--;
}

void entersyscallblock() {
    entersyscall();
    p *pp = getg()->m->oldp;
    if (pp && cas(&pp->status, Psyscall, Pidle)) {
        relaxedstore(&pp->syscalltick, pp->syscalltick + 1);
        handoffp(pp);
    }
}

void exitsyscall() {
    g *gp = getg();
    m *mp = gp->m;
    mp->locks++;
    if (exitsyscallfast(mp)) [[likely]] {
        relaxedstore(&mp->p->syscalltick, mp->p->syscalltick + 1);
        __atomic_store_n(&gp->status, Grunning, __ATOMIC_RELEASE);
        gp->syscallsp = 0;
        mp->oldp = nullptr;
        mp->locks--;
        seedpoint("system call");
        return;
    }
    mp->oldp = nullptr;
    mp->locks--;
    leavetog0(exitsyscall0);
    // Here again with a P, on any M.
    gp->syscallsp = 0;
}

} // namespace go::runtime

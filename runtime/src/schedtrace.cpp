// The trace of the scheduler's state, and what debuggers must know of it.
#include "runtime/src/schedtrace.h"
#include "runtime/src/print.h"

namespace go::runtime {

int64 schedtrace;
bool scheddetail;

namespace {

void field(const char *name, int64 v) {
    printcstr(name);
    printint(v);
}
void idfield(const char *name, bool any, int64 id) {
    printcstr(name);
    if (any)
        printint(id);
    else
        printcstr("nil");
}
void boolfield(const char *name, bool v) {
    printcstr(name);
    printcstr(v ? "true" : "false");
}
uint32 queued(const p *pp) { return atomicload(&pp->runqtail) - atomicload(&pp->runqhead); }

// Statuses as Go numbers them.
int64 gonumber(uint32 status) { return status == Gdead ? 6 : status; }

// A picture of what others change meanwhile.
__attribute__((no_sanitize("thread"))) void printdetail() {
    for (int32 i = 0; i < gomaxprocs; i++) {
        const p *pp = allp[i];
        const m *mp = atomicload(&pp->m);
        field("  P", i);
        field(": status=", atomicload(&pp->status));
        field(" schedtick=", pp->schedtick);
        field(" syscalltick=", pp->syscalltick);
        idfield(" m=", mp, mp ? mp->id : 0);
        field(" runqsize=", queued(pp));
        field(" gfreecnt=", pp->ngFree);
        field(" timerslen=", pp->timers.len);
        printnl();
    }
    for (const m *mp = atomicload(&allms); mp; mp = mp->alllink) {
        if (atomicload(&mp->ended)) continue;
        const p *pp = mp->p;
        const g *curg = mp->curg, *lockedg = mp->lockedg;
        field("  M", mp->id);
        idfield(": p=", pp, pp ? pp->id : 0);
        idfield(" curg=", curg, curg ? static_cast<int64>(curg->goid) : 0);
        field(" locks=", mp->locks);
        boolfield(" spinning=", mp->spinning);
        boolfield(" blocked=", mp->blocked);
        idfield(" lockedg=", lockedg, lockedg ? static_cast<int64>(lockedg->goid) : 0);
        printnl();
    }
    for (const g *gp = atomicload(&allgs); gp; gp = gp->alllink) {
        const m *mp = gp->m, *lockedm = gp->lockedm;
        uint32 status = atomicload(&gp->status);
        field("  G", static_cast<int64>(gp->goid));
        field(": status=", gonumber(status));
        printcstr("(");
        if (status == Gwaiting) printcstr(waitReasonStrings[gp->waitreason]);
        idfield(") m=", mp, mp ? mp->id : 0);
        idfield(" lockedm=", lockedm, lockedm ? lockedm->id : 0);
        printnl();
    }
}

} // namespace

// tools/goloom-gdb.py reads it, in this order.
#define G(field) offsetof(g, field)
extern "C" const uintptr goloom_debug[];
__attribute__((used, retain)) const uintptr goloom_debug[] = {
    1, // version
    reinterpret_cast<uintptr>(&allgs),
    reinterpret_cast<uintptr>(waitReasonStrings),
    reinterpret_cast<uintptr>(&coarsetime),
    G(goid),
    G(status),
    G(waitreason),
    G(waitsince),
    G(m),
    G(sched),
    G(alllink),
    G(startfn),
    G(gopc),
    G(parentGoid),
    G(lockedm),
    G(issystem),
    offsetof(m, procid),
};
#undef G

__attribute__((no_sanitize("thread"))) void printschedtrace(int64 now) {
    printlock();
    lock(&sched.lock);
    field("SCHED ", (now - static_cast<int64>(sched.runtimeInitTime)) / 1000000);
    field("ms: gomaxprocs=", gomaxprocs);
    field(" idleprocs=", sched.npidle);
    field(" threads=", sched.mnext - sched.nmfreed);
    field(" spinningthreads=", sched.nmspinning);
    field(" needspinning=", 0); // Go's line has it; nobody here asks for a spinning M in advance
    field(" idlethreads=", sched.nmidle);
    field(" runqueue=", sched.runqsize);
    if (scheddetail) {
        boolfield(" gcwaiting=", sched.gcwaiting);
        field(" nmidlelocked=", sched.nmidlelocked);
        field(" stopwait=", sched.stopwait);
        boolfield(" sysmonwait=", sched.sysmonwait);
        printnl();
        printdetail();
    } else {
        printcstr(" [ ");
        for (int32 i = 0; i < gomaxprocs; i++) {
            printuint(queued(allp[i]));
            printcstr(" ");
        }
        printcstr("] schedticks=[ ");
        for (int32 i = 0; i < gomaxprocs; i++) {
            printuint(allp[i]->schedtick);
            printcstr(" ");
        }
        printcstr("]\n");
    }
    unlock(&sched.lock);
    printunlock();
}

} // namespace go::runtime

// The scheduler: goroutines (G) on processors (P) run by threads (M).
//
// schedule runs on the thread's own stack (g0) and loops: find a runnable G, switch to it. A G that parks,
// yields or ends (mcall) switches to the next in the local queue, or to g0 if there is none or a look around
// is due. What is to become of the G that was left is decided after the switch, on the new stack: whoever
// takes a parked G may be another thread.
#include "runtime/src/malloc.h"
#include "runtime/src/netpoll.h"
#include "runtime/src/print.h"
#include "runtime/src/sanitizer.h"
#include "runtime/src/seedsched.h"
#include "runtime/src/stack.h"
#include "runtime/src/time.h"

#include <cstdlib>

namespace go::runtime {

__thread g *tls_g;
schedt sched;
g *allgs;
m *allms;
m m0;
alignas(64) int64 coarsetime;
p *allp[maxProcs];
int32 gomaxprocs, ncpu;

const char *const waitReasonStrings[] = {
    "",
    "chan receive",
    "chan receive (nil chan)",
    "chan send",
    "chan send (nil chan)",
    "select",
    "select (no cases)",
    "sleep",
    "semacquire",
    "sync.Cond.Wait",
    "sync.Mutex.Lock",
    "sync.RWMutex.RLock",
    "sync.RWMutex.Lock",
    "sync.WaitGroup.Wait",
    "sleep forever",
    "IO wait",
};

uint64 cheaprand64() { // wyrand
    if (seeded) return seeddraw();
    m *mp = getg()->m;
    mp->rand += 0xa0761d6478bd642f;
    unsigned __int128 t = static_cast<unsigned __int128>(mp->rand) * (mp->rand ^ 0xe7037ed1a0b428db);
    return static_cast<uint64>(t >> 64) ^ static_cast<uint64>(t);
}

namespace {

// ---- looking for work

// Work of other Ps: first their queues, in random order; the last time round their timers and runnext too.
g *stealWork(int64 *now, int64 *pollUntil) {
    p *pp = getg()->m->p;
    constexpr int tries = 4;
    for (int i = 0; i < tries; i++) {
        bool last = i == tries - 1;
        auto n = static_cast<uint32>(gomaxprocs);
        uint32 at = cheaprandn(n);
        for (uint32 k = 0; k < n; k++, at = at + 1 == n ? 0 : at + 1) {
            p *victim = allp[at];
            if (atomicload(&sched.gcwaiting)) return nullptr;
            if (victim == pp) continue;
            if (last && atomicload(&victim->timers.next)) {
                int64 until = 0;
                bool ran = checktimers(victim, now, &until);
                if (until && (!*pollUntil || until < *pollUntil)) *pollUntil = until;
                if (ran)
                    if (g *gp = runqget(pp)) return gp;
            }
            if (atomicload(&victim->status) == Pidle) continue;
            if (g *gp = runqsteal(pp, victim, last)) return gp;
        }
    }
    return nullptr;
}

// The M has given up its P; work that came in the meantime is nobody else's to see. A P for it, or null.
p *checkRunqsNoP() {
    for (int32 i = 0; i < relaxedload(&gomaxprocs); i++) {
        if (runqempty(allp[i])) continue;
        lock(&sched.lock);
        p *pp = pidleget();
        unlock(&sched.lock);
        return pp;
    }
    return nullptr;
}

int64 checkTimersNoP(int64 pollUntil) {
    for (int32 i = 0; i < relaxedload(&gomaxprocs); i++) {
        int64 w = atomicload(&allp[i]->timers.next);
        if (w && (!pollUntil || w < pollUntil)) pollUntil = w;
    }
    return pollUntil;
}

// Of what netpoll gave, the first to run, the rest queued. The M has a P.
g *takefirst(glist list, int32 delta) {
    g *gp = list.head;
    list.head = gp->schedlink;
    becomerunnable(gp);
    injectglist(list);
    netpollAdjustWaiters(delta);
    return gp;
}

// What the queues of this P and the global one have.
g *localWork(p *pp, int64 *now, int64 *pollUntil) {
    checktimers(pp, now, pollUntil);
    if (pp->schedtick % 61 == 0) {
        // So that two goroutines which ready each other for ever do not keep out the rest.
        relaxedstore(&pp->schedtick, pp->schedtick + 1);
        if (seeded && netpollAnyWaiters()) { // no sysmon does
            int32 delta;
            injectglist(netpoll(0, &delta));
            netpollAdjustWaiters(delta);
        }
        if (atomicload(&sched.runqsize) > 0) {
            lock(&sched.lock);
            g *gp = globrunqget(pp, 1);
            unlock(&sched.lock);
            if (gp) return gp;
        }
        if (g *gp = atomicload(&pp->runnext))
            if (relaxedload(&pp->runqhead) != pp->runqtail && cas(&pp->runnext, gp, nullptr))
                runqput(pp, gp, false);
    }
    if (g *gp = runqget(pp)) return gp;
    if (atomicload(&sched.runqsize) > 0) {
        lock(&sched.lock);
        g *gp = globrunqget(pp, 0);
        unlock(&sched.lock);
        if (gp) return gp;
    }
    return nullptr;
}

// Looks at the network, and at what the other Ps have queued of it, for some microseconds more. Among many
// connections there is work again by then; an M that sleeps is woken on the CPU of another, as often as not,
// and stays there for milliseconds while this one idles (tcp_echo of 64 connections at two Ps: 1.6 times the
// throughput).
g *spinforio(p *pp) {
    constexpr int looks = 5, pauses = 10;
    if (gomaxprocs == 1 || seeded || !netpollinited()) return nullptr;
    for (int i = 0; i < looks && netpollAnyWaiters() && !atomicload(&sched.gcwaiting); i++) {
        for (int k = 0; k < pauses; k++) __builtin_ia32_pause();
        if (atomicload(&sched.runqsize) > 0) return nullptr; // the caller looks there next
        if (atomicload(&sched.lastpoll) != 0) {
            int32 delta;
            glist list = netpoll(0, &delta);
            if (list.head) return takefirst(list, delta);
        }
        for (int32 k = 0; k < gomaxprocs; k++)
            if (allp[k] != pp && !runqempty(allp[k]))
                if (g *gp = runqsteal(pp, allp[k], false)) return gp;
    }
    return nullptr;
}

// Blocks in netpoll until pollUntil at most, if nobody else does. A G to run, with a P for it; null: look
// again or stop.
g *pollblocked(m *mp, int64 now, int64 pollUntil, bool *again) {
    if (!netpollinited() || !(netpollAnyWaiters() || pollUntil)) return nullptr;
    if (xchg(&sched.lastpoll, 0) == 0) {
        // Somebody blocks there already, perhaps for longer than we would.
        int64 until = atomicload(&sched.pollUntil);
        if (pollUntil && (!until || pollUntil < until)) netpollBreak();
        return nullptr;
    }
    atomicstore(&sched.pollUntil, pollUntil);
    int64 delay = -1;
    if (pollUntil) {
        if (!now) now = nanotime();
        delay = pollUntil > now ? pollUntil - now : 0;
    }
    mp->blocked = true;
    int64 began = seeded ? realnanotime() : 0;
    int32 delta;
    glist list = netpoll(delay, &delta);
    if (seeded) seedwaited(realnanotime() - began, pollUntil);
    mp->blocked = false;
    atomicstore(&sched.pollUntil, 0);
    atomicstore(&sched.lastpoll, nanotime());
    lock(&sched.lock);
    p *pp = pidleget();
    unlock(&sched.lock);
    if (!pp) {
        injectglist(list);
        netpollAdjustWaiters(delta);
        return nullptr;
    }
    acquirep(pp);
    *again = true;
    if (list.head) return takefirst(list, delta);
    mp->spinning = true;
    xadd(&sched.nmspinning, 1);
    return nullptr;
}

// A G to run; waits for one. Whoever finds none becomes a spinning M, looks into the queues of others, then
// gives up the P, looks once more, and sleeps: in netpoll if nobody does, else until somebody has work for
// it.
g *findRunnable() {
    m *mp = getg()->m;
    for (;;) {
        p *pp = mp->p;
        if (atomicload(&sched.gcwaiting)) {
            gcstopm();
            continue;
        }
        int64 now = 0, pollUntil = 0;
        if (g *gp = localWork(pp, &now, &pollUntil)) return gp;
        if (netpollinited() && netpollAnyWaiters() && atomicload(&sched.lastpoll) != 0) {
            int32 delta;
            glist list = netpoll(0, &delta);
            if (list.head) return takefirst(list, delta);
        }
        if (seeded && seedidle(pollUntil)) continue;
        // At most half as many Ms look for work as do some.
        if (mp->spinning || 2 * atomicload(&sched.nmspinning) < gomaxprocs - atomicload(&sched.npidle)) {
            if (!mp->spinning) {
                mp->spinning = true;
                xadd(&sched.nmspinning, 1);
            }
            int64 others = 0;
            if (g *gp = stealWork(&now, &others)) return gp;
            if (others && (!pollUntil || others < pollUntil)) pollUntil = others;
            if (g *gp = spinforio(pp)) return gp;
        }
        lock(&sched.lock);
        if (atomicload(&sched.gcwaiting)) {
            unlock(&sched.lock);
            continue;
        }
        if (sched.runqsize > 0) {
            g *gp = globrunqget(pp, 0);
            unlock(&sched.lock);
            return gp;
        }
        releasep();
        pidleput(pp);
        unlock(&sched.lock);
        // Work that is queued from here on wakes an M, since none spins; what came before is looked for once
        // more.
        if (mp->spinning) {
            mp->spinning = false;
            xadd(&sched.nmspinning, -1);
            lock(&sched.lock);
            p *idle = sched.runqsize > 0 ? pidleget() : nullptr;
            unlock(&sched.lock);
            if (!idle) idle = checkRunqsNoP();
            if (idle) {
                acquirep(idle);
                mp->spinning = true;
                xadd(&sched.nmspinning, 1);
                continue;
            }
        }
        pollUntil = checkTimersNoP(pollUntil);
        bool again = false;
        if (g *gp = pollblocked(mp, now, pollUntil, &again)) return gp;
        if (again) continue;
        stopm();
    }
}

void gostart(transfer_t t);

constexpr int32 maxFree = 64; // dead Gs that a P keeps before half of them go to sched

// A G gets its stack when it first runs: of many that end before they wait, few need one at a time.
GO_COLD void givestack(p *pp, g *gp) {
    stackbegin(pp, gp);
    const stack &s = gp->seg->stack;
    gp->sched = make_fcontext(reinterpret_cast<void *>(s.hi), s.hi - s.lo, gostart);
    sanBegin(gp);
}

GO_INLINE void atomicstatus(g *gp, uint32 status) { __atomic_store_n(&gp->status, status, __ATOMIC_RELEASE); }

// Makes gp the running G; the caller switches to it.
GO_INLINE void become(m *mp, g *gp) {
    if (barrierOn() && atomicload(&gp->gcscan) != scancycle) [[unlikely]]
        scanbeforerun(gp);
    releasestore(&mp->curg, gp);
    gp->m = mp;
    atomicstatus(gp, Grunning);
    relaxedstore(&gp->preempt, false);
    relaxedstore(&mp->p->schedtick, mp->p->schedtick + 1);
    if (!gp->sched) givestack(mp->p, gp);
    setg(gp);
}

// Every switch ends here, on the stack that was switched to: only now has the other one been left.
GO_INLINE void arrived(transfer_t t) {
    m *mp = getg()->m;
    g *left = mp->left;
    left->sched = t.from;
    sanArrived(left);
    if (left != mp->g0) mp->mcallfn(left);
}

// From one stack to the other. No function may begin between the two steps.
GO_INLINE transfer_t leavefor(g *from, g *to) {
    sanSwitch(from, to);
    setguard(to->seg->guard);
    return jump_fcontext(to->sched, nullptr);
}

void execute(g *gp) {
    m *mp = getg()->m;
    mp->left = mp->g0;
    become(mp, gp);
    arrived(leavefor(mp->g0, gp));
}

// Where a goroutine begins.
void gostart(transfer_t t) {
    asm volatile(".cfi_undefined %rip"); // what unwinds ends here
    arrived(t);
    getg()->startfn();
    goexit1();
}

void park_m(g *gp) {
    m *mp = gp->m;
    bool (*unlockf)(g *, void *) = mp->waitunlockf;
    stackshrink(mp->p, gp);
    atomicstatus(gp, Gwaiting);
    dropg(gp);
    if (!unlockf) return;
    mp->waitunlockf = nullptr;
    if (!unlockf(gp, mp->waitlock)) { // it has become unnecessary
        becomerunnable(gp);
        runqput(mp->p, gp, true);
    }
}

void toglobal(g *gp) {
    dropg(gp);
    becomerunnable(gp);
    lock(&sched.lock);
    globrunqput(gp);
    unlock(&sched.lock);
    wakep();
}

// On g0: the G waits behind those of its own P.
void tolocal(g *gp) {
    p *pp = gp->m->p;
    dropg(gp);
    becomerunnable(gp);
    runqput(pp, gp, false);
}

// Puts what an ended G had to where others find it.
void gdestroy(g *gp) {
    m *mp = gp->m;
    p *pp = mp->p;
    if (sanitized && gp->waiting) throw_("a goroutine has ended in a queue");
    atomicstatus(gp, Gdead);
    if (gp->lockedm) {
        gp->lockedm->lockedg = nullptr;
        gp->lockedm = nullptr;
        gp->lockedext = 0;
        gp->lockedint = false;
    }
    dropg(gp);
    gp->defer_ = nullptr;
    gp->panic_ = nullptr;
    gp->waiting = nullptr;
    gp->param = nullptr;
    gp->startfn = nullptr;
    if (gp->issystem)
        xadd(&sched.ngsys, -1);
    else
        xadd(&sched.ngcount, -1);
    gp->issystem = false;
    auto left = reinterpret_cast<uintptr>(gp->sched); // frames that never return
    if (sanitized) sanUnpoison(gp->sched, gp->seg->stack.hi - left);
    stackend(pp, gp);
    sanEnd(gp);
    gp->sched = nullptr;
    gp->schedlink = pp->gFree;
    pp->gFree = gp;
    pp->ngFree++;
    if (pp->ngFree <= maxFree) return;
    lock(&sched.freelock);
    for (; pp->ngFree > maxFree / 2; pp->ngFree--) move1(&pp->gFree, &sched.gFree, &g::schedlink);
    unlock(&sched.freelock);
}

void goexit0(g *gp) {
    bool locked = gp->lockedm; // whatever it did to its thread, nobody else shall have
    gdestroy(gp);
    if (locked) mexit();
}

g *malg() {
    auto *gp = new (metaalloc(sizeof(g))) g; // its pointers are looked at with its stack
    gp->status = Gdead;
    g *first = atomicload(&allgs);
    do gp->alllink = first;
    while (!__atomic_compare_exchange_n(&allgs, &first, gp, true, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST));
    return gp;
}

g *gfget(p *pp) {
    if (!pp->gFree && atomicload(&sched.gFree)) {
        lock(&sched.freelock);
        for (int32 n = maxFree / 2; n > 0 && sched.gFree; n--, pp->ngFree++)
            move1(&sched.gFree, &pp->gFree, &g::schedlink);
        unlock(&sched.freelock);
    }
    g *gp = pp->gFree;
    if (!gp) return malg();
    pp->gFree = gp->schedlink;
    pp->ngFree--;
    return gp;
}

} // namespace

void schedule() {
    m *mp = getg()->m;
    if (mp->locks > 0) throw_("schedule: holding locks");
    for (;;) {
        if (mp->lockedg) {
            stoplockedm();
            execute(mp->lockedg);
            continue;
        }
        g *gp = mp->handoff;
        mp->handoff = nullptr;
        if (!gp) gp = findRunnable();
        if (mp->spinning) resetspinning();
        if (gp->lockedm && gp->lockedm != mp) {
            startlockedm(gp);
            continue;
        }
        execute(gp);
    }
}

void dropg(g *gp) {
    if (gp->m->curg == gp) relaxedstore(&gp->m->curg, nullptr);
    gp->m = nullptr;
}

void becomerunnable(g *gp) { atomicstatus(gp, Grunnable); }

void mcall(void (*fn)(g *)) {
    g *gp = getg();
    m *mp = gp->m;
    p *pp = mp->p;
    mp->mcallfn = fn;
    mp->left = gp;
    // The usual case needs no scheduler: somebody is ready, and nothing else is due to be looked at.
    bool due = pp->schedtick % 61 == 0 || (relaxedload(&pp->timers.next) && pp->schedtick % 16 == 0) ||
               atomicload(&sched.gcwaiting) || mp->lockedg;
    g *next = due ? nullptr : runqget(pp);
    if (next && next->lockedm) [[unlikely]] {
        mp->handoff = next;
        next = nullptr;
    }
    if (next) {
        become(mp, next);
    } else {
        next = mp->g0;
        setg(next);
    }
    arrived(leavefor(gp, next));
}

void leavetog0(void (*fn)(g *)) {
    g *gp = getg();
    m *mp = gp->m;
    mp->mcallfn = fn;
    mp->left = gp;
    setg(mp->g0);
    arrived(leavefor(gp, mp->g0));
}

void gopark(bool (*unlockf)(g *, void *), void *lock, waitReason reason) {
    g *gp = getg();
    m *mp = gp->m;
    mp->waitunlockf = unlockf;
    mp->waitlock = lock;
    gp->waitreason = reason;
    gp->waitsince = __atomic_load_n(&coarsetime, __ATOMIC_RELAXED);
    mcall(park_m);
}

void goready(g *gp) {
    m *mp = acquirem();
    becomerunnable(gp);
    runqput(mp->p, gp, true);
    wakep();
    releasem(mp);
}

void injectglist(glist list) {
    if (!list.head) return;
    int32 n = 0;
    lock(&sched.lock);
    for (g *gp = list.head, *next; gp; gp = next) {
        next = gp->schedlink;
        becomerunnable(gp);
        globrunqput(gp);
        n++;
    }
    // One M for each, as long as there are idle Ps.
    for (; n > 0; n--) {
        p *idle = pidleget();
        if (!idle) break;
        unlock(&sched.lock);
        startm(idle, false);
        lock(&sched.lock);
    }
    unlock(&sched.lock);
}

namespace {

uint64 newgoid(p *pp) {
    constexpr uint64 batch = 16;
    if (pp->goidnext == pp->goidend) {
        pp->goidend = xadd(&sched.goidgen, batch) + 1;
        pp->goidnext = pp->goidend - batch;
    }
    return pp->goidnext++;
}

} // namespace

g *newproc1(func<void()> f) {
    p *pp = getg()->m->p;
    g *gp = gfget(pp);
    gp->startfn = f;
    gp->goid = newgoid(pp);
    if (barrierOn()) [[unlikely]]
        scanbeforerun(gp); // still dead: nothing to see, but a marker may be about to look
    becomerunnable(gp);
    xadd(&sched.ngcount, 1);
    return gp;
}

GO_CC void newproc(func<void()> f) {
    if (!f) fatal("go of nil func value"_s);
    m *mp = acquirem();
    g *gp = newproc1(f);
    gp->gopc = reinterpret_cast<uintptr>(__builtin_return_address(0));
    gp->parentGoid = getg()->goid;
    runqput(mp->p, gp, true);
    if (sched.runtimeInitTime) wakep();
    releasem(mp);
    seedpoint("go");
}

void goexit1() {
    mcall(goexit0);
    __builtin_unreachable();
}

void schedinit() {
    sched.maxmcount = 10000;
    seedinit();
    static g g0;
    m0.g0 = &g0;
    g0.m = &m0;
    g0.seg = &g0.base;
    g0.status = Grunning;
    setg(&g0);
    m0.rand = static_cast<uint64>(nanotime()) * 0x9e3779b97f4a7c15;
    allms = &m0;
    sched.mnext = 1;
    sched.worldsema = 1;
    coarsetime = sched.lastpoll = nanotime();
    mallocinit();
    int32 n = ncpu;
    if (const char *v = seeded ? nullptr : getenv("GOMAXPROCS"))
        if (int k = atoi(v); k > 0) n = k < maxProcs ? k : maxProcs;
    procresize(n);
}

int32 runningp() { return getg()->m->p->id; }

GO_CC void Gosched() { mcall(toglobal); }
void goyield() { mcall(tolocal); }
GO_CC int_ NumGoroutine() { return atomicload(&sched.ngcount); }
GO_CC int_ NumCPU() { return ncpu; }
GO_CC int_ GOMAXPROCS(int_ n) {
    int_ old = gomaxprocs;
    if (n <= 0 || n == old || seeded) return old;
    stopTheWorld("GOMAXPROCS");
    newprocs = n < maxProcs ? static_cast<int32>(n) : maxProcs;
    startTheWorld();
    return old;
}

namespace {

void wire(g *gp) {
    gp->lockedm = gp->m;
    gp->m->lockedg = gp;
}
void unwire(g *gp) {
    if (gp->lockedext || gp->lockedint) return;
    gp->lockedm->lockedg = nullptr;
    gp->lockedm = nullptr;
}

} // namespace

void lockOSThread() {
    getg()->lockedint = true;
    wire(getg());
}
void unlockOSThread() {
    getg()->lockedint = false;
    unwire(getg());
}
GO_CC void LockOSThread() {
    getg()->lockedext++;
    wire(getg());
}
GO_CC void UnlockOSThread() {
    g *gp = getg();
    if (gp->lockedext == 0) return;
    gp->lockedext--;
    unwire(gp);
}

} // namespace go::runtime

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
#include "runtime/src/stack.h"
#include "runtime/src/time.h"
#include "runtime/src/traceback.h"

namespace go::runtime {

__thread g *tls_g;
schedt sched;
g *allgs;
m m0;
p *allp[1024];
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
    m *mp = getg()->m;
    mp->rand += 0xa0761d6478bd642f;
    unsigned __int128 t = static_cast<unsigned __int128>(mp->rand) * (mp->rand ^ 0xe7037ed1a0b428db);
    return static_cast<uint64>(t >> 64) ^ static_cast<uint64>(t);
}

namespace {

// ---- run queues

void globrunqput(g *gp) {
    gp->schedlink = nullptr;
    if (sched.runqtail)
        sched.runqtail->schedlink = gp;
    else
        sched.runqhead = gp;
    sched.runqtail = gp;
    sched.runqsize++;
}

// Half of a full local queue and gp go to the global one.
GO_COLD void runqputslow(p *pp, g *gp) {
    uint32 n = (pp->runqtail - pp->runqhead) / 2;
    lock(&sched.lock);
    for (uint32 i = 0; i < n; i++) globrunqput(pp->runq[pp->runqhead++ % 256]);
    globrunqput(gp);
    unlock(&sched.lock);
}

void runqputtail(p *pp, g *gp) {
    if (pp->runqtail - pp->runqhead == 256) return runqputslow(pp, gp);
    pp->runq[pp->runqtail++ % 256] = gp;
}

// next: gp takes runnext, and who was there goes to the tail.
void runqput(p *pp, g *gp, bool next) {
    if (next) {
        g *old = pp->runnext;
        pp->runnext = gp;
        if (!old) return;
        gp = old;
    }
    runqputtail(pp, gp);
}

g *runqget(p *pp) {
    if (g *gp = pp->runnext) {
        pp->runnext = nullptr;
        return gp;
    }
    if (pp->runqhead == pp->runqtail) return nullptr;
    return pp->runq[pp->runqhead++ % 256];
}

// One g to run; a fair share of the rest moves to the local queue.
g *globrunqget(p *pp, int32 max) {
    if (sched.runqsize == 0) return nullptr;
    lock(&sched.lock);
    int32 n = sched.runqsize / gomaxprocs + 1;
    if (n > sched.runqsize) n = sched.runqsize;
    if (max > 0 && n > max) n = max;
    if (n > 128) n = 128;
    auto pop = [] {
        g *gp = sched.runqhead;
        sched.runqhead = gp->schedlink;
        if (!sched.runqhead) sched.runqtail = nullptr;
        sched.runqsize--;
        return gp;
    };
    g *gp = pop();
    for (n--; n > 0; n--) runqputtail(pp, pop());
    unlock(&sched.lock);
    return gp;
}

void injectglist(p *pp, glist list) {
    while (g *gp = list.head) {
        list.head = gp->schedlink;
        gp->status = Grunnable;
        runqputtail(pp, gp);
    }
}

g *findRunnable() {
    p *pp = getg()->m->p;
    for (;;) {
        uint32 tick = pp->schedtick;
        if (pp->timers.len > 0 && (tick % 16 == 0 || (!pp->runnext && pp->runqhead == pp->runqtail)))
            checktimers(pp);
        if (tick % 61 == 0) {
            if (netpollAnyWaiters()) injectglist(pp, netpoll(0));
            // So that two goroutines which ready each other for ever do not keep out the rest.
            if (g *gp = globrunqget(pp, 1)) return gp;
            if (pp->runnext && pp->runqhead != pp->runqtail) {
                g *gp = pp->runnext;
                pp->runnext = nullptr;
                runqputtail(pp, gp);
            }
        }
        if (g *gp = runqget(pp)) return gp;
        if (g *gp = globrunqget(pp, 0)) return gp;
        if (pp->timers.len == 0 && !netpollAnyWaiters()) checkdead();
        int64 wait = pp->timers.len > 0 ? pp->timers.heap[0]->when - nanotime() : -1;
        if (netpollAnyWaiters())
            injectglist(pp, netpoll(pp->timers.len > 0 && wait < 0 ? 0 : wait));
        else if (wait > 0)
            usleepns(wait);
        pp->schedtick = (pp->schedtick | 15) + 1;
    }
}

void gostart(transfer_t t);

// A G gets its stack when it first runs: of many that end before they wait, few need one at a time.
GO_COLD void givestack(p *pp, g *gp) {
    stacknode *n = pp->stackFree;
    if (n) {
        pp->stackFree = n->link;
    } else {
        n = persistentnew<stacknode>();
        n->stack = stackalloc(gp->goid == 1 ? mainStackSize : stackSlotSize);
    }
    gp->stk = n;
    gp->stack = n->stack;
    gp->sched = make_fcontext(reinterpret_cast<void *>(n->stack.hi), n->stack.hi - n->stack.lo, gostart);
}

// Makes gp the running G; the caller switches to it.
GO_INLINE void become(m *mp, g *gp) {
    mp->curg = gp;
    gp->m = mp;
    gp->status = Grunning;
    mp->p->schedtick++;
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

void execute(g *gp) {
    m *mp = getg()->m;
    mp->left = mp->g0;
    become(mp, gp);
    sanSwitch(gp);
    arrived(jump_fcontext(gp->sched, nullptr));
}

// Where a goroutine begins.
void gostart(transfer_t t) {
    arrived(t);
    getg()->startfn();
    goexit1();
}

[[noreturn]] void schedule() {
    for (;;) execute(findRunnable());
}

void dropg(g *gp) {
    if (gp->m->curg == gp) gp->m->curg = nullptr;
    gp->m = nullptr;
}

void park_m(g *gp) {
    m *mp = gp->m;
    gp->status = Gwaiting;
    dropg(gp);
    if (!mp->waitunlockf) return;
    bool parked = mp->waitunlockf(gp, mp->waitlock);
    mp->waitunlockf = nullptr;
    if (!parked) {
        gp->status = Grunnable;
        runqput(mp->p, gp, true);
    }
}

void gosched_m(g *gp) {
    gp->status = Grunnable;
    dropg(gp);
    lock(&sched.lock);
    globrunqput(gp);
    unlock(&sched.lock);
}

void goexit0(g *gp) {
    p *pp = gp->m->p;
    if (sanitized && gp->waiting) throw_("a goroutine has ended in a queue");
    gp->status = Gdead;
    dropg(gp);
    gp->defer_ = nullptr;
    gp->panic_ = nullptr;
    gp->waiting = nullptr;
    gp->param = nullptr;
    gp->startfn = nullptr;
    if (gp->issystem)
        sched.ngsys--;
    else
        sched.ngcount--;
    sanUnpoison(gp->sched, gp->stack.hi - reinterpret_cast<uintptr>(gp->sched)); // frames that never return
    if (pp->schedtick % 32 == 0)
        stacktrim(gp->stack); // a system call each time would be most of a short goroutine's cost
    gp->stk->link = pp->stackFree;
    pp->stackFree = gp->stk;
    gp->stk = nullptr;
    gp->sched = nullptr;
    gp->schedlink = pp->gFree;
    pp->gFree = gp;
}

g *malg() {
    g *gp = persistentnew<g>();
    gp->status = Gdead;
    lock(&sched.lock);
    gp->alllink = allgs;
    allgs = gp;
    unlock(&sched.lock);
    return gp;
}

g *gfget(p *pp) {
    g *gp = pp->gFree;
    if (gp) pp->gFree = gp->schedlink;
    return gp;
}

void procresize(int32 n) {
    for (int32 i = 0; i < n; i++) {
        if (allp[i]) continue;
        p *pp = persistentnew<p>();
        pp->id = i;
        pp->status = Pidle;
        allp[i] = pp;
    }
    gomaxprocs = n;
}

void acquirep(p *pp) {
    m *mp = getg()->m;
    mp->p = pp;
    pp->m = mp;
    pp->status = Prunning;
}

} // namespace

void mcall(void (*fn)(g *)) {
    g *gp = getg();
    m *mp = gp->m;
    p *pp = mp->p;
    mp->mcallfn = fn;
    mp->left = gp;
    // The usual case needs no scheduler: somebody is ready, and nothing else is due to be looked at.
    bool due = pp->schedtick % 61 == 0 || (pp->timers.len > 0 && pp->schedtick % 16 == 0);
    g *next = due ? nullptr : runqget(pp);
    if (next) {
        become(mp, next);
    } else {
        next = mp->g0;
        setg(next);
    }
    sanSwitch(next);
    arrived(jump_fcontext(next->sched, nullptr));
}

void gopark(bool (*unlockf)(g *, void *), void *lock, waitReason reason) {
    g *gp = getg();
    m *mp = gp->m;
    mp->waitunlockf = unlockf;
    mp->waitlock = lock;
    gp->waitreason = reason;
    mcall(park_m);
}

void goready(g *gp) {
    gp->status = Grunnable;
    runqput(getg()->m->p, gp, true);
}

g *newproc1(func<void()> f) {
    p *pp = getg()->m->p;
    g *gp = gfget(pp);
    if (!gp) gp = malg();
    gp->startfn = f;
    gp->goid = ++sched.goidgen;
    gp->status = Grunnable;
    sched.ngcount++;
    return gp;
}

GO_CC void newproc(func<void()> f) {
    if (!f) fatal("go of nil func value"_s);
    g *gp = newproc1(f);
    runqput(getg()->m->p, gp, true);
}

void goexit1() {
    mcall(goexit0);
    __builtin_unreachable();
}

void schedinit() {
    sched.maxmcount = 10000;
    static g g0;
    m0.g0 = &g0;
    g0.m = &m0;
    g0.status = Grunning;
    setg(&g0);
    m0.rand = static_cast<uint64>(nanotime()) * 0x9e3779b97f4a7c15;
    mallocinit();
    procresize(ncpu);
    acquirep(allp[0]);
    sched.runtimeInitTime = static_cast<uint64>(nanotime());
}

void mstart() {
    minit(getg()->m);
    schedule();
}

// Called when nothing can run and no timer is set: with one M there is nobody else who could ready a G.
void checkdead() {
    printlock();
    printcstr(sched.ngcount > 0 ? "fatal error: all goroutines are asleep - deadlock!\n"
                                : "fatal error: no goroutines (main called runtime.Goexit) - deadlock!\n");
    tracebackothers();
    printunlock();
    exit_(2);
}

// With one M there is nobody to hand a P to, or to stop.
void entersyscall() {}
void exitsyscall() {}
m *acquirem() { return getg()->m; }
void releasem(m *) {}
void stopTheWorld(const char *) {}
void startTheWorld() {}

GO_CC void Gosched() { mcall(gosched_m); }
GO_CC int_ NumGoroutine() { return sched.ngcount; }
GO_CC int_ NumCPU() { return ncpu; }
GO_CC int_ GOMAXPROCS(int_ n) {
    int_ old = gomaxprocs;
    if (n > 1024) n = 1024;
    if (n > 0 && n != old) procresize(static_cast<int32>(n));
    return old;
}

} // namespace go::runtime

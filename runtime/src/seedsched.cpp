// GOLOOM_SCHED=seed:N: one P, and everything that the scheduler is free to choose comes from N, so that a run
// can be made again.
//
// All runnable Gs are in one bag; the seed says which is next. Nothing is preempted by signals: at calls of
// the runtime (seedpoint) the seed says whether the caller yields, with odds of the seed as well, so that
// some seeds change often and some seldom. The clock stands still while anybody can run; when nobody can, it
// jumps to the next timer. Two things are the world's and not the seed's: what waits for a descriptor, and a
// call of the system that sleeps longer than longCall. While there is one of them the clock goes with the
// real one, since what is waited for takes real time.
//
// Rejected: keeping the local queue's order and disturbing it now and then. Orders that need many
// disturbances would be found by hardly any seed.
#include "runtime/src/seedsched.h"
#include "runtime/src/netpoll.h"
#include "runtime/src/print.h"
#include "runtime/src/sigqueue.h"

#include <cstdio>
#include <cstdlib>
#include <fcntl.h>
#include <unistd.h>

namespace go::runtime {

bool seeded;

namespace {

constexpr int64 startMonotonic = 1000000000;           // nanoseconds; 0 would mean "not read"
constexpr int64 startWall = 1257894000;                // 2009-11-10 23:00:00 UTC
constexpr int64 longCall = 100000000, look = 10000000; // real nanoseconds

bool tracing;
uint64 state;
uint64 yieldMask; // yields if these bits of a draw are 0
int64 clock_ = startMonotonic;
int32 longcalls; // calls of the system that lost the P; atomic
int32 calltid;   // the thread that was the last to begin one; atomic

struct {
    mutex lock;
    g **gs;
    int32 cap; // sched.runqsize of them are there
} bag;

uint64 draw() { // splitmix64
    uint64 z = state += 0x9e3779b97f4a7c15;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9;
    z = (z ^ (z >> 27)) * 0x94d049bb133111eb;
    return z ^ (z >> 31);
}

template <class F> void trace(F f) {
    if (!tracing) return;
    printlock();
    printcstr("sched: ");
    f();
    printnl();
    printunlock();
}

void advance(int64 to) {
    if (to <= clock_) return;
    trace([&] {
        printcstr("clock +");
        printint(to - clock_);
    });
    relaxedstore(&clock_, to);
}

[[noreturn]] void badvalue() {
    constexpr char text[] = "runtime: GOLOOM_SCHED is neither seed:N nor seed:N,trace\n";
    write_(2, text, sizeof text - 1);
    exit_(2);
}

// Whether the thread sleeps, in a way that a signal would end.
bool sleeps(int32 tid) {
    char text[256];
    snprintf(text, sizeof text, "/proc/self/task/%d/stat", tid);
    int fd = open(text, O_RDONLY | O_CLOEXEC);
    if (fd < 0) return true;
    ssize_t n = read(fd, text, sizeof text - 1);
    close(fd);
    text[n > 0 ? n : 0] = 0;
    const char *name = strrchr(text, ')');
    return !name || strncmp(name, ") S", 3) == 0;
}

} // namespace

void seedinit() {
    const char *s = getenv("GOLOOM_SCHED");
    if (!s || !*s) return;
    if (strncmp(s, "seed:", 5) != 0) badvalue();
    char *end;
    state = strtoull(s + 5, &end, 10);
    if (end == s + 5 || (*end && strcmp(end, ",trace") != 0)) badvalue();
    tracing = *end;
    seeded = true;
    ncpu = 1;
    constexpr int rates = 6;
    yieldMask = (uint64(2) << draw() % rates) - 1;
}

uint64 seeddraw() {
    uint64 v = draw();
    trace([&] {
        printcstr("draw ");
        printhex(v);
    });
    return v;
}

void seedput(g *gp) {
    lock(&bag.lock);
    if (sched.runqsize == bag.cap) {
        int32 cap = bag.cap ? bag.cap * 2 : 1024;
        auto **gs = static_cast<g **>(persistentalloc(sizeof(g *) * static_cast<uintptr>(cap)));
        if (bag.cap) memcpy(gs, bag.gs, sizeof(g *) * static_cast<uintptr>(bag.cap));
        bag.gs = gs;
        bag.cap = cap;
    }
    bag.gs[sched.runqsize] = gp;
    xadd(&sched.runqsize, 1);
    unlock(&bag.lock);
}

g *seedget() {
    if (atomicload(&sched.runqsize) == 0) return nullptr;
    lock(&bag.lock);
    auto n = static_cast<uint32>(sched.runqsize);
    uint64 v = n > 1 ? draw() : 0;
    auto i = static_cast<uint32>((v >> 32) * n >> 32);
    g *gp = bag.gs[i];
    bag.gs[i] = bag.gs[n - 1];
    bag.gs[n - 1] = nullptr;
    xadd(&sched.runqsize, -1);
    unlock(&bag.lock);
    trace([&] {
        printcstr("run ");
        printuint(gp->goid);
        printcstr(" of ");
        printuint(n);
    });
    return gp;
}

void seedpointslow(const char *where) {
    g *gp = getg();
    m *mp = gp->m;
    if (gp == mp->g0 || mp->curg != gp || mp->locks > 0 || !mp->p || atomicload(&sched.dying)) return;
    if (draw() & yieldMask) return;
    trace([&] {
        printcstr("preempt ");
        printuint(gp->goid);
        printcstr(" in ");
        printcstr(where);
    });
    Gosched();
}

// preserve_most keeps r10 for the caller, which a prologue that looks for room would change.
__attribute__((no_split_stack)) void seedatomic() { seedpointslow("atomic"); }

int64 seednanotime() { return relaxedload(&clock_); }
void seedwalltime(int64 *sec, int32 *nsec) {
    int64 t = seednanotime() - startMonotonic;
    *sec = startWall + t / 1000000000;
    *nsec = static_cast<int32>(t % 1000000000);
}

bool seedidle(int64 until) {
    if (!until || netpollAnyWaiters() || atomicload(&longcalls) > 0) return false;
    advance(until);
    return true;
}

void seedwaited(int64 ns, int64 until) {
    int64 t = seednanotime() + ns;
    advance(until && t > until ? until : t);
}

void seedentersyscall() { relaxedstore(&calltid, gettid()); }
void seedlostp() { xadd(&longcalls, -1); }

// In sysmon's place, which would preempt and poll by real time.
void seedwatch() {
    p *pp = allp[0];
    uint32 tick = 0;
    int64 slept = 0; // since the call was first seen
    for (;;) {
        usleepns(look);
        lastsignal();
        if (atomicload(&pp->status) != Psyscall || !sleeps(relaxedload(&calltid))) {
            slept = 0;
            continue;
        }
        uint32 now = relaxedload(&pp->syscalltick);
        slept = now == tick ? slept + look : 0;
        tick = now;
        if (slept < longCall || !cas(&pp->status, Psyscall, Pidle)) continue;
        slept = 0;
        xadd(&longcalls, 1);
        relaxedstore(&pp->syscalltick, pp->syscalltick + 1);
        handoffp(pp);
    }
}

} // namespace go::runtime

// The cycle, its pacing, and what is told about it.
//
// The goal is what Go aims at: live heap, stacks and globals grown by GOGC per cent, at least 4 MB in
// proportion to it, and not above the memory limit. A mark beside the program begins below it, by what the
// program allocated during the last one and half as much again.
#include "runtime/src/mgc.h"
#include "go/sema.h"
#include "runtime/src/mbarrier.h"
#include "runtime/src/print.h"
#include "runtime/src/sanitizer.h"
#include "runtime/src/seedsched.h"

#include <cstdio>
#include <cstdlib>

namespace go::runtime {

gcstats_t gcstats;
gccontroller_t gccontroller;
gcdebugvars gcdebug;

namespace {

constexpr uint64 heapMinimum = 4 << 20; // at GOGC=100
constexpr int64 noLimit = INT64_MAX;

uint64 stressed; // allocations since the last cycle, for gcdebug.stress

// What the heap may not have under the limit: the runtime's own memory and the stacks.
uint64 outsideheap() { return mheap_.meta + gccontroller.stacks + gccontroller.globals; }

// Is the next mark to run beside the program? Not if the last one was through in a moment, and there is not
// much more now.
bool concurrent() {
    constexpr int64 moment = 800000;
    constexpr uint64 large = 16 << 20;
    constexpr int32 many = 1000;
    if (seeded || gcdebug.concurrent < 0) return false;
    return gcdebug.concurrent > 0 || gccontroller.marktime >= moment || atomicload(&sched.ngcount) > many ||
           __atomic_load_n(&gccontroller.live, __ATOMIC_RELAXED) >= large;
}

void setgoal() {
    gccontroller_t &c = gccontroller;
    uint64 goal = UINT64_MAX;
    if (c.percent >= 0) {
        auto percent = static_cast<uint64>(c.percent);
        uint64 least = heapMinimum * percent / 100;
        goal = c.marked + (c.marked + c.stacks + c.globals) / 100 * percent;
        if (goal < least) goal = least;
    }
    if (c.limit != noLimit) {
        auto limit = static_cast<uint64>(c.limit);
        uint64 out = outsideheap(), most = limit > out ? limit - out : 0;
        // A program that does not fit must get on nevertheless.
        uint64 least = c.marked + (c.marked / 16 > (1 << 20) ? c.marked / 16 : 1 << 20);
        if (most < least) most = least;
        if (goal > most) goal = most;
    }
    c.goal = c.trigger = goal;
    if (goal == UINT64_MAX || !concurrent()) return;
    uint64 room = goal > c.marked ? goal - c.marked : 0, ahead = c.during + c.during / 2;
    if (ahead < room / 8) ahead = room / 8;
    if (ahead > room / 4) ahead = room / 4; // the sooner, the more marks; who allocates helps with the rest
    c.trigger = goal - ahead;
}

// What the Ps have not used of their runs is free again, and not marked.
void flushcaches() {
    for (mcache *c = mheap_.caches; c; c = c->link)
        for (uint32 k = 2; k < spanclasscount(); k++) {
            run &r = c->alloc[k];
            mspan *s = r.span;
            if (!s) continue;
            for (uint8 *q = r.free; q < r.end; q += s->elemsize) {
                uint32 i = s->index(reinterpret_cast<uintptr>(q));
                s->allocbits(i >> 6) &= ~(uint64(1) << (i & 63));
                s->markbits(i >> 6) &= ~(uint64(1) << (i & 63));
                mheap_.central[k].nmalloc--;
                gccontroller.live -= s->elemsize;
            }
            s->incache = false;
            r = {};
        }
}

// Every span waits to be swept.
void newsweep() {
    mheap_.sweepgen++;
    for (uint32 k = 0; k < spanclasscount(); k++) {
        mcentral &c = mheap_.central[k];
        uint32 n = 0;
        for (uint32 i = 0; i < c.n; i++)
            if (c.spans[i]) c.spans[n++] = c.spans[i];
        c.n = c.rcur = n;
        c.cur = 0;
    }
    mheap_.reclaimAt = 0;
}

// Of the two stops; one that marks in between has its first end at its second begin.
struct cycletimes {
    int64 start, flipped, stopped, end;
    int64 beside = 0; // of it the program has run for so long; 0: it was one stop
    uint32 markers;   // threads that marked
    uint64 before, after, live, goal;
};

// Milliseconds as Go prints them: two or three digits that count.
struct mstext {
    char text[32];
    explicit mstext(int64 ns) {
        int64 us = ns / 1000;
        int decimals = 3;
        while (us >= 100 && decimals > 0) {
            us /= 10;
            decimals--;
        }
        if (ns >= 10000000) {
            us = ns / 1000000;
            decimals = 0;
        }
        static constexpr int64 scale[] = {1, 10, 100, 1000};
        if (us == 0)
            snprintf(text, sizeof text, "0");
        else if (decimals == 0)
            snprintf(text, sizeof text, "%ld", us);
        else
            snprintf(text, sizeof text, "%ld.%0*ld", us / scale[decimals], decimals, us % scale[decimals]);
    }
};

void printtrace(const cycletimes &t, bool forced, uint32 n) {
    char text[256];
    auto run = static_cast<double>(nanotime() - static_cast<int64>(sched.runtimeInitTime));
    auto mb = [](uint64 b) { return b >> 20; };
    mstext first(t.flipped - t.start), mark(t.stopped - t.flipped), last(t.end - t.stopped);
    mstext marks((t.stopped - t.flipped) * t.markers);
    int len = snprintf(
        text, sizeof text,
        "gc %u @%.3fs %d%%: %s+%s+%s ms clock, %s+0/%s/0+%s ms cpu, %lu->%lu->%lu MB, %lu MB goal, "
        "%lu MB stacks, %lu MB globals, %d P%s\n",
        n, run / 1e9, static_cast<int>(static_cast<double>(gcstats.cputime) * 100 / run / gomaxprocs),
        first.text, mark.text, last.text, first.text, marks.text, last.text, mb(t.before), mb(t.after),
        mb(t.live), mb(t.goal), mb(gccontroller.stacks), mb(gccontroller.globals), gomaxprocs,
        forced ? " (forced)" : "");
    write_(2, text, static_cast<uintptr>(len));
}

// The first stop's part: what is live is white, and the roots are marked.
__attribute__((noinline)) void beginmark(cycletimes *t, const callerstate &caller, bool later) {
    t->goal = gccontroller.goal;
    sweepall();
    flushcaches();
    t->before = gccontroller.live;
    markroots(caller, later);
    markfinalizers();
}

// The last stop's part: all that is live has been met.
void endmark(cycletimes *t, bool forced) {
    queuefinalizers();
    t->after = gccontroller.live;
    flushcaches();
    uint64 during = gccontroller.live - t->before;
    gccontroller.marked = t->live = markend() + during;
    gccontroller.live = t->live;
    gccontroller.during = during;
    int64 marktime = gccontroller.marktime = (t->stopped - t->flipped) * t->markers;
    if (t->beside && gcdebug.check) checkmark();
    newsweep();
    gcstats.numgc++;
    setgoal();
    t->end = nanotime();

    auto pause = static_cast<uint64>(t->end - t->start - t->beside);
    int64 sec;
    int32 nsec;
    walltime(&sec, &nsec);
    gcstats.lastgc = static_cast<uint64>(sec * 1000000000 + nsec);
    uint32 at = (gcstats.numgc - 1) % 256;
    gcstats.pauseNs[at] = pause;
    gcstats.pauseEnd[at] = gcstats.lastgc;
    gcstats.pauseTotal += pause;
    // Without a mark in between, its first thread's time is the pause's.
    gcstats.cputime +=
        pause + static_cast<uint64>(t->beside ? marktime : marktime - (t->stopped - t->flipped));
    if (forced) gcstats.numforced++;
    stressed = 0;
}

// What two cycles have not wanted again goes back; everything does when memory is short.
void giveback(uint32 n) {
    bool tight =
        gccontroller.limit != noLimit && mheap_.inuse + mheap_.idle - mheap_.released + outsideheap() >
                                             static_cast<uint64>(gccontroller.limit);
    scavenge(tight ? n : n > 2 ? n - 2 : 0);
}

// In one stop. False: there was none, since another M was faster, or the driver marks.
bool cycle(bool forced, uintptr more, const callerstate &caller) {
    stopTheWorld("GC");
    uint64 live = gccontroller.live + more;
    if (writeBarrier || (!forced && live < gccontroller.trigger && !gcdebug.stress)) {
        startTheWorld();
        return false;
    }
    cycletimes t;
    t.start = nanotime();
    beginmark(&t, caller, false);
    t.flipped = nanotime();
    drain();
    t.stopped = nanotime();
    t.markers = 1 + markhelpers;
    endmark(&t, forced);
    uint32 n = gcstats.numgc;
    startTheWorld();
    wakefinalizers();
    giveback(n);
    if (gcdebug.trace) printtrace(t, forced, n);
    return true;
}

// ---- beside the program

struct {
    mutex lock;
    uint32 made;         // the driver is, or is being
    uint32 wanted;       // cycles that somebody wants, all told; atomic
    uint32 begun, ended; // cycles of the driver, all told; atomic
    uint32 forced;       // of the wanted ones the last that runtime.GC waits for
    g *idle;             // parked: nothing is wanted
    uint32 done, nwait;  // semaphore of who waits for a cycle to end, and how many do
} driver;

void drivecycle(bool forced) {
    sweepall();
    int64 asked = nanotime();
    stopTheWorld("GC mark");
    callerstate caller;
    cycletimes t;
    t.start = asked;
    atomicstore(&driver.begun, driver.begun + 1);
    t.markers = preparemark();
    beginmark(&t, caller, t.markers);
    if (t.markers) {
        for (m *mp = allms; mp; mp = mp->alllink) wbdrain(mp, [](uintptr) {}); // left over
        writeBarrier = true;
        t.flipped = nanotime();
        int64 flipped = t.flipped;
        // What a barrier has noted last may lead to much: then the world goes on once more.
        for (int rounds = 0;; rounds++) {
            constexpr int most = 16;
            startmark(rounds == 0);
            startTheWorld();
            waitmark();
            t.stopped = nanotime();
            t.beside += t.stopped - flipped;
            stopTheWorld("GC mark end");
            marknoted();
            if (drainhere(rounds < most ? 2000 : ~0u)) break;
            flipped = nanotime();
        }
    } else {
        t.flipped = nanotime();
        drain();
        t.stopped = nanotime();
        t.markers = 1 + markhelpers;
    }
    writeBarrier = false;
    endmark(&t, forced);
    uint32 n = gcstats.numgc;
    atomicstore(&driver.ended, driver.ended + 1);
    startTheWorld();
    wakefinalizers();
    giveback(n);
    if (gcdebug.trace) printtrace(t, forced, n);
}

GO_CC void gcdriver() {
    for (;;) {
        lock(&driver.lock);
        if (driver.ended >= driver.wanted) {
            driver.idle = getg();
            goparkunlock(&driver.lock, waitReasonZero);
            continue;
        }
        bool forced = driver.ended + 1 <= driver.forced;
        unlock(&driver.lock);
        drivecycle(forced);
        lock(&driver.lock);
        uint32 n = driver.nwait;
        driver.nwait = 0;
        unlock(&driver.lock);
        while (n-- > 0) semrelease(&driver.done, false);
    }
}

// Asks the driver for cycles up to number n.
void wantcycle(uint32 n, bool forced) {
    lock(&driver.lock);
    bool make = !driver.made;
    driver.made = 1;
    if (driver.wanted < n) atomicstore(&driver.wanted, n);
    g *idle = driver.ended < driver.wanted ? std::exchange(driver.idle, nullptr) : nullptr;
    if (forced && driver.forced < n) atomicstore(&driver.forced, n);
    unlock(&driver.lock);
    if (make) {
        g *gp = newproc1(funcval<&gcdriver>());
        gp->issystem = true;
        xadd(&sched.ngcount, -1);
        xadd(&sched.ngsys, 1);
        goready(gp);
    }
    if (idle) goready(idle);
}

// A cycle is under way, or asked for.
bool driving() { return atomicload(&driver.ended) < atomicload(&driver.wanted); }

// Until the next cycle has ended, unless n have.
void waitend(uint32 n) {
    lock(&driver.lock);
    bool wait = driver.ended < n;
    if (wait) driver.nwait++;
    unlock(&driver.lock);
    if (wait) semacquire(&driver.done, false, 0);
}

// Who allocates faster than the helpers mark does some of it, as long as it takes once the goal is passed.
// Where there is nothing to help with, an eighth of the way behind it, it waits: what is allocated meanwhile
// counts as live, so the next goal grows with it.
void assist(uintptr more) {
    const gccontroller_t &c = gccontroller;
    for (;;) {
        if (barrierOn() && markdone()) return Gosched(); // the driver wants a P
        uint64 live = __atomic_load_n(&c.live, __ATOMIC_RELAXED) + more;
        if (live < c.goal) return;
        m *mp = acquirem();
        bool helped = barrierOn() && assistmark();
        releasem(mp);
        if (helped)
            goyield();
        else if (live >= c.goal + (c.goal > c.marked ? c.goal - c.marked : 0) / 8)
            return waitend(atomicload(&driver.wanted)); // the cycle under way, or asked for
        else
            return;
    }
}

// A cycle that begins from here on has ended.
void waitcycle() {
    uint32 n = atomicload(&driver.begun) + 1;
    while (atomicload(&driver.ended) < n) {
        wantcycle(n, true);
        waitend(n);
    }
}

// What calls have left below the stack pointer would be taken for pointers when later frames lie over it.
__attribute__((noinline)) void clearbelow() {
    char room[4096];
    memset(room, 0, sizeof room);
    asm volatile("" : : "r"(room) : "memory");
}

int64 parselimit(const char *s) {
    char *end;
    double v = static_cast<double>(strtoll(s, &end, 10));
    for (const char *unit = "KMGT"; *unit; unit++) {
        v *= 1024;
        if (*end == *unit) break;
        if (!unit[1]) v /= 1024.0 * 1024 * 1024 * 1024;
    }
    return v > 0 && v < 9e18 ? static_cast<int64>(v) : noLimit;
}

} // namespace

void gcinit() {
    gccontroller_t &c = gccontroller;
    c.percent = 100;
    c.limit = noLimit;
    if (const char *s = getenv("GOGC"))
        if (*s) c.percent = strcmp(s, "off") == 0 ? -1 : atoi(s);
    if (const char *s = getenv("GOMEMLIMIT"))
        if (*s && strcmp(s, "off") != 0) c.limit = parselimit(s);
    gcdebug.trace = godebug("gctrace") > 0;
    gcdebug.check = godebug("gccheck") > 0;
    gcdebug.concurrent = static_cast<int8>(godebug("gcconcurrent"));
    if (const char *s = getenv("GOLOOM_GCSTRESS")) gcdebug.stress = atoi(s);
    mheap_.sweepgen = 1;
    setgoal();
}

void gcpollslow(uintptr more) {
    g *gp = getg();
    if (gp == gp->m->g0 || gp->m->locks) return; // no place to stop the world from
    if (gcdebug.stress) {
        if (++stressed < static_cast<uint64>(gcdebug.stress)) return;
    }
    bool driven = driving();
    if (driven || concurrent()) {
        if (!driven) {
            wantcycle(driver.ended + 1, false);
            goyield(); // to the driver
        }
        assist(more);
        return;
    }
    callerstate caller;
    cycle(false, more, caller);
    clearbelow();
}

void gcforced() {
    callerstate caller;
    if (concurrent() || driving() || !cycle(true, 0, caller)) waitcycle();
    sweepall();
    clearbelow();
    Gosched(); // finalizers, and who else waits
}

uint64 heapgoal() { return gccontroller.goal; }

int32 setgcpercent(int32 percent) {
    stopTheWorld("GC settings");
    int32 old = gccontroller.percent;
    gccontroller.percent = percent < 0 ? -1 : percent;
    setgoal();
    startTheWorld();
    gcpoll();
    return old;
}

int64 setmemorylimit(int64 limit) {
    int64 old = gccontroller.limit;
    if (limit < 0) return old;
    stopTheWorld("GC settings");
    gccontroller.limit = limit;
    setgoal();
    startTheWorld();
    gcpoll();
    return old;
}

memstats readmemstats() {
    stopTheWorld("read mem stats");
    memstats m = {};
    uint64 freed = 0;
    for (uint32 k = 0; k < spanclasscount(); k++) {
        const mcentral &c = mheap_.central[k];
        m.mallocs += c.nmalloc;
        m.frees += c.nfree;
        m.totalalloc += c.nmalloc * classToSize[spanclasses[k].sizeclass];
        freed += c.nfree * classToSize[spanclasses[k].sizeclass];
    }
    for (mcache *c = mheap_.caches; c; c = c->link)
        for (uint32 k = 2; k < spanclasscount(); k++) {
            const run &r = c->alloc[k];
            auto left = static_cast<uint64>(r.end - r.free);
            m.totalalloc -= left;
            if (left) m.mallocs -= left / classToSize[spanclasses[k].sizeclass];
        }
    m.totalalloc += mheap_.largeAlloc;
    m.alloc = m.totalalloc - freed - mheap_.largeFreed;
    m.inuse = mheap_.inuse;
    m.idle = mheap_.idle;
    m.released = mheap_.released;
    m.heapsys = mheap_.used - mheap_.arenaStart;
    m.meta = mheap_.meta;
    m.stacks = gccontroller.stacks;
    m.sys = m.heapsys + m.meta + m.stacks;
    startTheWorld();
    return m;
}

} // namespace go::runtime

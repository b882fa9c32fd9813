// The cycle, its pacing, and what is told about it.
//
// The goal is what Go aims at: live heap, stacks and globals grown by GOGC per cent, at least 4 MB in
// proportion to it, and not above the memory limit. Since the world stands still for a mark, the goal is also
// where one begins.
#include "runtime/src/mgc.h"
#include "runtime/src/print.h"
#include "runtime/src/sanitizer.h"

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
    c.trigger = goal;
}

// What the Ps have not used of their runs is free again.
void flushcaches() {
    for (mcache *c = mheap_.caches; c; c = c->link)
        for (int k = 2; k < numSizeClasses * 2; k++) {
            run &r = c->alloc[k];
            mspan *s = r.span;
            if (!s) continue;
            for (uint8 *q = r.free; q < r.end; q += s->elemsize) {
                uint32 i = s->index(reinterpret_cast<uintptr>(q));
                s->allocbits(i >> 6) &= ~(uint64(1) << (i & 63));
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
    for (mcentral &c : mheap_.central) {
        uint32 n = 0;
        for (uint32 i = 0; i < c.n; i++)
            if (c.spans[i]) c.spans[n++] = c.spans[i];
        c.n = c.rcur = n;
        c.cur = 0;
    }
    mheap_.reclaimAt = 0;
}

struct cycletimes {
    int64 start, swept, marked, end;
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
    mstext sweep(t.swept - t.start), mark(t.marked - t.swept), end(t.end - t.marked);
    int len = snprintf(
        text, sizeof text,
        "gc %u @%.3fs %d%%: %s+%s+%s ms clock, %s+0/%s/0+%s ms cpu, %lu->%lu->%lu MB, %lu MB goal, "
        "%lu MB stacks, %lu MB globals, %d P%s\n",
        n, run / 1e9, static_cast<int>(static_cast<double>(gcstats.cputime) * 100 / run), sweep.text,
        mark.text, end.text, sweep.text, mark.text, end.text, mb(t.before), mb(t.after), mb(t.live),
        mb(t.goal), mb(gccontroller.stacks), mb(gccontroller.globals), gomaxprocs, forced ? " (forced)" : "");
    write_(2, text, static_cast<uintptr>(len));
}

// The world is stopped.
__attribute__((noinline)) void collect(bool forced, cycletimes *t, const callerstate &caller) {
    t->start = nanotime();
    t->goal = gccontroller.trigger;
    sweepall();
    flushcaches();
    t->before = t->after = gccontroller.live;
    t->swept = nanotime();
    markroots(caller);
    markfinalizers();
    drain();
    queuefinalizers();
    gccontroller.marked = t->live = markend();
    t->marked = nanotime();
    gccontroller.live = t->live;
    newsweep();
    setgoal();
    t->end = nanotime();

    auto pause = static_cast<uint64>(t->end - t->start);
    int64 sec;
    int32 nsec;
    walltime(&sec, &nsec);
    gcstats.lastgc = static_cast<uint64>(sec * 1000000000 + nsec);
    gcstats.pauseNs[gcstats.numgc % 256] = pause;
    gcstats.pauseEnd[gcstats.numgc % 256] = gcstats.lastgc;
    gcstats.pauseTotal += pause;
    gcstats.cputime += pause + static_cast<uint64>(t->marked - t->swept) * markhelpers;
    gcstats.numgc++;
    if (forced) gcstats.numforced++;
    stressed = 0;
}

void cycle(bool forced, uintptr more, const callerstate &caller) {
    stopTheWorld("GC");
    uint64 live = gccontroller.live + more;
    if (!forced && live < gccontroller.trigger && !gcdebug.stress) // another M was faster
        return startTheWorld();
    cycletimes t;
    collect(forced, &t, caller);
    uint32 n = gcstats.numgc;
    startTheWorld();
    wakefinalizers();
    // What two cycles have not wanted again goes back; everything does when memory is short.
    bool tight =
        gccontroller.limit != noLimit && mheap_.inuse + mheap_.idle - mheap_.released + outsideheap() >
                                             static_cast<uint64>(gccontroller.limit);
    scavenge(tight ? n : n > 2 ? n - 2 : 0);
    if (gcdebug.trace) printtrace(t, forced, n);
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
    callerstate caller;
    cycle(false, more, caller);
    clearbelow();
}

void gcforced() {
    callerstate caller;
    cycle(true, 0, caller);
    sweepall();
    clearbelow();
    Gosched(); // finalizers, and who else waits
}

uint64 heapgoal() { return gccontroller.trigger; }

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
    for (int k = 0; k < numSizeClasses * 2; k++) {
        const mcentral &c = mheap_.central[k];
        m.mallocs += c.nmalloc;
        m.frees += c.nfree;
        m.totalalloc += c.nmalloc * classToSize[k >> 1];
        freed += c.nfree * classToSize[k >> 1];
    }
    for (mcache *c = mheap_.caches; c; c = c->link)
        for (int k = 2; k < numSizeClasses * 2; k++) {
            const run &r = c->alloc[k];
            auto left = static_cast<uint64>(r.end - r.free);
            m.totalalloc -= left;
            if (left) m.mallocs -= left / classToSize[k >> 1];
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

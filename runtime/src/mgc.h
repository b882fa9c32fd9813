// The collector: when it runs, and what its parts tell each other.
//
// A cycle: sweep what the last one has left; stop the world, take the runs back from the Ps, mark what the
// roots lead to, turn the write barrier on; mark beside the program; stop again, mark what the barrier has
// noted last, decide about finalizers, set the next goal, go on; sweep lazily. A goroutine of the runtime,
// gcdriver, does that when an allocation that needs a new run finds that it is time. A small heap is marked
// in one stop, by who allocates: marking keeps its own list and does not recurse.
#pragma once

#include "runtime/src/malloc.h"

namespace go::runtime {

// Of the last cycles. Written when the world is stopped.
struct gcstats_t {
    uint32 numgc, numforced;
    uint64 pauseTotal;
    uint64 pauseNs[256], pauseEnd[256]; // ring; the last at [(numgc + 255) % 256]; the end is in wall time
    uint64 lastgc;                      // wall time, ns
    uint64 cputime;                     // ns spent
};
extern gcstats_t gcstats;

// Pacing. live counts what is handed out to Ps in whole runs.
struct gccontroller_t {
    uint64 live;    // atomic
    uint64 goal;    // live that is aimed at
    uint64 trigger; // live at which a cycle begins: below the goal, if the program is to run meanwhile
    uint64 during;  // allocated during the last mark
    int64 marktime; // that one took, in all threads
    uint64 marked;  // live as of the end of the last mark
    uint64 stacks, globals; // bytes scanned by it
    int32 percent;          // GOGC; < 0: off
    int64 limit;            // GOMEMLIMIT
};
extern gccontroller_t gccontroller;

void gcinit();
// A collection now, and the sweep of it.
void gcforced();
int32 setgcpercent(int32 percent);
int64 setmemorylimit(int64 limit);
uint64 heapgoal();

GO_COLD void gcpollslow(uintptr more);
// Where an allocation may collect: before `more` bytes are taken.
GO_INLINE void gcpoll(uintptr more = 0) {
    uint64 live = __atomic_load_n(&gccontroller.live, __ATOMIC_RELAXED);
    if (live + more >= gccontroller.trigger || gcdebug.stress) [[unlikely]]
        gcpollslow(more);
}
GO_INLINE void gcallocated(uintptr n) { __atomic_add_fetch(&gccontroller.live, n, __ATOMIC_RELAXED); }

// mgcmark.cpp. The world is stopped.
// Where the collecting goroutine's stack begins to be looked at, and the registers that its callers may have
// left something in. What lies below are frames of the collector.
struct callerstate {
    uintptr regs[6];
    GO_INLINE callerstate() {
        asm volatile("movq %%rbx, 0(%0)\n\tmovq %%rbp, 8(%0)\n\tmovq %%r12, 16(%0)\n\t"
                     "movq %%r13, 24(%0)\n\tmovq %%r14, 32(%0)\n\tmovq %%r15, 40(%0)"
                     :
                     : "r"(regs)
                     : "memory");
    }
};
// Stacks, globals, the runtime's own memory. later: of stacks only those that run on while the world is
// stopped.
void markroots(const callerstate &caller, bool later);
void markaddress(uintptr p);            // what p points at or into
void markrange(uintptr lo, uintptr hi); // what the words in it point at or into
void markcontents(uintptr base);        // what an object of the heap leads to, but not itself
void markonly(uintptr base);            // an object without what it leads to
bool ismarked(uintptr p);
void drain();                // until nothing is left to look into
uint32 preparemark();        // how many threads are to mark beside the program; 0: none is to be had
void startmark(bool first);  // leaves it to them, for the world to go on
void waitmark();             // marks with them, or wakes them and sleeps until they are through
void marknoted();            // what the write barriers have noted that helpers have not seen
bool drainhere(uint32 most); // so many objects of it, without help; true: nothing is left
uint64 markend();            // bytes marked
bool markdone();             // helpers are through, and the driver has to hear of it
bool assistmark();           // a piece of the helpers' work; false: there is none. The world runs
void checkmark();            // gccheck: nothing that has been marked leads to what has not
extern uint32 markhelpers;   // threads that helped the last time

// mfinal.cpp. The world is stopped in the first two.
void markfinalizers();  // roots: what has a finalizer keeps what it points at
void queuefinalizers(); // after the mark: what has not been met
void wakefinalizers();

// What is handed out and free, all told; see MemStats.
struct memstats {
    uint64 alloc, totalalloc, mallocs, frees;
    uint64 sys, heapsys, idle, inuse, released, meta, stacks;
};
memstats readmemstats();

} // namespace go::runtime

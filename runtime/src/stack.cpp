// Segments; see stack.h. Slots lie in address space that is reserved in runs. The guard is installed by
// MADV_GUARD_INSTALL, which leaves the mapping whole: one mapping a stack would end at vm.max_map_count
// (65,530). On a kernel without it only the first stacks get a guard page by mprotect, for the same reason.
#include "runtime/src/stack.h"
#include "runtime/src/malloc.h"
#include "runtime/src/print.h"
#include "runtime/src/traceback.h"

#include <cerrno>
#include <cstddef>
#include <sys/mman.h>

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

extern const char goloom_largestacks[] __attribute__((weak)); // from the linker; there: largestacks

namespace go::runtime {

static_assert(offsetof(g, seg) == 0 && offsetof(g, syscallseg) == 8 && offsetof(g, sched) == 16 &&
                  offsetof(g, m) == 24 && offsetof(g, psave) == 104 && offsetof(m, g0) == 0 &&
                  offsetof(m, locks) == 72 && offsetof(m, psave) == 208,
              "asm_amd64.S");
static_assert(offsetof(stackseg, stack) == 0 && offsetof(stackseg, guard) == 16 &&
                  offsetof(stackseg, prev) == 24 && offsetof(stackseg, next) == 32 &&
                  offsetof(stackseg, entrycfa) == 40 && offsetof(stackseg, callercfa) == 48 &&
                  offsetof(stackseg, nosplit) == 56,
              "asm_amd64.S");

namespace {

constexpr uintptr pageSize = 4096;
constexpr uintptr guardSize = 64 << 10; // a frame larger than this could step over it
constexpr uintptr slotsPerRun = 1024;
constexpr uintptr keepDirty = 16 << 10;  // left committed in a free slot
constexpr int32 maxProtected = 16 << 10; // guards by mprotect

struct {
    mutex lock;
    uintptr next, end; // unused slots of the newest run
    int32 slots;
    bool noGuardAdvice;
    int32 nprotected;
} pool;

void *reserve(uintptr size) {
    void *q = mmap(nullptr, size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
    if (q == MAP_FAILED) return nullptr;
    madvise(q, size, MADV_NOHUGEPAGE); // a huge page would make every stack 2 MB
    return q;
}

void guard(uintptr lo) {
    void *q = reinterpret_cast<void *>(lo);
    if (!pool.noGuardAdvice) {
        if (madvise(q, guardSize, MADV_GUARD_INSTALL) == 0) return;
        pool.noGuardAdvice = true;
    }
    if (pool.nprotected < maxProtected && mprotect(q, guardSize, PROT_NONE) == 0) pool.nprotected++;
}

uintptr takeSlot() {
    if (pool.next == pool.end) {
        uintptr n = slotsPerRun;
        void *q = reserve(n * stackSlotSize);
        while (!q && n > 2) q = reserve((n /= 2) * stackSlotSize); // a limit on address space
        if (!q) throw_("out of memory (goroutine stack)");
        // Half way between the 2 MB that one page table covers: a stack and the guard of the next one share
        // theirs.
        uintptr half = uintptr(1) << 20, mask = 2 * half - 1;
        pool.next = ((reinterpret_cast<uintptr>(q) + half + mask) & ~mask) - half;
        if (pool.next < reinterpret_cast<uintptr>(q)) pool.next += 2 * half;
        pool.end = pool.next + (n - 1) * stackSlotSize;
    }
    uintptr lo = pool.next;
    pool.next += stackSlotSize;
    return lo;
}

GO_COLD stack stackalloc(uintptr size) {
    lock(&pool.lock);
    uintptr lo;
    if (size == stackSlotSize) {
        lo = takeSlot();
    } else {
        void *q = reserve(size);
        while (!q && size > stackSlotSize) q = reserve(size /= 2);
        if (!q) throw_("out of memory (goroutine stack)");
        lo = reinterpret_cast<uintptr>(q);
    }
    guard(lo);
    // Stacks would all begin in the same cache set; spread them over half a page.
    uintptr colour = static_cast<uintptr>(pool.slots++ % 16) * 128;
    unlock(&pool.lock);
    return {lo + guardSize, lo + size - colour};
}

// C is called only where it must be: its callers need a slot themselves.
GO_COLD void stackfree(stack s) {
    uintptr lo = s.lo - guardSize;
    munmap(reinterpret_cast<void *>(lo), (s.hi - lo + pageSize - 1) & ~(pageSize - 1));
}

// Gives back the pages of a stack that was deep.
GO_COLD void stacktrim(stack s) {
    // Pages are committed from the top: if the page below what is kept is not in core, neither is anything
    // deeper.
    uintptr keep = (s.hi & ~(pageSize - 1)) - keepDirty;
    unsigned char resident = 0;
    if (mincore(reinterpret_cast<void *>(keep - pageSize), pageSize, &resident) == 0 && resident)
        madvise(reinterpret_cast<void *>(s.lo), keep - s.lo, MADV_DONTNEED);
}

} // namespace

int64 maxstacksize = 1000000000;
bool largestacks = !splitStack || goloom_largestacks;

namespace {

// Room for what may lie above in the chain, and the limit.
void setlimits(stackseg *s, uintptr used) {
    uintptr lowest = s->stack.lo + slotSlack;
    auto left = maxstacksize > static_cast<int64>(used) ? static_cast<uintptr>(maxstacksize) - used : 0;
    s->guard = left < s->stack.hi - lowest ? s->stack.hi - left : lowest;
    s->nosplit = s->guard;
}

uintptr usedabove(const stackseg *s) {
    uintptr n = 0;
    for (s = s->prev; s; s = s->prev) n += s->stack.hi - s->guard;
    return n;
}

stackseg *newseg(uintptr size) {
    auto *s = static_cast<stackseg *>(metaalloc(sizeof(stackseg)));
    *s = {};
    s->stack = stackalloc(size);
    return s;
}

constexpr int32 maxFree = 64; // that a P keeps before half of them go to sched

// A segment without a look at what is under a lock, its descriptor at its upper end.
GO_COLD stackseg *newsegalone(uintptr size) {
    void *q = reserve(size);
    if (!q) throw_("out of memory (goroutine stack)");
    auto lo = reinterpret_cast<uintptr>(q);
    guard(lo);
    auto *s = reinterpret_cast<stackseg *>(lo + size) - 1;
    *s = {};
    s->stack = {lo + guardSize, reinterpret_cast<uintptr>(s)};
    return s;
}

// pp: the caller's P; null: it has none. maylock: it holds none of the locks that are needed here.
stackseg *takeslot(p *pp, bool maylock) {
    if (pp && pp->slotFree) {
        stackseg *s = pp->slotFree;
        pp->slotFree = s->next;
        pp->nslotFree--;
        return s;
    }
    if (!maylock) return newsegalone(stackSlotSize);
    if (atomicload(&sched.slotFree)) {
        lock(&sched.freelock);
        stackseg *s = sched.slotFree;
        if (s) relaxedstore(&sched.slotFree, s->next);
        unlock(&sched.freelock);
        if (s) return s;
    }
    return newseg(stackSlotSize);
}

void giveseg(p *pp, stackseg *s) {
    if (s->stack.hi - s->stack.lo > stackSlotSize) {
        // Deep recursion is rare; so large a range is not worth keeping. Its descriptor is.
        bool alone = reinterpret_cast<uintptr>(s) == s->stack.hi;
        stackfree(s->stack);
        if (alone) return;
        s->stack = stackalloc(stackSlotSize);
    } else if (pp->schedtick % 32 == 0) {
        stacktrim(s->stack); // a system call each time would be most of a short goroutine's cost
    }
    s->prev = nullptr;
    s->next = pp->slotFree;
    pp->slotFree = s;
    pp->nslotFree++;
}

// Of n in one of a P's lists; the others get them.
template <class T> void flush(T **from, int32 *n, T **to, T *T::*link) {
    if (*n <= maxFree) return;
    lock(&sched.freelock);
    for (; *n > maxFree / 2; --*n) move1(from, to, link);
    unlock(&sched.freelock);
}
void flushslots(p *pp) { flush(&pp->slotFree, &pp->nslotFree, &sched.slotFree, &stackseg::next); }

// Stacks of a whole number of pages would all begin in the same cache set; this one is a line longer.
constexpr uintptr firstStackStride = firstStackSize + 64;

uintptr takefirst(p *pp) {
    if (!pp->stackFree && atomicload(&sched.stackFree)) {
        lock(&sched.freelock);
        for (int32 n = maxFree / 2; n > 0 && sched.stackFree; n--, pp->nstackFree++)
            move1(&sched.stackFree, &pp->stackFree, &freestack::link);
        unlock(&sched.freelock);
    }
    if (pp->newStacks == pp->newStacksEnd && !pp->stackFree) { // some at a time: all Ps ask there
        constexpr uintptr batch = 16 * firstStackStride;
        pp->newStacks = reinterpret_cast<uintptr>(metaalloc(batch));
        pp->newStacksEnd = pp->newStacks + batch;
    }
    freestack *f = pp->stackFree;
    if (!f) {
        uintptr lo = pp->newStacks;
        pp->newStacks += firstStackStride;
        return lo;
    }
    pp->stackFree = f->link;
    pp->nstackFree--;
    return reinterpret_cast<uintptr>(f);
}

} // namespace

void stackbegin(p *pp, g *gp) {
    bool main = gp->goid == 1;
    if (!main && !largestacks) {
        uintptr lo = takefirst(pp);
        gp->base.stack = {lo, lo + firstStackStride};
        gp->base.guard = lo + stackSlack;
        gp->base.nosplit = ~uintptr(0);
        gp->base.prev = gp->base.next = nullptr;
        gp->seg = &gp->base;
        return;
    }
    stackseg *s = main ? newseg(mainStackSize) : takeslot(pp, true);
    s->prev = s->next = nullptr;
    setlimits(s, 0);
    gp->seg = s;
}

void stackshrinkslow(p *pp, g *gp) {
    for (stackseg *s = gp->seg->next, *next; s; s = next) {
        next = s->next;
        giveseg(pp, s);
    }
    gp->seg->next = nullptr;
    flushslots(pp);
}

void stackend(p *pp, g *gp) {
    stackseg *s = gp->seg;
    while (s->prev) s = s->prev;
    gp->seg = s;
    stackshrink(pp, gp);
    if (s == &gp->base) {
        auto *f = reinterpret_cast<freestack *>(s->stack.lo);
        f->link = pp->stackFree;
        pp->stackFree = f;
        pp->nstackFree++;
        flush(&pp->stackFree, &pp->nstackFree, &sched.stackFree, &freestack::link);
    } else {
        giveseg(pp, s);
        flushslots(pp);
    }
    gp->seg = nullptr;
}

stackseg *segof(stackseg *s, uintptr p) {
    while (s && !(p >= s->stack.lo && p <= s->stack.hi)) s = s->prev;
    return s;
}

bool deeper(g *gp, const void *a, const void *b) {
    auto p = reinterpret_cast<uintptr>(a), q = reinterpret_cast<uintptr>(b);
    stackseg *s = segof(gp->seg, p), *t = segof(gp->seg, q);
    if (s == t) return p < q;
    return segof(t, p) != s; // s is not among those above t
}

void *callercfa(g *gp, void *cfa) {
    for (stackseg *s = gp->seg; s->prev; s = s->prev)
        if (reinterpret_cast<uintptr>(cfa) == s->entrycfa) return reinterpret_cast<void *>(s->callercfa);
    return cfa;
}

// On the stack of the scheduler, for a frame of so many bytes, arguments included, that gp's innermost
// segment has no room for: one that has, linked behind it. __morestack enters it.
extern "C" stackseg *goloom_newstack(uintptr need, uintptr cfa) {
    g *gp = getg();
    stackseg *cur = gp->seg, *unused = cur->next; // too small for this frame, if there
    uintptr used = usedabove(cur) + cur->stack.hi - cur->guard;
    if (static_cast<int64>(used + need) > maxstacksize) stackoverflow(gp, cfa);
    bool small = cur == &gp->base && !unused && need + slotSlack + guardSize < stackSlotSize;
    // A function that begins under a lock may have found no room: that lock may be one of those needed here.
    bool maylock = gp->m->locks == 0;
    stackseg *s = small     ? takeslot(gp->m->p, maylock)
                  : maylock ? newseg(mainStackSize)
                            : newsegalone(mainStackSize);
    s->prev = cur;
    s->next = unused;
    setlimits(s, used);
    if (s->stack.hi - s->guard < need) stackoverflow(gp, cfa);
    cur->next = s;
    if (unused) {
        unused->prev = s;
        setlimits(unused, usedabove(unused));
    }
    return s;
}

bool stackoverflowed(stack s, uintptr addr, uintptr sp) {
    uintptr lo = s.lo - guardSize;
    return (addr >= lo && addr < s.lo) || (sp >= lo - guardSize && sp < s.lo);
}

void stackoverflow(g *gp, uintptr sp) {
    printlock();
    printcstr("runtime: goroutine stack exceeds ");
    printint(maxstacksize);
    printcstr("-byte limit\nruntime: sp=");
    printhex(sp);
    printcstr(" stack=[");
    printhex(gp->seg->stack.lo);
    printcstr(", ");
    printhex(gp->seg->stack.hi);
    printcstr("]\nfatal error: stack overflow\n");
    crashed(true);
}

int64 setmaxstack(int64 bytes) {
    m *mp = acquirem();
    g *gp = mp->curg;
    int64 old = maxstacksize;
    maxstacksize = bytes;
    for (stackseg *s = gp->seg; s; s = s->prev)
        if (s != &gp->base) setlimits(s, usedabove(s));
    for (stackseg *s = gp->seg->next; s; s = s->next) setlimits(s, usedabove(s));
    setguard(gp->seg->guard);
    releasem(mp);
    return old;
}

} // namespace go::runtime

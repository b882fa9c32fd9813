// The mark. A large heap is marked by several threads, which give each other work. Roots are looked at word
// by word: what could be the address of an object, or lie inside one, keeps it. Objects of spans with
// pointers are looked at in the same way.
//
// Registers and stacks hold whatever the C++ compiler found best: of a loop over a slice perhaps only the
// pointer behind the last element. So a word of a stack keeps the object that ends at it as well.
#include "runtime/src/mbarrier.h"
#include "runtime/src/mgc.h"
#include "runtime/src/sanitizer.h"
#include "runtime/src/stack.h"

#include <link.h>

// The world may run, or is stopped but for who is in a system call; and a word may be anything.
#define UNCHECKED __attribute__((no_sanitize("address", "thread")))

namespace go::runtime {

namespace {

// Objects to look into, in chunks from the system.
struct entry {
    uintptr base;
    uint64 size; // in bytes; above these 48 bits the span class, if its layout is to be followed
};
struct chunk {
    chunk *link;
    uint32 n;
    entry at[4095];
};
// What one marker has to do.
struct worklist {
    chunk *top, *spare; // spare: empty ones
    uint64 bytes;       // marked
};
worklist work; // of the collecting thread, which looks at the roots

GO_COLD void pushchunk(worklist &w) {
    chunk *c = w.spare;
    if (c) {
        w.spare = c->link;
    } else {
        c = static_cast<chunk *>(sysalloc(sizeof(chunk)));
        if (!c) throw_("out of memory (mark)");
    }
    c->n = 0;
    c->link = w.top;
    w.top = c;
}

GO_INLINE void push1(worklist &w, uintptr base, uint64 size) {
    if (!w.top || w.top->n == sizeof w.top->at / sizeof(entry)) [[unlikely]]
        pushchunk(w);
    w.top->at[w.top->n++] = {base, size};
}

constexpr uintptr maxPiece = 128 << 10; // of a large object that is looked into at once

constexpr int sizeBits = 48;
constexpr uint64 sizeMask = (uint64(1) << sizeBits) - 1;

GO_COLD void pushlarge(worklist &w, uintptr base, uintptr size, uint64 how) {
    uintptr stride = 8 * spanclasses[how >> sizeBits].stride, piece = maxPiece / stride * stride;
    for (; size > piece; base += piece, size -= piece) push1(w, base, piece | how);
    push1(w, base, size | how);
}

GO_INLINE void push(worklist &w, const mspan *s, uint32 i) {
    uint64 how = s->spanclass >= staticSpanClasses ? uint64(s->spanclass) << sizeBits : 0;
    if (s->elemsize > maxPiece) [[unlikely]]
        return pushlarge(w, s->base, s->elemsize, how);
    push1(w, s->base + i * s->elemsize, s->elemsize | how);
}

// False: it was marked before. shared: several threads mark.
template <bool shared> GO_INLINE bool mark(worklist &w, mspan *s, uint32 i) {
    uint64 &word = s->markbits(i >> 6);
    uint64 bit = uint64(1) << (i & 63);
    if (shared) {
        if (__atomic_load_n(&word, __ATOMIC_RELAXED) & bit) return false;
        if (__atomic_fetch_or(&word, bit, __ATOMIC_RELAXED) & bit) return false;
    } else {
        if (word & bit) return false;
        word |= bit;
    }
    w.bytes += s->large() ? s->bytes() : s->elemsize;
    return true;
}

// The heap's bounds, in registers while an object is looked at.
struct bounds {
    uintptr start, size;
    mspan **spans;
    bounds() : start(mheap_.arenaStart), size(relaxedload(&mheap_.used) - start), spans(mheap_.spans) {}
    bool hold(uintptr p) const { return p - start < size; }
};

template <bool shared = false>
GO_INLINE UNCHECKED void shade(const bounds &heap, uintptr p, worklist &w = work) {
    if (!heap.hold(p)) return;
    mspan *s = __atomic_load_n(&heap.spans[(p - heap.start) >> pageShift], __ATOMIC_ACQUIRE);
    if (!s || s->state != spanInUse) return;
    if (shared && p - s->base >= s->bytes()) return; // it is just being made, of another one's descriptor
    uint32 i = s->index(p);
    if (i >= s->nelems || !s->allocated(i)) return;
    if (mark<shared>(w, s, i) && !s->noscan()) push(w, s, i);
}

template <bool shared = false>
GO_INLINE UNCHECKED void scan(const bounds &heap, uintptr lo, uintptr size, worklist &w = work) {
    uintptr hi = lo + (size & ~uintptr(7));
    for (; lo < hi; lo += 8) shade<shared>(heap, *reinterpret_cast<uintptr *>(lo), w);
}

// An object or a piece of one, by its layout.
template <bool shared>
GO_INLINE UNCHECKED void scanobject(const bounds &heap, uintptr base, uintptr size, uint16 spanclass,
                                    worklist &w = work) {
    const spanclassinfo &c = spanclasses[spanclass];
    for (uintptr left = size / 8; left; left -= c.stride, base += 8 * c.stride) {
        uint64 ptrs = c.ptrs;
        bool last = left <= c.stride;
        if (last) ptrs &= ~uint64(0) >> (64 - left);
        for (; ptrs; ptrs &= ptrs - 1)
            shade<shared>(heap, reinterpret_cast<uintptr *>(base)[__builtin_ctzll(ptrs)], w);
        if (last) break;
    }
}

// Words of a stack.
template <bool shared = false>
UNCHECKED void scanstack(const bounds &heap, uintptr lo, uintptr hi, worklist &w = work) {
    __atomic_add_fetch(&gccontroller.stacks, hi - lo, __ATOMIC_RELAXED);
    for (; lo + 8 <= hi; lo += 8) {
        uintptr p = *reinterpret_cast<uintptr *>(lo);
        shade<shared>(heap, p, w);
        if (heap.hold(p - 1)) shade<shared>(heap, p - 1, w);
    }
}

// The parts of a stack from sp, in s, on; the segments above s have been left behind three words of
// __morestack's.
template <class F> void eachsegment(stackseg *s, uintptr sp, F f) {
    for (;; sp = s->callercfa - 3 * sizeof(uintptr), s = s->prev) {
        f(sp & ~uintptr(7), s->stack.hi);
        if (!s->prev) return;
    }
}

// The writable data of the program, but for large variables without pointers. Where it lies does not change.
struct datarange {
    uintptr lo, hi;
};
struct {
    datarange *at;
    uintptr n;
} data;

extern "C" const noptr noptrBegin[] asm("__start_goloom_noptr") __attribute__((weak)),
    noptrEnd[] asm("__stop_goloom_noptr") __attribute__((weak));

void finddata() {
    datarange whole[8];
    struct found {
        datarange *at;
        uintptr n;
    } segments = {whole, 0};
    dl_iterate_phdr(
        [](dl_phdr_info *info, size_t, void *arg) {
            auto *f = static_cast<found *>(arg);
            for (int i = 0; i < info->dlpi_phnum; i++) {
                auto &ph = info->dlpi_phdr[i];
                if (ph.p_type != PT_LOAD || !(ph.p_flags & PF_W) || f->n == 8) continue;
                f->at[f->n++] = {(info->dlpi_addr + ph.p_vaddr + 7) & ~uintptr(7),
                                 info->dlpi_addr + ph.p_vaddr + ph.p_memsz};
            }
            return 1; // the program itself comes first
        },
        &segments);
    if (!segments.n) throw_("cannot find the program's data");
    auto out = static_cast<uintptr>(noptrEnd - noptrBegin);
    data.at = static_cast<datarange *>(metaalloc((segments.n + out) * sizeof(datarange)));
    for (uintptr i = 0; i < segments.n; i++) data.at[data.n++] = whole[i];
    for (const noptr *v = noptrBegin; v < noptrEnd; v++) {
        auto lo = reinterpret_cast<uintptr>(v->at), hi = lo + v->size;
        for (uintptr i = 0; i < data.n; i++) {
            datarange &r = data.at[i];
            if (lo < r.lo || hi > r.hi) continue;
            data.at[data.n++] = {(hi + 7) & ~uintptr(7), r.hi};
            r.hi = lo;
            break;
        }
    }
}

void markglobals() {
    if (!data.n) finddata();
    for (uintptr i = 0; i < data.n; i++) {
        const datarange &r = data.at[i];
        if (r.lo >= r.hi) continue;
        gccontroller.globals += r.hi - r.lo;
        markrange(r.lo, r.hi);
    }
}

// What f gets of a G that does not run, or is in a system call: ranges of words. Its registers are on its
// stack, from sched on, in syscallregs, or saved by a preemption. The stacks of the threads hold nothing of
// Go's while they stand still.
template <class F> void eachrange(g *gp, F f) {
    uint32 status = atomicload(&gp->status);
    if (status == Gdead) return;
    f(reinterpret_cast<uintptr>(gp), reinterpret_cast<uintptr>(gp + 1), false);
    if (!gp->sched) return; // has not begun
    bool syscall = status == Gsyscall;
    uintptr sp = syscall ? gp->syscallsp : reinterpret_cast<uintptr>(gp->sched);
    eachsegment(syscall ? gp->syscallseg : gp->seg, sp, [&f](uintptr lo, uintptr hi) { f(lo, hi, true); });
    uintptr end;
    uintptr regs = savedregs(gp, &end);
    f(regs, end, false);
}

void scang(g *gp) {
    const bounds heap;
    eachrange(gp, [&heap](uintptr lo, uintptr hi, bool stack)
                      UNCHECKED { stack ? scanstack(heap, lo, hi) : scan(heap, lo, hi - lo); });
}

void markstacks() {
    g *self = getg();
    for (g *gp = allgs; gp; gp = gp->alllink)
        if (gp != self) scang(gp);
}

// Whether the caller is to look at gp, having claimed it.
bool claimscan(g *gp) {
    uint32 seen = relaxedload(&gp->gcscan);
    return seen != scancycle && seen != scancycle - 1 &&
           __atomic_compare_exchange_n(&gp->gcscan, &seen, scancycle - 1, false, __ATOMIC_ACQUIRE,
                                       __ATOMIC_RELAXED);
}

void endscan(g *gp) { __atomic_store_n(&gp->gcscan, scancycle, __ATOMIC_RELEASE); }

// The Gs that run on are looked at now: those in system calls, and the caller. The others wait for a marker,
// or until they are to run.
void markrunning() {
    scancycle += 2;
    for (m *mp = allms; mp; mp = mp->alllink) {
        g *gp = mp->curg;
        if (!gp || gp == getg() || atomicload(&gp->status) != Gsyscall) continue;
        scang(gp);
        endscan(gp);
    }
    markrange(reinterpret_cast<uintptr>(getg()), reinterpret_cast<uintptr>(getg() + 1));
    endscan(getg());
}

} // namespace

// On any stack, between Gs: what it holds is noted as a store would, for the markers.
UNCHECKED void scanbeforerun(g *gp) {
    if (!claimscan(gp)) {
        while (__atomic_load_n(&gp->gcscan, __ATOMIC_ACQUIRE) != scancycle) __builtin_ia32_pause();
        return;
    }
    const bounds heap;
    eachrange(gp, [&heap](uintptr lo, uintptr hi, bool stack) UNCHECKED {
        for (; lo + 8 <= hi; lo += 8) {
            uintptr p = *reinterpret_cast<uintptr *>(lo);
            if (heap.hold(p)) gcshade(reinterpret_cast<void *>(p));
            if (stack && heap.hold(p - 1)) gcshade(reinterpret_cast<void *>(p - 1));
        }
    });
    endscan(gp);
}

void markroots(const callerstate &caller, bool later) {
    work.bytes = 0;
    gccontroller.stacks = gccontroller.globals = 0;
    auto sp = reinterpret_cast<uintptr>(&caller);
    const bounds heap;
    eachsegment(segof(getg()->seg, sp), sp, [&heap](uintptr lo, uintptr hi) { scanstack(heap, lo, hi); });
    if (later)
        markrunning();
    else
        markstacks();
    markglobals();
    eachpersistent(markrange);
}

void markaddress(uintptr p) { shade(bounds(), p); }
UNCHECKED void markrange(uintptr lo, uintptr hi) { scan(bounds(), lo, hi - lo); }

UNCHECKED void markcontents(uintptr base) {
    heapobject o = findobject(base);
    if (o.span && !o.span->noscan()) scanobject<false>(bounds(), o.base, o.size, o.span->spanclass);
}

void markonly(uintptr base) {
    mspan *s = spanof(base);
    mark<false>(work, s, s->index(base));
}

bool ismarked(uintptr p) {
    mspan *s = spanof(p);
    uint32 i = s->index(p);
    return s->markbits(i >> 6) >> (i & 63) & 1;
}

uint32 markhelpers;
uint32 scancycle;

namespace {

constexpr uint32 maxMarkers = 8;

// What the markers of a large heap share. They are threads of the collector, which sleep between marks and
// know nothing of Go: no G, no signals.
struct {
    uint32 locked;  // for list and active; a spin lock, since the threads have no M
    chunk *list;    // work to be had
    uint32 active;  // markers that have some
    uint32 waiting; // that look for some; read without the lock
    g *unseen;      // Gs from here on have not been looked at; read without the lock
    uint32 started, wanted;
    uint32 finished; // helpers that are through
    uint64 bytes;    // marked by helpers
    note wake[maxMarkers], done;
} markers;

void lockmarkers() {
    while (__atomic_exchange_n(&markers.locked, 1, __ATOMIC_ACQUIRE)) __builtin_ia32_pause();
}
void unlockmarkers() { __atomic_store_n(&markers.locked, 0, __ATOMIC_RELEASE); }

// The older half of what w has, for the others: what lies deeper leads to more.
GO_COLD void share(worklist &w) {
    constexpr uint32 least = 16;
    chunk *c = w.top;
    chunk *given = nullptr;
    if (c->link) { // a whole one
        given = c->link;
        c->link = given->link;
    } else if (c->n >= least) {
        uint32 half = c->n / 2;
        pushchunk(w);
        given = w.top;
        w.top = given->link;
        memcpy(given->at, c->at, half * sizeof(entry));
        memmove(c->at, c->at + half, (c->n - half) * sizeof(entry));
        c->n -= half;
        given->n = half;
    }
    if (!given) return;
    lockmarkers();
    given->link = markers.list;
    __atomic_store_n(&markers.list, given, __ATOMIC_RELAXED);
    unlockmarkers();
}

// Until w is empty, or `most` objects have been looked into. Between being taken off the list and being
// looked into, an object waits for its memory to arrive.
template <bool shared> UNCHECKED void drainlist(worklist &w, uint32 most = ~0u) {
    constexpr uint32 depth = 8;
    const bounds heap;
    entry waiting[depth];
    uint32 head = 0, n = 0, scanned = 0;
    for (;;) {
        chunk *c = w.top;
        while (c && c->n == 0) {
            w.top = c->link;
            c->link = w.spare;
            w.spare = c;
            c = w.top;
        }
        if (c && most > 0) {
            most--;
            if (shared && (++scanned & 63) == 0 && __atomic_load_n(&markers.waiting, __ATOMIC_RELAXED) &&
                !__atomic_load_n(&markers.list, __ATOMIC_RELAXED)) {
                share(w);
                continue;
            }
            entry e = c->at[--c->n];
            __builtin_prefetch(reinterpret_cast<void *>(e.base));
            waiting[(head + n++) % depth] = e;
            if (n < depth) continue;
        } else if (n == 0) {
            return;
        }
        entry e = waiting[head];
        head = (head + 1) % depth;
        n--;
        if (e.size <= sizeMask) [[likely]]
            scan<shared>(heap, e.base, e.size, w);
        else
            scanobject<shared>(heap, e.base, e.size & sizeMask, static_cast<uint16>(e.size >> sizeBits), w);
    }
}

// What the write barrier has noted.
bool getnoted(worklist &w) {
    wbbuf *b = wbtake();
    if (!b) return false;
    const bounds heap;
    for (uintptr i = 0; i < b->n; i++) shade<true>(heap, b->at[i], w);
    wbgive(b);
    return true;
}

// A goroutine that marks lets others stop the world, and lets what is due on its P run.
void pausepoint() {
    p *pp = getg()->m->p;
    int64 next = atomicload(&pp->timers.next);
    if (atomicload(&sched.gcwaiting))
        Gosched();
    else if (!runqempty(pp) || (next && next <= nanotime()))
        goyield();
}

// Some of the Gs that nobody has looked at.
bool getstacks(worklist &w) {
    if (!__atomic_load_n(&markers.unseen, __ATOMIC_RELAXED)) return false;
    constexpr int batch = 64;
    lockmarkers();
    g *gp = markers.unseen, *end = gp;
    for (int i = 0; end && i < batch; i++) end = end->alllink;
    __atomic_store_n(&markers.unseen, end, __ATOMIC_RELAXED);
    unlockmarkers();
    if (!gp) return false;
    const bounds heap;
    for (; gp != end; gp = gp->alllink) {
        if (!claimscan(gp)) continue;
        eachrange(gp, [&](uintptr lo, uintptr hi, bool stack) UNCHECKED {
            stack ? scanstack<true>(heap, lo, hi, w) : scan<true>(heap, lo, hi - lo, w);
        });
        endscan(gp);
    }
    return true;
}

// More work for w. False: nobody has any. onP: by a goroutine.
bool getwork(worklist &w, bool onP = false) {
    if (getnoted(w) || getstacks(w)) return true;
    lockmarkers();
    if (!markers.list) {
        __atomic_sub_fetch(&markers.active, 1, __ATOMIC_RELEASE);
        __atomic_add_fetch(&markers.waiting, 1, __ATOMIC_RELAXED);
        unlockmarkers();
        for (uint32 spins = 0;; spins++) {
            if (__atomic_load_n(&markers.list, __ATOMIC_RELAXED)) {
                lockmarkers();
                if (markers.list) break;
                unlockmarkers();
            }
            if (wbany() || __atomic_load_n(&markers.unseen, __ATOMIC_RELAXED)) {
                __atomic_sub_fetch(&markers.waiting, 1, __ATOMIC_RELAXED);
                __atomic_add_fetch(&markers.active, 1, __ATOMIC_RELAXED);
                return true;
            }
            // Who leaves off gives what it has left before it is no longer active.
            if (__atomic_load_n(&markers.active, __ATOMIC_ACQUIRE) == 0 &&
                !__atomic_load_n(&markers.list, __ATOMIC_ACQUIRE)) {
                __atomic_sub_fetch(&markers.waiting, 1, __ATOMIC_RELAXED);
                return false;
            }
            if (onP) pausepoint();
            if (spins < 100)
                __builtin_ia32_pause();
            else
                usleepns(20000);
        }
        __atomic_sub_fetch(&markers.waiting, 1, __ATOMIC_RELAXED);
        __atomic_add_fetch(&markers.active, 1, __ATOMIC_RELAXED);
    }
    chunk *c = markers.list;
    __atomic_store_n(&markers.list, c->link, __ATOMIC_RELAXED);
    unlockmarkers();
    c->link = w.top;
    w.top = c;
    return true;
}

void markuntildone(worklist &w) {
    do drainlist<true>(w);
    while (getwork(w));
}

void freespare(worklist &w) {
    if (chunk *c = w.spare) // one stays
        while (chunk *next = c->link) {
            c->link = next->link;
            sysfree(next, sizeof(chunk));
        }
}

void markhelper(uint32 k) {
    static worklist lists[maxMarkers];
    worklist &w = lists[k];
    for (;;) {
        notesleep(&markers.wake[k]);
        noteclear(&markers.wake[k]);
        w.bytes = 0;
        if (getwork(w)) markuntildone(w);
        freespare(w);
        __atomic_add_fetch(&markers.bytes, w.bytes, __ATOMIC_RELAXED);
        if (__atomic_add_fetch(&markers.finished, 1, __ATOMIC_ACQ_REL) == markers.wanted)
            notewakeup(&markers.done);
    }
}

void preparehelpers(uint32 others) {
    uint32 n = markhelpers;
    __atomic_store_n(&markers.active, others + n, __ATOMIC_RELAXED);
    markers.waiting = markers.finished = 0;
    markers.wanted = n;
    markers.bytes = 0;
    noteclear(&markers.done);
}

void wakehelpers() {
    for (uint32 k = 0; k < markhelpers; k++) notewakeup(&markers.wake[k]);
}

// The collecting thread and markhelpers others.
void drainshared() {
    preparehelpers(1);
    wakehelpers();
    markuntildone(work);
    notesleep(&markers.done);
    work.bytes += markers.bytes;
}

bool empty(worklist &w) {
    for (chunk *c = w.top; c; c = c->link)
        if (c->n) return false;
    return true;
}

void starthelpers(uint32 n) {
    if (n > maxMarkers) n = maxMarkers;
    while (markers.started < n && newmarker(markers.started, markhelper)) markers.started++;
    markhelpers = n < markers.started ? n : markers.started;
}

bool markonP; // the driver marks, and keeps its P meanwhile

} // namespace

// A quarter of the Ps' worth of threads is to mark, one at least. If there are processors without a P
// all are helpers; else the driver is one of them, so that no more threads run than there are
// processors: a thread that waits for its turn would hold up the next stop.
uint32 preparemark() {
    auto n = static_cast<uint32>(gomaxprocs + 3) / 4;
    markonP = gomaxprocs > 1 && gomaxprocs >= ncpu;
    starthelpers(markonP ? n - 1 : n);
    return markhelpers + markonP;
}

// All that the roots have led to, and the stacks not yet looked at. Helpers are not woken yet: the first
// might take the processor of who stops the world.
void startmark(bool first) {
    while (chunk *c = markonP ? nullptr : work.top) {
        work.top = c->link;
        c->link = markers.list;
        markers.list = c;
    }
    preparehelpers(markonP ? 1 : 0);
    markers.unseen = first ? allgs : nullptr;
}

void waitmark() {
    wakehelpers();
    if (markonP) {
        constexpr uint32 piece = 500;
        do
            while (!empty(work)) {
                m *mp = acquirem();
                drainlist<true>(work, piece);
                releasem(mp);
                pausepoint();
            }
        while (getwork(work, true));
        if (markhelpers) notesleep(&markers.done);
    } else {
        entersyscallblock();
        notesleep(&markers.done);
        exitsyscall();
    }
    work.bytes += markers.bytes;
}

bool markdone() { return !markonP && __atomic_load_n(&markers.finished, __ATOMIC_RELAXED) == markers.wanted; }

// The allocating thread does some of the marking. False: there was none to be had.
bool assistmark() {
    constexpr uint32 most = 500, patience = 200;
    // Who marks gives some away when somebody waits.
    __atomic_add_fetch(&markers.waiting, 1, __ATOMIC_RELAXED);
    for (uint32 i = 0; i < patience && !__atomic_load_n(&markers.list, __ATOMIC_RELAXED); i++)
        __builtin_ia32_pause();
    worklist w = {};
    lockmarkers();
    __atomic_sub_fetch(&markers.waiting, 1, __ATOMIC_RELAXED);
    if (chunk *c = markers.active > 0 ? markers.list : nullptr) {
        __atomic_store_n(&markers.list, c->link, __ATOMIC_RELAXED);
        __atomic_add_fetch(&markers.active, 1, __ATOMIC_RELAXED);
        c->link = nullptr;
        w.top = c;
    }
    unlockmarkers();
    if (!w.top) return false;
    drainlist<true>(w, most);
    lockmarkers();
    while (chunk *left = w.top) {
        w.top = left->link;
        left->link = markers.list;
        __atomic_store_n(&markers.list, left, __ATOMIC_RELAXED);
    }
    __atomic_add_fetch(&markers.bytes, w.bytes, __ATOMIC_RELAXED);
    __atomic_sub_fetch(&markers.active, 1, __ATOMIC_RELEASE);
    unlockmarkers();
    while (chunk *empty = w.spare) {
        w.spare = empty->link;
        sysfree(empty, sizeof(chunk));
    }
    return true;
}

// The world is stopped again: what the barriers have noted. First what threads hold, since one that ends
// meanwhile hands its own over.
void marknoted() {
    if (markers.list || markers.unseen) throw_("a mark has ended with work left");
    for (m *mp = allms; mp; mp = mp->alllink) wbdrain(mp, markaddress);
    while (wbbuf *b = wbtake()) {
        for (uintptr i = 0; i < b->n; i++) markaddress(b->at[i]);
        wbgive(b);
    }
}

// Until nothing is left to look into. A heap that was small the last time is not worth waking others for,
// unless they are to be tested (gccheck).
void drain() {
    constexpr uint64 large = 16 << 20;
    auto most = static_cast<uint32>(gomaxprocs < ncpu ? gomaxprocs : ncpu);
    starthelpers(gccontroller.marked >= large || gcdebug.check ? most - 1 : 0);
    if (markhelpers)
        drainshared();
    else
        drainlist<false>(work);
}

bool drainhere(uint32 most) {
    drainlist<false>(work, most);
    return empty(work);
}

uint64 markend() {
    drainhere(~0u); // what is kept for its finalizer is little
    freespare(work);
    return work.bytes;
}

} // namespace go::runtime

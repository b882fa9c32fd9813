// The mark. Roots are looked at word by word: what could be the address of an object, or lie inside one,
// keeps it. Objects of spans with pointers are looked at in the same way.
//
// Registers and stacks hold whatever the C++ compiler found best: of a loop over a slice perhaps only the
// pointer behind the last element. So a word of a stack keeps the object that ends at it as well.
#include "runtime/src/mgc.h"
#include "runtime/src/sanitizer.h"

#include <link.h>

// The world is stopped, but not who is in a system call, and a word may be anything.
#define UNCHECKED __attribute__((no_sanitize("address", "thread")))

namespace go::runtime {

namespace {

// Objects to look into, in chunks from the system. Only the collector's thread touches it.
struct entry {
    uintptr base, size;
};
struct chunk {
    chunk *link;
    uint32 n;
    entry at[4095];
};
struct {
    chunk *top, *spare; // spare: empty ones
    uint64 bytes;       // marked
} work;

GO_COLD void pushchunk() {
    chunk *c = work.spare;
    if (c) {
        work.spare = c->link;
    } else {
        c = static_cast<chunk *>(sysalloc(sizeof(chunk)));
        if (!c) throw_("out of memory (mark)");
    }
    c->n = 0;
    c->link = work.top;
    work.top = c;
}

GO_INLINE void push(uintptr base, uintptr size) {
    if (!work.top || work.top->n == sizeof work.top->at / sizeof(entry)) [[unlikely]]
        pushchunk();
    work.top->at[work.top->n++] = {base, size};
}

// False: it was marked before.
GO_INLINE bool mark(mspan *s, uint32 i) {
    uint64 &word = s->markbits(i >> 6);
    uint64 bit = uint64(1) << (i & 63);
    if (word & bit) return false;
    word |= bit;
    work.bytes += s->large() ? s->bytes() : s->elemsize;
    return true;
}

// The heap's bounds, in registers while an object is looked at.
struct bounds {
    uintptr start, size;
    mspan **spans;
    bounds() : start(mheap_.arenaStart), size(mheap_.used - start), spans(mheap_.spans) {}
    bool hold(uintptr p) const { return p - start < size; }
};

GO_INLINE UNCHECKED void shade(const bounds &heap, uintptr p) {
    if (!heap.hold(p)) return;
    mspan *s = heap.spans[(p - heap.start) >> pageShift];
    if (!s || s->state != spanInUse) return;
    uint32 i = s->index(p);
    if (i >= s->nelems || !s->allocated(i)) return;
    if (mark(s, i) && !s->noscan()) push(s->base + i * s->elemsize, s->elemsize);
}

GO_INLINE UNCHECKED void scan(const bounds &heap, uintptr lo, uintptr size) {
    uintptr hi = lo + (size & ~uintptr(7));
    for (; lo < hi; lo += 8) shade(heap, *reinterpret_cast<uintptr *>(lo));
}

UNCHECKED void scanstack(uintptr sp, uintptr hi) {
    const bounds heap;
    gccontroller.stacks += hi - sp;
    for (sp &= ~uintptr(7); sp + 8 <= hi; sp += 8) {
        uintptr p = *reinterpret_cast<uintptr *>(sp);
        shade(heap, p);
        if (heap.hold(p - 1)) shade(heap, p - 1);
    }
}

// The writable data of the program. Where it lies does not change.
struct {
    uintptr lo[8], hi[8];
    int n;
} data;

void finddata() {
    dl_iterate_phdr(
        [](dl_phdr_info *info, size_t, void *) {
            for (int i = 0; i < info->dlpi_phnum; i++) {
                auto &ph = info->dlpi_phdr[i];
                if (ph.p_type != PT_LOAD || !(ph.p_flags & PF_W) || data.n == 8) continue;
                data.lo[data.n] = (info->dlpi_addr + ph.p_vaddr + 7) & ~uintptr(7);
                data.hi[data.n++] = info->dlpi_addr + ph.p_vaddr + ph.p_memsz;
            }
            return 1; // the program itself comes first
        },
        nullptr);
    if (!data.n) throw_("cannot find the program's data");
}

void markglobals() {
    if (!data.n) finddata();
    for (int i = 0; i < data.n; i++) {
        gccontroller.globals += data.hi[i] - data.lo[i];
        markrange(data.lo[i], data.hi[i]);
    }
}

// A g that does not run has its registers on its stack, from sched on; one in a system call in syscallregs,
// which eachpersistent finds. The stacks of the threads hold nothing of Go's while they stand still.
void markstacks() {
    g *self = getg();
    for (g *gp = allgs; gp; gp = gp->alllink) {
        uint32 status = atomicload(&gp->status);
        if (gp == self || status == Gdead || !gp->sched) continue;
        uintptr sp = status == Gsyscall ? gp->syscallsp : reinterpret_cast<uintptr>(gp->sched);
        scanstack(sp, gp->stack.hi);
    }
}

} // namespace

void markroots(const callerstate &caller) {
    work.bytes = 0;
    gccontroller.stacks = gccontroller.globals = 0;
    scanstack(reinterpret_cast<uintptr>(&caller), getg()->stack.hi);
    markstacks();
    markglobals();
    eachpersistent(markrange);
}

void markaddress(uintptr p) { shade(bounds(), p); }
UNCHECKED void markrange(uintptr lo, uintptr hi) { scan(bounds(), lo, hi - lo); }

UNCHECKED void markcontents(uintptr base) {
    heapobject o = findobject(base);
    if (o.span && !o.span->noscan()) scan(bounds(), o.base, o.size);
}

void markonly(uintptr base) {
    mspan *s = spanof(base);
    mark(s, s->index(base));
}

bool ismarked(uintptr p) {
    mspan *s = spanof(p);
    uint32 i = s->index(p);
    return s->markbits(i >> 6) >> (i & 63) & 1;
}

// Between being taken off the list and being looked into, an object waits for its memory to arrive.
UNCHECKED void drain() {
    constexpr uint32 depth = 8;
    const bounds heap;
    entry waiting[depth];
    uint32 head = 0, n = 0;
    for (;;) {
        chunk *c = work.top;
        while (c && c->n == 0) {
            work.top = c->link;
            c->link = work.spare;
            work.spare = c;
            c = work.top;
        }
        if (c) {
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
        scan(heap, e.base, e.size);
    }
}

uint64 markend() {
    drain();
    if (chunk *c = work.spare) // one stays
        while (chunk *next = c->link) {
            c->link = next->link;
            sysfree(next, sizeof(chunk));
        }
    return work.bytes;
}

} // namespace go::runtime

// Stack slots in address space that is reserved in runs. The guard is installed by MADV_GUARD_INSTALL, which
// leaves the mapping whole: one mapping a stack would end at vm.max_map_count (65,530). On a kernel without
// it only the first stacks get a guard page by mprotect, for the same reason.
#include "runtime/src/stack.h"

#include <cerrno>
#include <sys/mman.h>

#ifndef MADV_GUARD_INSTALL
#define MADV_GUARD_INSTALL 102
#endif

namespace go::runtime {

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

} // namespace

stack stackalloc(uintptr size) {
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

void stacktrim(stack s) {
    // Pages are committed from the top: if the page below what is kept is not in core, neither is anything
    // deeper.
    uintptr keep = (s.hi & ~(pageSize - 1)) - keepDirty;
    unsigned char resident = 0;
    if (mincore(reinterpret_cast<void *>(keep - pageSize), pageSize, &resident) == 0 && resident)
        madvise(reinterpret_cast<void *>(s.lo), keep - s.lo, MADV_DONTNEED);
}

bool stackoverflowed(stack s, uintptr addr, uintptr sp) {
    uintptr lo = s.lo - guardSize;
    return (addr >= lo && addr < s.lo) || (sp >= lo - guardSize && sp < s.lo);
}

} // namespace go::runtime

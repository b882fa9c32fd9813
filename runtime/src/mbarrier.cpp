// The write barrier's slow part; see go/barrier.h.
//
// A store during the mark notes the old value in the buffer of its thread. goloom_wbflush, called on the
// scheduler's stack when that is full, hands it to the markers and takes another. The lists are under a spin
// lock, since markers have no M.
#include "runtime/src/mbarrier.h"
#include "runtime/src/malloc.h"

namespace go::runtime {

bool writeBarrier;

extern "C" {
__thread wbcursor goloom_wb;
void goloom_wbflush();
}

namespace {

struct {
    uint32 locked;
    wbbuf *full, *unused;
} wb;

void lockwb() {
    while (__atomic_exchange_n(&wb.locked, 1, __ATOMIC_ACQUIRE)) __builtin_ia32_pause();
}
void unlockwb() { __atomic_store_n(&wb.locked, 0, __ATOMIC_RELEASE); }

wbbuf *bufof(const wbcursor &c) { return reinterpret_cast<wbbuf *>(c.end) - 1; }

wbbuf *takeunused() {
    wbbuf *b = wb.unused;
    if (!b) {
        constexpr int n = 16;
        b = static_cast<wbbuf *>(sysalloc(n * sizeof(wbbuf)));
        if (!b) throw_("out of memory (write barrier)");
        for (int i = 1; i < n; i++) {
            b[i].link = wb.unused;
            wb.unused = &b[i];
        }
        return b;
    }
    wb.unused = b->link;
    return b;
}

void handover(wbcursor &c) {
    wbbuf *b = bufof(c);
    b->n = static_cast<uintptr>(c.next - b->at);
    wbbuf **to = b->n ? &wb.full : &wb.unused;
    b->link = *to;
    __atomic_store_n(to, b, __ATOMIC_RELAXED);
    c = {};
}

} // namespace

void goloom_wbflush() {
    wbcursor &c = goloom_wb;
    lockwb();
    if (c.end) handover(c);
    wbbuf *b = takeunused();
    unlockwb();
    c = {b->at, b->at + wbbuf::most};
}

void wbrelease(m *mp) {
    lockwb();
    mp->wb = nullptr;
    if (goloom_wb.end) handover(goloom_wb);
    unlockwb();
}

wbbuf *wbtake() {
    if (!wbany()) return nullptr;
    lockwb();
    wbbuf *b = wb.full;
    if (b) __atomic_store_n(&wb.full, b->link, __ATOMIC_RELAXED);
    unlockwb();
    return b;
}

void wbgive(wbbuf *b) {
    lockwb();
    b->link = wb.unused;
    wb.unused = b;
    unlockwb();
}

bool wbany() { return __atomic_load_n(&wb.full, __ATOMIC_RELAXED); }

void wbdrain(m *mp, void (*f)(uintptr p)) {
    lockwb();
    if (wbcursor *c = mp->wb; c && c->end) {
        wbbuf *b = bufof(*c);
        for (uintptr *q = b->at; q < c->next; q++) f(*q);
        c->next = b->at;
    }
    unlockwb();
}

__attribute__((no_sanitize("address", "thread"))) void gcshadeblock(const void *p, uintptr size) {
    auto *q = static_cast<void *const *>(p);
    for (uintptr n = size / sizeof(void *); n > 0; n--, q++)
        if (auto at = reinterpret_cast<uintptr>(*q);
            at - mheap_.arenaStart < relaxedload(&mheap_.used) - mheap_.arenaStart)
            gcshade(*q);
}

GO_CC void typedmemmove(void *to, const void *from, uintptr size) {
    shadeblock(to, size);
    memmove(to, from, size);
}

GO_CC void memclrHasPointers(void *p, uintptr size) {
    shadeblock(p, size);
    memset(p, 0, size);
}

} // namespace go::runtime

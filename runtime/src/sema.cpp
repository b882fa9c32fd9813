// Semaphores by address: a table of roots, each a tree of the addresses that are waited for.
#include "go/sema.h"
#include "runtime/src/runtime2.h"
#include "runtime/src/seedsched.h"

namespace go::runtime {

static_assert(reasonMutexLock == waitReasonSyncMutexLock &&
              reasonWaitGroupWait == waitReasonSyncWaitGroupWait);

namespace {

// A G that waits; in its frame. The first of an address is the address's node, the others follow it in a
// list.
struct semaWaiter : sudog {
    semaWaiter *child[2], *last; // of a node
};
// The tree goes by bits of a hash that differs as addresses do, one a level: it needs no balance, is 64
// levels deep at most, and of many goroutines with a mutex each none is looked for in a queue of all.
struct semaRoot {
    mutex lock;
    semaWaiter *tree;
    uint32 nwait;
};
semaRoot semtable[251];

semaRoot &rootof(const uint32 *addr) { return semtable[(reinterpret_cast<uintptr>(addr) >> 3) % 251]; }

bool cansemacquire(uint32 *addr) {
    uint32 v = __atomic_load_n(addr, __ATOMIC_ACQUIRE);
    while (v > 0)
        if (__atomic_compare_exchange_n(addr, &v, v - 1, true, __ATOMIC_ACQ_REL, __ATOMIC_ACQUIRE))
            return true;
    return false;
}

// Where the address's node is, or would be.
semaWaiter **nodeof(semaRoot &root, const uint32 *addr) {
    semaWaiter **at = &root.tree;
    uint64 way = reinterpret_cast<uintptr>(addr) * 0x9e3779b97f4a7c15;
    for (; *at && (*at)->addr != addr; way <<= 1) at = &(*at)->child[way >> 63];
    return at;
}

void replacenode(semaWaiter **at, semaWaiter *by) {
    by->child[0] = (*at)->child[0];
    by->child[1] = (*at)->child[1];
    *at = by;
}

void enqueue(semaRoot &root, semaWaiter *s, bool lifo) {
    semaWaiter **at = nodeof(root, s->addr);
    if (semaWaiter *node = *at; node && !lifo) {
        node->last->next = s;
        node->last = s;
    } else if (node) {
        s->next = node;
        s->last = node->last;
        replacenode(at, s);
    } else {
        s->last = s;
        *at = s;
    }
}

// The first that waits for the address; null: none does.
semaWaiter *dequeue(semaRoot &root, const uint32 *addr) {
    semaWaiter **at = nodeof(root, addr);
    semaWaiter *s = *at;
    if (!s) return nullptr;
    if (auto *next = static_cast<semaWaiter *>(s->next)) {
        next->last = s->last;
        replacenode(at, next);
        return s;
    }
    semaWaiter **leaf = at; // any below it can take its place
    while ((*leaf)->child[0] || (*leaf)->child[1]) leaf = &(*leaf)->child[(*leaf)->child[0] ? 0 : 1];
    semaWaiter *heir = *leaf;
    *leaf = nullptr;
    if (heir != s) replacenode(at, heir);
    return s;
}

} // namespace

GO_CC void semacquire(uint32 *addr, bool lifo, uint8 reason) {
    seedpoint("semacquire");
    if (cansemacquire(addr)) return;
    semaRoot &root = rootof(addr);
    g *gp = getg();
    for (;;) {
        lockp(&root.lock);
        __atomic_add_fetch(&root.nwait, 1, __ATOMIC_SEQ_CST);
        if (cansemacquire(addr)) { // a release between our look and nwait saw no waiter
            __atomic_sub_fetch(&root.nwait, 1, __ATOMIC_SEQ_CST);
            unlockp(&root.lock);
            return;
        }
        semaWaiter s = {};
        s.g = gp;
        s.addr = addr;
        enqueue(root, &s, lifo);
        goparkunlockp(&root.lock, reason ? static_cast<waitReason>(reason) : waitReasonSemacquire);
        if (s.success || cansemacquire(addr)) return;
    }
}

GO_CC void semrelease(uint32 *addr, bool handoff) {
    semaRoot &root = rootof(addr);
    __atomic_add_fetch(addr, 1, __ATOMIC_SEQ_CST);
    if (__atomic_load_n(&root.nwait, __ATOMIC_SEQ_CST) == 0) return;
    lockp(&root.lock);
    semaWaiter *s = dequeue(root, addr);
    if (!s) return unlockp(&root.lock);
    __atomic_sub_fetch(&root.nwait, 1, __ATOMIC_SEQ_CST);
    unlockp(&root.lock);
    // A hand-off gives the count to the waiter, so that nobody can slip in before it.
    s->success = handoff && cansemacquire(addr);
    bool yield = s->success;
    goready(s->g);
    if (yield) goyield();
}

bool canspin(int_ n) {
    // One wait even if others are to run here: to park at once makes whoever has the lock wake another each
    // time, and the next to run here take the lock's line from it.
    constexpr int_ most = 4, mostofbusy = 1;
    return n < most && ncpu > 1 &&
           gomaxprocs > atomicload(&sched.npidle) + atomicload(&sched.nmspinning) + 1 &&
           (n < mostofbusy || runqempty(getg()->m->p));
}

uint32 semwaiters() {
    uint32 n = 0;
    for (semaRoot &root : semtable) n += __atomic_load_n(&root.nwait, __ATOMIC_SEQ_CST);
    return n;
}

} // namespace go::runtime

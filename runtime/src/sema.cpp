// Semaphores by address: a table of roots, each a list of sudogs in order of arrival.
#include "go/sema.h"
#include "runtime/src/chan.h"
#include "runtime/src/seedsched.h"

namespace go::runtime {

static_assert(reasonMutexLock == waitReasonSyncMutexLock &&
              reasonWaitGroupWait == waitReasonSyncWaitGroupWait);

namespace {

struct semaRoot {
    mutex lock;
    waitq queue; // of every address that hashes here
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

void enqueuefirst(waitq &q, sudog *s) {
    s->prev = nullptr;
    s->next = q.first;
    if (q.first)
        q.first->prev = s;
    else
        q.last = s;
    q.first = s;
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
        sudog s = {};
        s.g = gp;
        s.addr = addr;
        if (lifo)
            enqueuefirst(root.queue, &s);
        else
            root.queue.enqueue(&s);
        goparkunlockp(&root.lock, reason ? static_cast<waitReason>(reason) : waitReasonSemacquire);
        if (s.success || cansemacquire(addr)) return;
    }
}

GO_CC void semrelease(uint32 *addr, bool handoff) {
    semaRoot &root = rootof(addr);
    __atomic_add_fetch(addr, 1, __ATOMIC_SEQ_CST);
    if (__atomic_load_n(&root.nwait, __ATOMIC_SEQ_CST) == 0) return;
    lockp(&root.lock);
    sudog *s = root.queue.first;
    while (s && s->addr != addr) s = s->next;
    if (!s) return unlockp(&root.lock);
    root.queue.remove(s);
    __atomic_sub_fetch(&root.nwait, 1, __ATOMIC_SEQ_CST);
    unlockp(&root.lock);
    // A hand-off gives the count to the waiter, so that nobody can slip in before it.
    s->success = handoff && cansemacquire(addr);
    bool yield = s->success;
    goready(s->g);
    if (yield) goyield();
}

bool canspin(int_ n) {
    constexpr int_ most = 4;
    return n < most && ncpu > 1 &&
           gomaxprocs > atomicload(&sched.npidle) + atomicload(&sched.nmspinning) + 1 &&
           runqempty(getg()->m->p);
}

uint32 semwaiters() {
    uint32 n = 0;
    for (semaRoot &root : semtable) n += __atomic_load_n(&root.nwait, __ATOMIC_SEQ_CST);
    return n;
}

} // namespace go::runtime

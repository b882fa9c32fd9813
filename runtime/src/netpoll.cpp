// The poller's states and deadlines; see netpoll.h.
//
// A deadline's timer is not told which setting of the deadline it stands for: the function looks at the clock
// and at the deadline that holds by then, under the lock. So a timer that has left the heap just before it
// was stopped does no harm. (Go hands its timers a sequence number; ours have no argument.)
#include "runtime/src/netpoll.h"

namespace go::runtime {

namespace {

constexpr uintptr pdNil = 0, pdReady = 1, pdWait = 2;

struct {
    mutex lock;
    pollDesc *first;
} pollcache;

mutex initLock;
uint32 inited;
int32 waiters; // Gs parked on descriptors, atomic

uint32 infoof(pollDesc *pd) { return __atomic_load_n(&pd->info, __ATOMIC_SEQ_CST); }

// Makes what the lock guards visible to netpollcheckerr. pd->lock is held.
void publishInfo(pollDesc *pd) {
    uint32 flags = 0;
    if (pd->closing) flags |= pollClosing;
    if (pd->rd < 0) flags |= pollExpiredReadDeadline;
    if (pd->wd < 0) flags |= pollExpiredWriteDeadline;
    uint32 old = infoof(pd);
    while (!__atomic_compare_exchange_n(&pd->info, &old, (old & (pollEventErr | pollEventEnd)) | flags, false,
                                        __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) {
    }
}

int32 netpollcheckerr(pollDesc *pd, int32 mode) {
    uint32 info = infoof(pd);
    if (info & pollClosing) return pollErrClosing;
    if (mode == 'r' ? info & pollExpiredReadDeadline : info & pollExpiredWriteDeadline) return pollErrTimeout;
    // A failure is for reading to report; a write finds out by itself.
    if (mode == 'r' && info & pollEventErr) return pollErrNotPollable;
    return pollNoError;
}

uintptr *wordof(pollDesc *pd, int32 mode) { return mode == 'r' ? &pd->rg : &pd->wg; }

// On the stack of the scheduler: the G has been left. Fails if it was made ready before.
bool netpollblockcommit(g *gp, void *word) {
    // Counted first: as soon as the word is the G, others may wake it and count it off.
    netpollAdjustWaiters(1);
    if (cas(static_cast<uintptr *>(word), pdWait, reinterpret_cast<uintptr>(gp))) return true;
    netpollAdjustWaiters(-1);
    return false;
}

// Waits until the descriptor is ready (true), or a deadline or close ends the wait (false). waitio: do not
// look at errors first.
bool netpollblock(pollDesc *pd, int32 mode, bool waitio) {
    uintptr *word = wordof(pd, mode);
    for (;;) {
        if (cas(word, pdReady, pdNil)) return true;
        if (cas(word, pdNil, pdWait)) break;
        uintptr v = atomicload(word);
        if (v != pdReady && v != pdNil) throw_("two goroutines wait for one direction of a descriptor");
    }
    // Looked at with pdWait set: whoever sets an error after this look finds the word and takes it back.
    if (waitio || netpollcheckerr(pd, mode) == pollNoError)
        gopark(netpollblockcommit, word, waitReasonIOWait);
    uintptr old = __atomic_exchange_n(word, pdNil, __ATOMIC_SEQ_CST);
    if (old > pdWait) throw_("a descriptor's wait has ended with its goroutine still there");
    return old == pdReady;
}

// Takes the G that waits, if there is one; delta counts it off. ioready: leave word of the event.
g *netpollunblock(pollDesc *pd, int32 mode, bool ioready, int32 *delta) {
    uintptr *word = wordof(pd, mode);
    for (;;) {
        uintptr old = atomicload(word);
        if (old == pdReady) return nullptr;
        if (old == pdNil && !ioready) return nullptr;
        if (!cas(word, old, ioready ? pdReady : pdNil)) continue;
        if (old == pdNil || old == pdWait) return nullptr;
        --*delta;
        return reinterpret_cast<g *>(old);
    }
}

void wake(g *rg, g *wg, int32 delta) {
    netpollAdjustWaiters(delta); // first: once they run, nobody may take them for waiting
    if (rg) goready(rg);
    if (wg) goready(wg);
}

void expire(pollDesc *pd, bool read, bool write) {
    int64 now = nanotime();
    int32 delta = 0;
    g *rg = nullptr, *wg = nullptr;
    lock(&pd->lock);
    if (read && pd->rd > 0 && pd->rd <= now) {
        pd->rd = -1;
        publishInfo(pd);
        rg = netpollunblock(pd, 'r', false, &delta);
    }
    if (write && pd->wd > 0 && pd->wd <= now) {
        pd->wd = -1;
        publishInfo(pd);
        wg = netpollunblock(pd, 'w', false, &delta);
    }
    unlock(&pd->lock);
    wake(rg, wg, delta);
}

// Both, since one timer serves both when they are the same.
GO_CC void deadlineReached(pollTimer *t) { expire(t->pd, true, true); }

void armtimer(pollDesc *pd, pollTimer *t, int64 when) {
    using function = func<void()>;
    t->code = deadlineReached;
    t->pd = pd;
    t->timer.f = function(reinterpret_cast<function::object *>(t));
    t->timer.when = when;
    starttimer(&t->timer);
}

pollDesc *allocdesc() {
    lock(&pollcache.lock);
    if (!pollcache.first) {
        constexpr int n = 16;
        auto *block = static_cast<pollDesc *>(persistentalloc(sizeof(pollDesc) * n));
        for (int i = 0; i < n; i++) {
            block[i].link = pollcache.first;
            pollcache.first = &block[i];
        }
    }
    pollDesc *pd = pollcache.first;
    pollcache.first = pd->link;
    unlock(&pollcache.lock);
    return pd;
}

void freedesc(pollDesc *pd) {
    lock(&pd->lock); // whoever still holds a late event of it
    __atomic_add_fetch(&pd->fdseq, 1, __ATOMIC_SEQ_CST);
    pd->rd = pd->wd = 0;
    publishInfo(pd);
    unlock(&pd->lock);
    lock(&pollcache.lock);
    pd->link = pollcache.first;
    pollcache.first = pd;
    unlock(&pollcache.lock);
}

} // namespace

bool netpollinited() { return __atomic_load_n(&inited, __ATOMIC_ACQUIRE) != 0; }
bool netpollAnyWaiters() { return __atomic_load_n(&waiters, __ATOMIC_SEQ_CST) > 0; }
void netpollAdjustWaiters(int32 delta) {
    if (delta) __atomic_add_fetch(&waiters, delta, __ATOMIC_SEQ_CST);
}

int32 netpollready(glist *ready, pollDesc *pd, int32 mode) {
    int32 delta = 0;
    if (mode == 'r' || mode == 'r' + 'w')
        if (g *gp = netpollunblock(pd, 'r', true, &delta)) ready->push(gp);
    if (mode == 'w' || mode == 'r' + 'w')
        if (g *gp = netpollunblock(pd, 'w', true, &delta)) ready->push(gp);
    return delta;
}

void netpollsetEventErr(pollDesc *pd, bool failed) {
    if (failed)
        __atomic_or_fetch(&pd->info, pollEventErr, __ATOMIC_SEQ_CST);
    else if (infoof(pd) & pollEventErr)
        __atomic_and_fetch(&pd->info, ~static_cast<uint32>(pollEventErr), __ATOMIC_SEQ_CST);
}

void netpollsetEventEnd(pollDesc *pd) { __atomic_or_fetch(&pd->info, pollEventEnd, __ATOMIC_SEQ_CST); }

void netpollGenericInit() {
    if (netpollinited()) return;
    lock(&initLock);
    if (!netpollinited()) {
        netpollinit();
        __atomic_store_n(&inited, 1, __ATOMIC_RELEASE);
    }
    unlock(&initLock);
}

void poll_runtime_pollServerInit() { netpollGenericInit(); }

pollDesc *poll_runtime_pollOpen(uintptr fd, int32 *errnum) {
    pollDesc *pd = allocdesc();
    lock(&pd->lock);
    if (atomicload(&pd->rg) > pdReady || atomicload(&pd->wg) > pdReady)
        throw_("a free descriptor has a waiter");
    pd->fd = fd;
    pd->closing = false;
    pd->rd = pd->wd = 0;
    pd->rseq++;
    pd->wseq++;
    atomicstore(&pd->rg, pdNil);
    atomicstore(&pd->wg, pdNil);
    atomicstore(&pd->info, 0u);
    publishInfo(pd);
    unlock(&pd->lock);
    *errnum = netpollopen(fd, pd);
    if (*errnum == 0) return pd;
    freedesc(pd);
    return nullptr;
}

void poll_runtime_pollClose(pollDesc *pd) {
    if (!pd->closing) throw_("a descriptor is closed that was not unblocked");
    if (atomicload(&pd->rg) > pdReady || atomicload(&pd->wg) > pdReady)
        throw_("a descriptor is closed that somebody waits for");
    netpollclose(pd->fd);
    freedesc(pd);
}

int32 poll_runtime_pollReset(pollDesc *pd, int32 mode) {
    int32 err = netpollcheckerr(pd, mode);
    if (err == pollNoError) atomicstore(wordof(pd, mode), pdNil);
    return err;
}

bool poll_runtime_pollTellsNext(pollDesc *pd) { return netpollTellsNext(pd); }

int32 poll_runtime_pollWait(pollDesc *pd, int32 mode) {
    int32 err = netpollcheckerr(pd, mode);
    if (err != pollNoError) return err;
    while (!netpollblock(pd, mode, false)) {
        err = netpollcheckerr(pd, mode);
        if (err != pollNoError) return err;
        // A deadline passed, woke us, and was moved before we ran: wait on.
    }
    return pollNoError;
}

void poll_runtime_pollWaitCanceled(pollDesc *pd, int32 mode) {
    while (!netpollblock(pd, mode, true)) {
    }
}

void poll_runtime_pollSetDeadline(pollDesc *pd, int64 d, int32 mode) {
    int64 now = nanotime();
    int32 delta = 0;
    g *rg = nullptr, *wg = nullptr;
    lock(&pd->lock);
    if (pd->closing) return unlock(&pd->lock);
    if (d != 0 && d <= now) d = -1;
    if (mode == 'r' || mode == 'r' + 'w') pd->rd = d, pd->rseq++;
    if (mode == 'w' || mode == 'r' + 'w') pd->wd = d, pd->wseq++;
    publishInfo(pd);
    // One timer, rt, serves both directions if both have the same deadline.
    bool both = pd->rd > 0 && pd->rd == pd->wd;
    int64 wantr = pd->rd > 0 ? pd->rd : 0, wantw = pd->wd > 0 && !both ? pd->wd : 0;
    auto arm = [&](pollTimer *t, int64 when) {
        if (t->timer.pp && t->timer.when == when) return;
        stoptimer(&t->timer);
        if (when) armtimer(pd, t, when);
    };
    arm(&pd->rt, wantr);
    arm(&pd->wt, wantw);
    if (pd->rd < 0) rg = netpollunblock(pd, 'r', false, &delta);
    if (pd->wd < 0) wg = netpollunblock(pd, 'w', false, &delta);
    unlock(&pd->lock);
    wake(rg, wg, delta);
}

void poll_runtime_pollUnblock(pollDesc *pd) {
    int32 delta = 0;
    lock(&pd->lock);
    if (pd->closing) throw_("a descriptor is unblocked twice");
    pd->closing = true;
    pd->rseq++;
    pd->wseq++;
    publishInfo(pd);
    g *rg = netpollunblock(pd, 'r', false, &delta);
    g *wg = netpollunblock(pd, 'w', false, &delta);
    stoptimer(&pd->rt.timer);
    stoptimer(&pd->wt.timer);
    pd->rd = pd->wd = 0; // a timer function on its way finds nothing to do
    unlock(&pd->lock);
    wake(rg, wg, delta);
}

} // namespace go::runtime

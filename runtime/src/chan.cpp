// Send, receive, close. A sender that finds a receiver parked copies its element straight to where that one
// wants it.
#include "runtime/src/chan.h"
#include "runtime/src/error.h"
#include "runtime/src/seedsched.h"
#include "runtime/src/time.h"

namespace go::runtime {

void waitq::enqueue(sudog *s) {
    s->next = nullptr;
    s->prev = last;
    if (last)
        last->next = s;
    else
        first = s;
    last = s;
}

void waitq::remove(sudog *s) {
    if (s->prev)
        s->prev->next = s->next;
    else if (first == s)
        first = s->next;
    else
        return; // not queued
    if (s->next)
        s->next->prev = s->prev;
    else
        last = s->prev;
    s->next = s->prev = nullptr;
}

sudog *waitq::dequeue() {
    for (;;) {
        sudog *s = first;
        if (!s) return nullptr;
        first = s->next;
        if (first)
            first->prev = nullptr;
        else
            last = nullptr;
        s->next = s->prev = nullptr;
        if (s->isSelect && __atomic_exchange_n(&s->g->selectDone, 1, __ATOMIC_ACQ_REL)) continue;
        return s;
    }
}

void wakechan(sudog *s, bool success) {
    g *gp = s->g;
    s->success = success;
    gp->param = s;
    goready(gp);
}

namespace {

// Parks on q; true if a peer woke us, false if it was close.
bool parkon(hchan *c, waitq &q, void *elem, waitReason reason) {
    g *gp = getg();
    sudog s = {};
    s.g = gp;
    s.elem = elem;
    s.c = c;
    gp->waiting = &s;
    gp->param = nullptr;
    q.enqueue(&s);
    goparkunlockp(&c->lock, reason);
    gp->waiting = nullptr;
    return s.success;
}

} // namespace

GO_CC hchan *makechan(uintptr elemsize, layout *l, int_ size) {
    if (size < 0 || (elemsize && static_cast<uintptr>(size) > (uintptr(1) << 47) / elemsize))
        panicplain("makechan: size out of range");
    constexpr uintptr shortBuffer = 128; // stands behind the channel, in one object
    uintptr bytes = static_cast<uintptr>(size) * elemsize;
    bool behind = bytes <= shortBuffer;
    auto *c = static_cast<hchan *>(mallocgc(sizeof(hchan) + (behind ? bytes : 0), false));
    c->elemsize = elemsize;
    c->dataqsiz = static_cast<uint_>(size);
    // An empty buffer points at nothing that could be another object.
    c->buf = !behind ? static_cast<uint8 *>(mallocgc(bytes, l))
             : bytes ? reinterpret_cast<uint8 *>(c + 1)
                     : reinterpret_cast<uint8 *>(c);
    return c;
}

void panicclosedsend() { panicplain("send on closed channel"); }

bool trysend(hchan *c, const void *elem) {
    if (c->closed) [[unlikely]] {
        unlockp(&c->lock);
        panicclosedsend();
    }
    if (sudog *s = c->recvq.dequeue()) {
        if (s->elem) copyelem(s->elem, elem, c->elemsize);
        unlockp(&c->lock);
        wakechan(s, true);
        return true;
    }
    if (c->qcount < c->dataqsiz) {
        copyelem(chanbuf(c, c->sendx), elem, c->elemsize);
        advance(c, c->sendx);
        c->qcount++;
        unlockp(&c->lock);
        return true;
    }
    return false;
}

bool tryrecv(hchan *c, void *elem, bool *received) {
    *received = true;
    if (c->qcount > 0) {
        uint8 *slot = chanbuf(c, c->recvx);
        shadeblock(slot, c->elemsize);
        if (elem) copyelem(elem, slot, c->elemsize);
        advance(c, c->recvx);
        if (sudog *s = c->sendq.dequeue()) {
            // The buffer was full: the first waiting sender takes the slot that has come free, which is the
            // last in order.
            copyelem(slot, s->elem, c->elemsize);
            c->sendx = c->recvx;
            unlockp(&c->lock);
            wakechan(s, true);
            return true;
        }
        memset(slot, 0, c->elemsize);
        c->qcount--;
        unlockp(&c->lock);
        return true;
    }
    if (sudog *s = c->sendq.dequeue()) {
        if (elem) copyelem(elem, s->elem, c->elemsize);
        unlockp(&c->lock);
        wakechan(s, true);
        return true;
    }
    if (c->closed) {
        unlockp(&c->lock);
        if (elem) memset(elem, 0, c->elemsize);
        *received = false;
        return true;
    }
    return false;
}

GO_CC void chansend(hchan *c, const void *elem) {
    seedpoint("chan send");
    if (!c) gopark(nullptr, nullptr, waitReasonChanSendNilChan);
    lockp(&c->lock);
    if (trysend(c, elem)) return;
    if (!parkon(c, c->sendq, const_cast<void *>(elem), waitReasonChanSend)) panicclosedsend();
}

GO_CC bool chanrecv(hchan *c, void *elem) {
    seedpoint("chan receive");
    if (!c) gopark(nullptr, nullptr, waitReasonChanReceiveNilChan);
    bool received;
    lockp(&c->lock);
    bool timed = c->timer;
    if (timed) [[unlikely]]
        timerchanlook(c);
    if (tryrecv(c, elem, &received)) return received;
    if (timed) [[unlikely]]
        timerchanblock(c);
    received = parkon(c, c->recvq, elem, waitReasonChanReceive);
    if (timed) [[unlikely]] {
        lockp(&c->lock);
        timerchanunblock(c);
        unlockp(&c->lock);
    }
    return received;
}

GO_CC void closechan(hchan *c) {
    if (!c) panicplain("close of nil channel");
    seedpoint("close");
    lockp(&c->lock);
    if (c->closed) {
        unlockp(&c->lock);
        panicplain("close of closed channel");
    }
    c->closed = true;
    sudog *all = nullptr, **end = &all;
    for (waitq *q : {&c->recvq, &c->sendq})
        while (sudog *s = q->dequeue()) {
            if (q == &c->recvq && s->elem) memset(s->elem, 0, c->elemsize);
            *end = s;
            end = &s->next;
        }
    *end = nullptr;
    unlockp(&c->lock);
    while (all) {
        sudog *s = all;
        all = s->next; // s is gone once its g runs
        s->next = nullptr;
        wakechan(s, false);
    }
}

GO_CC int_ chanlen(const hchan *c) { return c && !c->timer ? static_cast<int_>(c->qcount) : 0; }
GO_CC int_ chancap(const hchan *c) { return c && !c->timer ? static_cast<int_>(c->dataqsiz) : 0; }

} // namespace go::runtime

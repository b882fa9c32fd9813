// select: look at the cases in random order under all locks; if none can proceed, wait on all of them.
//
// Locks are taken in address order. The winner of a parked select is who first sets g->selectDone.
#include "runtime/src/chan.h"
#include "runtime/src/seedsched.h"
#include "runtime/src/time.h"

namespace go::runtime {

namespace {

constexpr int_ maxInFrame = 16; // cases whose state fits in selectgo's frame

struct state {
    uint16 poll[maxInFrame], order[maxInFrame];
    sudog sudogs[maxInFrame];
};

void sellock(const scase *cases, const uint16 *order, int_ n) {
    hchan *last = nullptr;
    for (int_ i = 0; i < n; i++) {
        hchan *c = cases[order[i]].c;
        if (c != last) lockp(&c->lock);
        last = c;
    }
}

void selunlock(const scase *cases, const uint16 *order, int_ n, const hchan *except = nullptr) {
    for (int_ i = n - 1; i >= 0; i--) {
        hchan *c = cases[order[i]].c;
        if (i > 0 && cases[order[i - 1]].c == c) continue;
        if (c != except) unlockp(&c->lock);
    }
}

// Whether the case can proceed now.
bool ready(const scase &k) {
    const hchan *c = k.c;
    if (k.send) return c->closed || c->recvq.first || c->qcount < c->dataqsiz;
    return c->qcount > 0 || c->sendq.first || c->closed;
}

void sortbyaddress(const scase *cases, uint16 *order, int_ n) {
    for (int_ i = 1; i < n; i++) {
        uint16 x = order[i];
        int_ k = i;
        for (; k > 0 && cases[order[k - 1]].c > cases[x].c; k--) order[k] = order[k - 1];
        order[k] = x;
    }
}

struct selpark {
    const scase *cases;
    const uint16 *order;
    int_ n;
};

bool selparkcommit(g *, void *arg) {
    auto *s = static_cast<selpark *>(arg);
    selunlock(s->cases, s->order, s->n);
    return true;
}

int_ selectimpl(scase *cases, int_ n, bool block, uint16 *poll, uint16 *order, sudog *sudogs) {
    int_ live = 0; // cases with a channel, in random order
    for (int_ i = 0; i < n; i++) {
        if (!cases[i].c) continue;
        int_ k = cheaprandn(static_cast<uint32>(live + 1));
        poll[live] = poll[k];
        poll[k] = static_cast<uint16>(i);
        live++;
    }
    if (live == 0) {
        if (!block) return -1;
        gopark(nullptr, nullptr, n == 0 ? waitReasonSelectNoCases : waitReasonSelect);
    }
    for (int_ i = 0; i < live; i++) order[i] = poll[i];
    sortbyaddress(cases, order, live);
    sellock(cases, order, live);

    for (int_ i = 0; i < live; i++) {
        scase &k = cases[poll[i]];
        if (k.c->timer) timerchanlook(k.c);
        if (!ready(k)) continue;
        // The try fails if the queued peer is a select that another case has won; then all is to be looked at
        // again.
        bool received = true;
        selunlock(cases, order, live, k.c);
        if (k.send ? trysend(k.c, k.elem) : tryrecv(k.c, k.elem, &received)) {
            if (k.ok) *k.ok = received;
            return poll[i];
        }
        unlockp(&k.c->lock);
        sellock(cases, order, live);
        i = -1;
    }
    if (!block) {
        selunlock(cases, order, live);
        return -1;
    }

    g *gp = getg();
    gp->selectDone = 0;
    gp->param = nullptr;
    for (int_ i = 0; i < live; i++) {
        scase &k = cases[order[i]];
        sudog &s = sudogs[i];
        s = {};
        s.g = gp;
        s.isSelect = true;
        s.elem = k.elem;
        s.c = k.c;
        s.index = order[i];
        (k.send ? k.c->sendq : k.c->recvq).enqueue(&s);
        if (k.c->timer) timerchanblock(k.c);
    }
    gp->waiting = sudogs;
    selpark commit = {cases, order, live};
    gopark(selparkcommit, &commit, waitReasonSelect);

    sellock(cases, order, live);
    auto *won = static_cast<sudog *>(gp->param);
    gp->param = nullptr;
    gp->waiting = nullptr;
    for (int_ i = 0; i < live; i++) {
        sudog &s = sudogs[i];
        if (s.c->timer) timerchanunblock(s.c);
        if (&s != won) (cases[s.index].send ? s.c->sendq : s.c->recvq).remove(&s);
    }
    selunlock(cases, order, live);
    scase &k = cases[won->index];
    if (k.send && !won->success) panicclosedsend();
    if (k.ok) *k.ok = won->success;
    return won->index;
}

} // namespace

GO_CC int_ selectgo(scase *cases, int_ n, bool block) {
    seedpoint("select");
    if (n == 1 && !block && cases[0].c) {
        // select with one case and a default: the usual try.
        scase &k = cases[0];
        bool received = true;
        lockp(&k.c->lock);
        if (k.c->timer) timerchanlook(k.c);
        if (k.send ? trysend(k.c, k.elem) : tryrecv(k.c, k.elem, &received)) {
            if (k.ok) *k.ok = received;
            return 0;
        }
        unlockp(&k.c->lock);
        return -1;
    }
    if (n <= maxInFrame) {
        state s;
        return selectimpl(cases, n, block, s.poll, s.order, s.sudogs);
    }
    auto *poll = static_cast<uint16 *>(mallocgc(sizeof(uint16) * 2 * static_cast<uintptr>(n), true));
    auto *sudogs = static_cast<sudog *>(mallocgc(sizeof(sudog) * static_cast<uintptr>(n), false));
    return selectimpl(cases, n, block, poll, poll + n, sudogs);
}

} // namespace go::runtime

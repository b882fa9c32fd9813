// Channels: a ring of elements, and the queues of the goroutines that wait to receive and to send.
//
// Invariants: at least one of recvq and sendq is empty, but for a goroutine that waits on both in one select.
// If the channel has a buffer: qcount > 0 means that recvq is empty, qcount < dataqsiz that sendq is.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

struct waitq {
    sudog *first, *last;
    void enqueue(sudog *s);
    void remove(sudog *s); // s need not be in the queue any more
    sudog *dequeue();      // skips selects that another case has won
};

struct hchan {
    uint_ qcount, dataqsiz;
    uint8 *buf; // dataqsiz elements
    uintptr elemsize;
    uint_ sendx, recvx;
    bool closed;
    waitq recvq, sendq;
    struct timer *timer; // of time.Timer or Ticker; null: an ordinary channel
    mutex lock;
};

inline void copyelem(void *to, const void *from, uintptr size) {
    if (size == 8)
        __builtin_memcpy(to, from, 8);
    else if (size)
        memcpy(to, from, size);
}
inline uint8 *chanbuf(hchan *c, uint_ i) { return c->buf + i * c->elemsize; }
inline void advance(hchan *c, uint_ &x) {
    if (++x == c->dataqsiz) x = 0;
}

// One step of a send or receive under c->lock. They unlock and return true if they could proceed.
bool trysend(hchan *c, const void *elem);
bool tryrecv(hchan *c, void *elem, bool *received);
void wakechan(sudog *s, bool success); // whom a peer (or close) has dequeued
[[noreturn]] void panicclosedsend();

} // namespace go::runtime

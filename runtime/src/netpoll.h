// Goroutines that wait for descriptors: the part of the poller that no operating system has a say in, and
// what it asks of the one that has (netpoll_epoll.cpp, netpoll_kqueue.cpp, netpoll_iocp.cpp: one is built).
//
// A descriptor is registered once, edge triggered, with its pollDesc; where the system tells of operations
// that have ended instead (netpoll_iocp.h), a direction is ready when its operation has. Each direction of a
// pollDesc has a word, rg or wg, that only ever moves
//     pdNil  -> pdReady    the descriptor may be usable: whoever waits next need not
//     pdNil  -> pdWait     a goroutine is about to park
//     pdWait -> G          it has parked: the word is its address
//     G, pdWait -> pdNil   woken by a deadline or by close
//     G, pdWait -> pdReady woken by the descriptor; the goroutine takes pdReady back to pdNil
// by compare-and-swap, so that a notification between a failed read and the park is never lost. One goroutine
// at a time waits for a direction; internal/poll's fdMutex sees to that.
#pragma once

#include "runtime/src/time.h"

namespace go::runtime {

// Of a pollDesc, for lock-free readers of `info`.
enum : uint32 {
    pollClosing = 1,
    pollEventErr = 2, // the kernel reported an error when it registered or last notified
    pollExpiredReadDeadline = 4,
    pollExpiredWriteDeadline = 8,
    pollEventEnd = 16, // the peer has ended or there is urgent data; stays until the descriptor is closed
};

struct pollDesc;

// The timer function of a deadline: a closure that lives in its pollDesc, so none is allocated.
struct pollTimer {
    void(GO_CC *code)(pollTimer *self);
    pollDesc *pd;
    struct timer timer;
};

// Never freed, only used again: a late event may still name it. netpollTag has fdseq to tell the two apart.
struct pollDesc {
    pollDesc *link; // in pollcache, guarded by pollcache.lock
    uintptr fd;
    uint32 fdseq;   // incremented by every close, guarded by lock; read by netpoll without it
    uint32 info;    // flags above, atomic, published under lock
    uintptr rg, wg; // pdNil, pdReady, pdWait or a g; atomic

    mutex lock; // of what follows
    bool closing;
    int64 rd, wd;       // deadlines in nanotime; 0: none, -1: has passed
    uintptr rseq, wseq; // incremented whenever a deadline changes
    pollTimer rt, wt;
};

// For the scheduler. Timers need the poller too, to wake who sleeps in it.
void netpollGenericInit();
bool netpollinited();
// The Gs that can go on. delay in nanoseconds: < 0 waits for an event, 0 does not wait. Returns early on a
// signal or netpollBreak. *delta is for netpollAdjustWaiters, once the Gs are queued or run: in between
// nobody but this count knows of them, and without it all would seem to be asleep for ever.
glist netpoll(int64 delay, int32 *delta);
void netpollAdjustWaiters(int32 delta);
bool netpollAnyWaiters(); // some G is parked on a descriptor
void netpollBreak();      // makes a waiting netpoll return; from any thread

// For the back end. mode is 'r', 'w' or both added up; ready collects whom the event wakes; the
// result, negative, is added to netpoll's delta.
int32 netpollready(glist *ready, pollDesc *pd, int32 mode);
void netpollsetEventErr(pollDesc *pd, bool failed);
void netpollsetEventEnd(pollDesc *pd);
// What the kernel is given to name a registration: the pollDesc's address (47 bits) with the low 16 bits of
// fdseq below it. An event whose tag is no longer that of its pollDesc is for a descriptor that was closed
// since. Never 0.
inline uint64 netpollTag(pollDesc *pd) {
    return static_cast<uint64>(reinterpret_cast<uintptr>(pd)) << 16 | (atomicload(&pd->fdseq) & 0xffff);
}
inline pollDesc *netpollTagged(uint64 tag) {
    return reinterpret_cast<pollDesc *>(static_cast<uintptr>(tag >> 16));
}
// netpoll's delay in milliseconds, for a kernel that counts in these. Rounded up, so that a timer is due when
// it is looked at. -1: for ever.
inline int32 netpollMilliseconds(int64 delay) {
    if (delay < 0) return -1;
    constexpr int64 most = 1000000000;
    if (delay > most * 1000000) return most;
    return static_cast<int32>((delay + 999999) / 1000000);
}

// The back end.
void netpollinit();
int32 netpollopen(uintptr fd, pollDesc *pd); // an errno
int32 netpollclose(uintptr fd);
bool netpollIsPollDescriptor(uintptr fd);
// Will the kernel tell of all that comes after a read that a TCP connection could not fill, data and end
// alike? Then the next read need not try before it waits.
bool netpollTellsNext(pollDesc *pd);

// The limit of descriptors before netpollinit raised it, for what the program starts. 0: it has not.
extern uint64 softNofile;

// Natives of internal/poll.
void poll_runtime_pollServerInit();
pollDesc *poll_runtime_pollOpen(uintptr fd, int32 *errnum);
void poll_runtime_pollClose(pollDesc *pd);
// These return a pollNoError... code.
enum : int32 { pollNoError, pollErrClosing, pollErrTimeout, pollErrNotPollable };
int32 poll_runtime_pollReset(pollDesc *pd, int32 mode);
bool poll_runtime_pollTellsNext(pollDesc *pd);
int32 poll_runtime_pollWait(pollDesc *pd, int32 mode);
// Until the kernel has told of an operation that was cancelled, deadlines and close notwithstanding.
void poll_runtime_pollWaitCanceled(pollDesc *pd, int32 mode);
void poll_runtime_pollSetDeadline(pollDesc *pd, int64 d, int32 mode);
void poll_runtime_pollUnblock(pollDesc *pd);

} // namespace go::runtime

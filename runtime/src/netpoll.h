// Goroutines that wait for descriptors: the part of the poller that no operating system has a say in, and
// what it asks of the one that has (netpoll_epoll.cpp).
//
// A descriptor is registered once, edge triggered, with its pollDesc. Each direction of a pollDesc has a
// word, rg or wg, that only ever moves
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
};

struct pollDesc;

// The timer function of a deadline: a closure that lives in its pollDesc, so none is allocated.
struct pollTimer {
    void(GO_CC *code)(pollTimer *self);
    pollDesc *pd;
    struct timer timer;
};

// Never freed, only used again: a late event may still name it. The kernel's tag has fdseq to tell the two
// apart.
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
// signal or netpollBreak.
glist netpoll(int64 delay);
bool netpollAnyWaiters(); // some G is parked on a descriptor
void netpollBreak();      // makes a waiting netpoll return; from any thread

// For the back end. mode is 'r', 'w' or both added up; ready collects whom the event wakes, and delta
// (negative) goes to netpollAdjustWaiters when the list is handed on.
int32 netpollready(glist *ready, pollDesc *pd, int32 mode);
void netpollAdjustWaiters(int32 delta);
void netpollsetEventErr(pollDesc *pd, bool failed);

// The back end.
void netpollinit();
int32 netpollopen(uintptr fd, pollDesc *pd); // an errno
int32 netpollclose(uintptr fd);
bool netpollIsPollDescriptor(uintptr fd);

// The limit of descriptors before netpollinit raised it, for what the program starts. 0: it has not.
extern uint64 softNofile;

// Natives of internal/poll.
void poll_runtime_pollServerInit();
pollDesc *poll_runtime_pollOpen(uintptr fd, int32 *errnum);
void poll_runtime_pollClose(pollDesc *pd);
// These return a pollNoError... code.
enum : int32 { pollNoError, pollErrClosing, pollErrTimeout, pollErrNotPollable };
int32 poll_runtime_pollReset(pollDesc *pd, int32 mode);
int32 poll_runtime_pollWait(pollDesc *pd, int32 mode);
void poll_runtime_pollSetDeadline(pollDesc *pd, int64 d, int32 mode);
void poll_runtime_pollUnblock(pollDesc *pd);

} // namespace go::runtime

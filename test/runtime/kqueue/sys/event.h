// As much of FreeBSD's <sys/event.h> as the poller needs, for where there is none. The test brings kqueue and
// kevent (netpoll_kqueue.cpp, emulation.cpp). -DKQUEUE_NO_USER: as on a system without events of the user's
// own. test/runtime/netpoll_kqueue.test compares it with what Go's runtime says of FreeBSD.
#pragma once

#include <cstdint>
#include <ctime>

#define EVFILT_READ (-1)
#define EVFILT_WRITE (-2)

#define EV_ADD 0x1
#define EV_DELETE 0x2
#define EV_CLEAR 0x20
#define EV_RECEIPT 0x40
#define EV_ERROR 0x4000
#define EV_EOF 0x8000

#ifndef KQUEUE_NO_USER
#define EVFILT_USER (-11)
#define NOTE_TRIGGER 0x1000000
#endif

struct kevent {
    uintptr_t ident;
    int16_t filter;
    uint16_t flags;
    uint32_t fflags;
    int64_t data;
    void *udata;
    uint64_t ext[4];
};

extern "C" {
int kqueue();
int kevent(int kq, const struct kevent *changes, int nchanges, struct kevent *events, int nevents,
           const timespec *timeout);
}

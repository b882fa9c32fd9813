// The poller on the kqueue of macOS and the BSDs.
//
// A descriptor has two filters, for reading and for writing, both registered at once with EV_CLEAR: edge
// triggered, so nothing is to be done when a goroutine begins or ends to wait. The kernel forgets them when
// the descriptor is closed.
//
// netpollBreak triggers an event of the user's own, or writes to a pipe where the kernel has no such events.
#include "runtime/src/netpoll.h"

#include <cerrno>
#include <ctime>
#include <fcntl.h>
#include <sys/types.h>
// Needs the types of the former.
#include <sys/event.h>
#include <unistd.h>

namespace go::runtime {

namespace {

using event = struct kevent;

int kq = -1;
uint32 wakeSig; // 1: a netpollBreak is under way; spares the others the system call
constexpr uint64 breakTag = 0;

[[noreturn]] void failed(const char *what) {
    write_(2, what, strlen(what));
    throw_("the network poller does not start");
}

// What else `filter` is to tell and its udata, which is a pointer or an integer, depend on the system.
event change(uintptr ident, int filter, int flags, uint64 tag) {
    event ev = {};
    ev.ident = ident;
    ev.filter = static_cast<decltype(ev.filter)>(filter);
    ev.flags = static_cast<decltype(ev.flags)>(flags);
    static_assert(sizeof ev.udata == sizeof tag);
    memcpy(&ev.udata, &tag, sizeof tag);
    return ev;
}

uint64 tagof(const event &ev) {
    uint64 tag;
    memcpy(&tag, &ev.udata, sizeof tag);
    return tag;
}

// The changes are made in order, up to the first that fails. An errno.
int32 apply(const event *changes, int n) {
    while (kevent(kq, changes, n, nullptr, 0, nullptr) < 0)
        if (errno != EINTR) return errno;
    return 0;
}

#ifdef EVFILT_USER

void addwakeup() {
    event ev = change(0, EVFILT_USER, EV_ADD | EV_CLEAR, breakTag);
    if (apply(&ev, 1)) failed("kevent: ");
}

void wakeup() {
    event ev = change(0, EVFILT_USER, 0, breakTag);
    ev.fflags = NOTE_TRIGGER;
    if (apply(&ev, 1)) throw_("kevent does not wake the poller");
}

// The event is gone once it is told: one that was not meant for us is triggered again.
void wokenup(bool blocked) {
    if (blocked)
        atomicstore(&wakeSig, 0);
    else
        wakeup();
}

#else

int wakepipe[2];

void addwakeup() {
    if (pipe(wakepipe) < 0) failed("pipe: ");
    for (int fd : wakepipe) {
        fcntl(fd, F_SETFD, FD_CLOEXEC);
        fcntl(fd, F_SETFL, O_NONBLOCK);
    }
    event ev = change(static_cast<uintptr>(wakepipe[0]), EVFILT_READ, EV_ADD, breakTag);
    if (apply(&ev, 1)) failed("kevent: ");
}

void wakeup() {
    uint8 one = 1;
    while (write(wakepipe[1], &one, sizeof one) < 0 && errno == EINTR) {
    }
}

// Not registered with EV_CLEAR: a look that does not wait leaves the byte, and so the event, to the one that
// does.
void wokenup(bool blocked) {
    if (!blocked) return;
    uint8 bytes[16];
    [[maybe_unused]] ssize_t got = read(wakepipe[0], bytes, sizeof bytes);
    atomicstore(&wakeSig, 0);
}

#endif

} // namespace

void netpollinit() {
    kq = kqueue();
    if (kq < 0) failed("kqueue: ");
    fcntl(kq, F_SETFD, FD_CLOEXEC);
    addwakeup();
}

int32 netpollopen(uintptr fd, pollDesc *pd) {
    uint64 tag = netpollTag(pd);
    const event both[] = {change(fd, EVFILT_READ, EV_ADD | EV_CLEAR, tag),
                          change(fd, EVFILT_WRITE, EV_ADD | EV_CLEAR, tag)};
    int32 err = apply(both, 2);
    if (err) { // what can only be read is not left half registered
        event undo = change(fd, EVFILT_READ, EV_DELETE, tag);
        apply(&undo, 1);
    }
    return err;
}

bool netpollTellsNext(pollDesc *) { return false; }

int32 netpollclose(uintptr /*fd*/) { return 0; }

void netpollBreak() {
    if (cas(&wakeSig, 0, 1)) wakeup();
}

glist netpoll(int64 delay, int32 *delta) {
    glist ready = {};
    *delta = 0;
    if (kq < 0) return ready;
    timespec t = {}, *timeout = &t;
    if (delay < 0) {
        timeout = nullptr;
    } else {
        // macOS refuses very long times.
        constexpr int64 longest = 1000000;
        int64 sec = delay / 1000000000;
        t.tv_sec = static_cast<decltype(t.tv_sec)>(sec > longest ? longest : sec);
        t.tv_nsec = static_cast<decltype(t.tv_nsec)>(sec > longest ? 0 : delay % 1000000000);
    }
    event events[64];
    int n = kevent(kq, nullptr, 0, events, 64, timeout);
    // Some tell of the end of the time by an error.
    if (n < 0 && errno != EINTR && errno != ETIMEDOUT) throw_("kevent has failed");
    for (int i = 0; i < n; i++) {
        const event &ev = events[i];
        uint64 tag = tagof(ev);
        if (tag == breakTag) {
            wokenup(delay != 0);
            continue;
        }
        pollDesc *pd = netpollTagged(tag);
        if (netpollTag(pd) != tag) continue;
        int32 mode = 0;
        if (ev.filter == EVFILT_READ) mode = 'r';
        if (ev.filter == EVFILT_WRITE) mode = 'w';
        // A pipe whose read end is closed may tell its write end by the read filter.
        if (ev.filter == EVFILT_READ && ev.flags & EV_EOF) mode += 'w';
        if (!mode) continue;
        netpollsetEventErr(pd, ev.flags == EV_ERROR);
        *delta += netpollready(&ready, pd, mode);
    }
    return ready;
}

} // namespace go::runtime

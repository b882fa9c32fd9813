// The poller on Linux's epoll.
//
// Descriptors are registered for both directions at once and edge triggered: the kernel tells of changes
// only, so nothing is to be done when a goroutine begins or ends to wait.
//
// So a read that got less than it asked for has emptied a TCP connection, and the next one waits without
// trying (epoll(7), "Do I need to continuously read/write a file descriptor until EAGAIN…"): each later
// arrival, the end included, is a change of its own. Two things may lie behind such a read without one: an
// end that came along with the data, and what follows an urgent byte. Both have been told of with the data,
// as EPOLLRDHUP and EPOLLPRI, and from then on reads try first.
#include "runtime/src/netpoll.h"

#include <cerrno>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/resource.h>
#include <unistd.h>

namespace go::runtime {

namespace {

int epfd = -1, eventfd_ = -1;
uint32 wakeSig; // 1: a netpollBreak is under way; spares the others the system call
constexpr uint64 breakTag = 0;

[[noreturn]] void failed(const char *what) {
    write_(2, what, strlen(what));
    throw_("the network poller does not start");
}

// epoll_pwait2 (Linux 5.11) counts in nanoseconds; without it, timers below a millisecond would be late.
int waitevents(epoll_event *events, int n, int64 delay) {
    static bool missing;
    if (delay > 0 && !__atomic_load_n(&missing, __ATOMIC_RELAXED)) {
        timespec t = {delay / 1000000000, delay % 1000000000};
        int got = epoll_pwait2(epfd, events, n, &t, nullptr);
        if (got >= 0 || errno != ENOSYS) return got;
        __atomic_store_n(&missing, true, __ATOMIC_RELAXED);
    }
    return epoll_wait(epfd, events, n, netpollMilliseconds(delay));
}

} // namespace

uint64 softNofile;

void netpollinit() {
    // select's limit of 1024 descriptors is not ours: take what the system allows.
    rlimit files;
    if (getrlimit(RLIMIT_NOFILE, &files) == 0 && files.rlim_cur < files.rlim_max) {
        softNofile = files.rlim_cur;
        files.rlim_cur = files.rlim_max;
        setrlimit(RLIMIT_NOFILE, &files);
    }
    epfd = epoll_create1(EPOLL_CLOEXEC);
    if (epfd < 0) failed("epoll_create1: ");
    eventfd_ = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
    epoll_event ev = {};
    ev.events = EPOLLIN;
    ev.data.u64 = breakTag;
    if (eventfd_ < 0 || epoll_ctl(epfd, EPOLL_CTL_ADD, eventfd_, &ev) < 0) failed("eventfd: ");
}

int32 netpollopen(uintptr fd, pollDesc *pd) {
    epoll_event ev = {};
    ev.events = EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLPRI | EPOLLET;
    ev.data.u64 = netpollTag(pd);
    return epoll_ctl(epfd, EPOLL_CTL_ADD, static_cast<int>(fd), &ev) < 0 ? errno : 0;
}

bool netpollIsPollDescriptor(uintptr fd) {
    auto n = static_cast<int>(fd);
    return netpollinited() && (n == epfd || n == eventfd_);
}

bool netpollTellsNext(pollDesc *pd) {
    return (__atomic_load_n(&pd->info, __ATOMIC_SEQ_CST) & pollEventEnd) == 0;
}

int32 netpollclose(uintptr fd) {
    epoll_event ev = {};
    return epoll_ctl(epfd, EPOLL_CTL_DEL, static_cast<int>(fd), &ev) < 0 ? errno : 0;
}

void netpollBreak() {
    uint32 idle = 0;
    if (!__atomic_compare_exchange_n(&wakeSig, &idle, 1, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST)) return;
    uint64 one = 1;
    while (write(eventfd_, &one, sizeof one) < 0 && errno == EINTR) {
    }
}

glist netpoll(int64 delay, int32 *delta) {
    glist ready = {};
    *delta = 0;
    if (epfd < 0) return ready;
    epoll_event events[128];
    int n = waitevents(events, 128, delay);
    if (n < 0 && errno != EINTR) throw_("epoll_wait has failed");
    for (int i = 0; i < n; i++) {
        const epoll_event &ev = events[i];
        if (ev.data.u64 == breakTag) {
            // A look that does not wait leaves it to the one that does.
            if (delay == 0) continue;
            uint64 count;
            [[maybe_unused]] ssize_t got = read(eventfd_, &count, sizeof count);
            __atomic_store_n(&wakeSig, 0, __ATOMIC_SEQ_CST);
            continue;
        }
        pollDesc *pd = netpollTagged(ev.data.u64);
        if (netpollTag(pd) != ev.data.u64) continue;
        int32 mode = 0;
        if (ev.events & (EPOLLIN | EPOLLRDHUP | EPOLLHUP | EPOLLERR)) mode += 'r';
        if (ev.events & (EPOLLOUT | EPOLLHUP | EPOLLERR)) mode += 'w';
        if (ev.events & (EPOLLRDHUP | EPOLLHUP | EPOLLERR | EPOLLPRI)) netpollsetEventEnd(pd);
        if (!mode) continue;
        netpollsetEventErr(pd, ev.events == EPOLLERR);
        *delta += netpollready(&ready, pd, mode);
    }
    return ready;
}

} // namespace go::runtime

// As much of kqueue as the poller needs, made from epoll: linked before the runtime, with netpoll_kqueue.cpp,
// it puts the scheduler on the kqueue back end. Only edge-triggered filters of descriptors, and events of the
// user's own.
#include <cerrno>
#include <cstdlib>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/types.h>
// Needs the types of the former.
#include <sys/event.h>
#include <unistd.h>

namespace {

constexpr int maxfd = 1 << 16;
pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; // of knotes and user
struct {
    bool read, write;
    void *readtag, *writetag;
} knotes[maxfd];

int wakefd;
struct kevent user;

int change(int kq, const struct kevent &c) {
    if (c.filter == EVFILT_USER) {
        if (c.flags & EV_ADD) {
            user = c;
            wakefd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
            epoll_event ev = {.events = EPOLLIN | EPOLLET, .data = {.fd = wakefd}};
            return epoll_ctl(kq, EPOLL_CTL_ADD, wakefd, &ev);
        }
        uint64_t one = 1;
        return c.fflags & NOTE_TRIGGER && write(wakefd, &one, sizeof one) < 0 ? -1 : 0;
    }
    int fd = static_cast<int>(c.ident);
    if (fd >= maxfd) abort();
    auto &k = knotes[fd];
    bool on = c.flags & EV_ADD;
    if (on && !(c.flags & EV_CLEAR)) abort();
    epoll_event ev = {.events = EPOLLET, .data = {.fd = fd}};
    bool known = epoll_ctl(kq, EPOLL_CTL_MOD, fd, &ev) == 0; // closing has made epoll forget it
    if (!known) k = {};
    (c.filter == EVFILT_READ ? k.read : k.write) = on;
    (c.filter == EVFILT_READ ? k.readtag : k.writetag) = c.udata;
    if (k.read) ev.events |= EPOLLIN | EPOLLRDHUP;
    if (k.write) ev.events |= EPOLLOUT;
    if (!k.read && !k.write) return known ? epoll_ctl(kq, EPOLL_CTL_DEL, fd, &ev) : 0;
    return epoll_ctl(kq, known ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, fd, &ev);
}

// A descriptor's event becomes one or two.
int told(const epoll_event &ev, struct kevent *out) {
    if (ev.data.fd == wakefd) {
        uint64_t count;
        if (read(wakefd, &count, sizeof count) < 0) return 0; // another thread has had it
        out[0] = user;
        return 1;
    }
    const auto &k = knotes[ev.data.fd];
    bool over = ev.events & (EPOLLHUP | EPOLLERR);
    uint16_t flags = EV_CLEAR;
    int n = 0;
    auto tell = [&](int16_t filter, bool eof, void *tag) {
        out[n] = {};
        out[n].ident = static_cast<uintptr_t>(ev.data.fd);
        out[n].filter = filter;
        out[n].flags = static_cast<uint16_t>(flags | (eof ? EV_EOF : 0));
        out[n++].udata = tag;
    };
    if (k.read && (over || ev.events & (EPOLLIN | EPOLLRDHUP)))
        tell(EVFILT_READ, over || ev.events & EPOLLRDHUP, k.readtag);
    if (k.write && (over || ev.events & EPOLLOUT)) tell(EVFILT_WRITE, over, k.writetag);
    return n;
}

} // namespace

extern "C" int kqueue() { return epoll_create1(0); }

extern "C" int kevent(int kq, const struct kevent *changes, int nchanges, struct kevent *events, int nevents,
                      const timespec *timeout) {
    pthread_mutex_lock(&lock);
    for (int i = 0; i < nchanges; i++)
        if (change(kq, changes[i]) < 0) {
            int err = errno;
            pthread_mutex_unlock(&lock);
            errno = err;
            return -1;
        }
    pthread_mutex_unlock(&lock);
    if (nevents < 2) return 0;
    epoll_event got[32];
    int n = epoll_pwait2(kq, got, nevents / 2 < 32 ? nevents / 2 : 32, timeout, nullptr);
    if (n < 0) return -1;
    pthread_mutex_lock(&lock);
    int count = 0;
    for (int i = 0; i < n; i++) count += told(got[i], events + count);
    pthread_mutex_unlock(&lock);
    return count;
}

// Descriptors for C++ callers: what internal/poll is for Go.
//
// A netfd is in the collector's heap. Whoever uses its descriptor holds a reference; close wakes them, and
// the last one gives it back. Like internal/poll, one semaphore a direction keeps readers (writers) apart,
// since a pollDesc has room for one of each.
#include "runtime/src/netpoll.h"

#include "go/cpp.h"
#include "go/sema.h"

#include <arpa/inet.h>
#include <cerrno>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace go::runtime {

struct netfd {
    pollDesc *pd;
    int32 fd;
    int32 refs;     // users, and one until it is closed; atomic
    uint32 closing; // atomic
    uint32 side[2]; // semaphores: reading, writing
};

namespace {

bool take(netfd *f) {
    if (!f) return false;
    for (int32 n = atomicload(&f->refs); n > 0 && !atomicload(&f->closing); n = atomicload(&f->refs))
        if (cas(&f->refs, n, n + 1)) return true;
    return false;
}

void drop(netfd *f) {
    if (xadd(&f->refs, -1) > 0) return;
    poll_runtime_pollClose(f->pd);
    ::close(f->fd);
}

int32 errnoof(int32 pollerr) {
    if (pollerr == pollErrTimeout) return -ETIMEDOUT;
    return pollerr == pollErrClosing ? -EBADF : -EIO;
}

// Calls op until it does not ask to wait. Its result, or a negative errno. It is not inlined, so that errno
// is looked up anew after the goroutine has moved to another thread.
template <class F> __attribute__((noinline)) int_ attempt(F op) {
    int_ r = op();
    return r >= 0 ? r : -errno;
}
template <class F> int_ polled(netfd *f, int32 mode, F op) {
    int32 err = poll_runtime_pollReset(f->pd, mode);
    while (err == pollNoError) {
        int_ r = attempt(op);
        if (r != -EAGAIN && r != -EINTR) return r;
        if (r == -EAGAIN) err = poll_runtime_pollWait(f->pd, mode);
    }
    return errnoof(err);
}

// op, as the only one of that direction.
template <class F> int_ alone(netfd *f, int32 mode, F op) {
    if (!take(f)) return -EBADF;
    uint32 *side = &f->side[mode == 'w'];
    semacquire(side, false, 0);
    int_ r = polled(f, mode, op);
    semrelease(side, false);
    drop(f);
    return r;
}

struct address {
    union {
        sockaddr any;
        sockaddr_in v4;
        sockaddr_in6 v6;
    };
    socklen_t len;
};

bool parse(const char *ip, uint16 port, address *a) {
    *a = {};
    if (inet_pton(AF_INET, ip, &a->v4.sin_addr) == 1) {
        a->v4.sin_family = AF_INET;
        a->v4.sin_port = htons(port);
        a->len = sizeof a->v4;
        return true;
    }
    if (inet_pton(AF_INET6, ip, &a->v6.sin6_addr) != 1) return false;
    a->v6.sin6_family = AF_INET6;
    a->v6.sin6_port = htons(port);
    a->len = sizeof a->v6;
    return true;
}

int32 tcpsocket(const address &a) {
    int_ fd =
        attempt([&] { return ::socket(a.any.sa_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0); });
    if (fd < 0) return static_cast<int32>(fd);
    int on = 1;
    ::setsockopt(static_cast<int32>(fd), IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
    return static_cast<int32>(fd);
}

// c, or after an error that one, with the connection closed.
tuple<conn, int32> checked(conn c, int_ err) {
    if (err >= 0) return {c, 0};
    c.close();
    return {{}, static_cast<int32>(err)};
}

} // namespace

tuple<conn, int32> openconn(int32 fd) {
    poll_runtime_pollServerInit();
    int on = 1;
    int_ err = attempt([&] { return ::ioctl(fd, FIONBIO, &on); });
    int32 errnum = 0;
    pollDesc *pd = err < 0 ? nullptr : poll_runtime_pollOpen(static_cast<uintptr>(fd), &errnum);
    if (!pd) return {{}, err < 0 ? static_cast<int32>(err) : -errnum};
    auto *f = newobject<netfd>();
    *f = {pd, fd, 1, 0, {1, 1}};
    return {{f}, 0};
}

int_ conn::read(void *p, uintptr n) {
    return alone(f, 'r', [fd = f ? f->fd : -1, p, n] { return ::read(fd, p, n); });
}

int_ conn::readfull(void *p, uintptr n) {
    uintptr have = 0;
    while (have < n) {
        int_ r = read(static_cast<char *>(p) + have, n - have);
        if (r < 0) return r;
        if (r == 0) break;
        have += static_cast<uintptr>(r);
    }
    return static_cast<int_>(have);
}

int_ conn::write(const void *p, uintptr n) {
    if (!take(f)) return -EBADF;
    semacquire(&f->side[1], false, 0);
    uintptr sent = 0;
    int_ r = 0;
    while (sent < n && r >= 0) {
        r = polled(f, 'w', [&] { return ::write(f->fd, static_cast<const char *>(p) + sent, n - sent); });
        if (r > 0) sent += static_cast<uintptr>(r);
    }
    semrelease(&f->side[1], false);
    drop(f);
    return r < 0 ? r : static_cast<int_>(sent);
}

tuple<conn, int32> conn::accept() {
    int_ fd = alone(f, 'r', [from = f ? f->fd : -1] {
        return ::accept4(from, nullptr, nullptr, SOCK_NONBLOCK | SOCK_CLOEXEC);
    });
    if (fd < 0) return {{}, static_cast<int32>(fd)};
    auto r = openconn(static_cast<int32>(fd));
    if (!r.r0) ::close(static_cast<int32>(fd));
    return r;
}

void conn::deadline(int64 ns) {
    if (!take(f)) return;
    int64 when = ns > 0 ? nanotime() + ns : 0;
    poll_runtime_pollSetDeadline(f->pd, when < 0 ? INT64_MAX : when, 'r' + 'w');
    drop(f);
}

int32 conn::close() {
    if (!f || !cas(&f->closing, 0, 1)) return -EBADF;
    poll_runtime_pollUnblock(f->pd);
    drop(f);
    return 0;
}

int32 conn::fd() const { return f ? f->fd : -1; }

tuple<conn, int32> listentcp(const char *ip, uint16 port) {
    address a;
    if (!parse(ip, port, &a)) return {{}, -EINVAL};
    int32 fd = tcpsocket(a);
    if (fd < 0) return {{}, fd};
    int on = 1;
    ::setsockopt(fd, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    int_ err = attempt([&] { return ::bind(fd, &a.any, a.len) < 0 ? -1 : ::listen(fd, SOMAXCONN); });
    if (err < 0) {
        ::close(fd);
        return {{}, static_cast<int32>(err)};
    }
    return openconn(fd);
}

tuple<conn, int32> dialtcp(const char *ip, uint16 port) {
    address a;
    if (!parse(ip, port, &a)) return {{}, -EINVAL};
    int32 fd = tcpsocket(a);
    if (fd < 0) return {{}, fd};
    auto [c, bad] = openconn(fd);
    if (!c) {
        ::close(fd);
        return {{}, bad};
    }
    int_ err = attempt([&] { return ::connect(fd, &a.any, a.len); });
    if (err != -EINPROGRESS) return checked(c, err);
    // Connected, or failed, once it can be written to.
    err = poll_runtime_pollWait(c.f->pd, 'w');
    if (err != pollNoError) return checked(c, errnoof(static_cast<int32>(err)));
    int failed = 0;
    socklen_t len = sizeof failed;
    err = attempt([&] { return ::getsockopt(fd, SOL_SOCKET, SO_ERROR, &failed, &len); });
    return checked(c, err < 0 ? err : -failed);
}

uint16 port(conn c) {
    address a = {};
    a.len = sizeof a.v6;
    if (!c.f || ::getsockname(c.f->fd, &a.any, &a.len) < 0) return 0;
    return ntohs(a.any.sa_family == AF_INET ? a.v4.sin_port : a.v6.sin6_port);
}

} // namespace go::runtime

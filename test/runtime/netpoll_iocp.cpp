// The completion port back end on real ports, sockets on loopback and pipes: operations of every kind end
// with the right error and number of bytes, for the right waiter, and none is lost to a deadline, a close or
// a break.
#include "test/runtime/alone.h"

#include "runtime/src/netpoll_iocp.h"

#include <mswsock.h>
#include <ws2tcpip.h>

using namespace go;
using namespace go::runtime;

namespace {

constexpr int32 pending = WSA_IO_PENDING, aborted = ERROR_OPERATION_ABORTED;

LPFN_ACCEPTEX acceptEx;
LPFN_CONNECTEX connectEx;

// A descriptor as internal/poll has it: one operation a direction.
struct conn {
    uintptr fd;
    pollDesc *pd;
    bool quiet; // success at once is not told of
    pollOperation rop, wop;
    char buf[64];
};

conn *adopt(uintptr fd, bool quiet = false) {
    auto *c = new conn{};
    c->fd = fd;
    c->quiet = quiet;
    int32 errnum;
    c->pd = poll_runtime_pollOpen(fd, &errnum);
    CHECK(c->pd && errnum == 0);
    c->rop.pd = c->wop.pd = c->pd;
    c->rop.mode = 'r';
    c->wop.mode = 'w';
    if (quiet)
        CHECK(SetFileCompletionNotificationModes(reinterpret_cast<HANDLE>(fd),
                                                 FILE_SKIP_COMPLETION_PORT_ON_SUCCESS));
    return c;
}

// The protocol of netpoll_iocp.h. start returns 0 or the system's error. The result is that, or minus a poll
// error.
template <class F> int32 execio(conn *c, pollOperation *op, F start) {
    if (int32 err = poll_runtime_pollReset(c->pd, op->mode)) return -err;
    op->o = {};
    op->errno_ = -77;
    op->qty = 77777;
    int32 err = start();
    if (err == 0 && c->quiet) {
        op->qty = static_cast<uint32>(op->o.InternalHigh);
        return 0;
    }
    if (err && err != pending) return err;
    int32 wait = poll_runtime_pollWait(c->pd, op->mode);
    if (wait == pollNoError) return op->errno_;
    if (!CancelIoEx(reinterpret_cast<HANDLE>(c->fd), &op->o)) CHECK(GetLastError() == ERROR_NOT_FOUND);
    poll_runtime_pollWaitCanceled(c->pd, op->mode);
    return op->errno_ == aborted ? -wait : op->errno_;
}

// Whether it comes true; a busy machine takes its time.
template <class F> bool soon(F f) {
    for (int i = 0; i < 10000 && !f(); i++) sleepfor(1000000);
    return f();
}

int32 wsa(int result) { return result == 0 ? 0 : WSAGetLastError(); }
int32 win(BOOL ok) { return ok ? 0 : static_cast<int32>(GetLastError()); }

// Sockets. Up to n bytes to or from p.
int32 get(conn *c, void *p, uint32 n) {
    return execio(c, &c->rop, [&] {
        WSABUF b = {n, static_cast<char *>(p)};
        DWORD flags = 0;
        return wsa(WSARecv(c->fd, &b, 1, nullptr, &flags, &c->rop.o, nullptr));
    });
}
int32 put(conn *c, const void *p, uint32 n) {
    return execio(c, &c->wop, [&] {
        WSABUF b = {n, static_cast<char *>(const_cast<void *>(p))};
        return wsa(WSASend(c->fd, &b, 1, nullptr, 0, &c->wop.o, nullptr));
    });
}

void unblock(conn *c) { poll_runtime_pollUnblock(c->pd); }
void finish(conn *c) {
    poll_runtime_pollClose(c->pd);
    CHECK(closesocket(c->fd) == 0);
    delete c;
}
void shut(conn *c) {
    unblock(c);
    finish(c);
}

uintptr newsocket(int type = SOCK_STREAM) {
    uintptr s = WSASocketW(AF_INET, type, 0, nullptr, 0, WSA_FLAG_OVERLAPPED | WSA_FLAG_NO_HANDLE_INHERIT);
    CHECK(s != INVALID_SOCKET);
    return s;
}

sockaddr_in loopback(u_short port = 0) {
    sockaddr_in a = {};
    a.sin_family = AF_INET;
    a.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    a.sin_port = port;
    return a;
}

// Bound to a free port.
u_short bindsocket(uintptr s) {
    sockaddr_in a = loopback();
    int n = sizeof a;
    CHECK(bind(s, reinterpret_cast<sockaddr *>(&a), sizeof a) == 0);
    CHECK(getsockname(s, reinterpret_cast<sockaddr *>(&a), &n) == 0);
    return a.sin_port;
}

struct listener {
    uintptr fd = newsocket();
    u_short port = bindsocket(fd);
    listener() { CHECK(listen(fd, 200) == 0); }
    ~listener() { closesocket(fd); }
};

struct both {
    conn *a, *b;
};
both pairof(listener &l, bool quiet = false) {
    uintptr s = newsocket();
    sockaddr_in a = loopback(l.port);
    CHECK(connect(s, reinterpret_cast<sockaddr *>(&a), sizeof a) == 0);
    uintptr t = accept(l.fd, nullptr, nullptr);
    CHECK(t != INVALID_SOCKET);
    int one = 1;
    for (uintptr x : {s, t})
        CHECK(setsockopt(x, IPPROTO_TCP, TCP_NODELAY, reinterpret_cast<char *>(&one), sizeof one) == 0);
    return {adopt(s, quiet), adopt(t, quiet)};
}

DWORD handles() {
    DWORD n = 0;
    CHECK(GetProcessHandleCount(GetCurrentProcess(), &n));
    return n;
}

void extensions() {
    uintptr s = newsocket();
    DWORD n;
    GUID accept = WSAID_ACCEPTEX, connect = WSAID_CONNECTEX;
    CHECK(WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &accept, sizeof accept, &acceptEx, sizeof acceptEx,
                   &n, nullptr, nullptr) == 0);
    CHECK(WSAIoctl(s, SIO_GET_EXTENSION_FUNCTION_POINTER, &connect, sizeof connect, &connectEx,
                   sizeof connectEx, &n, nullptr, nullptr) == 0);
    closesocket(s);
}

// Before anybody else polls: the caller is the only one who looks at the port.
void alone() {
    CHECK(!netpollinited() && !poll(0).head);
    poll_runtime_pollServerInit();
    poll_runtime_pollServerInit();

    // Times: none, a short one, and one below a millisecond, never early.
    int64 start = nanotime();
    CHECK(!poll(0).head && nanotime() - start < 500000000);
    for (int64 delay : {int64(1), int64(300000), int64(30000000)}) {
        start = nanotime();
        CHECK(!poll(delay).head && nanotime() - start >= delay - 1000000 && nanotime() - start < 2000000000);
    }

    // However many breaks, one wait ends. A look that does not wait leaves it.
    for (int i = 0; i < 5; i++) netpollBreak();
    for (int i = 0; i < 5; i++) CHECK(!poll(0).head);
    start = nanotime();
    CHECK(!poll(5000000000).head && nanotime() - start < 2000000000);
    start = nanotime();
    CHECK(!poll(30000000).head && nanotime() - start >= 29000000);
    // From another thread, into waits that have begun.
    static int round;
    constexpr int rounds = 20;
    spawn([] {
        for (int i = 0; i < rounds; i++) {
            CHECK(soon([i] { return atomicload(&round) == i; }));
            sleepfor(1000000);
            netpollBreak();
        }
    });
    for (int i = 0; i < rounds; i++) {
        start = nanotime();
        CHECK(!poll(30000000000).head && nanotime() - start < 15000000000);
        xadd(&round, 1);
    }
    join();

    // Who is to be told gets it with nobody waiting, and a break in the same list loses nothing. More than
    // one list's worth.
    listener l;
    constexpr int n = 100;
    static both p[n];
    for (both &x : p) x = pairof(l);
    for (both &x : p) {
        CHECK(poll_runtime_pollReset(x.b->pd, 'r') == 0);
        x.b->rop.o = {};
        WSABUF b = {sizeof x.b->buf, x.b->buf};
        DWORD flags = 0;
        int32 err = wsa(WSARecv(x.b->fd, &b, 1, nullptr, &flags, &x.b->rop.o, nullptr));
        CHECK(err == pending);
    }
    CHECK(!poll(0).head);
    for (int i = 0; i < n; i++) {
        if (i % 30 == 29) netpollBreak();
        CHECK(send(p[i].a->fd, "abc", 3, 0) == 3);
    }
    // A G parked on one of them; the others find pdReady.
    g someone = {};
    netpollAdjustWaiters(1);
    CHECK(cas(&p[50].b->pd->rg, 0, reinterpret_cast<uintptr>(&someone)));
    int woken = 0, told = 0;
    for (int tries = 0; tries < 1000 && told < n; tries++) {
        for (g *gp = poll(20000000).head; gp; gp = gp->schedlink) {
            CHECK(gp == &someone);
            woken++;
        }
        told = 0;
        for (both &x : p) told += atomicload(&x.b->pd->rg) == 1;
    }
    CHECK(told == n && woken == 1 && !netpollAnyWaiters());
    for (both &x : p) {
        CHECK(poll_runtime_pollWait(x.b->pd, 'r') == 0);
        CHECK(x.b->rop.errno_ == 0 && x.b->rop.qty == 3 && memcmp(x.b->buf, "abc", 3) == 0);
        shut(x.a);
        shut(x.b);
    }
    while (poll(0).head) CHECK(false);

    int32 errnum;
    CHECK(!poll_runtime_pollOpen(0xabcd0, &errnum) && errnum == ERROR_INVALID_HANDLE);
}

// AcceptEx and ConnectEx, several at a time.
void connecting() {
    uintptr lfd = newsocket();
    u_short port = bindsocket(lfd);
    CHECK(listen(lfd, 50) == 0);
    conn *l = adopt(lfd);
    constexpr int n = 20;
    for (int i = 0; i < n; i++)
        spawn([port, i] {
            conn *c = adopt(newsocket());
            bindsocket(c->fd);
            sockaddr_in a = loopback(port);
            CHECK(execio(c, &c->wop, [&] {
                      DWORD sent;
                      return win(connectEx(c->fd, reinterpret_cast<sockaddr *>(&a), sizeof a, nullptr, 0,
                                           &sent, &c->wop.o));
                  }) == 0);
            CHECK(setsockopt(c->fd, SOL_SOCKET, SO_UPDATE_CONNECT_CONTEXT, nullptr, 0) == 0);
            int32 x = i, y = 0;
            CHECK(put(c, &x, 4) == 0 && c->wop.qty == 4);
            CHECK(get(c, &y, 4) == 0 && c->rop.qty == 4 && y == i + 1000);
            CHECK(get(c, &y, 4) == 0 && c->rop.qty == 0); // the end
            shut(c);
        });
    uint32 seen = 0;
    for (int i = 0; i < n; i++) {
        uintptr s = newsocket();
        char names[2 * (sizeof(sockaddr_in) + 16)];
        CHECK(execio(l, &l->rop, [&] {
                  DWORD got;
                  return win(acceptEx(l->fd, s, names, 0, sizeof(sockaddr_in) + 16, sizeof(sockaddr_in) + 16,
                                      &got, &l->rop.o));
              }) == 0);
        CHECK(setsockopt(s, SOL_SOCKET, SO_UPDATE_ACCEPT_CONTEXT, reinterpret_cast<char *>(&lfd),
                         sizeof lfd) == 0);
        conn *c = adopt(s);
        int32 x = -1;
        CHECK(get(c, &x, 4) == 0 && c->rop.qty == 4 && x >= 0 && x < n && !(seen & 1u << x));
        seen |= 1u << x;
        x += 1000;
        CHECK(put(c, &x, 4) == 0 && c->wop.qty == 4);
        CHECK(shutdown(s, SD_SEND) == 0);
        shut(c);
    }
    join(2);
    // Accepting is interrupted by a deadline, then by close.
    uintptr s = newsocket();
    char names[2 * (sizeof(sockaddr_in) + 16)];
    auto accepts = [&] {
        return execio(l, &l->rop, [&] {
            DWORD got;
            return win(acceptEx(l->fd, s, names, 0, sizeof(sockaddr_in) + 16, sizeof(sockaddr_in) + 16, &got,
                                &l->rop.o));
        });
    };
    poll_runtime_pollSetDeadline(l->pd, nanotime() + 20000000, 'r');
    CHECK(accepts() == -pollErrTimeout);
    poll_runtime_pollSetDeadline(l->pd, 0, 'r');
    spawn([l] {
        soon(netpollAnyWaiters);
        unblock(l);
    });
    CHECK(accepts() == -pollErrClosing);
    join(2);
    closesocket(s);
    finish(l);

    // Nobody listens there any more.
    conn *c = adopt(newsocket());
    bindsocket(c->fd);
    sockaddr_in a = loopback(port);
    int32 err = execio(c, &c->wop, [&] {
        DWORD sent;
        return win(
            connectEx(c->fd, reinterpret_cast<sockaddr *>(&a), sizeof a, nullptr, 0, &sent, &c->wop.o));
    });
    CHECK(err == WSAECONNREFUSED || err == ERROR_CONNECTION_REFUSED);
    shut(c);
}

// Errors come with the completion, as Winsock's for sockets and Windows' for others.
void failures(listener &l) {
    both p = pairof(l);
    linger now = {1, 0};
    spawn([&p, now] {
        soon(netpollAnyWaiters);
        CHECK(setsockopt(p.a->fd, SOL_SOCKET, SO_LINGER, reinterpret_cast<const char *>(&now), sizeof now) ==
              0);
        shut(p.a);
    });
    char buf[8];
    CHECK(get(p.b, buf, sizeof buf) == WSAECONNRESET);
    join(2);
    shut(p.b);

    // A datagram that does not fit.
    uintptr u = newsocket(SOCK_DGRAM), v = newsocket(SOCK_DGRAM);
    sockaddr_in to = loopback(bindsocket(u));
    bindsocket(v);
    conn *r = adopt(u);
    spawn([v, to] {
        soon(netpollAnyWaiters);
        for (int n : {20, 5})
            sendto(v, "0123456789abcdefghij", n, 0, reinterpret_cast<const sockaddr *>(&to), sizeof to);
    });
    CHECK(get(r, buf, sizeof buf) == WSAEMSGSIZE && r->rop.qty == 8 && memcmp(buf, "01234567", 8) == 0);
    CHECK(get(r, buf, sizeof buf) == 0 && r->rop.qty == 5);
    join(2);
    shut(r);
    closesocket(v);

    // A pipe: reads and writes, the other end goes away.
    const char *name = "\\\\.\\pipe\\goloom_netpoll";
    HANDLE server = CreateNamedPipeA(name, PIPE_ACCESS_DUPLEX | FILE_FLAG_OVERLAPPED, PIPE_TYPE_BYTE, 1, 4096,
                                     4096, 0, nullptr);
    CHECK(server != INVALID_HANDLE_VALUE);
    conn *s = adopt(reinterpret_cast<uintptr>(server));
    HANDLE client = INVALID_HANDLE_VALUE;
    spawn([&client, name] {
        soon(netpollAnyWaiters);
        client = CreateFileA(name, GENERIC_READ | GENERIC_WRITE, 0, nullptr, OPEN_EXISTING,
                             FILE_FLAG_OVERLAPPED, nullptr);
        CHECK(client != INVALID_HANDLE_VALUE);
    });
    CHECK(execio(s, &s->rop, [&] { return win(ConnectNamedPipe(server, &s->rop.o)); }) == 0);
    join(2);
    conn *c = adopt(reinterpret_cast<uintptr>(client));
    auto reads = [&buf](conn *x) {
        return execio(x, &x->rop, [&] {
            return win(ReadFile(reinterpret_cast<HANDLE>(x->fd), buf, sizeof buf, nullptr, &x->rop.o));
        });
    };
    spawn([c] {
        soon(netpollAnyWaiters);
        CHECK(execio(c, &c->wop,
                     [&] {
                         return win(
                             WriteFile(reinterpret_cast<HANDLE>(c->fd), "pipe", 4, nullptr, &c->wop.o));
                     }) == 0 &&
              c->wop.qty == 4);
    });
    CHECK(reads(s) == 0 && s->rop.qty == 4 && memcmp(buf, "pipe", 4) == 0);
    join(2);
    poll_runtime_pollSetDeadline(s->pd, nanotime() + 20000000, 'r');
    CHECK(reads(s) == -pollErrTimeout);
    poll_runtime_pollSetDeadline(s->pd, 0, 'r');
    spawn([c] {
        soon(netpollAnyWaiters);
        unblock(c);
        poll_runtime_pollClose(c->pd);
        CHECK(CloseHandle(reinterpret_cast<HANDLE>(c->fd)));
        delete c;
    });
    CHECK(reads(s) == ERROR_BROKEN_PIPE);
    join(2);
    unblock(s);
    poll_runtime_pollClose(s->pd);
    CHECK(CloseHandle(server));
    delete s;
}

void deadlines(listener &l, bool quiet) {
    both p = pairof(l, quiet);
    char c;
    int64 start = nanotime();
    poll_runtime_pollSetDeadline(p.b->pd, start + 30000000, 'r');
    CHECK(get(p.b, &c, 1) == -pollErrTimeout && nanotime() - start >= 29000000);
    CHECK(get(p.b, &c, 1) == -pollErrTimeout);         // is not even started
    CHECK(put(p.b, "w", 1) == 0 && p.b->wop.qty == 1); // the other direction has none
    CHECK(get(p.a, &c, 1) == 0 && c == 'w');
    // What was cancelled has taken nothing, and what comes next is not taken for it.
    poll_runtime_pollSetDeadline(p.b->pd, 0, 'r');
    CHECK(put(p.a, "x", 1) == 0);
    CHECK(get(p.b, &c, 1) == 0 && p.b->rop.qty == 1 && c == 'x');
    // Moved while somebody waits: later, then to the past.
    poll_runtime_pollSetDeadline(p.b->pd, nanotime() + 500000000, 'r'); // long enough on a busy machine
    spawn([p] {
        poll_runtime_pollSetDeadline(p.b->pd, nanotime() + 3600000000000, 'r');
        sleepfor(600000000);
        CHECK(netpollAnyWaiters());
        poll_runtime_pollSetDeadline(p.b->pd, 1, 'r');
    });
    start = nanotime();
    CHECK(get(p.b, &c, 1) == -pollErrTimeout && nanotime() - start >= 550000000);
    join(2);
    // A write that cannot go on.
    static char big[1 << 20];
    poll_runtime_pollSetDeadline(p.a->pd, nanotime() + 200000000, 'w');
    int32 err = 0;
    for (int i = 0; i < 100 && !err; i++) err = put(p.a, big, sizeof big);
    CHECK(err == -pollErrTimeout);
    shut(p.a);
    shut(p.b);
}

// The wait for what was cancelled ends by its completion only; until then it sleeps.
void waitcanceled(listener &l) {
    both p = pairof(l);
    pollDesc *pd = p.b->pd;
    static uint32 done;
    uint32 before = atomicload(&parks);
    auto parked = [before](uint32 times) {
        return soon([=] { return atomicload(&parks) == before + times; }) && !atomicload(&done);
    };
    poll_runtime_pollSetDeadline(pd, 1, 'r');
    spawn([pd] {
        poll_runtime_pollWaitCanceled(pd, 'r');
        atomicstore(&done, 1);
    });
    CHECK(parked(1));
    poll_runtime_pollSetDeadline(pd, 2, 'r');
    CHECK(parked(2));
    unblock(p.b);
    CHECK(parked(3));
    glist ready = {};
    netpollAdjustWaiters(netpollready(&ready, pd, 'r'));
    CHECK(ready.head && !ready.head->schedlink);
    goready(ready.head);
    join(2);
    CHECK(done);
    finish(p.b);
    shut(p.a);
}

// Success at once is not told of, if so asked; what has to wait is.
void skipping(listener &l) {
    both p = pairof(l, true);
    for (int i = 0; i < 150; i++) {
        char c = 0;
        auto b = static_cast<char>(i);
        CHECK(put(p.a, &b, 1) == 0 && p.a->wop.qty == 1);
        CHECK(get(p.b, &c, 1) == 0 && p.b->rop.qty == 1 && c == b);
    }
    shut(p.a);
    shut(p.b);
}

// Close while somebody reads, descriptors and pollDescs used again: no handle and no waiter is left.
void closing(listener &l) {
    DWORD before = 0;
    for (int i = 0; i < 150; i++) {
        if (i == 20) before = handles();
        both p = pairof(l);
        spawn([p, i] {
            if (i % 3) yield();
            unblock(p.b);
        });
        char c;
        CHECK(get(p.b, &c, 1) == -pollErrClosing);
        CHECK(get(p.b, &c, 1) == -pollErrClosing);
        join(2);
        finish(p.b);
        shut(p.a);
    }
    CHECK(soon([] { return !netpollAnyWaiters(); })); // who woke the last counts it off afterwards
    DWORD after = handles();
    if (after > before + 5) fprintf(stderr, "%lu handles, then %lu\n", before, after);
    CHECK(after <= before + 5);
}

// Many at once, each a conversation of its own between two threads.
void many(listener &l) {
    constexpr int n = 24, rounds = 40;
    static uint32 sum;
    sum = 0;
    for (int i = 0; i < n; i++) {
        both p = pairof(l, i % 2);
        spawn([p, i] {
            for (int k = 0; k < rounds; k++) {
                int32 x;
                CHECK(get(p.b, &x, 4) == 0 && p.b->rop.qty == 4);
                x += i;
                CHECK(put(p.b, &x, 4) == 0 && p.b->wop.qty == 4);
            }
            shut(p.b);
        });
        spawn([p, i] {
            for (int k = 0; k < rounds; k++) {
                int32 x = k * 100, y = 0;
                CHECK(put(p.a, &x, 4) == 0 && get(p.a, &y, 4) == 0 && p.a->rop.qty == 4 && y == x + i);
                xadd(&sum, static_cast<uint32>(y));
            }
            shut(p.a);
        });
    }
    join(2);
    CHECK(sum == n * 100 * rounds * (rounds - 1) / 2 + rounds * n * (n - 1) / 2);
}

// Deadlines that pass as the data arrives: whether an operation was cancelled or has ended first, every byte
// is read once.
void races(listener &l) {
    constexpr int n = 12, bytes = 120;
    static uint32 timeouts, got;
    timeouts = got = 0;
    for (int i = 0; i < n; i++) {
        both p = pairof(l, i % 2);
        spawn([p] {
            uint8 want = 0;
            for (;;) {
                uint8 b;
                poll_runtime_pollSetDeadline(p.b->pd, nanotime() + 1000000 + want % 3 * 700000, 'r');
                int32 err = get(p.b, &b, 1);
                if (err == -pollErrTimeout) {
                    xadd(&timeouts, 1);
                    continue;
                }
                CHECK(err == 0);
                if (p.b->rop.qty == 0) break;
                CHECK(b == want);
                want++;
                xadd(&got, 1);
            }
            shut(p.b);
        });
        spawn([p, i] {
            uint32 seed = static_cast<uint32>(i) + 1;
            for (int k = 0; k < bytes; k++) {
                auto b = static_cast<uint8>(k);
                CHECK(put(p.a, &b, 1) == 0);
                seed = seed * 1664525 + 1013904223;
                if (seed >> 30) sleepfor((seed >> 28) % 4 * 1000000);
            }
            shut(p.a);
        });
    }
    join(2);
    CHECK(got == n * bytes && timeouts > 0);
}

// Reads that end by close, by data or by a deadline, whichever is first.
void closeraces(listener &l) {
    static uint32 ends[3];
    for (uint32 i = 0; i < 150; i++) {
        both p = pairof(l);
        poll_runtime_pollSetDeadline(p.b->pd, nanotime() + 1 + i % 4 * 600000, 'r');
        spawn([p] {
            char c;
            int32 err = get(p.b, &c, 1);
            CHECK(err == 0 || err == -pollErrTimeout || err == -pollErrClosing);
            xadd(&ends[err ? -err : 0], 1);
        });
        spawn([p, i] {
            if (i % 5 == 4) sleepfor(2000000);
            unblock(p.b);
        });
        if (i % 3 == 0) put(p.a, "x", 1);
        join(2);
        finish(p.b);
        shut(p.a);
    }
    CHECK(ends[0] + ends[pollErrClosing] + ends[pollErrTimeout] == 150 && ends[pollErrClosing] > 0);
    CHECK(soon([] { return !netpollAnyWaiters(); })); // who woke the last counts it off afterwards
}

} // namespace

int main() {
    enter();
    WSADATA data;
    CHECK(WSAStartup(MAKEWORD(2, 2), &data) == 0);
    extensions();
    alone();
    // From here on there is somebody who waits, and somebody who looks in. join(2) leaves these two.
    spawn(pollloop);
    spawn(lookloop);
    connecting();
    {
        listener l;
        failures(l);
        deadlines(l, false);
        deadlines(l, true);
        waitcanceled(l);
        skipping(l);
        closing(l);
        many(l);
        races(l);
        closeraces(l);
    }
    atomicstore(&pollstop, 1);
    netpollBreak();
    join();
    CHECK(nrunning == 0 && !netpollAnyWaiters() && readies == parks);
    puts("ok");
    fflush(stdout);
}

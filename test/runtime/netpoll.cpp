// The network poller: pipes between goroutines, deadlines that come, move and go, unblocking, descriptors
// used again, and netpollBreak.
#include "runtime/src/netpoll.h"
#include "test/runtime/test.h"

#include <cerrno>
#include <fcntl.h>
#include <unistd.h>

namespace go::main {

using namespace go::runtime;

// What netpoll wakes; nobody in the cases that use this.
glist poll(int64 delay) {
    int32 delta;
    glist list = netpoll(delay, &delta);
    CHECK(delta == 0);
    return list;
}

struct polled {
    int fd[2];
    pollDesc *pd[2];
    polled() {
        CHECK(pipe2(fd, O_NONBLOCK | O_CLOEXEC) == 0);
        poll_runtime_pollServerInit();
        for (int i = 0; i < 2; i++) {
            int32 errnum;
            pd[i] = poll_runtime_pollOpen(static_cast<uintptr>(fd[i]), &errnum);
            CHECK(pd[i] && errnum == 0);
        }
    }
    void close(int i) {
        poll_runtime_pollUnblock(pd[i]);
        poll_runtime_pollClose(pd[i]);
        ::close(fd[i]);
    }
};

// Reads a byte; the result is the byte, or minus a poll error.
int_ get(polled &p) {
    if (int32 err = poll_runtime_pollReset(p.pd[0], 'r')) return -err;
    for (;;) {
        uint8 b;
        if (::read(p.fd[0], &b, 1) == 1) return b;
        CHECK(errno == EAGAIN);
        if (int32 err = poll_runtime_pollWait(p.pd[0], 'r')) return -err;
    }
}

void put(polled &p, uint8 b) { CHECK(::write(p.fd[1], &b, 1) == 1); }

void pingpong() {
    auto *a = persistentnew<polled>(), *b = persistentnew<polled>();
    new (a) polled;
    new (b) polled;
    newproc([a, b] {
        for (int i = 0; i < 1000; i++) put(*b, static_cast<uint8>(get(*a) + 1));
    });
    int_ sum = 0;
    for (int i = 0; i < 1000; i++) {
        put(*a, static_cast<uint8>(i % 100));
        sum += get(*b);
    }
    CHECK(sum == 10 * (5050));
    for (polled *p : {a, b}) p->close(0), p->close(1);
}

void deadlines() {
    auto *p = persistentnew<polled>();
    new (p) polled;
    pollDesc *pd = p->pd[0];
    int64 start = nanotime();
    poll_runtime_pollSetDeadline(pd, start + 5000000, 'r');
    CHECK(get(*p) == -pollErrTimeout && nanotime() - start >= 5000000);
    CHECK(get(*p) == -pollErrTimeout);
    // Both directions at once have one timer; then they part.
    poll_runtime_pollSetDeadline(pd, nanotime() + 300000000, 'r' + 'w'); // long enough on a busy machine
    CHECK(pd->rt.timer.pp && !pd->wt.timer.pp);
    poll_runtime_pollSetDeadline(pd, 0, 'r');
    CHECK(!pd->rt.timer.pp && pd->wt.timer.pp);
    put(*p, 7);
    CHECK(get(*p) == 7);
    time::Sleep(400000000);
    CHECK(poll_runtime_pollReset(pd, 'w') == pollErrTimeout &&
          poll_runtime_pollReset(pd, 'r') == pollNoError);
    // Moved while somebody waits: later, then to the past.
    poll_runtime_pollSetDeadline(pd, nanotime() + 300000000, 'r');
    newproc([pd] {
        poll_runtime_pollSetDeadline(pd, nanotime() + 3600000000000, 'r');
        time::Sleep(400000000);
        CHECK(netpollAnyWaiters());
        poll_runtime_pollSetDeadline(pd, 1, 'r');
    });
    CHECK(get(*p) == -pollErrTimeout);
    CHECK(!netpollAnyWaiters());
    p->close(0);
    p->close(1);
}

// A timer's function that is called although its deadline has moved does nothing.
void latetimer() {
    auto *p = persistentnew<polled>();
    new (p) polled;
    pollDesc *pd = p->pd[0];
    poll_runtime_pollSetDeadline(pd, nanotime() + 3600000000000, 'r');
    pd->rt.timer.f();
    CHECK(poll_runtime_pollReset(pd, 'r') == pollNoError);
    poll_runtime_pollSetDeadline(pd, 0, 'r');
    pd->rt.timer.f();
    CHECK(poll_runtime_pollReset(pd, 'r') == pollNoError);
    p->close(0);
    p->close(1);
}

void unblocking() {
    pollDesc *seen[8] = {};
    for (int i = 0; i < 200; i++) { // descriptors and their pollDescs come again
        auto *p = persistentnew<polled>();
        new (p) polled;
        for (pollDesc *pd : p->pd) {
            int k = 0;
            while (k < 8 && seen[k] && seen[k] != pd) k++;
            CHECK(k < 8);
            seen[k] = pd;
        }
        newproc([p] { poll_runtime_pollUnblock(p->pd[0]); });
        CHECK(get(*p) == -pollErrClosing);
        CHECK(poll_runtime_pollReset(p->pd[0], 'r') == pollErrClosing);
        poll_runtime_pollClose(p->pd[0]);
        ::close(p->fd[0]);
        p->close(1);
    }
    CHECK(!netpollAnyWaiters());
}

void breaks() {
    netpollBreak();
    netpollBreak();
    CHECK(!poll(0).head); // leaves it to one that waits
    int64 start = nanotime();
    CHECK(!poll(2000000000).head && nanotime() - start < 1000000000);
    start = nanotime();
    CHECK(!poll(3000000).head && nanotime() - start >= 2900000); // the break was one
    int32 errnum;
    int file = ::open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    CHECK(!poll_runtime_pollOpen(static_cast<uintptr>(file), &errnum) && errnum == EPERM);
    ::close(file);
}

} // namespace go::main

namespace go::runtime {
GO_CC void main_init() {}
GO_CC void main_main() {
    CHECK(!netpollinited() && !main::poll(0).head);
    main::pingpong();
    main::deadlines();
    main::latetimer();
    main::unblocking();
    main::breaks();
    CHECK(netpollinited());
    checkdone();
    println("ok"_s);
}
} // namespace go::runtime

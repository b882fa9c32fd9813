// What C++ callers use: conn (readers, close and deadlines at the same time), blocking, and what go's captures become.
#include "go/cpp.h"
#include "test/runtime/test.h"

#include <cerrno>
#include <fcntl.h>
#include <sys/socket.h>
#include <unistd.h>

namespace go::main {

using namespace go::runtime;

struct pairofconns {
    conn a, b;
};
pairofconns sockets() {
    int fd[2];
    CHECK(socketpair(AF_UNIX, SOCK_STREAM, 0, fd) == 0);
    auto [a, err1] = openconn(fd[0]);
    auto [b, err2] = openconn(fd[1]);
    CHECK(a && b && err1 == 0 && err2 == 0);
    return {a, b};
}

// Many goroutines read one descriptor: each byte arrives once.
void readers() {
    auto [a, b] = sockets();
    constexpr int n = 20, each = 50;
    chan<int_> sums = makechan<int_>();
    for (int i = 0; i < n; i++)
        runtime::go([b = b, sums] {
            int_ sum = 0;
            for (int k = 0; k < each; k++) {
                uint8 c;
                CHECK(conn(b).read(&c, 1) == 1);
                sum += c;
            }
            chansend1(sums, sum);
        });
    int_ want = 0, got = 0;
    for (int i = 0; i < n * each; i++) {
        auto c = static_cast<uint8>(i);
        CHECK(a.write(&c, 1) == 1);
        want += c;
    }
    for (int i = 0; i < n; i++) got += chanrecv1(sums);
    CHECK(got == want);
    CHECK(a.close() == 0 && a.close() == -EBADF);
    uint8 c;
    CHECK(b.read(&c, 1) == 0 && b.close() == 0 && b.read(&c, 1) == -EBADF);
}

// Close wakes those that wait, and the descriptor lives until the last of them has left.
void closing() {
    auto [a, b] = sockets();
    constexpr int n = 5;
    chan<int_> results = makechan<int_>();
    for (int i = 0; i < n; i++)
        runtime::go([b = b, results] {
            uint8 c;
            chansend1(results, conn(b).read(&c, 1));
        });
    int32 fd = b.fd();
    time::Sleep(5000000);
    CHECK(fcntl(fd, F_GETFD) >= 0 && b.close() == 0);
    for (int i = 0; i < n; i++) CHECK(chanrecv1(results) == -EBADF);
    time::Sleep(1000000);
    CHECK(fcntl(fd, F_GETFD) == -1 && errno == EBADF);
    a.close();
}

void deadlines() {
    auto [a, b] = sockets();
    uint8 c = 7;
    b.deadline(3000000);
    CHECK(b.read(&c, 1) == -ETIMEDOUT && b.read(&c, 1) == -ETIMEDOUT);
    b.deadline(0);
    CHECK(a.write(&c, 1) == 1 && b.read(&c, 1) == 1);
    // A write that the peer does not read fills the socket, and waits.
    static uint8 much[4 << 20];
    a.deadline(5000000);
    CHECK(a.write(much, sizeof much) == -ETIMEDOUT);
    a.close();
    b.close();
}

void tcp() {
    auto [l, err] = listentcp("127.0.0.1", 0);
    CHECK(l && err == 0 && port(l) != 0);
    runtime::go([l = l] {
        auto [c, failed] = conn(l).accept();
        CHECK(c && failed == 0 && c.write("hello", 5) == 5 && c.close() == 0);
    });
    auto [c, failed] = dialtcp("127.0.0.1", port(l));
    CHECK(c && failed == 0);
    char text[8];
    CHECK(c.readfull(text, sizeof text) == 5 && memcmp(text, "hello", 5) == 0);
    uint16 at = port(l);
    c.close();
    l.close();
    auto [refused, why] = dialtcp("127.0.0.1", at);
    CHECK(!refused && why == -ECONNREFUSED);
    auto [bad, what] = dialtcp("localhost", at);
    CHECK(!bad && what == -EINVAL);
    CHECK(conn().read(text, 1) == -EBADF && conn().close() == -EBADF);
}

// One P: what blocks its thread in `blocking` leaves it to us.
void handoff() {
    int_ procs = GOMAXPROCS(1);
    int fd[2];
    CHECK(pipe(fd) == 0);
    chan<int_> got = makechan<int_>();
    runtime::go([fd0 = fd[0], got] {
        char c = 0;
        CHECK(blocking([&] { return ::read(fd0, &c, 1); }) == 1);
        blocking([] {});
        chansend1(got, int_(c));
    });
    time::Sleep(1000000);
    CHECK(::write(fd[1], "x", 1) == 1 && chanrecv1(got) == 'x');
    ::close(fd[0]);
    ::close(fd[1]);
    GOMAXPROCS(procs);
}

int alive;
struct counted {
    counted() { alive++; }
    counted(const counted &) { alive++; }
    counted(counted &&) { alive++; }
    ~counted() { alive--; }
};
void captures() {
    chan<bool> done = makechan<bool>(1);
    {
        counted c;
        runtime::go([c, done] { chansend1(done, alive > 0); });
    }
    CHECK(chanrecv1(done));
    for (int i = 0; i < 1000 && alive; i++) time::Sleep(1000000);
    CHECK(alive == 0);
}

} // namespace go::main

int main() {
    go::runtime::run([] {
        using namespace go::main;
        readers();
        closing();
        deadlines();
        tcp();
        handoff();
        captures();
        go::runtime::checkdone();
    });
}

// Goroutines for programs that are written in C++; docs/cpp.md has the rules.
#pragma once

#include "go/runtime.h"

namespace go::time {
GO_CC void Sleep(int64 ns); // parks
} // namespace go::time

namespace go::runtime {

void rt0init();
[[noreturn]] void rt0main(func<void()> f);
// The runtime takes over the calling thread, which must be the only one, and runs f as goroutine 1; when f returns, the
// program ends as by exit(0). The variables of the caller are not looked at by the collector.
template <class F> [[noreturn]] void run(F f) {
    rt0init();
    rt0main([f = static_cast<F &&>(f)]() mutable { f(); });
}

// go f(). What f has captured is destroyed when it returns, but not if a panic or Goexit ends it.
template <class F> void go(F f) {
    newproc([f = static_cast<F &&>(f)]() mutable {
        f();
        f.~F();
    });
}

GO_CC int_ NumGoroutine();
GO_CC int_ GOMAXPROCS(int_ n); // n < 1: only asks
// Between the two the goroutine has a thread to itself; they nest.
GO_CC void LockOSThread();
GO_CC void UnlockOSThread();

// Calls f, which may block its thread: others run meanwhile. f must not touch anything of Go's: no channel, no allocation,
// no go. Its errno is lost: return it.
template <class F> auto blocking(F f) {
    entersyscall();
    if constexpr (std::is_void_v<decltype(f())>) {
        f();
        exitsyscall();
    } else {
        auto r = f();
        exitsyscall();
        return r;
    }
}

struct netfd;
// A descriptor on which goroutines wait, not threads: sockets, pipes. Copies name the same one. Several goroutines may use
// it at a time; reads come one after the other, and so do writes. What fails returns a negative errno: -ETIMEDOUT after
// the deadline, -EBADF once it is closed.
struct conn {
    netfd *f; // null: none
    explicit operator bool() const { return f != nullptr; }
    int_ read(void *p, uintptr n);        // what there is, at least a byte; 0: the end
    int_ readfull(void *p, uintptr n);    // n bytes, or what came before the end
    int_ write(const void *p, uintptr n); // all of it
    tuple<conn, int32> accept();
    void deadline(int64 ns); // for reads and writes from now on, ns ahead; 0: none. Also for those that wait
    int32 close();           // wakes who waits
    int32 fd() const;
};
// Takes over fd, which becomes non-blocking.
tuple<conn, int32> openconn(int32 fd);
// ip is numeric, of version 4 or 6. Port 0: a free one, which `port` tells.
tuple<conn, int32> listentcp(const char *ip, uint16 port);
tuple<conn, int32> dialtcp(const char *ip, uint16 port);
uint16 port(conn c);

} // namespace go::runtime

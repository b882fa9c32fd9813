#include "runtime/src/netpoll.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

namespace go::runtime {
namespace {
int fd = -1;
}
void netpollGenericInit() {
    if (fd < 0) fd = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}
bool netpollinited() { return fd >= 0; }
glist netpoll(int64 delay) {
    pollfd p = {fd, POLLIN, 0};
    timespec t = {delay / 1000000000, delay % 1000000000};
    if (ppoll(&p, 1, delay < 0 ? nullptr : &t, nullptr) > 0) {
        uint64 v;
        (void)!read(fd, &v, sizeof v);
    }
    return {nullptr};
}
void netpollBreak() {
    uint64 v = 1;
    (void)!write(fd, &v, sizeof v);
}
bool netpollAnyWaiters() { return false; }
} // namespace go::runtime

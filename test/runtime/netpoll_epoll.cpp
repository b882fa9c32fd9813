// The epoll back end against a scripted kernel: what it registers, how it waits, and what it makes of what it
// is told.
#include "test/runtime/scripted.h"

#include <sys/epoll.h>

using namespace go;
using namespace go::runtime;

namespace {

constexpr int epfd = 1000; // is not open: whatever goes past the script fails

// What the poller has asked for.
struct {
    int op, fd;
    epoll_event ev;
} changes[64];
int nchanges, ctlerr, waitcalls;
bool old;     // a kernel without epoll_pwait2
bool inms;    // how it has waited last
int64 waited; // < 0: for ever
constexpr int64 ever = -1;

// What it is answered: an errno, or events. Used up front to back.
struct answer {
    int err, n;
    epoll_event events[140];
};
answer answers[8];
int nanswers, nextanswer;

epoll_event event(uint32 events, uint64 tag) {
    epoll_event ev = {};
    ev.events = events;
    ev.data.u64 = tag;
    return ev;
}

void reset() { nchanges = ctlerr = waitcalls = nanswers = nextanswer = 0; }

answer &say() {
    answers[nanswers] = {};
    return answers[nanswers++];
}
void say(epoll_event ev) {
    answer &a = say();
    a.n = 1;
    a.events[0] = ev;
}
void fail(int err) { say().err = err; }

bool changed(int i, int op, int fd, uint32 events, uint64 tag) {
    return changes[i].op == op && changes[i].fd == fd && changes[i].ev.events == events &&
           changes[i].ev.data.u64 == tag;
}

int reply(epoll_event *events, int most) {
    waitcalls++;
    CHECK(nextanswer < nanswers);
    answer &a = answers[nextanswer];
    if (a.err) {
        nextanswer++;
        errno = a.err;
        return -1;
    }
    int got = a.n < most ? a.n : most;
    memcpy(events, a.events, sizeof *events * static_cast<size_t>(got));
    // What did not fit is told by the next call.
    memmove(a.events, a.events + got, sizeof *events * static_cast<size_t>(a.n - got));
    a.n -= got;
    if (!a.n) nextanswer++;
    return got;
}

} // namespace

extern "C" int epoll_create1(int flags) noexcept {
    CHECK(flags == EPOLL_CLOEXEC);
    return epfd;
}

extern "C" int epoll_ctl(int ep, int op, int fd, epoll_event *ev) noexcept {
    CHECK(ep == epfd);
    changes[nchanges++] = {op, fd, *ev};
    errno = ctlerr;
    return ctlerr ? -1 : 0;
}

extern "C" int epoll_wait(int ep, epoll_event *events, int most, int ms) {
    CHECK(ep == epfd);
    inms = true;
    waited = ms;
    return reply(events, most);
}

extern "C" int epoll_pwait2(int ep, epoll_event *events, int most, const timespec *t, const sigset_t *mask) {
    CHECK(ep == epfd && !mask);
    if (old) {
        errno = ENOSYS;
        return -1;
    }
    inms = false;
    waited = t ? t->tv_sec * 1000000000 + t->tv_nsec : ever;
    CHECK(!t || (t->tv_nsec >= 0 && t->tv_nsec < 1000000000));
    return reply(events, most);
}

namespace {

int32 wakes(epoll_event ev) {
    park();
    reset();
    say(ev);
    int32 delta;
    glist list = netpoll(0, &delta);
    CHECK(netpollAnyWaiters()); // until the caller has queued them
    netpollAdjustWaiters(delta);
    int32 mode = (has(list, &reader) ? 'r' : 0) + (has(list, &writer) ? 'w' : 0);
    CHECK((atomicload(&pd->rg) == 1) == has(list, &reader) &&
          (atomicload(&pd->wg) == 1) == has(list, &writer));
    CHECK(netpollAnyWaiters() == (mode != 'r' + 'w') && nchanges == 0);
    return mode;
}

int wakefd;

void init() {
    CHECK(!netpollinited() && !poll(0).head && waitcalls == 0);
    poll_runtime_pollServerInit();
    poll_runtime_pollServerInit();
    CHECK(nchanges == 1);
    wakefd = changes[0].fd;
    CHECK(changed(0, EPOLL_CTL_ADD, wakefd, EPOLLIN, 0));
}

void opens() {
    reset();
    int32 errnum;
    pd = poll_runtime_pollOpen(5, &errnum);
    CHECK(pd && errnum == 0 && nchanges == 1);
    CHECK(changed(0, EPOLL_CTL_ADD, 5, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLPRI | EPOLLET,
                  netpollTag(pd)));
    ctlerr = EPERM;
    CHECK(!poll_runtime_pollOpen(6, &errnum) && errnum == EPERM);
    ctlerr = 0;
}

void events() {
    uint64 tag = netpollTag(pd);
    CHECK(wakes(event(EPOLLIN, tag)) == 'r');
    CHECK(wakes(event(EPOLLOUT, tag)) == 'w');
    CHECK(wakes(event(EPOLLIN | EPOLLOUT, tag)) == 'r' + 'w');
    CHECK(wakes(event(EPOLLRDHUP, tag + 1)) == 0 && poll_runtime_pollTellsNext(pd));
    CHECK(wakes(event(EPOLLRDHUP, tag)) == 'r' && !poll_runtime_pollTellsNext(pd));
    CHECK(wakes(event(EPOLLHUP, tag)) == 'r' + 'w');
    CHECK(wakes(event(EPOLLPRI, tag)) == 0);
    CHECK(wakes(event(EPOLLIN, tag + 1)) == 0); // of another life of the pollDesc
    CHECK(wakes(event(EPOLLERR, tag + 1)) == 0 && !(pd->info & pollEventErr));

    // An error alone is the reader's to report, until an event comes without; with others it is theirs to
    // find.
    CHECK(wakes(event(EPOLLERR, tag)) == 'r' + 'w');
    CHECK(poll_runtime_pollReset(pd, 'r') == pollErrNotPollable &&
          poll_runtime_pollReset(pd, 'w') == pollNoError);
    CHECK(wakes(event(EPOLLERR | EPOLLHUP, tag)) == 'r' + 'w');
    CHECK(poll_runtime_pollReset(pd, 'r') == pollNoError);

    // Nobody waits: whoever comes next need not.
    unpark();
    reset();
    say(event(EPOLLIN, tag));
    say(event(EPOLLIN, tag));
    CHECK(!poll(0).head && !poll(0).head);
    CHECK(poll_runtime_pollWait(pd, 'r') == pollNoError && atomicload(&pd->rg) == 0 &&
          atomicload(&pd->wg) == 0);
    CHECK(!netpollAnyWaiters());
}

// More events than fit: the rest at the next call. Nothing and interruptions wake nobody, and are the
// caller's to repeat.
void partial() {
    uint64 tag = netpollTag(pd);
    park();
    reset();
    answer &a = say();
    a.n = 130;
    for (int i = 0; i < 129; i++) a.events[i] = event(EPOLLIN, tag);
    a.events[129] = event(EPOLLOUT, tag);
    glist list = poll(0);
    CHECK(has(list, &reader) && !has(list, &writer) && !reader.schedlink);
    list = poll(0);
    CHECK(!has(list, &reader) && has(list, &writer) && nextanswer == 1);
    park();
    reset();
    say();
    fail(EINTR);
    for (int i = 1; i <= 2; i++) CHECK(!poll(1000000).head && waitcalls == i);
    fail(EBADF);
    CHECK(throws([] { poll(0); }));
    unpark();
}

void times() {
    struct {
        int64 delay, ms;
    } const cases[] = {{1, 1},
                       {999999, 1},
                       {1000000, 1},
                       {1000001, 2},
                       {1500000000, 1500},
                       {1000000000000000, 1000000000},
                       {9223372036854775807, 1000000000}};
    auto wait = [](int64 delay) {
        reset();
        say();
        poll(delay);
        return waited;
    };
    CHECK(wait(0) == 0 && wait(ever) == ever);
    for (const auto &c : cases) CHECK(wait(c.delay) == c.delay && !inms);
    old = true; // from here on, for good
    for (const auto &c : cases) CHECK(wait(c.delay) == c.ms && inms);
    CHECK(wait(0) == 0 && wait(ever) == ever);
    old = false;
    CHECK(wait(1) == 1 && inms);
}

// The eventfd is real: how many breaks it holds.
uint64 triggered() {
    uint64 n;
    return read(wakefd, &n, sizeof n) == sizeof n ? n : 0;
}

void breaks() {
    netpollBreak();
    netpollBreak();
    // Told to a look that does not wait: it is still for the one that does.
    reset();
    say(event(EPOLLIN, 0));
    CHECK(!poll(0).head && triggered() == 1);
    netpollBreak(); // the first is not over
    CHECK(triggered() == 0);

    // Told to one that waits, between other events: the next break is a new one, and this one is over.
    uint64 tag = netpollTag(pd);
    park();
    reset();
    answer &a = say();
    a.n = 3;
    a.events[0] = event(EPOLLIN, tag);
    a.events[1] = event(EPOLLIN, 0);
    a.events[2] = event(EPOLLOUT, tag);
    glist list = poll(-1);
    CHECK(has(list, &reader) && has(list, &writer));
    netpollBreak();
    reset();
    say(event(EPOLLIN, 0));
    poll(1);
    CHECK(triggered() == 0);
    netpollBreak();
    CHECK(triggered() == 1);
}

// Closed and opened again: an event of the former life is not for the new one.
void closes() {
    uint64 before = netpollTag(pd);
    poll_runtime_pollUnblock(pd);
    reset();
    poll_runtime_pollClose(pd);
    CHECK(nchanges == 1 && changes[0].op == EPOLL_CTL_DEL && changes[0].fd == 5);
    int32 errnum;
    pollDesc *again = poll_runtime_pollOpen(5, &errnum);
    CHECK(again == pd && netpollTag(pd) != before && netpollTagged(netpollTag(pd)) == pd);
    CHECK(wakes(event(EPOLLHUP, before)) == 0);
    CHECK(wakes(event(EPOLLHUP, netpollTag(pd))) == 'r' + 'w');
    unpark();
    poll_runtime_pollUnblock(pd);
    poll_runtime_pollClose(pd);
    CHECK(!netpollAnyWaiters());
}

} // namespace

int main() {
    enter();
    alarm(20);
    init();
    opens();
    events();
    partial();
    times();
    breaks();
    closes();
    puts("ok");
}

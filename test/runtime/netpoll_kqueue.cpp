// The kqueue back end against a scripted kernel: what it registers, how it waits, and what it makes of what
// it is told.
#include "test/runtime/scripted.h"

#include <cstddef>
#include <fcntl.h>
#include <sys/types.h>
// Needs the types of the former.
#include <sys/event.h>

using namespace go;
using namespace go::runtime;

static_assert(offsetof(struct kevent, filter) == 8 && offsetof(struct kevent, flags) == 10 &&
              offsetof(struct kevent, fflags) == 12 && offsetof(struct kevent, data) == 16 &&
              offsetof(struct kevent, udata) == 24);

#ifdef EVFILT_USER
constexpr bool user = true;
#else
constexpr bool user = false;
#define EVFILT_USER 0
#define NOTE_TRIGGER 0
#endif

namespace {

// What the poller has asked for.
struct kevent changes[1024];
int nchanges, changecalls, waitcalls, kqfd = -1;
bool waitforever;
timespec waited;

// What it is answered: an errno, or events. Used up front to back.
struct answer {
    int err, n;
    struct kevent events[70];
};
answer answers[8];
int nanswers, nextanswer;
int changeerr[8]; // of the next calls with changes
int nchangeerr, nextchangeerr;

struct kevent event(int filter, int flags, uint64 tag) {
    struct kevent ev = {};
    ev.ident = 77; // the poller goes by the tag
    ev.filter = static_cast<int16_t>(filter);
    ev.flags = static_cast<uint16_t>(flags);
    ev.udata = reinterpret_cast<void *>(tag);
    return ev;
}

void reset() { nchanges = changecalls = waitcalls = nanswers = nextanswer = nchangeerr = nextchangeerr = 0; }

answer &say() {
    answers[nanswers] = {};
    return answers[nanswers++];
}
void say(struct kevent ev) {
    answer &a = say();
    a.n = 1;
    a.events[0] = ev;
}
void fail(int err) { say().err = err; }

bool changed(int i, uintptr ident, int filter, int flags, uint64 tag, uint32 fflags = 0) {
    const struct kevent &c = changes[i];
    return c.ident == ident && c.filter == filter && c.flags == flags && c.fflags == fflags && c.data == 0 &&
           reinterpret_cast<uint64>(c.udata) == tag;
}

} // namespace

extern "C" int kqueue() {
    CHECK(kqfd < 0);
    return kqfd = open("/dev/null", O_RDONLY);
}

extern "C" int kevent(int kq, const struct kevent *change, int n, struct kevent *events, int nevents,
                      const timespec *timeout) {
    CHECK(kq == kqfd && (n == 0) != (nevents == 0));
    if (n) {
        CHECK(!events && !timeout);
        changecalls++;
        for (int i = 0; i < n; i++) changes[nchanges++] = change[i];
        int err = nextchangeerr < nchangeerr ? changeerr[nextchangeerr++] : 0;
        errno = err;
        return err ? -1 : 0;
    }
    waitcalls++;
    waitforever = !timeout;
    if (timeout) waited = *timeout;
    CHECK(nextanswer < nanswers);
    answer &a = answers[nextanswer];
    if (a.err) {
        nextanswer++;
        errno = a.err;
        return -1;
    }
    int got = a.n < nevents ? a.n : nevents;
    memcpy(events, a.events, sizeof *events * static_cast<size_t>(got));
    // What did not fit is told by the next call.
    memmove(a.events, a.events + got, sizeof *events * static_cast<size_t>(a.n - got));
    a.n -= got;
    if (!a.n) nextanswer++;
    return got;
}

namespace {

// What one netpoll wakes, by the kernel's answer.
int32 wakes(struct kevent ev) {
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

void init() {
    CHECK(!netpollinited() && !poll(0).head && waitcalls == 0);
    changeerr[nchangeerr++] = EINTR;
    poll_runtime_pollServerInit();
    poll_runtime_pollServerInit();
    CHECK(kqfd >= 0 && fcntl(kqfd, F_GETFD) & FD_CLOEXEC);
    CHECK(changecalls == 2 && nchanges == 2);
    if (user) {
        CHECK(changed(1, 0, EVFILT_USER, EV_ADD | EV_CLEAR, 0));
        return;
    }
    int pipe = static_cast<int>(changes[1].ident);
    CHECK(changed(1, changes[0].ident, EVFILT_READ, EV_ADD, 0));
    CHECK(fcntl(pipe, F_GETFD) & FD_CLOEXEC && fcntl(pipe, F_GETFL) & O_NONBLOCK);
}

void opens() {
    reset();
    int32 errnum;
    pd = poll_runtime_pollOpen(5, &errnum);
    CHECK(pd && errnum == 0 && changecalls == 1 && nchanges == 2);
    uint64 tag = netpollTag(pd);
    CHECK(changed(0, 5, EVFILT_READ, EV_ADD | EV_CLEAR, tag));
    CHECK(changed(1, 5, EVFILT_WRITE, EV_ADD | EV_CLEAR, tag));

    // Interrupted: again. Refused: reported, and nothing is left behind.
    reset();
    changeerr[nchangeerr++] = EINTR;
    changeerr[nchangeerr++] = EINVAL;
    CHECK(!poll_runtime_pollOpen(6, &errnum) && errnum == EINVAL);
    CHECK(changecalls == 3 && nchanges == 5 && changes[4].ident == 6 && changes[4].filter == EVFILT_READ &&
          changes[4].flags == EV_DELETE);
}

void events() {
    uint64 tag = netpollTag(pd);
    CHECK(wakes(event(EVFILT_READ, EV_CLEAR, tag)) == 'r');
    CHECK(wakes(event(EVFILT_WRITE, EV_CLEAR, tag)) == 'w');
    CHECK(wakes(event(EVFILT_READ, EV_CLEAR | EV_EOF, tag)) == 'r' + 'w');
    CHECK(wakes(event(EVFILT_WRITE, EV_CLEAR | EV_EOF, tag)) == 'w');
    CHECK(wakes(event(-7, EV_CLEAR | EV_EOF, tag)) == 0);
    CHECK(wakes(event(EVFILT_READ, EV_CLEAR, tag + 1)) == 0); // of another life of the pollDesc

    // Both in one list; the order does not matter.
    park();
    reset();
    answer &a = say();
    a.n = 2;
    a.events[0] = event(EVFILT_WRITE, EV_CLEAR, tag);
    a.events[1] = event(EVFILT_READ, EV_CLEAR, tag);
    glist list = poll(0);
    CHECK(has(list, &reader) && has(list, &writer) && !netpollAnyWaiters());

    // An error is the reader's to report, until an event comes without.
    CHECK(wakes(event(EVFILT_READ, EV_ERROR, tag)) == 'r');
    CHECK(poll_runtime_pollReset(pd, 'r') == pollErrNotPollable);
    CHECK(wakes(event(EVFILT_READ, EV_CLEAR, tag)) == 'r');
    CHECK(poll_runtime_pollReset(pd, 'r') == pollNoError);
    CHECK(wakes(event(EVFILT_WRITE, EV_CLEAR, tag)) == 'w');
    CHECK(wakes(event(-7, EV_ERROR, tag)) == 0 && !(pd->info & pollEventErr));

    // Nobody waits: whoever comes next need not.
    unpark();
    reset();
    say(event(EVFILT_READ, EV_CLEAR, tag));
    say(event(EVFILT_READ, EV_CLEAR, tag));
    CHECK(!poll(0).head && !poll(0).head);
    CHECK(poll_runtime_pollWait(pd, 'r') == pollNoError && atomicload(&pd->rg) == 0 &&
          atomicload(&pd->wg) == 0);
    CHECK(!netpollAnyWaiters());
}

// More events than fit: the rest at the next call.
void partial() {
    uint64 tag = netpollTag(pd);
    park();
    reset();
    answer &a = say();
    a.n = 66;
    for (int i = 0; i < 65; i++) a.events[i] = event(EVFILT_READ, EV_CLEAR, tag);
    a.events[65] = event(EVFILT_WRITE, EV_CLEAR, tag);
    glist list = poll(0);
    CHECK(has(list, &reader) && !has(list, &writer) && !reader.schedlink);
    list = poll(0);
    CHECK(!has(list, &reader) && has(list, &writer) && nextanswer == 1);

    // Nothing, an interruption and the end of the time told as an error wake nobody, and are not tried again
    // here: the caller knows how long is left.
    park();
    reset();
    say();
    fail(EINTR);
    fail(ETIMEDOUT);
    for (int i = 1; i <= 3; i++) CHECK(!poll(1000000).head && waitcalls == i);
    fail(EBADF);
    CHECK(throws([] { poll(0); }));
    unpark();
}

void times() {
    struct {
        int64 delay, sec, nsec;
    } const cases[] = {{0, 0, 0},
                       {1, 0, 1},
                       {999999999, 0, 999999999},
                       {1500000000, 1, 500000000},
                       {1000000000000000, 1000000, 0},
                       {9223372036854775807, 1000000, 0}};
    for (const auto &c : cases) {
        reset();
        say();
        poll(c.delay);
        CHECK(!waitforever && waited.tv_sec == c.sec && waited.tv_nsec == c.nsec);
    }
    reset();
    say();
    poll(-1);
    CHECK(waitforever);
}

// What the wake-up is, seen from the kernel: true if the poller has asked for one since the last look.
bool triggered(int rfd) {
    if (user) {
        bool was = nchanges == 1 && changed(0, 0, EVFILT_USER, 0, 0, NOTE_TRIGGER);
        CHECK(was || nchanges == 0);
        nchanges = 0;
        return was;
    }
    // Level triggered, so a byte that is there counts.
    CHECK(nchanges == 0);
    char b[4];
    ssize_t n = read(rfd, b, sizeof b);
    CHECK(n == 1 || (n < 0 && errno == EAGAIN));
    if (n == 1) netpollBreak(); // under way: does nothing
    return n == 1;
}

void breaks(int rfd) {
    struct kevent wake = event(user ? EVFILT_USER : EVFILT_READ, 0, 0);
    reset();
    netpollBreak();
    netpollBreak();
    CHECK(triggered(rfd));
    netpollBreak(); // not told yet
    CHECK(!triggered(rfd));

    // Told to a look that does not wait: it is still for the one that does.
    if (user) {
        reset();
        say(wake);
        changeerr[nchangeerr++] = EINTR;
        CHECK(!poll(0).head && nchanges == 2 && changed(1, 0, EVFILT_USER, 0, 0, NOTE_TRIGGER));
        nchanges = 0;
    } else {
        reset();
        say(wake);
        CHECK(!poll(0).head && nchanges == 0);
    }
    netpollBreak();
    CHECK(!triggered(rfd));

    // Told to one that waits, after some other event: the next break is a new one.
    uint64 tag = netpollTag(pd);
    park();
    reset();
    answer &a = say();
    a.n = 3;
    a.events[0] = event(EVFILT_READ, EV_CLEAR, tag);
    a.events[1] = wake;
    a.events[2] = event(EVFILT_WRITE, EV_CLEAR, tag);
    glist list = poll(-1);
    CHECK(has(list, &reader) && has(list, &writer) && !triggered(rfd));
    netpollBreak();
    CHECK(triggered(rfd));
}

// Closed and opened again: an event of the former life is not for the new one.
void closes() {
    uint64 old = netpollTag(pd);
    poll_runtime_pollUnblock(pd);
    reset();
    poll_runtime_pollClose(pd);
    CHECK(nchanges == 0); // close(2) tells the kernel
    say(event(EVFILT_READ, EV_CLEAR, old));
    CHECK(!poll(0).head);
    int32 errnum;
    pollDesc *again = poll_runtime_pollOpen(5, &errnum);
    CHECK(again == pd && netpollTag(pd) != old && netpollTagged(netpollTag(pd)) == pd);
    CHECK(wakes(event(EVFILT_READ, EV_CLEAR | EV_EOF, old)) == 0);
    CHECK(wakes(event(EVFILT_READ, EV_CLEAR | EV_EOF, netpollTag(pd))) == 'r' + 'w');
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
    int rfd = static_cast<int>(changes[0].ident);
    opens();
    events();
    partial();
    times();
    breaks(rfd);
    closes();
    puts("ok");
}

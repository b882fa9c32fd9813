// What the runtime asks of Linux.
#include "runtime/src/seedsched.h"

#include <cerrno>
#include <csignal>
#include <ctime>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

namespace go::runtime {

void osinit() {
    cpu_set_t set;
    CPU_ZERO(&set);
    ncpu = sched_getaffinity(0, sizeof set, &set) == 0 ? CPU_COUNT(&set) : 1;
    if (ncpu < 1) ncpu = 1;
}

int64 realnanotime() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000 + t.tv_nsec;
}

int64 nanotime() { return seeded ? seednanotime() : realnanotime(); }

void walltime(int64 *sec, int32 *nsec) {
    if (seeded) return seedwalltime(sec, nsec);
    timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    *sec = t.tv_sec;
    *nsec = static_cast<int32>(t.tv_nsec);
}

void usleepns(int64 ns) {
    timespec t = {ns / 1000000000, ns % 1000000000};
    nanosleep(&t, nullptr);
}

int32 threadself() { return gettid(); }

// ESRCH, if it has ended, is as good.
void tgkill_(int32 procid, int sig) { tgkill(getpid(), procid, sig); }

namespace {

// The last that the thread does with its M, which may be another's at once.
void endthread() {
    m *mp = getg()->m;
    setg(nullptr);
    atomicstore(&mp->ended, 1);
}

} // namespace

void exitosproc(m *mp) {
    unminit(mp);
    atomicstore(&mp->procid, 0);
    __builtin_longjmp(mp->exitbuf, 1); // pthread_exit would need libgcc_s at run time
}

namespace {

// A thread begins with all signals blocked: it has no stack for handlers yet.
bool newthread(void *(*fn)(void *), void *arg) {
    constexpr size_t stackSize = 256 << 10;
    pthread_attr_t attr;
    pthread_attr_init(&attr);
    pthread_attr_setstacksize(&attr, stackSize);
    pthread_attr_setdetachstate(&attr, PTHREAD_CREATE_DETACHED);
    sigset_t all, old;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &old);
    pthread_t thread;
    int err = pthread_create(&thread, &attr, fn, arg);
    pthread_sigmask(SIG_SETMASK, &old, nullptr);
    pthread_attr_destroy(&attr);
    return err == 0;
}

} // namespace

void newosproc(m *mp, void (*fn)(m *)) {
    mp->startfn = fn;
    bool made = newthread(
        [](void *arg) -> void * {
            auto *self = static_cast<m *>(arg);
            atomicstore(&self->procid, threadself());
            if (__builtin_setjmp(self->exitbuf) == 0) self->startfn(self);
            endthread();
            return nullptr;
        },
        mp);
    if (!made) throw_("cannot create a thread");
}

bool newmarker(uint32 k, void (*fn)(uint32)) {
    struct start {
        uint32 k;
        void (*fn)(uint32);
    };
    auto *s = persistentnew<start>();
    *s = {k, fn};
    return newthread(
        [](void *arg) -> void * {
            auto *st = static_cast<start *>(arg);
            st->fn(st->k);
            return nullptr;
        },
        s);
}

void exit_(int32 code) { _exit(code); }

void write_(int fd, const void *p, uintptr n) {
    auto *q = static_cast<const char *>(p);
    while (n > 0) {
        ssize_t w = ::write(fd, q, n);
        if (w < 0) {
            if (errno == EINTR) continue;
            return;
        }
        q += w;
        n -= static_cast<uintptr>(w);
    }
}

} // namespace go::runtime

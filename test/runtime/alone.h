// What the poller needs of the scheduler, so that a back end can be tested without it, on a system that the
// scheduler does not know: a goroutine is a thread that sleeps while it is parked. Included once by a
// program.
#pragma once

#include "runtime/src/netpoll.h"

#include <cstdio>
#include <cstdlib>

#ifdef _WIN32
#include <winsock2.h>

#include <windows.h>
#else
#include <cerrno>
#include <ctime>
#include <pthread.h>
#include <sched.h>
#include <semaphore.h>
#include <unistd.h>
#endif

#define CHECK(cond)                                                                                          \
    do {                                                                                                     \
        if (!(cond)) {                                                                                       \
            fprintf(stderr, "%s:%d: check failed: %s\n", __FILE__, __LINE__, #cond);                         \
            fflush(stderr);                                                                                  \
            ::go::runtime::throw_("");                                                                       \
        }                                                                                                    \
    } while (0)

namespace go::runtime {

#ifdef _WIN32
struct semaphore {
    HANDLE h = CreateSemaphoreA(nullptr, 0, 1 << 20, nullptr);
    void up() { ReleaseSemaphore(h, 1, nullptr); }
    void down() { WaitForSingleObject(h, INFINITE); }
};
inline void yield() { Sleep(0); }
inline void sleepfor(int64 ns) { Sleep(static_cast<DWORD>(ns / 1000000)); }
inline void endwith(int status) { TerminateProcess(GetCurrentProcess(), static_cast<UINT>(status)); }

int64 nanotime() {
    LARGE_INTEGER count, second;
    QueryPerformanceCounter(&count);
    QueryPerformanceFrequency(&second);
    return count.QuadPart / second.QuadPart * 1000000000 +
           count.QuadPart % second.QuadPart * 1000000000 / second.QuadPart;
}
#else
struct semaphore {
    sem_t s;
    semaphore() { sem_init(&s, 0, 0); }
    void up() { sem_post(&s); }
    void down() {
        while (sem_wait(&s) < 0) {
        }
    }
};
inline void yield() { sched_yield(); }
inline void sleepfor(int64 ns) { usleep(static_cast<useconds_t>(ns / 1000)); }
inline void endwith(int status) { _exit(status); }

int64 nanotime() {
    timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return t.tv_sec * 1000000000 + t.tv_nsec;
}
#endif

// A thread in the part of a goroutine, and of its M.
struct worker {
    struct g g; // first
    struct m m;
    semaphore woken;
};

#ifdef __ELF__
__thread g *tls_g;
#else
thread_local g *tls_g;
g *getg() { return tls_g; }
void setg(g *gp) { tls_g = gp; }
#endif

// The calling thread becomes a worker.
inline void enter() {
    auto *w = new (calloc(1, sizeof(worker))) worker{};
    w->g.m = &w->m;
    setg(&w->g);
}

uint32 spawned; // threads that have not ended

template <class F> void spawn(F f) {
    auto *copy = new F(f);
    xadd(&spawned, 1);
    auto run = [](void *p) {
        enter();
        auto *body = static_cast<F *>(p);
        (*body)();
        CHECK(getg()->m->locks == 0);
        delete body;
        xadd(&spawned, -1);
    };
#ifdef _WIN32
    struct start {
        void (*run)(void *);
        void *arg;
    };
    HANDLE h = CreateThread(
        nullptr, 256 << 10,
        [](void *p) -> DWORD {
            auto *s = static_cast<start *>(p);
            s->run(s->arg);
            delete s;
            return 0;
        },
        new start{run, copy}, 0, nullptr);
    CHECK(h);
    CloseHandle(h);
#else
    struct start {
        void (*run)(void *);
        void *arg;
    };
    pthread_t t;
    CHECK(pthread_create(
              &t, nullptr,
              [](void *p) -> void * {
                  auto *s = static_cast<start *>(p);
                  s->run(s->arg);
                  delete s;
                  return nullptr;
              },
              new start{run, copy}) == 0);
    pthread_detach(t);
#endif
}

inline void join(uint32 left = 0) {
    while (atomicload(&spawned) > left) sleepfor(1000000);
}

void lockslow(mutex *l) {
    while (!cas(&l->key, 0, 1)) yield();
}
void unlockslow(mutex *l) { CHECK(l->key == 0); }

uint32 parks, readies; // of gopark that slept, of goready

void gopark(bool (*unlockf)(g *, void *), void *lock, waitReason reason) {
    g *gp = getg();
    gp->waitreason = reason;
    if (!unlockf(gp, lock)) return;
    xadd(&parks, 1);
    reinterpret_cast<worker *>(gp)->woken.down();
}

void goready(g *gp) {
    xadd(&readies, 1);
    reinterpret_cast<worker *>(gp)->woken.up();
}

void *persistentalloc(uintptr size) { return calloc(1, size); }

void throw_(const char *what) {
    fprintf(stderr, "throw: %s\n", what);
    fflush(stderr);
    endwith(2);
    for (;;) {
    }
}

void write_(int fd, const void *p, uintptr n) {
    fwrite(p, 1, n, stderr);
    fflush(stderr);
}

// Timers: a list. Their functions run on the thread that polls.
mutex timerlock;
timer *running[4096];
int nrunning;

void starttimer(timer *t) {
    lock(&timerlock);
    CHECK(!t->pp && nrunning < 4096);
    t->pp = reinterpret_cast<p *>(1);
    running[nrunning++] = t;
    unlock(&timerlock);
    netpollBreak();
}

bool stoptimer(timer *t) {
    lock(&timerlock);
    bool was = t->pp != nullptr;
    for (int i = 0; was && i < nrunning; i++)
        if (running[i] == t) running[i] = running[--nrunning];
    t->pp = nullptr;
    unlock(&timerlock);
    return was;
}

// Fires what is due. When the next is; 0: never.
inline int64 firetimers() {
    for (;;) {
        timer *due = nullptr;
        int64 next = 0, now = nanotime();
        lock(&timerlock);
        for (int i = 0; i < nrunning && !due; i++) {
            if (running[i]->when <= now) {
                due = running[i];
                due->pp = nullptr;
                running[i] = running[--nrunning];
            } else if (!next || running[i]->when < next) {
                next = running[i]->when;
            }
        }
        unlock(&timerlock);
        if (!due) return next;
        due->f();
    }
}

// netpoll, and what comes of it counted off.
inline glist poll(int64 delay) {
    int32 delta = 77;
    glist list = netpoll(delay, &delta);
    netpollAdjustWaiters(delta);
    return list;
}

// The scheduler's part: waits in netpoll, and readies.
uint32 pollstop;
inline void pollloop() {
    while (!atomicload(&pollstop)) {
        int64 next = firetimers(), now = nanotime();
        int64 delay = !next ? -1 : next > now ? next - now : 0;
        for (g *gp = poll(delay).head; gp;) {
            g *after = gp->schedlink;
            goready(gp);
            gp = after;
        }
    }
}
// As sysmon and findRunnable do, beside somebody who waits in netpoll.
inline void lookloop() {
    while (!atomicload(&pollstop)) {
        for (g *gp = poll(0).head; gp;) {
            g *after = gp->schedlink;
            goready(gp);
            gp = after;
        }
        sleepfor(1000000);
    }
}

} // namespace go::runtime

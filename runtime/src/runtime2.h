// The scheduler's data: g (a goroutine), m (a thread), p (a processor: what it takes to run Go code), sched,
// sudog.
//
// Names are those of Go's runtime. The scheduler has one M so far; fields and statuses are those of many, and
// every access to shared state is written as if others looked: under its lock, or by its owner. Stacks never
// move, so a parked goroutine's sudogs live in the frame that parked it.
#pragma once

#include "go/runtime.h"
#include "runtime/src/context.h"

namespace go::runtime {

struct g;
struct m;
struct p;
struct hchan;
struct timer;

enum gstatus : uint32 { Gidle, Grunnable, Grunning, Gsyscall, Gwaiting, Gdead };
enum pstatus : uint32 { Pidle, Prunning, Psyscall, Pgcstop, Pdead };

enum waitReason : uint8 {
    waitReasonZero,
    waitReasonChanReceive,
    waitReasonChanReceiveNilChan,
    waitReasonChanSend,
    waitReasonChanSendNilChan,
    waitReasonSelect,
    waitReasonSelectNoCases,
    waitReasonSleep,
    waitReasonSemacquire,
    waitReasonSyncCondWait,
    waitReasonSyncMutexLock,
    waitReasonSyncRWMutexRLock,
    waitReasonSyncRWMutexLock,
    waitReasonSyncWaitGroupWait,
    waitReasonForever,
};
extern const char *const waitReasonStrings[];

// A lock of the runtime, never held over a switch. With one M it is always free when it is taken.
struct mutex {
    uint32 key;
};
inline void lock(mutex *l) { l->key = 1; }
inline void unlock(mutex *l) { l->key = 0; }

struct stack {
    uintptr lo, hi; // lo is the lowest usable byte; below it lies a guard page
};

// A stack and its place in a list of free ones.
struct stacknode {
    struct stack stack;
    stacknode *link;
};

// A g waiting on a channel or semaphore. In the frame of the parked g; the lists are guarded by the channel's
// lock.
struct sudog {
    struct g *g;
    sudog *next, *prev;
    void *elem; // sent from or received into; null: not wanted
    hchan *c;
    const uint32 *addr; // of a semaphore
    bool isSelect;      // g->selectDone must be won to wake it
    bool success;       // woken by a peer, not by close
    int32 index;        // of the select case
};

// A panic in flight; lives in gopanic's frame.
struct panic {
    any arg;
    panic *link;       // the panic that was in flight when this one began
    deferframe *frame; // whose deferred call is being run; a recover goes back there
    void *callsp; // the CFA that the deferred function sees; null: no deferred call of this panic is running
    void *wrapsp; // the same for the function that a wrapper calls; null: none
    bool direct;  // what a wrapper calls now is called by this panic
    bool recovered, repanicked, goexit;
};

struct g {
    struct stack stack;   // of stk; a g that has not begun has none
    fcontext_t sched;     // where to resume; valid while not running; null: at startfn
    struct m *m;          // running it; null otherwise
    deferframe *defer_;   // innermost frame with deferred calls
    struct panic *panic_; // innermost
    uint32 status;
    waitReason waitreason; // if Gwaiting
    bool issystem;         // not counted by deadlock detection or NumGoroutine
    uint32 selectDone;     // 1: some case of the select has won
    uint64 goid;
    stacknode *stk;
    g *schedlink; // in sched.runq, p.gFree
    g *alllink;   // in allgs
    func<void()> startfn;
    void *param;                       // what the waker hands over: the sudog that won
    sudog *waiting;                    // sudogs it is parked on
    uintptr sigcode0, sigcode1, sigpc; // of a fault being turned into a panic
    uint32 sig;
};

struct m {
    g *g0;                // the thread's own stack, where the scheduler runs
    g *curg;              // running user goroutine; null while scheduling
    struct p *p;          // null: not running Go code
    g *left;              // who made the last switch
    void (*mcallfn)(g *); // what to do with it, if it is not g0
    bool (*waitunlockf)(g *, void *);
    void *waitlock;
    uint64 id;
    uint64 rand; // state of cheaprand
    int32 locks;
    bool spinning, blocked;
    m *alllink, *schedlink;
    void *gsignal; // base of the signal stack
};

// Min-heap of timers by when.
struct timers {
    timer **heap;
    int_ len, cap;
};

struct p {
    int32 id;
    uint32 status;
    struct m *m;
    uint32 schedtick; // incremented on every execute
    uint32 runqhead, runqtail;
    g *runq[256]; // ring
    g *runnext;   // readied by the running g: runs next, in its time slice
    struct timers timers;
    g *gFree;             // dead gs, newest first
    stacknode *stackFree; // their stacks, newest first
    p *link;              // in sched.pidle
};

struct schedt {
    mutex lock;
    uint64 goidgen;
    g *runqhead, *runqtail; // global queue
    int32 runqsize;
    int32 maxmcount;
    m *midle; // parked Ms
    int32 nmidle, nmspinning;
    p *pidle;
    int32 npidle;
    int64 ngsys;   // system goroutines
    int64 ngcount; // user goroutines alive
    uint64 runtimeInitTime;
};
extern schedt sched;
extern g *allgs; // every g ever made, newest first, linked by alllink
extern m m0;
extern p *allp[];
extern int32 gomaxprocs, ncpu;
extern int argc;
extern char **argv;

// The running g. Read by hand: Clang would keep the address of a thread_local over a switch to another
// thread.
extern __thread g *tls_g asm("goloom_g") __attribute__((tls_model("local-exec")));
GO_INLINE g *getg() {
    g *gp;
    asm volatile("movq %%fs:goloom_g@tpoff, %0" : "=r"(gp));
    return gp;
}
GO_INLINE void setg(g *gp) { asm volatile("movq %0, %%fs:goloom_g@tpoff" : : "r"(gp) : "memory"); }

// proc.cpp
void gopark(bool (*unlockf)(g *, void *), void *lock, waitReason reason);
inline void goparkunlock(mutex *l, waitReason reason) {
    gopark(
        [](g *, void *q) {
            unlock(static_cast<mutex *>(q));
            return true;
        },
        l, reason);
}
void goready(g *gp);
GO_CC void Gosched();
void mcall(void (*fn)(g *)); // leaves the calling g, then does fn to it; returns when it is scheduled again
void schedinit();
[[noreturn]] void mstart();
g *newproc1(func<void()> f);
[[noreturn]] void goexit1();
void checkdead();
// Around a system call that may block: in between the caller's P may be taken to run others, so nothing of
// Go's is touched.
void entersyscall();
void exitsyscall();
// Keeps the caller on its M: no preemption in between. They nest.
m *acquirem();
void releasem(m *mp);
// Stops every P but the caller's (Gcstop) until startTheWorld. What is looked at in between stands still.
void stopTheWorld(const char *why);
void startTheWorld();

uint64 cheaprand64();
inline uint32 cheaprandn(uint32 n) { return static_cast<uint32>((cheaprand64() >> 32) * n >> 32); }

uint32 semwaiters(); // sema.cpp: Gs that wait on semaphores

// Memory that is never given back, for the runtime's own structures. Zeroed.
void *persistentalloc(uintptr size);
template <class T> T *persistentnew() { return static_cast<T *>(persistentalloc(sizeof(T))); }

// os_linux.cpp
void osinit();
int64 nanotime();
void walltime(int64 *sec, int32 *nsec);
void usleepns(int64 ns);
[[noreturn]] void exit_(int32 code);
void write_(int fd, const void *p, uintptr n);

// signal_linux.cpp
void initsig();
void minit(m *mp);

} // namespace go::runtime

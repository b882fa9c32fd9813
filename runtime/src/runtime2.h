// The scheduler's data: g (a goroutine), m (a thread), p (a processor: what it takes to run Go code), sched,
// sudog.
//
// Names are those of Go's runtime. Shared state is touched under its lock, by its owner, or with the atomics
// that its comment names. Stacks never move, so a parked goroutine's sudogs live in the frame that parked
// it.
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
    waitReasonIOWait,
};
extern const char *const waitReasonStrings[];

// A lock of the runtime, never held over a switch but for the one that gopark is given. Who holds one is not
// preempted (m.locks). lock_futex.cpp.
struct mutex {
    uint32 key; // 0 free, 1 taken, 2 taken and somebody may sleep
};
// A one-time event for threads: sleepers go on once it has been woken. noteclear makes it ready again.
struct note {
    uint32 key; // 1: woken
};
void noteclear(note *n);
void notewakeup(note *n);
void notesleep(note *n);
bool notetsleep(note *n, int64 ns); // false: the time is over. ns < 0: no bound

struct stack {
    uintptr lo, hi;
};

// A piece of a goroutine's stack, see stack.h. asm_amd64.S knows the fields.
struct stackseg {
    struct stack stack;
    uintptr guard;               // a function that begins below it goes to the next segment; 0: none does
    stackseg *prev, *next;       // next: not in use now, or in a list of free ones
    uintptr entrycfa, callercfa; // the CFA of the function that came here, and what it would be on prev
    uintptr nosplit;             // the guard for functions that call code without split stacks
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
    stackseg *seg;          // the innermost in use; null: has not begun
    stackseg *syscallseg;   // if Gsyscall: that of syscallsp
    fcontext_t sched;       // where to resume; valid while not running; null: at startfn
    struct m *m;            // running it; null otherwise
    deferframe *defer_;     // innermost frame with deferred calls
    struct panic *panic_;   // innermost
    uintptr syscallsp;      // if Gsyscall: where its stack is live from
    uintptr syscallregs[6]; // and what it had in rbx rbp r12 r13 r14 r15
    void *psave;            // asyncPreempt's, for registers; null: was never preempted
    uint32 status;          // gstatus; atomic
    waitReason waitreason;  // if Gwaiting
    bool issystem;          // not counted by deadlock detection or NumGoroutine
    bool preempt;           // is to yield; set by sysmon and who stops the world
    bool psaved;            // what is in psave counts
    uint32 selectDone;      // 1: some case of the select has won
    uint32 gcscan; // scancycle: the mark under way has looked at it; 1 less: somebody is about to; atomic
    uint64 goid;
    stackseg base;          // the outermost, unless that is a slot
    g *schedlink;           // in sched.runq, p.gFree
    g *alllink;             // in allgs
    struct rangelink *loop; // innermost over a function that may keep its yield
    func<void()> startfn;
    void *param;                       // what the waker hands over: the sudog that won
    sudog *waiting;                    // sudogs it is parked on
    uintptr sigcode0, sigcode1, sigpc; // of a fault being turned into a panic
    uint32 sig;
    uint32 lockedext;  // LockOSThread calls
    bool lockedint;    // the runtime's own
    struct m *lockedm; // the only M that may run it; null: any
    int64 waitsince;   // if Gwaiting or Gsyscall: coarsetime when it began
    void *sanstack;    // AddressSanitizer's word for the stack while it is left; ThreadSanitizer's for it
    uintptr gopc;      // behind the go statement that made it; 0: the runtime's
    uint64 parentGoid; // of the G that did
};

struct m {
    g *g0;                // the thread's own stack, where the scheduler runs
    g *curg;              // running user goroutine; null while scheduling. Others may look
    struct p *p;          // null: not running Go code
    g *left;              // who made the last switch
    void (*mcallfn)(g *); // what to do with it, if it is not g0
    bool (*waitunlockf)(g *, void *);
    void *waitlock;
    int64 id;
    uint64 rand;     // state of cheaprand
    int32 locks;     // mutexes held, acquirem calls: not preempted if > 0
    bool spinning;   // out of work and looking for it; counted in sched.nmspinning
    bool blocked;    // sleeping in a note
    note park;       // where it sleeps without work
    struct p *nextp; // handed over before park is woken
    struct p *oldp;  // had before the system call
    g *lockedg;      // LockOSThread: runs nothing else
    g *handoff;      // found by a direct switch, not runnable here: for schedule to look at
    int32 procid;    // the thread's number, for signals
    void (*startfn)(m *);
    void *exitbuf[5]; // longjmp there ends the thread
    uint32 ended;     // it is in sched.mfree and may be used again; atomic
    m *alllink, *schedlink;
    void *gsignal;       // base of the signal stack
    void *psave;         // for the next G without one
    struct wbcursor *wb; // the thread's write barrier; null: it has ended
    uintptr *guard;      // the thread's stack guard, for who preempts it; null: it has ended, or has none
};

// Min-heap of timers by when, under lock.
struct timerentry {
    int64 when; // t's: a timer is rarely in the cache, least of all that of a sleeper
    timer *t;
};
struct timers {
    mutex lock;
    timerentry *heap;
    int_ len, cap;
    int64 next; // when of the first; 0: empty. Read without the lock
};

struct mcache;
struct freestack {
    freestack *link;
};

struct alignas(64) p {
    int32 id;
    uint32 status;               // pstatus; atomic: sysmon and who stops the world take it from Psyscall
    struct m *m;                 // as the ticks: the owner's to change, for others to look at
    uint32 schedtick;            // incremented on every execute
    uint32 syscalltick;          // incremented on every system call's end
    struct mcache *mcache;       // of the allocator
    alignas(64) uint32 runqhead; // advanced by consumers (owner, thieves) with CAS
    uint32 runqtail;             // by the owner
    g *runq[256];                // ring
    g *runnext;                  // readied by the running g: runs next, in its time slice; CAS
    struct timers timers;
    g *gFree; // dead gs, newest first
    int32 ngFree;
    freestack *stackFree; // their first segments, newest first
    int32 nstackFree;
    uintptr newStacks, newStacksEnd; // first segments not yet used
    stackseg *slotFree;              // stack slots, newest first
    int32 nslotFree;
    uint64 goidnext, goidend; // numbers to give away
    p *link;                  // in sched.pidle
    // sysmon's own: what it saw last, and when
    uint32 sysschedtick, syssyscalltick;
    int64 sysschedwhen, syssyscallwhen;
};

struct schedt {
    mutex lock;                 // for all that follows, unless it says otherwise
    g *runqhead, *runqtail;     // global queue
    int32 runqsize;             // also read without the lock
    int32 maxmcount;            // SetMaxThreads
    m *midle;                   // parked Ms
    int32 nmidle, nmidlelocked; // nmidlelocked: Ms that wait for their locked G
    int64 mnext, nmfreed;       // Ms made, and ended
    m *mfree;                   // those that have, or are about to
    int32 nmsys;                // Ms that do not count for deadlock detection (sysmon)
    p *pidle;
    int32 npidle;     // atomic
    int32 nmspinning; // atomic
    g *gFree;         // dead gs without stacks, more than the Ps want to keep; under freelock, as stackFree
    freestack *stackFree;
    stackseg *slotFree;
    mutex freelock;
    uint64 goidgen;   // atomic
    int64 ngsys;      // system goroutines; atomic
    int64 ngcount;    // user goroutines alive; atomic
    uint32 gcwaiting; // the world is being stopped; atomic
    int32 stopwait;   // Ps that have not stopped yet
    note stopnote;
    uint32 sysmonwait; // sysmon sleeps until there is work; atomic
    note sysmonnote;
    int64 lastpoll;   // when the network was last polled; 0: somebody blocks in netpoll; atomic
    int64 pollUntil;  // until when that one blocks; 0: for ever; atomic
    uint32 worldsema; // semaphore: who may stop the world
    uint32 dying;     // a thread prints the last words; atomic
    uint64 runtimeInitTime;
};
extern schedt sched;
// nanotime to within some 10 ms while anything runs: sysmon's, for what is not worth a look at the clock.
extern int64 coarsetime;
// Of a mark beside the program: each G is looked at once, before it next runs. Even; changes while the world
// is stopped.
extern uint32 scancycle;
void scanbeforerun(g *gp);
extern g *allgs; // every g ever made, newest first, linked by alllink; atomic
extern m *allms; // the same for Ms; those that ended among them
extern m m0;
inline constexpr int32 maxProcs = 1024;
extern p *allp[maxProcs];
extern int32 gomaxprocs, ncpu;
extern int argc;
extern char **argv;

// The running g. Read by hand: Clang would keep the address of a thread_local over a switch to another
// thread.
#ifdef __ELF__
extern __thread g *tls_g asm("goloom_g") __attribute__((tls_model("local-exec")));
GO_INLINE g *getg() {
    g *gp;
    asm volatile("movq %%fs:goloom_g@tpoff, %0" : "=r"(gp));
    return gp;
}
GO_INLINE void setg(g *gp) { asm volatile("movq %0, %%fs:goloom_g@tpoff" : : "r"(gp) : "memory"); }
#else
g *getg(); // not to be inlined, for the same reason
#endif

template <class T> GO_INLINE T atomicload(const T *x) { return __atomic_load_n(x, __ATOMIC_SEQ_CST); }
template <class T> GO_INLINE void atomicstore(T *x, std::type_identity_t<T> v) {
    __atomic_store_n(x, v, __ATOMIC_SEQ_CST);
}
// For what others may look at while its owner changes it, and nothing else hangs on.
template <class T> GO_INLINE T relaxedload(const T *x) { return __atomic_load_n(x, __ATOMIC_RELAXED); }
template <class T> GO_INLINE void relaxedstore(T *x, std::type_identity_t<T> v) {
    __atomic_store_n(x, v, __ATOMIC_RELAXED);
}
// For a pointer that others follow.
template <class T> GO_INLINE void releasestore(T *x, std::type_identity_t<T> v) {
    __atomic_store_n(x, v, __ATOMIC_RELEASE);
}
template <class T> GO_INLINE bool cas(T *x, std::type_identity_t<T> old, std::type_identity_t<T> v) {
    return __atomic_compare_exchange_n(x, &old, v, false, __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}
template <class T> GO_INLINE T xadd(T *x, std::type_identity_t<T> n) {
    return __atomic_add_fetch(x, n, __ATOMIC_SEQ_CST);
}
template <class T> GO_INLINE T xchg(T *x, std::type_identity_t<T> v) {
    return __atomic_exchange_n(x, v, __ATOMIC_SEQ_CST);
}

void lockslow(mutex *l);
void unlockslow(mutex *l);
GO_INLINE void lock(mutex *l) {
    getg()->m->locks++;
    if (!cas(&l->key, 0, 1)) [[unlikely]]
        lockslow(l);
}
GO_INLINE void unlock(mutex *l) {
    if (xchg(&l->key, 0) == 2) [[unlikely]]
        unlockslow(l);
    getg()->m->locks--;
}
// Of a lock that is only ever taken with a P: if there is but one, nobody can come between.
GO_INLINE void lockp(mutex *l) {
    if (gomaxprocs > 1) lock(l);
}
GO_INLINE void unlockp(mutex *l) {
    if (gomaxprocs > 1) unlock(l);
}

// Moves the first of one list to another, under the lock of one of them; others may look whether it is empty.
template <class T> void move1(T **from, T **to, T *T::*link) {
    T *x = *from;
    relaxedstore(from, x->*link);
    x->*link = *to;
    relaxedstore(to, x);
}

// A list of Gs by schedlink.
struct glist {
    g *head;
    void push(g *gp) {
        gp->schedlink = head;
        head = gp;
    }
};

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
inline void goparkunlockp(mutex *l, waitReason reason) {
    gopark(
        [](g *, void *q) {
            unlockp(static_cast<mutex *>(q));
            return true;
        },
        l, reason);
}
void goready(g *gp);
void goyield();      // as Gosched, but to the end of the queue of its own P
void lockOSThread(); // the runtime's own LockOSThread; does not nest
void unlockOSThread();
void mcall(void (*fn)(g *)); // leaves the calling g, then does fn to it; returns when it is scheduled again
void leavetog0(void (*fn)(g *)); // the same, straight to the scheduler; the M may be without a P
void schedinit();
[[noreturn]] void mstart();
g *newproc1(func<void()> f);
[[noreturn]] void goexit1();
[[noreturn]] void schedule();
void injectglist(glist list); // queues Gs that have become runnable
void becomerunnable(g *gp);   // status Grunnable, no M
void dropg(g *gp);

// runq.cpp: the queues of runnable Gs
void globrunqput(g *gp);                        // the caller holds sched.lock
g *globrunqget(p *pp, int32 max);               // the same; a fair share moves to pp
void runqput(p *pp, g *gp, bool next);          // by the owner; next: gp takes runnext
g *runqget(p *pp);                              // by the owner
g *runqsteal(p *pp, p *victim, bool stealnext); // half of victim's queue to pp; one of them
bool runqempty(const p *pp);

// threads.cpp: Ms, and who has which P
void acquirep(p *pp);
p *releasep();
p *pidleget();        // the caller holds sched.lock
void pidleput(p *pp); // the same
void stopm();         // parks the M until it is given a P
void startm(p *pp, bool spinning);
void wakep();             // an M that looks for work, unless one does already
void handoffp(p *pp);     // the P of an M that is blocked
void entersyscallblock(); // entersyscall, for a call that is certain to last
void resetspinning();
void gcstopm();            // parks for a stopped world
[[noreturn]] void mexit(); // ends the M, whose locked G has ended
void stoplockedm();        // parks until the M's locked G is handed to it
void startlockedm(g *gp);
void newsysmon();
void checkdead();       // the caller holds sched.lock
void checkmcount();     // the same; ends the program if there are too many Ms
p *procresize(int32 n); // the world is stopped; Ps with work, linked

// stw.cpp. stopTheWorld stops every P but the caller's (Gcstop) until startTheWorld: what is looked at in
// between stands still. It may park before it begins.
void stopTheWorld(const char *why);
void startTheWorld();
void preemptone(p *pp);
void preemptall();
void freezetheworld(); // before the last words of a program

// debugvars.cpp
int64 godebug(const char *name); // the value of name=… in GODEBUG's list; 0: not there
void parsedebugvars();           // those of the scheduler

// sysmon.cpp
extern int64 forcepreemptns; // a G that has run longer is preempted
void wakesysmon();           // the caller holds sched.lock

// preempt.cpp
void initpreempt();
void preparepreempt(m *mp);       // gives it what it needs for that, if it has it not
void showguard(m *mp, bool show); // to who preempts the calling thread
void setasyncpreemptoff(bool off);
void signalM(m *mp); // sends it the preemption signal
// The registers of a preempted G that are not on its stack, up to *end; or nothing.
uintptr savedregs(const g *gp, uintptr *end);

// Keeps the caller on its M, and running: no preemption in between. They nest.
inline m *acquirem() {
    m *mp = getg()->m;
    mp->locks++;
    return mp;
}
inline void releasem(m *mp) { mp->locks--; }

extern int32 newprocs; // asked for by GOMAXPROCS; 0: as it is
uint64 cheaprand64();
inline uint32 cheaprandn(uint32 n) { return static_cast<uint32>((cheaprand64() >> 32) * n >> 32); }

// sema.cpp
uint32 semwaiters();  // Gs that wait on semaphores
bool canspin(int_ n); // is a spin, the n-th, better than parking?

// Memory that is never given back, for the runtime's own structures. Zeroed.
void *persistentalloc(uintptr size);
template <class T> T *persistentnew() { return static_cast<T *>(persistentalloc(sizeof(T))); }

// os_linux.cpp
void osinit();
int64 nanotime();     // of timers: the seed's clock if there is one
int64 realnanotime(); // the system's
void walltime(int64 *sec, int32 *nsec);
void usleepns(int64 ns);
[[noreturn]] void exit_(int32 code);
int32 threadself();                             // the kernel's number of the calling thread
void newosproc(m *mp, void (*fn)(m *));         // a thread that runs fn; throws if there is none to be had
[[noreturn]] void exitosproc(m *mp);            // ends the calling thread, which is mp's
bool newmarker(uint32 k, void (*fn)(uint32 k)); // a thread of the collector's: no M, no signals. False: none
void tgkill_(int32 procid, int sig);
void write_(int fd, const void *p, uintptr n);

// signal_linux.cpp
void initsig();
void minit(m *mp); // of the calling thread
void unminit(m *mp);

} // namespace go::runtime

// Which signals are caught, what the handler does, and how os/signal hears of them.
//
// As in Go's runtime, a handler is installed at the start for nearly all signals: those that are neither
// asked for nor fatal are then harmless. What has come is a bit in `pending`, so that of a signal that comes
// again before it was fetched one is lost; `events` counts, and is the futex on which signal_recv sleeps, in
// a system call of its G. A thread in one is no deadlock, as it need not be with somebody who waits for a
// signal.
//
// The last words of SIGQUIT are sysmon's: the interrupted code may hold any lock, so the handler only leaves
// word and returns.
#include "runtime/src/sigqueue.h"
#include "runtime/src/print.h"
#include "runtime/src/stack.h"
#include "runtime/src/traceback.h"

#include <cerrno>
#include <climits>
#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>
#include <ucontext.h>
#include <unistd.h>

namespace go::runtime {

sigset_t inheritedmask;

namespace {

constexpr int signals = 65;

enum sigflag : uint8 {
    sigNotify = 1,     // os/signal may have it, whoever sends it
    sigKill = 2,       // else ends the program, as if never caught
    sigThrow = 4,      // else ends it with its goroutines' traces
    sigDefault = 8,    // not caught before it is asked for
    sigElsewhere = 16, // caught by signal_linux.cpp or preempt.cpp
};

struct signalrow {
    uint8 flags;
    const char *name; // if sigThrow, or so when sent by a process
};

constexpr signalrow sigtable[] = {
    {},
    {sigNotify | sigKill, nullptr}, // SIGHUP
    {sigNotify | sigKill, nullptr}, // SIGINT
    {sigNotify | sigThrow, "SIGQUIT: quit"},
    {sigThrow | sigElsewhere, "SIGILL: illegal instruction"},
    {sigThrow | sigElsewhere, "SIGTRAP: trace trap"},
    {sigNotify | sigThrow, "SIGABRT: abort"},
    {sigThrow | sigElsewhere, "SIGBUS: bus error"},
    {sigThrow | sigElsewhere, "SIGFPE: floating-point exception"},
    {}, // SIGKILL
    {sigNotify, nullptr},
    {sigThrow | sigElsewhere, "SIGSEGV: segmentation violation"},
    {sigNotify, nullptr},
    {sigNotify, nullptr}, // SIGPIPE: the write fails
    {sigNotify, nullptr},
    {sigNotify | sigKill, nullptr}, // SIGTERM
    {sigThrow, "SIGSTKFLT: stack fault"},
    {sigNotify, nullptr},                // SIGCHLD
    {sigNotify | sigDefault, nullptr},   // SIGCONT
    {},                                  // SIGSTOP
    {sigNotify | sigDefault, nullptr},   // SIGTSTP
    {sigNotify | sigDefault, nullptr},   // SIGTTIN
    {sigNotify | sigDefault, nullptr},   // SIGTTOU
    {sigNotify | sigElsewhere, nullptr}, // SIGURG
    {sigNotify, nullptr},
    {sigNotify, nullptr},
    {sigNotify, nullptr},
    {sigNotify, nullptr},
    {sigNotify, nullptr},
    {sigNotify, nullptr},
    {sigNotify, nullptr},
    {sigThrow, "SIGSYS: bad system call"},
};
constexpr int firstOfLibc = 32,
              lastOfLibc = 34; // signals of the threads library, and one that Go leaves alone

uint8 flagsof(int sig) {
    if (sig < firstOfLibc) return sigtable[sig].flags;
    return sig <= lastOfLibc ? 0 : sigNotify;
}

uint64 bit(int sig) { return uint64(1) << (sig - 1); }

uint64 pending, wanted, ignored;  // bits of signals; atomic
uint32 events;                    // times that something has become pending; atomic, a futex
int32 delivering;                 // handlers that have seen `wanted` and not yet set `pending`; atomic
uint32 waiting;                   // signal_recv has found nothing and sleeps, or is about to; atomic
uint64 handling;                  // bits: our handler is installed
struct sigaction before[signals]; // what was installed instead

// A signal that ends the program; the first one counts.
struct {
    uint32 sig; // atomic, set last
    uint32 taken;
    uintptr pc;
    int64 m;
    int code;
} fatalsignal;

long futex(uint32 *word, int op, uint32 value) {
    return syscall(SYS_futex, word, op, value, nullptr, nullptr, 0);
}

[[noreturn]] void die(int sig) {
    struct sigaction sa = {};
    sa.sa_handler = SIG_DFL;
    sigaction(sig, &sa, nullptr);
    sigset_t only;
    sigemptyset(&only);
    sigaddset(&only, sig);
    raise(sig);
    pthread_sigmask(SIG_UNBLOCK, &only, nullptr);
    _exit(2);
}

void leaveword(int sig, const siginfo_t *info, const void *ctx) {
    if (__atomic_exchange_n(&fatalsignal.taken, 1, __ATOMIC_SEQ_CST)) return;
    fatalsignal.pc = static_cast<uintptr>(static_cast<const ucontext_t *>(ctx)->uc_mcontext.gregs[REG_RIP]);
    g *gp = getg();
    fatalsignal.m = gp && gp->m ? gp->m->id : -1;
    fatalsignal.code = info->si_code;
    atomicstore(&fatalsignal.sig, static_cast<uint32>(sig));
    atomicstore(&sched.sysmonnote.key, 1);
    futex(&sched.sysmonnote.key, FUTEX_WAKE_PRIVATE, 1);
    if (info->si_code != SI_TKILL) return;
    // Who calls abort goes on to kill the program itself: not before sysmon has had its say.
    constexpr timespec patience = {3, 0};
    timespec left = patience;
    while (nanosleep(&left, &left) < 0 && errno == EINTR) {
    }
}

bool bysomebody(const siginfo_t *info) { return info->si_code == SI_USER || info->si_code == SI_TKILL; }

GO_SIGNAL_HANDLER void signalled(int sig, siginfo_t *info, void *ctx) {
    signalstack own;
    int saved = errno;
    uint8 flags = flagsof(sig);
    bool sent = bysomebody(info);
    if (sig == SIGPROF || ((sent || flags & sigNotify) && sigsend(sig)) ||
        (sent && signal_ignored(static_cast<uint32>(sig)))) {
    } else if (flags & sigKill) {
        die(sig);
    } else if (flags & sigThrow) {
        if (!sent && !(flags & sigNotify)) die(sig); // a fault, which would come again
        leaveword(sig, info, ctx);
    }
    errno = saved;
}

void install(int sig) {
    struct sigaction sa = {};
    sa.sa_sigaction = signalled;
    sa.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
    sigfillset(&sa.sa_mask);
    sigaction(sig, &sa, nullptr);
    handling |= bit(sig);
}

bool startsignored(int sig) { // and is to stay so
    return (sig == SIGHUP || sig == SIGINT) && before[sig].sa_handler == SIG_IGN;
}

// The signals that enable, disable and ignore can do something about.
bool mayhave(uint32 sig) {
    return sig > 0 && sig < signals && sig != SIGPROF && flagsof(static_cast<int>(sig)) & sigNotify;
}

} // namespace

bool sigsend(int sig) {
    __atomic_add_fetch(&delivering, 1, __ATOMIC_SEQ_CST);
    bool want = atomicload(&wanted) & bit(sig);
    if (want && !(__atomic_fetch_or(&pending, bit(sig), __ATOMIC_SEQ_CST) & bit(sig))) {
        __atomic_add_fetch(&events, 1, __ATOMIC_SEQ_CST);
        if (atomicload(&waiting)) futex(&events, FUTEX_WAKE_PRIVATE, 1);
    }
    __atomic_sub_fetch(&delivering, 1, __ATOMIC_SEQ_CST);
    return want;
}

void usersignal(int sig, siginfo_t *info, void *ctx) {
    if (bysomebody(info)) signalled(sig, info, ctx);
}

void initsigqueue() {
    pthread_sigmask(SIG_SETMASK, nullptr, &inheritedmask);
    for (int sig = 1; sig < signals; sig++) {
        uint8 flags = flagsof(sig);
        bool vital = flags == 0 || flags & (sigKill | sigThrow | sigElsewhere);
        if (vital || sig == SIGCHLD || sig == SIGPROF) sigdelset(&inheritedmask, sig);
        if (flags == 0 || flags & (sigDefault | sigElsewhere)) continue;
        sigaction(sig, nullptr, &before[sig]);
        if (startsignored(sig))
            ignored |= bit(sig);
        else
            install(sig);
    }
}

void sigpipe() {
    if (signal_ignored(SIGPIPE) || sigsend(SIGPIPE)) return;
    die(SIGPIPE);
}

void fatalsig(int sig, uintptr pc, int64 m, int code) {
    printlock();
    printcstr(sigtable[sig].name);
    printcstr("\nPC=");
    printhex(pc);
    printcstr(" m=");
    printint(m);
    printcstr(" sigcode=");
    printint(code);
    printcstr("\n");
    crashed(true);
}

void lastsignal() {
    if (auto sig = static_cast<int>(atomicload(&fatalsignal.sig)))
        fatalsig(sig, fatalsignal.pc, fatalsignal.m, fatalsignal.code);
}

void signal_enable(uint32 sig) {
    if (sig == 0 || sig >= signals) return;
    int s = static_cast<int>(sig);
    __atomic_fetch_or(&wanted, bit(s), __ATOMIC_SEQ_CST);
    __atomic_fetch_and(&ignored, ~bit(s), __ATOMIC_SEQ_CST);
    if (!mayhave(sig) || handling & bit(s)) return;
    if (s == SIGURG) return initpreempt();
    sigaction(s, nullptr, &before[s]);
    install(s);
}

void signal_disable(uint32 sig) {
    if (sig == 0 || sig >= signals) return;
    int s = static_cast<int>(sig);
    if (mayhave(sig) && startsignored(s)) {
        handling &= ~bit(s);
        sigaction(s, &before[s], nullptr);
    }
    __atomic_fetch_and(&wanted, ~bit(s), __ATOMIC_SEQ_CST);
}

void signal_ignore(uint32 sig) {
    if (sig == 0 || sig >= signals) return;
    int s = static_cast<int>(sig);
    if (mayhave(sig)) {
        handling &= ~bit(s);
        if (s != SIGURG) signal(s, SIG_IGN); // which preempts
    }
    __atomic_fetch_and(&wanted, ~bit(s), __ATOMIC_SEQ_CST);
    __atomic_fetch_or(&ignored, bit(s), __ATOMIC_SEQ_CST);
}

bool signal_ignored(uint32 sig) {
    return sig > 0 && sig < signals && atomicload(&ignored) & bit(static_cast<int>(sig));
}

uint32 signal_recv() {
    static uint64 fetched; // the one receiver's
    while (fetched == 0) {
        uint32 seen = atomicload(&events);
        atomicstore(&waiting, 1);
        if (atomicload(&pending) == 0) {
            entersyscall();
            futex(&events, FUTEX_WAIT_PRIVATE, seen);
            exitsyscall();
        }
        atomicstore(&waiting, 0); // before the bits are taken: signal_idle
        fetched = xchg(&pending, 0);
    }
    int sig = __builtin_ctzll(fetched) + 1;
    fetched &= fetched - 1;
    return static_cast<uint32>(sig);
}

bool signal_idle() {
    return atomicload(&delivering) == 0 && atomicload(&pending) == 0 && atomicload(&waiting) == 1 &&
           atomicload(&pending) == 0;
}

} // namespace go::runtime

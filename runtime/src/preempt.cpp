// Asynchronous preemption: a signal makes the interrupted Go code call asyncPreempt.
//
// Emitted code may be interrupted between any two instructions: it holds no lock of the runtime and no
// pointer to its M or P. The linker lays it between two marks (asm_mark), so a look at the pc tells. What is
// interrupted elsewhere (the runtime, libc) finds its stack guard poisoned: the next emitted function that
// begins goes to __morestack, which has it yield. asyncPreempt saves the registers in the G and on its stack,
// where a collector finds them, and yields; the goroutine may go on on another thread.
#include "runtime/src/malloc.h"
#include "runtime/src/sigqueue.h"
#include "runtime/src/stack.h"

#include <cerrno>
#include <ucontext.h>

extern "C" {
// The marks; absent from a program whose objects were linked in another order.
extern const char goloom_textbegin[] __attribute__((weak)), goloom_textend[] __attribute__((weak));
void goloom_asyncPreempt();
}

namespace go::runtime {

namespace {

uint32 poisonlock; // over a look at another thread's guard, which must not end meanwhile

constexpr int sigPreempt = SIGURG; // as in Go: programs have no other use for it
bool asyncpreemptoff;

bool issafepoint(uintptr pc) {
    auto begin = reinterpret_cast<uintptr>(goloom_textbegin), end = reinterpret_cast<uintptr>(goloom_textend);
    return pc >= begin && pc < end;
}

constexpr uintptr psaveSize = 80 + 16 * 16; // asm_amd64.S

// own: the interrupted code's stack guard.
void dopreempt(signalstack &own, void *ctx) {
    g *gp = getg();
    if (!gp || !gp->m) return;
    m *mp = gp->m;
    if (gp == mp->g0 || mp->curg != gp || mp->locks > 0 || !mp->p || !relaxedload(&gp->preempt)) return;
    if (__atomic_load_n(&gp->status, __ATOMIC_RELAXED) != Grunning) return;
    auto &regs = static_cast<ucontext_t *>(ctx)->uc_mcontext.gregs;
    auto pc = static_cast<uintptr>(regs[REG_RIP]), sp = static_cast<uintptr>(regs[REG_RSP]);
    if (!gp->psave && !(gp->psave = __atomic_exchange_n(&mp->psave, nullptr, __ATOMIC_RELAXED))) return;
    if (!issafepoint(pc)) {
        if (own.guard) own.guard = ~uintptr(0);
        return;
    }
    constexpr uintptr redZone = 128;
    sp -= redZone + sizeof(uintptr);
    *reinterpret_cast<uintptr *>(sp) = pc;
    regs[REG_RSP] = static_cast<greg_t>(sp);
    regs[REG_RIP] = reinterpret_cast<greg_t>(goloom_asyncPreempt);
}

// May stand for a signal that somebody sent, too.
GO_SIGNAL_HANDLER void preempted(int sig, siginfo_t *, void *ctx) {
    signalstack own;
    int saved = errno;
    if (!asyncpreemptoff) dopreempt(own, ctx);
    sigsend(sig);
    errno = saved;
}

} // namespace

void initpreempt() {
    struct sigaction sa = {};
    sa.sa_sigaction = preempted;
    sa.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
    sigfillset(&sa.sa_mask);
    sigaction(sigPreempt, &sa, nullptr);
}

// The guard of a running thread, made to look as if there were no room: the next emitted function that begins
// yields, and need not wait for a signal, which takes milliseconds where processors are virtual.
void poisonguard(m *mp) {
    if (!splitStack) return;
    while (__atomic_exchange_n(&poisonlock, 1, __ATOMIC_ACQUIRE)) __builtin_ia32_pause();
    if (uintptr *guard = mp->guard) {
        uintptr v = __atomic_load_n(guard, __ATOMIC_RELAXED);
        // 0: on the thread's own stack.
        if (v && v != ~uintptr(0))
            __atomic_compare_exchange_n(guard, &v, ~uintptr(0), false, __ATOMIC_RELAXED, __ATOMIC_RELAXED);
    }
    __atomic_store_n(&poisonlock, 0, __ATOMIC_RELEASE);
}

void showguard(m *mp, bool show) {
    uintptr thread;
    asm("movq %%fs:0, %0" : "=r"(thread));
    while (__atomic_exchange_n(&poisonlock, 1, __ATOMIC_ACQUIRE)) __builtin_ia32_pause();
    mp->guard = show ? reinterpret_cast<uintptr *>(thread + 0x70) : nullptr;
    __atomic_store_n(&poisonlock, 0, __ATOMIC_RELEASE);
}

void preparepreempt(m *mp) {
    if (atomicload(&mp->psave)) return;
    void *none = nullptr; // another may do the same
    __atomic_compare_exchange_n(&mp->psave, &none, metaalloc(psaveSize), false, __ATOMIC_RELEASE,
                                __ATOMIC_RELAXED);
}

void signalM(m *mp) {
    int32 id = atomicload(&mp->procid);
    if (!id || asyncpreemptoff) return;
    preparepreempt(mp);
    poisonguard(mp);
    tgkill_(id, sigPreempt);
}

void setasyncpreemptoff(bool off) { asyncpreemptoff = off; }

extern "C" void goloom_asyncPreempt2() {
    g *gp = getg();
    gp->psaved = true;
    Gosched();
    gp->psaved = false;
}

uintptr savedregs(const g *gp, uintptr *end) {
    auto lo = reinterpret_cast<uintptr>(gp->psave);
    *end = lo + (gp->psaved ? psaveSize : 0);
    return lo;
}

} // namespace go::runtime

// Asynchronous preemption: a signal makes the interrupted Go code call asyncPreempt.
//
// Emitted code may be interrupted between any two instructions: it holds no lock of the runtime and no
// pointer to its M or P. The linker lays it between two marks (asm_mark), so a look at the pc tells. What is
// interrupted elsewhere (the runtime, libc) is asked again later. asyncPreempt saves all registers on the
// goroutine's stack, where a collector finds them, and yields; the goroutine may go on on another thread.
#include "runtime/src/runtime2.h"

#include <csignal>
#include <ucontext.h>

extern "C" {
// The marks; absent from a program whose objects were linked in another order.
extern const char goloom_textbegin[] __attribute__((weak)), goloom_textend[] __attribute__((weak));
void goloom_asyncPreempt();
}

namespace go::runtime {

namespace {

constexpr int sigPreempt = SIGURG; // as in Go: programs have no other use for it
bool asyncpreemptoff;

bool issafepoint(g *gp, uintptr pc, uintptr sp) {
    auto begin = reinterpret_cast<uintptr>(goloom_textbegin), end = reinterpret_cast<uintptr>(goloom_textend);
    if (pc < begin || pc >= end) return false;
    constexpr uintptr room = 4096; // for the saved registers and what follows
    return sp > gp->stack.lo + room && sp <= gp->stack.hi;
}

void dopreempt(int, siginfo_t *, void *ctx) {
    g *gp = getg();
    if (!gp || !gp->m) return;
    m *mp = gp->m;
    if (gp == mp->g0 || mp->curg != gp || mp->locks > 0 || !mp->p || !relaxedload(&gp->preempt)) return;
    if (__atomic_load_n(&gp->status, __ATOMIC_RELAXED) != Grunning) return;
    auto &regs = static_cast<ucontext_t *>(ctx)->uc_mcontext.gregs;
    auto pc = static_cast<uintptr>(regs[REG_RIP]), sp = static_cast<uintptr>(regs[REG_RSP]);
    if (!issafepoint(gp, pc, sp)) return;
    constexpr uintptr redZone = 128;
    sp -= redZone + sizeof(uintptr);
    *reinterpret_cast<uintptr *>(sp) = pc;
    regs[REG_RSP] = static_cast<greg_t>(sp);
    regs[REG_RIP] = reinterpret_cast<greg_t>(goloom_asyncPreempt);
}

} // namespace

void initpreempt() {
    if (asyncpreemptoff) return;
    struct sigaction sa = {};
    sa.sa_sigaction = dopreempt;
    sa.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_RESTART;
    sigfillset(&sa.sa_mask);
    sigaction(sigPreempt, &sa, nullptr);
}

void signalM(m *mp) {
    if (!asyncpreemptoff && mp->thread) pthread_kill(mp->thread, sigPreempt);
}

void setasyncpreemptoff(bool off) { asyncpreemptoff = off; }

extern "C" void goloom_asyncPreempt2() { Gosched(); }

} // namespace go::runtime

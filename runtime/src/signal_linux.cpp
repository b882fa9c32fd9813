// Faults. SIGSEGV, SIGBUS and SIGFPE of a goroutine become Go panics: the handler lets the faulting code
// "call" sigpanic. So do SIGILL and SIGTRAP, which end the program there. A fault in the guard below a stack
// is an overflow, which ends the program. The handler has a stack of its own.
#include "runtime/src/mbarrier.h"
#include "runtime/src/panic.h"
#include "runtime/src/print.h"
#include "runtime/src/sigqueue.h"
#include "runtime/src/stack.h"
#include "runtime/src/traceback.h"

#include <csignal>
#include <sys/mman.h>
#include <ucontext.h>

namespace go::runtime {

namespace {

constexpr uintptr gsignalSize = 64 << 10;

GO_SIGNAL_HANDLER void sighandler(int sig, siginfo_t *info, void *ctx) {
    signalstack own;
    if (info->si_code <= 0) return usersignal(sig, info, ctx); // no fault
    auto &regs = static_cast<ucontext_t *>(ctx)->uc_mcontext.gregs;
    auto addr = reinterpret_cast<uintptr>(info->si_addr);
    auto sp = static_cast<uintptr>(regs[REG_RSP]);
    g *gp = getg();
    if (!gp || gp == gp->m->g0) {
        signal(sig, SIG_DFL);           // the runtime itself: let it end the usual way
        if (sig == SIGTRAP) raise(sig); // else it went on behind the instruction
        return;
    }
    if (sig == SIGSEGV && stackoverflowed(gp->seg->stack, addr, sp)) stackoverflow(gp, sp);
    gp->sig = static_cast<uint32>(sig);
    gp->sigcode0 = static_cast<uintptr>(info->si_code);
    gp->sigcode1 = addr;
    gp->sigpc = static_cast<uintptr>(regs[REG_RIP]);
    // After a call of a null function pointer the return address is there already: the caller is the one at
    // fault.
    if (regs[REG_RIP] != 0) {
        regs[REG_RSP] -= 8;
        *reinterpret_cast<greg_t *>(regs[REG_RSP]) = regs[REG_RIP];
    }
    regs[REG_EFL] &= ~0x400l; // direction flag
    regs[REG_RIP] = reinterpret_cast<greg_t>(goloom_sigpanic);
}

} // namespace

void initsig() {
    struct sigaction sa = {};
    sa.sa_sigaction = sighandler;
    sa.sa_flags = SA_SIGINFO | SA_ONSTACK | SA_NODEFER | SA_RESTART;
    sigemptyset(&sa.sa_mask);
    initpreempt();
    for (int sig : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGTRAP}) sigaction(sig, &sa, nullptr);
    initsigqueue();
}

void minit(m *mp) {
    mp->gsignal = mmap(nullptr, gsignalSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
    if (mp->gsignal == MAP_FAILED) throw_("cannot map the signal stack");
    preparepreempt(mp);
    mp->wb = &goloom_wb;
    showguard(mp, true);
    stack_t ss = {mp->gsignal, 0, gsignalSize};
    sigaltstack(&ss, nullptr);
    sigset_t none;
    sigemptyset(&none);
    pthread_sigmask(SIG_SETMASK, &none, nullptr);
}

void unminit(m *mp) {
    sigset_t all;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, nullptr);
    stack_t ss = {};
    ss.ss_flags = SS_DISABLE;
    sigaltstack(&ss, nullptr);
    wbrelease(mp);
    showguard(mp, false);
    munmap(mp->gsignal, gsignalSize);
    mp->gsignal = nullptr;
}

} // namespace go::runtime

#include "tools/goloom/crash.h"

#include "codegen/lower/lower.h"

#include "llvm/Support/raw_ostream.h"

#include <csignal>
#include <cstdlib>
#include <unistd.h>

namespace goloom {

static const SourceManager *sources;

static void sayWhere() {
    if (!sources) return;
    Position p = sources->position(loweringAt());
    if (p.line) llvm::errs() << p.file << ':' << p.line << ':' << p.column << ": while lowering this line\n";
}

static void onSignal(int sig) {
    static volatile sig_atomic_t again;
    if (again) _exit(3);
    again = 1;
    llvm::errs() << "goloom: internal error: "
                 << (sig == SIGABRT ? "assertion failed" : "invalid memory access") << '\n';
    sayWhere();
    _exit(3);
}

void installCrashHandler(const SourceManager &sm) {
    sources = &sm;
    static char stack[64 * 1024];
    stack_t ss{};
    ss.ss_sp = stack;
    ss.ss_size = sizeof stack;
    sigaltstack(&ss, nullptr);
    struct sigaction sa{};
    sa.sa_handler = onSignal;
    sa.sa_flags = SA_ONSTACK;
    for (int sig : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT}) sigaction(sig, &sa, nullptr);
}

void internalError(const std::string &what, const std::string &kept) {
    llvm::errs() << "goloom: internal error: " << what << '\n';
    sayWhere();
    if (!kept.empty()) llvm::errs() << "goloom: the emitted C++ was kept in " << kept << '\n';
}

} // namespace goloom

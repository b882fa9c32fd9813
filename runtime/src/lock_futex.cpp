// Locks and notes on the futex system call, reached directly: errno is nobody's business here.
#include "runtime/src/runtime2.h"

#include <ctime>
#include <linux/futex.h>
#include <sys/syscall.h>

namespace go::runtime {

namespace {

long futex(uint32 *addr, int op, uint32 val, const timespec *timeout) {
    long r;
    register const timespec *r10 asm("r10") = timeout;
    asm volatile("syscall"
                 : "=a"(r)
                 : "0"(long(SYS_futex)), "D"(addr), "S"(long(op)), "d"(long(val)), "r"(r10)
                 : "rcx", "r11", "memory");
    return r;
}
void futexsleep(uint32 *addr, uint32 val, int64 ns) {
    timespec t = {ns / 1000000000, ns % 1000000000};
    futex(addr, FUTEX_WAIT_PRIVATE, val, ns < 0 ? nullptr : &t);
}
void futexwakeup(uint32 *addr) { futex(addr, FUTEX_WAKE_PRIVATE, 1, nullptr); }

constexpr int activeSpin = 4, activeSpinPauses = 30;

} // namespace

void lockslow(mutex *l) {
    for (int i = 0; ncpu > 1 && i < activeSpin; i++) {
        for (int k = 0; k < activeSpinPauses; k++) __builtin_ia32_pause();
        if (atomicload(&l->key) == 0 && cas(&l->key, 0, 1)) return;
    }
    while (xchg(&l->key, 2) != 0) futexsleep(&l->key, 2, -1);
}

void unlockslow(mutex *l) { futexwakeup(&l->key); }

void noteclear(note *n) { atomicstore(&n->key, 0); }
void notewakeup(note *n) {
    atomicstore(&n->key, 1);
    futexwakeup(&n->key);
}
void notesleep(note *n) {
    while (atomicload(&n->key) == 0) futexsleep(&n->key, 0, -1);
}
bool notetsleep(note *n, int64 ns) {
    if (ns < 0) {
        notesleep(n);
        return true;
    }
    int64 deadline = realnanotime() + ns;
    while (atomicload(&n->key) == 0) {
        int64 left = deadline - realnanotime();
        if (left <= 0) return false;
        futexsleep(&n->key, 0, left);
    }
    return true;
}

} // namespace go::runtime

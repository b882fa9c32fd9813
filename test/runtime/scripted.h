// For tests of a back end against a scripted kernel, which say what each call is answered.
#pragma once

#include "test/runtime/alone.h"

#include <sys/wait.h>

namespace go::runtime {

// Two Gs that look as if they had parked.
inline g reader, writer;
inline pollDesc *pd;

inline void park() {
    reader.schedlink = writer.schedlink = nullptr;
    netpollAdjustWaiters((atomicload(&pd->rg) <= 2) + (atomicload(&pd->wg) <= 2));
    atomicstore(&pd->rg, reinterpret_cast<uintptr>(&reader));
    atomicstore(&pd->wg, reinterpret_cast<uintptr>(&writer));
}

// Nobody waits, and nothing is ready.
inline void unpark() {
    netpollAdjustWaiters(-(atomicload(&pd->rg) > 2) - (atomicload(&pd->wg) > 2));
    atomicstore(&pd->rg, 0);
    atomicstore(&pd->wg, 0);
}

inline bool has(glist list, g *gp) {
    for (g *x = list.head; x; x = x->schedlink)
        if (x == gp) return true;
    return false;
}

// Whether f ends the program by throw_.
inline bool throws(void (*f)()) {
    fflush(stderr);
    pid_t pid = fork();
    if (pid == 0) {
        close(2);
        f();
        _exit(0);
    }
    int status;
    CHECK(pid > 0 && waitpid(pid, &status, 0) == pid);
    return WIFEXITED(status) && WEXITSTATUS(status) == 2;
}

} // namespace go::runtime

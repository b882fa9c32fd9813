// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of sync: the runtime's semaphores, each kind with the reason that tracebacks show for its
// waiters.

#include "go/runtime.h"

namespace go::runtime {

GO_CC void semacquire(uint32 *addr, bool lifo, uint8 reason);
GO_CC void semrelease(uint32 *addr, bool handoff);
int64 nanotime();
bool canspin(int_ n);
int32 runningp(); // the number of the P that the caller runs on

} // namespace go::runtime

namespace go::sync {

namespace {

// Values of the runtime's waitReason.
enum : uint8 { semacquire = 0, condWait = 9, mutexLock, rwMutexRLock, rwMutexLock, waitGroupWait };

} // namespace

GO_CC void runtime_Semacquire(ptr<uint32> s) { runtime::semacquire(s.raw(), false, semacquire); }
GO_CC void runtime_SemacquireMutex(ptr<uint32> s, bool lifo) {
    runtime::semacquire(s.raw(), lifo, mutexLock);
}
GO_CC void runtime_SemacquireRWMutexR(ptr<uint32> s) { runtime::semacquire(s.raw(), false, rwMutexRLock); }
GO_CC void runtime_SemacquireRWMutex(ptr<uint32> s) { runtime::semacquire(s.raw(), false, rwMutexLock); }
GO_CC void runtime_SemacquireWaitGroup(ptr<uint32> s) { runtime::semacquire(s.raw(), false, waitGroupWait); }
GO_CC void runtime_SemacquireCond(ptr<uint32> s) { runtime::semacquire(s.raw(), false, condWait); }
GO_CC void runtime_Semrelease(ptr<uint32> s, bool handoff) { runtime::semrelease(s.raw(), handoff); }

GO_CC bool runtime_canSpin(int_ n) { return runtime::canspin(n); }
GO_CC void runtime_doSpin() {
    // Twice gc's: each look at a contended lock takes its line from the one who works.
    constexpr int pauses = 60;
    for (int i = 0; i < pauses; i++) __builtin_ia32_pause();
}

GO_CC int64 runtime_nanotime() { return runtime::nanotime(); }

GO_CC int_ runtime_processor() { return runtime::runningp() & 0xff; }

GO_CC void fatal(string message) { runtime::fatal(message); }

} // namespace go::sync

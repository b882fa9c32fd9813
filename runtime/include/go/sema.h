// Semaphores: what sync.Mutex, RWMutex, WaitGroup and Cond park on.
#pragma once

#include "go/base.h"

namespace go::runtime {

// Waits until *addr > 0 and decrements it. lifo: to the front of the queue. reason: of runtime2.h's waitReason, 0: semacquire.
GO_CC void semacquire(uint32 *addr, bool lifo, uint8 reason);
// Increments *addr and wakes one waiter. handoff: it takes the count at once and runs next.
GO_CC void semrelease(uint32 *addr, bool handoff);

// Wait reasons that sync names.
inline constexpr uint8 reasonMutexLock = 10, reasonRWMutexRLock = 11, reasonRWMutexLock = 12, reasonWaitGroupWait = 13;

} // namespace go::runtime

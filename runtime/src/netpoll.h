// The network poller as the scheduler sees it.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

void netpollGenericInit(); // once; timers need it too, to wake who sleeps in netpoll
bool netpollinited();
// The Gs that have become ready. delay in ns: < 0 waits for the first, 0 only looks.
glist netpoll(int64 delay);
void netpollBreak(); // who blocks in netpoll returns
bool netpollAnyWaiters();

} // namespace go::runtime

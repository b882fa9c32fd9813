// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of internal/poll: the runtime's network poller.

#include "runtime/src/netpoll.h"

namespace go::runtime {

GO_CC void semacquire(uint32 *addr, bool lifo, uint8 reason);
GO_CC void semrelease(uint32 *addr, bool handoff);

} // namespace go::runtime

namespace go::internal::poll {

using namespace go::runtime;

namespace {

pollDesc *desc(uintptr handle) { return reinterpret_cast<pollDesc *>(handle); }

} // namespace

GO_CC void runtime_pollServerInit() { poll_runtime_pollServerInit(); }
GO_CC tuple<uintptr, int_> runtime_pollOpen(uintptr fd) {
    int32 errnum;
    pollDesc *pd = poll_runtime_pollOpen(fd, &errnum);
    return {reinterpret_cast<uintptr>(pd), errnum};
}
GO_CC void runtime_pollClose(uintptr handle) { poll_runtime_pollClose(desc(handle)); }
GO_CC int_ runtime_pollReset(uintptr handle, int_ mode) {
    return poll_runtime_pollReset(desc(handle), static_cast<int32>(mode));
}
GO_CC bool runtime_pollTellsNext(uintptr handle) { return poll_runtime_pollTellsNext(desc(handle)); }
GO_CC int_ runtime_pollWait(uintptr handle, int_ mode) {
    return poll_runtime_pollWait(desc(handle), static_cast<int32>(mode));
}
GO_CC void runtime_pollSetDeadline(uintptr handle, int64 when, int_ mode) {
    poll_runtime_pollSetDeadline(desc(handle), when, static_cast<int32>(mode));
}
GO_CC void runtime_pollUnblock(uintptr handle) { poll_runtime_pollUnblock(desc(handle)); }
GO_CC bool runtime_isPollServerDescriptor(uintptr fd) { return netpollIsPollDescriptor(fd); }

GO_CC int64 runtime_nanotime() { return nanotime(); }
GO_CC void runtime_Semacquire(ptr<uint32> s) { semacquire(s.raw(), false, 0); }
GO_CC void runtime_Semrelease(ptr<uint32> s) { semrelease(s.raw(), false); }

} // namespace go::internal::poll

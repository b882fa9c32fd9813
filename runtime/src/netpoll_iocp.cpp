// The poller on Windows' completion ports; see netpoll_iocp.h.
//
// A handle is associated with the port once, under its pollDesc's tag. The kernel forgets it when the handle
// is closed. Each completion is told to one netpoll, once, so none may be dropped.
//
// The port counts in milliseconds: a timer is up to that late, and up to the system's clock tick.
#include "runtime/src/netpoll_iocp.h"

#include <cstddef>

namespace go::runtime {

namespace {

HANDLE port;
uint32 wakeSig; // 1: a netpollBreak is under way; spares the others the system call
constexpr uint64 breakTag = 0;

void postbreak() {
    if (!PostQueuedCompletionStatus(port, 0, breakTag, nullptr)) throw_("the port does not wake the poller");
}

// The error of a completion: 0 if it is a success, which its status tells without a call.
int32 errorof(pollOperation *op) {
    if (static_cast<int32>(op->o.Internal) >= 0) return 0;
    DWORD qty, flags;
    if (WSAGetOverlappedResult(op->pd->fd, &op->o, &qty, FALSE, &flags)) return 0;
    int32 err = WSAGetLastError();
    if (err != WSAENOTSOCK) return err;
    if (GetOverlappedResult(reinterpret_cast<HANDLE>(op->pd->fd), &op->o, &qty, FALSE)) return 0;
    return static_cast<int32>(GetLastError());
}

} // namespace

static_assert(offsetof(pollOperation, o) == 0 && sizeof(ULONG_PTR) == sizeof(uint64));

void netpollinit() {
    // Any number of threads at a time: the scheduler sees to how many there are.
    port = CreateIoCompletionPort(INVALID_HANDLE_VALUE, nullptr, 0, MAXDWORD);
    if (!port) throw_("the network poller does not start: CreateIoCompletionPort");
}

int32 netpollopen(uintptr fd, pollDesc *pd) {
    auto handle = reinterpret_cast<HANDLE>(fd);
    return CreateIoCompletionPort(handle, port, netpollTag(pd), 0) ? 0 : static_cast<int32>(GetLastError());
}

bool netpollTellsNext(pollDesc *) { return false; }

int32 netpollclose(uintptr /*fd*/) { return 0; }

void netpollBreak() {
    if (cas(&wakeSig, 0, 1)) postbreak();
}

glist netpoll(int64 delay, int32 *delta) {
    glist ready = {};
    *delta = 0;
    if (!port) return ready;
    OVERLAPPED_ENTRY entries[64];
    ULONG n = 0;
    // -1 is INFINITE.
    if (!GetQueuedCompletionStatusEx(port, entries, 64, &n, static_cast<DWORD>(netpollMilliseconds(delay)),
                                     FALSE)) {
        if (GetLastError() != WAIT_TIMEOUT) throw_("GetQueuedCompletionStatusEx has failed");
        return ready;
    }
    for (ULONG i = 0; i < n; i++) {
        uint64 tag = entries[i].lpCompletionKey;
        if (tag == breakTag) {
            // The packet is gone: a look that does not wait hands it on to the one that does.
            if (delay == 0)
                postbreak();
            else
                atomicstore(&wakeSig, 0);
            continue;
        }
        pollDesc *pd = netpollTagged(tag);
        auto *op = reinterpret_cast<pollOperation *>(entries[i].lpOverlapped);
        // A pollDesc is freed after its operations have ended.
        if (!op || op->pd != pd || netpollTag(pd) != tag || (op->mode != 'r' && op->mode != 'w'))
            throw_("a completion of no operation");
        op->errno_ = errorof(op);
        op->qty = entries[i].dwNumberOfBytesTransferred;
        *delta += netpollready(&ready, pd, op->mode);
    }
    return ready;
}

} // namespace go::runtime

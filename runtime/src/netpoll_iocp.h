// What a goroutine has under way on Windows, where the kernel tells that an operation has ended, not that one
// could begin. For internal/poll and the back end.
//
// A descriptor has one operation a direction, which is started so:
//     poll_runtime_pollReset(pd, op->mode)
//     clear op->o, start the call with &op->o
//     unless it was refused: poll_runtime_pollWait(pd, op->mode)
//         0: op->errno_ and op->qty are the result
//         else, a deadline or close: CancelIoEx(handle, &op->o), poll_runtime_pollWaitCanceled(pd, op->mode),
//         and the result is the wait's if op->errno_ is ERROR_OPERATION_ABORTED; the operation may have ended
//         first
// A call that succeeds at once is told of as well, unless SetFileCompletionNotificationModes has said that it
// is not. The operation and its buffers belong to the kernel until then.
#pragma once

#include "runtime/src/netpoll.h"

// The order matters: the first keeps the second from declaring an older version of sockets.
#include <winsock2.h>

#include <windows.h>

namespace go::runtime {

struct pollOperation {
    OVERLAPPED o; // first: the kernel names the operation by its address
    pollDesc *pd;
    int32 mode;   // 'r' or 'w'
    int32 errno_; // Windows' error, Winsock's if pd is a socket; set before the goroutine is woken
    uint32 qty;   // bytes, likewise
};

} // namespace go::runtime

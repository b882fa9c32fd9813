// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of internal/syscall/unix.

#include "go/runtime.h"

#include <cerrno>
#include <sys/random.h>

namespace go::internal::syscall::unix_ {

GO_CC tuple<int_, uintptr> getrandom(slice<uint8> p, uintptr flags) {
    ssize_t n = ::getrandom(p.ptr, static_cast<size_t>(p.len), static_cast<unsigned>(flags));
    if (n < 0) return {-1, static_cast<uintptr>(errno)};
    return {n, 0};
}

} // namespace go::internal::syscall::unix_

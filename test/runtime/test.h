// CHECK for programs in the form that the compiler emits.
#pragma once

#include "go/runtime.h"

namespace go::time {
GO_CC void Sleep(int64 ns);
}

#define CHECK(cond)                                                                                          \
    do {                                                                                                     \
        if (!(cond)) {                                                                                       \
            ::go::runtime::println(__FILE__ ""_s, ::go::int_(__LINE__), #cond ""_s);                        \
            ::go::runtime::throw_("check failed");                                                           \
        }                                                                                                    \
    } while (0)

// Parts of panics that the signal handler and the scheduler share.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {
extern "C" void goloom_sigpanic(); // asm_amd64.S: enters goloom_sigpanic_ with an aligned stack
} // namespace go::runtime

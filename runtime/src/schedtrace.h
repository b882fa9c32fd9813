// GODEBUG=schedtrace=N,scheddetail=1: the scheduler's state every N ms, in Go's format.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

extern int64 schedtrace; // ms; 0: off
extern bool scheddetail;
void printschedtrace(int64 now);

} // namespace go::runtime

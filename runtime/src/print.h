// Printing to standard error, for print, println, panics and tracebacks.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

void printhex(uint64 v);
inline void printcstr(const char *s) {
    printstring({reinterpret_cast<const uint8 *>(s), static_cast<int_>(strlen(s))});
}

} // namespace go::runtime

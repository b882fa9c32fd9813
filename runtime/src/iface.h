// Interface tables made at run time.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

extern const functype funcString, funcVoid; // func() string, func()

[[noreturn]] void panicmissing(const interfacetype *want, const type *have, string missing);
[[noreturn]] void panicuncomparable(const char *what, const type *t); // "comparing uncomparable type " + t

} // namespace go::runtime

// Everything that emitted code and C++ callers of Go code need.
#pragma once

#include "go/base.h"

// A traceback tells calls of one function apart: no two are made one.
#ifdef __clang__
#pragma clang attribute push(__attribute__((nomerge)), apply_to = function)
#endif
#include "go/barrier.h"
#include "go/intrinsics.h"
#include "go/string.h"
#include "go/slice.h"
#include "go/func.h"
#include "go/rangefunc.h"
#include "go/type.h"
#include "go/iface.h"
#include "go/map.h"
#include "go/chan.h"
#include "go/panic.h"
#include "go/proc.h"
#ifdef __clang__
#pragma clang attribute pop
#endif

// Everything that emitted code and C++ callers of Go code need.
#pragma once

#include "go/base.h"
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

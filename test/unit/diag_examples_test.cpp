// Every row of diag.def has an example that provokes it, unless a program alone cannot.

#include "frontend/check/check.h"
#include "frontend/load/loader.h"
#include "frontend/support/diag.h"

#include <gtest/gtest.h>

using namespace goloom;


// Stopping the world for who holds worldsema already.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

void stopTheWorldWithSema();
void startTheWorldWithSema();

} // namespace go::runtime

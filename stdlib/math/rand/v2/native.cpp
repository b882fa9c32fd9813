// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The numbers that the functions of math/rand/v2 are made of.

#include "go/runtime.h"

namespace go::math::rand {

GO_CC uint64 runtime_rand();

} // namespace go::math::rand

namespace go::math::rand::v2 {

GO_CC uint64 runtime_rand() { return rand::runtime_rand(); }

} // namespace go::math::rand::v2

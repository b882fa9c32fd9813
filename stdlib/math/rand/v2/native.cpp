// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// What a GOROOT's math/rand/v2 and internal/chacha8rand expect of the runtime and of assembly.

#include "go/runtime.h"

namespace go::math::rand {

GO_CC uint64 runtime_rand();

} // namespace go::math::rand

namespace go::math::rand::v2 {

GO_CC uint64 runtime_rand() { return rand::runtime_rand(); }

} // namespace go::math::rand::v2

namespace go::internal::chacha8rand {

// The package's own in Go.
GO_CC void block_generic(ptr<array<uint64, 4>> seed, ptr<array<uint64, 32>> blocks, uint32 counter);

GO_CC void block(ptr<array<uint64, 4>> seed, ptr<array<uint64, 32>> blocks, uint32 counter) {
    block_generic(seed, blocks, counter);
}

} // namespace go::internal::chacha8rand

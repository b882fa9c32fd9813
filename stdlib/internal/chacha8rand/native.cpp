// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// What a GOROOT's internal/chacha8rand expects of assembly.

#include "go/runtime.h"

namespace go::internal::chacha8rand {

// The package's own in Go.
GO_CC void block_generic(ptr<array<uint64, 4>> seed, ptr<array<uint64, 32>> blocks, uint32 counter);

GO_CC void block(ptr<array<uint64, 4>> seed, ptr<array<uint64, 32>> blocks, uint32 counter) {
    block_generic(seed, blocks, counter);
}

} // namespace go::internal::chacha8rand

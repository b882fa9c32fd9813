// Sizes and alignments of gc on amd64: what unsafe.Sizeof says and what the emitted C++ has.
#pragma once

#include "frontend/types/object.h"

namespace goloom::types {

int64_t sizeOf(Type *);
int64_t alignOf(Type *);
int64_t offsetOf(Struct *, size_t field);
bool hasPointers(Type *);

} // namespace goloom::types

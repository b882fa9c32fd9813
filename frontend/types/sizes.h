// Sizes and alignments of gc on amd64: what unsafe.Sizeof says and what the emitted C++ has.
#pragma once

#include "frontend/types/object.h"

namespace goloom::types {

int64_t sizeOf(Type *);
int64_t alignOf(Type *);
int64_t offsetOf(Struct *, size_t field);
bool hasPointers(Type *);
// Which words of a value hold pointers, in the encoding of runtime::ptrwords; of one or more types, laid out
// as a struct's fields are. 0: none does; anyWords: any may.
inline constexpr uint64_t anyWords = 0b11;
uint64_t pointerWords(llvm::ArrayRef<Type *>);

} // namespace goloom::types

// What inference and calls both ask of types with type parameters.
#pragma once

#include "frontend/types/object.h"

namespace goloom {

// Whether t contains any of the parameters; a generic function's own list does not count.
bool isParameterized(llvm::ArrayRef<types::TypeParam *>, types::Type *t);

// The constraint; the interface around it if it is written without one.
types::Type *constraintOf(types::TypeParam *);

} // namespace goloom

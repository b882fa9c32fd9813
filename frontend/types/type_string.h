// Types and objects as text.
#pragma once

#include "frontend/types/object.h"

#include <string>

namespace goloom::types {

// As gc prints a type in a message: packages other than self by name (by path where two names agree, or
// without self).
std::string typeString(Type *, const Package *self);
// As reflect.Type.String and panics print it: packages by name always ("main.T", "[]uint8", "interface {}").
std::string runtimeString(Type *);
// Unique for a type in the whole program: packages by path, local types with their index. What links
// descriptors.
std::string linkString(Type *);
std::string signatureString(Signature *, const Package *self);        // without "func"
std::string signatureTypes(Signature *, const Package *self);         // and without names of parameters
std::string typeParamsString(List<TypeParam *>, const Package *self); // "[K comparable, V any]"
std::string objectKind(const Object *);                               // "local variable", "defined type", …
std::string objectString(const Object *, const Package *self); // as gc: "func f(x int)", "type T struct{…}"

} // namespace goloom::types

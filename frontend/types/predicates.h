// Questions about types. Those named is… look at the type itself, those named all… at every type of a type
// parameter's set.
#pragma once

#include "frontend/types/object.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <optional>
#include <string>

namespace goloom::types {

bool isValid(Type *);
bool mentionsInvalid(
    Type *); // an invalid type occurs in it: what is said of it would only follow from another error
bool isBoolean(Type *);
bool isNumber(Type *);
bool isString(Type *);
bool isInteger(Type *);
bool isUnsigned(Type *);
bool isFloat(Type *);
bool isComplex(Type *);
bool isNumeric(Type *);
bool isConstType(Type *);
bool allBoolean(Type *);
bool allInteger(Type *);
bool allUnsigned(Type *);
bool allNumeric(Type *);
bool allString(Type *);
bool allOrdered(Type *);
bool allNumericOrString(Type *);
bool allBasic(Type *); // each is a constant type

bool isTyped(Type *);
bool isUntyped(Type *);
bool isUntypedNumeric(Type *);
bool isNilType(Type *); // untyped nil
bool isNamed(Type *);   // predeclared, defined, or a type parameter
bool isTypeParam(Type *);
bool isInterface(Type *); // underlying type is an interface, type parameters included
bool isNonTypeParamInterface(Type *);
bool isGeneric(Type *); // a generic type that is not instantiated
bool hasNil(Type *);
bool isPointer(Type *); // underlying type is a pointer
bool isBytesOrRunes(Type *);
bool isUnsafePointer(Type *);
bool hasEmptyTypeset(Type *);

// spec "Comparison operators". dynamic: interfaces count as comparable. If not and cause is asked for, it
// says why in gc's words ("struct containing []int cannot be compared").
bool comparable(Type *, bool dynamic = true, std::string *cause = nullptr);

// spec "Type identity".
bool identical(Type *, Type *);
bool identicalIgnoreTags(Type *, Type *);
bool identicalOrigin(Named *, Named *);

// The single underlying type of all types in t's set, or null. For what is not a type parameter: under(t).
Type *coreType(Type *);
// f(t, u) for each type t of the type set and its underlying type u, while f answers true; the last answer. A
// type parameter without specific types: f(null, null). What is not a type parameter is the only type of its
// set.
bool everyType(Type *, llvm::function_ref<bool(Type *t, Type *u)> f);
// The underlying type that all types of the set share (of channels: the most restricted), or null with the
// cause in gc's words. cond, if given, is asked of each type first: a non-empty answer is the cause.
Type *commonUnder(Type *, llvm::function_ref<std::optional<std::string>(Type *t, Type *u)> cond = nullptr,
                  std::string *cause = nullptr, const Package *self = nullptr);
Type *coreString(Type *); // also string for a set of bytestrings

} // namespace goloom::types

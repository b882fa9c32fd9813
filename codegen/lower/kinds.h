// Questions about types and C++ expressions that several chapters of the lowering ask.
#pragma once

#include "codegen/lower/lowering.h"

namespace goloom {

using types::BasicKind;
using types::under;

inline BasicKind basicKind(types::Type *t) {
    auto *b = t ? llvm::dyn_cast<types::Basic>(under(t)) : nullptr;
    return b ? b->basic : BasicKind::Invalid;
}
inline bool isInt(types::Type *t) {
    BasicKind k = basicKind(t);
    return (k >= BasicKind::Int && k <= BasicKind::Uintptr) || k == BasicKind::UntypedInt ||
           k == BasicKind::UntypedRune;
}
inline bool isUnsignedInt(types::Type *t) {
    BasicKind k = basicKind(t);
    return k >= BasicKind::Uint && k <= BasicKind::Uintptr;
}
// Bits of an integer type.
inline unsigned intBits(types::Type *t) {
    switch (basicKind(t)) {
    case BasicKind::Int8:
    case BasicKind::Uint8: return 8;
    case BasicKind::Int16:
    case BasicKind::Uint16: return 16;
    case BasicKind::Int32:
    case BasicKind::Uint32:
    case BasicKind::UntypedRune: return 32;
    default: return 64;
    }
}
// C++ computes these in int: results are cast back.
inline bool isSmallInt(types::Type *t) { return isInt(t) && intBits(t) < 32; }
inline bool isFloatType(types::Type *t) {
    BasicKind k = basicKind(t);
    return k == BasicKind::Float32 || k == BasicKind::Float64 || k == BasicKind::UntypedFloat;
}
inline bool isComplexType(types::Type *t) {
    BasicKind k = basicKind(t);
    return k == BasicKind::Complex64 || k == BasicKind::Complex128 || k == BasicKind::UntypedComplex;
}
inline bool isStringType(types::Type *t) {
    BasicKind k = basicKind(t);
    return k == BasicKind::String || k == BasicKind::UntypedString;
}
inline bool isBool(types::Type *t) {
    BasicKind k = basicKind(t);
    return k == BasicKind::Bool || k == BasicKind::UntypedBool;
}
// An interface value at run time: after substitution no type parameter is left.
inline bool isIface(types::Type *t) { return t && llvm::isa<types::Interface>(under(t)); }
inline types::Interface *ifaceOf(types::Type *t) { return llvm::dyn_cast<types::Interface>(under(t)); }
// interface{}: its C++ type is any.
bool isEmptyIface(types::Type *t, Arena &);
inline types::Pointer *ptrOf(types::Type *t) { return llvm::dyn_cast<types::Pointer>(under(t)); }
// The array that x is or points to; null if neither.
inline types::Array *arrayBehind(types::Type *t) {
    if (auto *p = ptrOf(t)) return llvm::dyn_cast<types::Array>(under(p->elem));
    return llvm::dyn_cast<types::Array>(under(t));
}

// "…" with every byte that is not plain ASCII in octal, which cannot swallow what follows.
std::string quotedLiteral(StringRef bytes);

inline bool isSimple(const Expr *e) { return llvm::isa<cxx::Name>(e) || llvm::isa<cxx::Literal>(e); }
inline bool isLambda(const Expr *e) { return llvm::isa<cxx::Lambda>(e); }

} // namespace goloom

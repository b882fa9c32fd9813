// Field and method look-up through embedding. spec "Selectors".
#pragma once

#include "frontend/types/object.h"

#include <string>

namespace goloom::types {

struct LookupResult {
    Object *obj = nullptr; // Var (field) or Func (method); null: not found or ambiguous
    llvm::SmallVector<int, 4>
        path;              // field indices to the object; the last is the field's or the method's own
    bool indirect = false; // a pointer was followed on the way
    // With obj null: path non-empty means ambiguous; indirect means: there, but it has a pointer receiver.
};

// Called for a method without a type, to have it declared. Set by the checker while it runs; the front end
// has one thread.
extern void (*declareMethod)(Func *, void *checker);
extern void *declareMethodData;

LookupResult lookupFieldOrMethod(Type *t, bool addressable, Package *, Name, bool foldCase = false);

// A missing method of V for the interface T, or null. wrongType: one of the name is there with another
// signature, or a pointer receiver, or other capitalisation.
struct MissingMethod {
    Func *method = nullptr; // as T has it; null: nothing is missing
    Func *alt = nullptr;    // the near miss on V; null if none
    enum Why { NotFound, WrongSignature, PtrRecv, WrongName, Unexported, Ambiguous, IsField } why = NotFound;
};
MissingMethod missingMethod(Type *V, Type *T, bool staticOnly, Arena &);
// gc's parenthesised reason: "(missing method Foo)" and its continuation lines.
std::string missingMethodCause(Type *V, Type *T, const MissingMethod &, Package *self);

// A way to name an object of the embedding: identical names differ by package if not exported.
bool sameId(const Object *, Package *, Name);

// The i'th method of a defined type; for an instance the substituted one (made on demand in the arena).
size_t numMethods(Named *);
Func *method(Named *, size_t i, Arena &);

// All methods of t in t's method set, promoted ones included, sorted by name (unexported ones by package
// too): what an itab and a type descriptor list. addressable: the method set of *t.
struct MethodSetEntry {
    Func *fn;
    llvm::SmallVector<int, 4> path;
    bool indirect;
};
std::vector<MethodSetEntry> methodSet(Type *t, bool addressable, Arena &);

} // namespace goloom::types

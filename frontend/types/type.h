// Types, as in go/types: one class a kind of type, compared with identical(), never by address
// (but a Named or TypeParam is identical to another only if it is the same object or an equal instance).
//
// Types live in an Arena. An Interface's type set and a Named's underlying type are completed lazily by the
// checker; everything else is fixed once built.
#pragma once

#include "frontend/constant/value.h"
#include "frontend/support/arena.h"
#include "frontend/support/name.h"
#include "frontend/support/source.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Casting.h"

#include <cstdint>

namespace goloom::types {

class Package;
class Scope;
struct Object;
struct TypeName;
struct Var;
struct Func;
struct TypeSet;

template <class T> using List = llvm::ArrayRef<T>;

enum class TypeKind : uint8_t {
    Basic,
    Array,
    Slice,
    Struct,
    Pointer,
    Tuple,
    Signature,
    Union,
    Interface,
    Map,
    Chan,
    Named,
    TypeParam,
    Alias,
};

struct Type {
    const TypeKind kind;

  protected:
    explicit Type(TypeKind k) : kind(k) {}
};

#define GOLOOM_TYPE(K)                                                                                       \
    static bool classof(const Type *t) { return t->kind == TypeKind::K; }

// ---------------------------------------------------------------- basic types

enum class BasicKind : uint8_t {
    Invalid,
    Bool,
    Int,
    Int8,
    Int16,
    Int32,
    Int64,
    Uint,
    Uint8,
    Uint16,
    Uint32,
    Uint64,
    Uintptr,
    Float32,
    Float64,
    Complex64,
    Complex128,
    String,
    UnsafePointer,
    UntypedBool,
    UntypedInt,
    UntypedRune,
    UntypedFloat,
    UntypedComplex,
    UntypedString,
    UntypedNil,
    Count
};

enum BasicInfo : uint16_t {
    IsBoolean = 1,
    IsInteger = 2,
    IsUnsigned = 4,
    IsFloat = 8,
    IsComplex = 16,
    IsString = 32,
    IsUntyped = 64,
    IsOrdered = IsInteger | IsFloat | IsString,
    IsNumeric = IsInteger | IsFloat | IsComplex,
    IsConstType = IsBoolean | IsNumeric | IsString,
};

struct Basic : Type {
    GOLOOM_TYPE(Basic)
    BasicKind basic;
    uint16_t info;
    Name name;
    Basic(BasicKind k, uint16_t info, Name name) : Type(TypeKind::Basic), basic(k), info(info), name(name) {}
};

// ---------------------------------------------------------------- composite types

struct Array : Type {
    GOLOOM_TYPE(Array)
    Type *elem;
    int64_t len; // -1: unknown, an error has been reported
    Array(Type *elem, int64_t len) : Type(TypeKind::Array), elem(elem), len(len) {}
};

struct Slice : Type {
    GOLOOM_TYPE(Slice)
    Type *elem;
    explicit Slice(Type *elem) : Type(TypeKind::Slice), elem(elem) {}
};

struct Struct : Type {
    GOLOOM_TYPE(Struct)
    List<Var *> fields;
    List<llvm::StringRef> tags; // as many as fields, or empty: no field has one. Unquoted.
    Struct(List<Var *> fields, List<llvm::StringRef> tags)
        : Type(TypeKind::Struct), fields(fields), tags(tags) {}
    llvm::StringRef tag(size_t i) const { return tags.empty() ? llvm::StringRef() : tags[i]; }
};

struct Pointer : Type {
    GOLOOM_TYPE(Pointer)
    Type *elem;
    explicit Pointer(Type *elem) : Type(TypeKind::Pointer), elem(elem) {}
};

// Parameters, results, and the type of a call with several results. Never a type of Go itself.
struct Tuple : Type {
    GOLOOM_TYPE(Tuple)
    List<Var *> vars;
    explicit Tuple(List<Var *> vars) : Type(TypeKind::Tuple), vars(vars) {}
    size_t size() const { return vars.size(); }
};

struct TypeParam;
struct Signature : Type {
    GOLOOM_TYPE(Signature)
    List<TypeParam *> recvTypeParams; // of a method of a generic type
    List<TypeParam *> typeParams;     // of a generic function
    Scope *scope = nullptr;           // of the parameters; null for a type without a declaration
    Var *recv = nullptr;              // null for a function
    Tuple *params;                    // never null
    Tuple *results;                   // never null
    bool variadic; // the last parameter has type []T (or string, for append's special case)
    Signature(Tuple *params, Tuple *results, bool variadic)
        : Type(TypeKind::Signature), params(params), results(results), variadic(variadic) {}
};

// ~T or T in a union.
struct Term {
    bool tilde;
    Type *type;
};
struct Union : Type {
    GOLOOM_TYPE(Union)
    List<Term> terms;
    explicit Union(List<Term> terms) : Type(TypeKind::Union), terms(terms) {}
};

struct Interface : Type {
    GOLOOM_TYPE(Interface)
    List<Func *> methods;   // declared explicitly, sorted (methodLess)
    List<Type *> embeddeds; // in source order
    List<Pos> embedPos;
    bool implicit = false;   // `[T int|string]`: written without interface{}
    bool complete = false;   // methods and embeddeds are final
    TypeSet *tset = nullptr; // null until asked for; see typeset.h
    Interface(List<Func *> methods, List<Type *> embeddeds)
        : Type(TypeKind::Interface), methods(methods), embeddeds(embeddeds) {}
};

struct Map : Type {
    GOLOOM_TYPE(Map)
    Type *key, *elem;
    Map(Type *key, Type *elem) : Type(TypeKind::Map), key(key), elem(elem) {}
};

enum class ChanDir : uint8_t { Both, SendOnly, RecvOnly };
struct Chan : Type {
    GOLOOM_TYPE(Chan)
    ChanDir dir;
    Type *elem;
    Chan(ChanDir dir, Type *elem) : Type(TypeKind::Chan), dir(dir), elem(elem) {}
};

// ---------------------------------------------------------------- named types

// A defined type, or an instance of a generic one.
struct Named : Type {
    GOLOOM_TYPE(Named)
    TypeName *obj;                // of the origin, for an instance
    Named *origin;                // itself, unless an instance
    List<TypeParam *> typeParams; // of a generic type that is not an instance
    List<Type *> targs;           // of an instance
    // A type declared in a generic function is another one in each instance of that: the function's type
    // parameters, and in an instance what stands for them. Nothing writes them; only substitution makes such
    // instances.
    List<TypeParam *> outerParams;
    List<Type *> outerArgs;
    Type *fromRHS = nullptr;     // declared right-hand side; null until known
    Type *underlying_ = nullptr; // see under(); null until known (for an instance: until expanded)
    List<Func *> methods;        // declared ones; of an instance: use method(i) in lookup.h
    Arena *arena = nullptr;      // of an instance: where it is completed
    Named *firstInstance = nullptr, *nextInstance = nullptr; // of an origin: those made so far
    Func **instanceMethods = nullptr;                        // of an instance: as far as asked for
    bool expanding = false;
    explicit Named(TypeName *obj) : Type(TypeKind::Named), obj(obj), origin(this) {}
    bool isInstance() const { return origin != this; }
    bool isGeneric() const { return !typeParams.empty() && targs.empty(); }
};

struct TypeParam : Type {
    GOLOOM_TYPE(TypeParam)
    TypeName *obj;
    unsigned index = 0;                 // in its list
    unsigned id = 0;                    // unique in the process
    Type *bound = nullptr;              // the constraint; null until declared
    Interface *implicitBound = nullptr; // around a bound that is no interface; see under()
    explicit TypeParam(TypeName *obj) : Type(TypeKind::TypeParam), obj(obj) {}
};

// spec: "An alias declaration binds an identifier to the given type." Kept so that messages name it.
struct Alias : Type {
    GOLOOM_TYPE(Alias)
    TypeName *obj;
    Alias *origin;
    List<TypeParam *> typeParams;
    List<Type *> targs;
    Type *fromRHS = nullptr; // null until known
    explicit Alias(TypeName *obj) : Type(TypeKind::Alias), obj(obj), origin(this) {}
};

#undef GOLOOM_TYPE

Type *unalias(Type *); // through aliases, else itself
Type *under(Type *);   // the underlying type; of a TypeParam: its constraint interface. Never Named or Alias.

template <class T> T *asUnder(Type *t) { return llvm::dyn_cast<T>(under(t)); }

} // namespace goloom::types

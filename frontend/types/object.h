// Objects: what identifiers denote (package, constant, type, variable, function, label, builtin, nil).
#pragma once

#include "frontend/types/type.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SmallVector.h"

#include <string>
#include <vector>

namespace goloom::ast {
struct FuncDecl;
struct ImportSpec;
} // namespace goloom::ast

namespace goloom::types {

enum class ObjectKind : uint8_t { PkgName, Const, TypeName, Var, Func, Label, Builtin, Nil };

// Colors of declaration, as in go/types: White not yet, Grey being declared (its place on the object path),
// Black done.
enum class Color : uint8_t { White, Black, Grey };

struct Object {
    const ObjectKind kind;
    Color color = Color::White;
    Pos pos;      // of the name in its declaration; 0 for universe objects
    Package *pkg; // null for universe objects and labels
    Name name;
    Type *type = nullptr;    // null until declared
    Scope *parent = nullptr; // null for methods, fields
    uint32_t order = 0;      // of declaration in the package, from 1; 0 for others
    Pos scopePos;            // where a local object's scope begins
    bool isExported() const { return name.isExported(); }

  protected:
    Object(ObjectKind k, Pos pos, Package *pkg, Name name, Type *type)
        : kind(k), pos(pos), pkg(pkg), name(name), type(type) {}
};

#define GOLOOM_OBJECT(K)                                                                                     \
    static bool classof(const Object *o) { return o->kind == ObjectKind::K; }

struct PkgName : Object {
    GOLOOM_OBJECT(PkgName)
    Package *imported;
    ast::ImportSpec *spec = nullptr;
    bool used = false;
    PkgName(Pos pos, Package *pkg, Name name, Package *imported)
        : Object(ObjectKind::PkgName, pos, pkg, name, nullptr), imported(imported) {}
};

struct Const : Object {
    GOLOOM_OBJECT(Const)
    constant::Value val;
    Const(Pos pos, Package *pkg, Name name, Type *type, constant::Value val)
        : Object(ObjectKind::Const, pos, pkg, name, type), val(val) {}
};

struct TypeName : Object {
    GOLOOM_OBJECT(TypeName)
    bool isAliasDecl = false;
    // Types declared inside functions: 1, 2, … by place in the package, so that two T of one package differ;
    // else 0.
    unsigned localIndex = 0;
    TypeName(Pos pos, Package *pkg, Name name, Type *type)
        : Object(ObjectKind::TypeName, pos, pkg, name, type) {}
};

enum class VarKind : uint8_t { Package, Local, Recv, Param, Result, Field };
struct Var : Object {
    GOLOOM_OBJECT(Var)
    VarKind varKind;
    bool embedded = false; // a field
    bool used = false;
    Var *origin = nullptr; // of a field or parameter of an instance: the generic one; else null
    Var(VarKind k, Pos pos, Package *pkg, Name name, Type *type)
        : Object(ObjectKind::Var, pos, pkg, name, type), varKind(k) {}
    bool isField() const { return varKind == VarKind::Field; }
};

struct Func : Object {
    GOLOOM_OBJECT(Func)
    bool hasPtrRecv = false;       // declared with a pointer receiver; valid before the type is
    ast::FuncDecl *decl = nullptr; // null for interface methods and imported stubs without a body
    Func *origin = nullptr;        // of a method of an instance: the generic method; else null
    Func(Pos pos, Package *pkg, Name name, Signature *sig) : Object(ObjectKind::Func, pos, pkg, name, sig) {}
    Signature *signature() const { return llvm::cast_or_null<Signature>(type); }
};

struct Label : Object {
    GOLOOM_OBJECT(Label)
    bool used = false;
    Label(Pos pos, Package *pkg, Name name) : Object(ObjectKind::Label, pos, pkg, name, nullptr) {}
};

enum class BuiltinId : uint8_t {
    Append,
    Cap,
    Clear,
    Close,
    Complex,
    Copy,
    Delete,
    Imag,
    Len,
    Make,
    Max,
    Min,
    New,
    Panic,
    Print,
    Println,
    Real,
    Recover,
    // package unsafe
    UnsafeAdd,
    Alignof,
    Offsetof,
    Sizeof,
    UnsafeSlice,
    UnsafeSliceData,
    UnsafeString,
    UnsafeStringData,
};
struct Builtin : Object {
    GOLOOM_OBJECT(Builtin)
    BuiltinId id;
    Builtin(Name name, BuiltinId id) : Object(ObjectKind::Builtin, {}, nullptr, name, nullptr), id(id) {}
};

struct Nil : Object {
    GOLOOM_OBJECT(Nil)
    explicit Nil(Name name, Type *type) : Object(ObjectKind::Nil, {}, nullptr, name, type) {}
};

#undef GOLOOM_OBJECT

// A block of the program and the objects declared in it, in order of declaration.
class Scope {
  public:
    Scope(Scope *parent, Pos pos, Pos end, bool isFunc = false)
        : parent(parent), pos(pos), end(end), isFunc(isFunc) {
        if (parent && parent->parent) parent->children.push_back(this); // packages go, the universe stays
    }
    Scope *const parent; // null for the universe
    Pos pos, end;
    const bool isFunc;
    std::vector<Scope *> children;
    llvm::MapVector<Name, Object *> elems;

    Object *lookup(Name name) const { return elems.lookup(name); }
    // The innermost object of that name, searching outward; with pos, local objects declared later do not
    // count.
    Object *lookupParent(Name name, Pos pos, Scope **where = nullptr);
    // The object already there, or null after insertion. Blank names are never inserted.
    Object *insert(Object *);
};

// One package: its own types::Scope, and what it imports. Owned by the loader (not by an arena).
class Package {
  public:
    Package(std::string path, Name name, Scope *universe)
        : path(std::move(path)), name(name), scope(universe, {}, {}) {}
    const std::string path; // import path; "main" for a main package
    Name name;
    Scope scope;
    std::vector<Package *> imports; // direct ones, by first appearance
    bool complete = false;
    bool fake = false;     // could not be found; uses of it are not reported again
    std::string goVersion; // "go1.26"
};

} // namespace goloom::types

// Info: what the checker found out, in tables beside the unchanged tree. The lowering reads nothing else.
//
// Invariants for a package without errors:
//   - every expression that is evaluated, and every type expression, has an entry in types; a ParenExpr has
//   one of its own.
//     No recorded type is untyped (except nil and the operands of constant shifts gc leaves so: none reach
//     the lowering; an untyped nil has the type it is converted to, `x == nil` included).
//   - an expression with a value is a constant; its operands need not be looked at.
//   - every Ident is in defs (where it declares) or in uses. A blank or the symbol of `switch x := y.(type)`
//   is in defs with null.
#pragma once

#include "frontend/ast/nodes.h"
#include "frontend/types/object.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/MapVector.h"

#include <deque>
#include <memory>
#include <vector>

namespace goloom {

enum class Mode : uint8_t {
    Invalid,   // an error has been reported; nothing more is said of it
    NoValue,   // a call without result
    BuiltinFn, // a predeclared function
    TypExpr,   // a type
    Constant,
    Variable, // addressable
    MapIndex, // assignable, not addressable; may be `v, ok`
    Value,
    NilValue,
    CommaOk, // a value that may be asked for as `v, ok`
    CommaErr,
    CgoFunc,
};

struct TypeAndValue {
    Mode mode = Mode::Invalid;
    types::Type *type = nullptr; // of `v, ok` in its two-value form: a Tuple
    constant::Value value;       // of a constant
    bool isType() const { return mode == Mode::TypExpr; }
    bool isConst() const { return bool(value); }
};

// spec "Selectors": x.f through the path of embedded fields.
struct Selection {
    enum Kind : uint8_t { FieldVal, MethodVal, MethodExpr } kind;
    types::Type *recv;  // type of x
    types::Object *obj; // Var or Func
    types::Type *type;  // of the whole: a MethodExpr's has the receiver as its first parameter
    llvm::ArrayRef<int> path;
    bool indirect; // a pointer is followed between x and obj (not counting a method's own receiver)
};

struct Instance {
    llvm::ArrayRef<types::Type *> targs;
    types::Type *type;
};

// spec "Package initialization": lhs = rhs, in this order. Several lhs: rhs is one call or a comma-ok form.
struct Initializer {
    std::vector<types::Var *> lhs;
    ast::Expr *rhs;
};

// What //go:embed lines give a variable of the package.
struct Embedding {
    enum Kind : uint8_t { String, Bytes, Files /* embed.FS */ } kind = String;
    struct File {
        std::string name;        // below the source file's folder; that of a folder ends in /
        llvm::StringRef content; // the loader's
    };
    std::vector<File> files; // one, or those of an embed.FS, in its order
    std::vector<llvm::StringRef> lines;
};

struct Info {
    llvm::DenseMap<const ast::Expr *, TypeAndValue> types;
    llvm::DenseMap<const ast::Ident *, types::Object *> defs;
    llvm::DenseMap<const ast::Ident *, types::Object *> uses;
    // CaseClause → the Var of `switch v := x.(type)`; ImportSpec without a name → its PkgName; Field →
    // unnamed parameter's Var.
    llvm::DenseMap<const ast::Node *, types::Object *> implicits;
    llvm::DenseMap<const ast::SelectorExpr *, const Selection *> selections;
    llvm::DenseMap<const ast::Ident *, Instance> instances; // identifier of the generic function or type
    llvm::DenseMap<const ast::Node *, types::Scope *>
        scopes; // File, FuncType, BlockStmt, IfStmt, ForStmt, …, clauses
    std::vector<Initializer> initOrder;

    // The declared functions in source order (methods included, `init`s too), with their bodies.
    std::vector<std::pair<types::Func *, ast::FuncDecl *>> funcs;
    // All defined types of the package in source order, local ones included.
    std::vector<types::TypeName *> typeNames;
    // Every package-level variable and constant in source order, blank variables included.
    std::vector<types::Var *> vars;
    std::vector<types::Const *> consts;
    llvm::MapVector<const types::Var *, Embedding> embeds;
    // Branch statements with a label → the labelled statement they name (goto too).
    llvm::DenseMap<const ast::BranchStmt *, const ast::LabeledStmt *> branchTargets;

    std::deque<std::unique_ptr<types::Scope>> ownedScopes;
    std::deque<std::unique_ptr<types::Package>>
        ownedPackages; // stand-ins for those that could not be imported

    TypeAndValue at(const ast::Expr *e) const { return types.lookup(e); }
    types::Type *typeOf(const ast::Expr *e) const { return types.lookup(e).type; }
    types::Object *objectOf(const ast::Ident *id) const {
        if (auto *o = defs.lookup(id)) return o;
        return uses.lookup(id);
    }
};

// What a check of one package needs from its surroundings.
struct Importer {
    virtual types::Package *import(llvm::StringRef path, Pos at) = 0; // null: reported already
  protected:
    ~Importer() = default;
};

struct CheckOptions {
    int goMinor = 26;      // -lang=go1.N
    bool isStub = false;   // imports may be unused
    bool isMain = false;   // requires func main
    bool complete = false; // there is nothing but these files: every function has a body
};

class Diagnostics;

// Type-checks the files of one package into `pkg` and `info`. Types and objects live in `arena`. All errors
// go to diags.
void checkPackage(types::Package &pkg, llvm::ArrayRef<ast::File *> files, const CheckOptions &, Importer &,
                  Arena &, Diagnostics &, Info &);

// Reports types that are larger than gc allows, of a package without errors.
void checkSizes(const types::Package &, const Info &, Diagnostics &);

// Reports //go: lines that stand where they say nothing.
void checkDirectives(const ast::File &, int goMinor, Diagnostics &);

} // namespace goloom

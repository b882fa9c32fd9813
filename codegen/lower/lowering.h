// Lowering: the state of lowerPackage. Private to codegen/lower; one construct a file.
//
// An expression is lowered to a cxx::Expr; what must happen before it is appended to the open block. Every Go type has one
// C++ spelling (type.cpp), every object one name (names.cpp). A generic body is lowered once for each instance, under `subst`.
#pragma once

#include "codegen/abi/entries.h"
#include "codegen/cxx/builder.h"
#include "codegen/lower/lower.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/subst.h"
#include "frontend/types/universe.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringMap.h"

namespace goloom {

using cxx::Expr;
using llvm::ArrayRef;
using llvm::StringRef;

// The function being lowered: a FuncDecl, a FuncLit, or package initialisation.
struct FuncState {
    const ast::Node *node = nullptr; // FuncDecl or FuncLit; null: package_init
    types::Signature *sig = nullptr;
    const FuncFacts *facts = nullptr;
    FuncState *outer = nullptr; // of the enclosing function, for a literal
    bool namedResults = false;  // results are variables: named in Go, or needed by defer
    llvm::SmallVector<StringRef, 4> results;
    StringRef deferFrame;       // "d", or empty
    unsigned temps = 0, labels = 0;
    // Innermost last: what break and continue mean here.
    struct Target {
        const ast::Stmt *stmt;    // the Go statement; with its label, if any, in `label`
        StringRef label;
        bool isLoop;
        bool nativeBreak, nativeContinue; // a C++ break/continue from the current place does it
        StringRef breakLabel, continueLabel; // else goto these; made on demand
        bool usedBreak = false, usedContinue = false;
    };
    llvm::SmallVector<Target, 8> targets;
};

class Lowering {
  public:
    Lowering(const LowerInput &, const SourceManager &, Arena &, Diagnostics &, cxx::Unit &);
    void package(); // package.cpp: the unit, section by section

    // -- names.cpp
    StringRef nameOf(const types::Object *);       // qualified as needed from this package
    StringRef localName(const types::Var *);       // its name in this function; unique where shadowing would change meaning
    StringRef namespaceOf(const types::Package *); // "net::http"
    StringRef fieldName(const types::Var *);
    StringRef methodName(const types::Func *);     // "Point_Scale", "sync::Mutex_Lock"
    StringRef temp(StringRef hint = "t");
    StringRef escapeKeyword(StringRef);

    // -- type.cpp: Go types as C++ types; declares what they need in the unit
    cxx::Type type(types::Type *);
    cxx::Type resultType(types::Signature *);
    cxx::Type funcSpelling(types::Signature *); // "int_(string)": for func<…>
    void needComplete(types::Type *);           // its struct definition stands before what comes now

    // -- typedesc.cpp: descriptors and itabs, as expressions that yield their address
    Expr *typeDesc(types::Type *);
    Expr *itab(types::Type *iface, types::Type *concrete);
    void emitDescriptors(); // for all defined types of the package, and everything asked for

    // -- imports.cpp: declarations of other packages' objects, once each
    void needObject(const types::Object *);

    // -- func.cpp, init.cpp: declared functions, wrappers, instances, package_init
    void funcDecl(types::Func *, ast::FuncDecl *);
    void funcBody(FuncState &, ast::BlockStmt *, cxx::Block *);
    void packageInit();
    StringRef instance(types::Func *, ArrayRef<types::Type *> targs); // queues its lowering; its name
    // A method as an interface calls it: receiver in a data word. Emits the wrapper if one is needed.
    Expr *methodEntry(types::Type *recv, const types::MethodSetEntry &);

    // -- expr.cpp: one value. `want`: the C++ expression is converted to that Go type (assignability).
    Expr *expr(const ast::Expr *);
    Expr *exprTo(const ast::Expr *, types::Type *want);
    Expr *convertTo(Expr *, types::Type *from, types::Type *want); // implicit conversions: to interfaces, nil, channels…
    Expr *constant(constant::Value, types::Type *);
    Expr *zero(types::Type *);
    Expr *lvalue(const ast::Expr *);       // a C++ lvalue; map elements only through storeTo
    Expr *addressOf(const ast::Expr *);    // &x
    Expr *nilChecked(Expr *ptr, const ast::Expr *); // unchecked where known
    Expr *selector(const ast::SelectorExpr *);
    Expr *fieldPath(Expr *x, types::Type *t, ArrayRef<int> path, bool *isPtr); // through embedded fields
    Expr *index(const ast::IndexExpr *);
    Expr *slice(const ast::SliceExpr *);
    Expr *binary(const ast::BinaryExpr *);
    Expr *unary(const ast::UnaryExpr *);
    Expr *compare(ast::Token op, Expr *x, types::Type *xt, Expr *y, types::Type *yt);
    Expr *arith(ast::Token op, Expr *x, Expr *y, types::Type *, const ast::Expr *yExpr); // also for op=

    // -- order.cpp: temporaries only where the spec orders and C++ does not
    bool hasOrderedEffect(const ast::Expr *);  // a call, receive, or && || with one
    bool mayBeChangedBy(const ast::Expr *value, const ast::Expr *effect);
    llvm::SmallVector<Expr *, 8> exprList(ArrayRef<const ast::Expr *>, ArrayRef<types::Type *> want);
    Expr *pin(Expr *, types::Type *, StringRef hint = "t"); // into a temporary

    // -- call.cpp, builtin.cpp, convert.cpp, composite.cpp, interface.cpp, closure.cpp
    Expr *call(const ast::CallExpr *);             // several results: a tuple expression
    llvm::SmallVector<Expr *, 8> callArgs(const ast::CallExpr *, types::Signature *);
    llvm::SmallVector<Expr *, 4> multiValue(const ast::Expr *, ArrayRef<types::Type *> want); // tuple or comma-ok, taken apart
    Expr *builtinCall(const ast::CallExpr *, types::BuiltinId);
    Expr *conversion(const ast::CallExpr *);
    Expr *convertValue(Expr *, types::Type *from, types::Type *to);
    Expr *compositeLit(const ast::CompositeLit *, bool address);
    Expr *typeAssert(const ast::TypeAssertExpr *, bool commaOk);
    Expr *funcLit(const ast::FuncLit *);
    Expr *methodValue(const ast::SelectorExpr *);
    Expr *methodExpr(const ast::SelectorExpr *);

    // -- stmt.cpp, assign.cpp, range.cpp, switch.cpp, select.cpp, defer.cpp, go.cpp
    void stmt(const ast::Stmt *, StringRef label = {});
    void stmtList(ArrayRef<ast::Stmt *>);
    cxx::Block *block(const ast::BlockStmt *);
    void assign(const ast::AssignStmt *);
    void storeTo(const ast::Expr *lhs, Expr *value); // variables, fields, elements, map elements, blank
    void declareVar(types::Var *, Expr *init);        // in the frame or on the heap
    void declStmt(const ast::DeclStmt *);
    void incDec(const ast::IncDecStmt *);
    void returnStmt(const ast::ReturnStmt *);
    void branchStmt(const ast::BranchStmt *);
    void ifStmt(const ast::IfStmt *);
    void forStmt(const ast::ForStmt *, StringRef label);
    void rangeStmt(const ast::RangeStmt *, StringRef label);
    void switchStmt(const ast::SwitchStmt *, StringRef label);
    void typeSwitchStmt(const ast::TypeSwitchStmt *, StringRef label);
    void selectStmt(const ast::SelectStmt *, StringRef label);
    void sendStmt(const ast::SendStmt *);
    void deferStmt(const ast::DeferStmt *);
    void goStmt(const ast::GoStmt *);

    // -- helpers
    types::Type *typeOf(const ast::Expr *); // under subst
    types::Type *subst(types::Type *);
    Expr *rt(RT entry, ArrayRef<Expr *> args, ArrayRef<cxx::Type> targs = {}); // runtime::entry(args)
    StringRef goText(const ast::Node *); // source text on one line, safe inside a comment

    const LowerInput &in;
    // Of the package whose code is lowered: `in`'s, or another's while a body of its generic functions is.
    const Info *info;
    const Facts *facts;
    const SourceManager &sources;
    Arena &arena;
    Diagnostics &diags;
    cxx::Unit &unit;
    cxx::Builder b;
    FuncState *fn = nullptr;
    types::Subst substitution; // of the instance being lowered

    llvm::DenseMap<const types::Object *, StringRef> names;
    llvm::DenseMap<types::Type *, cxx::Type> spellings;
    llvm::StringMap<types::Type *> byLinkString; // one representative of identical types
};

} // namespace goloom

// The type checker of one package. Private to frontend/check: others call checkPackage (info.h).
//
// Shape: go/types. collectObjects declares the package's names; objDecl types one on demand, so that order of
// declaration does not matter; function bodies are checked last. Expressions are checked into an Operand;
// untyped ones are remembered until their context fixes their type. One file a chapter of the spec.
//
// Who owns what: this object lives for one checkPackage; types, objects and DeclInfos live in the arena,
// Scopes in info.ownedScopes.
#pragma once

#include "frontend/check/info.h"
#include "frontend/check/operand.h"
#include "frontend/support/diag.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/subst.h"
#include "frontend/types/type_string.h"
#include "frontend/types/typeset.h"
#include "frontend/types/universe.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"

#include <functional>
#include <memory>
#include <optional>

namespace goloom {

// A package-level declaration and what it depends on (for the order of initialisation).
struct DeclInfo {
    types::Scope *file;            // scope of the file that declares it
    std::vector<types::Var *> lhs; // of `var a, b = f()`; else empty
    ast::Expr *typ = nullptr;      // null if absent
    ast::Expr *init = nullptr;     // null if absent
    bool inherited = false;        // a constant's init comes from an earlier spec
    unsigned iota = 0;
    int goMinor = 0; // language version of its file
    Pos constSpecPos;
    ast::TypeSpec *tdecl = nullptr;
    ast::FuncDecl *fdecl = nullptr;
    llvm::SetVector<types::Object *> deps; // package-level objects mentioned by init or body
};

// What surrounds the expression being checked; saved and restored around declarations.
struct Environment {
    DeclInfo *decl = nullptr; // package-level declaration whose init or body is checked
    types::Scope *scope = nullptr;
    int goMinor = 0;      // language version of the file; 0: that of the package
    constant::Value iota; // in a constant declaration
    Pos errPos;           // position of errors in an inherited constant expression; else 0
    bool inTParamList = false;
    types::Signature *sig = nullptr;            // of the function whose body is checked
    types::List<types::TypeParam *> typeParams; // of the declared function around, its receiver's included
    bool hasLabel = false, hasCallOrRecv = false;
    llvm::SmallPtrSet<ast::Expr *, 4> *isPanic = nullptr; // calls of panic, for terminating statements
};

class Checker {
  public:
    Checker(types::Package &, const CheckOptions &, Importer &, Arena &, Diagnostics &, Info &);
    void checkFiles(llvm::ArrayRef<ast::File *>);

    // -- check.cpp: the phases, recording, delayed actions
    void later(std::function<void()>);
    void processDelayed(size_t top);
    void record(Operand &);
    void recordTypeAndValue(ast::Expr *, Mode, types::Type *, constant::Value);
    void recordBuiltinType(ast::Expr *, types::Signature *);
    void recordCommaOkTypes(ast::Expr *, types::Type *first, types::Type *second);
    void recordInstance(ast::Expr *, llvm::ArrayRef<types::Type *> targs, types::Type *);
    void recordDef(ast::Ident *, types::Object *);
    void recordUse(ast::Ident *, types::Object *);
    void recordImplicit(ast::Node *, types::Object *);
    void recordSelection(ast::SelectorExpr *, Selection::Kind, types::Type *recv, types::Object *,
                         types::Type *, llvm::ArrayRef<int> path, bool indirect);
    void recordScope(ast::Node *, types::Scope *);
    types::Scope *newScope(types::Scope *parent, Pos pos, Pos end, bool isFunc = false);
    void openScope(ast::Node *);
    void closeScope();
    DiagBuilder error(Pos at, Diag id) { return diags.report(id, env.errPos ? env.errPos : at); }
    bool allowVersion(int goMinor) const { return (env.goMinor ? env.goMinor : opts.goMinor) >= goMinor; }
    bool verifyVersion(Pos at, int goMinor, llvm::StringRef what); // "%0 requires go1.%1 or later"
    std::string versionHint() const; // what set the version, behind every such message
    std::string where(Pos);          // "file.go:12:3"
    std::string str(types::Type *t) { return types::typeString(t, &pkg); }
    std::string str(const ast::Expr *e);
    std::string str(const Operand &); // as gc: `x (variable of type int)`, `1 (untyped int constant)`

    // -- resolver.cpp: package-level names, imports, methods by receiver base type
    void collectObjects(llvm::ArrayRef<ast::File *>);
    void packageObjects();
    void unusedImports();
    bool hasHeadsOnly() const;
    void declare(types::Scope *, ast::Ident *, types::Object *, Pos scopePos);
    types::Object *lookup(Name, types::Scope **where = nullptr); // from env.scope outward

    // -- decl.cpp: declarations, cycles
    void objDecl(types::Object *);
    void addDeclDep(types::Object *to); // the declaration being checked needs `to` initialised first
    bool finiteSize(types::Type *);     // false: it contains itself; reported
    bool validCycle(types::Object *);
    void cycleError(llvm::ArrayRef<types::Object *> cycle, size_t start);
    void directCycles();
    void checkFieldUniqueness(types::Named *);
    types::Type *bound(ast::Expr *);
    types::TypeParam *declareTypeParam(ast::Ident *, Pos scopePos);
    void constDecl(types::Const *, ast::Expr *typ, ast::Expr *init, bool inherited);
    void varDecl(types::Var *, llvm::ArrayRef<types::Var *> lhs, ast::Expr *typ, ast::Expr *init);
    void typeDecl(types::TypeName *, ast::TypeSpec *);
    void funcDecl(types::Func *, DeclInfo *);
    void collectMethods(types::TypeName *);
    // dst is set before the constraints are looked at: they may mention the declared type.
    void collectTypeParams(ast::FieldList *, types::List<types::TypeParam *> &dst);
    void declStmt(ast::GenDecl *);
    void validType(types::Named *);
    void arity(Pos, llvm::ArrayRef<ast::Ident *>, llvm::ArrayRef<ast::Expr *> inits, bool constDecl,
               bool inherited);

    // -- typexpr.cpp, struct.cpp, interface.cpp, signature.cpp
    void ident(Operand &, ast::Ident *, bool wantType);
    types::Type *typ(ast::Expr *);     // never null; Invalid after an error
    types::Type *varType(ast::Expr *); // a type that a variable may have (no constraint interface)
    void validVarType(ast::Expr *, types::Type *); // reports a constraint interface, later
    types::Type *definedType(ast::Expr *, types::TypeName *def);
    types::Type *genericType(ast::Expr *, std::string *cause);
    types::Type *typeOrNil(ast::Expr *); // of a type switch case; the nil type for nil
    types::Type *instantiatedType(ast::IndexExpr *, types::TypeName *def);
    bool typeList(llvm::ArrayRef<ast::Expr *>,
                  llvm::SmallVectorImpl<types::Type *> &); // false after an error
    int64_t arrayLength(ast::Expr *);                      // -1 after an error
    types::Type *structType(ast::StructType *);
    types::Type *interfaceType(ast::InterfaceType *, types::TypeName *def);
    types::Signature *funcType(ast::FuncType *, ast::FieldList *recv, types::Signature *into = nullptr);
    const types::TypeSet &typeSetOf(types::Type *); // errors are reported
    std::shared_ptr<types::TypeSetErrors> typeSetErrors();

    // -- expr.cpp: operands of every form of expression
    void expr(Operand &, ast::Expr *, types::Type *hint = nullptr); // exactly one value
    bool multiExpr(ast::Expr *, llvm::SmallVectorImpl<Operand> &,
                   bool allowCommaOk); // true: the second is a comma-ok's
    void exprList(llvm::ArrayRef<ast::Expr *>, llvm::SmallVectorImpl<Operand> &); // one call may give several
    void exprOrType(Operand &, ast::Expr *, bool allowGeneric);
    enum class ExprKind { Conversion, Expression, Statement }; // Statement: may stand alone
    ExprKind rawExpr(Operand &, ast::Expr *, types::Type *hint, bool allowGeneric);
    ExprKind exprInternal(Operand &, ast::Expr *, types::Type *hint);
    void nonGeneric(types::Type *hint, Operand &);
    void indirection(Operand &, ast::StarExpr *);
    void assertion(Operand &, ast::TypeAssertExpr *);
    void genericExpr(Operand &, ast::Expr *);
    void singleValue(Operand &);
    void exclude(Operand &, unsigned modes); // 1 << mode each
    void unary(Operand &, ast::UnaryExpr *);
    void binary(Operand &, ast::Expr *whole, ast::Expr *lhs, ast::Expr *rhs, ast::Token op, Pos opPos);
    void shift(Operand &x, Operand &y, ast::Expr *whole, ast::Token op);
    // switchCase: x is a case value, y the tag of the switch (op is ==), and a mismatch is worded so.
    void comparison(Operand &x, Operand &y, ast::Token op, bool switchCase = false);
    void matchBinaryOperands(Operand &x, Operand &y);
    bool isConstExpr(ast::Expr *);

    // -- const.cpp: representability, overflow
    void overflow(Operand &, Pos opPos);
    bool representableConst(constant::Value, types::Basic *, constant::Value *rounded);
    void representable(Operand &, types::Basic *);
    constant::Value representation(Operand &, types::Basic *, Diag *code); // no value: code says why not
    void invalidConversion(Diag, Operand &, types::Type *target);

    // -- untyped.cpp: untyped expressions and the type their context gives them
    void rememberUntyped(ast::Expr *, bool lhsShift, Mode, types::Basic *, constant::Value);
    void updateExprType(ast::Expr *, types::Type *, bool final);
    void convertUntyped(Operand &, types::Type *target);
    // null: cannot; code says why. A constant's value as it is in target goes to out.
    types::Type *implicitTypeAndValue(Operand &, types::Type *target, constant::Value *out,
                                      Diag *code = nullptr);
    void updateExprVal(ast::Expr *, constant::Value);
    void processUntyped(); // what is still untyped at the end takes its default type

    // -- index.cpp, literals.cpp, call.cpp, builtins.cpp, conversions.cpp
    bool indexExpr(Operand &, ast::IndexExpr *); // true: a generic function, to be instantiated
    void sliceExpr(Operand &, ast::SliceExpr *);
    bool index(ast::Expr *, int64_t length, types::Type **typ, int64_t *val); // length -1: unknown
    int64_t indexedElts(llvm::ArrayRef<ast::Expr *>, types::Type *, int64_t length);
    void compositeLit(Operand &, ast::CompositeLit *, types::Type *hint);
    void funcLit(Operand &, ast::FuncLit *);
    void typeAssertion(ast::Expr *, Operand &, types::Type *, bool typeSwitch);
    bool validIndex(Operand &, llvm::StringRef what, bool allowNegative);
    void basicLit(Operand &, ast::BasicLit *);
    void structLit(ast::CompositeLit *, types::Struct *, types::Type *base);
    void mapLit(ast::CompositeLit *, types::Map *);
    void element(Operand &, ast::Expr *, types::Type *, llvm::StringRef context);
    ExprKind callExpr(Operand &, ast::CallExpr *);
    void selector(Operand &, ast::SelectorExpr *, types::TypeName *def, bool wantType);
    using TypeArgs = llvm::SmallVector<types::Type *, 2>;
    void conversionCall(Operand &, ast::CallExpr *);
    bool qualifiedIdent(Operand &, ast::SelectorExpr *); // false: x.f where x is no package
    void genericExprList(llvm::ArrayRef<ast::Expr *>, llvm::SmallVectorImpl<Operand> &,
                         llvm::SmallVectorImpl<TypeArgs> &partial);
    // partial[i]: the type arguments given to the generic function args[i]. Answers the signature called,
    // instantiated.
    types::Signature *arguments(ast::CallExpr *, types::Signature *, TypeArgs targs,
                                llvm::ArrayRef<ast::Expr *> targExprs, llvm::MutableArrayRef<Operand> args,
                                llvm::ArrayRef<TypeArgs> partial);
    // The type arguments written if some are missing and infer is false; else none.
    TypeArgs funcInst(types::Type *hint, Pos, Operand &, ast::IndexExpr *, bool infer);
    types::Signature *instantiateSignature(Pos, ast::Expr *, types::Signature *,
                                           llvm::ArrayRef<types::Type *> targs,
                                           llvm::ArrayRef<ast::Expr *> targExprs);
    std::string lookupError(types::Type *, Name sel, types::Object *alt, bool structLit);
    bool builtin(Operand &, ast::CallExpr *, types::BuiltinId);
    void conversion(Operand &, types::Type *);
    bool convertibleTo(Operand &, types::Type *, std::string *cause);

    // -- infer.cpp
    struct InferError {
        Pos at;
        std::string text; // empty: reported already
    };
    // All type arguments, or false: err says why.
    bool infer(Pos, llvm::ArrayRef<types::TypeParam *>, llvm::ArrayRef<types::Type *> given,
               types::Tuple *params, llvm::ArrayRef<Operand> args, bool reverse, TypeArgs &out,
               InferError &err);
    types::Type *renameTypeParams(llvm::ArrayRef<types::TypeParam *>, types::Type *,
                                  llvm::SmallVectorImpl<types::TypeParam *> &fresh);
    struct InstanceUse {
        Pos pos;
        llvm::ArrayRef<types::TypeParam *> params;
        llvm::ArrayRef<types::Type *> targs;
    };
    std::vector<InstanceUse> instanceUses; // those without errors
    void monomorph();                      // mono.cpp: reports instantiation cycles
    bool verifyInstance(Pos, llvm::ArrayRef<types::TypeParam *>, llvm::ArrayRef<types::Type *> targs);

    // -- assignments.cpp
    bool assignableTo(Operand &, types::Type *, std::string *cause, Diag *code = nullptr);
    void assignment(Operand &, types::Type *target /* null: infer */, llvm::StringRef context);
    void initConst(types::Const *, Operand &);
    void initVar(types::Var *, Operand &, llvm::StringRef context);
    void initVars(llvm::ArrayRef<types::Var *>, llvm::ArrayRef<ast::Expr *> rhs, ast::Stmt *returnStmt);
    types::Type *lhsVar(ast::Expr *); // null: blank
    void assignVar(ast::Expr *lhs, ast::Expr *rhs, Operand *x, llvm::StringRef context);
    void assignVars(llvm::ArrayRef<ast::Expr *> lhs, llvm::ArrayRef<ast::Expr *> rhs);
    void shortVarDecl(Pos, llvm::ArrayRef<ast::Expr *> lhs, llvm::ArrayRef<ast::Expr *> rhs);
    bool useExprs(
        llvm::ArrayRef<ast::Expr *>); // after an error: marks variables as used. True: no further error
    bool useLHS(llvm::ArrayRef<ast::Expr *>);
    bool useExpr(ast::Expr *, bool lhs);
    std::string typesSummary(llvm::ArrayRef<types::Type *>, bool variadic, bool dots);
    void assignError(llvm::ArrayRef<ast::Expr *> rhs, size_t l, size_t r);
    void returnError(Pos, llvm::ArrayRef<types::Var *> lhs, llvm::ArrayRef<Operand> rhs);

    // -- stmt.cpp, range.cpp, switch.cpp: bodies
    void funcBody(DeclInfo *, types::Signature *, ast::BlockStmt *, constant::Value iota);
    void stmt(unsigned ctxt, ast::Stmt *);
    void stmtList(unsigned ctxt, llvm::ArrayRef<ast::Stmt *>);
    void switchStmt(unsigned ctxt, ast::SwitchStmt *);
    void typeSwitchStmt(unsigned ctxt, ast::TypeSwitchStmt *);
    void selectStmt(unsigned ctxt, ast::SelectStmt *);
    void rangeStmt(unsigned ctxt, ast::RangeStmt *);
    void usage(types::Scope *); // "declared and not used"
    // The element type of the channel x (of every channel in its type set); null after an error. In stmt.cpp.
    types::Type *chanElem(Pos, Operand &x, bool recv);

    // -- labels.cpp, return.cpp, initorder.cpp
    void labels(ast::BlockStmt *);
    bool isTerminating(ast::Stmt *, ast::Ident *label);
    bool isTerminatingList(llvm::ArrayRef<ast::Stmt *>);
    void initOrder();

    types::Package &pkg;
    const CheckOptions &opts;
    Importer &importer;
    Arena &arena;
    Diagnostics &diags;
    Info &info;
    Environment env;

    llvm::ArrayRef<ast::File *> files;
    llvm::MapVector<types::Object *, DeclInfo *> objMap; // package-level objects and methods
    std::deque<DeclInfo> declInfos;
    std::vector<types::PkgName *> imports;
    llvm::DenseMap<std::pair<types::Scope *, Name>, types::PkgName *> dotImports; // file scope and name
    llvm::MapVector<types::TypeName *, std::vector<types::Func *>>
        methodsOf;                        // declared, by receiver base; until collected
    std::vector<types::Object *> objPath; // declarations in progress, outermost first; each has Color::Grey
    struct UntypedInfo {
        bool isLhs; // of a shift whose count is not constant
        Mode mode;
        types::Basic *type;
        constant::Value val;
    };
    llvm::MapVector<ast::Expr *, UntypedInfo> untyped;
    std::vector<std::function<void()>> delayed;
    std::string hintName; // of the variable whose type is the hint, for messages of inference
    unsigned nextTypeParamId = 1, nextLocalType = 1;
};

} // namespace goloom

// Lowering: the state of lowerPackage. Private to codegen/lower; one construct a file.
//
// An expression is lowered to a cxx::Expr; what must happen before it is appended to the open block. Every Go
// type has one C++ spelling (type.cpp), every object one name (names.cpp). A generic body is lowered once for
// each instance, under `subst`.
#pragma once

#include "codegen/abi/entries.h"
#include "codegen/cxx/builder.h"
#include "codegen/lower/lower.h"
#include "codegen/lower/module.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"
#include "frontend/types/subst.h"
#include "frontend/types/universe.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/Twine.h"

#include <optional>

namespace goloom {

using cxx::Expr;
using llvm::ArrayRef;
using llvm::StringRef;

// Objects that the literals of one initialiser make.
struct StaticObjects {
    StringRef owner; // the variable, after which they are named
    llvm::SmallVector<cxx::Variable *, 4> made;
};

// The function being lowered: a FuncDecl, a FuncLit, or package initialisation.
struct FuncState {
    const ast::Node *node = nullptr; // FuncDecl or FuncLit; null: package_init
    types::Signature *sig = nullptr;
    const FuncFacts *facts = nullptr;
    FuncState *outer = nullptr;                          // of the enclosing function, for a literal
    StringRef goName;                                    // as tracebacks show it; empty: of a wrapper
    bool numbered = false;                               // `numbers` is filled
    llvm::DenseMap<const ast::Node *, unsigned> numbers; // of its literals, of its go and defer statements'
                                                         // calls, and of its range-over-func loops
    unsigned literals = 0;                               // of package_init: so far
    bool namedResults = false; // results are variables: named in Go, or needed by defer
    llvm::SmallVector<StringRef, 4> results;
    StringRef deferFrame; // "d", or empty
    // Defers are open-coded that are met once at most, if at all: statements of the function's own block,
    // without gotos. What those met so far have made:
    llvm::SmallVector<StringRef, 4> openDefers;
    unsigned temps = 0, labels = 0;
    // Innermost last: what break and continue mean here.
    struct Target {
        const ast::Stmt *stmt; // the Go statement; with its label, if any, in `label`
        StringRef label;
        bool isLoop;
        bool nativeBreak, nativeContinue;    // a C++ break/continue from the current place does it
        StringRef breakLabel, continueLabel; // else goto these; made on demand
        bool usedBreak = false, usedContinue = false;
    };
    llvm::SmallVector<Target, 8> targets;

    // Range over functions: the loop body is a C++ lambda of the same Go function. What leaves it notes where
    // to in `next` of that loop, and the statement behind the iterator's call goes there.
    struct RangeFunc {
        size_t target;  // index in targets
        StringRef next; // variable: 0 go on, -1 return, else the index of the exit plus 1
        llvm::SmallVector<const ast::BranchStmt *, 2> exits;
        bool returns = false;
    };
    llvm::SmallVector<RangeFunc *, 2> rangeFuncs;
    llvm::SmallVector<StringRef, 4> rangeResults; // where a return inside such a body leaves its results

    // Labelled statements that a goto names; found when the first statement is lowered.
    llvm::SmallPtrSet<const ast::Node *, 4> gotoTargets;
    bool scanned = false;
};

// "main", "net/http": as Go writes it before names of functions.
std::string goPackagePath(const types::Package *);

class Lowering {
  public:
    Lowering(const LowerInput &, const SourceManager &, Arena &, Diagnostics &, cxx::Unit &);
    void package(); // package.cpp: the unit, section by section

    // -- names.cpp
    StringRef nameOf(const types::Object *); // qualified as needed from this package
    StringRef
    localName(const types::Var *); // its name in this function; unique where shadowing would change meaning
    StringRef namespaceOf(const types::Package *); // "net::http"
    static std::string namespaceOfPath(StringRef path);
    StringRef fieldName(const types::Var *);
    StringRef methodName(const types::Func *); // "Point_Scale", "sync::Mutex_Lock"
    StringRef temp(StringRef hint = "t");
    StringRef escapeKeyword(StringRef);
    StringRef qualified(StringRef ofNamespace, StringRef name);         // as the code of `ns` spells it
    StringRef interfaceMethod(types::Type *iface, const types::Func *); // the C++ member's name
    // -- gonames.cpp: as tracebacks and runtime.FuncForPC show them
    StringRef goNameOf(const types::Func *); // "main.(*T).M", "main.F[...]"
    StringRef goNameOf(FuncState &outer, const ast::Node *,
                       StringRef kind);               // "main.f.func1", "main.f.gowrap2"
    std::string packageIdent(const types::Package *); // its namespace in an identifier
    std::string typeName(types::Named *);             // without namespace: "Point", "node_1", "List_int"
    std::string typeIdent(types::Type *);             // a part of an identifier: "slice_int", "ptr_main_T"
    std::string argsIdent(ArrayRef<types::Type *>);   // of type arguments: "_int_string"

    // -- type.cpp: Go types as C++ types; declares what they need in the unit
    cxx::Type type(types::Type *);
    bool sameCxxType(types::Type *, types::Type *); // behind `using`s
    bool isWrapper(types::Type *);                  // a struct only because it is recursive
    cxx::Type resultType(types::Signature *);
    cxx::Type funcSpelling(types::Signature *); // "int_(string)": for func<…>
    void needComplete(types::Type *);           // its struct definition stands before what comes now
    std::string spell(types::Type *, bool byValue, TypeEntry *user); // noting what `user`'s definition needs
    TypeEntry *declareType(types::Named *);
    TypeEntry *declareStruct(types::Struct *);       // unnamed
    TypeEntry *declareInterface(types::Interface *); // unnamed
    void structFields(TypeEntry *, types::Struct *);
    void interfaceMembers(TypeEntry *, types::Type *);
    void sortTypes(); // unit.forwards, importedTypes, types

    // -- typedesc.cpp: descriptors and itabs, as expressions that yield their address
    Expr *typeDesc(types::Type *);
    Expr *itab(types::Type *iface, types::Type *concrete);
    void emitDescriptors(); // for all defined types of the package, and everything asked for
    void emitDescriptor(types::Type *, const DescriptorName &);
    DescriptorName descriptorName(types::Type *);
    Expr *methodTable(types::Type *, const DescriptorName &); // &uncommontype, or nullptr

    // -- imports.cpp: declarations of other packages' objects, once each
    void needObject(const types::Object *);

    // -- func.cpp, init.cpp: declared functions, wrappers, instances, package_init
    void funcDecl(types::Func *, ast::FuncDecl *);
    void funcBody(FuncState &, ast::BlockStmt *, cxx::Block *);
    cxx::Function *
    prototype(cxx::Function *); // a copy without body, unless there is one: into unit.prototypes
    void lowerFunction(cxx::Function *, types::Func *, ast::FuncDecl *);
    void linkedBody(cxx::Function *, types::Func *, StringRef path); // of a go:linkname
    Expr *resultValue(FuncState &); // of `return` without operands; null for nothing
    void lowerInstances();          // until the queue is empty
    const LowerInput::Other *packageTables(const types::Package *);
    StringRef methodInstance(types::Named *recv, types::Func *origin);
    std::string importedName(const types::Func &);
    void needBody(types::Func *);
    void noteNames(const ast::Node &);
    StringRef queueInstance(types::Func *origin, ArrayRef<types::Type *> targs, StringRef name);
    void packageInit();
    bool isStatic(const Expr *);
    StringRef staticObject(cxx::Type, Expr *init); // a new variable of the namespace; its name
    // -- embed.cpp: the files of //go:embed lines; makes static objects
    Expr *embedded(types::Type *, const Embedding &);
    Expr *embedString(const Embedding::File &);
    StringRef embedArray(StringRef file, StringRef content, bool writable);
    StringRef embedPath(StringRef file, StringRef content);

    StringRef instance(types::Func *, ArrayRef<types::Type *> targs); // queues its lowering; its name
    // A method as an interface calls it: receiver in a data word. Emits the wrapper if one is needed.
    Expr *methodEntry(types::Type *recv, const types::MethodSetEntry &);
    bool mayRecover(const types::Func *);
    Expr *valueReceiver(Expr *p, types::Named *, const types::Func *);
    void wrapperMark() { b.expr(b.call(b.name("GO_WRAPPER"), {})); } // what is called next stands for this

    // -- expr.cpp: one value. `want`: the C++ expression is converted to that Go type (assignability).
    Expr *expr(const ast::Expr *);
    Expr *operation(const ast::Expr *); // that is no constant
    Expr *exprTo(const ast::Expr *, types::Type *want);
    Expr *convertTo(Expr *, types::Type *from,
                    types::Type *want); // implicit conversions: to interfaces, nil, channels…
    Expr *constant(constant::Value, types::Type *);
    Expr *zero(types::Type *);
    Expr *lvalue(const ast::Expr *);                // a C++ lvalue; map elements only through storeTo
    Expr *addressOf(const ast::Expr *);             // &x
    Expr *nilChecked(Expr *ptr, const ast::Expr *); // unchecked where known
    Expr *selector(const ast::SelectorExpr *);
    Expr *fieldPath(Expr *x, types::Type *t, ArrayRef<int> path, bool *isPtr); // through embedded fields
    Expr *index(const ast::IndexExpr *);
    Expr *slice(const ast::SliceExpr *);
    Expr *binary(const ast::BinaryExpr *);
    Expr *unary(const ast::UnaryExpr *);
    Expr *compare(ast::Token op, Expr *x, types::Type *xt, Expr *y, types::Type *yt);
    Expr *arith(ast::Token op, Expr *x, Expr *y, types::Type *, const ast::Expr *yExpr); // also for op=
    Expr *shift(ast::Token op, Expr *x, types::Type *, const ast::Expr *count, Expr *n);
    Expr *concat(const ast::BinaryExpr *);
    Expr *logical(const ast::BinaryExpr *);
    Expr *deref(Expr *ptr);
    Expr *ident(const ast::Ident *);
    Expr *funcValue(const ast::Ident *, types::Func *);
    // Of exactly the C++ type of t, where a template deduces it: a literal is cast.
    Expr *typed(Expr *, types::Type *);
    Expr *simple(Expr *, types::Type *); // a name or literal: pins what is neither
    Expr *again(Expr *);                 // another node of a simple expression
    struct Selected {
        Selection::Kind kind;
        types::Object *obj;
        types::Type *recv;
        llvm::SmallVector<int, 4> path;
    };
    Selected selected(const ast::SelectorExpr *); // looked up again under subst
    types::Type *pathType(types::Type *t, ArrayRef<int> path);

    // -- order.cpp: temporaries only where the spec orders and C++ does not
    // Of a node alone, if it has its place in the order of the calls. Reads: it sees what those before it
    // have changed, but changes nothing.
    enum class Effect : uint8_t { None, Reads, Changes };
    Effect effectHere(const ast::Node *);
    bool hasOrderedEffect(const ast::Expr *, bool changing = false); // changing: Reads do not count
    bool readsLate(const ast::Expr *);                               // apart from what has such an effect
    bool addressLate(const ast::Expr *);                             // as readsLate, of where a variable is
    Expr *hoist(Expr *);
    bool mayPanic(const ast::Expr *); // by itself: a nil pointer, an index, a division, an assertion
    bool mayBeChangedBy(const ast::Expr *value, const ast::Expr *effect);
    llvm::SmallVector<Expr *, 8> exprList(ArrayRef<const ast::Expr *>, ArrayRef<types::Type *> want);
    Expr *pin(Expr *, types::Type *, StringRef hint = "t"); // into a temporary
    // One of several values that Go evaluates from left to right.
    struct Part {
        Expr *x;
        types::Type *type;
        bool effect;          // a later effect must not come before it
        bool changes = false; // the effect may change what others read
        bool late = false;    // without its effects: a later one that does must come before it
        // What is to be evaluated before anything that comes behind settle.
        enum class Keep : uint8_t { None, Effects, Value } keep = Keep::None;
        int group = 0;                   // parts of one group stand in one brace list, which C++ orders
        std::vector<cxx::Stmt *> before; // what its lowering put out
        bool isRef = false;              // pinned by reference: it is an lvalue
    };
    Part part(types::Type *, bool effect, llvm::function_ref<Expr *()>);
    Part part(const ast::Expr *, types::Type *want, int group = 0);
    void settle(llvm::MutableArrayRef<Part>); // appends what comes before, pins where order asks for it
    void splice(ArrayRef<cxx::Stmt *>);

    // -- call.cpp, builtin.cpp, convert.cpp, composite.cpp, interface.cpp, closure.cpp
    Expr *call(const ast::CallExpr *); // several results: a tuple expression
    llvm::SmallVector<Expr *, 8> callArgs(const ast::CallExpr *, types::Signature *);
    void argParts(const ast::CallExpr *, types::Signature *, llvm::SmallVectorImpl<Part> &);
    llvm::SmallVector<Expr *, 8> argExprs(const ast::CallExpr *, types::Signature *, ArrayRef<Part>,
                                          bool deferred = false);
    // What a call expression calls: the operands that come before its arguments, and how to write the call.
    struct Callee {
        types::Signature *sig = nullptr;
        types::Func *func = nullptr; // declared, or a method of a concrete type
        StringRef name;              // of a declared function or method
        bool receiver = false;       // parts[0] is the receiver: of a C++ function, or of an interface method
        StringRef member;            // interface method
        llvm::SmallVector<Part, 8> parts; // receiver or function value
    };
    Callee callee(const ast::CallExpr *);
    void notePassing(const ast::CallExpr *, types::Signature *, const Callee &); // frame.cpp
    Expr *finishCall(const Callee &, Expr *first, ArrayRef<Expr *> args);
    Expr *receiver(const ast::SelectorExpr *, const Selected &, types::Func *);
    StringRef methodCallName(types::Func *, types::Type *recv); // of a concrete method, instances included
    std::optional<types::BuiltinId> builtinOf(const ast::CallExpr *);
    llvm::SmallVector<Expr *, 4> multiValue(const ast::Expr *,
                                            ArrayRef<types::Type *> want); // tuple or comma-ok, taken apart
    Expr *builtinCall(const ast::CallExpr *, types::BuiltinId);
    Expr *builtinOfTuple(const ast::CallExpr *, types::BuiltinId, types::Tuple *);
    void needPrintable(const ast::CallExpr *, types::Type *);
    Expr *conversion(const ast::CallExpr *);
    void viewed(const ast::Expr *); // what is made of it does not outlive the bytes: string(b) need not copy
    void consumed(const ast::Expr *);                // viewed, and gone with the full expression
    bool isView(const ast::Expr *);                  // after viewed
    llvm::SmallDenseSet<const ast::Expr *, 4> views; // the conversions that are
    // buf: room on the frame for what a conversion to or from a string makes, or null.
    Expr *convertValue(Expr *, types::Type *from, types::Type *to, Expr *buf = nullptr);
    Expr *compositeLit(const ast::CompositeLit *, const ast::Expr *address); // of &T{…}, or null
    Expr *arrayLit(const ast::CompositeLit *, types::Type *, const ast::Expr *address);
    Expr *typeAssert(const ast::TypeAssertExpr *, bool commaOk);
    Expr *funcLit(const ast::FuncLit *);
    Expr *lambdaOf(const ast::FuncLit *); // the bare C++ lambda
    llvm::SmallVector<cxx::Capture, 4> captures(const FuncFacts &);
    llvm::SmallVector<cxx::Param, 8>
    paramList(FuncState &, types::Signature *); // func.cpp; a Heap parameter n is `n_`, which funcBody moves
    Expr *bare(Expr *); // a function literal without its cast to func<…>, where C++ converts by itself
    Expr *methodValue(const ast::SelectorExpr *);
    // -- frame.cpp: what does not outlive its block
    bool onFrame(const ast::Expr *e, types::Type *t, int64_t n = 1); // n values of type t
    Expr *frameValue(const ast::Expr *, types::Type *, Expr *init);
    Expr *frameSlice(const ast::Expr *, types::Type *elem, ArrayRef<Expr *> elems);
    Expr *frameArray(types::Type *elem, int64_t len, int64_t cap, Expr *init);
    Expr *frameClosure(const ast::FuncLit *, Expr *lambda);
    Expr *stayingClosure(const ast::Expr *, Expr *lambda); // of what the analysis leaves on the frame
    Expr *frameBuffer(const ast::Expr *, cxx::Type); // for the bytes or elements of what e makes; null: none
    Expr *frameMap(const ast::Expr *, types::Map *); // room for a small one; null: it is on the heap
    bool boxOnFrame(const ast::Expr *, types::Type *from, types::Type *want);
    Expr *frameBox(const ast::Expr *, Expr *x, types::Type *from, types::Type *want);
    Expr *passedBox(Expr *x, types::Type *from, types::Type *want);
    bool isBoxed(types::Type *from, types::Type *want); // to become an interface the value is copied
    Expr *methodExpr(const ast::SelectorExpr *);

    // -- stmt.cpp, assign.cpp, range.cpp, switch.cpp, select.cpp, defer.cpp, go.cpp
    void stmt(const ast::Stmt *, StringRef label = {});
    void stmtList(ArrayRef<ast::Stmt *>);
    cxx::Block *block(const ast::BlockStmt *);
    void assign(const ast::AssignStmt *);
    bool mayOverlap(const ast::Expr *lhs, const ast::Expr *rhs, types::Type *);
    bool inFrame(const ast::Expr *);
    void storeAt(const ast::Expr *lhs, Expr *place, Expr *value);
    void storeTo(const ast::Expr *lhs, Expr *value); // variables, fields, elements, map elements, blank
    void discard(Expr *);                            // evaluated for its effects
    void declareVar(types::Var *, Expr *init);       // in the frame or on the heap
    void declStmt(const ast::DeclStmt *);
    void incDec(const ast::IncDecStmt *);
    void returnStmt(const ast::ReturnStmt *);
    void branchStmt(const ast::BranchStmt *);
    void ifStmt(const ast::IfStmt *);
    void forStmt(const ast::ForStmt *, StringRef label);
    void rangeStmt(const ast::RangeStmt *, StringRef label);
    void rangeLoop(const ast::RangeStmt *, StringRef label); // over anything but a function
    void switchStmt(const ast::SwitchStmt *, StringRef label);
    void switchBody(const ast::SwitchStmt *, StringRef label);
    void typeSwitchStmt(const ast::TypeSwitchStmt *, StringRef label);
    void selectStmt(const ast::SelectStmt *, StringRef label);
    void sendStmt(const ast::SendStmt *);
    void deferStmt(const ast::DeferStmt *);
    bool isOpenDefer(const ast::DeferStmt *);
    bool allDefersOpen(const ast::BlockStmt *);
    void runDeferred();
    void goStmt(const ast::GoStmt *);
    Expr *deferredCall(const ast::CallExpr *,
                       bool isDefer);    // the lambda that makes the call, its operands captured
    void leave(const ast::BranchStmt *); // break or continue, out of range-over-func bodies too
    Expr *resultPlace(size_t i, StringRef slot);
    void returnValues(ArrayRef<Expr *>); // through defers and range-over-func bodies
    void rangeFunc(const ast::RangeStmt *, StringRef label);
    void rangeVars(const ast::RangeStmt *, Expr *key, types::Type *, Expr *value, types::Type *);
    cxx::Block *loopBody(const ast::BlockStmt *, llvm::function_ref<void()> first = nullptr,
                         llvm::function_ref<void()> last = nullptr);
    void scanGotos();
    cxx::Block *inBlock(llvm::function_ref<void()>); // what it puts out, in a block of its own
    void endTarget();                                // pops the innermost target and puts its break label

    // -- helpers
    types::Type *typeOf(const ast::Expr *); // under subst
    types::Type *subst(types::Type *);
    Expr *rt(RT entry, ArrayRef<Expr *> args, ArrayRef<cxx::Type> targs = {}); // runtime::entry(args)
    StringRef goText(const ast::Node *); // source text on one line, safe inside a comment

    const LowerInput &in;
    // Of the package whose code is lowered: `in`'s, or another's while a body of its generic functions is.
    const Info *info;
    const Facts *facts;
    int goMinor;
    const SourceManager &sources;
    Arena &arena;
    Diagnostics &diags;
    cxx::Unit &unit;
    cxx::Builder b;
    FuncState *fn = nullptr;
    // While an initialiser of a package-level variable is lowered, which is evaluated once: what its literals
    // make may be static objects. Null inside function literals.
    StaticObjects *once = nullptr;
    types::Subst substitution; // of the instance being lowered
    llvm::DenseSet<const types::Var *>
        loopCounters; // declared in the frame although their copies are on the heap
    // Arguments, and calls for the slice of their ..., that need not outlive the call.
    llvm::SmallPtrSet<const ast::Expr *, 8> passing;
    // The same of values that are copied to become an interface's, and the copies made for them so far.
    llvm::SmallPtrSet<const ast::Expr *, 8> passingBoxes;
    struct Box {
        Expr *value;
        types::Type *from, *want;
    };
    llvm::DenseMap<const Expr *, Box> passedBoxes;
    llvm::DenseMap<const Expr *, types::Type *> ordered; // what has an effect, by effectHere
    llvm::SmallPtrSet<const Expr *, 8> closureCasts;     // of closures on the frame to their type
    llvm::DenseMap<const ast::Expr *, Expr *> captured; // operands of a deferred builtin: names in its lambda
    StringRef ns; // of the code being lowered: what names are relative to
    Module module;

    llvm::DenseMap<const types::Object *, StringRef> names;
    llvm::DenseMap<std::pair<types::Type *, const char *>, cxx::Type> spellings; // by type and namespace
};

} // namespace goloom

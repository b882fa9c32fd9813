// Escape: builds the flow graph (flow.h) of a package. Private to codegen/analyze: escape.cpp goes through
// declarations and statements and reads the solution, escape_expr.cpp goes through expressions.
#pragma once

#include "codegen/analyze/analyze.h"
#include "codegen/analyze/callorder.h"
#include "codegen/analyze/flow.h"
#include "frontend/ast/walk.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"

#include "llvm/ADT/SetVector.h"

namespace goloom {

using namespace types;
using llvm::cast;
using llvm::dyn_cast;
using llvm::dyn_cast_or_null;
using llvm::isa;
using llvm::isa_and_nonnull;

// Functions that call each other are analysed together, callees first: see findEscapes.
//
// Where a value goes: null for nowhere.
struct Hole {
    Location *dst = nullptr;
    int derefs = 0;
    uint32_t step = 0; // of the FlowTrace: what the value has still to go through
    Hole deref() const { return {dst, derefs + 1, step}; }
    Hole addr() const { return {dst, derefs - 1, step}; }
};

// What has no constant size gets a buffer of so many bytes, as in gc.
constexpr int64_t MaxFrameVar = 128 << 10, MaxFrameImplicit = 64 << 10, BufferBytes = 32;
// A map has room for a few entries, unless they are large.
constexpr int64_t MaxFrameMap = 1 << 10, SmallMap = 8;

class Escape {
  public:
    Escape(const Info &info, llvm::ArrayRef<const Facts *> imported, Facts &facts, FlowTrace *trace)
        : info_(info), imported_(imported), facts_(facts), trace_(trace) {
        graph_.traceTo(trace);
    }

    void declareFunction(const Func *, const ast::FuncDecl *);
    void bodyOf(const Func *, const ast::FuncDecl *);
    void package(const ast::GenDecl *);
    void finish(llvm::ArrayRef<Declared>);
    std::vector<Explanation> explain(); // after finish, with a trace

  private:
    struct Function {
        Region *region = nullptr;
        llvm::SmallVector<Location *, 4> params, results; // receiver first
        Location *defers = nullptr;                       // what deferred calls hold
        Signature *sig = nullptr;
        llvm::SmallVector<const ast::Expr *, 2> returned; // by a function with one result; null: who knows
    };

    Region *newRegion(const Region *outer) {
        auto &r = regions_.emplace_back();
        r.outer = outer;
        r.function = outer ? outer->function : &r;
        r.enclosing = nullptr;
        return &r;
    }
    Function *newFunction(Signature *, const Region *enclosing, const ast::BlockStmt *body);
    Location *location(const Var *);
    void declare(const Var *v) {
        if (v && !v->name.isBlank()) location(v)->region = region_;
    }
    Location *allocation(const ast::Expr *e, int64_t size, const char *always = "too large for stack");
    Location *buffer(const ast::Expr *e) { return allocation(e, BufferBytes); }
    Location *mapAllocation(const ast::Expr *e, const Map *, int64_t entries); // of what e makes
    // What flows into h does so for a reason more.
    Hole noted(Hole h, const char *why, const ast::Node *n) {
        if (trace_ && h.dst) h.step = trace_->add(why, n, h.step);
        return h;
    }
    void flow(Hole h, Location *src) {
        if (h.dst) graph_.flow(h.dst, src, h.derefs, h.step);
    }
    void explainPath(const FlowTrace::Path &, Pos, std::vector<Explanation> &);
    std::string nameOf(const Location *);
    std::string textOf(const ast::Node *);

    void body(Function *, const ast::BlockStmt *);
    void block(const ast::BlockStmt *b) {
        scoped([&] { stmts(b->list); });
    }
    template <class F> void scoped(F f) {
        auto *outer = std::exchange(region_, newRegion(region_));
        f();
        region_ = const_cast<Region *>(outer);
    }
    void stmts(llvm::ArrayRef<ast::Stmt *> l) {
        for (auto *s : l) stmt(s);
    }
    void stmt(const ast::Stmt *);
    void assign(const ast::AssignStmt *);
    void assignAll(llvm::ArrayRef<Hole> to, llvm::ArrayRef<Type *> want, llvm::ArrayRef<ast::Expr *> rhs);
    void range(const ast::RangeStmt *);
    void typeSwitch(const ast::TypeSwitchStmt *);
    void varSpec(const ast::VarSpec *);

    Hole target(const ast::Expr *lhs, Type **type);
    Hole definition(const ast::Expr *lhs, Type **type); // of :=
    void to(Hole, const ast::Expr *, Type *want);       // with the conversion to an interface
    void expr(Hole, const ast::Expr *);
    void discard(const ast::Expr *e) {
        if (e) expr({}, e);
    }
    void address(Hole, const ast::Expr *);
    void call(llvm::ArrayRef<Hole>, const ast::CallExpr *);
    void builtin(Hole, const ast::CallExpr *, BuiltinId);
    void arguments(const ast::CallExpr *, Signature *, llvm::function_ref<Hole(size_t)> param);
    void receiver(Hole, const ast::SelectorExpr *, const Selection *, Func *);
    Type *paramType(const ast::CallExpr *, const Signature *, size_t i);
    void compositeLit(Hole, const ast::CompositeLit *);
    void concatenation(const ast::BinaryExpr *);
    void funcLit(Hole, const ast::FuncLit *);
    void selector(Hole, const ast::SelectorExpr *);
    void unsafeValue(Hole, const ast::Expr *); // a uintptr that becomes a pointer again
    ParamLeaks
    leaksOf(const Func *); // of a function that has been analysed before; null, another: everything
    Hole passedTo(const ParamLeaks &, size_t i, llvm::ArrayRef<Hole> results); // as its i'th parameter
    void methodValue(Hole, const ast::SelectorExpr *, const Selection *, Func *);
    bool dropsFirst(const ast::Expr *); // a function that does not keep its first argument; after solve
    bool returnsDropping(const Function &);
    const ast::FuncLit *
    boundLiteral(const ast::Expr *fun); // directly, or through a variable that is never assigned again
    Hole heap() { return {graph_.heap()}; }
    Hole heap(const char *why, const ast::Node *n) { return noted(heap(), why, n); }
    static bool pointers(Type *); // whether a value of the type leads to memory
    static bool generic(Type *);  // its size depends on a type parameter
    static int64_t size(Type *t) { return generic(t) ? 0 : sizeOf(t); }
    static bool direct(Type *); // the value itself stands in an interface's data word
    static bool isIface(Type *);
    static bool boxes(Type *);
    int64_t constantInt(const ast::Expr *e) { // far too many, if it is no int64
        return constant::int64Val(constant::toInt(info_.at(e).value)).value_or(INT64_MAX);
    }
    Type *typeOf(const ast::Expr *e) { return info_.typeOf(e); }

    const Info &info_;
    llvm::ArrayRef<const Facts *> imported_;
    Facts &facts_;
    FlowTrace *trace_;
    FlowGraph graph_;
    std::deque<Region> regions_;
    std::deque<Function> functions_;
    llvm::DenseMap<const Var *, Location *> vars_;
    llvm::DenseMap<const Func *, Function *> declared_;
    llvm::DenseMap<const ast::FuncLit *, Function *> literals_;
    llvm::DenseMap<const Var *, const ast::FuncLit *> bound_;
    // Literals that are called from places unknown: who knows where their results go.
    llvm::SetVector<const ast::FuncLit *> callersUnknown_;
    std::vector<std::pair<const ast::Expr *, Location *>> allocations_;
    llvm::DenseSet<const ast::Expr *> &staying(const Location *l) {
        return l->box ? facts_.boxOnFrame : facts_.onFrame;
    }
    std::vector<const ast::RangeStmt *> funcRanges_;
    Function *fn_ = nullptr;
    Region *region_ = nullptr;
};

} // namespace goloom
